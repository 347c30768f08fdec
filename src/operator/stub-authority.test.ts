/**
 * A stub of the authority, for the tests of this room: it signs, pushes an agenda and keeps what it is sent. Its people
 * sign what it issues (people.test.ts), unless a test says otherwise.
 *
 * A file of no test, named so that it is not shipped. No authority at all: it stores nothing, reconciles nothing and accepts any node that holds the enrolled key. Real
 * sockets, real signatures; faults on request.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { canonicalJson } from '../base/canonical.ts'
import {
  type AnnouncementAcknowledgementBody,
  type AnnouncementCountBody,
  type AnnouncementDirectiveBody,
  announcementAcknowledgementBody,
  announcementCountBody,
} from '../directive/announcement.ts'
import {
  type BroadcastAcknowledgementBody,
  type BroadcastCountBody,
  type BroadcastDirectiveBody,
  type BroadcastOrderBody,
  type BroadcastWish,
  broadcastAcknowledgementBody,
  broadcastCountBody,
  FIRST_UPDATE,
  SCOPE,
} from '../directive/broadcast.ts'
import type { BulletinContent } from '../directive/bulletin.ts'
import {
  type AcknowledgementBody,
  acknowledgementBody,
  type DirectiveBody,
  type HeldList,
  type HelloBody,
  helloBody,
  type ListAcknowledgementBody,
  type ListDirectiveBody,
  listAcknowledgementBody,
  type OrderBody,
  type ProgressBody,
  progressBody,
  type ReturnBody,
  ROSTERS_MAX,
  returnBody,
  type Wish,
} from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import type { Approval } from '../directive/proof.ts'
import { type PublicJwk, publicJwk } from '../directive/public-key.ts'
import type { SignedRoster } from '../directive/roster.ts'
import type { JobBody, SignedJob } from '../directive/signed-job.ts'
import {
  fingerprint,
  makeKey,
  type PrivateJwk,
  type Signer,
  sha256Of,
  signerOf,
  tokenBody,
  verify,
} from '../directive/signing.ts'
import { readList } from '../zerorating/signed.ts'
import { codeOf, digestOf } from './broadcast-content.test.ts'
import {
  approvedBy,
  contentApprovedBy,
  listApprovedBy,
  PEOPLE,
  resumedBy,
  rosterOf,
  saidTwice,
  second,
  signedBy,
  USUAL,
} from './people.test.ts'

export const OPERATOR = 'viettel'
const BEAT_MS = 200

interface Item {
  directive: string
  order: string
}

export class StubAuthority {
  readonly signer: Signer
  /** Rosters on the agenda; the first is the one that nodes pin. */
  rosters: SignedRoster[]
  /** Of the one node. */
  nodeKey: PublicJwk | null = null
  readonly hellos: HelloBody[] = []
  readonly acknowledgements: AcknowledgementBody[] = []
  readonly progress: ProgressBody[] = []
  readonly returns: ReturnBody[] = []
  readonly freeListAcknowledgements: ListAcknowledgementBody[] = []
  readonly announcementAcknowledgements: AnnouncementAcknowledgementBody[] = []
  readonly announcementCounts: AnnouncementCountBody[] = []
  /** Announcements on the agenda, by directive. */
  readonly announcements = new Map<string, Item & { sound?: string }>()
  readonly broadcastAcknowledgements: BroadcastAcknowledgementBody[] = []
  readonly broadcastCounts: BroadcastCountBody[] = []
  /** Cell broadcasts on the agenda, by directive. */
  readonly broadcasts = new Map<string, Item>()
  /** Jobs of declared kinds on the agenda, and what the node answered to them, as it came. */
  readonly jobs: { kind: string; directive: string }[] = []
  readonly jobAnswers: string[] = []
  /** What its node has told: said where something never comes. */
  nodeLog: readonly object[] = []
  /** Of all contents so far, by their digests. */
  readonly #codes = new Map<string, number>()
  /** Directives of broadcasts of which it says that it has lost them, by digest; and what the node gave back of them. */
  lostBroadcasts: string[] = []
  readonly broadcastsGiven: { document: string; acknowledgement: string }[] = []
  /** Free lists that the node has given back. */
  readonly freeListsGiven: string[] = []
  /** Free lists on the agenda. */
  freeLists: { directive: string; list: string }[] = []
  /** The newest free list that it says it has; null: it says nothing of free lists. */
  newestFreeList: HeldList | null = null
  /** Every path that was called. */
  readonly calls: string[] = []
  readonly items = new Map<string, Item>()
  /** The next answers to a path: a status with a code. */
  readonly faults = new Map<string, { status: number; code: string }[]>()
  /** What the authority's clock shows beyond ours. */
  clockAheadMs = 0
  /** No beats: the stream is silent. */
  isSilent = false
  /** Whatever is asked is answered with 500. */
  isBroken = false
  readonly #streams = new Set<ServerResponse>()
  readonly #waiting = new Set<() => void>()
  #server: Server | null = null
  #port = 0
  #serial = 0
  /** By directive: the last order's. */
  readonly #sequences = new Map<string, number>()
  readonly #issued = new Map<string, DirectiveBody>()
  #code = ''

  private constructor(signer: Signer, roster: SignedRoster) {
    this.signer = signer
    this.rosters = [roster]
  }

  static async start(key?: PrivateJwk): Promise<StubAuthority> {
    const roster = await signedBy([], rosterOf(PEOPLE))
    const stub = new StubAuthority(await signerOf(key ?? (await makeKey())), roster)
    await stub.listen()
    return stub
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get port(): number {
    return this.#port
  }

  get streams(): number {
    return this.#streams.size
  }

  /** On the port it had, if it had one. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.destroy(error as Error)
      })
    })
    this.#server = server
    await new Promise<void>(done => server.listen(this.#port, '127.0.0.1', done))
    this.#port = (server.address() as AddressInfo).port
    const beat = setInterval(() => {
      if (this.isSilent) return
      for (const stream of this.#streams) stream.write(`event: beat\ndata: {"now":"${new Date().toISOString()}"}\n\n`)
    }, BEAT_MS)
    server.once('close', () => clearInterval(beat))
  }

  /** Away: every connection breaks, none is taken. */
  async close(): Promise<void> {
    const server = this.#server
    if (server === null) return
    this.#server = null
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    this.#streams.clear()
  }

  enrolmentCode(): string {
    this.#code = `${this.signer.keyId}.${randomUUID().replaceAll('-', '')}`
    return this.#code
  }

  /** Resolves once it is so: looked at after each call. */
  async until(isSo: () => boolean, what: string, withinMs = 120_000): Promise<void> {
    await new Promise<void>((done, fail) => {
      const look = () => {
        if (!isSo()) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        done()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        fail(new Error(`never: ${what}; ${this.#lately()}`))
      }, withinMs)
      this.#waiting.add(look)
      look()
    })
  }

  #lately(): string {
    return `calls: ${this.calls.slice(-10).join(' ')}; ${JSON.stringify(this.nodeLog.slice(-10))}`
  }

  body(changes: Partial<DirectiveBody> = {}): DirectiveBody {
    const now = Date.now()
    return {
      directive: randomUUID(),
      serial: ++this.#serial,
      operator: OPERATOR,
      round: randomUUID(),
      version: 1,
      title: 'Đợt 1',
      purpose: 'live',
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 3_600_000).toISOString(),
      messages: [{ variants: [directVariant('vi', 'Rửa tay thường xuyên')] }],
      source: 'BOYTE',
      audience: { provinces: null, excludes: [] },
      window: { notBefore: null, notAfter: null, daily: null, timeZone: 'Asia/Ho_Chi_Minh' },
      sending: {
        receipts: 'last',
        receiptWaitSeconds: 20,
        uncertain: 'hold',
        validitySeconds: null,
        canary: 0,
        segmentsPerSecondMax: 0,
      },
      operators: [OPERATOR],
      exerciseFirst: false,
      ...changes,
    }
  }

  /** The next one; signed by an approver where it lets the round go on. */
  async order(directive: string, wish: Wish, more: Partial<OrderBody> = {}): Promise<string> {
    const sequence = more.sequence ?? (this.#sequences.get(directive) ?? 0) + 1
    this.#sequences.set(directive, sequence)
    const order = { directive, operator: OPERATOR, sequence, wish, at: new Date().toISOString() }
    const body = this.#issued.get(directive)
    const isResume = wish === 'run' && sequence > 1 && body !== undefined
    const resume = isResume ? { resume: await resumedBy(second, body, order) } : {}
    return await this.signer.sign('order', { ...order, ...resume, ...more } satisfies OrderBody)
  }

  /** Puts it on the agenda, signed by the people and the authority. */
  async issue(changes: Partial<DirectiveBody> = {}, wish: Wish = 'run'): Promise<DirectiveBody> {
    const draft = this.body(changes)
    const schedule = draft.purpose === 'live' ? USUAL.schedule : null
    const body = await approvedBy({ ...USUAL, schedule }, draft)
    return await this.issueAs(body, wish)
  }

  /** As it is, whoever has signed it. */
  async issueAs(body: DirectiveBody, wish: Wish = 'run'): Promise<DirectiveBody> {
    this.#issued.set(body.directive, body)
    await this.put(body.directive, await this.signer.sign('directive', body), wish)
    return body
  }

  async put(name: string, directive: string, wish: Wish = 'run'): Promise<void> {
    this.items.set(name, { directive, order: await this.order(name, wish) })
    this.push()
  }

  /** Puts a free list on the agenda, whatever is in it; the people have signed what can be read of it. */
  async issueFreeList(list: string, changes: Partial<ListDirectiveBody>): Promise<ListDirectiveBody> {
    const now = Date.now()
    const read = await readList(list, this.signer.publicKey).catch(() => null)
    const body: ListDirectiveBody = {
      directive: randomUUID(),
      serial: ++this.#serial,
      operator: OPERATOR,
      version: 1,
      listSha256: sha256Of(list),
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 3_600_000).toISOString(),
      ...(read && (await listApprovedBy(USUAL, read.list))),
      ...changes,
    }
    this.freeLists.push({ directive: await this.signer.sign('listDirective', body), list })
    this.push()
    return body
  }

  /** Puts an announcement on the agenda; the people have signed its content, unless `changes` say otherwise. */
  async issueAnnouncement(
    content: BulletinContent,
    sound: Buffer,
    changes: Partial<AnnouncementDirectiveBody> = {},
    wish: Wish = 'run',
  ): Promise<AnnouncementDirectiveBody> {
    const now = Date.now()
    const body: AnnouncementDirectiveBody = {
      directive: randomUUID(),
      serial: ++this.#serial,
      operator: OPERATOR,
      content,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 3_600_000).toISOString(),
      approval: await contentApprovedBy(USUAL, content),
      ...changes,
    }
    this.announcements.set(body.directive, {
      directive: await this.signer.sign('announcementDirective', body),
      order: await this.order(body.directive, wish),
      sound: sound.toString('base64'),
    })
    this.push()
    return body
  }

  /** Puts a job of a declared kind on the agenda, whoever has signed it; null: nothing was approved. */
  async issueJob<Content>(
    job: SignedJob<Content, unknown>,
    of: Pick<JobBody<Content>, 'subject' | 'version' | 'content'>,
    { approval, ...changes }: Partial<Omit<JobBody<Content>, 'approval'>> & { approval?: Approval | null } = {},
  ): Promise<JobBody<Content>> {
    const now = Date.now()
    const said = { of: job.kind, subject: of.subject, version: of.version, sha256: sha256Of(canonicalJson(of.content)) }
    const signed = approval === undefined ? await saidTwice(USUAL, said) : approval
    const body: JobBody<Content> = {
      directive: randomUUID(),
      serial: ++this.#serial,
      operator: OPERATOR,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 3_600_000).toISOString(),
      trail: { entries: this.#serial, hash: sha256Of(String(this.#serial)) },
      ...of,
      ...(signed && { approval: signed }),
      ...changes,
    }
    this.jobs.push({ kind: job.kind, directive: await this.signer.sign(job.directive.type, body) })
    this.push()
    return body
  }

  /** Puts a cell broadcast on the agenda; the people have signed its content, unless `changes` say otherwise. */
  async issueBroadcast(
    content: BulletinContent,
    changes: Partial<BroadcastDirectiveBody> = {},
    wish: BroadcastWish = 'run',
  ): Promise<BroadcastDirectiveBody> {
    const now = Date.now()
    const serial = ++this.#serial
    const digest = digestOf(content)
    const code = this.#codes.get(digest) ?? codeOf(content, new Set(this.#codes.values()))
    this.#codes.set(digest, code)
    const body: BroadcastDirectiveBody = {
      directive: randomUUID(),
      serial,
      operator: OPERATOR,
      content,
      scope: SCOPE,
      code,
      update: FIRST_UPDATE,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 3_600_000).toISOString(),
      approval: await contentApprovedBy(USUAL, content),
      ...changes,
    }
    this.broadcasts.set(body.directive, {
      directive: await this.signer.sign('broadcastDirective', body),
      order: await this.#broadcastOrder(body.directive, wish),
    })
    this.push()
    return body
  }

  async orderBroadcast(directive: string, wish: BroadcastWish, sequence?: number): Promise<void> {
    const item = this.broadcasts.get(directive)
    assert.ok(item !== undefined)
    item.order = await this.#broadcastOrder(directive, wish, sequence)
    this.push()
  }

  async #broadcastOrder(directive: string, wish: BroadcastWish, given?: number): Promise<string> {
    const sequence = given ?? (this.#sequences.get(directive) ?? 0) + 1
    this.#sequences.set(directive, sequence)
    return await this.signer.sign('broadcastOrder', {
      directive,
      operator: OPERATOR,
      sequence,
      wish,
      at: new Date().toISOString(),
    } satisfies BroadcastOrderBody)
  }

  /** The newest answer once it is this one. */
  async answeredBroadcast(
    directive: string,
    is: BroadcastAcknowledgementBody['verdict']['is'],
  ): Promise<BroadcastAcknowledgementBody> {
    const found = () => this.broadcastAcknowledgements.findLast(body => body.directive === directive)
    await this.until(() => found()?.verdict.is === is, `${is} of the broadcast ${directive}`)
    return found() as BroadcastAcknowledgementBody
  }

  async withdrawAnnouncement(directive: string): Promise<void> {
    const item = this.announcements.get(directive)
    assert.ok(item !== undefined)
    item.order = await this.order(directive, 'stop')
    this.push()
  }

  /** The newest answer once it is this one. */
  async answeredAnnouncement(
    directive: string,
    is: AnnouncementAcknowledgementBody['verdict']['is'],
  ): Promise<AnnouncementAcknowledgementBody> {
    const found = () => this.announcementAcknowledgements.findLast(body => body.directive === directive)
    await this.until(() => found()?.verdict.is === is, `${is} of the announcement ${directive}`)
    return found() as AnnouncementAcknowledgementBody
  }

  async answeredFreeList(directive: string): Promise<ListAcknowledgementBody> {
    const found = () => this.freeListAcknowledgements.findLast(body => body.directive === directive)
    await this.until(() => found() !== undefined, `an answer to the list directive ${directive}`)
    return found() as ListAcknowledgementBody
  }

  /** Returns the order's sequence. */
  async wish(directive: string, wish: Wish): Promise<number> {
    const item = this.items.get(directive)
    assert.ok(item !== undefined)
    item.order = await this.order(directive, wish)
    this.push()
    return this.#sequences.get(directive) ?? 0
  }

  /** The roster after the newest one, on the agenda. */
  async issueRoster(next: SignedRoster): Promise<void> {
    this.rosters.push(next)
    this.push()
  }

  push(): void {
    for (const stream of this.#streams) this.#pushTo(stream)
  }

  lastProgress(directive: string): ProgressBody | undefined {
    return this.progress.findLast(body => body.directive === directive)
  }

  returnOf(directive: string): ReturnBody | undefined {
    return this.returns.find(body => body.directive === directive)
  }

  acknowledgementOf(directive: string): AcknowledgementBody | undefined {
    return this.acknowledgements.findLast(body => body.directive === directive)
  }

  async returned(directive: string): Promise<ReturnBody> {
    await this.until(() => this.returnOf(directive) !== undefined, `a return of ${directive}`)
    return this.returnOf(directive) as ReturnBody
  }

  #pushTo(stream: ServerResponse): void {
    const held = this.hellos.at(-1)?.roster?.sha256
    const at = this.rosters.findIndex(({ text }) => sha256Of(text) === held)
    const rosters = this.rosters
      .slice(at + 1, at + 1 + ROSTERS_MAX)
      .map(({ text, signatures }) => ({ text, signatures }))
    const items = [...this.items.values()]
    const announcements = [...this.announcements.values()]
    const broadcasts = [...this.broadcasts.values()]
    const lists = this.freeLists
    const jobs = this.jobs.length > 0 ? this.jobs : undefined
    const data = JSON.stringify({ items, rosters, lists, announcements, broadcasts, jobs })
    stream.write(`event: agenda\ndata: ${data}\n\n`)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    let text = ''
    request.setEncoding('utf8')
    for await (const piece of request) text += piece
    this.calls.push(path)
    const say = (status: number, body: object) => {
      response.setHeader('date', new Date(Date.now() + this.clockAheadMs).toUTCString())
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    const fault = this.faults.get(path)?.shift()
    if (this.isBroken) say(500, {})
    else if (fault !== undefined) say(fault.status, { code: fault.code })
    else await this.#route(path, text === '' ? {} : (JSON.parse(text) as object), request, say, response)
    for (const look of this.#waiting) look()
  }

  async #route(
    path: string,
    body: object,
    request: IncomingMessage,
    say: (status: number, body: object) => void,
    response: ServerResponse,
  ): Promise<void> {
    if (path === '/node/v1/authority')
      return say(200, { publicKey: this.signer.publicKey, keyId: this.signer.keyId, name: 'Stub' })
    if (path === '/node/v1/enrol') return this.#enrol(body, say)
    const why = await this.#whyNot(request)
    if (why !== null) return say(401, { code: why })
    const key = this.nodeKey as PublicJwk
    switch (path) {
      case '/node/v1/hello':
        this.hellos.push(helloBody.parse(body))
        this.push()
        return say(200, {
          ...(this.newestFreeList && { freeList: this.newestFreeList }),
          ...(this.lostBroadcasts.length > 0 && { lostBroadcasts: this.lostBroadcasts }),
        })
      case '/node/v1/agenda':
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        this.#streams.add(response)
        response.on('close', () => this.#streams.delete(response))
        return this.#pushTo(response)
      case '/node/v1/progress':
        this.progress.push(...z.object({ items: z.array(progressBody) }).parse(body).items)
        return say(200, {})
      case '/node/v1/acknowledgements': {
        const { document } = z.object({ document: z.string() }).parse(body)
        this.acknowledgements.push(
          await verify(document, { type: 'acknowledgement', key, schema: acknowledgementBody }),
        )
        return say(200, {})
      }
      case '/node/v1/list-acknowledgements': {
        const { document } = z.object({ document: z.string() }).parse(body)
        const schema = listAcknowledgementBody
        this.freeListAcknowledgements.push(await verify(document, { type: 'listAcknowledgement', key, schema }))
        return say(200, {})
      }
      case '/node/v1/announcement-acknowledgements': {
        const { document } = z.object({ document: z.string() }).parse(body)
        const schema = announcementAcknowledgementBody
        this.announcementAcknowledgements.push(
          await verify(document, { type: 'announcementAcknowledgement', key, schema }),
        )
        return say(200, {})
      }
      case '/node/v1/broadcast-acknowledgements': {
        const { document } = z.object({ document: z.string() }).parse(body)
        const schema = broadcastAcknowledgementBody
        this.broadcastAcknowledgements.push(await verify(document, { type: 'broadcastAcknowledgement', key, schema }))
        return say(200, {})
      }
      case '/node/v1/broadcasts':
        this.broadcastsGiven.push(z.object({ document: z.string(), acknowledgement: z.string() }).parse(body))
        return say(200, {})
      case '/node/v1/broadcast-counts': {
        const { document } = z.object({ document: z.string() }).parse(body)
        const schema = broadcastCountBody
        this.broadcastCounts.push(await verify(document, { type: 'broadcastCount', key, schema }))
        return say(200, {})
      }
      case '/node/v1/announcement-counts': {
        const { document } = z.object({ document: z.string() }).parse(body)
        const schema = announcementCountBody
        this.announcementCounts.push(await verify(document, { type: 'announcementCount', key, schema }))
        return say(200, {})
      }
      case '/node/v1/siren-acknowledgements':
        this.jobAnswers.push(z.object({ document: z.string() }).parse(body).document)
        return say(200, {})
      case '/node/v1/lists':
        this.freeListsGiven.push(z.object({ document: z.string() }).parse(body).document)
        return say(200, {})
      case '/node/v1/returns': {
        const { document } = z.object({ document: z.string() }).parse(body)
        this.returns.push(await verify(document, { type: 'return', key, schema: returnBody }))
        return say(200, {})
      }
      case '/node/v1/rotate': {
        const { rotation } = z.object({ rotation: z.string() }).parse(body)
        const schema = z.strictObject({ operator: z.string(), nextKey: publicJwk, at: z.string() })
        this.nodeKey = (await verify(rotation, { type: 'rotation', key, schema })).nextKey
        return say(200, {})
      }
    }
    say(404, { code: 'notFound' })
  }

  #enrol(body: object, say: (status: number, body: object) => void): void {
    const { code, publicKey } = z.object({ code: z.string(), publicKey: publicJwk }).parse(body)
    if (code !== this.#code) return say(401, { code: 'enrolmentCodeWrong' })
    this.#code = ''
    this.nodeKey = publicKey
    const { keyId } = this.signer
    const authority = { publicKey: this.signer.publicKey, keyId }
    say(200, { operator: OPERATOR, name: 'Viettel', authority })
  }

  async #whyNot(request: IncomingMessage): Promise<string | null> {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    if (this.nodeKey === null) return 'nodeUnknown'
    try {
      const body = await verify(token, { type: 'token', key: this.nodeKey, schema: tokenBody })
      const off = Math.abs(body.issuedAtMs - Date.now() - this.clockAheadMs)
      if (off > 120_000) return 'clockSkew'
      return body.audience === this.signer.keyId && body.operator === OPERATOR ? null : 'nodeUnknown'
    } catch {
      return 'nodeUnknown'
    }
  }
}

export async function foreignSigner(): Promise<Signer> {
  const signer = await signerOf(await makeKey())
  assert.equal(await fingerprint(signer.publicKey), signer.keyId)
  return signer
}
