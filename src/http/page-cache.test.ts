import assert from 'node:assert/strict'
import { type IncomingMessage, ServerResponse } from 'node:http'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Page, PageSet } from '../authority/public-pages.ts'
import { answersAtOnce } from './at-once.ts'
import { type Asked, PageCache } from './page-cache.ts'

const START = Date.UTC(2026, 1, 3, 2, 0, 0, 400)
const LINE = 'Đeo khẩu trang nơi đông người. '.repeat(50)

function page(body: string, change: Partial<Page> = {}): Page {
  return { route: '/a', type: 'text/html; charset=utf-8', body, keeping: 'brief', isForPrograms: false, ...change }
}
const asking = (headers: Readonly<Record<string, string>> = {}): Asked => ({ header: name => headers[name] ?? null })
const named = (answer: { headers: readonly (readonly [string, string])[] } | null) =>
  Object.fromEntries(answer?.headers ?? [])

/** Pages whose text, end and clock a test moves. */
function opened() {
  const world = { now: START, body: LINE, until: START + 60_000, changes: Infinity, made: 0 }
  const cache = new PageCache({
    nowMs: () => world.now,
    make: async (): Promise<PageSet> => {
      world.made++
      const { body, until: untilMs, changes: changesMs } = world
      const find = (path: string) => (path === '/a' ? page(body) : null)
      return { untilMs, changesMs, paths: ['/a'], page: find }
    },
  })
  return { world, cache }
}

test('a page is made once for all who ask, until it is invalidated or expires', async () => {
  const { world, cache } = opened()
  assert.equal(cache.ready('/a', asking()), null, 'nothing is ready before it was made')
  const all = await Promise.all(Array.from({ length: 50 }, async () => await cache.answer('/a', asking())))
  assert.equal(world.made, 1)
  assert.ok(all.every(answer => answer?.body?.toString() === LINE))
  assert.equal(cache.ready('/a', asking())?.body?.toString(), LINE)
  world.now = world.until
  assert.equal(cache.ready('/a', asking()), null)
  world.until += 60_000
  await cache.answer('/a', asking())
  assert.equal(world.made, 2)
})

test('whoever asks after something has changed is told what changed, also while the old is being made', async () => {
  const { world, cache } = opened()
  let release = () => {}
  const slow = new Promise<void>(resolve => {
    release = resolve
  })
  const bodies = ['cũ', 'mới']
  const pages = new PageCache({
    nowMs: () => world.now,
    make: async () => {
      const body = bodies.shift() ?? ''
      if (body === 'cũ') await slow
      return { untilMs: world.until, changesMs: Infinity, paths: ['/a'], page: () => page(body) }
    },
  })
  const before = pages.answer('/a', asking())
  pages.invalidate()
  const after = await pages.answer('/a', asking())
  release()
  assert.equal((await before)?.body?.toString(), 'cũ')
  assert.equal(after?.body?.toString(), 'mới')
  assert.equal(pages.ready('/a', asking())?.body?.toString(), 'mới', 'what was invalidated is not cached')
  assert.equal(await cache.answer('/b', asking()), null)
})

test('a feed reader with its ETag gets 304, in whichever encoding it had the page', async () => {
  const { cache, world } = opened()
  const plain = named(await cache.answer('/a', asking()))
  const small = await cache.answer('/a', asking({ 'accept-encoding': 'gzip, br' }))
  const gzip = await cache.answer('/a', asking({ 'accept-encoding': 'gzip, br;q=0' }))
  assert.equal(brotliDecompressSync(small!.body!).toString(), LINE)
  assert.equal(gunzipSync(gzip!.body!).toString(), LINE)
  assert.ok(small!.body!.length < LINE.length / 5)
  const tags = [plain, named(small), named(gzip)].map(({ etag }) => etag)
  assert.equal(new Set(tags).size, 3, 'other octets have another tag')
  const status = async (tag: string) => (await cache.answer('/a', asking({ 'if-none-match': tag })))?.status
  for (const tag of [...tags, `W/${tags[1]}`, `"x", ${tags[2]}`, '*']) assert.equal(await status(tag), 304, tag)
  assert.equal(await status('"x"'), 200)
  world.body = 'khác'
  cache.invalidate()
  for (const tag of tags) assert.equal(await status(tag), 200)
})

test('whoever asks by the date alone is told of each change, and of none where nothing changed', async () => {
  const { cache, world } = opened()
  const date = async () => named(await cache.answer('/a', asking()))['last-modified']
  const status = async (since: string) => (await cache.answer('/a', asking({ 'if-modified-since': since })))?.status
  const first = await date()
  assert.equal(first, 'Tue, 03 Feb 2026 02:00:00 GMT')
  assert.equal(await status(first), 200, 'that second may have had another answer')
  world.now += 1000
  const second = await date()
  assert.equal(await status(second), 304)
  cache.invalidate()
  world.now += 20_000
  assert.equal(await date(), second, 'made anew with the same words it is the same page')
  world.body = 'khác'
  cache.invalidate()
  assert.equal(await status(second), 200)
})

test('a proxy keeps a page for seconds, a day without its origin, and never long over what changes by itself', async () => {
  const { cache, world } = opened()
  const control = async () => named(await cache.answer('/a', asking()))['cache-control']
  const lasting = 'stale-while-revalidate=5, stale-if-error=86400'
  const usual = `public, max-age=5, s-maxage=5, ${lasting}`
  assert.equal(await control(), usual)
  world.now = world.until - 1
  assert.equal(await control(), usual, 'the end of a minute is no end for those who keep it')
  world.changes = world.now + 2500
  cache.invalidate()
  assert.equal(await control(), `public, max-age=3, s-maxage=3, ${lasting}`)
  world.changes = world.now
  cache.invalidate()
  assert.equal(await control(), `public, max-age=1, s-maxage=1, ${lasting}`, 'never none: a herd')
  assert.equal(named(cache.answerOnce(page('a'), asking()))['cache-control'], usual)
  const forever = cache.answerOnce(page('a', { keeping: 'forever' }), asking())
  assert.equal(named(forever)['cache-control'], 'public, max-age=31536000, immutable')
})

test('the way in front of the pipe answers what is ready, GET and HEAD without a body, and counts it', async () => {
  const { cache } = opened()
  const counted: unknown[] = []
  const atOnce = answersAtOnce(
    {
      origins: ['https://loa.example.vn'],
      metrics: { request: of => void counted.push(of), load: async () => {}, text: async () => '' },
      log: { request: () => {}, unexpected: () => {}, error: () => {}, warn: () => {}, info: () => {} },
    },
    [cache],
  )
  const ask = (method: string, url: string, headers: Readonly<Record<string, string>> = {}) => {
    const incoming = { method, url, headers, httpVersionMajor: 1, httpVersionMinor: 1 }
    const outgoing = new ServerResponse(incoming as unknown as IncomingMessage)
    const answered = atOnce(incoming as unknown as IncomingMessage, outgoing)
    return answered ? outgoing : null
  }
  assert.equal(ask('GET', '/a'), null, 'what is not ready goes the whole way')
  await cache.make()
  const answer = ask('GET', '/a')
  assert.equal(answer?.statusCode, 200)
  for (const [method, url, headers] of [
    ['POST', '/a', {}],
    ['GET', '/a?lang=en', {}],
    ['GET', '/b', {}],
    ['GET', '/a', { 'content-length': '3' }],
  ] as const)
    assert.equal(ask(method, url, headers), null, `${method} ${url}`)
  assert.equal(ask('HEAD', '/a')?.statusCode, 200)
  assert.deepEqual(counted, [
    { method: 'GET', route: '/a', status: 200 },
    { method: 'HEAD', route: '/a', status: 200 },
  ])
})
