import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedOf } from './keys.ts'

test('the room’s keys are pressed with Alt alone, so that whoever types a caption raises no hand', () => {
  const pressed = (code: string, of: object = {}) =>
    deedOf({ code, altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, ...of })
  assert.equal(pressed('KeyG'), 'floor')
  assert.equal(pressed('KeyM'), 'mute')
  assert.equal(pressed('KeyG', { altKey: false }), null)
  assert.equal(pressed('KeyG', { ctrlKey: true }), null)
  assert.equal(pressed('KeyX'), null)
})
