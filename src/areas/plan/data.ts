/**
 * Data as it is brought: read strictly, kept with who brought it, when, and the digest of the file, and never changed. The file itself is not
 * kept, so that nothing that should not be in it stays here. A correction is another file: of a cell the newest counts.
 */
import { createHash } from 'node:crypto'
import { type Actor, line, writerOf } from '../../authority/actor.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Pieces } from '../../base/pieces.ts'
import { wallDate } from '../../base/wall-time.ts'
import { yielding } from '../../base/yielding.ts'
import { type AreaId, areasOn, dayAfter, isArea, isThereOn } from '../../plan/areas.ts'
import { csvInPieces, dhis2InPieces, dhisMapping, type ReadData } from '../../plan/data.ts'
import { planFailure } from '../../plan/failures.ts'
import { measuredOn } from '../../plan/measured.ts'
import type { Plan } from '../../plan/plan.ts'
import { CELLS_MAX, dayNumber, dayOf, type Series } from '../../plan/series.ts'
import { newestPlan } from './drafts.ts'
import { planAreaFailure } from './failures.ts'
import { populationsOn } from './figures.ts'
import type { AreaData, DataImport, DataOverview, ImportResult } from './model.ts'
import { proposeByData, watched } from './proposals.ts'
import type { SeriesCache } from './series-cache.ts'
import { changeApproval } from './states.ts'
import { planRows, type StoredImport, type StoredValue } from './store.ts'
import type { PlanUseCases } from './use-cases.ts'

/* What was measured of an area, day by day, with the measures of the plan: what a chart is drawn of. Pure; runs in a browser too. */

/** Three years. */
const DAYS_MAX = 1096
const DAYS_USUAL = 90

function areaDataOf(
  { inputs, measures }: Plan,
  { area, from, until }: { readonly area: string; readonly from: string | null; readonly until: string },
  { series, population }: { readonly series: Series; readonly population: number | null },
): AreaData {
  const last = dayNumber(until)
  const first = Math.max(dayNumber(from ?? dayAfter(until, -DAYS_USUAL + 1)), last - DAYS_MAX + 1)
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => dayOf(first + at))
  return {
    area,
    days,
    inputs: Object.fromEntries(inputs.map(({ id }) => [id, days.map(day => series.sum(area, id, day, 1))])),
    measures: Object.fromEntries(
      measures.map(measure => [measure.id, days.map(day => measuredOn(measure, day, { area, series, population }))]),
    ),
  }
}

const IMPORTS_SHOWN_MAX = 200
/** Told one by one in an answer. */
const REJECTED_SHOWN_MAX = 200

/** Of one import: others who change anything wait for its transaction, and whoever stops a round is one of them. */
const VALUES_AT_ONCE_MAX = 100_000

type NewValue = Omit<StoredValue, 'import'>

export function dataUseCases(work: UnitOfWork, cache: SeriesCache) {
  const { store } = work
  return {
    data: async plan => await overviewOf(store, cache, { plan, now: work.now() }),
    areaData: async (plan, { area, from, until }) => {
      const { content } = await newestPlan(store, plan)
      const today = wallDate(work.now(), content.timeZone)
      if (!isArea(area)) throw notFound('area')
      const populations = await populationsOn(store, today)
      const of = { area, from, until: until ?? dayAfter(today, -1) }
      const known = { series: await cache.of(store, plan), population: populations.get(area) }
      return areaDataOf(content, of, { ...known, population: known.population ?? null })
    },
    importData: async (actor, plan, given) => {
      refuseStranger(actor)
      const { content } = await newestPlan(store, plan)
      const sha256 = createHash('sha256').update(given.octets).digest('hex')
      const until = wallDate(work.now(), content.timeZone)
      const read = await readOf(store, content, { ...given, until })
      const values = await yielding(valuesIn(read.series, content))
      if (values.length > VALUES_AT_ONCE_MAX)
        throw planAreaFailure('importTooLong', { values: values.length, max: VALUES_AT_ONCE_MAX })
      const before = await cache.of(store, plan)
      const after = await yielding(before.with(values))
      const of = { plan: content, form: given.form, sha256, read, values, before, after }
      return await work.transaction(async tx => await keep(tx, cache, actor, of))
    },
    setMapping: async (actor, plan, mapping) => {
      refuseStranger(actor)
      const given = dhisMapping.parse(mapping)
      await newestPlan(store, plan)
      await work.transaction(async ({ store: writing, now, record, publish }) => {
        await planRows(writing).insertMapping(plan, given, { at: now, by: writerOf(actor) })
        await record(trailActor(actor), {
          action: 'plan.mapping',
          subject: { kind: 'plan', id: plan },
          details: { inputs: given.inputs, areas: Object.keys(given.areas).length },
        })
        publish({ is: 'plan', plan })
      })
      return await overviewOf(store, cache, { plan, now: work.now() })
    },
    populations: async () => await populationsIn(store),
    enterPopulations: async (actor, { source, populations }) => {
      refuseStranger(actor)
      if (!populations.every(({ area }) => isArea(area))) throw notFound('area')
      return await work.transaction(async ({ store: writing, now, record }) => {
        const of = { source: line.parse(source), at: now, by: writerOf(actor) }
        await planRows(writing).insertPopulations(populations.map(one => ({ ...one, ...of })))
        await record(trailActor(actor), {
          action: 'plan.population',
          subject: { kind: 'plan', id: 'populations' },
          details: { source: of.source, areas: populations.map(({ area }) => area) },
        })
        return await populationsIn(writing)
      })
    },
  } satisfies Partial<PlanUseCases>
}

function refuseStranger({ role }: Actor): void {
  if (!changeApproval.mayAtAll(role, 'submit')) throw authorityFailure('forbidden')
}

async function populationsIn(store: Reading) {
  return (await planRows(store).populations()).map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() }))
}

async function readOf(
  store: Reading,
  plan: Plan,
  { form, octets, until }: { readonly form: 'csv' | 'dhis2'; readonly octets: Uint8Array; readonly until: string },
): Promise<ReadData> {
  const expected = { inputs: plan.inputs, until }
  const text = textOf(octets)
  if (form === 'csv') return await yielding(csvInPieces(text, expected))
  const mapping = await planRows(store).mapping(plan.id)
  if (mapping === null) throw planAreaFailure('mappingMissing')
  return await yielding(dhis2InPieces(jsonOf(text), mapping, expected))
}

function textOf(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    throw planFailure('dataMalformed', { where: 'UTF-8' })
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw planFailure('dataMalformed', { where: 'JSON' })
  }
}

async function keep(
  tx: Transaction,
  cache: SeriesCache,
  actor: Actor,
  of: {
    readonly plan: Plan
    readonly form: 'csv' | 'dhis2'
    readonly sha256: string
    readonly read: ReadData
    readonly values: readonly NewValue[]
    /** What was known a moment ago, and with these values. */
    readonly before: Series
    readonly after: Series
  },
): Promise<ImportResult> {
  const { store, now, record, publish } = tx
  const { plan, form, sha256, read, values, before, after } = of
  const rows = planRows(store)
  const told = { rejected: read.rejected.slice(0, REJECTED_SHOWN_MAX), ignored: read.ignored }
  const shown = { rejected: [...told.rejected], ignored: [...told.ignored] }
  const known = await rows.importBySha256(plan.id, sha256)
  if (known !== null) return { ...shown, import: importOf(known), isKnown: true, proposed: [] }
  if ((await rows.countValues(plan.id)) + values.length > CELLS_MAX)
    throw planAreaFailure('dataFull', { max: CELLS_MAX })
  const given = {
    plan: plan.id,
    form,
    sha256,
    rows: read.rows,
    taken: read.taken,
    rejected: read.rejectedCount,
    from: read.series.from,
    until: read.series.until,
    at: now,
    by: writerOf(actor),
  }
  const current = await cache.within(store, plan.id)
  const series = current === before ? after : await yielding(current.with(values))
  const stored = await rows.insertImport(given, values)
  cache.put(stored, series)
  await record(trailActor(actor), {
    action: 'plan.data',
    subject: { kind: 'plan', id: plan.id },
    details: { form, sha256, rows: read.rows, taken: read.taken, rejected: read.rejectedCount },
  })
  const proposed = await proposeByData(tx, series, { plan: plan.id, by: actor })
  publish({ is: 'plan', plan: plan.id })
  return { ...shown, import: importOf(stored), isKnown: false, proposed: proposed.map(({ area }) => area) }
}

/** Each value that was taken, area by area from its last day back: days of which nothing is known cost nothing. */
function* valuesIn(series: Series, { inputs }: Plan): Pieces<readonly NewValue[]> {
  const values: NewValue[] = []
  for (const area of series.areas())
    for (
      let day = series.lastDay(area, series.until ?? '');
      // What is known of it before it was is of its parts.
      day !== null && isThereOn(area, day);
      day = series.lastDay(area, dayAfter(day, -1))
    ) {
      for (const { id: input } of inputs) {
        const value = series.sum(area, input, day, 1)
        if (value !== null) values.push({ area, day, input, value })
      }
      yield
    }
  return values
}

function importOf({ at, plan: _, ...stored }: StoredImport): DataImport {
  return { ...stored, at: new Date(at).toISOString() }
}

async function overviewOf(
  store: Reading,
  cache: SeriesCache,
  { plan, now }: { readonly plan: string; readonly now: number },
): Promise<DataOverview> {
  const { content } = await newestPlan(store, plan)
  const rows = planRows(store)
  const today = wallDate(now, content.timeZone)
  const populations = await populationsOn(store, today)
  const series = await cache.of(store, plan)
  const { silent } = await watched(store, series, { plan, now })
  const silences = new Map<AreaId, (typeof silent)[number]>(silent.map(one => [one.area, one]))
  return {
    imports: (await rows.imports(plan, IMPORTS_SHOWN_MAX)).map(importOf),
    mapping: await rows.mapping(plan),
    areas: areasOn(today).map(area => ({
      area,
      until: series.lastDay(area, today),
      population: populations.get(area) ?? null,
      silence: silences.get(area)?.why ?? null,
      day: silences.get(area)?.day ?? null,
    })),
  }
}
