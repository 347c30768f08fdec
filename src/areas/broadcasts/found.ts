/**
 * Broadcasts that were ordered after the backup of which the database was made: operators' nodes have them on the air, and nobody here knows.
 *
 *   hello ─ may be on the air there ─► lost here? ─► asked for ─► the directive as we signed it, the answer as its node did ─► kept, told
 *                                                                                          one person ─► an order to stop
 *
 * A node is believed nothing: only what our own key has signed for this very operator is kept, once, while its time is not over; and
 * nothing is ordered by that. What bulletin it was of may be unknown; where it is known, a cancel of that takes it off too.
 */

import type { Actor } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import {
  airedUntil,
  type BroadcastAcknowledgementBody,
  type BroadcastDirectiveBody,
  type BroadcastWish,
  broadcastAcknowledgementBody,
  broadcastDirectiveBody,
} from '../../directive/broadcast.ts'
import type { HelloBody } from '../../directive/documents.ts'
import { directiveFailure } from '../../directive/failures.ts'
import { sha256Of, verify } from '../../directive/signing.ts'
import type { NodeDelivery } from '../bulletins/node-delivery.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { takeAnswer } from '../operators/jobs.ts'
import type { NodeIdentity } from '../operators/model.ts'
import { nodeActor, signedBy } from '../operators/node-word.ts'
import { operatorRows, type StoredOperator } from '../operators/store.ts'
import type { FoundBroadcast } from './model.ts'
import { shown } from './shown.ts'
import { broadcastRows, type StoredBroadcast } from './store.ts'

type Delivery = NodeDelivery<StoredBroadcast, BroadcastWish, BroadcastAcknowledgementBody>

export interface FoundUseCases {
  giveBack(node: NodeIdentity, given: GivenBack): Promise<void>
  /** Of operators' nodes, what may be on the air and was unknown here; `operator`: only theirs; null: of all. */
  found(operator: string | null): Promise<readonly FoundBroadcast[]>
  /** One person, as a cancel is. What was stopped already stays so. */
  stopFound(actor: Actor, id: string): Promise<void>
}

export interface GivenBack {
  /** As this authority signed it. */
  readonly document: string
  /** What its node answered, signed by that. */
  readonly acknowledgement: string
}

/** Of what a node says that it may have on the air: digests of what is unknown here, or whose newest answer is. */
export async function lostOf(
  store: Reading,
  operator: string,
  { onAir = [] }: Pick<HelloBody, 'onAir'>,
): Promise<readonly string[]> {
  const lost: string[] = []
  for (const { directive, sha256, sequence } of onAir) {
    const known = await broadcastRows(store).one(directive)
    const isOurs = known?.operator === operator && known.sha256 === sha256
    if (!isOurs || known.obeyed < sequence) lost.push(sha256)
  }
  return lost
}

export function foundUseCases(work: UnitOfWork, delivery: Delivery): FoundUseCases {
  return {
    giveBack: async (node, { document: jws, acknowledgement }) => {
      const { operator, body: answer } = await signedBy(work.store, node, {
        jws: acknowledgement,
        type: 'broadcastAcknowledgement',
        schema: broadcastAcknowledgementBody,
      })
      const body = await verify(jws, {
        type: 'broadcastDirective',
        key: work.signer.publicKey,
        schema: broadcastDirectiveBody,
      })
      const isOfIt = answer.directive === body.directive && answer.sha256 === sha256Of(jws)
      if (body.operator !== operator.id || !isOfIt)
        throw directiveFailure('signatureWrong', { document: 'broadcastDirective' })
      await work.transaction(async tx => {
        if ((await broadcastRows(tx.store).one(body.directive)) === null)
          await keep(tx, { delivery, operator, jws, acknowledgement, body, answer })
        else await takeAnswer(tx, delivery.answers, { operator, body: answer, jws: acknowledgement })
      })
    },

    found: async operator => {
      const { store } = work
      const names = new Map((await operatorRows(store).operators()).map(({ id, name }) => [id, name]))
      const all = await broadcastRows(store).found(work.now())
      return await Promise.all(
        all
          .filter(each => operator === null || each.operator === operator)
          .map(async each => await asFound(work, each, names.get(each.operator) ?? each.operator)),
      )
    },

    stopFound: async (actor, id) =>
      await work.transaction(async tx => {
        const found = await broadcastRows(tx.store).one(id)
        if (found === null || found.foundAt === null) throw notFound('broadcast')
        if (found.wish === 'stop') return
        await delivery.order(tx, id, 'stop', trailActor(actor))
      }),
  }
}

/** What each answer was given to. */
const WISHES = { held: 'run', replaced: 'replace', withdrawn: 'stop' } as const satisfies Readonly<
  Record<string, BroadcastWish>
>

async function keep(
  tx: Transaction,
  of: {
    readonly delivery: Delivery
    readonly operator: StoredOperator
    readonly jws: string
    readonly acknowledgement: string
    readonly body: BroadcastDirectiveBody
    readonly answer: BroadcastAcknowledgementBody
  },
): Promise<void> {
  const { store, now, record, publish } = tx
  const { delivery, operator, jws, acknowledgement, body, answer } = of
  const { verdict, sequence } = answer
  const endsAt = endOf(body, answer)
  if (verdict.is === 'refused' || endsAt <= now) return
  const { directive: id, serial, code } = body
  const { bulletin, version } = body.content
  const wish = WISHES[verdict.is]
  await broadcastRows(store).put({
    id,
    serial,
    operator: operator.id,
    bulletin,
    version,
    sha256: sha256Of(jws),
    endsAt,
    sequence,
    wish,
    state: verdict.is,
    refusal: null,
    answeredAt: now,
    foundAt: now,
    issuedAt: Date.parse(body.issuedAt),
    expiresAt: Date.parse(body.expiresAt),
    directive: jws,
    order: await delivery.signedOrder(tx, { id, operator: operator.id }, { sequence, wish }),
    code,
    obeyed: sequence,
    cells: verdict.is === 'held' ? verdict.cells : null,
    counts: {},
  })
  await broadcastRows(store).keepAcknowledgement(id, acknowledgement)
  await record(nodeActor(operator), {
    action: 'broadcast.find',
    subject: { kind: 'broadcast', id },
    details: { bulletin, version, serial, code, until: new Date(endsAt).toISOString() },
  })
  publish({ is: 'broadcast', bulletin })
}

/** In milliseconds since 1970. */
function endOf({ content }: BroadcastDirectiveBody, answer: BroadcastAcknowledgementBody): number {
  const { broadcast } = content.renditions
  if (broadcast === undefined) return 0
  const ordered = Date.parse(answer.at)
  return answer.verdict.is === 'replaced'
    ? airedUntil(broadcast, { says: 'correction', ordered })
    : airedUntil(broadcast, { says: 'message' })
}

async function asFound(
  work: UnitOfWork,
  each: StoredBroadcast & { readonly directive: string },
  operatorName: string,
): Promise<FoundBroadcast> {
  const { content } = await verify(each.directive, {
    type: 'broadcastDirective',
    key: work.signer.publicKey,
    schema: broadcastDirectiveBody,
  })
  const isKnown = (await releasesOf(work.store).of(each.bulletin)).length > 0
  const [page] = content.renditions.page
  return {
    ...shown(each, { operatorName, content, now: work.now() }),
    title: page?.title ?? '',
    purpose: content.purpose,
    isBulletinKnown: isKnown,
  }
}
