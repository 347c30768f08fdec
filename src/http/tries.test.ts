import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ofOneProcess } from './rate.ts'
import { Tries } from './tries.ts'

function stage() {
  let nowMs = 0
  const tries = new Tries(ofOneProcess(), () => nowMs)
  const mayTry = async (address: string, browser: string | null = null, isRight = false): Promise<boolean> => {
    try {
      const forgive = await tries.ofAccount({ email: 'a@bo.example', browser, address })
      if (isRight) await forgive()
      return true
    } catch {
      return false
    }
  }
  return { tries, mayTry, after: (seconds: number) => (nowMs += seconds * 1000) }
}

test('ten tries from one network wait, and another network does not', async () => {
  const { mayTry } = stage()
  const all: boolean[] = []
  for (let at = 0; at < 11; at++) all.push(await mayTry(`192.0.2.${at}`))
  assert.deepEqual(all, [...Array(10).fill(true), false])
  assert.equal(await mayTry('198.51.100.1'), true)
})

test('the addresses of one IPv6 network count as one', async () => {
  const { mayTry } = stage()
  for (let at = 0; at < 10; at++) await mayTry(`2001:db8::${at}`)
  assert.equal(await mayTry('2001:db8::ffff'), false)
})

test('the networks of one IPv6 site have forty tries together, and a right one counts for none of them', async () => {
  const { mayTry } = stage()
  for (let at = 0; at < 60; at++) await mayTry(`2001:db8:7:${at % 20}::1`, null, true)
  const all: boolean[] = []
  for (let at = 0; at < 60; at++) all.push(await mayTry(`2001:db8:7:${at}::1`))
  assert.equal(all.filter(Boolean).length, 40)
  assert.equal(await mayTry('2001:db8:8::1'), true)
})

test('tries from everywhere slow each other down, and none stops a browser that is known', async () => {
  const { mayTry, after } = stage()
  for (let at = 0; at < 100; at++) assert.equal(await mayTry(`10.0.${at}.1`), true)
  assert.equal(await mayTry('10.1.0.1'), true)
  assert.equal(await mayTry('10.1.1.1'), false)
  assert.equal(await mayTry('10.1.2.1', 'known'), true)
  after(5)
  assert.equal(await mayTry('10.1.3.1'), true)
})

test('right tries count against nobody, however many there are', async () => {
  const { mayTry } = stage()
  for (let at = 0; at < 300; at++) assert.equal(await mayTry(`10.0.${at % 20}.1`, null, true), true)
  for (let at = 0; at < 9; at++) assert.equal(await mayTry('192.0.2.1'), true)
})

test('a browser that is known has tries of its own, which end too', async () => {
  const { mayTry } = stage()
  const all: boolean[] = []
  for (let at = 0; at < 11; at++) all.push(await mayTry('192.0.2.1', 'known'))
  assert.deepEqual(all, [...Array(10).fill(true), false])
})

test('the present password is tried ten times by one person, and a right one forgives', async () => {
  const { tries } = stage()
  for (let at = 0; at < 10; at++) await tries.ofPassword('a')
  await assert.rejects(tries.ofPassword('a'), { code: 'tooManyRequests' })
  for (let at = 0; at < 9; at++) await tries.ofPassword('b')
  await (await tries.ofPassword('b'))()
  for (let at = 0; at < 10; at++) await tries.ofPassword('b')
})
