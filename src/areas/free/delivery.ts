/**
 * How a version of what is free comes to the operators' nodes: a list directive for each, and what they answer.
 *
 *   signed ─► a directive for each node that knows of lists ─► held, by its digest, or refused and why
 *   hello  ─► the node tells what it holds: what it lacks, or let expire, is issued to it anew
 *
 * A node's own word of what it holds decides, so that one that lost its disk, was away for weeks or is new gets every
 * version, in order. After a restore a node may hold what the authority has lost: the document is signed by the
 * authority's own key and chained to the last one, so it is taken back, and nothing is signed before all nodes have
 * said what they hold.
 */

import { approvalOf } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import {
  type HeldList,
  LISTS_MAX,
  type ListAcknowledgementBody,
  type ListDirectiveBody,
  listAcknowledgementBody,
} from '../../directive/documents.ts'
import { sha256Of } from '../../directive/signing.ts'
import { zeroratingFailure } from '../../zerorating/failures.ts'
import { readList } from '../../zerorating/signed.ts'
import { issueDirective } from '../operators/issuing.ts'
import type { Flag } from '../operators/model.ts'
import type { NodeExtension } from '../operators/node-extension.ts'
import { isKeptFrom, nodeActor, signedBy } from '../operators/node-word.ts'
import { operatorOf } from '../operators/operators.ts'
import type { StoredOperator } from '../operators/store.ts'
import { operatorRows } from '../operators/store.ts'
import { withFlag } from '../operators/summaries.ts'
import { freeFailure } from './failures.ts'
import { THE_LIST } from './said.ts'
import type { StoredList, StoredListDirective } from './store.ts'
import { freeRows } from './store.ts'
import type { FreeUseCases } from './use-cases.ts'
import { listSubject } from './view.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A directive that was not taken by then is refused, and issued anew when the node says hello. */
const EXPIRES_MS = 7 * DAY_MS
/** What a node has refused is not issued to it again before that. */
const AGAIN_MS = 10 * 60 * 1000

/** The setting by which a restored database says since when nodes have to be heard again. */
const LISTS_UNHEARD = 'lists-unheard-since'

export function freeDeliveryUseCases(work: UnitOfWork) {
  return {
    acknowledge: async (node, jws) => {
      const document = { jws, type: 'listAcknowledgement', schema: listAcknowledgementBody } as const
      const { operator, body } = await signedBy(work.store, node, document)
      await work.transaction(async tx => await takeAnswer(tx, operator, body, jws))
      return body
    },

    takeBack: async (node, jws) => {
      const { list } = await readList(jws, work.signer.publicKey)
      await work.transaction(async tx => {
        const operator = await operatorOf(tx.store, node.operator)
        await takeBack(tx, operator, list, jws)
      })
    },
  } satisfies Partial<FreeUseCases>
}

/** What passes to nodes and from them about the list, as operators know it. */
export const freeAtNodes: NodeExtension = {
  agenda: async (store, operator) => {
    const isKept = await isKeptFrom(store)
    if (isKept(await operatorOf(store, operator))) return {}
    const lists = await freeRows(store).listAgenda(operator, LISTS_MAX)
    // A node that knows nothing of lists is given none, and would not take the field either.
    return lists.length > 0 ? { lists: [...lists] } : {}
  },
  flags: async (store, flags, { freeList }) => await heldFlags(store, flags, freeList),
  heard: async (tx, operator, hello) => {
    const isKept = await isKeptFrom(tx.store)
    if (!isKept({ hello })) await issueLacking(tx, operator, hello.freeList)
  },
  answer: async store => ({ freeList: await lastHeld(store) }),
  restored: async tx => await holdDraft(tx),
}

async function lastHeld(store: Reading): Promise<HeldList> {
  const last = await freeRows(store).lastList()
  return { version: last?.version ?? 0, sha256: last?.sha256 ?? null }
}

/** What the directives of a version say of it. */
type Named = Pick<StoredList, 'version' | 'revision' | 'sha256'>

/** To every node that knows of lists, and asks who has signed them. */
export async function issueToAll(tx: Transaction, list: Named): Promise<void> {
  const isKept = await isKeptFrom(tx.store)
  for (const operator of await operatorRows(tx.store).operators())
    if (takesLists(operator) && !isKept(operator)) await issue(tx, operator.id, list)
}

/** After a hello: what the node lacks goes out to it. */
async function issueLacking(tx: Transaction, operator: StoredOperator, held: HeldList | undefined): Promise<void> {
  if (held === undefined || operator.state !== 'enrolled') return
  const { store, now } = tx
  const lists = (await freeRows(store).lists()).filter(({ version }) => version > held.version)
  if (lists.length === 0) return
  const asked = await freeRows(store).listDirectives({ operator: operator.id, above: held.version })
  for (const list of lists) {
    const ofIt = asked.filter(({ version }) => version === list.version)
    if (ofIt.some(directive => isWaitedFor(directive, now))) continue
    // One that it held and no longer does is not held either.
    for (const { id, state } of ofIt) if (state !== 'refused') await expire(tx, id)
    await issue(tx, operator.id, list)
  }
}

/** It may still be taken, or was refused just now. */
function isWaitedFor({ state, expiresAt, issuedAt }: StoredListDirective, now: number): boolean {
  if (state === 'issued') return expiresAt > now
  return state === 'refused' && issuedAt + AGAIN_MS > now
}

/** A node that holds what we never signed, as far as we know: our database is older, or it is not our list. */
async function heldFlags(store: Reading, flags: readonly Flag[], held: HeldList | undefined): Promise<readonly Flag[]> {
  const rest = flags.filter(({ code }) => code !== 'list-unknown')
  if (held === undefined || held.version === 0) return rest
  const ours = (await freeRows(store).lists()).find(({ version }) => version === held.version)
  if (ours?.sha256 === held.sha256) return rest
  return withFlag(rest, {
    code: 'list-unknown',
    expected: ours === undefined ? '-' : `${ours.version} ${ours.sha256}`,
    found: `${held.version} ${held.sha256}`,
  })
}

/**
 * After a restore: fails with listsUnheard until every node has said hello since, and none holds a version that is not
 * here. An operator whose node is gone for good is revoked first.
 */
export async function refuseUnheard({ store }: Pick<Transaction, 'store'>): Promise<void> {
  const since = Number((await store.setting(LISTS_UNHEARD)) ?? 0)
  if (since === 0) return
  const last = (await freeRows(store).lastList())?.version ?? 0
  const unheard = (await operatorRows(store).operators()).filter(
    operator =>
      operator.state === 'enrolled' &&
      ((operator.heardAt ?? 0) <= since || (operator.hello?.freeList?.version ?? 0) > last),
  )
  if (unheard.length > 0) throw freeFailure('listsUnheard', { operators: unheard.map(({ name }) => name).join(', ') })
}

function takesLists({ state, hello }: StoredOperator): boolean {
  return state === 'enrolled' && hello?.freeList !== undefined
}

async function issue(tx: Transaction, id: string, list: Named): Promise<void> {
  const { store, now } = tx
  const { version, sha256: listSha256 } = list
  const issued = await issueDirective(tx, id, {
    type: 'listDirective',
    expiresAt: now + EXPIRES_MS,
    body: async (head): Promise<ListDirectiveBody> => ({
      ...head,
      version,
      listSha256,
      ...(await approvalNow(store, list)),
    }),
  })
  await freeRows(store).insertListDirective({ ...issued, version })
}

/** Who submitted and approved it, as they signed; nothing where it was approved without a roster. */
async function approvalNow(
  store: Reading,
  { version, revision }: Named,
): Promise<Pick<ListDirectiveBody, 'approval' | 'isAtOnce'>> {
  const approval = await approvalOf(store, { of: 'free-list', subject: THE_LIST, version })
  if (approval === null) return {}
  const written = await freeRows(store).revision(revision)
  return { approval, isAtOnce: written?.content.inForceFrom === null }
}

async function expire({ store, now }: Transaction, id: string): Promise<void> {
  await freeRows(store).updateListDirective(id, { state: 'expired', refusal: null, answeredAt: now })
}

// Answers --------------------------------------------------------------------------------------------------------

/** The same one twice is one. */
async function takeAnswer(
  tx: Transaction,
  operator: StoredOperator,
  body: ListAcknowledgementBody,
  jws: string,
): Promise<void> {
  const { store, now, record, publish } = tx
  const directive = await freeRows(store).listDirective(body.directive)
  // Of before a restore: what the node holds, its hello tells.
  if (directive === null || directive.operator !== operator.id) return
  if (directive.state === 'held') return
  const { state, refusal } = await judged(tx, directive, body)
  if (directive.state === state && directive.refusal === refusal) return
  await freeRows(store).updateListDirective(directive.id, { state, refusal, answeredAt: now, acknowledgement: jws })
  await operatorRows(store).updateOperator(operator.id, { heardAt: now })
  // For another reason than before: a node may find ever new ones, and the trail has that it refused.
  const isToldAgain = directive.state === 'refused' && state === 'refused'
  if (!isToldAgain)
    await record(nodeActor(operator), {
      action: state === 'held' ? 'list.acknowledge' : 'list.refuse',
      subject: listSubject(directive.version),
      details: {
        version: directive.version,
        serial: directive.serial,
        sha256: body.listSha256,
        ...(refusal === null ? {} : { reason: refusal }),
      },
    })
  publish({ is: 'free' })
  publish({ is: 'operator', operator: operator.id })
  publish({ is: 'agenda', operator: operator.id })
}

/** Who holds something else than what was issued does not hold it. */
async function judged(
  { store }: Transaction,
  directive: StoredListDirective,
  { verdict, sha256, listSha256 }: ListAcknowledgementBody,
): Promise<Pick<StoredListDirective, 'refusal'> & { readonly state: 'held' | 'refused' }> {
  if (verdict.is === 'refused') return { state: 'refused', refusal: verdict.why }
  const list = (await freeRows(store).lists()).find(({ version }) => version === directive.version)
  const isOurs = sha256 === directive.sha256 && listSha256 === list?.sha256
  return isOurs ? { state: 'held', refusal: null } : { state: 'refused', refusal: 'digest-differs' }
}

// After a restore ------------------------------------------------------------------------------------------------

/** The next version, signed before the restore. What is here already is the same, or is refused. */
async function takeBack(
  tx: Transaction,
  operator: StoredOperator,
  list: { readonly version: number; readonly previousSha256: string | null; readonly issuedAt: string },
  document: string,
): Promise<void> {
  const { store, record, publish } = tx
  const sha256 = sha256Of(document)
  const last = await freeRows(store).lastList()
  const before = last?.version ?? 0
  const ours = (await freeRows(store).lists()).find(({ version }) => version === list.version)
  if (ours?.sha256 === sha256) return
  if (list.version !== before + 1 || list.previousSha256 !== (last?.sha256 ?? null))
    throw zeroratingFailure('listChainBroken', { version: list.version, before })
  const stored = {
    version: list.version,
    // Whoever has written since the version before may not approve what comes next.
    revision: last?.revision ?? 0,
    sha256,
    issuedAt: Date.parse(list.issuedAt),
    approvedBy: null,
  }
  await freeRows(store).insertList({ ...stored, document })
  for (const each of await operatorRows(store).operators()) {
    const flags = await heldFlags(tx.store, each.flags, each.hello?.freeList)
    await operatorRows(store).updateOperator(each.id, { flags })
  }
  await issueToAll(tx, stored)
  await record(nodeActor(operator), {
    action: 'list.recover',
    subject: listSubject(list.version),
    details: { version: list.version, sha256 },
  })
  publish({ is: 'free' })
}

/** The next version may have been signed already: a second one of that number would break the chain at the nodes. */
async function holdDraft({ store, now, record }: Transaction): Promise<void> {
  await store.setSetting(LISTS_UNHEARD, String(now))
  const draft = await freeRows(store).draft()
  if (draft?.state !== 'submitted') return
  const change = { state: 'returned', updatedAt: now, updatedBy: SYSTEM.name } as const
  await freeRows(store).setDraft({ ...draft, ...change })
  const version = ((await freeRows(store).lastList())?.version ?? 0) + 1
  await record(SYSTEM, {
    action: 'list.hold',
    subject: listSubject(version),
    details: {
      version,
      reason:
        'Đã khôi phục từ bản sao lưu: phiên bản này có thể đã được ký. / Restored from a backup: this version may have been signed.',
    },
  })
}
