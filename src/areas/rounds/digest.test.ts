import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from '../../base/canonical.ts'
import { digestOf } from './digest.ts'
import type { RoundContent } from './model.ts'
import { PLAIN_CONTENT } from './plain-content.ts'

const text = (given: string) => ({ messages: [{ variants: [{ language: 'vi', text: given }] }] })

test('whatever changes in a content changes its digest', () => {
  const changes: readonly Partial<RoundContent>[] = [
    {},
    { title: 'u' },
    text('Rửa tay.'),
    text(''),
    text('\ud83d'),
    { source: 'BYT' },
    { operators: ['mot', 'hai'] },
    { audience: { provinces: null, excludes: ['x'] } },
    { window: { ...PLAIN_CONTENT.window, notAfter: '2026-02-03T00:00:00Z' } },
    { sending: { ...PLAIN_CONTENT.sending, canary: 1 } },
    { exerciseFirst: true },
    { purpose: 'exercise' },
  ]
  const digests = changes.map(change => digestOf({ ...PLAIN_CONTENT, ...change }))
  assert.equal(new Set(digests).size, changes.length)
})

test('the same octets on the wire are the same digest: letters and marks typed apart are put together', () => {
  assert.equal(digestOf({ ...PLAIN_CONTENT, ...text('Rửa tay'.normalize('NFD')) }), digestOf(PLAIN_CONTENT))
})

test('the order in which fields came does not matter, what is in them does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const json = canonicalJson(value)
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(value)))
      assert.equal(canonicalJson(reversed(value)), json)
    }),
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reversed(field)]),
  )
}
