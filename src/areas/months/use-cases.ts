/**
 * The reports of months: work items, the draft as it counts now, and editions that are reviewed, signed by a second
 * person and published, frozen with all their derivations.
 *
 * Whoever signs or publishes names the digest of what they read. Nobody signs what they reviewed.
 */

import { randomUUID } from 'node:crypto'
import type { Writer } from '../../authority/actor.ts'
import { type Actor, paragraph, writerOf } from '../../authority/actor.ts'
import type { Facts } from '../../authority/approval.ts'
import type { Approvable } from '../../authority/approving.ts'
import { byApproval, carryOut, sameDigest, whoIs } from '../../authority/approving.ts'
import { authorityFailure } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import { historyOf } from '../../authority/trail-entry.ts'
import type { Changing, House } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { sha256Of } from '../../directive/signing.ts'
import { composeReport } from '../../report/compose.ts'
import type { Report } from '../../report/document.ts'
import { doubtsOf } from './doubts.ts'
import { monthsFailure } from './failures.ts'
import { offeredHeading, TIME_ZONE } from './heading.ts'
import {
  type MonthItem,
  type MonthReport,
  type MonthSummary,
  type ReportAction,
  type ReportHeading,
  type ReportState,
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

interface Seen {
  readonly sha256: string
  readonly doubts: number
}

export interface MonthUseCases {
  /** Newest first. */
  months(): Promise<readonly MonthSummary[]>
  items(month: string): Promise<readonly MonthItem[]>
  addItem(actor: Actor, month: string, content: WorkItemContent): Promise<MonthItem>
  saveItem(
    actor: Actor,
    id: string,
    input: { version: number; content: WorkItemContent },
  ): Promise<MonthItem>
  removeItem(actor: Actor, id: string, input: { version: number }): Promise<void>

  /** The newest edition, or the draft as it counts now. */
  report(actor: Actor, month: string, others: OtherCounts): Promise<MonthReport>
  /** As it was published. */
  published(month: string, edition: number): Promise<Report>
  reviewReport(
    actor: Actor,
    month: string,
    input: { heading: ReportHeading },
    others: OtherCounts,
  ): Promise<MonthReport>
  /** `doubts`: how many were seen (doubts.ts). */
  signReport(actor: Actor, month: string, input: Seen): Promise<MonthReport>
  publishReport(actor: Actor, month: string, input: Seen): Promise<MonthReport>
  returnReport(actor: Actor, month: string, input: { reason: string }): Promise<MonthReport>
}

export function monthUseCases(house: House): MonthUseCases {
  /** One step of the newest edition. */
  const step = async (
    actor: Actor,
    month: string,
    action: Exclude<ReportAction, 'review'>,
    input: { seen?: Seen; reason?: string },
  ) =>
    await house.change(async changing => {
      const { reason, seen } = input
      const wanted = { action, ...(reason === undefined ? {} : { reason }) }
      const thing = approvable(month)
      await carryOut(changing, thing, actor, wanted, async ({ last }, { now }) => {
        if (last === undefined) throw authorityFailure('notFound')
        if (seen !== undefined) {
          sameDigest(seen.sha256, last.sha256)
          await refuseUnseen(changing.store, last, seen)
        }
        return { ...last, ...CHANGES[action](writerOf(actor), now), updatedAt: now }
      })
      const last = (await monthRows(changing.store).editions(month)).at(-1)
      if (last === undefined) throw new TypeError('a step of an edition that is not there')
      return await viewOf(changing.store, actor, last)
    })

  return {
    months: async () => {
      const months = await monthRows(house.store).months(MONTHS_MAX)
      return await Promise.all(months.map(async each => await summaryOf(house.store, each)))
    },
    items: async month => byDate(await monthRows(house.store).items(month)).map(itemOf),
    published: async (month, edition) => {
      const editions = await monthRows(house.store).editions(month)
      const known = editions.find(each => each.edition === edition && each.state === 'published')
      const report =
        known === undefined ? null : await monthRows(house.store).reportOf(month, edition)
      if (report === null) throw authorityFailure('notFound')
      return report
    },

    addItem: async (actor, month, content) =>
      await house.change(async changing => {
        if ((await monthRows(changing.store).items(month)).length >= WORK_ITEMS_MAX)
          throw monthsFailure('workItemsTooMany', { max: WORK_ITEMS_MAX })
        return await putItem(changing, actor, 'item-add', {
          id: randomUUID(),
          month,
          version: 1,
          content: workItemContent.parse(content),
        })
      }),
    saveItem: async (actor, id, { version, content }) =>
      await house.change(async changing => {
        const { month } = await itemAt(changing.store, id, version)
        return await putItem(changing, actor, 'item-save', {
          id,
          month,
          version: version + 1,
          content: workItemContent.parse(content),
        })
      }),
    removeItem: async (actor, id, { version }) =>
      await house.change(async changing => {
        const { month, content } = await itemAt(changing.store, id, version)
        await monthRows(changing.store).removeItem(id)
        await changing.record(trailActor(actor), {
          action: 'month.item-remove',
          subject: { kind: 'month', id: month },
          details: { item: id, title: content.title },
        })
        changing.tell({ is: 'month', month })
      }),

    report: async (actor, month, others) => {
      const last = (await monthRows(house.store).editions(month)).at(-1)
      if (last !== undefined && last.state !== 'returned')
        return await viewOf(house.store, actor, last)
      const now = house.now()
      const heading = await offeredHeading(house.store, month, now)
      const report = await draftOf(house.store, { month, now, others, heading })
      return await viewOfDraft(house.store, actor, report, last)
    },
    reviewReport: async (actor, month, { heading }, others) =>
      await house.change(async changing => {
        const { store } = changing
        const frozen = async ({ last }: Known, { now }: Changing): Promise<StoredEdition> => {
          const report = await draftOf(store, {
            month,
            now,
            others,
            heading: reportHeading.parse(heading),
          })
          const edition: StoredEdition = {
            month,
            edition: (last?.edition ?? 0) + 1,
            state: 'reviewed',
            sha256: digestOf(report),
            reviewedBy: writerOf(actor),
            signedBy: null,
            publishedAt: null,
            updatedAt: now,
          }
          await monthRows(store).insertEdition({ ...edition, report })
          return edition
        }
        await carryOut(changing, approvable(month), actor, { action: 'review' }, frozen)
        const last = (await monthRows(store).editions(month)).at(-1)
        if (last === undefined) throw new TypeError('a review without its edition')
        return await viewOf(store, actor, last)
      }),
    signReport: async (actor, month, input) => await step(actor, month, 'sign', { seen: input }),
    publishReport: async (actor, month, input) =>
      await step(actor, month, 'publish', { seen: input }),
    returnReport: async (actor, month, { reason }) =>
      await step(actor, month, 'return', { reason: paragraph.parse(reason) }),
  }
}

const CHANGES: Readonly<
  Record<Exclude<ReportAction, 'review'>, (by: Writer, now: number) => Partial<StoredEdition>>
> = {
  sign: signedBy => ({ state: 'signed', signedBy }),
  publish: (_, publishedAt) => ({ state: 'published', publishedAt }),
  return: () => ({ state: 'returned', signedBy: null }),
}

interface Known {
  readonly last: StoredEdition | undefined
}

/** A month's report as what two people approve. */
function approvable(month: string): Approvable<ReportAction, ReportState, Known, StoredEdition> {
  return {
    ...byApproval(reportApproval, ({ last }: Known) => factsOf(last), monthsFailure),
    know: async ({ store }) => ({ last: (await monthRows(store).editions(month)).at(-1) }),
    // What is signed and published is named by its digest.
    versionOf: () => null,
    lastWriter: async () => '',
    put: async ({ store }, _, edition) => await monthRows(store).updateEdition(edition),
    entry: (action, _, { edition, sha256 }) => ({
      action: `month.${action}`,
      subject: { kind: 'month', id: month },
      details: { edition, sha256 },
    }),
    tell: ({ tell }) => tell({ is: 'month', month }),
  }
}

function factsOf(last: StoredEdition | undefined): Facts<ReportState> {
  if (last === undefined || last.state === 'returned') return { state: 'draft', authors: [] }
  return { state: last.state, authors: [last.reviewedBy.id] }
}

export function digestOf(report: Report): string {
  return sha256Of(canonicalJson(report))
}

/** Fails with reportDoubtsUnseen. */
async function refuseUnseen(store: Reading, last: StoredEdition, { doubts }: Seen): Promise<void> {
  const report = await monthRows(store).reportOf(last.month, last.edition)
  if (report === null) throw new TypeError('an edition without its report')
  const all = doubtsOf(report)
  if (doubts !== all.length)
    throw monthsFailure('reportDoubtsUnseen', { codes: all.join(', ') || '–' })
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
  return { ...draft, edition: (last?.edition ?? 0) + 1, reviewedBy: null, signedBy: null }
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
    sha256: digestOf(report),
    reviewedBy: last?.reviewedBy.name ?? null,
    signedBy: last?.signedBy?.name ?? null,
    publishedAt: last === undefined || last.publishedAt === null ? null : iso(last.publishedAt),
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

async function summaryOf(
  store: Reading,
  { month, items }: { month: string; items: number },
): Promise<MonthSummary> {
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
  if (item === null) throw authorityFailure('notFound')
  if (item.version !== version)
    throw authorityFailure('versionConflict', { by: item.updatedBy.name, version: item.version })
  return item
}

async function putItem(
  { store, now, record, tell: announce }: Changing,
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
