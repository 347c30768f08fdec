/**
 * The draft of the next version of what is free: saved, submitted, approved by another, which signs it and sends it out.
 *
 * The approver types how many services change and says how many doubts were seen, so that nobody agrees to what they
 * have not looked at. What is signed is made in the transaction that stores it: versions have no gap and no double.
 */

import { canonicalJson } from '../../authority/canonical.ts'
import type { Changing, House } from '../../authority/house.ts'
import { trailActor } from '../../authority/trail.ts'
import { Failure } from '../../base/failure.ts'
import { isoInZone } from '../../base/wall-time.ts'
import { sha256Of } from '../../directive/signing.ts'
import { changesBetween, isSame } from '../../zerorating/changes.ts'
import { faultsOf, type ListFault } from '../../zerorating/faults.ts'
import type { ZeroRatingList } from '../../zerorating/list.ts'
import { signList } from '../../zerorating/signed.ts'
import { type Actor, paragraph } from '../rounds/model.ts'
import { historyOf, personOf } from '../rounds/round-view.ts'
import type { Reading } from '../rounds/store.ts'
import { issueToAll, refuseUnheard } from './delivery.ts'
import type { FreeLists, Version } from './lists.ts'
import { type FreeAction, type FreeContent, type FreeDraft, freeContent } from './model.ts'
import { afterFree, freeActionsOf, refusalOfFree } from './states.ts'
import type { FreeReading, StoredFreeDraft } from './store.ts'
import type { FreeUseCases } from './use-cases.ts'
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

type Theirs =
  | 'draft'
  | 'saveDraft'
  | 'submitDraft'
  | 'withdrawDraft'
  | 'approveDraft'
  | 'returnDraft'

export function freeDraftUseCases(house: House, lists: FreeLists): Pick<FreeUseCases, Theirs> {
  const decide = async (actor: Actor, step: Step, act: Act) =>
    await house.change(async changing => await carryOut(changing, lists, actor, step, act))
  return {
    draft: async actor => await detail(house.store, lists, actor, house.now()),

    saveDraft: async (actor, { revision, content }) =>
      await decide(actor, { action: 'save', revision }, async (_, { store, now }) => {
        const parsed = freeContent.parse(content)
        const size = Buffer.byteLength(JSON.stringify(parsed))
        if (size > CONTENT_SIZE_MAX) throw new Failure('listTooLarge', { size: CONTENT_SIZE_MAX })
        const by = { id: personOf(actor), name: actor.name }
        await store.free.insertRevision({ revision: revision + 1, content: parsed, at: now, by })
        return { draft: { revision: revision + 1 } }
      }),

    submitDraft: async (actor, { revision }) =>
      await decide(actor, { action: 'submit', revision }, async known => {
        refuseFaults(known)
        return { draft: { submittedBy: { id: personOf(actor), name: actor.name } } }
      }),

    withdrawDraft: async (actor, { revision }) =>
      await decide(actor, { action: 'withdraw', revision }, async () => ({})),

    approveDraft: async (actor, { revision, digest, services, doubts }) =>
      await decide(actor, { action: 'approve', revision }, async (known, changing) => {
        refuseFaults(known)
        if (digest !== known.digest) throw new Failure('digestDiffers')
        if (services !== known.changes.services.length) throw new Failure('servicesDiffer')
        if (doubts !== known.faults.length) throw new Failure('doubtsUnseen')
        await refuseUnheard(changing)
        await sign(changing, actor, known)
        return { draft: { submittedBy: null } }
      }),

    returnDraft: async (actor, { revision, reason }) =>
      await decide(
        actor,
        { action: 'return', revision, reason: paragraph.parse(reason) },
        async () => ({}),
      ),
  }
}

interface Step {
  readonly action: FreeAction
  readonly revision: number
  readonly reason?: string
}
type Act = (
  known: Known,
  changing: Changing,
) => Promise<{ readonly draft?: Partial<StoredFreeDraft> }>

/** One step on the way to a signature. */
async function carryOut(
  changing: Changing,
  lists: FreeLists,
  actor: Actor,
  { action, revision, reason }: Step,
  act: Act,
): Promise<FreeDraft> {
  const { store, now, record, tell } = changing
  const known = await know(store, lists, now)
  const who = { role: actor.role, person: personOf(actor) }
  const refusal = refusalOfFree(action, who, known.facts)
  // Who may not is told so before anything of the draft is.
  if (refusal === 'forbidden') throw new Failure('forbidden')
  await refuseOldRevision(store.free, known.draft.revision, revision)
  if (refusal !== null) throw new Failure(refusal, { state: known.draft.state })
  const change = await act(known, changing)
  const state = afterFree(action, known.draft.state) ?? known.draft.state
  const next = { ...known.draft, ...change.draft, state, updatedAt: now, updatedBy: actor.name }
  await store.free.setDraft(next)
  await record(trailActor(actor), {
    action: `list.${action}`,
    subject: listSubject(known.version),
    details: {
      version: known.version,
      revision: next.revision,
      ...(action === 'save'
        ? {}
        : { digest: known.digest, services: known.changes.services.length }),
      ...(reason === undefined ? {} : { reason }),
    },
  })
  tell({ is: 'free' })
  return await detail(store, lists, actor, now)
}

async function refuseOldRevision(
  store: FreeReading,
  present: number,
  theirs: number,
): Promise<void> {
  if (present === theirs) return
  const last = await store.revision(present)
  throw new Failure('versionConflict', { by: last?.by.name ?? '', version: present })
}

function refuseFaults({ faults, changes, content, last }: Known): void {
  const grave = faults.filter(({ severity }) => severity === 'fault').length
  if (grave > 0) throw new Failure('contentFaulty', { faults: grave })
  const isSameTime = content.inForceFrom === null || content.inForceFrom === last?.list.inForceFrom
  if (isSame(changes) && isSameTime) throw new Failure('listUnchanged')
}

async function sign(changing: Changing, actor: Actor, known: Known): Promise<void> {
  const { store, signer, now } = changing
  const document = await signList(known.list, signer)
  const stored = {
    version: known.version,
    revision: known.draft.revision,
    sha256: sha256Of(document),
    issuedAt: now,
    approvedBy: { id: personOf(actor), name: actor.name },
  }
  await store.free.insertList({ ...stored, document })
  await issueToAll(changing, stored)
}

// What is known of it --------------------------------------------------------------------------------------------

interface Known {
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

async function know(store: Reading, lists: FreeLists, now: number): Promise<Known> {
  const last = (await lists.of(store.free)).versions.at(-1) ?? null
  const draft = (await store.free.draft()) ?? NO_DRAFT
  const content = await contentOf(store.free, draft, last)
  const version = (last?.stored.version ?? 0) + 1
  const previousSha256 = last?.stored.sha256 ?? null
  const list = listOf(content, { version, previousSha256, now })
  const authors = await authorsOf(store.free, draft, last)
  return {
    draft,
    content,
    last,
    version,
    list,
    changes: changesBetween(last?.list ?? null, list),
    faults: faultsOf(list),
    digest: sha256Of(canonicalJson({ version, previousSha256, content })),
    authors,
    facts: { state: draft.state, authors: authors.map(({ id }) => id) },
  }
}

const NO_DRAFT: StoredFreeDraft = {
  state: 'none',
  revision: 0,
  submittedBy: null,
  updatedAt: 0,
  updatedBy: '',
}

async function contentOf(
  store: FreeReading,
  draft: StoredFreeDraft,
  last: Version | null,
): Promise<FreeContent> {
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
  return {
    version,
    previousSha256,
    issuedAt,
    ...content,
    inForceFrom: content.inForceFrom ?? issuedAt,
  }
}

/** A draft may name a time zone that is none: that is a fault of its own. */
function localInstant(at: number, timeZone: string): string {
  try {
    return isoInZone(at, timeZone)
  } catch {
    return isoInZone(at, 'UTC')
  }
}

/** All who saved since the last version, and the one who submitted. */
async function authorsOf(
  store: FreeReading,
  { state, submittedBy }: StoredFreeDraft,
  last: Version | null,
): Promise<Known['authors']> {
  if (state === 'none') return []
  const writers = await store.writersAbove(last?.stored.revision ?? 0)
  if (submittedBy === null || writers.some(({ id }) => id === submittedBy.id)) return writers
  return [...writers, submittedBy]
}

async function detail(
  store: Reading,
  lists: FreeLists,
  actor: Actor,
  now: number,
): Promise<FreeDraft> {
  const known = await know(store, lists, now)
  const { draft } = known
  const history = await store.trailOf(listSubject(known.version).id, HISTORY_MAX)
  return {
    state: draft.state,
    revision: draft.revision,
    version: known.version,
    content: known.content,
    last: known.last?.list ?? null,
    services: known.changes.services.length,
    digest: known.digest,
    faults: [...known.faults],
    updatedAt: draft.revision === 0 ? null : new Date(draft.updatedAt).toISOString(),
    updatedBy: draft.revision === 0 ? null : draft.updatedBy,
    authors: known.authors.map(({ name }) => name),
    history: historyOf(history),
    actions: [...freeActionsOf({ role: actor.role, person: personOf(actor) }, known.facts)],
  }
}
