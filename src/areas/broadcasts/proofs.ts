/**
 * What is proved of a broadcast. Three words that are never one another: an operator's node, or a system behind it, has taken it (accepted),
 * a controller or a gNB has said that it is on the air in a cell (on the air), and somebody has read it, which nobody knows. Pure.
 */
import type { Saying } from '../../directive/broadcast.ts'
import type { Proof, ProofKind } from '../bulletins/model.ts'
import { operatorProofs } from '../bulletins/node-delivery.ts'
import type { BroadcastCount } from './model.ts'
import type { StoredBroadcast } from './store.ts'

const RELEASES = { message: 'publish', correction: 'correct' } as const satisfies Record<Saying, Proof['release']>

export function broadcastProofs(told: readonly StoredBroadcast[], now: number): readonly Proof[] {
  return [
    ...operatorProofs('broadcast', told, now),
    ...(['message', 'correction'] as const).flatMap(says => cellProofs(told, says, now)),
  ]
}

/** Cells of several operators are different cells; of one operator that was asked again the newest count counts. */
function cellProofs(told: readonly StoredBroadcast[], says: Saying, now: number): Proof[] {
  const counted = told.flatMap(each => each.counts[says] ?? [])
  const silent = says === 'message' ? told.filter(each => each.cells !== null && each.counts.message === undefined) : []
  const unknown =
    sum(counted, ({ cells }) => cells.unknown) + silent.reduce((total, { cells }) => total + (cells ?? 0), 0)
  const at = counted.length === 0 ? now : Math.max(...counted.map(({ asOf }) => Date.parse(asOf)))
  const proof = (kind: ProofKind, unit: Proof['unit'], count: number): Proof[] =>
    count === 0
      ? []
      : [{ channel: 'broadcast', release: RELEASES[says], kind, unit, count, at: new Date(at).toISOString() }]
  const systems = counted.flatMap(each => Object.values(each.systems ?? {}))
  const ofSystems = (kind: ProofKind, of: 'accepted' | 'refused' | 'unknown') =>
    proof(
      kind,
      'systems',
      systems.reduce((total, each) => total + each[of], 0),
    )
  return [
    ...ofSystems('accepted', 'accepted'),
    ...ofSystems('failed', 'refused'),
    ...ofSystems('unknown', 'unknown'),
    ...proof(
      'onAir',
      'cells',
      sum(counted, ({ cells }) => cells.onAir),
    ),
    ...proof(
      'failed',
      'cells',
      sum(counted, ({ cells }) => cells.failed),
    ),
    ...proof('unknown', 'cells', unknown),
    ...proof(
      'played',
      'broadcasts',
      sum(counted, ({ broadcasts }) => broadcasts ?? 0),
    ),
  ]
}

function sum(counts: readonly BroadcastCount[], of: (count: BroadcastCount) => number): number {
  return counts.reduce((total, count) => total + of(count), 0)
}
