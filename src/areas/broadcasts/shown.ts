/** A broadcast as it is shown: its state now, and under which identifiers and serial number it is on the air. Pure. */
import { serialNumber } from '../../cbs/serial.ts'
import { broadcastRefusalReason, FIRST_UPDATE, onTheAir, SCOPE, serialOf } from '../../directive/broadcast.ts'
import type { BulletinContent } from '../../directive/bulletin.ts'
import { stateAt } from '../bulletins/node-delivery.ts'
import type { Broadcast } from './model.ts'
import type { StoredBroadcast } from './store.ts'

/** At every BSC; a phone takes a message of another network with the same numbers for the same. */

export function shown(
  each: StoredBroadcast,
  of: { readonly operatorName: string; readonly content: BulletinContent | null; readonly now: number },
): Broadcast {
  const wasCorrected = each.state === 'replaced' || each.counts.correction !== undefined
  const says = each.wish === 'replace' || wasCorrected ? 'correction' : 'message'
  const { code } = each
  const number = serialNumber(serialOf({ scope: SCOPE, code, update: FIRST_UPDATE }, says))
  const texts = of.content === null ? [] : (onTheAir(of.content, says)?.texts ?? [])
  return {
    id: each.id,
    bulletin: each.bulletin,
    version: each.version,
    operator: each.operator,
    operatorName: of.operatorName,
    state: stateAt(each, of.now),
    isStopped: each.wish === 'stop',
    refusal: each.refusal === null ? null : broadcastRefusalReason.parse(each.refusal),
    messages: texts.map(({ language, identifier, text }) => ({ language, identifier, serialNumber: number, text })),
    issuedAt: new Date(each.issuedAt).toISOString(),
    endsAt: new Date(each.endsAt).toISOString(),
    answeredAt: each.answeredAt === null ? null : new Date(each.answeredAt).toISOString(),
    cells: each.cells,
    foundAt: each.foundAt === null ? null : new Date(each.foundAt).toISOString(),
    counts: Object.values(each.counts),
  }
}
