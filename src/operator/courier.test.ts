import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { NOTHING, type ProgressBody } from '../directive/documents.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import type { Answer } from './authority-link.ts'
import { Courier, type Document } from './courier.ts'
import type { Log } from './log.ts'

const log: Log = { info: () => {}, warn: () => {}, error: () => {} }
const OK: Answer = { is: 'ok', body: {} }

/** Each call waits until the test answers it. */
async function scene() {
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
  return { courier, call, taken, document, calls, signer }
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
  await new Promise(done => setImmediate(done))
  courier.kick()
  const second = await call()
  const items = second.body.items as ProgressBody[]
  const told = Object.fromEntries(
    items.map(({ directive, orderSequence }) => [directive, orderSequence]),
  )
  assert.deepEqual(told, { a: 2, b: 1 })
  await courier.close(0)
})

test('a refused document is tried again and holds up no other; acknowledgements go first, returns last', async () => {
  const { courier, call, taken, document } = await scene()
  courier.progress(progress('c', 1))
  const begun = await call()
  courier.bring(await document('return', 'a'))
  courier.bring(await document('acknowledgement', 'b'))
  courier.bring(await document('acknowledgement', 'b'))
  courier.progress(progress('c', 2))
  begun.answer(OK)
  const order: string[] = []
  for (const answer of [{ is: 'refused', status: 422, code: 'x' }, OK, OK] as const) {
    const next = await call()
    order.push(next.path)
    next.answer(answer)
  }
  assert.deepEqual(order, ['/node/v1/acknowledgements', '/node/v1/progress', '/node/v1/returns'])
  const again = await call()
  assert.equal(again.path, '/node/v1/acknowledgements')
  again.answer(OK)
  await new Promise(done => setImmediate(done))
  assert.deepEqual(
    taken.map(({ kind }) => kind),
    ['return', 'acknowledgement'],
  )
  await courier.close(0)
})
