/**
 * The octets of a request that goes on to the charging system with more changed than its Route-Record: the part of it that
 * is the charging system's, or a destination that had named us (RFC 8506, section 3.1; RFC 6733, section 6.1).
 *
 * A request that is split is two conversations: with the client we are the server, with the charging system the client.
 * What neither of us owns is copied as it came.
 */
import { AvpCursor, closeGroup, openAvp, putText, putUnsigned32 } from '../diameter/avps.ts'
import { AVPS, CC_REQUEST_TYPE } from '../diameter/dictionary.ts'
import { HEADER_SIZE, MESSAGE_SIZE_MAX } from '../diameter/frames.ts'
import { putLength } from '../diameter/header.ts'
import type { Asked, Unit } from './asked.ts'
import type { Plan, UnitPlan } from './plan.ts'

interface Onward {
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
  let unit = 0
  walker.over(request, HEADER_SIZE, request.length)
  while (walker.next()) {
    if (walker.vendor !== 0) end = copyAvp(copy, end, request)
    else if (walker.code === AVPS['Destination-Host'].code && asked.forUs) continue
    else if (walker.code === AVPS['Destination-Realm'].code && realm !== null)
      end = putText(copy, end, AVPS['Destination-Realm'], realm)
    else if (plan === null) end = copyAvp(copy, end, request)
    else if (walker.code === AVPS['Multiple-Services-Credit-Control'].code) {
      end = copyUnit(copy, end, request, asked.units[unit], plan.units[unit].share)
      unit += 1
    } else end = putPart(copy, end, request, asked, plan)
  }
  end += routeRecord.copy(copy, end)
  putLength(copy, 0, end)
  return copy.subarray(0, end)
}

/** Where the walker stands, as it came. */
function copyAvp(copy: Buffer, at: number, request: Buffer): number {
  return at + request.copy(copy, at, walker.start, walker.end)
}

/** Where the walker stands, of a request that goes on in part: what it begins or ends may be another session than ours. */
function putPart(
  copy: Buffer,
  at: number,
  request: Buffer,
  asked: Asked,
  plan: Extract<Plan, { do: 'split' }>,
): number {
  const whole = asked.units.length === 0 ? plan.units[0].share : 'all'
  const isNew = plan.type !== asked.type
  switch (walker.code) {
    case AVPS['CC-Request-Type'].code:
      if (isNew) return putUnsigned32(copy, at, AVPS['CC-Request-Type'], plan.type)
      break
    case AVPS['CC-Request-Number'].code:
      if (isNew && plan.type === CC_REQUEST_TYPE.INITIAL_REQUEST)
        return putUnsigned32(copy, at, AVPS['CC-Request-Number'], 0)
      break
    case AVPS['Used-Service-Unit'].code:
      if (whole === 'only-asked') return at
      break
    case AVPS['Requested-Service-Unit'].code:
      if (whole === 'only-used') return at
  }
  return copyAvp(copy, at, request)
}

function copyUnit(buffer: Buffer, at: number, request: Buffer, unit: Unit, share: UnitPlan['share']): number {
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

const walker = new AvpCursor()
const member = new AvpCursor()
