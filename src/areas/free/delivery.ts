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
import { randomUUID } from 'node:crypto'
import type { Changing, House } from '../../authority/house.ts'
import { Failure } from '../../base/failure.ts'
import {
  type HeldList,
  type ListAcknowledgementBody,
  type ListDirectiveBody,
  listAcknowledgementBody,
} from '../../directive/documents.ts'
import { sha256Of } from '../../directive/signing.ts'
import { readList } from '../../zerorating/signed.ts'
import type { Flag } from '../rounds/model.ts'
import { nodeActor, signedBy } from '../rounds/node-word.ts'
import { withFlag } from '../rounds/operator-view.ts'
import { operatorOf } from '../rounds/operators.ts'
import type { StoredOperator } from '../rounds/store.ts'
import type { StoredListDirective } from './store.ts'
import type { FreeUseCases } from './use-cases.ts'
import { listSubject } from './view.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A directive that was not taken by then is refused, and issued anew when the node says hello. */
const EXPIRES_MS = 7 * DAY_MS
/** What a node has refused is not issued to it again before that. */
const AGAIN_MS = 10 * 60 * 1000

/** The setting by which a restored database says since when nodes have to be heard again. */
export const LISTS_UNHEARD = 'lists-unheard-since'

type Theirs = 'last' | 'acknowledge' | 'takeBack'

export function freeDeliveryUseCases(house: House): Pick<FreeUseCases, Theirs> {
  return {
    last: async () => {
      const last = await house.store.free.lastList()
      return { version: last?.version ?? 0, sha256: last?.sha256 ?? null }
    },

    acknowledge: async (node, jws) => {
      const operator = await operatorOf(house.store, node.operator)
      const body = await signedBy(operator, jws, 'listAcknowledgement', listAcknowledgementBody)
      if (body.operator !== operator.id)
        throw new Failure('signatureWrong', { document: 'listAcknowledgement' })
      await house.change(async changing => await takeAnswer(changing, operator, body, jws))
      return body
    },

    takeBack: async (node, jws) => {
      const { list } = await readList(jws, house.signer.publicKey)
      await house.change(async changing => {
        const operator = await operatorOf(changing.store, node.operator)
        await takeBack(changing, operator, list, jws)
      })
    },
  }
}

/** What the directives of a version say of it. */
type Named = { readonly version: number; readonly sha256: string }

/** To every node that knows of lists. */
export async function issueToAll(changing: Changing, list: Named): Promise<void> {
  for (const operator of await changing.store.operators())
    if (takesLists(operator)) await issue(changing, operator.id, list)
}

/** After a hello: what the node lacks goes out to it. */
export async function issueLacking(
  changing: Changing,
  operator: StoredOperator,
  held: HeldList | undefined,
): Promise<void> {
  if (held === undefined || operator.state !== 'enrolled') return
  const { store, now } = changing
  const lists = (await store.free.lists()).filter(({ version }) => version > held.version)
  if (lists.length === 0) return
  const asked = await store.free.listDirectives({ operator: operator.id, above: held.version })
  for (const list of lists) {
    const ofIt = asked.filter(({ version }) => version === list.version)
    if (ofIt.some(directive => isWaitedFor(directive, now))) continue
    // One that it held and no longer does is not held either.
    for (const { id, state } of ofIt) if (state !== 'refused') await expire(changing, id)
    await issue(changing, operator.id, list)
  }
}

/** It may still be taken, or was refused just now. */
function isWaitedFor({ state, expiresAt, issuedAt }: StoredListDirective, now: number): boolean {
  if (state === 'issued') return expiresAt > now
  return state === 'refused' && issuedAt + AGAIN_MS > now
}

/** A node that holds what we never signed, as far as we know: our database is older, or it is not our list. */
export async function heldFlags(
  { store }: Pick<Changing, 'store'>,
  flags: readonly Flag[],
  held: HeldList | undefined,
): Promise<readonly Flag[]> {
  const rest = flags.filter(({ code }) => code !== 'list-unknown')
  if (held === undefined || held.version === 0) return rest
  const ours = (await store.free.lists()).find(({ version }) => version === held.version)
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
export async function refuseUnheard({ store }: Pick<Changing, 'store'>): Promise<void> {
  const since = Number((await store.setting(LISTS_UNHEARD)) ?? 0)
  if (since === 0) return
  const last = (await store.free.lastList())?.version ?? 0
  const unheard = (await store.operators()).filter(
    operator =>
      operator.state === 'enrolled' &&
      ((operator.heardAt ?? 0) <= since || (operator.hello?.freeList?.version ?? 0) > last),
  )
  if (unheard.length > 0)
    throw new Failure('listsUnheard', { operators: unheard.map(({ name }) => name).join(', ') })
}

function takesLists({ state, hello }: StoredOperator): boolean {
  return state === 'enrolled' && hello?.freeList !== undefined
}

async function issue(changing: Changing, id: string, list: Named): Promise<void> {
  const { store, signer, now, tell } = changing
  // Asked for anew: each directive draws the operator's next serial.
  const { serialLast } = await operatorOf(store, id)
  const body: ListDirectiveBody = {
    directive: randomUUID(),
    serial: serialLast + 1,
    operator: id,
    version: list.version,
    listSha256: list.sha256,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + EXPIRES_MS).toISOString(),
  }
  const document = await signer.sign('listDirective', body)
  await store.free.insertListDirective({
    id: body.directive,
    serial: body.serial,
    operator: id,
    version: list.version,
    issuedAt: now,
    expiresAt: now + EXPIRES_MS,
    sha256: sha256Of(document),
    document,
  })
  await store.updateOperator(id, { serialLast: body.serial })
  tell({ is: 'agenda', operator: id })
}

async function expire({ store, now }: Changing, id: string): Promise<void> {
  await store.free.updateListDirective(id, {
    state: 'expired',
    refusal: null,
    answeredAt: now,
  })
}

// Answers --------------------------------------------------------------------------------------------------------

/** The same one twice is one. */
async function takeAnswer(
  changing: Changing,
  operator: StoredOperator,
  body: ListAcknowledgementBody,
  jws: string,
): Promise<void> {
  const { store, now, record, tell } = changing
  const directive = await store.free.listDirective(body.directive)
  // Of before a restore: what the node holds, its hello tells.
  if (directive === null || directive.operator !== operator.id) return
  if (directive.state === 'held') return
  const { state, refusal } = await judged(changing, directive, body)
  if (directive.state === state && directive.refusal === refusal) return
  await store.free.updateListDirective(directive.id, {
    state,
    refusal,
    answeredAt: now,
    acknowledgement: jws,
  })
  await store.updateOperator(operator.id, { heardAt: now })
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
  tell({ is: 'free' })
  tell({ is: 'operator', operator: operator.id })
  tell({ is: 'agenda', operator: operator.id })
}

/** Who holds something else than what was issued does not hold it. */
async function judged(
  { store }: Changing,
  directive: StoredListDirective,
  { verdict, sha256, listSha256 }: ListAcknowledgementBody,
): Promise<Pick<StoredListDirective, 'refusal'> & { readonly state: 'held' | 'refused' }> {
  if (verdict.is === 'refused') return { state: 'refused', refusal: verdict.why }
  const list = (await store.free.lists()).find(({ version }) => version === directive.version)
  const isOurs = sha256 === directive.sha256 && listSha256 === list?.sha256
  return isOurs ? { state: 'held', refusal: null } : { state: 'refused', refusal: 'digest-differs' }
}

// After a restore ------------------------------------------------------------------------------------------------

/** The next version, signed before the restore. What is here already is the same, or is refused. */
async function takeBack(
  changing: Changing,
  operator: StoredOperator,
  list: {
    readonly version: number
    readonly previousSha256: string | null
    readonly issuedAt: string
  },
  document: string,
): Promise<void> {
  const { store, record, tell } = changing
  const sha256 = sha256Of(document)
  const last = await store.free.lastList()
  const before = last?.version ?? 0
  const ours = (await store.free.lists()).find(({ version }) => version === list.version)
  if (ours?.sha256 === sha256) return
  if (list.version !== before + 1 || list.previousSha256 !== (last?.sha256 ?? null))
    throw new Failure('listChainBroken', { version: list.version, before })
  const stored = {
    version: list.version,
    // Whoever has written since the version before may not approve what comes next.
    revision: last?.revision ?? 0,
    sha256,
    issuedAt: Date.parse(list.issuedAt),
    approvedBy: null,
  }
  await store.free.insertList({ ...stored, document })
  for (const each of await store.operators()) {
    const flags = await heldFlags(changing, each.flags, each.hello?.freeList)
    await store.updateOperator(each.id, { flags })
  }
  await issueToAll(changing, stored)
  await record(nodeActor(operator), {
    action: 'list.recover',
    subject: listSubject(list.version),
    details: { version: list.version, sha256 },
  })
  tell({ is: 'free' })
}
