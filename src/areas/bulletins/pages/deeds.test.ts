import assert from 'node:assert/strict'
import { test } from 'node:test'
import { versionFor } from './deeds.ts'

test('what is out is taken back by its own version, whatever version is drafted beside it', () => {
  const out = { version: 1 } as Parameters<typeof versionFor>[1]['releases'][number]
  const shown = { version: 2, releases: [out] }
  for (const deed of ['cancel', 'correct', 'uphold'] as const) assert.equal(versionFor(deed, shown), 1, deed)
  for (const deed of ['submit', 'approve'] as const) assert.equal(versionFor(deed, shown), 2, deed)
})
