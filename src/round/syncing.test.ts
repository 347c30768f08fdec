/** When a group is due. That a sync keeps its promises is told by the simulation. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSyncDue, type SyncFacts } from './syncing.ts'

const NOTHING: SyncFacts = {
  hasNews: false,
  wantsMark: false,
  wantsPermission: false,
  isFull: false,
  isAwaited: false,
  hasStandbys: false,
  sinceHeardMs: 1000,
  sinceGroupMs: 10_000,
  intervalMs: 100,
}
const NEWS: SyncFacts = { ...NOTHING, hasNews: true, sinceHeardMs: 0, sinceGroupMs: 50 }
const AWAITED: SyncFacts = { ...NEWS, isAwaited: true, sinceHeardMs: 4, sinceGroupMs: 20 }

const CASES: readonly (readonly [string, SyncFacts, boolean])[] = [
  ['nothing changed', NOTHING, false],
  ['nothing changed, and the walk is near its mark', { ...NOTHING, wantsMark: true }, true],
  ['nothing changed, and what was synced last soon permits nothing more', { ...NOTHING, wantsPermission: true }, true],
  ['nothing changed for a second, and standbys listen', { ...NOTHING, hasStandbys: true, sinceGroupMs: 1000 }, true],
  [
    'nothing changed for less than a second, and standbys listen',
    { ...NOTHING, hasStandbys: true, sinceGroupMs: 999 },
    false,
  ],
  ['news within the interval', NEWS, false],
  ['news, and the interval is over', { ...NEWS, sinceGroupMs: 100 }, true],
  ['news within a long interval', { ...NEWS, intervalMs: 5000, sinceGroupMs: 499 }, false],
  ['news of half a second, however long the interval', { ...NEWS, intervalMs: 5000, sinceGroupMs: 500 }, true],
  ['more than half a group has changed', { ...NEWS, isFull: true }, true],
  ['a centre waits for our answers and has fallen silent', AWAITED, true],
  ['a centre waits for our answers and still sends', { ...AWAITED, sinceHeardMs: 3 }, false],
  ['a centre waits for our answers just after a sync', { ...AWAITED, sinceGroupMs: 19 }, false],
  ['no centre waits for our answers', { ...AWAITED, isAwaited: false }, false],
]
for (const [name, facts, due] of CASES)
  test(`${name}: ${due ? 'a group is written' : 'no group is written'}`, () => {
    assert.equal(isSyncDue(facts), due)
  })
