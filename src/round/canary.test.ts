import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Canary } from './canary.ts'

test('the walk goes no further than the canary until it is back', () => {
  const canary = new Canary({ size: 10, isBack: false })
  assert.deepEqual([canary.end(100), canary.end(5)], [10, 5])
  assert.ok(canary.comesBack({ at: 10, isWritten: true, subscribers: 100 }))
  assert.ok(canary.isBack)
  assert.equal(canary.end(100), 100)
})

for (const [name, walked, comes] of [
  ['not all of it was begun', { at: 9, isWritten: true, subscribers: 100 }, false],
  ['not all of it was written', { at: 10, isWritten: false, subscribers: 100 }, false],
  ['all of it was written', { at: 10, isWritten: true, subscribers: 100 }, true],
  ['the audience is no larger', { at: 10, isWritten: true, subscribers: 10 }, false],
] as const)
  test(`${name}: the canary is ${comes ? 'back' : 'not back'}`, () => {
    const canary = new Canary({ size: 10, isBack: false })
    assert.equal(canary.comesBack(walked), comes)
    assert.equal(canary.comesBack(walked), false, 'it comes back once')
  })

test('a round without a canary, or whose canary came back in an earlier run, does not pause', () => {
  for (const canary of [new Canary({ size: 0, isBack: false }), new Canary({ size: 10, isBack: true })]) {
    assert.equal(canary.end(100), 100)
    assert.equal(canary.comesBack({ at: 50, isWritten: true, subscribers: 100 }), false)
  }
  assert.equal(new Canary({ size: 0, isBack: false }).isBack, false)
})
