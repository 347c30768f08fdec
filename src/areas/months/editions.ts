/**
 * What two people do to an edition of a month's report, each with a key of their own where there is a roster:
 *
 *   as it was read ──review──► frozen ──sign──► looked at again ──publish──► never changes
 *                    submit ┘           approve ┘
 *
 * Whoever does one of them names the digest of what they read and how many doubts they saw. What is frozen is compared
 * with its digest each time, so that a report which was altered in the database is signed and published by nobody.
 */
import { type Actor, writerOf } from '../../authority/actor.ts'
import type { Facts } from '../../authority/approval.ts'
import { type Approvable, byApproval, sameDigest } from '../../authority/approving.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import { newestRoster, signedRows } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { checkApproved } from '../../directive/proof.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { Report } from '../../report/document.ts'
import { doubtsOf } from './doubts.ts'
import { monthsFailure } from './failures.ts'
import type { EditionSignature, EditionSignatures, ReportAction, ReportState } from './model.ts'
import { saidOfMonth } from './said.ts'
import { reportApproval } from './states.ts'
import { monthRows, type StoredEdition } from './store.ts'

/** A report, and as which edition it is decided on. */
interface Subject {
  readonly month: string
  readonly edition: number
  readonly report: Report
  readonly sha256: string
}

export interface KnownEdition {
  readonly last: StoredEdition | undefined
  /** The last edition as it is kept, or what a review freezes as the next; null: there is none. */
  readonly on: Subject | null
}

/**
 * A month's report as what two people approve. `seen`: the digest of what was read; undefined: none was named.
 * `count`: makes what a review freezes.
 */
export function editionsOf(
  month: string,
  { seen, count }: { seen?: string | undefined; count?: (tx: Transaction) => Promise<Report> },
): Approvable<ReportAction, ReportState, KnownEdition, StoredEdition> {
  const approval = byApproval(reportApproval, ({ last }: KnownEdition) => factsOf(last), monthsFailure)
  return {
    ...approval,
    refuse: (action, actor, known) => {
      approval.refuse(action, actor, known)
      const { last, on } = known
      const sealed = count === undefined ? last?.sha256 : on?.sha256
      if (on === null || sealed === undefined) throw notFound('report')
      if (seen !== undefined) sameDigest(seen, sealed)
      if (action !== 'return' && on.sha256 !== sealed) throw authorityFailure('contentAltered')
    },
    know: async tx => {
      const { store } = tx
      const last = (await monthRows(store).editions(month)).at(-1)
      const edition = last?.edition ?? 0
      if (count !== undefined) return { last, on: subjectOf(month, edition + 1, await count(tx)) }
      const report = await monthRows(store).reportOf(month, edition)
      return { last, on: report && subjectOf(month, edition, report) }
    },
    // What is signed and published is named by its digest.
    versionOf: () => null,
    lastWriter: async () => '',
    said: (action, { on }) => {
      if (on === null || (action !== 'review' && action !== 'sign')) return null
      return saidOfMonth(on, action === 'review' ? 'submit' : 'approve')
    },
    put: async ({ store }, _, edition) => await monthRows(store).updateEdition(edition),
    entry: (action, _, { edition, sha256 }) => ({
      action: `month.${action}`,
      subject: { kind: 'month', id: month },
      details: { edition, sha256 },
    }),
    page: (_, is) => `/reports/${month}/${is === 'waits' ? 'decide' : 'review'}`,
    tell: ({ publish }) => publish({ is: 'month', month }),
  }
}

/** The next edition, kept with what its reviewer signed of it. Fails with reportDoubtsUnseen. */
export async function frozen(
  { store, now }: Transaction,
  actor: Actor,
  { on }: KnownEdition,
  doubts: number,
): Promise<StoredEdition> {
  if (on === null) throw new TypeError('a review of nothing')
  refuseUnseen(on, doubts)
  const submitted = await signatureOf(store, on, actor, 'submit')
  const edition: StoredEdition = {
    month: on.month,
    edition: on.edition,
    state: 'reviewed',
    sha256: on.sha256,
    reviewedBy: writerOf(actor),
    signedBy: null,
    signatures: submitted && { submitted, approved: null, roster: null },
    publishedAt: null,
    updatedAt: now,
  }
  await monthRows(store).insertEdition({ ...edition, report: on.report })
  return edition
}

/**
 * The last edition after the step. `doubts`: how many were seen; undefined: none are asked for. Fails with
 * reportDoubtsUnseen; publishing with firstUnsigned, and with needsTwoPeople where a signature no longer counts.
 */
export async function stepped(
  tx: Transaction,
  actor: Actor,
  { last, on }: KnownEdition,
  { action, doubts }: { action: Exclude<ReportAction, 'review'>; doubts?: number },
): Promise<StoredEdition> {
  if (last === undefined || on === null) throw new TypeError('a step of no edition')
  if (doubts !== undefined) refuseUnseen(on, doubts)
  const { store, now } = tx
  const changed = { ...last, updatedAt: now }
  switch (action) {
    case 'sign': {
      const approved = await signatureOf(store, on, actor, 'approve')
      const signatures = last.signatures && { ...last.signatures, approved }
      return { ...changed, state: 'signed', signedBy: writerOf(actor), signatures }
    }
    case 'publish': {
      const signatures = await lookedAtAgain(store, last.signatures, on)
      return { ...changed, state: 'published', publishedAt: now, signatures }
    }
    case 'return':
      return { ...changed, state: 'returned', signedBy: null }
  }
}

export function factsOf(last: StoredEdition | undefined): Facts<ReportState> {
  if (last === undefined || last.state === 'returned') return { state: 'draft', authors: [] }
  // Whoever reviewed a published edition has no part in the next one yet.
  return { state: last.state, authors: last.state === 'published' ? [] : [last.reviewedBy.id] }
}

export function digestOf(report: Report): string {
  return sha256Of(canonicalJson(report))
}

function subjectOf(month: string, edition: number, report: Report): Subject {
  return { month, edition, report, sha256: digestOf(report) }
}

function refuseUnseen({ report }: Subject, doubts: number): void {
  const all = doubtsOf(report)
  if (doubts !== all.length) throw monthsFailure('reportDoubtsUnseen', { codes: all.join(', ') || '–' })
}

/** What was just taken of them; null: nothing, for there is no roster. */
async function signatureOf(
  store: Reading,
  on: Subject,
  { name }: Actor,
  does: 'submit' | 'approve',
): Promise<EditionSignature | null> {
  const given = await signedRows(store).attestation(saidOfMonth(on, does))
  return given && { ...given, name }
}

/** By the roster of now, over what is published: a key that was revoked since publishes nothing. */
async function lookedAtAgain(
  store: Reading,
  signatures: EditionSignatures | null,
  on: Subject,
): Promise<EditionSignatures | null> {
  const roster = await newestRoster(store)
  if (roster === null) return signatures
  const { submitted, approved = null } = signatures ?? {}
  if (submitted === undefined || approved === null) throw authorityFailure('firstUnsigned')
  await checkApproved(saidOfMonth(on, 'approve'), { submitted, approved }, roster)
  const { number } = roster.body
  return { submitted, approved, roster: { number, sha256: roster.sha256 } }
}
