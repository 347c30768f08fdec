/** Which rounds are shown stands in the address, and nothing else that somebody writes there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { campaignsSearch, roundsSearch } from './rounds-search.ts'

for (const [search, expected] of [
  [{}, {}],
  [{ show: 'waiting' }, { show: 'waiting' }],
  [{ show: 'all' }, {}],
  [{ show: 'constructor' }, {}],
  [{ show: 5, other: 'x' }, {}],
] as const)
  test(`${JSON.stringify(search)} in the address shows ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(roundsSearch(search), expected))

for (const [search, expected] of [
  [{ q: 'phòng chống' }, { q: 'phòng chống' }],
  [
    { q: 2020, away: true },
    { q: '2020', away: true },
  ],
  [{ q: '', x: 1 }, {}],
] as const)
  test(`${JSON.stringify(search)} in the address looks for campaigns ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(campaignsSearch(search), expected))
