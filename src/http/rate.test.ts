import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RateLimits, SITE_TIMES, takeFrom } from './rate.ts'

const rule = { max: 3, seconds: 60 }

test('so many in a window, then a wait that gets shorter, then anew', () => {
  const limits = new RateLimits()
  assert.deepEqual(
    [0, 1000, 2000].map(now => limits.take('a', rule, now)),
    [0, 0, 0],
  )
  assert.equal(limits.take('a', rule, 10_000), 50)
  assert.equal(limits.take('a', rule, 59_500), 1)
  assert.equal(limits.take('b', rule, 10_000), 0)
  assert.equal(limits.take('a', rule, 60_000), 0)
})

test('a success forgives', () => {
  const limits = new RateLimits()
  for (let at = 0; at < 3; at++) limits.take('a', rule, 0)
  limits.forgive('a')
  assert.equal(limits.take('a', rule, 0), 0)
})

test('as many names as anybody likes stay within bounds, and whoever is limited stays so', () => {
  const limits = new RateLimits()
  for (let at = 0; at < 120_000; at++) limits.take(`x${at}`, rule, at)
  for (let at = 0; at < 3; at++) limits.take('a', rule, 120_000)
  assert.ok(limits.take('a', rule, 120_001) > 0)
})

test('fifty thousand other names do not wash away what was counted against one', () => {
  const limits = new RateLimits()
  for (let at = 0; at < 3; at++) limits.take('a', rule, 0)
  for (let at = 0; at < 120_000; at++) limits.take(`x${at}`, rule, 1)
  assert.ok(limits.take('a', rule, 2) > 0)
})

test('an IPv6 site may as much as a few of its networks, and one of them no more than it may', async () => {
  const limits = new RateLimits()
  const mayTry = async (address: string) => (await takeFrom(limits, { name: 'a', address }, rule, 0)) === 0
  const all: boolean[] = []
  // One that goes on when it may no more takes nothing from its neighbours.
  for (let at = 0; at < 100; at++) await mayTry('2001:db8:7:ffff::1')
  for (let at = 0; at < 20; at++) all.push(await mayTry(`2001:db8:7:${at}::1`))
  assert.equal(all.filter(Boolean).length, rule.max * SITE_TIMES - rule.max)
  assert.equal(await mayTry('2001:db8:8::1'), true)
  assert.equal(await mayTry('192.0.2.1'), true)
})
