/**
 * After a restore our database is older than the nodes: what it says was not sent may have been. So nothing goes out
 * again before people have looked.
 *
 *   approved                      may have been scheduled since          → returned
 *   scheduled, none acknowledged  may have gone out, or not               → returned; its directives are stopped
 *   scheduled, running, paused    nodes know them; orders may be missing  → paused
 *   a draft of what is free       may have been signed since              → returned, until all nodes were heard
 *
 * Directives keep their ids: a node that has carried one out answers with its old return. New orders leave out so many
 * sequences that no order from before the restore is above them; a stop that a node has obeyed stays a stop.
 */

import type { Changing, House } from '../../authority/house.ts'
import { SYSTEM } from '../../authority/trail.ts'
import { LISTS_UNHEARD } from '../free/delivery.ts'
import { listSubject } from '../free/view.ts'
import { follow, orderAll, tellRound } from './directives.ts'
import type { RoundState } from './model.ts'
import type { ListedRound } from './store.ts'

/** The setting by which a restored database says so. */
export const RESTORED = 'restored-at'

/** More orders than anybody gives to one directive between two backups. */
const SEQUENCES_LEFT_OUT = 10_000
const ROUNDS_PAGE = 100
const HELD_STATES: readonly RoundState[] = ['approved', 'scheduled', 'running', 'paused']

export async function holdAfterRestore(house: House): Promise<void> {
  const restoredAt = await house.store.setting(RESTORED)
  if (restoredAt === null) return
  await house.change(async changing => {
    const held: ListedRound[] = []
    let cursor: string | null = null
    do {
      const page = await changing.store.rounds({
        campaign: null,
        states: HELD_STATES,
        operator: null,
        cursor,
        limit: ROUNDS_PAGE,
      })
      held.push(...page.items)
      cursor = page.next
    } while (cursor !== null)
    for (const round of held) await hold(changing, round)
    await holdFreeDraft(changing)
    await changing.record(SYSTEM, {
      action: 'authority.restore',
      subject: { kind: 'authority', id: changing.signer.keyId },
      details: { restoredAt, held: held.length },
    })
    await changing.store.setSetting(RESTORED, null)
  })
}

/** The next version may have been signed already: a second one of that number would break the chain at the nodes. */
async function holdFreeDraft({ store, now, record }: Changing): Promise<void> {
  await store.setSetting(LISTS_UNHEARD, String(now))
  const draft = await store.free.draft()
  if (draft?.state !== 'submitted') return
  const change = { state: 'returned', updatedAt: now, updatedBy: SYSTEM.name } as const
  await store.free.setDraft({ ...draft, ...change })
  const version = ((await store.free.lastList())?.version ?? 0) + 1
  await record(SYSTEM, {
    action: 'list.hold',
    subject: listSubject(version),
    details: {
      version,
      reason:
        'Đã khôi phục từ bản sao lưu: phiên bản này có thể đã được ký. / Restored from a backup: this version may have been signed.',
    },
  })
}

async function hold(changing: Changing, round: ListedRound): Promise<void> {
  const { store, now, record } = changing
  const directives = await store.directives(round.id, 'live')
  const isKnownToNodes = directives.some(({ state }) => state !== 'issued')
  const state: RoundState = isKnownToNodes ? 'paused' : 'returned'
  if (!round.isStopOrdered)
    await orderAll(changing, round.id, isKnownToNodes ? 'pause' : 'stop', SEQUENCES_LEFT_OUT)
  await store.updateRound(round.id, { state, updatedAt: now, updatedBy: SYSTEM.name })
  await record(SYSTEM, {
    action: 'round.hold',
    subject: { kind: 'round', id: round.id },
    details: {
      version: round.version,
      before: round.state,
      reason:
        'Đã khôi phục từ bản sao lưu: đợt này có thể đã được gửi. / Restored from a backup: this round may have gone out.',
    },
  })
  tellRound(changing, { ...round, state })
  await follow(changing, round.id, SYSTEM)
}
