import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as soon } from 'node:timers/promises'
import { manualClock } from '../../base/clock.ts'
import type { Seen } from './engine.ts'
import { LOOK_MS, Watch } from './watch.ts'

const HERE: Seen = { is: 'here', last: 0 }
const away = (why: string): Seen => ({ is: 'away', why })

test('a log that is away for one reason and then for another says the one of now, and since when it has been away', async t => {
  const seen = [HERE, away('it has no leader'), away('a server syncs every two minutes'), HERE]
  const clock = manualClock()
  const stop = new AbortController()
  t.after(() => stop.abort())
  const engine = { see: async () => seen.shift() ?? HERE }
  const watch = new Watch({ engine, clock, signal: stop.signal, told: () => {} })
  const healths = []
  for (let look = 0; look < 4; look++) {
    await soon()
    healths.push(watch.health)
    clock.advance(LOOK_MS)
  }
  assert.deepEqual(healths, [
    { is: 'here', since: 0 },
    { is: 'away', since: LOOK_MS, why: 'it has no leader' },
    { is: 'away', since: LOOK_MS, why: 'a server syncs every two minutes' },
    { is: 'here', since: 3 * LOOK_MS },
  ])
})
