import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Crowd } from './crowd.ts'
import { ofOneProcess } from './rate.ts'

const CITIZEN = '203.0.113.9'
const OF_NETWORK = { max: 10, seconds: 3600 }
const OF_ALL = { max: 20_000, seconds: 3600 }
const OF_DOMAIN = { max: 10_000, seconds: 3600 }

function stage() {
  let nowMs = 0
  const crowd = new Crowd(ofOneProcess(), () => nowMs)
  const push = async (address: string) =>
    await crowd.take({ name: 'push', address }, OF_NETWORK, [{ name: 'push', rule: OF_ALL }])
  const mail = async (address: string, domain = 'xa.example') =>
    await crowd.take({ name: 'mail', address }, OF_NETWORK, [
      { name: `mail at ${domain}`, rule: OF_DOMAIN },
      { name: 'mail', rule: OF_ALL },
    ])
  return {
    push,
    mail,
    /** How many of so many may, each of whom is somewhere. */
    count: async (times: number, act: (at: number) => Promise<boolean>) => {
      let taken = 0
      for (let at = 0; at < times; at++) if (await act(at)) taken++
      return taken
    },
    after: (seconds: number) => (nowMs += seconds * 1000),
  }
}

test('twenty thousand askings from one line are forty, and a citizen from elsewhere is let in', async () => {
  const { push, mail, count } = stage()
  assert.equal(await count(20_500, async at => await push(`2001:db8:7:${(at % 2050).toString(16)}::1`)), 40)
  assert.equal(await push(CITIZEN), true)
  assert.equal(await mail(CITIZEN), true)
  assert.equal(await push('2001:db8:8::1'), true)
})

test('whoever has many lines uses up what all may, and not what is kept for those who have asked for nothing', async () => {
  const { push, mail, count, after } = stage()
  const many = async (at: number) => await push(`10.0.${at & 255}.${(at >> 8) % 8}`)
  assert.equal(await count(20_000, many), 15_000)
  assert.equal(await many(0), false)
  assert.equal(await push(CITIZEN), true)
  assert.equal(await mail('10.0.0.0'), true, 'mail is apart')
  after(3600)
  assert.equal(await many(0), true)
})

test('of what is kept, one provider of lines has a tenth', async () => {
  const { push, count } = stage()
  await count(15_000, async at => await push(`10.${at % 256}.${(at >> 8) & 255}.1`))
  const ofOne = await count(20_000, async at => await push(`2001:db8:${at.toString(16)}::1`))
  assert.equal(ofOne, 500)
  assert.equal(await push('2001:db9::1'), true)
})

test('letters to one domain are half of all, and a citizen who asks for the first time has one to it all the same', async () => {
  const { mail, count } = stage()
  const at = (n: number) => `10.0.${n & 255}.${n >> 8}`
  // Each network has asked at another domain before.
  await count(2000, async n => await mail(at(n), 'tinh.example'))
  const lines = await count(8 * 2000, async n => await mail(at(n % 2000), 'lon.example'))
  assert.equal(lines, 7500)
  assert.equal(await mail(at(1), 'khac.example'), true)
  assert.equal(await mail(CITIZEN, 'lon.example'), true)
})
