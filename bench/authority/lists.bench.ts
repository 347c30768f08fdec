/**
 * How long every list takes with 30 operators, 1,000 campaigns and 10,000 rounds in the database: below 100 ms each.
 * `loa bench authority` asks for the same over HTTP.
 *
 *   node bench/authority/lists.bench.ts [postgres://…]        an embedded database in a temporary file without an address
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAuthority } from '../../src/app/authority.ts'
import { makeKey } from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { fillCountry } from './large-country.ts'

const PAGE = 200

export interface Measured {
  readonly list: string
  readonly items: number
  readonly medianMs: number
  readonly worstMs: number
}

export async function measureLists(database: Database, runs: number): Promise<readonly Measured[]> {
  const authority = await openAuthority({ database, signingKey: await makeKey() })
  const page = { cursor: null, limit: PAGE }
  const first = await authority.rounds({ ...page, campaign: null, states: null })
  const { campaign, id } = first.items[0]
  const deep = async () => {
    let { next } = first
    for (let i = 0; i < 20 && next !== null; i++)
      next = (await authority.rounds({ campaign: null, states: null, cursor: next, limit: PAGE })).next
    return next
  }
  const cursor = await deep()
  const none = { campaign: null, states: null, action: null, actor: null, subject: null }
  const lists: Readonly<Record<string, () => Promise<readonly unknown[]>>> = {
    campaigns: async () => (await authority.campaigns({ ...page, search: null })).items,
    'campaigns, searched': async () => (await authority.campaigns({ ...page, search: 'chong dich' })).items,
    rounds: async () => (await authority.rounds({ ...page, ...none })).items,
    'rounds, far down': async () => (await authority.rounds({ ...page, ...none, cursor })).items,
    'rounds of a campaign': async () => (await authority.rounds({ ...page, ...none, campaign })).items,
    'rounds in two states': async () =>
      (await authority.rounds({ ...page, ...none, states: ['running', 'paused'] })).items,
    'rounds of an operator': async () => (await authority.rounds({ ...page, ...none, operator: 'operator-0' })).items,
    operators: async () => await authority.operators(),
    trail: async () => (await authority.work.store.trail({ ...page, ...none })).items,
    'trail by nobody': async () => (await authority.work.store.trail({ ...page, ...none, actor: 'không ai' })).items,
    'trail of a round': async () => (await authority.work.store.trail({ ...page, ...none, subject: id })).items,
    'trail by action': async () => (await authority.work.store.trail({ ...page, ...none, action: 'round' })).items,
    'trail by actor': async () => (await authority.work.store.trail({ ...page, ...none, actor: 'system' })).items,
    'trail by the name of an actor': async () =>
      (await authority.work.store.trail({ ...page, ...none, actor: 'Người duyệt' })).items,
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

if (import.meta.main) {
  const [url] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'loa-lists-'))
  const began = performance.now()
  const database = await openDatabase(url === undefined ? { file: join(folder, 'a') } : { url })
  try {
    await fillCountry(database, { operators: 30, campaigns: 1000, rounds: 10_000 })
    console.log(`filled in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    const measured = await measureLists(database, 20)
    for (const { list, items, medianMs, worstMs } of measured) {
      const figures = `${medianMs.toFixed(1).padStart(6)} ms, at worst ${worstMs.toFixed(1)} ms`
      console.log(`${list.padEnd(24)} ${String(items).padStart(4)} items ${figures}`)
    }
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
}
