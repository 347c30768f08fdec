/**
 * Whether an item of an agenda is what two people approved: its sound stands in a bulletin that they signed, as important as it is
 * played, no oftener, for this place and for this time. The authority's key alone lets nothing sound.
 *
 * The people who count are an argument: the roster that the device has pinned and followed. A stop needs nothing of this: an item
 * that is gone stops.
 */
import { canonicalJson } from '../base/canonical.ts'
import { Failure } from '../base/failure.ts'
import { saidOfBulletin } from '../directive/bulletin.ts'
import type { Purpose } from '../directive/documents.ts'
import { checkApproved } from '../directive/proof.ts'
import type { RosterBody } from '../directive/roster.ts'
import { CLOCK_SKEW_MAX_MS, sha256Of } from '../directive/signing.ts'
import type { AgendaBody, AgendaItem, AgendaProof } from './agenda.ts'
import { isFor } from './places.ts'
import type { Place } from './wire.ts'

/** Why not. */
export type Unapproved =
  | 'no-proof'
  | 'two-people'
  | 'purpose'
  | 'place'
  | 'sound'
  | 'priority'
  | 'plays'
  | 'time'

export interface Here {
  readonly purpose: Purpose
  readonly places: readonly Place[]
}

/** By item: null where two people approved it. One look at the signatures for each bulletin. */
export async function approvalsOf(
  { content, proofs }: AgendaBody,
  here: Here,
  roster: RosterBody,
): Promise<ReadonlyMap<string, Unapproved | null>> {
  const faults = await Promise.all(
    proofs.map(async proof => ({ proof, fault: await faultOfProof(proof, here, roster) })),
  )
  return new Map(
    content.items.map(item => {
      const found = faults.find(({ proof }) => proof.items.includes(item.id))
      if (found === undefined) return [item.id, 'no-proof']
      return [item.id, found.fault ?? faultOfItem(item, found.proof)]
    }),
  )
}

async function faultOfProof(
  { content, approval }: AgendaProof,
  { purpose, places }: Here,
  roster: RosterBody,
): Promise<Unapproved | null> {
  if (content.purpose !== purpose) return 'purpose'
  if (!isFor(content, places)) return 'place'
  const said = saidOfBulletin(content, sha256Of(canonicalJson(content)))
  try {
    await checkApproved(said, approval, roster)
    return null
  } catch (error) {
    if (error instanceof Failure) return 'two-people'
    throw error
  }
}

function faultOfItem(item: AgendaItem, { content, approval }: AgendaProof): Unapproved | null {
  const spoken = [...content.renditions.loudspeakers, ...content.correction.loudspeakers].find(
    ({ sound }) =>
      sound.milliseconds === item.audio.milliseconds &&
      sound.files.some(({ sha256 }) => sha256 === item.audio.sha256),
  )
  if (spoken === undefined) return 'sound'
  if (item.priority !== content.priority) return 'priority'
  if (item.perWindow > spoken.perWindow) return 'plays'
  const from = content.window.from ?? approval.approved.statement.at
  const isInTime =
    Date.parse(item.notBefore) >= Date.parse(from) - CLOCK_SKEW_MAX_MS &&
    Date.parse(item.notAfter) <= Date.parse(content.window.until)
  return isInTime ? null : 'time'
}
