/**
 * Two streams by chance: the authority's history is told to a node by two addresses, of which either lags behind by any amount, goes back
 * to an old copy and repeats itself. Whatever comes when, the node is where the newest that it was ever told has brought it.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { manualClock } from '../base/clock.ts'
import type { BroadcastWish } from '../directive/broadcast.ts'
import type { Agenda, DirectiveBody, OrderBody, Wish } from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import { makeKey, sha256Of, signerOf } from '../directive/signing.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import { signList } from '../zerorating/signed.ts'
import { Agendas } from './agendas.ts'
import { broadcastContent } from './broadcast-content.test.ts'
import { BroadcastTaker } from './broadcast-taker.ts'
import { placeOf } from './cell-area.ts'
import { CellTable } from './cell-table.ts'
import { FakeAir } from './fake-air.test.ts'
import { FreeListTaker } from './free-list-taker.ts'
import { NOT_ORDERED, obeyedAfter } from './memory.ts'
import { Orders } from './orders.ts'
import {
  admin,
  approvedBy,
  approver,
  contentApprovedBy,
  holding,
  listApprovedBy,
  nextRoster,
  otherAdmin,
  PEOPLE,
  resumedBy,
  rosterOf,
  signedBy,
  stranger,
  USUAL,
} from './people.test.ts'
import { Rosters } from './rosters.ts'
import { OPERATOR } from './stub-authority.test.ts'
import { Untrusted } from './untrusted.ts'

const NOW_MS = Date.parse('2026-02-03T00:00:00Z')
const AT = new Date(NOW_MS).toISOString()
const LATER = new Date(NOW_MS + 3_600_000).toISOString()
const [signer, authority] = [await signerOf(await makeKey()), await signerOf(await makeKey())]
const LINK = { authorityKey: authority.publicKey, operator: OPERATOR, signer }
const log = { info: () => {}, warn: () => {}, error: () => {} }
const heads = { see: () => {} }

/** The course of one round, as its orders are issued. */
const WISHES: readonly Wish[] = ['run', 'pause', 'run', 'pause', 'run', 'stop']
const SAYINGS: readonly BroadcastWish[] = ['run', 'replace', 'stop', 'replace']

const ROUND: DirectiveBody = await approvedBy(USUAL, {
  directive: randomUUID(),
  serial: 1,
  operator: OPERATOR,
  round: randomUUID(),
  version: 1,
  title: 'Đợt 1',
  purpose: 'live',
  issuedAt: AT,
  expiresAt: LATER,
  source: 'BOYTE',
  messages: [{ variants: [directVariant('vi', 'Rửa tay thường xuyên')] }],
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
  operators: [OPERATOR],
  exerciseFirst: false,
})
const ROUND_JWS = await authority.sign('directive', ROUND)
const ORDERS = await Promise.all(
  WISHES.map(async (wish, i) => {
    const plain = { directive: ROUND.directive, operator: OPERATOR, sequence: i + 1, wish, at: AT }
    const isResume = wish === 'run' && i > 0
    const resume = isResume ? { resume: await resumedBy(approver, ROUND, plain) } : {}
    return await authority.sign('order', { ...plain, ...resume } satisfies OrderBody)
  }),
)

const CONTENT = broadcastContent({}, { nowMs: NOW_MS, code: 1 })
const BROADCAST = randomUUID()
const BROADCAST_JWS = await authority.sign('broadcastDirective', {
  directive: BROADCAST,
  serial: 2,
  operator: OPERATOR,
  content: CONTENT,
  scope: 'plmn',
  code: 1,
  update: 0,
  issuedAt: AT,
  expiresAt: LATER,
  approval: await contentApprovedBy(USUAL, CONTENT, AT),
})
const BROADCAST_ORDERS = await Promise.all(
  SAYINGS.map(
    async (wish, i) =>
      await authority.sign('broadcastOrder', {
        directive: BROADCAST,
        operator: OPERATOR,
        sequence: i + 1,
        wish,
        at: AT,
      }),
  ),
)

const FIRST = await signedBy([], rosterOf(PEOPLE))
const SECOND = await nextRoster(FIRST, [...PEOPLE, stranger], [admin, otherAdmin])
const ROSTERS = [FIRST, SECOND, await nextRoster(SECOND, PEOPLE, [admin, otherAdmin])]

const LISTS: { readonly directive: string; readonly list: string; readonly sha256: string }[] = []
for (const version of [1, 2, 3]) {
  const list = { ...FEBRUARY, version, previousSha256: LISTS.at(-1)?.sha256 ?? null }
  const signed = await signList(list, authority)
  const sha256 = sha256Of(signed)
  const directive = await authority.sign('listDirective', {
    directive: randomUUID(),
    serial: 10 + version,
    operator: OPERATOR,
    version,
    listSha256: sha256,
    issuedAt: AT,
    expiresAt: LATER,
    ...(await listApprovedBy(USUAL, list, { at: AT })),
  })
  LISTS.push({ directive, list: signed, sha256 })
}

/** Where the authority's history had got to: how many of each had been issued. */
interface Instant {
  readonly orders: number
  readonly broadcastOrders: number
  readonly rosters: number
  readonly lists: number
}
const KINDS = ['orders', 'broadcastOrders', 'rosters', 'lists'] as const
const MOST: Instant = {
  orders: ORDERS.length,
  broadcastOrders: BROADCAST_ORDERS.length,
  rosters: ROSTERS.length,
  lists: LISTS.length,
}
const BEGINNING: Instant = { orders: 1, broadcastOrders: 0, rosters: 1, lists: 0 }

/** From the beginning on, one more of one kind each time. */
function historyOf(kinds: readonly (keyof Instant)[]): readonly Instant[] {
  const history = [BEGINNING]
  for (const kind of kinds) {
    const last = history[history.length - 1]
    if (last[kind] < MOST[kind]) history.push({ ...last, [kind]: last[kind] + 1 })
  }
  return history
}

function agendaAt({ orders, broadcastOrders, rosters, lists }: Instant): Agenda {
  const broadcast = BROADCAST_ORDERS.slice(0, broadcastOrders).at(-1)
  return {
    items: [{ directive: ROUND_JWS, order: ORDERS[orders - 1] }],
    rosters: ROSTERS.slice(0, rosters).map(({ text, signatures }) => ({ text, signatures })),
    lists: LISTS.slice(0, lists).map(({ directive, list }) => ({ directive, list })),
    broadcasts: broadcast === undefined ? [] : [{ directive: BROADCAST_JWS, order: broadcast }],
  }
}

const history = fc.array(fc.constantFrom(...KINDS), { maxLength: 20 }).map(kinds => [...historyOf(kinds)])
/** Which address tells, and how far it lags behind, in instants of the history; and how far that has gone on meanwhile. */
interface Telling {
  readonly address: string
  readonly behind: number
  readonly onward: number
}
const tellings: fc.Arbitrary<Telling[]> = fc.array(
  fc.record({ address: fc.constantFrom('a', 'b'), behind: fc.nat(20), onward: fc.nat(4) }),
  { minLength: 1, maxLength: 25 },
)

/** In what order who tells what. */
function* told(instants: readonly Instant[], course: readonly Telling[]) {
  let now = 0
  let newest = 0
  for (const { behind, onward } of course) {
    now = Math.min(instants.length - 1, now + onward)
    const at = Math.max(0, now - behind)
    newest = Math.max(newest, at)
    yield { instant: instants[at], newest: instants[newest] }
  }
}

const CLOCK = manualClock({ wall: NOW_MS })

function rostersHeld() {
  return new Rosters({
    pin: FIRST.sha256,
    keyFile: 'node.key',
    entries: [],
    log,
    clock: CLOCK,
    onNews: () => {},
    journal: { append: async () => {} },
    untrusted: new Untrusted(log),
  })
}

/** Signatures are verified on other threads, for as long as those that run beside this one leave them. */
const LONGEST_MS = 120_000

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + LONGEST_MS
  while (!isSo() && performance.now() < end) await new Promise(done => setImmediate(done))
}

test('whichever stream lags behind, and by however much, the order that holds is the highest that was told, or a stop, and the roster the newest', async () => {
  await fc.assert(
    fc.asyncProperty(history, tellings, fc.nat(25), async (instants, course, acceptedAt) => {
      let obeyed = NOT_ORDERED
      let isAccepted = false
      const obey = (order: OrderBody) => {
        if (isAccepted) obeyed = obeyedAfter(obeyed, { ...order, releases: false })
        return isAccepted
      }
      const rosters = rostersHeld()
      const orders = new Orders({
        link: LINK,
        untrusted: new Untrusted(log),
        heads,
        rosters,
        obey,
        clock: CLOCK,
        accepted: () => (isAccepted ? { jws: ROUND_JWS, sequence: 0, hasReturned: false } : null),
      })
      let last = BEGINNING
      let i = 0
      const accept = () => {
        isAccepted = true
        const kept = orders.claim(ROUND.directive)
        if (kept !== null) obey(kept)
      }
      for (const { instant, newest } of told(instants, course)) {
        if (i++ === acceptedAt) accept()
        const agenda = agendaAt(instant)
        await Promise.all([
          rosters.take(agenda.rosters ?? []),
          ...agenda.items.map(async ({ order }) => await orders.take(order)),
        ])
        last = newest
        assert.equal(rosters.newest?.number, newest.rosters)
        if (!isAccepted) continue
        await until(() => obeyed.sequence === newest.orders)
        assert.equal(obeyed.wish, WISHES[newest.orders - 1])
      }
      if (!isAccepted) accept()
      await until(() => obeyed.sequence === last.orders)
      assert.deepEqual([obeyed.sequence, obeyed.wish], [last.orders, WISHES[last.orders - 1]])
    }),
    { numRuns: 60 },
  )
})

const CELLS = new CellTable(
  [{ name: '452-04-100-1', province: '01', bsc: null, place: placeOf({ latitude: 21, longitude: 105.8 }) }],
  '2020-02-03',
)

/** A stop comes while the disk is full, and then the correction before it, from the other. */
const FULL_AT_THE_STOP: [Instant[], Telling[], boolean[]] = [
  [...historyOf(['broadcastOrders', 'broadcastOrders', 'broadcastOrders'])],
  [
    { address: 'a', behind: 0, onward: 1 },
    { address: 'a', behind: 0, onward: 2 },
    { address: 'b', behind: 1, onward: 0 },
  ],
  [false, true, true],
]

test('whichever stream lags behind, and whenever the disk is full, what is on the air is what the newest order says that was told', async () => {
  await fc.assert(
    fc.asyncProperty(history, tellings, fc.array(fc.boolean(), { maxLength: 25 }), async (instants, course, full) => {
      const air = new FakeAir()
      const agendas = new Agendas()
      let isFull = false
      const taker = new BroadcastTaker({
        journal: {
          append: async () => {
            if (isFull) throw new Error('no space')
          },
        },
        entries: [],
        cells: CELLS,
        air,
        log,
        clock: manualClock({ wall: NOW_MS }),
        link: LINK,
        untrusted: new Untrusted(log),
        heads,
        rosters: holding(rosterOf(PEOPLE), CLOCK),
        bring: () => {},
        hasOtherSerial: () => false,
      })
      /** Of what was told while it could be kept: whether it was to run at first. */
      let hasRun: boolean | null = null
      for (const [i, { instant, newest }] of [...told(instants, course)].entries()) {
        isFull = full[i] ?? false
        agendas.take(course[i].address, agendaAt(instant))
        taker.take(agendas.joined.broadcasts)
        await taker.settled()
        if (instant.broadcastOrders > 0 && !isFull) hasRun ??= SAYINGS[newest.broadcastOrders - 1] === 'run'
        const wish = newest.broadcastOrders === 0 ? null : SAYINGS[newest.broadcastOrders - 1]
        const [message = null] = air.now.values()
        if (wish === 'stop') assert.equal(message, null)
        if (wish === 'run' && hasRun) assert.equal(message?.serial.update, 0)
        if (wish === 'replace' && hasRun) assert.equal(message?.serial.update, 1)
      }
      await taker.close()
    }),
    { numRuns: 60, examples: [FULL_AT_THE_STOP] },
  )
})

test('whichever stream lags behind, each version of the free list is held once, in its order, and none is refused', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-streams-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  await fc.assert(
    fc.asyncProperty(history, tellings, async (instants, course) => {
      const agendas = new Agendas()
      const kept: string[] = []
      const taker = new FreeListTaker({
        directory,
        entries: [],
        link: LINK,
        untrusted: new Untrusted(log),
        heads,
        log,
        journal: { append: async entry => void kept.push((entry as { is: string }).is) },
        rosters: holding(rosterOf(PEOPLE), CLOCK),
        clock: manualClock({ wall: NOW_MS }),
        bring: () => {},
        hasOtherSerial: () => false,
      })
      for (const [i, { instant, newest }] of [...told(instants, course)].entries()) {
        agendas.take(course[i].address, agendaAt(instant))
        taker.take(agendas.joined.lists)
        await taker.settled()
        assert.equal(taker.newest.version, newest.lists)
        assert.deepEqual(
          kept,
          Array.from({ length: newest.lists }, () => 'list-held'),
        )
      }
      await taker.close()
    }),
    { numRuns: 8 },
  )
})
