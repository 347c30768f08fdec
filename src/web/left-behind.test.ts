import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgetPerson } from './left-behind.ts'

test('whoever signs out leaves no draft behind, and the browser keeps its language and its ground', () => {
  const kept = new Map([
    ['loa-draft-1', '{}'],
    ['loa-language', 'en'],
    ['loa-draft-2', '{}'],
    ['mantine-color-scheme-value', 'dark'],
  ])
  const store = {
    get length() {
      return kept.size
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
  forgetPerson(store)
  assert.deepEqual([...kept.keys()], ['loa-language', 'mantine-color-scheme-value'])
})
