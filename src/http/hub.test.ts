import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BEAT,
  BUFFER_SIZE_MAX,
  event,
  Hub,
  type Opening,
  WATCHERS_KEPT,
  WATCHERS_MAX,
  WATCHERS_OF_ONE_MAX,
} from './hub.ts'

const who: Opening = { kind: 'person', who: 'a', session: null, cut: () => {} }

async function open(hub: Hub, room: string, first = 'FIRST', given = who) {
  const response = await hub.open(room, given, async () => first)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  return { next: async () => (await reader.read()).value ?? null, cancel: async () => await reader.cancel() }
}

test('a watcher hears the snapshot first, and of each tick one text with the latest of each', async () => {
  const hub = new Hub()
  const watcher = await open(hub, 'a')
  hub.send('a', 'x', 'x1;')
  hub.send('a', 'y', 'y1;')
  hub.send('a', 'x', 'x2;')
  hub.send('b', 'x', 'elsewhere')
  hub.tick()
  hub.tick()
  hub.sendNow('a', 'now')
  assert.equal(await watcher.next(), 'FIRST')
  assert.equal(await watcher.next(), 'y1;x2;')
  assert.equal(await watcher.next(), 'now')
})

test('in a quiet room what comes first is told at once, with what comes with it, and what follows waits for the tick', async () => {
  const hub = new Hub()
  const watcher = await open(hub, 'a')
  assert.equal(await watcher.next(), 'FIRST')
  hub.send('a', 'x', 'x1;')
  hub.send('a', 'y', 'y1;')
  assert.equal(await watcher.next(), 'x1;y1;')
  hub.send('a', 'x', 'x2;')
  await new Promise(done => setImmediate(done))
  hub.send('a', 'x', 'x3;')
  hub.tick()
  assert.equal(await watcher.next(), 'x3;')
  hub.tick()
  hub.send('a', 'x', 'x4;')
  assert.equal(await watcher.next(), 'x4;')
})

test('in a busy room what a person did is told at once, with what waited', async () => {
  const hub = new Hub()
  const watcher = await open(hub, 'a')
  assert.equal(await watcher.next(), 'FIRST')
  hub.send('a', 'x', 'x1;')
  assert.equal(await watcher.next(), 'x1;')
  hub.send('a', 'x', 'x2;')
  hub.sendAtOnce('a', 'state', 'paused;')
  assert.equal(await watcher.next(), 'x2;paused;')
})

test('where changes of others are not heard all streams end and none begins until they are heard again', async () => {
  const hub = new Hub()
  const watcher = await open(hub, 'a')
  hub.deafen()
  assert.equal(await watcher.next(), 'FIRST')
  assert.equal(await watcher.next(), null)
  await assert.rejects(open(hub, 'a'), { code: 'changesUnheard' })
  hub.hears()
  assert.equal(await (await open(hub, 'a')).next(), 'FIRST')
})

test('what comes while the snapshot is made comes after it', async () => {
  const hub = new Hub()
  const made = Promise.withResolvers<string>()
  const opening = hub.open('a', who, async () => await made.promise)
  hub.sendNow('a', 'meanwhile')
  made.resolve('FIRST')
  const text = (await opening).body!.pipeThrough(new TextDecoderStream()).getReader()
  assert.equal((await text.read()).value, 'FIRST')
  assert.equal((await text.read()).value, 'meanwhile')
})

test('what is sent in pieces is the same octets for all who watch, however slowly they take them', async () => {
  const hub = new Hub()
  const [shared, own] = [new TextEncoder().encode('shared'), new TextEncoder().encode('own')]
  const readers = ['a', 'b'].map(async room => {
    const response = await hub.open(room, who, async () => [own, shared])
    return response.body!.getReader()
  })
  for (const reader of await Promise.all(readers)) {
    assert.equal((await reader.read()).value, own)
    assert.equal((await reader.read()).value, shared)
    hub.sendNow('a', [shared])
    hub.sendNow('b', [shared])
    assert.equal((await reader.read()).value, shared)
  }
})

test('a watcher that does not read is cut off, and the others are not', async () => {
  const hub = new Hub()
  let cuts = 0
  await open(hub, 'a', 'F', { ...who, cut: () => void cuts++ })
  const reads = await open(hub, 'a')
  await reads.next()
  const piece = 'x'.repeat(BUFFER_SIZE_MAX / 4)
  for (let at = 0; at < 10; at++) {
    hub.sendNow('a', piece)
    let size = 0
    while (size < piece.length) size += (await reads.next())!.length
  }
  assert.equal(cuts, 1)
  assert.equal(hub.dropped, 1)
  assert.equal(hub.watchersIn('a'), 1)
})

test('a page on a bad line is never refused for its dead streams, and has a few at the most', async () => {
  const hub = new Hub()
  const cut: number[] = []
  const page: Opening = { ...who, kind: 'page', who: 'page' }
  await open(hub, 'a', 'F', { ...page, who: 'another page' })
  for (let at = 0; at < 100; at++) await open(hub, 'a', 'F', { ...page, cut: () => void cut.push(at) })
  assert.equal(hub.watching, 1 + WATCHERS_OF_ONE_MAX.page)
  assert.deepEqual(cut.slice(0, 3), [0, 1, 2], 'the oldest first')
})

test('pages leave room for nodes, like people', async () => {
  const hub = new Hub()
  for (let at = 0; at < WATCHERS_MAX - WATCHERS_KEPT; at++)
    await open(hub, 'a', 'F', { ...who, kind: 'page', who: `page ${at}` })
  const late = open(hub, 'a', 'F', { ...who, kind: 'page', who: 'late' })
  await assert.rejects(late, { code: 'tooManyWatchers' })
  await open(hub, 'agenda', 'F', { ...who, kind: 'machine', who: 'node' })
})

test('who goes away is forgotten, with the room', async () => {
  const hub = new Hub()
  let ended = 0
  const response = await hub.open(
    'a',
    who,
    async () => 'F',
    () => void ended++,
  )
  assert.equal(hub.watching, 1)
  await response.body!.cancel()
  assert.deepEqual([hub.watching, ended, [...hub.rooms()].length], [0, 1, 0])
})

test('a snapshot that cannot be made leaves nobody behind', async () => {
  const hub = new Hub()
  let ended = 0
  const opening = hub.open(
    'a',
    who,
    async () => await Promise.reject(new Error('no')),
    () => void ended++,
  )
  await assert.rejects(opening, /no/)
  assert.deepEqual([hub.watching, ended], [0, 1])
})

test('one may have so many streams, and none once it is closed', async () => {
  const hub = new Hub()
  for (let at = 0; at < WATCHERS_OF_ONE_MAX.person; at++) await open(hub, 'a')
  let refused = 0
  const opening = hub.open(
    'a',
    who,
    async () => 'F',
    () => void refused++,
  )
  await assert.rejects(opening, { code: 'tooManyWatchers' })
  assert.equal(refused, 1)
  const other = await open(hub, 'b', 'F', { ...who, who: 'b' })
  hub.close()
  assert.equal(await other.next(), 'F')
  assert.equal(await other.next(), null)
  assert.equal(hub.watching, 0)
  await assert.rejects(open(hub, 'a'), { code: 'stopping' })
})

test('a person has 20 streams and a key 50', async () => {
  const hub = new Hub()
  for (const [kind, most] of [
    ['person', 20],
    ['key', 50],
  ] as const) {
    const one = { ...who, kind, who: kind }
    for (let at = 0; at < most; at++) await open(hub, 'a', 'F', one)
    await assert.rejects(open(hub, 'a', 'F', one), { code: 'tooManyWatchers' })
  }
})

test('however many people watch, some hundreds of nodes find room', async () => {
  const hub = new Hub()
  const others = async () => {
    for (let at = 0; at < WATCHERS_MAX; at++) await open(hub, 'a', 'F', { ...who, who: `person ${at}` })
  }
  await assert.rejects(others(), { code: 'tooManyWatchers' })
  for (let at = 0; at < WATCHERS_KEPT; at++)
    await open(hub, 'agenda', 'F', { ...who, kind: 'machine', who: `node ${at}` })
  assert.equal(hub.watching, WATCHERS_MAX)
})

test('an event is as the standard says, and a beat is a comment', () => {
  assert.equal(event('round', { a: 'x\ny' }), 'event: round\ndata: {"a":"x\\ny"}\n\n')
  assert.equal(BEAT, ': beat\n\n')
})
