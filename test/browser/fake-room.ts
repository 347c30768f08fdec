/**
 * A room's server for the page alone: speaks the contract of the briefing's room over HTTP, keeps one room in memory and tells it
 * in a stream. No database, no rules but the plainest; what it is asked is kept for the test to look at. Media go to whom the
 * test says.
 */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type {
  BriefingRoom,
  GivenInstruction,
  MediaOffer,
  Question,
  RoomChange,
  RoomSelf,
  RoomSite,
  Verdict,
} from '../../src/areas/briefing/model.ts'
import { roomSelf } from '../../src/areas/briefing/model.ts'
import { Console } from '../../src/http/console.ts'
import { secure } from '../../src/http/headers.ts'

const WEB = join(import.meta.dirname, '../../dist/web')
const ROOM = '/api/v1/briefing-room'
const BEAT_MS = 1000
/** White, of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
)

export interface Asked {
  readonly route: string
  readonly body: unknown
  readonly token: string | null
}

export interface Media {
  offer(join: string): Promise<string>
  answer(join: string, sdp: string): Promise<void>
}

interface Fault {
  readonly status: number
  readonly code: string
  readonly vi: string
  readonly en: string
}

export class FakeRoom {
  readonly url: string
  readonly asked: Asked[] = []
  readonly key = 'a-link-that-counts'
  readonly token = 'loab_a-token-that-counts'
  room: BriefingRoom
  /** Who the browser is. */
  me: string
  instructions: readonly GivenInstruction[] = []
  verdict: Verdict | null = null
  /** In writing. */
  questions: readonly Question[] = []
  /** Answered to whatever is asked. */
  fault: Fault | null = null
  media: Media | null = null
  hasToken = true
  #isUsed = false
  #joins = 0
  readonly #streams = new Set<ServerResponse>()
  readonly #console = new Console(WEB)

  private constructor(server: Server, room: BriefingRoom, me: string) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.room = room
    this.me = me
  }

  static async open(t: TestContext, { room, me }: { room: BriefingRoom; me: string }): Promise<FakeRoom> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const fake = new FakeRoom(server, room, me)
    server.on('request', (request, response) => {
      fake.#answer(request, response).catch(error => {
        response.statusCode = 500
        response.end(String(error))
      })
    })
    const beat = setInterval(() => fake.#write(': beat\n\n'), BEAT_MS)
    t.after(() => {
      clearInterval(beat)
      server.closeAllConnections()
      server.close()
    })
    return fake
  }

  get link(): string {
    return `${this.url}/briefing#${this.key}`
  }

  /** Told to whoever listens, and so from now on. */
  tell(change: RoomChange): void {
    const { sites, ...others } = change
    const newest = new Map((sites ?? []).map(one => [one.site, one]))
    this.room = {
      ...this.room,
      ...(others as Partial<BriefingRoom>),
      sites: this.room.sites.map(one => newest.get(one.site) ?? one),
    }
    this.#write(`event: change\ndata: ${JSON.stringify(change)}\n\n`)
  }

  tellSite(site: string, of: Partial<RoomSite>): void {
    const before = this.site(site)
    this.tell({ sites: [{ ...before, ...of }] })
  }

  site(site: string): RoomSite {
    const found = this.room.sites.find(one => one.site === site)
    assert.ok(found, `${site} is in the roster`)
    return found
  }

  /** As where a server is gone: streams are cut. */
  cutStreams(): void {
    for (const stream of this.#streams) stream.destroy()
  }

  bodiesOf(route: string): readonly unknown[] {
    return this.asked.filter(one => one.route === route).map(({ body }) => body)
  }

  #write(text: string): void {
    for (const stream of this.#streams) stream.write(text)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url)
    if (!pathname.startsWith(ROOM)) return await this.#page(request, response, pathname)
    const octets: Buffer[] = []
    for await (const piece of request) octets.push(piece as Buffer)
    const text = Buffer.concat(octets).toString()
    const isJson = request.headers['content-type'] === 'application/json'
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : text
    const route = `${request.method} ${pathname.slice(ROOM.length)}`
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
    this.asked.push({ route, body, token })
    if (this.fault !== null) return said(response, this.fault.status, this.fault)
    if (route === 'POST /enter') return this.#enter(response, body as { key: string })
    if (!this.hasToken || token !== this.token) return said(response, 401, UNKNOWN)
    if (route === 'GET /live') return this.#stream(response)
    await this.#act(response, route, body)
  }

  async #page(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const headers = new Headers({ 'accept-encoding': String(request.headers['accept-encoding']) })
    const answer = await this.#console.respond(path, headers, 'vi')
    secure(answer.headers, false)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  }

  #enter(response: ServerResponse, { key }: { key: string }): void {
    if (key !== this.key || this.#isUsed) return said(response, 409, USED)
    this.#isUsed = true
    said(response, 201, { token: this.token, self: this.self() })
  }

  self(): RoomSelf {
    const { site, name, role, language } = this.site(this.me)
    const self: RoomSelf = {
      site,
      name,
      role,
      language,
      responsible: { name: 'Nguyễn Văn An', title: 'Giám đốc' },
      expiresAt: '2099-01-01T00:00:00.000Z',
      verdict: this.verdict,
      room: this.room,
      instructions: [...this.instructions],
    }
    return roomSelf.parse(self)
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(`event: room\ndata: ${JSON.stringify(this.room)}\n\n`)
    this.#streams.add(response)
    response.on('close', () => this.#streams.delete(response))
  }

  async #act(response: ServerResponse, route: string, body: unknown): Promise<void> {
    const answered = /^POST \/media\/([^/]+)\/answer$/.exec(route)?.[1]
    if (answered !== undefined) {
      await this.media?.answer(answered, String(body))
      return said(response, 204, null)
    }
    if (/^GET \/documents\/[^/]+\/pages\/\d+$/.test(route)) {
      response.writeHead(200, { 'content-type': 'image/png' })
      return void response.end(PIXEL)
    }
    const told = /^POST \/instructions\/([^/]+)\/(acknowledge|done)$/.exec(route)
    if (told !== null) return said(response, 200, this.#answered(told[1], told[2], body))
    switch (route) {
      case 'GET ':
        return said(response, 200, this.self())
      case 'POST /media':
        return await this.#offer(response)
      case 'POST /test/end':
        return said(response, 200, this.#tested(body))
      case 'POST /floor':
        this.#floor(body as { do: string; site?: string })
        this.#question({ do: 'answer', id: String((body as { questionId?: string }).questionId) })
        return said(response, 200, this.room)
      case 'GET /questions':
        return said(response, 200, this.questions)
      case 'POST /questions':
        this.#question(body as { do: string; id: string; text?: string })
        return said(response, 200, this.questions)
      case 'POST /begin':
        this.tell({ state: 'open', beganAt: new Date().toISOString() })
        return said(response, 200, this.room)
      case 'POST /end':
        this.tell({ state: 'ended', endedAt: new Date().toISOString() })
        return said(response, 200, this.room)
      case 'POST /chair':
        this.tell({ chair: (body as { do: string }).do === 'take' ? this.me : null })
        return said(response, 200, this.room)
      case 'POST /roll': {
        const places = this.room.sites.map(({ site, is }) => ({ site, is }))
        this.tell({ roll: { at: new Date().toISOString(), by: this.me, places } })
        return said(response, 200, this.room)
      }
      case 'POST /slide': {
        const { slide } = body as { slide: { document: string; page: number } | null }
        const shown = { name: 'Báo cáo', pages: 3, text: `Trang ${slide?.page}` }
        this.tell({ slide: slide === null ? null : { ...slide, ...shown } })
        return said(response, 200, this.room)
      }
      case 'POST /screen':
        this.tell({ screen: (body as { isShown: boolean }).isShown ? this.me : null })
        return said(response, 200, this.room)
      case 'POST /captions': {
        const { language, text } = body as { language: string; text: string }
        const captions = [...this.room.captions, { at: new Date().toISOString(), language, text }]
        this.tell({ captions })
        return said(response, 204, null)
      }
      case 'POST /beat':
      case 'POST /leave':
      case 'POST /language':
        return said(response, 204, null)
    }
    said(response, 404, { status: 404, code: 'routeUnknown', vi: route, en: route })
  }

  async #offer(response: ServerResponse): Promise<void> {
    if (this.media === null) return said(response, 503, MEDIA_DOWN)
    const join = `00000000-0000-4000-8000-${String(++this.#joins).padStart(12, '0')}`
    const offer: MediaOffer = { join, sdp: await this.media.offer(join), iceServers: [] }
    said(response, 201, offer)
  }

  #tested(body: unknown): Verdict {
    const { microphone, camera } = body as Pick<Verdict, 'microphone' | 'camera'>
    this.verdict = {
      at: new Date().toISOString(),
      line: 'C',
      reason: 'rate-up',
      kbitsUp: 180,
      kbitsDown: 420,
      lossUp: 0.01,
      lossDown: 0,
      jitterMs: 12,
      roundTripMs: 40,
      path: 'udp',
      microphone,
      camera,
    }
    return this.verdict
  }

  /** As the rules do it, the plainest of them. */
  #floor({ do: deed, site = this.me }: { do: string; site?: string }): void {
    const queue = this.room.sites.filter(one => one.queue !== null).length + 1
    const without = this.room.heard.filter(one => one !== site)
    switch (deed) {
      case 'ask':
        return this.tellSite(site, { floor: 'accepted', queue })
      case 'accept':
        return this.tellSite(site, { floor: 'accepted', queue })
      case 'give':
        this.tellSite(site, { floor: 'granted', queue: null })
        return this.tell({ heard: [site, ...without] })
      default:
        this.tellSite(site, { floor: null, queue: null, isHeard: false })
        return this.tell({ heard: without })
    }
  }

  #question({ do: deed, id, text = '' }: { do: string; id: string; text?: string }): void {
    const at = new Date().toISOString()
    if (deed === 'write') return this.ask({ id, site: this.me, at, text, state: 'waiting', doneAt: null })
    const state = deed === 'answer' ? 'answered' : 'withdrawn'
    const known = this.questions.find(one => one.id === id)
    if (known !== undefined) this.ask({ ...known, state, doneAt: at })
  }

  /** As it is now; whoever may see it is told that there is news. */
  ask(question: Question): void {
    const others = this.questions.filter(({ id }) => id !== question.id)
    this.questions = [...others, question].toSorted((a, b) => a.at.localeCompare(b.at))
    this.tellSite(question.site, { questions: this.site(question.site).questions + 1 })
  }

  #answered(id: string, deed: string, body: unknown): GivenInstruction {
    const { by, note } = body as { by: string; note: string }
    const answer = { at: new Date().toISOString(), by, note }
    const before = this.instructions.find(one => one.id === id)
    assert.ok(before)
    const after: GivenInstruction =
      deed === 'done'
        ? { ...before, state: 'done', done: answer }
        : { ...before, state: 'acknowledged', acknowledged: answer }
    this.instructions = this.instructions.map(one => (one.id === id ? after : one))
    return after
  }
}

const UNKNOWN: Fault = {
  status: 401,
  code: 'siteUnknown',
  vi: 'Máy này không còn là của điểm cầu nào.',
  en: 'This computer is no site’s any more.',
}
const USED: Fault = {
  status: 409,
  code: 'linkUsed',
  vi: 'Đường dẫn này đã được dùng trên máy khác.',
  en: 'This link was used on another computer.',
}
const MEDIA_DOWN: Fault = {
  status: 503,
  code: 'mediaDown',
  vi: 'Tiếng và hình tạm ngừng.',
  en: 'Sound and picture are down.',
}

function said(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body === null || status === 204 ? undefined : JSON.stringify(body))
}
