import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS } from '../base/backoff.ts'
import type { Answer } from '../base/calls.ts'
import { manualClock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import type { ConditionBody } from '../directive/condition.ts'
import { NOTHING, type ProgressBody } from '../directive/documents.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { Addresses, type Link } from './addresses.ts'
import { Courier, type Document } from './courier.ts'

const log: Log = { info: () => {}, warn: () => {}, error: () => {} }
const OK: Answer = { is: 'ok', body: {} }

const AWAY: Answer = { is: 'away', why: '' }
const REFUSED: Answer = { is: 'refused', status: 422, code: 'x' }

/** Lets everything that is under way come to rest. */
const rest = async () => await new Promise(done => setImmediate(done))

/** Each call waits until the test answers it, and time stands until the test moves it. */
async function scene(urls: readonly string[] = ['a']) {
  const clock = manualClock()
  const signer = await signerOf(await makeKey())
  const calls: Called[] = []
  let heard: () => void = () => {}
  const taken: Document[] = []
  const links = urls.map(
    (url): Link => ({
      url,
      signer,
      callMs: 10_000,
      post: async (path, body, withinMs) =>
        await new Promise<Answer>(answer => {
          const said = { url, path, body: body as Record<string, unknown>, withinMs }
          calls.push({ ...said, answer })
          heard()
        }),
      follow: async () => ({ is: 'closed' }),
    }),
  )
  const addresses = new Addresses({ links, clock, log })
  const courier = new Courier({
    addresses,
    digestOf: directive => directive,
    random: seeded(1),
    clock,
    log,
    taken: document => taken.push(document),
  })
  const call = async () => {
    while (calls.length === 0)
      await new Promise<void>(done => {
        heard = done
      })
    return calls.shift()!
  }
  const document = async (kind: Document['kind'], name: string): Promise<Document> => ({
    kind,
    directive: name,
    sha256: name,
    jws: await signer.sign(kind, { name }),
  })
  return { courier, addresses, links, call, taken, document, calls, clock }
}

interface Called {
  readonly url: string
  readonly path: string
  readonly body: Record<string, unknown>
  readonly withinMs: number | undefined
  readonly answer: (answer: Answer) => void
}

function progress(directive: string, orderSequence: number): ProgressBody {
  return { directive, state: 'running', note: null, orderSequence, at: '2020-02-03T00:00:00Z', tally: NOTHING }
}

test('of progress only the newest is kept while the authority is slow', async () => {
  const { courier, call } = await scene()
  courier.progress(progress('a', 1))
  const first = await call()
  for (let sequence = 2; sequence < 100; sequence++) {
    courier.progress(progress('a', sequence))
    courier.progress(progress('b', sequence))
  }
  first.answer(OK)
  const second = await call()
  const items = second.body.items as ProgressBody[]
  assert.deepEqual(
    items.map(({ directive, orderSequence }) => [directive, orderSequence]),
    [
      ['a', 99],
      ['b', 99],
    ],
  )
  second.answer(OK)
  await courier.close(0)
})

const fares = (second: number): ConditionBody => ({ at: new Date(1000 * second).toISOString(), alarms: [], sends: [] })

test('how the node fares goes when all else has gone, the newest alone, and not again to an authority that knows nothing of it', async () => {
  const { courier, call, calls, clock } = await scene()
  courier.progress(progress('a', 1))
  const first = await call()
  courier.condition(fares(1))
  courier.condition(fares(2))
  courier.progress(progress('a', 2))
  first.answer(OK)
  const second = await call()
  assert.equal(second.path, '/node/v1/progress')
  second.answer(OK)
  const third = await call()
  assert.deepEqual([third.path, third.body], ['/node/v1/condition', fares(2)])
  third.answer({ is: 'refused', status: 404, code: '' })
  await rest()
  courier.condition(fares(3))
  courier.progress(progress('a', 3))
  ;(await call()).answer(OK)
  await rest()
  assert.equal(calls.length, 0, 'an authority of before is left alone with it')
  courier.kick()
  courier.condition(fares(4))
  const fourth = await call()
  courier.condition(fares(5))
  fourth.answer(AWAY)
  await rest()
  courier.kick()
  const fifth = await call()
  assert.deepEqual(fifth.body, fares(5))
  fifth.answer(OK)
  await rest()
  clock.advance(3_600_000)
  assert.equal(calls.length, 0)
  await courier.close(0)
})

test('a newer answer to a directive goes out though an older one is under way, and what was taken is told one by one', async () => {
  const { courier, call, calls, taken, document } = await scene()
  const [older, newer] = [
    await document('broadcastAcknowledgement', 'a'),
    { ...(await document('broadcastAcknowledgement', 'b')), directive: 'a', sha256: 'a' },
  ]
  courier.bring(older)
  const first = await call()
  courier.bring(newer)
  courier.bring(newer)
  first.answer(OK)
  await rest()
  const [second] = calls
  assert.equal(second?.body.document, newer.jws)
  assert.deepEqual(taken, [older])
  second.answer(OK)
  await rest()
  assert.deepEqual(taken, [older, newer])
  await courier.close(0)
})

test('progress that did not arrive is brought again, unless there is a newer one', async () => {
  const { courier, call } = await scene()
  courier.progress(progress('a', 1))
  courier.progress(progress('b', 1))
  const first = await call()
  courier.progress(progress('a', 2))
  first.answer({ is: 'away', why: '' })
  await rest()
  courier.kick()
  const second = await call()
  const items = second.body.items as ProgressBody[]
  const told = Object.fromEntries(items.map(({ directive, orderSequence }) => [directive, orderSequence]))
  assert.deepEqual(told, { a: 2, b: 1 })
  second.answer(OK)
  await courier.close(0)
})

test('a refused document holds up no other; acknowledgements go first, returns last', async () => {
  const { courier, call, taken, document, calls, clock } = await scene()
  courier.progress(progress('c', 1))
  const begun = await call()
  courier.bring(await document('return', 'a'))
  courier.bring(await document('acknowledgement', 'b'))
  courier.bring(await document('acknowledgement', 'b'))
  courier.progress(progress('c', 2))
  begun.answer(OK)
  const order: string[] = []
  for (const answer of [REFUSED, OK, OK]) {
    const next = await call()
    order.push(next.path)
    next.answer(answer)
  }
  assert.deepEqual(order, ['/node/v1/acknowledgements', '/node/v1/progress', '/node/v1/returns'])
  await rest()
  clock.advance(clock.nextMs ?? 0)
  const again = await call()
  assert.equal(again.path, '/node/v1/acknowledgements')
  again.answer(OK)
  await rest()
  assert.deepEqual(
    taken.map(({ kind }) => kind),
    ['return', 'acknowledgement'],
  )
  assert.deepEqual([calls.length, clock.nextMs], [0, null])
  await courier.close(0)
})

test('what is brought while a refused document waits for its next try goes at once; while the authority is away it waits too', async () => {
  for (const [first, isHeldUp] of [
    [REFUSED, false],
    [AWAY, true],
  ] as const) {
    const { courier, call, document, calls, clock } = await scene()
    courier.bring(await document('return', 'a'))
    const { answer } = await call()
    answer(first)
    await rest()
    assert.equal(calls.length, 0)
    courier.bring(await document('acknowledgement', 'b'))
    courier.progress(progress('c', 1))
    await rest()
    assert.equal(calls.length, isHeldUp ? 0 : 1, first.is)
    if (isHeldUp) clock.advance(clock.nextMs ?? 0)
    const order: string[] = []
    for (let left = isHeldUp ? 3 : 2; left > 0; left--) {
      const next = await call()
      order.push(next.path)
      next.answer(OK)
    }
    assert.deepEqual(order.slice(0, 2), ['/node/v1/acknowledgements', '/node/v1/progress'])
    await rest()
    await courier.close(0)
  }
})

test('what the authority refuses, and all of it while the authority is away, waits twice as long each time, up to a limit', async () => {
  for (const answer of [REFUSED, AWAY]) {
    const { courier, call, document, calls, clock } = await scene()
    courier.bring(await document('return', 'a'))
    for (let tries = 0; tries < 12; tries++) {
      const { answer: say } = await call()
      say(answer)
      await rest()
      const whole = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** tries)
      const waitMs = clock.nextMs ?? 0
      assert.ok(waitMs >= whole / 2 && waitMs <= whole, `${answer.is}, ${tries}: ${waitMs} ms`)
      clock.advance(waitMs - 1)
      await rest()
      assert.equal(calls.length, 0)
      clock.advance(1)
    }
    const last = await call()
    last.answer(OK)
    await courier.close(0)
  }
})

test('an authority that is back is brought everything at once, and its waits begin anew', async () => {
  const { courier, call, document, calls, clock } = await scene()
  courier.bring(await document('return', 'a'))
  for (let tries = 0; tries < 8; tries++) {
    const { answer } = await call()
    answer(AWAY)
    await rest()
    clock.advance(clock.nextMs ?? 0)
  }
  const { answer } = await call()
  answer(AWAY)
  await rest()
  courier.kick()
  const kicked = await call()
  kicked.answer(AWAY)
  await rest()
  assert.ok((clock.nextMs ?? 0) <= BACKOFF_FIRST_MS)
  await courier.close(0)
  assert.deepEqual([calls.length, clock.nextMs], [0, null])
})

test('the end waits for the call that is under way, and no longer than it may', async () => {
  for (const isAnswered of [true, false]) {
    const { courier, call, document, calls, clock } = await scene()
    courier.bring(await document('return', 'a'))
    const { answer } = await call()
    let isClosed = false
    const closed = courier.close(1000).then(() => {
      isClosed = true
    })
    clock.advance(999)
    await rest()
    assert.ok(!isClosed)
    if (isAnswered) answer(OK)
    else clock.advance(1)
    await closed
    answer(AWAY)
    courier.bring(await document('return', 'b'))
    await rest()
    assert.deepEqual([calls.length, clock.nextMs], [0, null], 'nothing goes after the end')
  }
})

test('a document goes to one address, and to another where that is away, refuses the key or is broken, with the same octets', async () => {
  for (const unwell of [
    AWAY,
    { is: 'refused', status: 401, code: 'nodeUnknown' },
    { is: 'refused', status: 500, code: '' },
  ] satisfies Answer[]) {
    const { courier, addresses, links, call, calls, taken, document, clock } = await scene(['a', 'b'])
    for (const link of links) {
      addresses.connected(link)
      addresses.asks(link, new Set(['d']))
    }
    courier.bring(await document('return', 'd'))
    const first = await call()
    assert.equal(calls.length, 0, 'one at a time')
    first.answer(unwell)
    await rest()
    clock.advance(clock.nextMs ?? 0)
    const second = await call()
    assert.deepEqual([first.url, second.url], ['a', 'b'])
    assert.equal(first.body.document, second.body.document)
    second.answer(OK)
    await rest()
    assert.deepEqual([taken.length, calls.length, clock.nextMs], [1, 0, null])
    await courier.close(0)
  }
})

test('an address is waited for a quarter of the time where another is well, and all of it where none is', async () => {
  const { courier, addresses, links, call, document, clock } = await scene(['a', 'b'])
  for (const link of links) addresses.connected(link)
  courier.bring(await document('return', 'd'))
  const waits: [string, number | undefined][] = []
  for (let tries = 0; tries < 3; tries++) {
    const { url, withinMs, answer } = await call()
    waits.push([url, withinMs])
    answer(tries < 2 ? AWAY : OK)
    await rest()
    clock.advance(clock.nextMs ?? 0)
  }
  assert.deepEqual(waits, [
    ['a', 2500],
    ['b', 10_000],
    ['a', 10_000],
  ])
  await courier.close(0)
})

test('how far a directive is, is told to each address that asks for it in turn, so that none that keeps nothing hides it', async () => {
  const { courier, addresses, links, call } = await scene(['a', 'b', 'c'])
  for (const link of links) addresses.connected(link)
  for (const link of links.slice(0, 2)) addresses.asks(link, new Set(['d']))
  const urls: string[] = []
  for (let sequence = 1; sequence <= 4; sequence++) {
    courier.progress(progress('d', sequence))
    const { url, answer } = await call()
    urls.push(url)
    answer(OK)
    await rest()
  }
  assert.deepEqual(urls, ['a', 'b', 'a', 'b'])
  await courier.close(0)
})

test('an address that still asks a while after another took the document is brought it too, and one that does not is not', async () => {
  for (const stillAsks of [true, false]) {
    const { courier, addresses, links, call, calls, taken, document, clock } = await scene(['a', 'b'])
    for (const link of links) {
      addresses.connected(link)
      addresses.asks(link, new Set(['d']))
    }
    courier.bring(await document('return', 'd'))
    const first = await call()
    first.answer(OK)
    await rest()
    assert.deepEqual([calls.length, taken.length], [0, 1])
    if (!stillAsks) addresses.asks(links[1], new Set())
    clock.advance(4999)
    await rest()
    assert.equal(calls.length, 0)
    clock.advance(1)
    if (stillAsks) {
      const second = await call()
      assert.deepEqual([first.url, second.url], ['a', 'b'])
      assert.equal(first.body.document, second.body.document)
      second.answer(OK)
    }
    await rest()
    assert.deepEqual([calls.length, clock.nextMs], [0, null])
    await courier.close(0)
  }
})
