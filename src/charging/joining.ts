/**
 * The client's answer to a request that was split: the charging system's answer and ours made one (RFC 8506, section 8).
 *
 *   CCA of the charging system   Result-Code | their units | what else it says
 *   ours, kept since the split                              | our units
 *   to the client                Result-Code | their units, ours | what else it says
 */
import type { Origin } from '../diameter/answers.ts'
import { AvpCursor, closeGroup, openAvp, putUnsigned32 } from '../diameter/avps.ts'
import { AVPS } from '../diameter/dictionary.ts'
import { HEADER_SIZE } from '../diameter/frames.ts'
import { ERROR, flagsOf, putLength } from '../diameter/header.ts'
import { isSuccess, RESULT_CODES } from '../diameter/result-codes.ts'
import { type Asked, Unit } from './asked.ts'
import { answerSizeMax, putName, putOurAnswer, putOurUnits } from './our-answer.ts'
import type { Plan } from './plan.ts'

/** What is kept of a split request to finish the client's answer. */
export interface Join {
  /** As the client said them. */
  readonly type: number
  readonly number: number
  /** Our units, encoded; or, where the whole session comes over to us, the whole answer. */
  readonly ours: Buffer
  readonly wholeAnswer: boolean
  /** Units whose answer is ours alone, though the charging system was told what was used of them. */
  readonly takenOver: ReadonlySet<string>
  /** Names of the units that the charging system was asked for, each encoded. */
  readonly theirs: readonly Buffer[]
}

export function joinOf(request: Buffer, asked: Asked, plan: Extract<Plan, { do: 'split' }>, origin: Origin): Join {
  const { type, number, units } = asked
  const wholeAnswer = units.length === 0 && plan.units[0].terms !== null
  const ours = Buffer.allocUnsafe(answerSizeMax(request, origin, asked))
  const end = wholeAnswer
    ? putOurAnswer(ours, 0, request, asked, plan.units, origin)
    : putOurUnits(ours, 0, request, asked, plan.units)
  return {
    type,
    number,
    ours: ours.subarray(0, end),
    wholeAnswer,
    takenOver: new Set(units.filter((_, i) => plan.units[i].share === 'only-used').map(unit => unit.key)),
    theirs: units.filter((_, i) => plan.units[i].share === 'all' || plan.units[i].share === 'only-asked').map(nameOf),
  }
}

function nameOf(unit: Unit): Buffer {
  const name = Buffer.allocUnsafe((unit.services.length + 1) * 12)
  return name.subarray(0, putName(name, 0, unit))
}

export function joinSizeMax(answer: Buffer, join: Join): number {
  return answer.length + join.ours.length + join.theirs.length * 512 + 128
}

/** Results about a service or its price: of the charging system's units, and not of ours. */
const OF_A_UNIT: ReadonlySet<number> = new Set([
  RESULT_CODES.DIAMETER_END_USER_SERVICE_DENIED,
  RESULT_CODES.DIAMETER_CREDIT_LIMIT_REACHED,
  RESULT_CODES.DIAMETER_RATING_FAILED,
])

/** What the charging system made of its part: took it, refused its units alone, or failed the whole request. */
export type Joined = 'taken' | 'denied' | 'failed'

export function joinedAs(answer: Buffer, join: Join): Joined {
  // Where the session came over to us the charging system only heard of the past: whatever it says of that.
  if (join.wholeAnswer) return (flagsOf(answer) & ERROR) === 0 ? 'taken' : 'failed'
  const code = resultOf(answer)
  if (isSuccess(code)) return 'taken'
  return join.ours.length > 0 && OF_A_UNIT.has(code) ? 'denied' : 'failed'
}

/**
 * The client's answer from the charging system's and ours. A failure that concerns its units alone becomes theirs, and
 * ours stay free; any other failure is the whole request's, and goes back as it is but for type and number.
 */
export function putJoined(buffer: Buffer, at: number, answer: Buffer, join: Join): number {
  const joined = joinedAs(answer, join)
  if (join.wholeAnswer && joined === 'taken') return at + join.ours.copy(buffer, at)
  let end = at + answer.copy(buffer, at, 0, HEADER_SIZE)
  walker.over(answer, HEADER_SIZE, answer.length)
  while (walker.next()) end = putTheirs(buffer, end, answer, join, joined)
  if (joined !== 'failed') end += join.ours.copy(buffer, end)
  if (joined === 'denied') {
    const code = resultOf(answer)
    for (const name of join.theirs) end = putDenied(buffer, end, name, code)
  }
  putLength(buffer, at, end)
  return end
}

/** An AVP of the charging system's answer, where the walker stands. */
function putTheirs(buffer: Buffer, at: number, answer: Buffer, join: Join, joined: Joined): number {
  const { vendor, code, start, end, from, to } = walker
  if (vendor === 0)
    switch (code) {
      case AVPS['CC-Request-Type'].code:
        return putUnsigned32(buffer, at, AVPS['CC-Request-Type'], join.type)
      case AVPS['CC-Request-Number'].code:
        return putUnsigned32(buffer, at, AVPS['CC-Request-Number'], join.number)
      case AVPS['Result-Code'].code:
        if (joined !== 'denied') break
        return putUnsigned32(buffer, at, AVPS['Result-Code'], RESULT_CODES.DIAMETER_SUCCESS)
      case AVPS['Multiple-Services-Credit-Control'].code:
        if (joined === 'denied') return at
        if (joined === 'taken' && isTakenOver(answer, from, to, join)) return at
    }
  return at + answer.copy(buffer, at, start, end)
}

function putDenied(buffer: Buffer, at: number, name: Buffer, code: number): number {
  const from = openAvp(buffer, at, AVPS['Multiple-Services-Credit-Control'], 0)
  const end = from + name.copy(buffer, from)
  return closeGroup(buffer, at, putUnsigned32(buffer, end, AVPS['Result-Code'], code))
}

function isTakenOver(answer: Buffer, from: number, to: number, { takenOver }: Join): boolean {
  if (takenOver.size === 0) return false
  named.ratingGroup = null
  named.services.length = 0
  member.over(answer, from, to)
  while (member.next()) {
    if (member.vendor !== 0 || member.to - member.from !== 4) continue
    if (member.code === AVPS['Rating-Group'].code) named.ratingGroup = answer.readUInt32BE(member.from)
    else if (member.code === AVPS['Service-Identifier'].code) named.services.push(answer.readUInt32BE(member.from))
  }
  return takenOver.has(named.key)
}

/** The Result-Code of an answer, 0 where it has none. */
export function resultOf(answer: Buffer): number {
  walker.over(answer, HEADER_SIZE, answer.length)
  while (walker.next())
    if (walker.code === AVPS['Result-Code'].code && walker.vendor === 0)
      if (walker.to - walker.from === 4) return answer.readUInt32BE(walker.from)
  return 0
}

const walker = new AvpCursor()
const member = new AvpCursor()
const named = new Unit()
