/**
 * The reports of months: work items, the draft as it counts now, and editions that are reviewed, signed by a second
 * person and published, frozen with all their derivations.
 *
 * Nobody signs what they reviewed. How an edition is decided on is in editions.ts.
 */

import { randomUUID } from 'node:crypto'
import { type Actor, writerOf } from '../../authority/actor.ts'
import { carryOut, whoIs } from '../../authority/approving.ts'
import type { StepUseCases } from '../../authority/document-kind.ts'
import { type Acts, stepUseCases } from '../../authority/document-steps.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { GivenSignature } from '../../authority/said.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import { historyOf } from '../../authority/trail-entry.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { composeReport } from '../../report/compose.ts'
import type { Report } from '../../report/document.ts'
import { monthReports } from './contract.ts'
import { DraftsRead } from './drafts-read.ts'
import { digestOf, editionsOf, factsOf, frozen, type KnownEdition, stepped } from './editions.ts'
import { monthsFailure } from './failures.ts'
import { offeredHeading } from './heading.ts'
import {
  type EditionSignatures,
  type MonthItem,
  type MonthReport,
  type MonthSummary,
  type ReportHeading,
  reportHeading,
  WORK_ITEMS_MAX,
  type WorkItemContent,
  workItemContent,
} from './model.ts'
import { byDate, monthRecordsOf, type OtherCounts } from './records.ts'
import { reportApproval } from './states.ts'
import type { StoredEdition, StoredItem } from './store.ts'
import { monthRows } from './store.ts'

const MONTHS_MAX = 240
const HISTORY_MAX = 200

/** What whoever decides has read: its digest, and how many doubts (doubts.ts). */
interface Seen {
  readonly sha256: string
  readonly doubts: number
}

/** `asOf`, `sha256`: of the draft that was read, with this heading; left out: it is frozen as it counts now. */
interface Review {
  readonly heading: ReportHeading
  readonly asOf?: string | undefined
  readonly sha256?: string | undefined
  readonly doubts?: number
}

interface Signed {
  readonly signature?: GivenSignature | undefined
}

export interface PublishedReport {
  readonly report: Report
  readonly signatures: EditionSignatures | null
}

export interface MonthUseCases extends StepUseCases<typeof monthReports> {
  /** Newest first. */
  months(): Promise<readonly MonthSummary[]>
  items(month: string): Promise<readonly MonthItem[]>
  addItem(actor: Actor, month: string, content: WorkItemContent): Promise<MonthItem>
  saveItem(actor: Actor, id: string, input: { version: number; content: WorkItemContent }): Promise<MonthItem>
  removeItem(actor: Actor, id: string, input: { version: number }): Promise<void>

  /** The newest edition, or the draft as it counts now; `next`: the draft in any case. */
  report(actor: Actor, month: string, others: OtherCounts, of?: 'next' | undefined): Promise<MonthReport>
  /** As it was published. */
  published(month: string, edition: number): Promise<PublishedReport>
  reviewReport(actor: Actor, month: string, input: Review & Signed, others: OtherCounts): Promise<MonthReport>
}

export function monthUseCases(work: UnitOfWork): MonthUseCases {
  const read = new DraftsRead()

  return {
    months: async () => {
      const months = await monthRows(work.store).months(MONTHS_MAX)
      return await Promise.all(months.map(async each => await summaryOf(work.store, each)))
    },
    items: async month => byDate(await monthRows(work.store).items(month)).map(itemOf),
    published: async (month, edition) => {
      const editions = await monthRows(work.store).editions(month)
      const known = editions.find(each => each.edition === edition && each.state === 'published')
      const report = known === undefined ? null : await monthRows(work.store).reportOf(month, edition)
      if (known === undefined || report === null) throw notFound('report')
      return { report, signatures: known.signatures }
    },

    addItem: async (actor, month, content) =>
      await work.transaction(async tx => {
        if ((await monthRows(tx.store).items(month)).length >= WORK_ITEMS_MAX)
          throw monthsFailure('workItemsTooMany', { max: WORK_ITEMS_MAX })
        return await putItem(tx, actor, 'item-add', {
          id: randomUUID(),
          month,
          version: 1,
          content: workItemContent.parse(content),
        })
      }),
    saveItem: async (actor, id, { version, content }) =>
      await work.transaction(async tx => {
        const { month } = await itemAt(tx.store, id, version)
        return await putItem(tx, actor, 'item-save', {
          id,
          month,
          version: version + 1,
          content: workItemContent.parse(content),
        })
      }),
    removeItem: async (actor, id, { version }) =>
      await work.transaction(async tx => {
        const { month, content } = await itemAt(tx.store, id, version)
        await monthRows(tx.store).removeItem(id)
        await tx.record(trailActor(actor), {
          action: 'month.item-remove',
          subject: { kind: 'month', id: month },
          details: { item: id, title: content.title },
        })
        tx.publish({ is: 'month', month })
      }),

    report: async (actor, month, others, of) => {
      const last = (await monthRows(work.store).editions(month)).at(-1)
      if (of !== 'next' && last !== undefined && last.state !== 'returned') return await viewOf(work.store, actor, last)
      const now = work.now()
      const heading = await offeredHeading(work.store, month, now)
      const report = await draftOf(work.store, { month, now, others, heading })
      const draft = await viewOfDraft(work.store, actor, report, last)
      if (of === 'next' && draft.actions.includes('review')) read.keep(actor.id, report)
      return draft
    },
    reviewReport: async (actor, month, { heading, asOf, sha256, doubts = 0, signature }, others) =>
      await work.transaction(async tx => {
        const count = async ({ store, now: at }: Transaction) => {
          const now = readAt(asOf, at)
          const given = reportHeading.parse(heading)
          const kept = asOf === undefined ? null : read.of(actor.id, { month, asOf })
          return kept === null
            ? await draftOf(store, { month, now, others, heading: given })
            : { ...kept, heading: given }
        }
        const thing = editionsOf(month, { seen: sha256, count })
        await carryOut(
          tx,
          thing,
          actor,
          { action: 'review', signature },
          async (known, inside) => await frozen(inside, actor, known, doubts),
        )
        return await newest(tx.store, actor, month)
      }),
    ...stepUseCases(work, monthReports, {
      approvable: (month, body) => editionsOf(month, { seen: (body as Partial<Seen>).sha256 }),
      acts,
      shown: async ({ store }, actor, month) => await newest(store, actor, month),
    }),
  }
}

const acts: Acts<typeof monthReports, KnownEdition, StoredEdition> = {
  sign: async ({ known, body: { doubts }, actor, tx }) => await stepped(tx, actor, known, { action: 'sign', doubts }),
  publish: async ({ known, body: { doubts }, actor, tx }) =>
    await stepped(tx, actor, known, { action: 'publish', doubts }),
  return: async ({ known, actor, tx }) => await stepped(tx, actor, known, { action: 'return' }),
}

/** What was read may be frozen for so long. */
const READ_MAX_MS = 60 * 60 * 1000

/** Milliseconds since 1970. Fails with digestDiffers where it was read too long ago, or not yet. */
function readAt(asOf: string | undefined, now: number): number {
  const at = asOf === undefined ? now : Date.parse(asOf)
  if (at > now || now - at > READ_MAX_MS) throw authorityFailure('digestDiffers')
  return at
}

/** The report as it counts now. */
async function draftOf(
  store: Reading,
  of: { month: string; now: number; others: OtherCounts; heading: ReportHeading },
): Promise<Report> {
  const { month, now, others, heading } = of
  const question = { month, within: month, timeZone: TIME_ZONE, now }
  return composeReport(await monthRecordsOf(store, question, others), heading)
}

async function newest(store: Reading, actor: Actor, month: string): Promise<MonthReport> {
  const last = (await monthRows(store).editions(month)).at(-1)
  if (last === undefined) throw new TypeError('a step of no edition')
  return await viewOf(store, actor, last)
}

async function viewOf(store: Reading, actor: Actor, last: StoredEdition): Promise<MonthReport> {
  const report = await monthRows(store).reportOf(last.month, last.edition)
  if (report === null) throw new TypeError('an edition without its report')
  return await view(store, actor, report, last)
}

async function viewOfDraft(
  store: Reading,
  actor: Actor,
  report: Report,
  last: StoredEdition | undefined,
): Promise<MonthReport> {
  const draft = await view(store, actor, report, last)
  return {
    ...draft,
    edition: (last?.edition ?? 0) + 1,
    state: 'draft',
    sha256: digestOf(report),
    reviewedBy: null,
    signedBy: null,
    publishedAt: null,
    signatures: null,
  }
}

async function view(
  store: Reading,
  actor: Actor,
  report: Report,
  last: StoredEdition | undefined,
): Promise<MonthReport> {
  const { month } = report
  const editions = await monthRows(store).editions(month)
  const trail = await store.trailOf(month, HISTORY_MAX)
  const facts = factsOf(last)
  const iso = (at: number) => new Date(at).toISOString()
  return {
    month,
    edition: last?.edition ?? 1,
    state: facts.state,
    report,
    sha256: last?.sha256 ?? '',
    reviewedBy: last?.reviewedBy.name ?? null,
    signedBy: last?.signedBy?.name ?? null,
    publishedAt: last === undefined || last.publishedAt === null ? null : iso(last.publishedAt),
    signatures: last?.signatures ?? null,
    published: editions.flatMap(({ edition, publishedAt, sha256 }) =>
      publishedAt === null ? [] : [{ edition, at: iso(publishedAt), sha256 }],
    ),
    history: historyOf(trail).map((entry, at) => {
      const { title } = trail[at].details
      return { ...entry, title: typeof title === 'string' ? title : null }
    }),
    actions: reportApproval.actionsOf(whoIs(actor), facts),
  }
}

async function summaryOf(store: Reading, { month, items }: { month: string; items: number }): Promise<MonthSummary> {
  const last = (await monthRows(store).editions(month)).at(-1)
  return {
    month,
    edition: last?.edition ?? 1,
    state: factsOf(last).state,
    items,
    updatedAt: last === undefined ? null : new Date(last.updatedAt).toISOString(),
  }
}

async function itemAt(store: Reading, id: string, version: number): Promise<StoredItem> {
  const item = await monthRows(store).item(id)
  if (item === null) throw notFound('work item')
  if (item.version !== version)
    throw authorityFailure('versionConflict', { by: item.updatedBy.name, version: item.version })
  return item
}

async function putItem(
  { store, now, record, publish: announce }: Transaction,
  actor: Actor,
  action: 'item-add' | 'item-save',
  item: Pick<StoredItem, 'id' | 'month' | 'version' | 'content'>,
): Promise<MonthItem> {
  const stored = { ...item, updatedAt: now, updatedBy: writerOf(actor) }
  await monthRows(store).putItem(stored)
  await record(trailActor(actor), {
    action: `month.${action}`,
    subject: { kind: 'month', id: item.month },
    details: { item: item.id, title: item.content.title, version: item.version },
  })
  announce({ is: 'month', month: item.month })
  return itemOf(stored)
}

function itemOf({ id, month, version, content, updatedAt, updatedBy }: StoredItem): MonthItem {
  const at = new Date(updatedAt).toISOString()
  return { id, month, version, content, updatedAt: at, updatedBy: updatedBy.name }
}
