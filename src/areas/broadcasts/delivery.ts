/**
 * Cell broadcasts at the operators' nodes, as `node-delivery.ts` of bulletins delivers them: what is issued under which serial number, when
 * its correction has its place, when it is off the air, and on how many cells it was.
 */

import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import {
  type BroadcastAcknowledgementBody,
  type BroadcastCountBody,
  type BroadcastWish,
  broadcastAcknowledgementBody,
  broadcastCountBody,
  FIRST_UPDATE,
  SCOPE,
} from '../../directive/broadcast.ts'
import { BROADCASTS_MAX } from '../../directive/documents.ts'
import type { Proof } from '../bulletins/model.ts'
import { NodeDelivery } from '../bulletins/node-delivery.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { acknowledge, theirs } from '../operators/jobs.ts'
import type { NodeIdentity } from '../operators/model.ts'
import { nodeActor, signedBy } from '../operators/node-word.ts'
import { operatorRows, type StoredOperator } from '../operators/store.ts'
import { codeFor } from './codes.ts'
import { type FoundUseCases, foundUseCases, lostOf } from './found.ts'
import type { Broadcast } from './model.ts'
import { broadcastProofs } from './proofs.ts'
import { shown } from './shown.ts'
import { broadcastRows, type StoredBroadcast } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    broadcast: { readonly bulletin: string }
  }
}

export interface BroadcastUseCases extends FoundUseCases {
  /** What the log of releases wants of operators and was not yet carried out. */
  carryOut(): Promise<void>
  /** `operator`: only theirs; null: of all. */
  ofBulletin(bulletin: string, operator: string | null): Promise<readonly Broadcast[]>
  proofs(bulletin: string): Promise<readonly Proof[]>
  acknowledge(node: NodeIdentity, jws: string): Promise<void>
  count(node: NodeIdentity, jws: string): Promise<void>
}

export function broadcastUseCases(work: UnitOfWork): BroadcastUseCases {
  return {
    carryOut: async () => await DELIVERY.carryOut(work),

    ofBulletin: async (bulletin, operator) => {
      const { store } = work
      const names = new Map((await operatorRows(store).operators()).map(({ id, name }) => [id, name]))
      const all = await broadcastRows(store).ofBulletin(bulletin)
      const contents = new Map((await releasesOf(store).of(bulletin)).map(({ version, content }) => [version, content]))
      return all
        .filter(each => operator === null || each.operator === operator)
        .map(each =>
          shown(each, {
            operatorName: names.get(each.operator) ?? each.operator,
            content: contents.get(each.version) ?? null,
            now: work.now(),
          }),
        )
    },

    proofs: async bulletin => broadcastProofs(await broadcastRows(work.store).ofBulletin(bulletin), work.now()),

    ...foundUseCases(work, DELIVERY),

    acknowledge: async (node, jws) => await acknowledge(work, DELIVERY.answers, node, jws),

    count: async (node, jws) => {
      const { operator, body } = await signedBy(work.store, node, {
        jws,
        type: 'broadcastCount',
        schema: broadcastCountBody,
      })
      await work.transaction(async tx => await takeCount(tx, operator, body, jws))
    },
  }
}

const DEEDS = { held: 'hold', replaced: 'confirm-correction', withdrawn: 'withdraw', refused: 'refuse' } as const

const DELIVERY = new NodeDelivery<StoredBroadcast, BroadcastWish, BroadcastAcknowledgementBody>({
  name: 'broadcasts',
  kind: 'broadcast',
  documents: { directive: 'broadcastDirective', order: 'broadcastOrder', answer: 'broadcastAcknowledgement' },
  rows: broadcastRows,
  openMax: BROADCASTS_MAX,
  answer: broadcastAcknowledgementBody,
  told: bulletin => ({ is: 'broadcast', bulletin }),
  takes: ({ broadcasts }) => broadcasts === true,
  draw: async (tx, release) => {
    const { broadcast } = release.content.renditions
    if (broadcast === undefined || Date.parse(broadcast.until) <= tx.now) return null
    const code = await codeFor(tx, release)
    if (code === null) return null
    return {
      body: { scope: SCOPE, code, update: FIRST_UPDATE },
      row: { code, obeyed: 0, cells: null, counts: {}, foundAt: null },
      endsAt: Date.parse(broadcast.until),
      details: { code },
    }
  },
  run: 'run',
  wishAfter: (each, { kind, version }) => {
    if (kind !== 'correct' || version !== each.version) return 'stop'
    // Of what was never on the air there is nothing to correct.
    return each.state === 'refused' || each.state === 'expired' ? 'stop' : 'replace'
  },
  deedOf: wish => (wish === 'replace' ? 'correct' : 'stop'),
  answered: (found, { verdict, sequence }) => {
    if (sequence <= found.obeyed) return null
    const { is: state } = verdict
    return {
      change: {
        state,
        obeyed: sequence,
        refusal: verdict.is === 'refused' ? verdict.why : null,
        ...(verdict.is === 'held' && { cells: verdict.cells }),
      },
      deed: DEEDS[state],
    }
  },
  agendaOf: async (_, open) => ({ broadcasts: open.map(({ directive, order }) => ({ directive, order })) }),
  answerTo: async (store, operator, hello) => {
    const lostBroadcasts = await lostOf(store, operator, hello)
    return lostBroadcasts.length === 0 ? {} : { lostBroadcasts }
  },
})

export const broadcastsAtNodes = DELIVERY.atNodes

/** The newest of the message and of its correction; the last of each is in the trail. */
async function takeCount(
  { store, record, publish }: Transaction,
  operator: StoredOperator,
  body: BroadcastCountBody,
  jws: string,
): Promise<void> {
  const found = await theirs(broadcastRows(store), operator, body)
  const { says, cells, provinces, causes, broadcasts, leaving, systems, asOf, isFinal } = body
  const before = found?.counts[says]
  if (found === null || before?.isFinal) return
  if (before !== undefined && Date.parse(before.asOf) >= Date.parse(asOf)) return
  const count = {
    says,
    cells,
    provinces,
    broadcasts,
    leaving,
    asOf,
    isFinal,
    ...(causes && { causes }),
    ...(systems && { systems }),
  }
  const rows = broadcastRows(store)
  await rows.put({ ...found, counts: { ...found.counts, [says]: count } })
  await rows.keepCount(found.id, says, jws)
  if (isFinal)
    await record(nodeActor(operator), {
      action: 'broadcast.count',
      subject: { kind: 'broadcast', id: found.id },
      details: { bulletin: found.bulletin, serial: found.serial, says, ...cells },
    })
  publish({ is: 'broadcast', bulletin: found.bulletin })
}
