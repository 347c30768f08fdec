/**
 * An authority with its people and a country of operators, for the tests: real keys, real signatures, a clock that moves
 * when it is told to, and nodes that say what they are told to say.
 */

import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { Authority } from '../../src/app/areas.ts'
import { openAuthority } from '../../src/app/authority.ts'
import type { Together } from '../../src/app/serve/together.ts'
import type { RoundContent, RoundDetail } from '../../src/areas/rounds/model.ts'
import { PLAIN_CONTENT } from '../../src/areas/rounds/plain-content.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { Page } from '../../src/authority/paging.ts'
import type { Reading } from '../../src/authority/store.ts'
import { type Deed, SYSTEM, trailActor, verifyTrail } from '../../src/authority/trail.ts'
import type { TrailEntry, TrailVerification } from '../../src/authority/trail-entry.ts'
import type { Change } from '../../src/authority/unit-of-work.ts'
import {
  type AcknowledgementBody,
  type Agenda,
  agenda,
  type DirectiveBody,
  type DirectiveTally,
  directiveBody,
  type HelloBody,
  NOTHING,
  type OrderBody,
  orderBody,
  type ProgressBody,
  type ReturnBody,
} from '../../src/directive/documents.ts'
import type { PublicJwk } from '../../src/directive/public-key.ts'
import {
  makeKey,
  makeToken,
  type PrivateJwk,
  type Signer,
  sha256Of,
  signerOf,
  verify,
} from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import type { Databases } from './databases.ts'

export const START = Date.parse('2026-02-03T00:00:00Z')
export const SECOND = 1000
export const DAY = 24 * 60 * 60 * SECOND

export interface Clock {
  now(): number
  advance(ms: number): void
}

export function stoppedClock(start = START): Clock {
  let now = start
  return {
    now: () => now,
    advance: ms => {
      now += ms
    },
  }
}

function actor(role: Actor['role'], name: string, operator: string | null = null): Actor {
  return { kind: 'person', id: `id-of-${name}`, name, role, operator }
}

export const PEOPLE = {
  administrator: actor('administrator', 'Quản trị'),
  editor: actor('editor', 'Biên tập'),
  approver: actor('approver', 'Phê duyệt'),
  otherApprover: actor('approver', 'Phê duyệt hai'),
  auditor: actor('auditor', 'Kiểm tra'),
  engineer: actor('engineer', 'Kỹ sư', 'mot'),
} as const

/** The authority, with what tests ask of its trail and its key. */
export interface StagedAuthority extends Authority {
  readonly publicKey: PublicJwk
  readonly keyId: string
  record(actor: Actor | 'system', deed: Deed): Promise<void>
  trail(query: Parameters<Reading['trail']>[0]): Promise<Page<TrailEntry>>
  verifyTrail(): Promise<TrailVerification>
}

export function staged(authority: Authority): StagedAuthority {
  const { work } = authority
  const { publicKey, keyId } = work.signer
  return {
    ...authority,
    publicKey,
    keyId,
    record: async (actor, deed) =>
      await work.transaction(async ({ record }) => await record(actor === 'system' ? SYSTEM : trailActor(actor), deed)),
    trail: async query => await work.store.trail(query),
    verifyTrail: async () => await verifyTrail(work.store),
  }
}

/** `key`: the authority signs with it. `changes`: what it told its subscribers. */
export interface AuthorityFixture {
  readonly authority: StagedAuthority
  readonly database: Database
  readonly clock: Clock
  readonly key: PrivateJwk
  readonly changes: Change[]
}

export async function openStage(
  t: TestContext,
  databases: Pick<Databases, 'open'>,
  given: {
    readonly database?: Database
    readonly clock?: Clock
    readonly key?: PrivateJwk
    /** Other processes on the same database. */
    readonly together?: Together
  } = {},
): Promise<AuthorityFixture> {
  const database = given.database ?? (await databases.open(t))
  const clock = given.clock ?? stoppedClock()
  const key = given.key ?? (await makeKey())
  const { together } = given
  const authority = staged(await openAuthority({ database, signingKey: key, clock, ...(together && { together }) }))
  together?.joined(authority)
  const changes: Change[] = []
  authority.subscribe(change => changes.push(change))
  return { authority, database, clock, key, changes }
}

export function contentFor(operators: readonly string[], change: Partial<RoundContent> = {}): RoundContent {
  return {
    ...PLAIN_CONTENT,
    messages: [
      {
        variants: [
          { language: 'vi', text: 'BCĐ phòng, chống dịch: hãy rửa tay thường xuyên.' },
          { language: 'en', text: 'Wash your hands often.' },
        ],
      },
    ],
    operators: [...operators],
    sending: { ...PLAIN_CONTENT.sending, receiptWaitSeconds: 3600 },
    ...change,
  }
}

export function helloOf(clock: Clock, change: Partial<HelloBody> = {}): HelloBody {
  return {
    version: '0.1.0',
    clock: new Date(clock.now()).toISOString(),
    subscribers: 1000,
    audienceSha256: 'a'.repeat(64),
    provinces: [
      { code: '01', asOf: '2026-01-01', subscribers: 300 },
      { code: '79', asOf: '2026-01-01', subscribers: 400 },
    ],
    excludes: [{ name: 'opted-out', subscribers: 10 }],
    languages: [{ language: 'en', subscribers: 100 }],
    exercise: { subscribers: 5 },
    lanes: 2,
    segmentsPerSecond: 100,
    serialMax: 0,
    ...change,
  }
}

/** A node as the authority meets it: it holds a key, and says what a test wants said. */
export class Node {
  readonly #stage: AuthorityFixture
  readonly id: string
  signer: Signer

  constructor(stage: AuthorityFixture, id: string, signer: Signer) {
    this.#stage = stage
    this.id = id
    this.signer = signer
  }

  get #authority(): StagedAuthority {
    return this.#stage.authority
  }

  async token(change: { audience?: string; nowMs?: number } = {}): Promise<string> {
    const { authority, clock } = this.#stage
    return await makeToken(this.signer, { operator: this.id, audience: authority.keyId, nowMs: clock.now(), ...change })
  }

  async identity() {
    return await this.#authority.authenticate(await this.token())
  }

  async hello(change: Partial<HelloBody> = {}): Promise<void> {
    await this.#authority.hello(await this.identity(), helloOf(this.#stage.clock, change))
  }

  async agenda(): Promise<Agenda> {
    return agenda.parse(await this.#authority.agenda(await this.identity()))
  }

  /** What it is to carry out, each with its latest order, their signatures checked. */
  async tasks(): Promise<readonly Task[]> {
    const key = this.#authority.publicKey
    const { items } = await this.agenda()
    return await Promise.all(
      items.map(async ({ directive, order }) => ({
        sha256: sha256Of(directive),
        body: await verify(directive, { type: 'directive', key, schema: directiveBody }),
        order: await verify(order, { type: 'order', key, schema: orderBody }),
      })),
    )
  }

  async acknowledge(
    task: Task,
    verdict?: AcknowledgementBody['verdict'],
    change: Partial<AcknowledgementBody> = {},
  ): Promise<string> {
    const signed = await this.signer.sign('acknowledgement', {
      directive: task.body.directive,
      serial: task.body.serial,
      operator: this.id,
      sha256: task.sha256,
      at: new Date(this.#stage.clock.now()).toISOString(),
      verdict: verdict ?? acceptance(task),
      ...change,
    } satisfies AcknowledgementBody)
    await this.#authority.acknowledge(await this.identity(), signed)
    return signed
  }

  async progress(task: Task, change: Partial<ProgressBody> = {}): Promise<void> {
    await this.#authority.progress(await this.identity(), [this.progressOf(task, change)])
  }

  progressOf(task: Task, change: Partial<ProgressBody> = {}): ProgressBody {
    return {
      directive: task.body.directive,
      state: 'running',
      note: null,
      orderSequence: task.order.sequence,
      at: new Date(this.#stage.clock.now()).toISOString(),
      tally: tallyOf(task, 0),
      ...change,
    }
  }

  async return(task: Task, change: Partial<ReturnBody> = {}) {
    return await this.#authority.acceptReturn(await this.identity(), await this.signed(task, change))
  }

  async signed(task: Task, change: Partial<ReturnBody> = {}): Promise<string> {
    return await this.signer.sign('return', returnOf(task, this.#stage.clock.now(), change))
  }
}

export interface Task {
  readonly sha256: string
  readonly body: DirectiveBody
  readonly order: OrderBody
}

export const AUDIENCE = 'b'.repeat(64)
export const SUBSCRIBERS = 990

/** Everybody of a directive gets its first variant. */
export function segmentsOf(task: Task): number {
  return task.body.messages.reduce((sum, { variants }) => sum + variants[0].segments, 0)
}

function subscribersOf(task: Task): number {
  return task.body.purpose === 'live' ? SUBSCRIBERS : 5
}

export function acceptance(task: Task): AcknowledgementBody['verdict'] {
  const subscribers = subscribersOf(task)
  return { is: 'accepted', subscribers, audienceSha256: AUDIENCE, segmentsExpected: subscribers * segmentsOf(task) }
}

/** So many turns delivered, the others not yet sent. */
export function tallyOf(task: Task, delivered: number): DirectiveTally {
  const turns = subscribersOf(task) * task.body.messages.length
  const segments = (delivered * segmentsOf(task)) / task.body.messages.length
  return {
    ...NOTHING,
    turns: { ...NOTHING.turns, audience: turns, delivered, unsent: turns - delivered },
    segments: {
      ...NOTHING.segments,
      expected: subscribersOf(task) * segmentsOf(task),
      submitted: segments,
      accepted: segments,
      delivered: segments,
    },
    lanes: { bound: 2, all: 2, throttled: 0, rebinds: 0 },
    segmentsPerSecond: 100,
  }
}

export function returnOf(task: Task, now: number, change: Partial<ReturnBody> = {}): ReturnBody {
  const { body } = task
  const subscribers = subscribersOf(task)
  return {
    directive: body.directive,
    serial: body.serial,
    operator: body.operator,
    round: body.round,
    purpose: body.purpose,
    sha256: task.sha256,
    state: 'finished',
    subscribers,
    audienceSha256: AUDIENCE,
    startedAt: new Date(now).toISOString(),
    endedAt: new Date(now).toISOString(),
    tally: tallyOf(task, subscribers * body.messages.length),
    legs: body.messages.map(({ variants }, m) => {
      const segments = subscribers * variants[0].segments
      return {
        message: m + 1,
        language: variants[0].language,
        subscribers,
        segmentsEach: variants[0].segments,
        segments: { submitted: segments, accepted: segments, delivered: segments },
      }
    }),
    ...change,
  }
}

/** Nothing went out: how a node answers a stop that came before it began. */
export function unsentReturn(task: Task): Partial<ReturnBody> {
  const whole = returnOf(task, 0)
  return {
    state: 'stopped',
    startedAt: null,
    tally: tallyOf(task, 0),
    legs: whole.legs.map(leg => ({ ...leg, segments: { submitted: 0, accepted: 0, delivered: 0 } })),
  }
}

export async function enrolled(
  stage: AuthorityFixture,
  id: string,
  hello: Partial<HelloBody> | null = {},
): Promise<Node> {
  const { authority } = stage
  await authority.createOperator(PEOPLE.administrator, { id, name: `Nhà mạng ${id}` })
  const { code } = await authority.issueEnrolmentCode(PEOPLE.administrator, id)
  const signer = await signerOf(await makeKey())
  await authority.enrol({ code, publicKey: signer.publicKey })
  const node = new Node(stage, id, signer)
  if (hello !== null) await node.hello(hello)
  return node
}

export async function draft(stage: AuthorityFixture, content: RoundContent): Promise<RoundDetail> {
  const { authority } = stage
  const campaign = await authority.createCampaign(PEOPLE.editor, {
    title: `Chiến dịch ${randomUUID().slice(0, 4)}`,
    note: '',
  })
  return await authority.createRound(PEOPLE.editor, campaign.id, content)
}

export async function approved(stage: AuthorityFixture, content: RoundContent): Promise<RoundDetail> {
  const { authority } = stage
  const { id, version } = await draft(stage, content)
  await authority.submitRound(PEOPLE.editor, id, { version })
  return await approve(stage, id)
}

export async function approve(stage: AuthorityFixture, id: string): Promise<RoundDetail> {
  const { authority } = stage
  const { version, digest, estimate } = await authority.round(PEOPLE.approver, id)
  const { subscribers } = estimate
  return await authority.approveRound(PEOPLE.approver, id, { version, digest, subscribers })
}

export async function scheduled(stage: AuthorityFixture, content: RoundContent): Promise<RoundDetail> {
  const { id } = await approved(stage, content)
  return await stage.authority.scheduleRound(PEOPLE.approver, id)
}

export async function stateOf({ authority }: AuthorityFixture, id: string): Promise<string> {
  return (await authority.round(PEOPLE.auditor, id)).state
}
