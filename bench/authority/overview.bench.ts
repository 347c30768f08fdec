/**
 * How long the page where one lands takes to be answered with 30 operators and 10,000 rounds in the database, by role, and a month of the
 * calendar: a second would be too long.
 *
 *   node bench/authority/overview.bench.ts [rounds] [postgres://…]     an embedded database in a temporary file without an address
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAuthority } from '../../src/app/authority.ts'
import { briefingOverview } from '../../src/areas/briefing/overview.ts'
import { broadcastsOverview } from '../../src/areas/broadcasts/overview.ts'
import { bulletinsOverview } from '../../src/areas/bulletins/overview.ts'
import { freeOverviewPart } from '../../src/areas/free/overview.ts'
import { loudspeakersOverview } from '../../src/areas/loudspeakers/overview.ts'
import { noticesOverview } from '../../src/areas/notices/overview.ts'
import { SetUpUseCases } from '../../src/areas/overview/set-up.ts'
import { overviewUseCases } from '../../src/areas/overview/use-cases.ts'
import { planOverview } from '../../src/areas/plan/overview.ts'
import { screeningOverview } from '../../src/areas/screening/overview.ts'
import { signersOverview } from '../../src/areas/signers/overview.ts'
import type { Actor, Role } from '../../src/authority/actor.ts'
import { makeKey } from '../../src/directive/signing.ts'
import { type Database, openDatabase } from '../../src/sql/database.ts'
import { fillCountry, operatorIds } from './large-country.ts'

const OPERATORS = 30
const ROLES: readonly Role[] = ['editor', 'approver', 'engineer', 'auditor', 'administrator', 'duty']
const RUNS = 10

interface Measured {
  readonly what: string
  readonly medianMs: number
  readonly worstMs: number
}

async function measureOverview(database: Database): Promise<readonly Measured[]> {
  const plain = await openAuthority({ database, signingKey: await makeKey() })
  const newest = await plain.rounds({ cursor: null, limit: 1, campaign: null, states: null })
  // As on the day on which the last of it was written.
  const now = Date.parse(newest.items[0].updatedAt) + 1000
  const authority = await openAuthority({ database, signingKey: await makeKey(), clock: { now: () => now } })
  const { store } = authority.work
  const others = [
    ...[authority.overview, freeOverviewPart(authority.free), signersOverview({ store })],
    ...[briefingOverview(store), planOverview(store), bulletinsOverview(store)],
    ...[broadcastsOverview(store), loudspeakersOverview(store), screeningOverview(store)],
  ]
  const found = async (at: number) =>
    (await Promise.all(others.map(async part => (await part.found?.(at)) ?? []))).flat()
  const parts = [...others, noticesOverview(store, found)]
  const useCases = overviewUseCases({
    parts,
    setUp: new SetUpUseCases({ parts, work: authority.work }),
    now: () => now,
  })
  const [operator] = operatorIds(1)
  const actorOf = (role: Role): Actor => ({
    kind: 'person',
    id: role,
    name: role,
    role,
    operator: role === 'engineer' ? operator : null,
  })
  const month = new Date(now).toISOString().slice(0, '2020-02'.length)
  const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
    ...ROLES.map(role => [`overview, ${role}`, async () => await useCases.overview(actorOf(role))] as const),
    ['what waits, approver', async () => await useCases.waiting(actorOf('approver'))],
    [`calendar of ${month}`, async () => await useCases.calendar(actorOf('editor'), month)],
    ['calendar of 2020-02', async () => await useCases.calendar(actorOf('editor'), '2020-02')],
  ]
  const measured: Measured[] = []
  for (const [what, ask] of asked) {
    const took: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const began = performance.now()
      await ask()
      took.push(performance.now() - began)
    }
    took.sort((a, b) => a - b)
    measured.push({ what, medianMs: took[RUNS >> 1], worstMs: took[RUNS - 1] })
  }
  return measured
}

if (import.meta.main) {
  const [rounds = '10000', url] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'loa-overview-'))
  const database = await openDatabase(url === undefined ? { file: join(folder, 'a') } : { url })
  try {
    await fillCountry(database, { operators: OPERATORS, campaigns: 1000, rounds: Number(rounds) })
    for (const { what, medianMs, worstMs } of await measureOverview(database))
      console.log(`${what.padEnd(26)} ${medianMs.toFixed(1).padStart(7)} ms, at worst ${worstMs.toFixed(1)} ms`)
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
}
