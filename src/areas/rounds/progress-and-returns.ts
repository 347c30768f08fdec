/**
 * What nodes report of a directive: that they accept or refuse it, how far it is, how it ended.
 *
 * Of an operator with several machines the one that sends a directive tells of it; the others have the same figures, which count once
 * that one has been silent for a while. Each of them acknowledges and returns it, and the same thing said again is one.
 *
 * Progress is cumulative, so one that is late, doubled or lost harms nothing: at most one a second and directive is
 * written, and none that is older than the last. Acknowledgements and returns are signed, and kept as they came.
 */

import type { Reading } from '../../authority/store.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import {
  type AcknowledgementBody,
  acknowledgementBody,
  directiveBody,
  type ProgressBody,
  type ReturnBody,
  returnBody,
} from '../../directive/documents.ts'
import { CLOCK_SKEW_MAX_MS, sha256Of, verify } from '../../directive/signing.ts'
import type { Flag, NodeIdentity } from '../operators/model.ts'
import { nodeActor, signedBy } from '../operators/node-word.ts'
import { operatorOf } from '../operators/operators.ts'
import type { StoredOperator } from '../operators/store.ts'
import { operatorRows } from '../operators/store.ts'
import { withFlag } from '../operators/summaries.ts'
import { directiveSummary } from './directive-view.ts'
import { follow, tellDirective, tellDirectives, tellRound } from './directives.ts'
import { roundsFailure } from './failures.ts'
import type { DirectiveSummary } from './model.ts'
import { reconcile } from './reconcile.ts'
import { standOfRound } from './round-approval.ts'
import { hasRun } from './round-states.ts'
import type { Samples } from './samples.ts'
import type { DirectiveChange, StoredDirective } from './store.ts'
import { roundRows } from './store.ts'
import type { RoundsUseCases } from './use-cases.ts'
import type { RoundsWork } from './work.ts'

const WRITE_EVERY_MS = 1000
/** Once nothing was heard of a directive for so long, a machine that follows tells of it too. Each does it every 10 s. */
const SENDER_SILENT_MS = 15_000
/** Timers of nodes are not exact: what comes a little before its second is written too. */
const WRITE_SLACK_MS = 100
/** Kept of one operator, though they belong to nothing: after a restore it may be a good many, and never without end. */
const STRAY_RETURNS_MAX = 100
const STRAY_RETURNS_MS = 24 * 3_600_000
/** In the trail, of one directive: a node whose journal was lost says it anew, and none says something else without end. */
const ACKNOWLEDGEMENTS_MAX = 20

export function progressUseCases(work: RoundsWork) {
  return {
    progress: async (node, items) => {
      const latest = newest(items)
      if (latest.length === 0) return
      const known = await roundRows(work.store).directivesById(latest.map(({ directive }) => directive))
      const now = work.now()
      const news = latest.filter(item => newsOf(node, known, item, now) !== null)
      if (news.length === 0) return
      // Figures are cumulative and come again within a second; no read of the API waits for the disk because of them.
      const isMoved = news.some(item => moves(known.find(({ id }) => id === item.directive)!, item))
      const keep = isMoved ? 'lasting' : 'told-again'
      await work.transaction(async tx => await takeProgress(sampling(work, tx), node, news), keep)
    },

    acknowledge: async (node, jws) => {
      const document = { jws, type: 'acknowledgement', schema: acknowledgementBody } as const
      const { operator, body } = await signedBy(work.store, node, document)
      await work.transaction(async tx => await takeAcknowledgement(sampling(work, tx), operator, body, jws))
      return body
    },

    acceptReturn: async (node, jws) => {
      const { operator, body } = await signedBy(work.store, node, { jws, type: 'return', schema: returnBody })
      return await work.transaction(async tx => await takeReturn(sampling(work, tx), operator, body, jws))
    },
  } satisfies Partial<RoundsUseCases>
}

/** A change that may be a point of the charts. */
interface Sampling extends Transaction {
  readonly samples: Samples
}

function sampling({ samples }: RoundsWork, tx: Transaction): Sampling {
  return { ...tx, samples }
}

// Progress -------------------------------------------------------------------------------------------------------

/** The newest of each directive. */
function newest(items: readonly ProgressBody[]): readonly ProgressBody[] {
  const latest = new Map<string, ProgressBody>()
  for (const item of items) {
    const other = latest.get(item.directive)
    if (other === undefined || Date.parse(other.at) <= Date.parse(item.at)) latest.set(item.directive, item)
  }
  return [...latest.values()]
}

/** The directive that it says something of which is to be written now. */
function newsOf(
  node: NodeIdentity,
  known: readonly StoredDirective[],
  item: ProgressBody,
  now: number,
): StoredDirective | null {
  const directive = known.find(({ id }) => id === item.directive)
  if (directive === undefined || directive.operator !== node.operator) return null
  if (!directive.isOpen) return null
  const { toldAt, heardAt, machine } = directive
  if (item.machine?.does === 'apart') return hasFlag(directive, divergedOf(item)) ? null : directive
  if (item.machine?.does === 'follows' && heardAt !== null && now - heardAt < SENDER_SILENT_MS) return null
  // Another machine has another clock.
  const isSameClock = item.machine === undefined || item.machine.name === machine
  // A clock that ran ahead and was set right would else be silent until it gets there again.
  const isOld = toldAt !== null && Date.parse(item.at) <= toldAt
  if (isOld && isSameClock && toldAt <= now + CLOCK_SKEW_MAX_MS) return null
  const isSame =
    directive.state === item.state &&
    (item.machine?.does !== 'sends' || item.machine.name === machine) &&
    directive.note === item.note &&
    directive.obeyedSequence === item.orderSequence
  const isDue = heardAt === null || now - heardAt >= WRITE_EVERY_MS - WRITE_SLACK_MS
  return !isSame || isDue ? directive : null
}

async function takeProgress(tx: Sampling, node: NodeIdentity, items: readonly ProgressBody[]): Promise<void> {
  const { store, now } = tx
  const known = await roundRows(store).directivesById(items.map(({ directive }) => directive))
  // With thirty operators this is what the server does most: it asks for nothing that it has.
  const heard: StoredDirective[] = []
  for (const item of items) {
    const before = newsOf(node, known, item, now)
    if (before === null) continue
    const { state, note, orderSequence, at, tally, machine } = item
    if (machine?.does === 'apart') {
      const flags = withFlag(before.flags, divergedOf(item))
      await roundRows(store).updateDirective(before.id, { flags })
      tellDirective(tx, { ...before, flags })
      continue
    }
    const sender = machine?.does === 'sends' ? machine.name : before.machine
    const said = { state, note, obeyedSequence: orderSequence, tally, machine: sender }
    const change = { ...said, toldAt: Date.parse(at), heardAt: now }
    await roundRows(store).updateDirective(before.id, change)
    tellDirective(tx, { ...before, ...change })
    heard.push(before)
    if (before.purpose === 'live' && moves(before, item))
      await follow(tx, before.round, nodeActor(await operatorOf(store, node.operator)))
  }
  for (const of of roundsOf(heard)) await takeSample(tx, of)
}

/** One of the operator's machines takes no part: its lists, or what it was asked, are not those of the others. */
function divergedOf({ machine }: ProgressBody): Flag {
  return { code: 'machines-differ', expected: '-', found: machine?.name ?? '-' }
}

function hasFlag({ flags }: Pick<StoredDirective, 'flags'>, { code, found }: Flag): boolean {
  return flags.some(flag => flag.code === code && flag.found === found)
}

/** Whether its round may be brought elsewhere by it: figures alone do not. */
function moves(before: StoredDirective, item: ProgressBody): boolean {
  return (
    before.state !== item.state ||
    before.note !== item.note ||
    before.obeyedSequence !== item.orderSequence ||
    hasRun(before) !== hasRun(item)
  )
}

type RoundOf = Pick<StoredDirective, 'round' | 'purpose'>

/** Each once. */
function roundsOf(directives: readonly StoredDirective[]): readonly RoundOf[] {
  return [...new Map(directives.map(({ round, purpose }) => [`${round} ${purpose}`, { round, purpose }])).values()]
}

async function takeSample({ store, samples, now, publish }: Sampling, of: RoundOf): Promise<void> {
  if (!samples.isDue(of, now)) return
  const directives = await roundRows(store).directives(of.round, of.purpose)
  const taken = samples.take(of, directives, now)
  if (taken === null) return
  const { point, isStored, sample, byOperator } = taken
  if (isStored) await roundRows(store).insertSample({ ...of, at: point.at, counts: point.counts })
  publish({ is: 'sample', ...of, sample, byOperator })
}

// Acknowledgements -----------------------------------------------------------------------------------------------

async function takeAcknowledgement(
  tx: Sampling,
  operator: StoredOperator,
  body: AcknowledgementBody,
  jws: string,
): Promise<void> {
  const { store, now, record } = tx
  const directive = await roundRows(store).directive(body.directive)
  if (directive === null || directive.operator !== operator.id) {
    await flagUnknown(tx, operator, body.directive)
    return
  }
  const documents = await roundRows(store).documents(directive.id)
  if (documents?.acknowledgement === jws || documents?.return != null) return
  const earlier = documents?.acknowledgement ?? null
  if (earlier !== null && saysTheSame(bodyOf<AcknowledgementBody>(earlier), body)) return
  if (documents?.acknowledgement != null) await refuseMany(store, directive.id)
  const { verdict } = body
  const flags = acknowledgementFlags(directive, body, earlier)
  const isOfAnother = body.machine !== undefined && directive.acknowledged !== null
  if (isOfAnother && flags.every(flag => hasFlag(directive, flag))) return
  // What one of several machines refuses, or sends to others, goes on as another one has accepted it.
  const change = isOfAnother ? {} : afterAcknowledgement(directive, body, jws)
  await roundRows(store).updateDirective(directive.id, { ...change, heardAt: now, flags })
  await record(nodeActor(operator), {
    action: verdict.is === 'accepted' ? 'directive.acknowledge' : 'directive.refuse',
    subject: { kind: 'directive', id: directive.id },
    details: {
      round: directive.round,
      serial: directive.serial,
      sha256: sha256Of(jws),
      ...(verdict.is === 'accepted' ? { subscribers: verdict.subscribers } : { reason: verdict.why }),
    },
  })
  if (change.isOpen === true) await reopen(tx, operator, directive)
  await told(tx, operator, directive)
}

/** A round that was over by refusals alone can be paused and stopped again. */
async function reopen(
  tx: Sampling,
  operator: StoredOperator,
  { round: id, purpose }: Pick<StoredDirective, 'round' | 'purpose'>,
): Promise<void> {
  const { store, now, record } = tx
  const round = await roundRows(store).round(id)
  if (purpose !== 'live' || round?.state !== 'finished') return
  const state = 'running'
  await roundRows(store).updateRound(id, { state, updatedAt: now, updatedBy: operator.name })
  await record(nodeActor(operator), {
    action: 'round.running',
    subject: { kind: 'round', id },
    details: { version: round.version },
  })
  await standOfRound(tx, id, operator.name)
  tellRound(tx, { ...round, state })
}

function afterAcknowledgement(
  directive: Pick<StoredDirective, 'state'>,
  { verdict, machine }: AcknowledgementBody,
  jws: string,
): Partial<DirectiveChange> {
  const { state } = directive
  if (verdict.is === 'refused') return { acknowledgement: jws, state: 'refused', refusal: verdict.why, isOpen: false }
  const isFirst = state === 'issued'
  const isAfterRefusal = machine !== undefined && state === 'refused'
  return {
    acknowledgement: jws,
    acknowledged: verdict,
    ...((isFirst || isAfterRefusal) && { state: 'acknowledged' }),
    ...(isAfterRefusal && { isOpen: true, refusal: null }),
  }
}

/** But for the instant, and which machine says it. */
function saysTheSame(one: AcknowledgementBody, other: AcknowledgementBody): boolean {
  const said = ({ sha256, serial, verdict }: AcknowledgementBody) => canonicalJson({ sha256, serial, verdict })
  return said(one) === said(other)
}

/** Of a document that was verified when it came. */
function bodyOf<Body>(jws: string): Body {
  const [, payload] = jws.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Body
}

async function refuseMany(store: Reading, directive: string): Promise<void> {
  const told = await store.trailOf(directive, ACKNOWLEDGEMENTS_MAX)
  if (told.length >= ACKNOWLEDGEMENTS_MAX) throw roundsFailure('acknowledgementsFull', { max: ACKNOWLEDGEMENTS_MAX })
}

function acknowledgementFlags(
  directive: StoredDirective,
  body: AcknowledgementBody,
  earlier: string | null,
): readonly Flag[] {
  let { flags } = directive
  if (body.sha256 !== directive.sha256 || body.serial !== directive.serial)
    flags = withFlag(flags, {
      code: 'unknown-directive',
      expected: `${directive.serial} ${directive.sha256}`,
      found: `${body.serial} ${body.sha256}`,
    })
  const { verdict, machine } = body
  const before = directive.acknowledged
  const isOtherwise = (before !== null) !== (verdict.is === 'accepted')
  if (machine !== undefined && earlier !== null && isOtherwise) {
    const found = `${machine}: ${verdict.is === 'refused' ? verdict.why : 'accepted'}`
    const expected = before === null ? (directive.refusal ?? '-') : 'accepted'
    flags = withFlag(flags, { code: 'machines-differ', expected, found })
  }
  if (earlier !== null && before !== null && verdict.is === 'accepted') {
    const expected = `${before.subscribers} ${before.audienceSha256}`
    const found = `${verdict.subscribers} ${verdict.audienceSha256}`
    if (expected !== found) flags = withFlag(flags, { code: 'audience-differs', expected, found })
  }
  return flags
}

async function told(tx: Sampling, operator: StoredOperator, directive: StoredDirective): Promise<void> {
  await operatorRows(tx.store).updateOperator(operator.id, { heardAt: tx.now })
  await tellDirectives(tx, [directive.id])
  tx.publish({ is: 'operator', operator: operator.id })
  tx.publish({ is: 'agenda', operator: operator.id })
  const { round: id, purpose } = directive
  if (purpose === 'live') await follow(tx, id, nodeActor(operator))
  await takeSample(tx, { round: id, purpose })
  // An exercise that ends changes what may be done with its round.
  if (directive.purpose === 'exercise') {
    const round = await roundRows(tx.store).round(directive.round)
    if (round?.state === 'approved') await standOfRound(tx, id, '')
    if (round !== null) tx.publish({ is: 'round', round: round.id, state: round.state, version: round.version })
  }
}

async function flagUnknown(
  { store, now, publish }: Transaction,
  operator: StoredOperator,
  directive: string,
): Promise<void> {
  const flag: Flag = { code: 'unknown-directive', expected: '-', found: directive }
  await operatorRows(store).updateOperator(operator.id, { flags: withFlag(operator.flags, flag), heardAt: now })
  publish({ is: 'operator', operator: operator.id })
}

// Returns --------------------------------------------------------------------------------------------------------

async function takeReturn(
  tx: Sampling,
  operator: StoredOperator,
  body: ReturnBody,
  jws: string,
): Promise<DirectiveSummary> {
  const { store, signer, now, record } = tx
  const directive = await roundRows(store).directive(body.directive)
  if (directive === null || directive.operator !== operator.id) return await takeStray(tx, operator, body, jws)
  const documents = await roundRows(store).documents(directive.id)
  const { return: earlier = null } = documents ?? {}
  const isSame = earlier !== null && canonicalJson(bodyOf<ReturnBody>(earlier)) === canonicalJson(body)
  if (isSame) return directiveSummary(directive, now)
  if (documents === null || documents.return !== null) return await takeSecond(tx, operator, directive, jws)
  const flags = reconcile({
    directive: await verify(documents.directive, { type: 'directive', key: signer.publicKey, schema: directiveBody }),
    sha256: directive.sha256,
    acknowledged: directive.acknowledged,
    progress: directive.tally,
    declared: directive.declared,
    returned: body,
  })
  const change = {
    state: body.state,
    isOpen: false,
    note: null,
    tally: body.tally,
    returnedAt: now,
    heardAt: now,
    flags: [...directive.flags, ...flags],
    // Who returns as stopped has heard the stop, though it may never have said so.
    obeyedSequence:
      body.state === 'stopped' && directive.wish === 'stop'
        ? Math.max(directive.obeyedSequence, directive.orderSequence)
        : directive.obeyedSequence,
  }
  await roundRows(store).updateDirective(directive.id, { ...change, returnDocument: jws })
  await record(nodeActor(operator), {
    action: 'directive.return',
    subject: { kind: 'directive', id: directive.id },
    details: {
      round: directive.round,
      serial: directive.serial,
      sha256: sha256Of(jws),
      state: body.state,
      accepted: body.tally.segments.accepted,
      flags: flags.map(({ code }) => code),
    },
  })
  await told(tx, operator, directive)
  return directiveSummary({ ...directive, ...change }, now)
}

/** The first return counts. Another one is kept and flagged: a directive ends once. */
async function takeSecond(
  tx: Sampling,
  operator: StoredOperator,
  directive: StoredDirective,
  jws: string,
): Promise<DirectiveSummary> {
  const flag: Flag = { code: 'progress-differs', expected: '1 return', found: '2' }
  const flags = withFlag(directive.flags, flag)
  const isNew = await keepStray(tx, operator, directive.id, jws)
  if (isNew) {
    await roundRows(tx.store).updateDirective(directive.id, { flags })
    await tellDirectives(tx, [directive.id])
  }
  return directiveSummary({ ...directive, flags }, tx.now)
}

/** We do not know the directive: our database is older than the node. */
async function takeStray(
  tx: Sampling,
  operator: StoredOperator,
  body: ReturnBody,
  jws: string,
): Promise<DirectiveSummary> {
  const { now } = tx
  if (await keepStray(tx, operator, body.directive, jws)) await flagUnknown(tx, operator, body.directive)
  return directiveSummary(
    {
      id: body.directive,
      serial: body.serial,
      round: body.round,
      operator: operator.id,
      operatorName: operator.name,
      purpose: body.purpose,
      version: 1,
      issuedAt: Date.parse(body.startedAt ?? body.endedAt),
      expiresAt: Date.parse(body.endedAt),
      silentAfter: Date.parse(body.endedAt),
      declared: null,
      sha256: body.sha256,
      state: body.state,
      isOpen: false,
      refusal: null,
      note: null,
      wish: 'run',
      orderSequence: 0,
      obeyedSequence: 0,
      acknowledged: null,
      tally: body.tally,
      toldAt: null,
      machine: null,
      heardAt: now,
      returnedAt: now,
      flags: [{ code: 'unknown-directive', expected: '-', found: body.directive }],
    },
    now,
  )
}

/** False if it was there already. Fails with strayReturnsFull. */
async function keepStray(
  { store, now, record }: Transaction,
  operator: StoredOperator,
  directive: string,
  jws: string,
): Promise<boolean> {
  const sha256 = sha256Of(jws)
  if (await roundRows(store).strayReturn(sha256)) return false
  const lately = await roundRows(store).strayReturns(operator.id, now - STRAY_RETURNS_MS)
  if (lately >= STRAY_RETURNS_MAX) throw roundsFailure('strayReturnsFull', { max: STRAY_RETURNS_MAX })
  await roundRows(store).insertStrayReturn({ sha256, operator: operator.id, directive, document: jws, at: now })
  await record(nodeActor(operator), {
    action: 'directive.stray',
    subject: { kind: 'directive', id: directive },
    details: { sha256 },
  })
  return true
}
