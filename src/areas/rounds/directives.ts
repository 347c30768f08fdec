/**
 * Directives and orders: what is signed and goes to the nodes, and a round's live page.
 *
 * An order replaces the one before; `stop` is for good.
 */

import { type Actor, paragraph } from '../../authority/actor.ts'
import { approvedAs } from '../../authority/approved.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { GivenSignature } from '../../authority/said.ts'
import { approvalOf, attest, newestRoster } from '../../authority/signed.ts'
import { type TrailActor, trailActor } from '../../authority/trail.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { checkResume, proveRound } from '../../directive/claims.ts'
import {
  type DirectiveBody,
  directiveBody,
  type OrderBody,
  type Purpose,
  type RoundApproval,
  type RoundPurpose,
  sumTallies,
} from '../../directive/documents.ts'
import { directVariant } from '../../directive/octets.ts'
import type { Attestation } from '../../directive/statement.ts'
import { type DirectiveHead, issueDirective, signedOrder } from '../operators/issuing.ts'
import type { StoredOperator } from '../operators/store.ts'
import { digestOf } from './digest.ts'
import { directiveSummary } from './directive-view.ts'
import { subscribersOf } from './estimate.ts'
import { roundsFailure } from './failures.ts'
import { type LiveContent, liveContent, type RoundContent, type RoundLive, type RoundState } from './model.ts'
import { byRoundApproval, standOfRound } from './round-approval.ts'
import { followed, hasRun } from './round-states.ts'
import { detail, estimateNow, know, type LoadedRound, roundOf, summary } from './round-view.ts'
import { refuseFaults } from './rounds.ts'
import { saidOfRound } from './said.ts'
import type { StoredDirective, StoredRound } from './store.ts'
import { roundRows } from './store.ts'
import { secondsLeft } from './time-left.ts'
import type { RoundsUseCases } from './use-cases.ts'
import type { RoundsWork } from './work.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A directive of a round without an end can be begun for so long. */
const EXPIRES_MS = 7 * DAY_MS
/** How long after its expiry and its wait for receipts a node may take to return a directive. */
const RETURN_MS = DAY_MS

export function directiveUseCases(work: RoundsWork) {
  return {
    exerciseRound: async (actor, id) =>
      await work.transaction(async tx => {
        const known = await know(tx.store, id)
        byRoundApproval.refuse('exercise', actor, known)
        refuseFaults(known.content, known.operators, tx.now)
        const approval = await approvalNow(tx, known, null)
        const issued = await issue(tx, known, exerciseOf(known.content, approval), known.able)
        await tx.record(trailActor(actor), {
          action: 'round.exercise',
          subject: { kind: 'round', id },
          details: { version: known.round.version, directives: issued },
        })
        await standOfRound(tx, id, actor.name)
        tellRound(tx, known.round)
        return await detail(tx.store, actor, id, tx.now)
      }),

    scheduleRound: async (actor, id, { signature } = {}) =>
      await work.transaction(async tx => {
        const known = await know(tx.store, id)
        byRoundApproval.refuse('schedule', actor, known)
        refuseFaults(known.content, known.operators, tx.now)
        const content = liveContent(known.content)
        if (content === null) throw roundsFailure('exerciseNeverLive')
        const said = saidOfRound(known.round, 'schedule')
        const scheduled = await attest(tx, actor, said, signature)
        const approval = await approvalNow(tx, known, scheduled)
        const sending: Sending = { purpose: 'live', content, approval }
        const issued = await issue(tx, known, sending, known.operators)
        await roundRows(tx.store).updateRound(id, {
          state: 'scheduled',
          estimate: estimateNow(known),
          updatedAt: tx.now,
          updatedBy: actor.name,
        })
        await tx.record(trailActor(actor), {
          action: 'round.schedule',
          subject: { kind: 'round', id },
          details: { version: known.round.version, directives: issued },
        })
        await standOfRound(tx, id, actor.name)
        tellRound(tx, { ...known.round, state: 'scheduled' })
        return await detail(tx.store, actor, id, tx.now)
      }),

    pauseRound: async (actor, id) => await order(work, actor, id, { action: 'pause' }),
    resumeRound: async (actor, id, { signature } = {}) => await order(work, actor, id, { action: 'resume', signature }),
    stopRound: async (actor, id, { reason }) =>
      await order(work, actor, id, { action: 'stop', reason: paragraph.parse(reason) }),

    live: async (id, operator) => await live(work, id, operator ?? null),

    directive: async id => {
      const directive = await roundRows(work.store).directive(id)
      const documents = await roundRows(work.store).documents(id)
      if (directive === null || documents === null) throw notFound('directive')
      const { acknowledgement, return: returned } = documents
      return {
        summary: directiveSummary(directive, work.now()),
        documents: { directive: documents.directive, acknowledgement, return: returned },
      }
    },
  } satisfies Partial<RoundsUseCases>
}

/**
 * Who submitted, approved and scheduled what goes out, as they signed; undefined where there is no roster. Fails with
 * contentAltered where the content is no longer what the trail says was approved, and with needsTwoPeople as a node would.
 */
async function approvalNow(
  tx: Transaction,
  { round, content }: LoadedRound,
  scheduled: Attestation | null,
): Promise<RoundApproval | undefined> {
  const { store } = tx
  const approved = await approvedAs(store, { kind: 'round', id: round.id }, round.version)
  if (digestOf(content) !== round.digest || approved?.digest !== round.digest) throw authorityFailure('contentAltered')
  if ((await newestRoster(store)) === null) return undefined
  const thing = { of: 'round', subject: round.id, version: round.version } as const
  const signed = await approvalOf(store, thing)
  if (signed === null) throw authorityFailure('firstUnsigned')
  return { ...signed, scheduled }
}

/** What goes out and for what: of an exercise nothing goes out for real. */
type Sending = { readonly approval: RoundApproval | undefined } & (
  | { readonly purpose: 'live'; readonly content: LiveContent }
  | { readonly purpose: 'exercise'; readonly roundPurpose?: RoundPurpose; readonly content: RoundContent }
)

function exerciseOf(content: RoundContent, approval: RoundApproval | undefined): Sending {
  const { purpose: roundPurpose } = content
  return { purpose: 'exercise', content, approval, ...(roundPurpose === undefined ? {} : { roundPurpose }) }
}

/** To each target operator among these. */
async function issue(
  tx: Transaction,
  { round }: Pick<LoadedRound, 'round'>,
  { content, approval, ...purposes }: Sending,
  operators: readonly StoredOperator[],
): Promise<readonly { id: string; operator: string; serial: number; sha256: string }[]> {
  const { store, now, publish } = tx
  const targets = operators.filter(({ id }) => content.operators.includes(id))
  const expiresAt = content.window.notAfter === null ? now + EXPIRES_MS : Date.parse(content.window.notAfter)
  const messages = content.messages.map(({ variants }) => ({
    variants: variants.map(({ language, text }) => directVariant(language, text)),
  }))
  const roster = await newestRoster(store)
  const { purpose } = purposes
  const issued = []
  for (const operator of targets) {
    const bodyOf = (head: DirectiveHead): DirectiveBody => ({
      ...head,
      round: round.id,
      version: round.version,
      title: content.title,
      ...purposes,
      messages,
      source: content.source,
      audience: content.audience,
      window: content.window,
      sending: content.sending,
      operators: content.operators,
      exerciseFirst: content.exerciseFirst,
      ...(approval === undefined ? {} : { approval }),
    })
    const each = await issueDirective(tx, operator.id, {
      type: 'directive',
      expiresAt,
      body: async head => {
        const body = bodyOf(head)
        // What the first node would refuse, all would.
        if (roster !== null && issued.length === 0) await proveRound(body, roster, now)
        return directiveBody.parse(body)
      },
    })
    const { id, serial, sha256 } = each
    await roundRows(store).insertDirective({
      ...each,
      round: round.id,
      purpose,
      version: round.version,
      silentAfter: expiresAt + content.sending.receiptWaitSeconds * 1000 + RETURN_MS,
      declared: declaredBy(operator, content, purpose),
      wish: 'run',
      orderSequence: 1,
      orderDocument: await orderFor(tx, each, { wish: 'run', sequence: 1 }),
    })
    publish({ is: 'operator', operator: operator.id })
    issued.push({ id, operator: operator.id, serial, sha256 })
  }
  await tellDirectives(
    tx,
    issued.map(({ id }) => id),
  )
  return issued
}

function declaredBy({ hello }: StoredOperator, content: RoundContent, purpose: Purpose): number | null {
  if (hello === null) return null
  return purpose === 'live' ? subscribersOf(content, hello) : (hello.exercise?.subscribers ?? null)
}

type Ordered = Pick<OrderBody, 'wish' | 'sequence' | 'resume'>

async function orderFor(
  tx: Transaction,
  { id: directive, operator }: { readonly id: string; readonly operator: string },
  ordered: Ordered,
): Promise<string> {
  return await signedOrder(tx, 'order', { directive, operator, ...ordered })
}

const WISHES = { pause: 'pause', resume: 'run', stop: 'stop' } as const

async function order(work: RoundsWork, actor: Actor, id: string, what: Ordering) {
  return await work.transaction(async tx => {
    await orderRound(tx, actor, id, what)
    return await detail(tx.store, actor, id, tx.now)
  })
}

interface Ordering {
  readonly action: keyof typeof WISHES
  readonly reason?: string
  readonly signature?: GivenSignature | undefined
}

/** Within a transaction that may do more. */
export async function orderRound(tx: Transaction, actor: Actor, id: string, what: Ordering): Promise<void> {
  const { store, now, record } = tx
  const known = await know(store, id)
  byRoundApproval.refuse(what.action, actor, known)
  const sequence = known.nextOrder
  const resume =
    what.action === 'resume'
      ? await attest(tx, actor, saidOfRound(known.round, 'resume', sequence), what.signature)
      : null
  if (resume !== null) await refuseIneffective(tx, known, { sequence, resume })
  const directives = await orderAll(tx, id, {
    wish: WISHES[what.action],
    sequence,
    ...(resume === null ? {} : { resume }),
  })
  const state = afterOrder(what.action, known.round.state, directives)
  const isStopOrdered = what.action === 'stop'
  await roundRows(store).updateRound(id, { state, isStopOrdered, updatedAt: now, updatedBy: actor.name })
  await record(trailActor(actor), {
    action: `round.${what.action}`,
    subject: { kind: 'round', id },
    details: { version: known.round.version, ...(what.reason === undefined ? {} : { reason: what.reason }) },
  })
  await standOfRound(tx, id, actor.name)
  tellRound(tx, { ...known.round, state })
  await tellDirectives(
    tx,
    directives.filter(({ isOpen }) => isOpen).map(directive => directive.id),
  )
}

/** What a node would not obey is not ordered: its signer's role on the roster may be another than here. */
async function refuseIneffective(
  { store, now }: Transaction,
  { round: { id, version } }: LoadedRound,
  order: Pick<OrderBody, 'sequence' | 'resume'>,
): Promise<void> {
  const roster = await newestRoster(store)
  const signed = await approvalOf(store, { of: 'round', subject: id, version })
  if (roster === null || signed === null) return
  const approval = { ...signed, scheduled: null }
  await checkResume(order, { round: id, version, approval }, { roster, now })
}

function afterOrder(
  action: keyof typeof WISHES,
  state: RoundState,
  directives: readonly StoredDirective[],
): RoundState {
  if (action === 'pause') return 'paused'
  if (action === 'stop') return state
  return directives.some(hasRun) ? 'running' : 'scheduled'
}

/** A new order to each open live directive. */
export async function orderAll(tx: Transaction, round: string, ordered: Ordered): Promise<readonly StoredDirective[]> {
  const { wish, sequence } = ordered
  const directives = await roundRows(tx.store).directives(round, 'live')
  const open = directives.filter(directive => directive.isOpen && directive.wish !== 'stop')
  const orders = await Promise.all(
    open.map(async directive => ({ directive, jws: await orderFor(tx, directive, ordered) })),
  )
  for (const { directive, jws } of orders) {
    await roundRows(tx.store).updateDirective(directive.id, { wish, orderSequence: sequence, orderDocument: jws })
    tx.publish({ is: 'agenda', operator: directive.operator })
  }
  return directives
}

/** Brings a round to where its live directives are. */
export async function follow(tx: Transaction, id: string, actor: TrailActor): Promise<void> {
  const { store, now, record } = tx
  const round = await roundOf(store, id)
  const state = followed(round.state, await roundRows(store).directives(id, 'live'), round.isStopOrdered)
  if (state === round.state) return
  await roundRows(store).updateRound(id, { state, updatedAt: now, updatedBy: actor.name })
  await record(actor, { action: `round.${state}`, subject: { kind: 'round', id }, details: { version: round.version } })
  await standOfRound(tx, id, actor.kind === 'system' ? '' : actor.name)
  tellRound(tx, { ...round, state })
}

export function tellRound({ publish }: Transaction, round: Pick<StoredRound, 'id' | 'state' | 'version'>): void {
  publish({ is: 'round', round: round.id, state: round.state, version: round.version })
}

export async function tellDirectives(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const directive of await roundRows(tx.store).directivesById(ids)) tellDirective(tx, directive)
}

export function tellDirective({ now, publish }: Transaction, directive: StoredDirective): void {
  publish({ is: 'directive', round: directive.round, directive: directiveSummary(directive, now) })
}

async function live(work: RoundsWork, id: string, operator: string | null): Promise<RoundLive> {
  const { store, now } = work
  const round = await roundOf(store, id)
  const lives = await roundRows(store).directives(id, 'live')
  const purpose: Purpose = lives.length > 0 ? 'live' : 'exercise'
  const all = purpose === 'live' ? lives : await roundRows(store).directives(id, 'exercise')
  const directives = all.filter(each => operator === null || each.operator === operator)
  const samples = await work.samples.show(roundRows(store), { round: id, purpose }, operator)
  const heard = directives.map(({ heardAt }) => heardAt ?? 0)
  const heardAt = Math.max(0, ...heard)
  const at = now()
  return {
    round: summary(round),
    purpose,
    directives: directives.map(directive => directiveSummary(directive, at)),
    sum: sumTallies(directives.flatMap(({ tally }) => (tally === null ? [] : [tally]))),
    secondsLeft: secondsLeft(directives, samples, at),
    heardAt: heardAt === 0 ? null : new Date(heardAt).toISOString(),
    samples: [...samples],
    at: new Date(at).toISOString(),
  }
}
