/**
 * The octets of an answer of ours: a Credit-Control-Answer, and the units of one (RFC 8506, section 3.2).
 *
 * Judges nothing: what is granted is in the plan. What the client said of its session and its route comes back as it was.
 */
import { type Origin, putAnswerHeader } from '../diameter/answers.ts'
import { AvpCursor, avpSize, closeGroup, openAvp, putUnsigned32, putUnsigned64 } from '../diameter/avps.ts'
import { APPLICATIONS, AVPS, type AvpSpec } from '../diameter/dictionary.ts'
import { HEADER_SIZE } from '../diameter/frames.ts'
import { putLength } from '../diameter/header.ts'
import { RESULT_CODES } from '../diameter/result-codes.ts'
import type { Asked, Span, Unit } from './asked.ts'
import type { Terms, UnitPlan } from './plan.ts'

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
  units: readonly UnitPlan[],
  origin: Origin,
): number {
  const whole = asked.units.length === 0 ? units[0].terms : null
  const code = whole?.is === 'no-control' ? DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE : DIAMETER_SUCCESS
  let end = putAnswerHeader(buffer, at, request, code)
  end = copySessionId(buffer, end, request, asked.session)
  end = putUnsigned32(buffer, end, AVPS['Result-Code'], code)
  end += origin.avps.copy(buffer, end)
  end = putUnsigned32(buffer, end, AVPS['Auth-Application-Id'], APPLICATIONS.creditControl)
  end = putUnsigned32(buffer, end, AVPS['CC-Request-Type'], asked.type)
  end = putUnsigned32(buffer, end, AVPS['CC-Request-Number'], asked.number)
  if (asked.subSessionFrom >= 0)
    end = putUnsigned64(buffer, end, AVPS['CC-Sub-Session-Id'], request.readBigUInt64BE(asked.subSessionFrom))
  if (whole?.is === 'grant') {
    end = putGrant(buffer, end, request, asked.requested, { seconds: whole.seconds, isCall: true })
    end = putUnsigned32(buffer, end, AVPS['Validity-Time'], whole.seconds)
  }
  end = putOurUnits(buffer, end, request, asked, units)
  if (asked.proxied) end = copyProxyInfos(buffer, end, request)
  putLength(buffer, at, end)
  return end
}

function copySessionId(buffer: Buffer, at: number, request: Buffer, { from, to }: Span): number {
  const data = openAvp(buffer, at, AVPS['Session-Id'], to - from)
  request.copy(buffer, data, from, to)
  return at + avpSize(AVPS['Session-Id'], to - from)
}

/** The Multiple-Services-Credit-Control AVPs that are ours. */
export function putOurUnits(
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
    end = putGrant(buffer, end, request, unit.requested, { seconds: terms.seconds, isCall: asked.called !== null })
  end = putName(buffer, end, unit)
  if (terms.is === 'grant') end = putUnsigned32(buffer, end, AVPS['Validity-Time'], terms.seconds)
  const code = terms.is === 'no-control' ? DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE : DIAMETER_SUCCESS
  end = putUnsigned32(buffer, end, AVPS['Result-Code'], code)
  return closeGroup(buffer, at, end)
}

/** Service-Identifiers and Rating-Group of a unit. */
export function putName(buffer: Buffer, at: number, unit: Unit): number {
  let end = at
  for (const service of unit.services) end = putUnsigned32(buffer, end, AVPS['Service-Identifier'], service)
  if (unit.ratingGroup !== null) end = putUnsigned32(buffer, end, AVPS['Rating-Group'], unit.ratingGroup)
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
  requested: Span,
  { seconds, isCall }: { readonly seconds: number; readonly isCall: boolean },
): number {
  const from = openAvp(buffer, at, AVPS['Granted-Service-Unit'], 0)
  let end = from
  if (requested.given) {
    walker.over(request, requested.from, requested.to)
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
  (['CC-Total-Octets', 'CC-Input-Octets', 'CC-Output-Octets', 'CC-Service-Specific-Units'] as const).map(name => [
    AVPS[name].code,
    AVPS[name],
  ]),
)

function copyProxyInfos(buffer: Buffer, at: number, request: Buffer): number {
  let end = at
  walker.over(request, HEADER_SIZE, request.length)
  while (walker.next())
    if (walker.code === AVPS['Proxy-Info'].code && walker.vendor === 0)
      end += request.copy(buffer, end, walker.start, walker.end)
  return end
}

const walker = new AvpCursor()
