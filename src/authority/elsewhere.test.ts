import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { retelling, type Wholes } from './elsewhere.ts'
import type { Brief } from './store.ts'

/** `slow` is read once it is said so, `gone` is there no more; all else is but ids. */
function stage() {
  const told: unknown[] = []
  const errors: unknown[] = []
  const reading = Promise.withResolvers<void>()
  const whole = (brief: Brief, what: string) => ({ ...brief, what }) as never
  const wholes = {
    slow: async (brief: Brief) => {
      await reading.promise
      return whole(brief, 'read')
    },
    quick: async (brief: Brief) => whole(brief, 'read'),
    gone: async () => null,
    broken: async () => {
      throw new Error('broken')
    },
  } as unknown as Wholes
  const hear = retelling({ wholes, tell: change => told.push(change.is), onError: error => errors.push(error) })
  return { told, errors, hear: (is: string) => hear({ is }), isRead: () => reading.resolve() }
}

test('what has to be read of two changes of another process is told in their order, though the first is read longer', async () => {
  const { told, hear, isRead } = stage()
  for (const is of ['slow', 'gone', 'quick']) hear(is)
  await turn()
  assert.deepEqual(told, [])
  isRead()
  await turn()
  assert.deepEqual(told, ['slow', 'quick'])
})

test('what is but ids waits for nothing that is read', () => {
  const { told, hear } = stage()
  hear('slow')
  hear('agenda')
  assert.deepEqual(told, ['agenda'])
})

test('a change that could not be read keeps no later one from being told', async () => {
  const { told, errors, hear } = stage()
  hear('broken')
  hear('quick')
  await turn()
  assert.deepEqual(told, ['quick'])
  assert.equal(errors.length, 1)
})
