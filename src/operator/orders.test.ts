import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrderBody, Wish } from '../directive/documents.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { Orders } from './orders.ts'
import { Untrusted } from './untrusted.ts'

const [authority, stranger] = [await signerOf(await makeKey()), await signerOf(await makeKey())]

function order(sequence: number, wish: Wish, more: Partial<OrderBody> = {}): OrderBody {
  const at = '2020-02-03T00:00:00Z'
  return { directive: ID, operator: 'viettel', sequence, wish, at, ...more }
}

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const RETURNED = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

function scene({ isCarriedOut = false } = {}) {
  const obeyed: OrderBody[] = []
  const told: string[] = []
  const tell = (event: string) => told.push(event)
  const orders = new Orders({
    link: { authorityKey: authority.publicKey, operator: 'viettel' },
    untrusted: new Untrusted({ info: tell, warn: tell, error: tell }),
    hasReturned: directive => directive === RETURNED,
    obey: body => {
      if (isCarriedOut) obeyed.push(body)
      return isCarriedOut
    },
  })
  const take = async (body: OrderBody) => await orders.take(await authority.sign('order', body))
  return { orders, take, obeyed, told }
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
  const forged = await stranger.sign('order', order(9, 'stop'))
  const ofAnotherKind = await authority.sign('return', order(9, 'stop'))
  for (const jws of [forged, ofAnotherKind, forged, 'x']) await orders.take(jws)
  await take(order(9, 'stop', { operator: 'vinaphone' }))
  assert.deepEqual([obeyed, orders.claim(ID)], [[], null])
  assert.deepEqual(told, Array(4).fill('an order was refused'))
})
