/**
 * How an announcement comes to the operators' nodes: a directive and an order for each that takes them, and what they answer.
 *
 *   log of releases ─► carryOut: publish ─► directives, orders to run     correct, cancel, a newer version ─► orders to stop
 *   hello           ─► a node that is new or lost its disk is issued what is still to be heard
 *   answer, count   ─► kept as the node signed them
 *
 * The last serial of the log that was carried out is kept in the transaction that carried it out: once each, after any crash.
 */
import { randomUUID } from 'node:crypto'
import { approvalOf } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { Changing, House } from '../../authority/unit-of-work.ts'
import {
  type AnnouncementAcknowledgementBody,
  type AnnouncementCountBody,
  type AnnouncementDirectiveBody,
  announcementAcknowledgementBody,
  announcementCountBody,
} from '../../directive/announcement.ts'
import { saidOfBulletin } from '../../directive/bulletin.ts'
import { ANNOUNCEMENTS_MAX, type OrderBody, type Wish } from '../../directive/documents.ts'
import { directiveFailure } from '../../directive/failures.ts'
import { sha256Of, verify } from '../../directive/signing.ts'
import type { Released } from '../bulletins/channel.ts'
import type { Proof, ProofKind } from '../bulletins/model.ts'
import { releasesOf } from '../bulletins/releases.ts'
import type { NodeIdentity } from '../rounds/model.ts'
import type { NodeExtension } from '../rounds/node-extension.ts'
import { nodeActor } from '../rounds/node-word.ts'
import { operatorOf } from '../rounds/operators.ts'
import { roundRows, type StoredOperator } from '../rounds/store.ts'
import type { Announcement, AnnouncementState } from './model.ts'
import { type AnnouncementDocuments, announcementRows, type StoredAnnouncement } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    announcement: { readonly bulletin: string }
  }
}

/** A directive that was not taken by then is refused by its node. */
const EXPIRES_MS = 24 * 60 * 60 * 1000
/** Releases in one transaction. */
const RELEASES_MAX = 20
/** Of the log of releases: the last that was carried out. */
const CARRIED_OUT = 'announcements.released'
/**
 * Of the log of releases: the last one of before a restore. What the restored database believes to stand may have been taken back
 * since: nobody is issued it, until people release it anew.
 */
const RESTORED_AT = 'announcements.restored'
/** What a node has refused is not issued to it again before that. */
const AGAIN_MS = 10 * 60 * 1000

export interface AnnouncementUseCases {
  /** What the log of releases wants of operators and was not yet carried out. */
  carryOut(): Promise<void>
  /** `operator`: only theirs; null: of all. */
  ofBulletin(bulletin: string, operator: string | null): Promise<readonly Announcement[]>
  proofs(bulletin: string): Promise<readonly Proof[]>
  acknowledge(node: NodeIdentity, jws: string): Promise<void>
  count(node: NodeIdentity, jws: string): Promise<void>
}

export function announcementUseCases(house: House): AnnouncementUseCases {
  return {
    carryOut: async () => {
      while (await house.change(async changing => await carryOutNext(changing)));
    },

    ofBulletin: async (bulletin, operator) => {
      const names = new Map(
        (await roundRows(house.store).operators()).map(({ id, name }) => [id, name]),
      )
      const all = await announcementRows(house.store).announcementsOf(bulletin)
      return all
        .filter(each => operator === null || each.operator === operator)
        .map(each => shown(each, names.get(each.operator) ?? each.operator, house.now()))
    },

    proofs: async bulletin =>
      proofsOf(await announcementRows(house.store).announcementsOf(bulletin), house.now()),

    acknowledge: async (node, jws) => {
      const { operator, body } = await said(house.store, node, {
        jws,
        type: 'announcementAcknowledgement',
        schema: announcementAcknowledgementBody,
      })
      await house.change(async changing => await takeAnswer(changing, operator, body, jws))
    },

    count: async (node, jws) => {
      const { operator, body } = await said(house.store, node, {
        jws,
        type: 'announcementCount',
        schema: announcementCountBody,
      })
      await house.change(async changing => await takeCount(changing, operator, body, jws))
    },
  }
}

/** What passes to nodes and from them about announcements, as rounds' routes for nodes know it. */
export const announcementsAtNodes: NodeExtension = {
  agenda: async (store, operator) => {
    const open = stopsFirst(await announcementRows(store).openAt(operator))
    if (open.length === 0) return {}
    const announcements = await Promise.all(
      open.map(async ({ directive, order, sound, wish }) => {
        const file = wish === 'stop' ? null : await releasesOf(store).file(sound)
        return { directive, order, ...(file && { sound: file.octets.toString('base64') }) }
      }),
    )
    return { announcements }
  },
  flags: async (_store, flags) => flags,
  heard: async (changing, operator, hello) => {
    if (hello.announcements === true) await issueLacking(changing, operator)
  },
  answer: async () => ({}),
  restored: async ({ store }) => {
    await announcementRows(store).expireOpen()
    const last = String(await lastSerial(store))
    await store.setSetting(CARRIED_OUT, last)
    await store.setSetting(RESTORED_AT, last)
  },
}

/** A stop never waits behind what is to begin. */
function stopsFirst<Of extends Pick<StoredAnnouncement, 'wish'>>(open: readonly Of[]): Of[] {
  const isStop = ({ wish }: Of) => wish === 'stop'
  return [...open.filter(isStop), ...open.filter(each => !isStop(each))].slice(0, ANNOUNCEMENTS_MAX)
}

async function lastSerial(store: Reading): Promise<number> {
  let last = Number((await store.setting(CARRIED_OUT)) ?? 0)
  for (;;) {
    const newest = (await releasesOf(store).after(last, RELEASES_MAX)).at(-1)
    if (newest === undefined) return last
    last = newest.serial
  }
}

// Releases ---------------------------------------------------------------------------------------------------------

/** False: there is nothing left. */
async function carryOutNext(changing: Changing): Promise<boolean> {
  const { store } = changing
  const last = Number((await store.setting(CARRIED_OUT)) ?? 0)
  const releases = await releasesOf(store).after(last, RELEASES_MAX)
  const newest = releases.at(-1)
  if (newest === undefined) return false
  for (const release of releases) await carryOutOne(changing, release)
  await store.setSetting(CARRIED_OUT, String(newest.serial))
  return releases.length === RELEASES_MAX
}

/** Whatever is released of a bulletin, what went out of it before is heard no more. */
async function carryOutOne(changing: Changing, release: Released): Promise<void> {
  const { store } = changing
  for (const each of await announcementRows(store).announcementsOf(release.bulletin))
    if (each.wish !== 'stop') await stop(changing, each.id)
  if (release.kind !== 'publish') return
  for (const operator of await roundRows(store).operators())
    if (operator.state === 'enrolled' && operator.hello?.announcements === true)
      await issue(changing, operator, release)
}

/** A node that was enrolled, or began to take announcements, after the release; or that refused or let it expire. */
async function issueLacking(changing: Changing, operator: StoredOperator): Promise<void> {
  const { store, now } = changing
  if (operator.state !== 'enrolled') return
  const last = Number((await store.setting(CARRIED_OUT)) ?? 0)
  const restored = Number((await store.setting(RESTORED_AT)) ?? 0)
  for (const release of await releasesOf(store).standing(now)) {
    // What the log still holds is carried out by itself.
    if (release.kind !== 'publish' || release.serial > last || release.serial <= restored) continue
    const asked = (await announcementRows(store).announcementsOf(release.bulletin)).filter(
      each => each.operator === operator.id && each.version === release.version,
    )
    if (!asked.some(each => isWaitedFor(each, now))) await issue(changing, operator, release)
  }
}

/** It may still be taken, is held, was stopped, or was refused just now. */
function isWaitedFor(each: StoredAnnouncement, now: number): boolean {
  switch (each.state) {
    case 'issued':
      return each.wish === 'stop' || each.expiresAt > now
    case 'refused':
      return each.issuedAt + AGAIN_MS > now
    case 'expired':
      return false
    default:
      return true
  }
}

async function issue(
  changing: Changing,
  operator: StoredOperator,
  { content, bulletin, version }: Released,
): Promise<void> {
  const { store, signer, now, record, tell } = changing
  const { ring } = content.renditions
  const file = ring?.sound.files.find(({ form }) => form === 'alaw')
  if (ring === null || file === undefined || Date.parse(ring.until) <= now) return
  // Asked for anew: each directive draws the operator's next serial.
  const { serialLast } = await operatorOf(store, operator.id)
  const said = saidOfBulletin(content, '')
  const approval = await approvalOf(store, said)
  const body: AnnouncementDirectiveBody = {
    directive: randomUUID(),
    serial: serialLast + 1,
    operator: operator.id,
    content,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + EXPIRES_MS).toISOString(),
    ...(approval !== null && { approval }),
    trail: await store.trailHead(),
  }
  const directive = await signer.sign('announcementDirective', body)
  const id = body.directive
  await announcementRows(store).putAnnouncement({
    id,
    serial: body.serial,
    operator: operator.id,
    ...{ bulletin, version },
    sha256: sha256Of(directive),
    sound: file.sha256,
    sequence: 1,
    wish: 'run',
    state: 'issued',
    refusal: null,
    issuedAt: now,
    expiresAt: now + EXPIRES_MS,
    endsAt: Date.parse(ring.until),
    answeredAt: null,
    calls: null,
    countedAt: null,
    isFinal: false,
    directive,
    order: await ordered(changing, { id, operator: operator.id }, 1, 'run'),
  })
  await roundRows(store).updateOperator(operator.id, { serialLast: body.serial })
  await record(SYSTEM, {
    action: 'announcement.issue',
    subject: { kind: 'announcement', id },
    details: { bulletin, version, operator: operator.id, serial: body.serial, sound: file.sha256 },
  })
  tell({ is: 'announcement', bulletin })
  tell({ is: 'agenda', operator: operator.id })
}

async function stop(changing: Changing, id: string): Promise<void> {
  const { store, record, tell } = changing
  const rows = announcementRows(store)
  const present = await rows.announcement(id)
  if (present === null) return
  const { operator, bulletin, version } = present
  const sequence = present.sequence + 1
  const order = await ordered(changing, present, sequence, 'stop')
  await rows.putAnnouncement({ ...present, sequence, wish: 'stop', order })
  await record(SYSTEM, {
    action: 'announcement.stop',
    subject: { kind: 'announcement', id },
    details: { bulletin, version, operator, sequence },
  })
  tell({ is: 'announcement', bulletin })
  tell({ is: 'agenda', operator })
}

async function ordered(
  { store, signer, now }: Changing,
  { id: directive, operator }: { readonly id: string; readonly operator: string },
  sequence: number,
  wish: Wish,
): Promise<string> {
  return await signer.sign('order', {
    ...{ directive, operator, sequence, wish },
    at: new Date(now).toISOString(),
    trail: await store.trailHead(),
  } satisfies OrderBody)
}

// Answers ----------------------------------------------------------------------------------------------------------

async function said<Body extends { readonly operator: string }>(
  store: Reading,
  node: NodeIdentity,
  document: {
    readonly jws: string
    readonly type: 'announcementAcknowledgement' | 'announcementCount'
    readonly schema: Parameters<typeof verify<Body>>[1]['schema']
  },
): Promise<{ readonly operator: StoredOperator; readonly body: Body }> {
  const { jws, type, schema } = document
  const operator = await operatorOf(store, node.operator)
  if (operator.key === null) throw directiveFailure('nodeUnknown')
  const body = await verify(jws, { type, key: operator.key.public, schema })
  if (body.operator !== operator.id) throw directiveFailure('signatureWrong', { document: type })
  return { operator, body }
}

/** Null: of before a restore, of another operator, or of another document of the same name. */
async function theirs(
  store: Reading,
  operator: StoredOperator,
  { directive, sha256 }: { readonly directive: string; readonly sha256: string },
): Promise<(StoredAnnouncement & AnnouncementDocuments) | null> {
  const found = await announcementRows(store).announcement(directive)
  return found?.operator === operator.id && found.sha256 === sha256 ? found : null
}

const DEEDS = {
  held: { state: 'held', action: 'announcement.hold' },
  withdrawn: { state: 'withdrawn', action: 'announcement.withdraw' },
  refused: { state: 'refused', action: 'announcement.refuse' },
} as const satisfies Record<string, { state: AnnouncementState; action: string }>

/** The same one twice is one. What was withdrawn is not held again. */
async function takeAnswer(
  { store, now, record, tell }: Changing,
  operator: StoredOperator,
  body: AnnouncementAcknowledgementBody,
  jws: string,
): Promise<void> {
  const found = await theirs(store, operator, body)
  if (found === null) return
  const { verdict } = body
  const { state, action } = DEEDS[verdict.is]
  if (found.state === state || found.state === 'withdrawn') return
  const refusal = verdict.is === 'refused' ? verdict.why : null
  const rows = announcementRows(store)
  await rows.putAnnouncement({ ...found, state, refusal, answeredAt: now })
  await rows.keepAnswer(found.id, { acknowledgement: jws })
  await record(nodeActor(operator), {
    action,
    subject: { kind: 'announcement', id: found.id },
    details: {
      bulletin: found.bulletin,
      serial: found.serial,
      ...(refusal !== null && { reason: refusal }),
    },
  })
  tell({ is: 'announcement', bulletin: found.bulletin })
  tell({ is: 'agenda', operator: operator.id })
}

/** The newest counts; the last is in the trail. */
async function takeCount(
  { store, record, tell }: Changing,
  operator: StoredOperator,
  { calls, asOf, isFinal, ...of }: AnnouncementCountBody,
  jws: string,
): Promise<void> {
  const found = await theirs(store, operator, of)
  const countedAt = Date.parse(asOf)
  if (found === null || found.isFinal || (found.countedAt ?? 0) >= countedAt) return
  const rows = announcementRows(store)
  await rows.putAnnouncement({ ...found, calls, countedAt, isFinal })
  await rows.keepAnswer(found.id, { count: jws })
  if (isFinal)
    await record(nodeActor(operator), {
      action: 'announcement.count',
      subject: { kind: 'announcement', id: found.id },
      details: { bulletin: found.bulletin, serial: found.serial, calls },
    })
  tell({ is: 'announcement', bulletin: found.bulletin })
}

// As it is shown ---------------------------------------------------------------------------------------------------

function stateOf({ state, wish, expiresAt }: StoredAnnouncement, now: number): AnnouncementState {
  return state === 'issued' && wish === 'run' && expiresAt <= now ? 'expired' : state
}

function shown(each: StoredAnnouncement, operatorName: string, now: number): Announcement {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    id: each.id,
    bulletin: each.bulletin,
    version: each.version,
    operator: each.operator,
    operatorName,
    state: stateOf(each, now),
    isStopped: each.wish === 'stop',
    refusal: each.refusal,
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
  const proofs: Proof[] = []
  const all = lastAsked(told)
  const add = (kind: ProofKind, unit: Proof['unit'], of: readonly StoredAnnouncement[]) => {
    if (of.length === 0) return
    const at = Math.max(...of.map(each => each.countedAt ?? each.answeredAt ?? each.issuedAt))
    const count =
      unit === 'calls' ? of.reduce((sum, { calls }) => sum + (calls ?? 0), 0) : operatorsOf(of)
    proofs.push({
      ...{ channel: 'ring', release: 'publish', kind, count, unit },
      at: new Date(at).toISOString(),
    })
  }
  const inState = (...states: readonly AnnouncementState[]) =>
    all.filter(each => states.includes(stateOf(each, now)))
  add('waiting', 'operators', inState('issued'))
  const taken = inState('held', 'withdrawn').filter(({ answeredAt }) => answeredAt !== null)
  add('accepted', 'operators', taken)
  add('failed', 'operators', inState('refused', 'expired'))
  add(
    'played',
    'calls',
    told.filter(({ calls }) => calls !== null),
  )
  add(
    'unknown',
    'operators',
    taken.filter(({ calls, endsAt }) => calls === null && endsAt <= now),
  )
  return proofs
}

/** In the order of their serials: the last one of each operator and version. */
function lastAsked(told: readonly StoredAnnouncement[]): readonly StoredAnnouncement[] {
  return [...new Map(told.map(each => [`${each.operator} ${each.version}`, each])).values()]
}

function operatorsOf(of: readonly StoredAnnouncement[]): number {
  return new Set(of.map(({ operator }) => operator)).size
}
