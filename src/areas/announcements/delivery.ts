/**
 * Announcements at the operators' nodes, as `node-delivery.ts` of bulletins delivers them: what is issued, when it is heard no more, and
 * the calls that heard it.
 */

import type { Reading } from '../../authority/store.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import {
  type AnnouncementAcknowledgementBody,
  type AnnouncementCountBody,
  announcementAcknowledgementBody,
  announcementCountBody,
  announcementRefusalReason,
} from '../../directive/announcement.ts'
import { ANNOUNCEMENTS_MAX } from '../../directive/documents.ts'
import type { Proof } from '../bulletins/model.ts'
import {
  isTaken,
  lastAsked,
  NodeDelivery,
  operatorProofs,
  operatorsProof,
  stateAt,
} from '../bulletins/node-delivery.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { acknowledge, theirs } from '../operators/jobs.ts'
import type { NodeIdentity } from '../operators/model.ts'
import { nodeActor, signedBy } from '../operators/node-word.ts'
import { operatorRows, type StoredOperator } from '../operators/store.ts'
import { type Announcement, announcementState } from './model.ts'
import { announcementRows, type StoredAnnouncement } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    announcement: { readonly bulletin: string }
  }
}

export interface AnnouncementUseCases {
  /** What the log of releases wants of operators and was not yet carried out. */
  carryOut(): Promise<void>
  /** `operator`: only theirs; null: of all. */
  ofBulletin(bulletin: string, operator: string | null): Promise<readonly Announcement[]>
  proofs(bulletin: string): Promise<readonly Proof[]>
  acknowledge(node: NodeIdentity, jws: string): Promise<void>
  count(node: NodeIdentity, jws: string): Promise<void>
}

export function announcementUseCases(work: UnitOfWork): AnnouncementUseCases {
  return {
    carryOut: async () => await DELIVERY.carryOut(work),

    ofBulletin: async (bulletin, operator) => {
      const names = new Map((await operatorRows(work.store).operators()).map(({ id, name }) => [id, name]))
      const all = await announcementRows(work.store).ofBulletin(bulletin)
      return all
        .filter(each => operator === null || each.operator === operator)
        .map(each => shown(each, names.get(each.operator) ?? each.operator, work.now()))
    },

    proofs: async bulletin => proofsOf(await announcementRows(work.store).ofBulletin(bulletin), work.now()),

    acknowledge: async (node, jws) => await acknowledge(work, DELIVERY.answers, node, jws),

    count: async (node, jws) => {
      const { operator, body } = await signedBy(work.store, node, {
        jws,
        type: 'announcementCount',
        schema: announcementCountBody,
      })
      await work.transaction(async tx => await takeCount(tx, operator, body, jws))
    },
  }
}

/** A stop is for good; what was withdrawn is not held again. */
const DEEDS = { held: 'hold', withdrawn: 'withdraw', refused: 'refuse' } as const

const DELIVERY = new NodeDelivery<StoredAnnouncement, 'run' | 'stop', AnnouncementAcknowledgementBody>({
  name: 'announcements',
  kind: 'announcement',
  documents: { directive: 'announcementDirective', order: 'order', answer: 'announcementAcknowledgement' },
  rows: announcementRows,
  openMax: ANNOUNCEMENTS_MAX,
  answer: announcementAcknowledgementBody,
  told: bulletin => ({ is: 'announcement', bulletin }),
  takes: ({ announcements }) => announcements === true,
  draw: async (_, { content }) => {
    const { ring } = content.renditions
    const file = ring?.sound.files.find(({ form }) => form === 'alaw')
    if (ring === null || file === undefined) return null
    return {
      body: {},
      row: { sound: file.sha256, calls: null, countedAt: null, isFinal: false },
      endsAt: Date.parse(ring.until),
      details: { sound: file.sha256 },
    }
  },
  run: 'run',
  // Whatever is released of a bulletin, what went out of it before is heard no more.
  wishAfter: ({ wish }) => (wish === 'stop' ? null : 'stop'),
  deedOf: () => 'stop',
  answered: (found, { verdict }) => {
    const { is: state } = verdict
    if (found.state === state || found.state === 'withdrawn') return null
    const refusal = verdict.is === 'refused' ? verdict.why : null
    return { change: { state, refusal }, deed: DEEDS[state] }
  },
  agendaOf: async (store, open) => ({ announcements: await withSounds(store, open) }),
})

export const announcementsAtNodes = DELIVERY.atNodes

async function withSounds(
  store: Reading,
  open: readonly (StoredAnnouncement & { readonly directive: string; readonly order: string })[],
) {
  return await Promise.all(
    open.map(async ({ directive, order, sound, wish }) => {
      const file = wish === 'stop' ? null : await releasesOf(store).file(sound)
      return { directive, order, ...(file && { sound: file.octets.toString('base64') }) }
    }),
  )
}

/** The newest counts; the last is in the trail. */
async function takeCount(
  { store, record, publish }: Transaction,
  operator: StoredOperator,
  { calls, asOf, isFinal, ...of }: AnnouncementCountBody,
  jws: string,
): Promise<void> {
  const found = await theirs(announcementRows(store), operator, of)
  const countedAt = Date.parse(asOf)
  if (found === null || found.isFinal || (found.countedAt ?? 0) >= countedAt) return
  const rows = announcementRows(store)
  await rows.put({ ...found, calls, countedAt, isFinal })
  await rows.keepCount(found.id, jws)
  if (isFinal)
    await record(nodeActor(operator), {
      action: 'announcement.count',
      subject: { kind: 'announcement', id: found.id },
      details: { bulletin: found.bulletin, serial: found.serial, calls },
    })
  publish({ is: 'announcement', bulletin: found.bulletin })
}

// As it is shown ---------------------------------------------------------------------------------------------------

function shown(each: StoredAnnouncement, operatorName: string, now: number): Announcement {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    id: each.id,
    bulletin: each.bulletin,
    version: each.version,
    operator: each.operator,
    operatorName,
    state: announcementState.parse(stateAt(each, now)),
    isStopped: each.wish === 'stop',
    refusal: each.refusal === null ? null : announcementRefusalReason.parse(each.refusal),
    issuedAt: new Date(each.issuedAt).toISOString(),
    endsAt: new Date(each.endsAt).toISOString(),
    answeredAt: iso(each.answeredAt),
    calls: each.calls,
    countedAt: iso(each.countedAt),
    isFinal: each.isFinal,
  }
}

/**
 * Operators and calls are told apart: nobody knows how many people a call was. Of an operator that refused and was asked again the last
 * answer counts; its calls are all that it counted.
 */
export function proofsOf(told: readonly StoredAnnouncement[], now: number): readonly Proof[] {
  const counted = told.filter(({ calls }) => calls !== null)
  const silent = lastAsked(told).filter(each => isTaken(each) && each.calls === null && each.endsAt <= now)
  return [
    ...operatorProofs('ring', told, now),
    ...(counted.length === 0 ? [] : [playedBy(counted)]),
    ...(silent.length === 0 ? [] : [operatorsProof('ring', 'unknown', silent)]),
  ]
}

function playedBy(counted: readonly StoredAnnouncement[]): Proof {
  const at = Math.max(...counted.map(({ countedAt }) => countedAt ?? 0))
  return {
    channel: 'ring',
    release: 'publish',
    kind: 'played',
    unit: 'calls',
    count: counted.reduce((sum, { calls }) => sum + (calls ?? 0), 0),
    at: new Date(at).toISOString(),
  }
}
