/**
 * The draft of the next version of what is free: saved, submitted, approved by another, which signs it and sends it out.
 *
 * The approver types how many services change and says how many doubts were seen, so that nobody agrees to what they
 * have not looked at. What is signed is made in the transaction that stores it: versions have no gap and no double.
 */

import { type Actor, writerOf } from '../../authority/actor.ts'
import { type Approvable, authorsOf, byApproval, sameDigest, whoIs } from '../../authority/approving.ts'
import type { StepUseCases } from '../../authority/document-kind.ts'
import { type Acts, stepUseCases } from '../../authority/document-steps.ts'
import { authorityFailure } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { historyOf } from '../../authority/trail-entry.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { isoInZone } from '../../base/wall-time.ts'
import { sha256Of } from '../../directive/signing.ts'
import { writtenIn, writtenLine } from '../../text/written.ts'
import { changesBetween, isSame } from '../../zerorating/changes.ts'
import { faultsOf, type ListFault, oddLettersIn } from '../../zerorating/faults.ts'
import { lateStartsOf } from '../../zerorating/late-starts.ts'
import type { ZeroRatingList } from '../../zerorating/list.ts'
import { signList } from '../../zerorating/signed.ts'
import { type Promised, promisesBroken } from '../../zerorating/status.ts'
import { freeDrafts } from './contract.ts'
import { issueToAll, refuseUnheard } from './delivery.ts'
import { freeFailure } from './failures.ts'
import { FreeLists, type Version } from './lists.ts'
import type { FreeState } from './model.ts'
import { type FreeAction, type FreeContent, type FreeDraft, freeContent } from './model.ts'
import { saidOfList } from './said.ts'
import { freeApproval } from './states.ts'
import type { FreeReading, StoredFreeDraft } from './store.ts'
import { freeRows } from './store.ts'
import type { FreeUseCases, HeldFree } from './use-cases.ts'
import { listSubject } from './view.ts'

/** Octets of a content as JSON: signed and in base64 it stays below what a node takes. */
const CONTENT_SIZE_MAX = 350_000
const HISTORY_MAX = 200

/** What a country begins with; `Lists` are written for Viet Nam unless they say otherwise. */
const NOTHING_YET: FreeContent = {
  inForceFrom: null,
  country: 'VN',
  callingCode: '84',
  timeZone: 'Asia/Ho_Chi_Minh',
  currency: { code: 'VND', decimals: 0 },
  services: [],
}

export function freeDraftUseCases(
  work: UnitOfWork,
  lists: FreeLists,
  held: HeldFree,
): Pick<FreeUseCases, 'draft' | keyof StepUseCases<typeof freeDrafts>> {
  const whole = async (store: Reading, now: number) => withHeld(await know(store, lists, now), await held(store, now))
  const thing = approvable(whole)
  return {
    draft: async actor => await detail(work.store, actor, await whole(work.store, work.now())),
    ...stepUseCases(work, freeDrafts, {
      approvable: () => thing,
      acts,
      shown: async ({ store, now }, actor) => await detail(store, actor, await whole(store, now)),
    }),
  }
}

const acts: Acts<typeof freeDrafts, LoadedFreeDraft, Partial<StoredFreeDraft>> = {
  save: async ({ body: { revision, content }, actor, tx: { store, now } }) => {
    const parsed = freeContent.parse(writtenIn(content, writtenLine))
    const size = Buffer.byteLength(JSON.stringify(parsed))
    if (size > CONTENT_SIZE_MAX) throw freeFailure('listTooLarge', { size: CONTENT_SIZE_MAX })
    const saved = { revision: revision + 1, content: parsed, at: now, by: writerOf(actor) }
    await freeRows(store).insertRevision(saved)
    return { revision: saved.revision }
  },
  submit: async ({ known, actor }) => {
    refuseFaults(known)
    return { submittedBy: writerOf(actor) }
  },
  withdraw: async () => ({}),
  approve: async ({ known, body: { digest, services, doubts }, actor, tx }) => {
    refuseFaults(known)
    sameDigest(digest, known.digest)
    if (services !== known.changes.services.length) throw freeFailure('servicesDiffer')
    if (doubts !== known.faults.length) throw freeFailure('doubtsUnseen')
    await refuseUnheard(tx)
    await sign(tx, actor, known)
    return { submittedBy: null }
  },
  return: async () => ({}),
}

/** The draft as what two people approve. */
function approvable(
  whole: (store: Reading, now: number) => Promise<LoadedFreeDraft>,
): Approvable<FreeAction, FreeState, LoadedFreeDraft, Partial<StoredFreeDraft>> {
  return {
    ...byApproval(freeApproval, ({ facts }: LoadedFreeDraft) => facts, freeFailure),
    know: async ({ store, now }) => await whole(store, now),
    versionOf: ({ draft }) => draft.revision,
    said: (action, { version, digest }) =>
      action === 'submit' || action === 'approve' ? saidOfList({ version, digest }, action) : null,
    lastWriter: async ({ store }, { draft }) => (await freeRows(store).revision(draft.revision))?.by.name ?? '',
    put: async ({ store, now }, { draft }, change, state, actor) =>
      await freeRows(store).setDraft({ ...draft, ...change, state, updatedAt: now, updatedBy: actor.name }),
    entry: (action, known, change) => ({
      action: `list.${action}`,
      subject: listSubject(known.version),
      details: {
        version: known.version,
        revision: change.revision ?? known.draft.revision,
        ...(action === 'save'
          ? {}
          : {
              digest: known.digest,
              services: known.changes.services.length,
              ...(action === 'approve' ? { doubts: known.faults.length } : {}),
            }),
      },
    }),
    page: () => '/zero-rating/draft',
    tell: ({ publish }) => publish({ is: 'free' }),
  }
}

function refuseFaults({ faults, changes, content, last }: LoadedFreeDraft): void {
  const grave = faults.filter(({ severity }) => severity === 'fault').length
  if (grave > 0) throw authorityFailure('contentFaulty', { faults: grave })
  const isSameTime = content.inForceFrom === null || content.inForceFrom === last?.list.inForceFrom
  if (isSame(changes) && isSameTime) throw freeFailure('listUnchanged')
}

async function sign(tx: Transaction, actor: Actor, known: LoadedFreeDraft): Promise<void> {
  const { store, signer, now } = tx
  const document = await signList(known.list, signer)
  const stored = {
    version: known.version,
    revision: known.draft.revision,
    sha256: sha256Of(document),
    issuedAt: now,
    approvedBy: writerOf(actor),
  }
  await freeRows(store).insertList({ ...stored, document })
  await issueToAll(tx, stored)
}

// The loaded draft -----------------------------------------------------------------------------------------------

/** The draft of the free list, and the version of the list that it would become if it were signed now. */
interface LoadedFreeDraft {
  readonly draft: StoredFreeDraft
  readonly content: FreeContent
  readonly last: Version | null
  readonly version: number
  /** As it would be signed now. */
  readonly list: ZeroRatingList
  readonly changes: ReturnType<typeof changesBetween>
  readonly faults: readonly ListFault[]
  readonly digest: string
  readonly authors: readonly { readonly id: string; readonly name: string }[]
  readonly facts: { readonly state: StoredFreeDraft['state']; readonly authors: readonly string[] }
}

async function know(store: Reading, lists: FreeLists, now: number): Promise<LoadedFreeDraft> {
  const last = (await lists.of(freeRows(store))).versions.at(-1) ?? null
  const draft = (await freeRows(store).draft()) ?? NO_DRAFT
  const content = await contentOf(freeRows(store), draft, last)
  const version = (last?.stored.version ?? 0) + 1
  const previousSha256 = last?.stored.sha256 ?? null
  const list = listOf(content, { version, previousSha256, now })
  const authors = await writersOf(freeRows(store), draft, last)
  return {
    draft,
    content,
    last,
    version,
    list,
    changes: changesBetween(last?.list ?? null, list),
    faults: [...faultsOf(list), ...oddLettersIn(list.services), ...lateStartsOf(list, last?.list ?? null)],
    digest: sha256Of(canonicalJson({ version, previousSha256, content })),
    authors,
    facts: { state: draft.state, authors: authors.map(({ id }) => id) },
  }
}

function withHeld(known: LoadedFreeDraft, held: readonly Promised[]): LoadedFreeDraft {
  return { ...known, faults: [...known.faults, ...promisesBroken(known.list, held)] }
}

/** What is worked on, or what would be begun with; for whoever changes it in a transaction that does more. */
export async function freeDraftNow(
  store: Reading,
  now: number,
): Promise<Pick<LoadedFreeDraft, 'draft' | 'version' | 'content' | 'last'>> {
  return await know(store, new FreeLists(), now)
}

const NO_DRAFT: StoredFreeDraft = { state: 'none', revision: 0, submittedBy: null, updatedAt: 0, updatedBy: '' }

async function contentOf(store: FreeReading, draft: StoredFreeDraft, last: Version | null): Promise<FreeContent> {
  if (draft.state !== 'none') return (await store.revision(draft.revision))?.content as FreeContent
  if (last === null) return NOTHING_YET
  const { version: _, previousSha256: __, issuedAt: ___, ...content } = last.list
  return { ...content, inForceFrom: null }
}

function listOf(
  content: FreeContent,
  place: { version: number; previousSha256: string | null; now: number },
): ZeroRatingList {
  const issuedAt = localInstant(place.now, content.timeZone)
  const { version, previousSha256 } = place
  return { version, previousSha256, issuedAt, ...content, inForceFrom: content.inForceFrom ?? issuedAt }
}

/** A draft may name a time zone that is none: that is a fault of its own. */
function localInstant(at: number, timeZone: string): string {
  try {
    return isoInZone(at, timeZone)
  } catch {
    return isoInZone(at, 'UTC')
  }
}

/** Nobody has written what was signed already. */
async function writersOf(
  store: FreeReading,
  { state, submittedBy }: StoredFreeDraft,
  last: Version | null,
): Promise<LoadedFreeDraft['authors']> {
  if (state === 'none') return []
  return authorsOf(await store.writersAbove(last?.stored.revision ?? 0), submittedBy)
}

async function detail(store: Reading, actor: Actor, known: LoadedFreeDraft): Promise<FreeDraft> {
  const { draft } = known
  const history = await store.trailOf(listSubject(known.version).id, HISTORY_MAX)
  return {
    state: draft.state,
    revision: draft.revision,
    version: known.version,
    previousSha256: known.list.previousSha256,
    content: known.content,
    last: known.last?.list ?? null,
    services: known.changes.services.length,
    digest: known.digest,
    faults: [...known.faults],
    updatedAt: draft.revision === 0 ? null : new Date(draft.updatedAt).toISOString(),
    updatedBy: draft.revision === 0 ? null : draft.updatedBy,
    authors: known.authors.map(({ name }) => name),
    history: historyOf(history),
    actions: [...freeApproval.actionsOf(whoIs(actor), known.facts)],
  }
}
