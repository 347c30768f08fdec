/**
 * How long every list takes with 30 operators, 1,000 campaigns and 10,000 rounds in the database: below 100 ms each.
 *
 *   node src/sql/lists.bench.ts [postgres://…]        an embedded database in a temporary file without an address
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAuthority } from '../authority/authority.ts'
import { digestOf } from '../authority/digest.ts'
import { estimateOf } from '../authority/estimate.ts'
import { type RoundContent, roundState } from '../authority/model.ts'
import { provincesOn } from '../authority/provinces.ts'
import { append, SYSTEM } from '../authority/trail.ts'
import { type HelloBody, NOTHING } from '../directive/documents.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { type Database, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { SqlStore } from './store.ts'

const MINUTE = 60_000
const START = Date.parse('2020-02-01T00:00:00Z')
const PAGE = 200

interface Size {
  readonly operators: number
  readonly campaigns: number
  readonly rounds: number
}

export async function fillLists(database: Database, size: Size): Promise<void> {
  await migrate(database)
  const operators = Array.from({ length: size.operators }, (_, i) => `operator-${i}`)
  await new SqlStore(database).write(async store => {
    for (const id of operators)
      await store.insertOperator({
        id,
        name: `Nhà mạng ${id}`,
        state: 'enrolled',
        key: { public: { kty: 'OKP', crv: 'Ed25519', x: 'x'.repeat(43) }, id },
        code: null,
        serialLast: 0,
        hello: HELLO,
        clockSkewMs: 0,
        heardAt: START,
        flags: [],
        createdAt: START,
      })
    const estimate = estimateOf({ ...CONTENT, operators }, await store.operators())
    const campaigns = Array.from({ length: size.campaigns }, () => randomUUID())
    for (const [i, id] of campaigns.entries())
      await store.insertCampaign({
        id,
        title: `Chiến dịch số ${i}`,
        note: 'Phòng, chống dịch',
        createdAt: START + i * MINUTE,
        createdBy: 'x',
      })
    for (let i = 0; i < size.rounds; i++) {
      const state = roundState.options[i % roundState.options.length]
      await store.insertRound({
        id: randomUUID(),
        campaign: campaigns[i % campaigns.length],
        number: Math.floor(i / campaigns.length) + 1,
        title: CONTENT.title,
        state,
        version: 1,
        digest: DIGEST,
        estimate,
        approvedVersion: null,
        submittedBy: null,
        isStopOrdered: false,
        createdAt: START + i * MINUTE,
        updatedAt: START + i * MINUTE,
        updatedBy: 'x',
      })
    }
  })
  await fillRounds(database, operators)
}

/** Versions, targets, a directive at one operator of each round that has ended, and their trail. */
async function fillRounds(database: Database, operators: readonly string[]): Promise<void> {
  const rows = await database.kysely.selectFrom('round').select(['id', 'state']).execute()
  await new SqlStore(database).write(async store => {
    const serials = new Map(operators.map(id => [id, 0]))
    for (const [i, { id, state }] of rows.entries()) {
      const at = START + i * MINUTE
      const content = { ...CONTENT, operators: [...operators] }
      await store.insertVersion({ round: id, version: 1, content, at, by: { id: 'x', name: 'x' } })
      await store.setTargets(id, operators)
      await append(store, at, SYSTEM, {
        action: 'round.create',
        subject: { kind: 'round', id },
        details: { version: 1 },
      })
      if (state !== 'finished' && state !== 'running') continue
      const operator = operators[i % operators.length]
      const serial = (serials.get(operator) ?? 0) + 1
      serials.set(operator, serial)
      const directive = randomUUID()
      await store.insertDirective({
        id: directive,
        serial,
        round: id,
        operator,
        purpose: 'live',
        version: 1,
        issuedAt: at,
        expiresAt: at,
        silentAfter: at,
        declared: null,
        sha256: DIGEST,
        wish: 'run',
        orderSequence: 1,
        document: 'd'.repeat(4000),
        orderDocument: 'o'.repeat(400),
      })
      const isOpen = state === 'running'
      await store.updateDirective(directive, {
        state,
        isOpen,
        tally: NOTHING,
        ...(isOpen ? {} : { returnedAt: at }),
      })
    }
  })
}

export interface Measured {
  readonly list: string
  readonly items: number
  readonly medianMs: number
  readonly worstMs: number
}

export async function measureLists(store: SqlStore, runs: number): Promise<readonly Measured[]> {
  const authority = await createAuthority({
    store,
    signer: await signerOf(await makeKey()),
    now: Date.now,
  })
  const page = { cursor: null, limit: PAGE }
  const first = await authority.rounds({ ...page, campaign: null, states: null })
  const { campaign, id } = first.items[0]
  const deep = async () => {
    let { next } = first
    for (let i = 0; i < 20 && next !== null; i++)
      next = (await authority.rounds({ campaign: null, states: null, cursor: next, limit: PAGE }))
        .next
    return next
  }
  const cursor = await deep()
  const none = { campaign: null, states: null, action: null, actor: null, subject: null }
  const lists: Readonly<Record<string, () => Promise<readonly unknown[]>>> = {
    campaigns: async () => (await authority.campaigns({ ...page, search: null })).items,
    'campaigns, searched': async () =>
      (await authority.campaigns({ ...page, search: 'chong dich' })).items,
    rounds: async () => (await authority.rounds({ ...page, ...none })).items,
    'rounds, far down': async () => (await authority.rounds({ ...page, ...none, cursor })).items,
    'rounds of a campaign': async () =>
      (await authority.rounds({ ...page, ...none, campaign })).items,
    'rounds in two states': async () =>
      (await authority.rounds({ ...page, ...none, states: ['running', 'paused'] })).items,
    'rounds of an operator': async () =>
      (await authority.rounds({ ...page, ...none, operator: 'operator-0' })).items,
    operators: async () => await authority.operators(),
    trail: async () => (await authority.trail({ ...page, ...none })).items,
    'trail of a round': async () =>
      (await authority.trail({ ...page, ...none, subject: id })).items,
    'trail by action': async () =>
      (await authority.trail({ ...page, ...none, action: 'round' })).items,
    'trail by actor': async () =>
      (await authority.trail({ ...page, ...none, actor: 'system' })).items,
  }
  const measured: Measured[] = []
  for (const [list, ask] of Object.entries(lists)) {
    let items = 0
    const took: number[] = []
    for (let run = 0; run < runs; run++) {
      const start = performance.now()
      items = (await ask()).length
      took.push(performance.now() - start)
    }
    took.sort((a, b) => a - b)
    measured.push({ list, items, medianMs: took[runs >> 1], worstMs: took[runs - 1] })
  }
  return measured
}

const CONTENT: RoundContent = {
  title: 'Đợt',
  messages: [{ variants: [{ language: 'vi', text: 'Rửa tay thường xuyên. '.repeat(20) }] }],
  source: 'BOYTE',
  operators: [],
  audience: { provinces: null, excludes: [] },
  window: { notBefore: null, notAfter: null, daily: null, timeZone: 'Asia/Ho_Chi_Minh' },
  sending: {
    receipts: 'last',
    receiptWaitSeconds: 0,
    uncertain: 'hold',
    validitySeconds: null,
    canary: 0,
    segmentsPerSecondMax: 0,
  },
  exerciseFirst: false,
}
const DIGEST = digestOf(CONTENT)

const HELLO: HelloBody = {
  version: '1',
  clock: '2020-02-01T00:00:00Z',
  subscribers: 4_000_000,
  audienceSha256: 'a'.repeat(64),
  provinces: provincesOn('2026-01-01').map(({ code }) => ({
    code,
    asOf: '2026-01-01',
    subscribers: 100_000,
  })),
  excludes: [],
  languages: [],
  exercise: null,
  lanes: 4,
  segmentsPerSecond: 0,
  serialMax: 0,
}

if (import.meta.main) {
  const [url] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'loa-lists-'))
  const database = await openDatabase(url === undefined ? { file: join(folder, 'a') } : { url })
  try {
    await fillLists(database, { operators: 30, campaigns: 1000, rounds: 10_000 })
    const measured = await measureLists(new SqlStore(database), 20)
    for (const { list, items, medianMs, worstMs } of measured) {
      const figures = `${medianMs.toFixed(1).padStart(6)} ms, at worst ${worstMs.toFixed(1)} ms`
      console.log(`${list.padEnd(24)} ${String(items).padStart(4)} items ${figures}`)
    }
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
}
