/**
 * After a restore our database is older than the nodes: what it says was not sent may have been. So nothing goes out
 * again before people have looked.
 *
 *   approved                      may have been scheduled since          → returned
 *   scheduled, none acknowledged  may have gone out, or not               → returned; its directives are stopped
 *   scheduled, running, paused    nodes know them; orders may be missing  → paused
 *   what other areas keep         they say themselves                     → operators/node-extension.ts
 *
 * Directives keep their ids: a node that has carried one out answers with its old return. New orders leave out so many
 * sequences that no order from before the restore is above them; a stop that a node has obeyed stays a stop.
 */

import { SYSTEM } from '../../authority/trail.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { leave } from '../../authority/waiting.ts'
import { follow, orderAll, tellRound } from './directives.ts'
import type { RoundState } from './model.ts'
import { pageOfRound, standOfRound } from './round-approval.ts'
import { WRITERS } from './round-states.ts'
import { nextSequence } from './round-view.ts'
import type { ListedRound } from './store.ts'
import { roundRows } from './store.ts'

/** More orders than anybody gives to one directive between two backups. */
const SEQUENCES_LEFT_OUT = 10_000
const ROUNDS_PAGE = 100
const HELD_STATES: readonly RoundState[] = ['approved', 'scheduled', 'running', 'paused']

export async function holdRounds(tx: Transaction): Promise<number> {
  const held: ListedRound[] = []
  let cursor: string | null = null
  do {
    const page = await roundRows(tx.store).rounds({
      campaign: null,
      states: HELD_STATES,
      operator: null,
      cursor,
      limit: ROUNDS_PAGE,
    })
    held.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  for (const round of held) await hold(tx, round)
  return held.length
}

async function hold(tx: Transaction, round: ListedRound): Promise<void> {
  const { store, now, record } = tx
  const directives = await roundRows(store).directives(round.id, 'live')
  const isKnownToNodes = directives.some(({ state }) => state !== 'issued')
  const state: RoundState = isKnownToNodes ? 'paused' : 'returned'
  if (!round.isStopOrdered)
    await orderAll(tx, round.id, {
      wish: isKnownToNodes ? 'pause' : 'stop',
      sequence: nextSequence(directives) + SEQUENCES_LEFT_OUT,
    })
  await roundRows(store).updateRound(round.id, { state, updatedAt: now, updatedBy: SYSTEM.name })
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
  // Whoever may write looks at it first: it may have gone out.
  if (state === 'returned')
    await leave(
      tx,
      { kind: 'round', id: round.id },
      { roles: WRITERS, by: '', page: pageOfRound(round.id, 'finish'), obliged: { dueAt: null, isUrgent: false } },
    )
  else await standOfRound(tx, round.id, '')
  tellRound(tx, { ...round, state })
  await follow(tx, round.id, SYSTEM)
}
