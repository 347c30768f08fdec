/**
 * The octets of what we say: a Credit-Control-Answer of ours, the part of a request that goes on to the charging
 * system, and the answer that is put together from its part and ours (RFC 8506, sections 3 and 8).
 *
 * A request that is split is two conversations: with the client we are the server, with the charging system the client.
 * What neither of us owns is copied as it came.
 */
import { type Origin, putAnswerHeader } from '../diameter/answers.ts'
import {
  AvpCursor,
  avpSize,
  closeGroup,
  openAvp,
  putText,
  putUnsigned32,
  putUnsigned64,
} from '../diameter/avps.ts'
import { APPLICATIONS, AVPS, type AvpSpec } from '../diameter/dictionary.ts'
import { HEADER_SIZE, MESSAGE_SIZE_MAX } from '../diameter/frames.ts'
import { ERROR, flagsOf, putLength } from '../diameter/header.ts'
import { isSuccess, RESULT_CODES } from '../diameter/result-codes.ts'
import { type Asked, Unit } from './asked.ts'
import type { Plan, Terms, UnitPlan } from './plan.ts'

/** What a grant holds where the request names no amount, or a smaller one. */
const OCTETS_GRANTED = 1n << 30n
/** Of a unit's answer, beyond what it repeats of the request. */
const UNIT_ANSWER_SIZE = 160

const { DIAMETER_SUCCESS, DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE } = RESULT_CODES

/** Room that an answer of ours needs at most. */
export function answerSizeMax(request: Buffer, origin: Origin, asked: Asked): number {
  const units = Math.max(1, asked.units.length) * UNIT_ANSWER_SIZE
  return 2 * request.length + origin.avps.length + units + 128
}

/** Writes the whole answer and gives the offset behind it. */
export function putOurAnswer(
  buffer: Buffer,
  at: number,
  request: Buffer,
  asked: Asked,
  { origin, units }: { readonly origin: Origin; readonly units: readonly UnitPlan[] },
): number {
  const whole = asked.units.length === 0 ? units[0].terms : null
  const code =
    whole?.is === 'no-control' ? DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE : DIAMETER_SUCCESS
  let end = putAnswerHeader(buffer, at, request, code)
  end = copyText(buffer, end, request, asked.sessionFrom, asked.sessionTo)
  end = putUnsigned32(buffer, end, AVPS['Result-Code'], code)
  end += origin.avps.copy(buffer, end)
  end = putUnsigned32(buffer, end, AVPS['Auth-Application-Id'], APPLICATIONS.creditControl)
  end = putUnsigned32(buffer, end, AVPS['CC-Request-Type'], asked.type)
  end = putUnsigned32(buffer, end, AVPS['CC-Request-Number'], asked.number)
  if (asked.subSessionFrom >= 0)
    end = putUnsigned64(
      buffer,
      end,
      AVPS['CC-Sub-Session-Id'],
      request.readBigUInt64BE(asked.subSessionFrom),
    )
  if (whole?.is === 'grant') {
    end = putGrant(buffer, end, request, asked, { seconds: whole.seconds, isCall: true })
    end = putUnsigned32(buffer, end, AVPS['Validity-Time'], whole.seconds)
  }
  end = putOurUnits(buffer, end, request, asked, units)
  if (asked.proxied) end = copyProxyInfos(buffer, end, request)
  putLength(buffer, at, end)
  return end
}

function copyText(buffer: Buffer, at: number, request: Buffer, from: number, to: number): number {
  const data = openAvp(buffer, at, AVPS['Session-Id'], to - from)
  request.copy(buffer, data, from, to)
  return at + avpSize(AVPS['Session-Id'], to - from)
}

/** The Multiple-Services-Credit-Control AVPs that are ours. */
function putOurUnits(
  buffer: Buffer,
  at: number,
  request: Buffer,
  asked: Asked,
  units: readonly UnitPlan[],
): number {
  let end = at
  for (let i = 0; i < asked.units.length; i++) {
    const { terms } = units[i]
    if (terms !== null) end = putOurUnit(buffer, end, request, asked.units[i], { terms, asked })
  }
  return end
}

function putOurUnit(
  buffer: Buffer,
  at: number,
  request: Buffer,
  unit: Unit,
  { terms, asked }: { readonly terms: Terms; readonly asked: Asked },
): number {
  let end = openAvp(buffer, at, AVPS['Multiple-Services-Credit-Control'], 0)
  if (terms.is === 'grant')
    end = putGrant(buffer, end, request, unit, {
      seconds: terms.seconds,
      isCall: asked.called !== null,
    })
  end = putName(buffer, end, unit)
  if (terms.is === 'grant') end = putUnsigned32(buffer, end, AVPS['Validity-Time'], terms.seconds)
  const code = terms.is === 'no-control' ? DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE : DIAMETER_SUCCESS
  end = putUnsigned32(buffer, end, AVPS['Result-Code'], code)
  return closeGroup(buffer, at, end)
}

function putName(buffer: Buffer, at: number, unit: Unit): number {
  let end = at
  for (const service of unit.services)
    end = putUnsigned32(buffer, end, AVPS['Service-Identifier'], service)
  if (unit.ratingGroup !== null)
    end = putUnsigned32(buffer, end, AVPS['Rating-Group'], unit.ratingGroup)
  return end
}

/**
 * Granted-Service-Unit in the kinds of unit that were requested: never more time than is left of the free period,
 * otherwise what was asked for or more. Where no kind was named, time for a call and octets for anything else.
 */
function putGrant(
  buffer: Buffer,
  at: number,
  request: Buffer,
  { requestedFrom, requestedTo }: { readonly requestedFrom: number; readonly requestedTo: number },
  { seconds, isCall }: { readonly seconds: number; readonly isCall: boolean },
): number {
  const from = openAvp(buffer, at, AVPS['Granted-Service-Unit'], 0)
  let end = from
  if (requestedFrom >= 0) {
    walker.over(request, requestedFrom, requestedTo)
    while (walker.next()) end = putUnit(buffer, end, request, seconds)
  }
  if (end === from)
    end = isCall
      ? putUnsigned32(buffer, end, AVPS['CC-Time'], seconds)
      : putUnsigned64(buffer, end, AVPS['CC-Total-Octets'], OCTETS_GRANTED)
  return closeGroup(buffer, at, end)
}

/** One kind of unit, where the walker stands. */
function putUnit(buffer: Buffer, at: number, request: Buffer, seconds: number): number {
  const { code, vendor, from, to } = walker
  if (vendor !== 0) return at
  if (code === AVPS['CC-Time'].code) return putUnsigned32(buffer, at, AVPS['CC-Time'], seconds)
  // Money is granted as it was asked for: nobody debits it.
  if (code === AVPS['CC-Money'].code) return at + request.copy(buffer, at, walker.start, walker.end)
  const spec = COUNTED.get(code)
  if (spec === undefined || to - from !== 8) return at
  const asked = request.readBigUInt64BE(from)
  const least = spec === AVPS['CC-Service-Specific-Units'] ? 1n : OCTETS_GRANTED
  return putUnsigned64(buffer, at, spec, asked > least ? asked : least)
}

const COUNTED: ReadonlyMap<number, AvpSpec> = new Map(
  (
    ['CC-Total-Octets', 'CC-Input-Octets', 'CC-Output-Octets', 'CC-Service-Specific-Units'] as const
  ).map(name => [AVPS[name].code, AVPS[name]]),
)

function copyProxyInfos(buffer: Buffer, at: number, request: Buffer): number {
  let end = at
  walker.over(request, HEADER_SIZE, request.length)
  while (walker.next())
    if (walker.code === AVPS['Proxy-Info'].code && walker.vendor === 0)
      end += request.copy(buffer, end, walker.start, walker.end)
  return end
}

export interface Onward {
  /** Appended: who it came from. */
  readonly routeRecord: Buffer
  /** Whose Destination-Realm it gets, where the client had named ours; null: it stays. */
  readonly realm: string | null
}

/** The request as it goes on where more than Route-Record changes. Null where it would be too long. */
export function composeOnward(
  request: Buffer,
  asked: Asked,
  plan: Extract<Plan, { do: 'split' }> | null,
  { routeRecord, realm }: Onward,
): Buffer | null {
  const most = request.length + routeRecord.length + (realm?.length ?? 0) + 64
  if (most > MESSAGE_SIZE_MAX) return null
  const copy = Buffer.allocUnsafe(most)
  let end = request.copy(copy, 0, 0, HEADER_SIZE)
  const whole = plan !== null && asked.units.length === 0 ? plan.units[0].share : 'all'
  const isNew = plan !== null && plan.type !== asked.type
  let unit = 0
  walker.over(request, HEADER_SIZE, request.length)
  while (walker.next()) {
    const { start, end: behind, code } = walker
    if (walker.vendor === 0) {
      if (code === AVPS['Destination-Host'].code && asked.forUs) continue
      if (code === AVPS['Destination-Realm'].code && realm !== null) {
        end = putText(copy, end, AVPS['Destination-Realm'], realm)
        continue
      }
      if (code === AVPS['CC-Request-Type'].code && isNew) {
        end = putUnsigned32(copy, end, AVPS['CC-Request-Type'], plan.type)
        continue
      }
      if (code === AVPS['CC-Request-Number'].code && isNew && plan.type === INITIAL) {
        end = putUnsigned32(copy, end, AVPS['CC-Request-Number'], 0)
        continue
      }
      if (code === AVPS['Used-Service-Unit'].code && whole === 'only-asked') continue
      if (code === AVPS['Requested-Service-Unit'].code && whole === 'only-used') continue
      if (code === AVPS['Multiple-Services-Credit-Control'].code && plan !== null) {
        end = copyUnit(copy, end, request, asked.units[unit], plan.units[unit].share)
        unit += 1
        continue
      }
    }
    end += request.copy(copy, end, start, behind)
  }
  end += routeRecord.copy(copy, end)
  putLength(copy, 0, end)
  return copy.subarray(0, end)
}

const INITIAL = 1

function copyUnit(
  buffer: Buffer,
  at: number,
  request: Buffer,
  unit: Unit,
  share: UnitPlan['share'],
): number {
  if (share === 'none') return at
  if (share === 'all') return at + request.copy(buffer, at, unit.start, unit.end)
  const left = share === 'only-used' ? 'Requested-Service-Unit' : 'Used-Service-Unit'
  let end = openAvp(buffer, at, AVPS['Multiple-Services-Credit-Control'], 0)
  member.over(request, unit.from, unit.to)
  while (member.next())
    if (member.vendor !== 0 || member.code !== AVPS[left].code)
      end += request.copy(buffer, end, member.start, member.end)
  return closeGroup(buffer, at, end)
}

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

export function joinOf(
  request: Buffer,
  asked: Asked,
  plan: Extract<Plan, { do: 'split' }>,
  origin: Origin,
): Join {
  const { type, number, units } = asked
  const wholeAnswer = units.length === 0 && plan.units[0].terms !== null
  const ours = Buffer.allocUnsafe(answerSizeMax(request, origin, asked))
  const end = wholeAnswer
    ? putOurAnswer(ours, 0, request, asked, { origin, units: plan.units })
    : putOurUnits(ours, 0, request, asked, plan.units)
  return {
    type,
    number,
    ours: ours.subarray(0, end),
    wholeAnswer,
    takenOver: new Set(
      units.filter((_, i) => plan.units[i].share === 'only-used').map(unit => unit.key),
    ),
    theirs: units
      .filter((_, i) => plan.units[i].share === 'all' || plan.units[i].share === 'only-asked')
      .map(nameOf),
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
  const denied = joined === 'denied'
  const together = joined !== 'failed'
  let end = at + answer.copy(buffer, at, 0, HEADER_SIZE)
  walker.over(answer, HEADER_SIZE, answer.length)
  while (walker.next()) {
    if (walker.vendor === 0) {
      if (walker.code === AVPS['CC-Request-Type'].code) {
        end = putUnsigned32(buffer, end, AVPS['CC-Request-Type'], join.type)
        continue
      }
      if (walker.code === AVPS['CC-Request-Number'].code) {
        end = putUnsigned32(buffer, end, AVPS['CC-Request-Number'], join.number)
        continue
      }
      if (walker.code === AVPS['Result-Code'].code && denied) {
        end = putUnsigned32(buffer, end, AVPS['Result-Code'], DIAMETER_SUCCESS)
        continue
      }
      if (walker.code === AVPS['Multiple-Services-Credit-Control'].code && together) {
        if (denied || isTakenOver(answer, walker.from, walker.to, join)) continue
      }
    }
    end += answer.copy(buffer, end, walker.start, walker.end)
  }
  if (together) end += join.ours.copy(buffer, end)
  if (denied) {
    const code = resultOf(answer)
    for (const name of join.theirs) end = putDenied(buffer, end, name, code)
  }
  putLength(buffer, at, end)
  return end
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
    if (member.code === AVPS['Rating-Group'].code)
      named.ratingGroup = answer.readUInt32BE(member.from)
    else if (member.code === AVPS['Service-Identifier'].code)
      named.services.push(answer.readUInt32BE(member.from))
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
