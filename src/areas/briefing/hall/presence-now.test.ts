import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DROPPED_MS } from './presence.ts'
import { evidenceIn, HallPresence } from './presence-now.ts'

function heard(...evidence: readonly (readonly [site: string, atMs: number])[]): HallPresence {
  const presence = new HallPresence()
  for (const [site, atMs] of evidence) presence.heard(site, atMs)
  return presence
}

test('the log is told of the last time, and before it of the first where the last alone would be another interval', () => {
  const presence = heard(['a', 100], ['a', DROPPED_MS], ['b', DROPPED_MS - 1], ['c', 5], ['c', 9])
  const known: Readonly<Record<string, number>> = { a: 0, b: 0 }
  const knownMs = (site: string) => known[site] ?? Number.NEGATIVE_INFINITY
  assert.deepEqual(evidenceIn(presence.take(), knownMs), [
    { a: 100, c: 5 },
    { a: DROPPED_MS, b: DROPPED_MS - 1, c: 9 },
  ])
  assert.deepEqual(evidenceIn(presence.take(), knownMs), [])
})

test('what could not be kept is told the next time, with what came meanwhile', () => {
  const presence = heard(['a', 100], ['a', 120])
  const news = presence.take()
  presence.heard('a', 200)
  presence.heard('b', 150)
  presence.giveBack(news)
  assert.deepEqual(
    evidenceIn(presence.take(), () => Number.NEGATIVE_INFINITY),
    [{ a: 100 }, { a: 200, b: 150 }],
  )
})

test('evidence is due once the log has not heard of its site for a while, whatever it heard of others', () => {
  const presence = heard(['a', 100], ['b', 100])
  const knownMs = (site: string) => (site === 'a' ? 50 : 90)
  assert.equal(presence.isDue(knownMs, 49), false)
  assert.equal(presence.isDue(knownMs, 50), true)
  presence.forget('a')
  assert.equal(presence.isDue(knownMs, 50), false)
})
