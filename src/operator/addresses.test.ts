import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Answer } from '../base/calls.ts'
import { manualClock } from '../base/clock.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { Addresses, type Link, type Said } from './addresses.ts'

const SIGNER = await signerOf(await makeKey())
const SAID: Said = { key: 'return d', of: 'd', jws: 'one' }
const ASKED = new Set(['d'])

/** Links that answer as the test says. */
function scene(urls: readonly string[]) {
  const clock = manualClock()
  const told: string[] = []
  const say = (event: string, fields = {}) => told.push([event, ...Object.values(fields)].join(': '))
  const answers = new Map<string, Answer>()
  const links = urls.map(
    (url): Link => ({
      url,
      signer: SIGNER,
      callMs: 10_000,
      post: async () => answers.get(url) ?? { is: 'ok', body: {} },
      follow: async () => ({ is: 'closed' }),
    }),
  )
  const addresses = new Addresses({ links, clock, log: { info: say, warn: say, error: say } })
  const connectAll = () => {
    for (const link of links) addresses.connected(link)
    told.length = 0
  }
  return { addresses, links, clock, told, answers, connectAll }
}

test('two addresses are followed at a time, each by one, and a spare takes the place of the one that ends', () => {
  for (const [urls, streams] of [
    [['a'], 1],
    [['a', 'b'], 2],
    [['a', 'b', 'c', 'd'], 2],
  ] as const)
    assert.equal(scene(urls).addresses.streams, streams)
  const { addresses } = scene(['a', 'b', 'c', 'd'])
  const [one, other] = [addresses.follow(null), addresses.follow(null)]
  assert.deepEqual([one.url, other.url], ['a', 'b'])
  assert.equal(addresses.follow(other).url, 'c')
  assert.equal(addresses.follow(one).url, 'b')
})

test('however streams end, no address is followed twice at a time and none is left out for good', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.nat(1), { minLength: 60, maxLength: 60 }),
      (count, ends) => {
        const urls = Array.from({ length: count }, (_, i) => String(i))
        const { addresses } = scene(urls)
        const followed = Array.from({ length: addresses.streams }, () => addresses.follow(null))
        const ever = new Set(followed.map(({ url }) => url))
        for (const end of ends) {
          const at = end % followed.length
          followed[at] = addresses.follow(followed[at])
          ever.add(followed[at].url)
          assert.equal(new Set(followed).size, followed.length)
        }
        assert.equal(ever.size, count)
      },
    ),
  )
})

test('what is not well is said by its address: that all are away, or one of them, once until it is connected again', () => {
  const { addresses, links, told, connectAll } = scene(['a', 'b'])
  connectAll()
  const [a, b] = links
  addresses.ended(b, 'hello refused: 503')
  addresses.ended(b, 'hello refused: 503')
  addresses.ended(a, 'silent')
  addresses.connected(b)
  addresses.ended(b, 'closed')
  assert.deepEqual(told, [
    'authority address failed, using another: b: hello refused: 503',
    'authority unreachable, work continues: a: silent',
    'connected to the authority: b',
    'authority unreachable, work continues: b: closed',
  ])
})

test('an address that is there and takes nothing is said, left for half a minute, and asked again then or when it connects', async () => {
  const { addresses, links, told, answers, clock, connectAll } = scene(['a', 'b'])
  connectAll()
  const [a, b] = links
  answers.set('a', { is: 'refused', status: 500, code: 'internal' })
  for (let i = 0; i < 2; i++) await addresses.post(a, '/node/v1/returns', {})
  assert.deepEqual(told, ['authority address connected but rejecting, using another: a: internal'])
  assert.equal(addresses.whereTo(SAID), b)
  clock.advance(29_999)
  assert.equal(addresses.whereTo(SAID), b)
  clock.advance(1)
  assert.equal(addresses.whereTo(SAID), a)
  await addresses.post(a, '/node/v1/returns', {})
  assert.equal(addresses.whereTo(SAID), b)
  addresses.connected(a)
  assert.equal(addresses.whereTo(SAID), a)
})

test('a refusal of one document is no fault of the address', async () => {
  const { addresses, links, told, answers, connectAll } = scene(['a', 'b'])
  connectAll()
  answers.set('a', { is: 'refused', status: 422, code: 'documentMalformed' })
  await addresses.post(links[0], '/node/v1/returns', {})
  assert.deepEqual([addresses.whereTo(SAID), told], [links[0], []])
})

test('whoever asks for it and has not taken it is told: an address that took it and keeps nothing hides it from none', () => {
  const { addresses, links, connectAll } = scene(['a', 'b'])
  connectAll()
  const [a, b] = links
  assert.equal(addresses.isLacking(SAID), false, 'nobody asks')
  addresses.asks(b, ASKED)
  assert.equal(addresses.whereTo(SAID), b)
  addresses.asks(a, ASKED)
  assert.equal(addresses.whereTo(SAID), a)
  addresses.taken(a, SAID)
  assert.deepEqual([addresses.isLacking(SAID), addresses.whereTo(SAID)], [true, b])
  addresses.taken(b, SAID)
  assert.equal(addresses.isLacking(SAID), false)
  assert.equal(addresses.isLacking({ ...SAID, jws: 'newer' }), true)
  addresses.connected(a)
  assert.equal(addresses.whereTo(SAID), a, 'whoever connects anew may have forgotten it')
  addresses.asks(a, new Set())
  assert.equal(addresses.isLacking(SAID), false)
})

test('what an address lacks that takes nothing holds up no other: it is not asked before it is well', async () => {
  const { addresses, links, answers, connectAll } = scene(['a', 'b'])
  connectAll()
  const [a, b] = links
  for (const link of links) addresses.asks(link, ASKED)
  addresses.taken(b, SAID)
  assert.equal(addresses.isLacking(SAID), true)
  answers.set('a', { is: 'away', why: 'no answer in time' })
  await addresses.post(a, '/node/v1/returns', {})
  assert.deepEqual([addresses.isLacking(SAID), addresses.whereTo(SAID)], [false, b])
})
