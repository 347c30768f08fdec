import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newContent } from './content.ts'
import { fieldOf, hasField } from './fault-fields.ts'

const content = newContent({ title: 'Round', source: 'BOYTE', operators: [] })

for (const [path, field, isThere] of [
  ['title', 'round-title', true],
  ['content.title', 'round-title', true],
  ['messages.0.variants.0.text', 'round-messages-0-variants-0-text', true],
  ['messages.0.variants.1.text', 'round-messages-0-variants-1-text', false],
  ['messages.3.variants.0.text', 'round-messages-3-variants-0-text', false],
  ['operators', 'round-operators', true],
  ['operators.2', 'round-operators', true],
  ['audience.provinces.3.code', 'round-audience-provinces', true],
  ['audience.excludes.0', 'round-audience-excludes', true],
  ['window.daily', 'round-window-daily', true],
  ['window.notAfter', 'round-window-notAfter', true],
  ['version', 'round-version', false],
] as const) {
  test(`a fault at ${path} ${isThere ? 'has a field' : 'is of the whole form'}`, () => {
    assert.equal(fieldOf(path), field)
    assert.equal(hasField(content, path), isThere)
  })
}
