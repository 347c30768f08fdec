/**
 * What is proved of a bulletin, channel by channel and kind by kind. Nothing here adds anything up: that a page was published says nothing
 * of who read it, and what nobody knows is told as that.
 */
import type { Reading } from '../../authority/store.ts'
import type { Channel } from './channel.ts'
import type { Proof, ProofKind } from './model.ts'
import type { SmsOutcome, SmsRounds } from './sms-drafts.ts'
import { bulletinRows, type StoredRelease } from './store.ts'
import { instantOf, storedBulletin } from './view.ts'

export async function proofsOf(
  needs: {
    readonly store: Reading
    readonly rounds: SmsRounds
    /** That of alerts, and those that other areas bring. */
    readonly channels: readonly Channel[]
  },
  bulletin: string,
): Promise<readonly Proof[]> {
  const { store, rounds, channels } = needs
  await storedBulletin(store, bulletin)
  const rows = bulletinRows(store)
  const releases = await rows.releasesOf(bulletin)
  const purposeOf = new Map(releases.map(({ serial, purpose }) => [serial, purpose]))
  const sms: Proof[] = []
  for (const { round, kind, serial } of await rows.smsDraftsOf(bulletin))
    sms.push(...sentBy(await rounds.outcome(store, round, purposeOf.get(serial) ?? 'live'), kind))
  const others: Proof[] = []
  for (const channel of channels) others.push(...(await channel.proofs(bulletin)))
  return [...releases.flatMap(publishedBy), ...sms, ...others, ...(await placed(store, bulletin))]
}

/** Page and feeds are made of the log itself. */
function publishedBy({ kind, content, at }: StoredRelease): Proof {
  const { page } = kind === 'publish' ? content.renditions : content.correction
  return { channel: 'page', release: kind, kind: 'published', count: page.length, unit: 'files', at: instantOf(at) }
}

/** What waits no longer is missed: nobody sends it any more. */
function sentBy({ subscribers, turns, isOver, at }: SmsOutcome, release: Proof['release']): Proof[] {
  const proof = (kind: ProofKind, count: number): Proof => ({
    channel: 'sms',
    release,
    kind,
    count,
    unit: 'subscribers',
    at: instantOf(at),
  })
  const open = isOver ? 'missed' : 'waiting'
  if (turns === null) return [proof(open, subscribers)]
  const { unsent, sending, accepted, delivered, failed, expired, uncertain } = turns
  return [
    proof(open, unsent + sending),
    proof('accepted', accepted),
    proof('delivered', delivered),
    proof('failed', failed + expired),
    proof('unknown', uncertain),
  ]
}

async function placed(store: Reading, bulletin: string): Promise<Proof[]> {
  const counted = (await bulletinRows(store).placementsOf(bulletin)).filter(({ withdrawn }) => withdrawn === null)
  const last = counted.at(-1)
  if (last === undefined) return []
  const { length: count } = counted
  return [
    { channel: 'placements', release: 'publish', kind: 'placed', count, unit: 'placements', at: instantOf(last.at) },
  ]
}
