/** Rounds: written, saved in versions, submitted, approved by another, and shown. What goes out is in directives.ts. */

import { randomUUID } from 'node:crypto'
import { type Actor, ownOperator, personOf, writerOf } from '../../authority/actor.ts'
import { type Approvable, carryOut, sameDigest } from '../../authority/approving.ts'
import { type Acts, stepUseCases } from '../../authority/document-steps.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { forgetRemarks } from '../drafting/store.ts'
import type { StoredOperator } from '../operators/store.ts'
import { operatorRows } from '../operators/store.ts'
import { createCampaign, putAway } from './campaigns.ts'
import { roundKind } from './contract.ts'
import { digestOf } from './digest.ts'
import { detailFor, operatorsOf, summaryFor, versionsFor } from './directed.ts'
import { doubtsOf } from './doubts.ts'
import { estimateOf } from './estimate.ts'
import { roundsFailure } from './failures.ts'
import type { RoundDetail, RoundState } from './model.ts'
import { purposeOf, type RoundAction, type RoundContent, roundContent } from './model.ts'
import { byRoundApproval, pageOfRound } from './round-approval.ts'
import { roundApproval } from './round-states.ts'
import { detail, estimateNow, faultsNow, know, type LoadedRound, roundOf, summary } from './round-view.ts'
import { saidOfRound } from './said.ts'
import type { RoundChange } from './store.ts'
import { roundRows } from './store.ts'
import type { RoundsUseCases } from './use-cases.ts'

const VERSIONS_SHOWN_MAX = 200
/** A round whose window begins by then cannot wait for the morning. */
const SOON_MS = 12 * 3_600_000

export function roundUseCases(work: UnitOfWork) {
  return {
    createRound: async (actor, campaign, content) =>
      await work.transaction(async tx => await createRound(tx, actor, campaign, content, { isUnsubmitted: true })),

    createRoundAlone: async (actor, content) =>
      await work.transaction(async tx => {
        const { id } = await createCampaign(tx, actor, { title: content.title, note: '' })
        return await createRound(tx, actor, id, content, { isUnsubmitted: true })
      }),

    copyRound: async (actor, id, { campaign }) =>
      await work.transaction(async tx => {
        const round = await roundOf(tx.store, id)
        const content = await roundRows(tx.store).content(id, round.version)
        return await createRound(tx, actor, campaign ?? round.campaign, copied(content), {
          isUnsubmitted: true,
          copyOf: { id, version: round.version, title: round.title },
        })
      }),

    lastRound: async (actor, query) => {
      const found = await roundRows(work.store).lastOf(personOf(actor), query)
      if (found === null) return null
      const { round, content } = found
      const { uncertain: _, ...sending } = content.sending
      const { id, number, title } = round
      return { round: id, number, title, source: content.source, sending }
    },

    rounds: async query => {
      const { operator = null, directedTo = null } = query
      const found = await roundRows(work.store).rounds({ ...query, operator, directedTo })
      const items = found.items.map(summary)
      if (directedTo === null) return { items, next: found.next }
      const theirs = items.map(async item => await summaryFor(work.store, item, directedTo))
      return { items: await Promise.all(theirs), next: found.next }
    },

    round: async (actor, id) => {
      const whole = await detail(work.store, actor, id, work.now())
      const own = ownOperator(actor)
      return own === null ? whole : await detailFor(work.store, whole, own)
    },

    directedTo: async id => await operatorsOf(work.store, id),

    saveRound: async (actor, id, { version, content }) =>
      await work.transaction(async tx => {
        await saveRound(tx, actor, id, version, roundContent.parse(content))
        return await detail(tx.store, actor, id, tx.now)
      }),

    ...stepUseCases(work, roundKind, {
      approvable,
      acts,
      shown: async ({ store, now }, actor, id) => await detail(store, actor, id, now),
    }),

    deleteRound: async (actor, id, { version }) =>
      await work.transaction(async tx => {
        const { campaign } = await roundOf(tx.store, id)
        const wanted = { action: 'delete', version } as const
        await carryOut(tx, approvable(id), actor, wanted, async () => ({}))
        await forgetRemarks(tx, { kind: 'round', id })
        await roundRows(tx.store).deleteRound(id)
        tx.publish({ is: 'campaign', campaign })
      }),

    versions: async (id, directedTo = null) => {
      await roundOf(work.store, id)
      const approved = new Set((await work.store.approved({ kind: 'round', id })).map(({ version }) => version))
      const all = await roundRows(work.store).versions(id, VERSIONS_SHOWN_MAX)
      const theirs = directedTo === null ? null : await versionsFor(work.store, id, directedTo)
      const versions = all.filter(({ version }) => theirs === null || theirs.has(version))
      return versions.map(({ version, content, at, by }) => ({
        version,
        content,
        at: new Date(at).toISOString(),
        by: by.name,
        isApproved: approved.has(version),
      }))
    },
  } satisfies Partial<RoundsUseCases>
}

/** The content is the one that was saved: nobody changed it behind the program's back. */
function refuseAltered({ round, content }: LoadedRound): void {
  if (digestOf(content) !== round.digest) throw authorityFailure('contentAltered')
}

export function refuseFaults(content: RoundContent, operators: readonly StoredOperator[], now: number): void {
  const faults = faultsNow(content, operators, now).length
  if (faults > 0) throw authorityFailure('contentFaulty', { faults })
}

/**
 * Everything but when it goes out, which is over by then, and what may reach people twice, which is chosen each time.
 */
export function copied(content: RoundContent): RoundContent {
  const { window, sending } = content
  return {
    ...content,
    window: { ...window, notBefore: null, notAfter: null },
    sending: { ...sending, uncertain: 'hold' },
  }
}

/**
 * Within a transaction that does more. `isUnsubmitted`: a person writes it, and may delete it until it is submitted; what was made of
 * something else stays as long as that knows of it.
 */
export async function createRound(
  tx: Transaction,
  actor: Actor,
  campaign: string,
  given: RoundContent,
  began: { readonly isUnsubmitted?: boolean; readonly copyOf?: RoundDetail['copyOf'] } = {},
): Promise<RoundDetail> {
  const content = roundContent.parse(given)
  const { store, now, record, publish } = tx
  const { isUnsubmitted = false, copyOf = null } = began
  if (!roundApproval.mayAtAll(actor.role, 'save')) throw authorityFailure('forbidden')
  if ((await roundRows(store).campaign(campaign)) === null) throw notFound('campaign')
  // What is begun in it would else be on no list.
  await putAway(tx, actor, campaign, null)
  const id = randomUUID()
  const number = await roundRows(store).nextNumber(campaign)
  await roundRows(store).insertRound({
    id,
    campaign,
    number,
    title: content.title,
    purpose: purposeOf(content),
    state: 'draft',
    version: 1,
    digest: digestOf(content),
    estimate: estimateOf(content, await operatorRows(store).operators()),
    approvedVersion: null,
    submittedBy: null,
    isStopOrdered: false,
    isUnsubmitted,
    copyOf,
    createdAt: now,
    updatedAt: now,
    updatedBy: actor.name,
  })
  await keepVersion(tx, actor, id, 1, content)
  await record(trailActor(actor), {
    action: 'round.create',
    subject: { kind: 'round', id },
    details: {
      version: 1,
      campaign,
      number,
      title: content.title,
      digest: digestOf(content),
      ...(copyOf === null ? {} : { copyOf: copyOf.id, copyOfVersion: copyOf.version }),
    },
  })
  publish({ is: 'campaign', campaign })
  publish({ is: 'round', round: id, state: 'draft', version: 1 })
  return await detail(store, actor, id, now)
}

/** Within a transaction that does more. */
export async function saveRound(
  tx: Transaction,
  actor: Actor,
  id: string,
  version: number,
  content: RoundContent,
): Promise<void> {
  const wanted = { action: 'save', version } as const
  await carryOut(tx, approvable(id), actor, wanted, async ({ round, operators }) => {
    if (purposeOf(content) !== round.purpose) throw roundsFailure('purposeFixed')
    const next = version + 1
    await keepVersion(tx, actor, id, next, content)
    return { title: content.title, version: next, digest: digestOf(content), estimate: estimateOf(content, operators) }
  })
}

/** Within a transaction that does more. */
export async function withdrawRound(tx: Transaction, actor: Actor, id: string, version: number): Promise<void> {
  const wanted = { action: 'withdraw', version } as const
  await carryOut(tx, approvable(id), actor, wanted, async () => ({}))
}

async function keepVersion(
  { store, now }: Transaction,
  actor: Actor,
  round: string,
  version: number,
  content: RoundContent,
): Promise<void> {
  const rows = roundRows(store)
  await rows.insertVersion({ round, version, content, at: now, by: writerOf(actor) })
  await rows.setTargets(round, content.operators)
}

const acts: Acts<typeof roundKind, LoadedRound, Partial<RoundChange>> = {
  submit: async ({ known, actor, tx }) => {
    refuseAltered(known)
    refuseFaults(known.content, known.operators, tx.now)
    return { submittedBy: writerOf(actor), isUnsubmitted: false }
  },
  withdraw: async () => ({}),
  approve: async ({ known, body: { version, digest, subscribers, doubts }, tx }) => {
    refuseAltered(known)
    refuseFaults(known.content, known.operators, tx.now)
    const estimate = estimateNow(known)
    sameDigest(digest, known.round.digest)
    if (subscribers !== estimate.subscribers) throw roundsFailure('countDiffers')
    if (doubts !== doubtsOf(known.content).length) throw roundsFailure('lettersUnseen')
    return { approvedVersion: version, submittedBy: null, estimate }
  },
  return: async () => ({}),
  archive: async ({ tx: { now } }) => ({ archivedAt: now }),
  unarchive: async () => ({ archivedAt: null }),
}

/** A round as what two people approve. */
function approvable(id: string): Approvable<RoundAction, RoundState, LoadedRound, Partial<RoundChange>> {
  return {
    ...byRoundApproval,
    know: async ({ store }) => await know(store, id),
    versionOf: ({ round }) => round.version,
    lastWriter: async ({ store }) => (await roundRows(store).versions(id, 1))[0].by.name,
    said: (action, { round }) => (action === 'submit' || action === 'approve' ? saidOfRound(round, action) : null),
    put: async ({ store, now }, _, change, state, actor) =>
      await roundRows(store).updateRound(id, { ...change, state, updatedAt: now, updatedBy: actor.name }),
    approves: ({ round: { version, digest } }) => ({ version, digest }),
    entry: (action, { round, content }, change) => ({
      action: `round.${action}`,
      subject: { kind: 'round', id },
      details: {
        version: change.version ?? round.version,
        ...(change.title === undefined ? {} : { title: change.title }),
        digest: change.digest ?? round.digest,
        ...(action === 'approve'
          ? { subscribers: change.estimate?.subscribers, doubts: doubtsOf(content).length }
          : {}),
      },
    }),
    isPutAway: action => action === 'archive',
    page: (_, is) => pageOfRound(id, is),
    isUrgent: ({ content }, now) => {
      const { notBefore } = content.window
      return purposeOf(content) === 'live' && notBefore !== null && Date.parse(notBefore) <= now + SOON_MS
    },
    tell: ({ publish }, { round }, change, state) =>
      publish({ is: 'round', round: id, state, version: change.version ?? round.version }),
  }
}
