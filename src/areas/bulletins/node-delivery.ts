/**
 * How a rendition of a bulletin comes to the operators' nodes: a directive and an order for each that takes it, and what they answer.
 * What announcements and broadcasts have in common; each brings its documents and its rows.
 *
 *   log of releases ─► carryOut: publish ─► directives, orders to run     correct, cancel, a newer version ─► what the rendition wishes then
 *   hello           ─► a node that is new or lost its disk is issued what still stands
 *   answer          ─► kept as the node signed it
 *
 * The last serial of the log that was carried out is kept in the transaction that carried it out: once each, after any crash. After a
 * restore nothing goes out that the database believes to stand: it may have been taken back since.
 */

import type { z } from 'zod'
import { approvalOf } from '../../authority/signed.ts'
import type { Reading, RowsOf } from '../../authority/store.ts'
import { SYSTEM, type TrailActor } from '../../authority/trail.ts'
import type { Change, Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { saidOfBulletin } from '../../directive/bulletin.ts'
import type { Agenda, HelloBody } from '../../directive/documents.ts'
import type { DocumentType } from '../../directive/signing.ts'
import { issueDirective, signedOrder } from '../operators/issuing.ts'
import type { AnswerBody, Answered, JobReading, JobWriting } from '../operators/jobs.ts'
import type { NodeExtension } from '../operators/node-extension.ts'
import { operatorRows, type StoredOperator } from '../operators/store.ts'
import type { Released } from './channel.ts'
import type { Proof, ProofKind } from './model.ts'
import { releasesOf } from './releases.ts'

/** issued: its node has not answered yet; expired: no node took it in time. */
export type DeliveryState = 'issued' | 'held' | 'replaced' | 'refused' | 'withdrawn' | 'expired'

/** One at one operator. */
export interface Delivered {
  readonly id: string
  readonly serial: number
  readonly operator: string
  readonly bulletin: string
  readonly version: number
  /** Of the directive's JWS. */
  readonly sha256: string
  readonly sequence: number
  readonly wish: string
  readonly state: DeliveryState
  readonly refusal: string | null
  readonly issuedAt: number
  readonly expiresAt: number
  readonly endsAt: number
  readonly answeredAt: number | null
}

/** What a node is given of it. */
export interface DeliveryDocuments {
  readonly directive: string
  readonly order: string
}

export interface DeliveryReading<Of> extends JobReading<Of & DeliveryDocuments> {
  /** By operator and serial. */
  ofBulletin(bulletin: string): Promise<readonly Of[]>
  /** Those that its node should be told of, newest first: it has not answered, or has not obeyed the newest order. */
  openAt(operator: string): Promise<readonly (Of & DeliveryDocuments)[]>
}

export interface DeliveryWriting<Of> extends DeliveryReading<Of>, JobWriting<Of & DeliveryDocuments> {
  /** After a restore. */
  expireOpen(): Promise<void>
}

export interface Rendition<Of extends Delivered, Wish extends Of['wish'], Answer extends AnswerBody> {
  /** Of what it remembers. */
  readonly name: 'announcements' | 'broadcasts'
  /** Of the trail and of what is told. */
  readonly kind: 'announcement' | 'broadcast'
  readonly documents: { readonly directive: DocumentType; readonly order: DocumentType; readonly answer: DocumentType }
  readonly rows: RowsOf<DeliveryReading<Of>, DeliveryWriting<Of>>
  /** At most so many in one agenda. */
  readonly openMax: number
  readonly answer: z.ZodType<Answer>
  readonly told: (bulletin: string) => Change
  /** Whether this node takes it. */
  readonly takes: (hello: HelloBody) => boolean
  /** What is issued of a release; null: nothing of it is. */
  readonly draw: (
    tx: Transaction,
    release: Released,
  ) => Promise<{
    readonly body: object
    readonly row: Omit<Of, keyof Delivered>
    readonly endsAt: number
    readonly details: Readonly<Record<string, unknown>>
  } | null>
  readonly run: Wish
  /** More of the answer to a node's word. */
  readonly answerTo?: NodeExtension['answer']
  /** What is wanted of one that is out when this is released; null: what was wanted. */
  readonly wishAfter: (each: Of, release: Released) => Wish | null
  /** The name of that deed in the trail. */
  readonly deedOf: (wish: Wish) => string
  /** What an answer changes; null: nothing, or nothing any more. */
  readonly answered: Answered<Of & DeliveryDocuments, Answer>['next']
  readonly agendaOf: (store: Reading, open: readonly (Of & DeliveryDocuments)[]) => Promise<Partial<Agenda>>
}

/** A directive that was not taken by then is refused by its node. */
const EXPIRES_MS = 24 * 60 * 60 * 1000
/** Releases in one transaction. */
const RELEASES_MAX = 20
/** More orders than anybody gives to one directive between two backups: none of before a restore is above those of after it. */
const SEQUENCES_LEFT_OUT = 10_000
/** What a node has refused is not issued to it again before that. */
const AGAIN_MS = 10 * 60 * 1000

export class NodeDelivery<Of extends Delivered, Wish extends Of['wish'], Answer extends AnswerBody> {
  readonly #o: Rendition<Of, Wish, Answer>
  /** Of the log of releases: the last that was carried out. */
  readonly #carriedOut: string
  /**
   * Of the log of releases: the last one of before a restore. What the restored database believes to stand may have been taken back
   * since: nobody is issued it, until people release it anew.
   */
  readonly #restoredAt: string
  /** When that was, in milliseconds since 1970. */
  readonly #restoredAtMs: string

  constructor(rendition: Rendition<Of, Wish, Answer>) {
    this.#o = rendition
    this.#carriedOut = `${rendition.name}.released`
    this.#restoredAt = `${rendition.name}.restored`
    this.#restoredAtMs = `${rendition.name}.restored-at`
  }

  /** What the log of releases wants of operators and was not yet carried out. */
  async carryOut(work: UnitOfWork): Promise<void> {
    while (await work.transaction(async tx => await this.#carryOutNext(tx)));
  }

  /** What passes to nodes and from them, as operators know it. */
  get atNodes(): NodeExtension {
    const { rows, openMax, agendaOf, takes } = this.#o
    return {
      agenda: async (store, operator) => {
        const open = stopsFirst(await rows(store).openAt(operator), this.#o.run).slice(0, openMax)
        return open.length === 0 ? {} : await agendaOf(store, open)
      },
      flags: async (_store, flags) => flags,
      heard: async (tx, operator, hello) => {
        if (takes(hello)) await this.#issueLacking(tx, operator)
      },
      answer: async (store, operator, hello) => (await this.#o.answerTo?.(store, operator, hello)) ?? {},
      restored: async tx => {
        const { store } = tx
        await rows(store).expireOpen()
        const last = String(await this.#lastSerial(store))
        await store.setSetting(this.#carriedOut, last)
        await store.setSetting(this.#restoredAt, last)
        await store.setSetting(this.#restoredAtMs, String(tx.now))
      },
    }
  }

  /** What its operator answered, as `jobs.ts` of operators takes it. */
  get answers(): Answered<Of & DeliveryDocuments, Answer> {
    const { kind, documents, answer: schema, rows, answered, told } = this.#o
    return {
      kind,
      document: { type: documents.answer, schema },
      rows,
      next: answered,
      about: ({ id, bulletin }) => ({ id, details: { bulletin } }),
      told: ({ bulletin }) => told(bulletin),
    }
  }

  // Releases -------------------------------------------------------------------------------------------------------

  async #lastSerial(store: Reading): Promise<number> {
    let last = await numberIn(store, this.#carriedOut)
    for (;;) {
      const newest = (await releasesOf(store).after(last, RELEASES_MAX)).at(-1)
      if (newest === undefined) return last
      last = newest.serial
    }
  }

  /** False: there is nothing left. */
  async #carryOutNext(tx: Transaction): Promise<boolean> {
    const { store } = tx
    const last = await numberIn(store, this.#carriedOut)
    const releases = await releasesOf(store).after(last, RELEASES_MAX)
    const newest = releases.at(-1)
    if (newest === undefined) return false
    for (const release of releases) await this.#carryOutOne(tx, release)
    await store.setSetting(this.#carriedOut, String(newest.serial))
    return releases.length === RELEASES_MAX
  }

  async #carryOutOne(tx: Transaction, release: Released): Promise<void> {
    const { store } = tx
    const { rows, wishAfter, takes } = this.#o
    for (const each of await rows(store).ofBulletin(release.bulletin)) {
      const wish = wishAfter(each, release)
      if (wish !== null && wish !== each.wish) await this.order(tx, each.id, wish)
    }
    if (release.kind !== 'publish') return
    for (const operator of await operatorRows(store).operators())
      if (operator.state === 'enrolled' && operator.hello !== null && takes(operator.hello))
        await this.#issue(tx, operator, release)
  }

  /** A node that was enrolled, or began to take these, after the release; or that refused or let it expire. */
  async #issueLacking(tx: Transaction, operator: StoredOperator): Promise<void> {
    const { store, now } = tx
    if (operator.state !== 'enrolled') return
    const last = await numberIn(store, this.#carriedOut)
    const restored = await numberIn(store, this.#restoredAt)
    for (const release of await releasesOf(store).inForce(now)) {
      // What the log still holds is carried out by itself.
      if (release.kind !== 'publish' || release.serial > last || release.serial <= restored) continue
      const asked = (await this.#o.rows(store).ofBulletin(release.bulletin)).filter(
        each => each.operator === operator.id && each.version === release.version,
      )
      if (!asked.some(each => this.#isWaitedFor(each, now))) await this.#issue(tx, operator, release)
    }
  }

  /** It may still be taken, is held, was stopped, or was refused just now. */
  #isWaitedFor(each: Of, now: number): boolean {
    switch (each.state) {
      case 'issued':
        return each.wish !== this.#o.run || each.expiresAt > now
      case 'refused':
        return each.issuedAt + AGAIN_MS > now
      case 'expired':
        return false
      default:
        return true
    }
  }

  async #issue(tx: Transaction, operator: StoredOperator, release: Released): Promise<void> {
    const { store, now, record, publish } = tx
    const { rows, kind, documents, run } = this.#o
    const { content, bulletin, version } = release
    const drawn = await this.#o.draw(tx, release)
    if (drawn === null || drawn.endsAt <= now) return
    const approval = await approvalOf(store, saidOfBulletin(content, ''))
    const { document: directive, ...issued } = await issueDirective(tx, operator.id, {
      type: documents.directive,
      expiresAt: now + EXPIRES_MS,
      body: async head => ({ ...head, content, ...(approval !== null && { approval }), ...drawn.body }),
    })
    const { id, serial } = issued
    const common: Delivered & DeliveryDocuments = {
      ...issued,
      bulletin,
      version,
      sequence: 1,
      wish: run,
      state: 'issued',
      refusal: null,
      answeredAt: null,
      endsAt: drawn.endsAt,
      directive,
      order: await this.signedOrder(tx, issued, { sequence: 1, wish: run }),
    }
    // What all have in common and what only these have are together a row.
    await rows(store).put({ ...common, ...drawn.row } as unknown as Of & DeliveryDocuments)
    await record(SYSTEM, {
      action: `${kind}.issue`,
      subject: { kind, id },
      details: { bulletin, version, operator: operator.id, serial, ...drawn.details },
    })
    publish(this.#o.told(bulletin))
  }

  /** What is wanted of it from now on. `by`: whose word that is. */
  async order(tx: Transaction, id: string, wish: Wish, by: TrailActor = SYSTEM): Promise<void> {
    const { store, record, publish } = tx
    const { rows, kind, deedOf } = this.#o
    const present = await rows(store).one(id)
    if (present === null) return
    const { operator, bulletin, version } = present
    const isOfBefore = present.issuedAt <= (await numberIn(store, this.#restoredAtMs))
    const sequence = present.sequence + (isOfBefore ? SEQUENCES_LEFT_OUT : 1)
    const order = await this.signedOrder(tx, present, { sequence, wish })
    await rows(store).put({ ...present, sequence, wish, order })
    await record(by, {
      action: `${kind}.${deedOf(wish)}`,
      subject: { kind, id },
      details: { bulletin, version, operator, sequence },
    })
    publish(this.#o.told(bulletin))
    publish({ is: 'agenda', operator })
  }

  async signedOrder(
    tx: Transaction,
    { id: directive, operator }: { readonly id: string; readonly operator: string },
    wanted: { readonly sequence: number; readonly wish: Wish },
  ): Promise<string> {
    return await signedOrder(tx, this.#o.documents.order, { directive, operator, ...wanted })
  }
}

async function numberIn(store: Reading, setting: string): Promise<number> {
  return Number((await store.setting(setting)) ?? 0)
}

/** What takes something back never waits behind what is to begin. */
function stopsFirst<Of extends Delivered>(open: readonly Of[], run: string): readonly Of[] {
  const isRun = ({ wish }: Of) => wish === run
  return [...open.filter(each => !isRun(each)), ...open.filter(isRun)]
}

// As it is shown and proved ------------------------------------------------------------------------------------------

export function stateAt(
  { state, wish, expiresAt }: Pick<Delivered, 'state' | 'wish' | 'expiresAt'>,
  now: number,
): DeliveryState {
  return state === 'issued' && wish === 'run' && expiresAt <= now ? 'expired' : state
}

/** Everything but that it was not taken is that it was. */
const TAKEN: readonly DeliveryState[] = ['held', 'replaced', 'withdrawn']

export function isTaken({ state, answeredAt }: Delivered): boolean {
  return TAKEN.includes(state) && answeredAt !== null
}

/** In the order of their serials: of an operator that refused and was asked again the last one of each version. */
export function lastAsked<Of extends Delivered>(told: readonly Of[]): readonly Of[] {
  return [...new Map(told.map(each => [`${each.operator} ${each.version}`, each])).values()]
}

/** Of the message, which operators wait, took it or did not. */
export function operatorProofs(channel: Proof['channel'], told: readonly Delivered[], now: number): readonly Proof[] {
  const all = lastAsked(told)
  const inState = (...states: readonly DeliveryState[]) => all.filter(each => states.includes(stateAt(each, now)))
  const of = (kind: ProofKind, those: readonly Delivered[]): Proof[] =>
    those.length === 0 ? [] : [operatorsProof(channel, kind, those)]
  return [
    ...of('waiting', inState('issued')),
    ...of('accepted', all.filter(isTaken)),
    ...of('failed', inState('refused', 'expired')),
  ]
}

export function operatorsProof(channel: Proof['channel'], kind: ProofKind, those: readonly Delivered[]): Proof {
  const at = Math.max(...those.map(({ answeredAt, issuedAt }) => answeredAt ?? issuedAt))
  return {
    channel,
    release: 'publish',
    kind,
    unit: 'operators',
    count: new Set(those.map(({ operator }) => operator)).size,
    at: new Date(at).toISOString(),
  }
}
