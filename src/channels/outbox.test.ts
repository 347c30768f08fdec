import assert from 'node:assert/strict'
import { outboxContract } from '../../test/channels/outbox.suite.ts'
import { World } from '../../test/channels/stage.ts'
import { manualClock } from '../base/clock.ts'
import { seeded } from '../base/random.ts'

outboxContract('the outbox of tests', async () => {
  const clock = manualClock()
  const world = new World({ clock, random: seeded(1), messages: 0, peers: 1, lifeMs: 3_600_000 })
  const { outbox } = world.seenBy({ isOver: false }, { isAtOnce: true })
  return {
    outbox,
    add: async rows => world.add(rows),
    stateOf: async id => {
      const row = world.rows.find(each => each.id === id)
      assert.ok(row !== undefined)
      return row.state
    },
    goOn: async () => {
      world.paused = null
    },
  }
})
