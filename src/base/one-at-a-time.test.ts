import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneAtATime } from './one-at-a-time.ts'

test('what is asked for while it is under way is not begun a second time, and is begun anew when it is over, also after it failed', async () => {
  let begun = 0
  let end: (error?: Error) => void = () => undefined
  const act = oneAtATime(async () => {
    begun++
    await new Promise<void>((done, fail) => {
      end = error => (error === undefined ? done() : fail(error))
    })
  })
  const first = act()
  await act()
  assert.equal(begun, 1)
  end(new Error('no database'))
  await assert.rejects(first, /no database/)
  const second = act()
  assert.equal(begun, 2)
  end()
  await second
})
