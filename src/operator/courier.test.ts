import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS } from '../base/backoff.ts'
import type { Answer } from '../base/calls.ts'
import { manualClock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import { NOTHING, type ProgressBody } from '../directive/documents.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { Courier, type Document } from './courier.ts'

const log: Log = { info: () => {}, warn: () => {}, error: () => {} }
const OK: Answer = { is: 'ok', body: {} }

const AWAY: Answer = { is: 'away', why: '' }
const REFUSED: Answer = { is: 'refused', status: 422, code: 'x' }

/** Lets everything that is under way come to rest. */
const rest = async () => await new Promise(done => setImmediate(done))

/** Each call waits until the test answers it, and time stands until the test moves it. */
async function scene() {
  const clock = manualClock()
  const signer = await signerOf(await makeKey())
  const calls: { path: string; body: Record<string, unknown>; answer: (answer: Answer) => void }[] =
    []
  let heard: () => void = () => {}
  const taken: Document[] = []
  const courier = new Courier({
    link: {
      signer,
      post: async (path, body) =>
        await new Promise<Answer>(answer => {
          calls.push({ path, body: body as Record<string, unknown>, answer })
          heard()
        }),
    },
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
  return { courier, call, taken, document, calls, clock }
}

function progress(directive: string, orderSequence: number): ProgressBody {
  return {
    directive,
    state: 'running',
    note: null,
    orderSequence,
    at: '2020-02-03T00:00:00Z',
    tally: NOTHING,
  }
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
  const told = Object.fromEntries(
    items.map(({ directive, orderSequence }) => [directive, orderSequence]),
  )
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
