import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from '../base/canonical.ts'
import { until } from '../base/until.test.ts'
import { readRoster } from '../directive/attest.ts'
import type { OrderBody, Wish } from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import type { RosterBody } from '../directive/roster.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { operatorFailure } from './failures.ts'
import { Orders } from './orders.ts'
import { approvedBy, approver, editor, PEOPLE, resumedBy, rosterOf, stranger, USUAL } from './people.test.ts'
import { Untrusted } from './untrusted.ts'

const [authority, forger] = [await signerOf(await makeKey()), await signerOf(await makeKey())]

function order(sequence: number, wish: Wish, more: Partial<OrderBody> = {}): OrderBody {
  const at = '2020-02-03T00:00:00Z'
  return { directive: ID, operator: 'viettel', sequence, wish, at, ...more }
}

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const RETURNED = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

const BODY = await approvedBy(USUAL, {
  directive: ID,
  serial: 1,
  operator: 'viettel',
  round: '9b2d7f0e-8a51-4b76-9c0e-2f4a1d6b7c33',
  version: 2,
  title: 'Đợt 1',
  purpose: 'live',
  issuedAt: '2020-02-03T00:00:00Z',
  expiresAt: '2020-02-04T00:00:00Z',
  messages: [{ variants: [directVariant('vi', 'Rửa tay thường xuyên')] }],
  source: 'BOYTE',
  audience: { provinces: null, excludes: [] },
  window: { notBefore: null, notAfter: null, daily: null, timeZone: 'UTC' },
  sending: {
    receipts: 'last',
    receiptWaitSeconds: 20,
    uncertain: 'hold',
    validitySeconds: null,
    canary: 0,
    segmentsPerSecondMax: 0,
  },
  operators: ['viettel'],
  exerciseFirst: false,
})

const accepted = await authority.sign('directive', BODY)

/** As an approver signed it. */
async function resumed(sequence: number, by = approver, body = BODY): Promise<OrderBody> {
  const plain = order(sequence, 'run')
  return { ...plain, resume: await resumedBy(by, body, plain) }
}

function scene({ isCarriedOut = false, people = (): RosterBody => rosterOf(PEOPLE) } = {}) {
  const obeyed: OrderBody[] = []
  const told: string[] = []
  const tell = (event: string) => told.push(event)
  /** By the number of the roster that was asked. */
  const looks: number[] = []
  const newest = { number: 1, sha256: 'a1'.repeat(32) }
  const state = { isCarriedOut, people, newest, settled: async () => {} }
  const orders = new Orders({
    link: { authorityKey: authority.publicKey, operator: 'viettel' },
    untrusted: new Untrusted({ info: tell, warn: tell, error: tell }),
    heads: { see: () => {} },
    clock: { wall: () => Date.parse('2020-02-03T00:00:00Z') },
    rosters: {
      get newest() {
        return state.newest
      },
      get roster() {
        looks.push(state.newest.number)
        return readRoster(canonicalJson(state.people()))
      },
      behind: async error => {
        throw error
      },
      settled: async () => await state.settled(),
    },
    accepted: directive => {
      if (directive === RETURNED) return { jws: '', sequence: 0, hasReturned: true }
      return state.isCarriedOut ? { jws: accepted, sequence: 0, hasReturned: false } : null
    },
    obey: body => {
      if (state.isCarriedOut) obeyed.push(body)
      return state.isCarriedOut
    },
  })
  const take = async (body: OrderBody) => await orders.take(await authority.sign('order', body))
  return { orders, take, obeyed, told, looks, state }
}

test('an order is handed on once, however often the agenda brings it', async () => {
  const { orders, obeyed } = scene({ isCarriedOut: true })
  const jws = await authority.sign('order', order(1, 'pause'))
  for (let i = 0; i < 3; i++) await orders.take(jws)
  assert.deepEqual(obeyed, [order(1, 'pause')])
  assert.equal(orders.claim(ID), null, 'what is obeyed is not kept')
})

test('of orders for a directive that has not come yet the highest is kept for it, and a stop is for good', async () => {
  const cases: readonly [readonly [number, Wish][], readonly [number, Wish]][] = [
    [
      [
        [1, 'run'],
        [2, 'pause'],
      ],
      [2, 'pause'],
    ],
    [
      [
        [2, 'pause'],
        [1, 'run'],
      ],
      [2, 'pause'],
    ],
    [
      [
        [2, 'pause'],
        [3, 'pause'],
        [4, 'run'],
      ],
      [3, 'pause'],
    ],
    [
      [
        [1, 'stop'],
        [2, 'run'],
      ],
      [1, 'stop'],
    ],
    [
      [
        [2, 'run'],
        [3, 'stop'],
      ],
      [3, 'stop'],
    ],
  ]
  for (const [given, [sequence, wish]] of cases) {
    const { orders, take } = scene()
    for (const one of given) await take(order(...one))
    assert.deepEqual(orders.claim(ID), order(sequence, wish))
    assert.equal(orders.claim(ID), null, 'it is claimed once')
  }
})

test('an order for a directive that has returned is not kept', async () => {
  const { orders, take } = scene()
  await take(order(1, 'run', { directive: RETURNED }))
  assert.equal(orders.claim(RETURNED), null)
})

test('an order that nobody trusted has signed, or for another operator, moves nothing and is told once', async () => {
  const { orders, take, obeyed, told } = scene({ isCarriedOut: true })
  const forged = await forger.sign('order', order(9, 'stop'))
  const ofAnotherKind = await authority.sign('return', order(9, 'stop'))
  for (const jws of [forged, ofAnotherKind, forged, 'x']) await orders.take(jws)
  await take(order(9, 'stop', { operator: 'vinaphone' }))
  assert.deepEqual([obeyed, orders.claim(ID)], [[], null])
  assert.deepEqual(told, Array(4).fill('document refused'))
})

/** Of the orders that a server could make up; `sequence` is above that of the pause. */
const unsigned: Readonly<Record<string, (sequence: number) => Promise<OrderBody>>> = {
  'nobody has signed it': async sequence => order(sequence, 'run'),
  'an editor has signed it': async sequence => await resumed(sequence, editor),
  'somebody on no roster has signed it': async sequence => await resumed(sequence, stranger),
  'an approver has signed another order': async sequence => ({ ...(await resumed(sequence - 1)), sequence }),
  'an approver has signed that another version goes on': async sequence =>
    await resumed(sequence, approver, { ...BODY, version: 1 }),
  'an approver has signed that another round goes on': async sequence =>
    await resumed(sequence, approver, { ...BODY, round: RETURNED }),
  'an approver has signed that another text goes on': async sequence =>
    await resumed(sequence, approver, { ...BODY, source: 'KHACH' }),
  'the schedule’s signature stands in for it': async sequence => {
    const resume = BODY.approval?.scheduled
    assert.ok(resume)
    return { ...order(sequence, 'run'), resume }
  },
}

for (const [name, made] of Object.entries(unsigned))
  test(`what was paused is not let go on, before its directive has come or after, and a later signed order counts: ${name}`, async () => {
    const { take, obeyed, told } = scene({ isCarriedOut: true })
    await take(order(2, 'pause'))
    for (let i = 0; i < 2; i++) await take(await made(9))
    assert.deepEqual(obeyed, [order(2, 'pause')])
    assert.equal(told[0], 'document refused')
    const good = await resumed(3)
    await take(good)
    assert.deepEqual(obeyed, [order(2, 'pause'), good])

    const early = scene()
    for (const one of [order(2, 'pause'), await made(9), good]) await early.take(one)
    early.state.isCarriedOut = true
    assert.deepEqual(early.orders.claim(ID), order(2, 'pause'))
    await until(() => early.obeyed.length === 1 && early.told.length === 1)
    assert.deepEqual(early.obeyed, [good])
  })

test('a pause and a stop are one person’s act: they wait for no roster and need none', async () => {
  const { take, obeyed, state } = scene({
    isCarriedOut: true,
    people: () => {
      throw operatorFailure('rosterUnpinned', { file: 'node.key' })
    },
  })
  state.settled = async () => await new Promise(() => {})
  await take(order(2, 'pause'))
  await take(order(3, 'stop'))
  assert.deepEqual(
    obeyed.map(({ wish }) => wish),
    ['pause', 'stop'],
  )
})

test('an order whose signer the roster does not know yet counts once a roster does', async () => {
  const { orders, obeyed, told, looks, state } = scene({ isCarriedOut: true })
  const jws = await authority.sign('order', await resumed(3, stranger))
  await orders.take(jws)
  await orders.take(jws)
  assert.deepEqual([obeyed.length, told.length, looks], [0, 1, [1]])
  state.people = () => rosterOf([...PEOPLE, stranger])
  state.settled = async () => {
    state.newest = { number: 2, sha256: 'a2'.repeat(32) }
  }
  for (let i = 0; i < 3; i++) await orders.take(jws)
  assert.deepEqual([obeyed.length, looks], [1, [1, 2]])
})

test('an order that lets a round go on is judged by the rosters that came with it', async () => {
  const { take, obeyed, state } = scene({ isCarriedOut: true })
  let come: () => void = () => {}
  const askedFirst = new Promise<string>(tell => {
    state.settled = async () => {
      tell('whether all rosters are known')
      await new Promise<void>(done => {
        come = done
      })
    }
    state.people = () => {
      tell('who counts')
      return rosterOf([...PEOPLE, stranger])
    }
  })
  const taken = take(await resumed(3, stranger))
  assert.equal(await askedFirst, 'whether all rosters are known')
  assert.equal(obeyed.length, 0)
  come()
  await taken
  assert.equal(obeyed.length, 1)
})

test('orders that would let a directive go on which never comes are kept up to a limit', async () => {
  const { orders, take, obeyed, state, told } = scene()
  for (let sequence = 2; sequence < 60; sequence++)
    await take({ ...order(sequence, 'run'), resume: (await resumed(1)).resume ?? assert.fail() })
  await take(await resumed(60))
  state.isCarriedOut = true
  assert.equal(orders.claim(ID), null)
  await until(() => told.length === 19 && obeyed.length === 1)
  assert.deepEqual(
    obeyed.map(({ sequence }) => sequence),
    [60],
  )
})

test('a stop that orders for directives that never come have crowded out is kept again once it is told again', async () => {
  const { orders, obeyed } = scene()
  const stop = await authority.sign('order', order(2, 'stop'))
  await orders.take(stop)
  for (let i = 0; i < 2000; i++) {
    const directive = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`
    await orders.take(await authority.sign('order', order(1, 'pause', { directive })))
  }
  await orders.take(stop)
  assert.equal(orders.claim(ID)?.wish, 'stop')
  assert.deepEqual(obeyed, [])
})
