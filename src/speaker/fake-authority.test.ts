/**
 * A stub of the authority, for the tests of this room: signs agendas, serves sounds, keeps receipts. Its people sign bulletins unless
 * a test says otherwise. A file of no test. Real sockets, real signatures; faults on request.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { canonicalJson } from '../base/canonical.ts'
import { readRoster, statementOfRoster } from '../directive/attest.ts'
import { type BulletinContent, bulletinContent, saidOfBulletin } from '../directive/bulletin.ts'
import type { Purpose } from '../directive/documents.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { namesUnder, type SignedRoster } from '../directive/roster.ts'
import { makeKey, type Signer, sha256Of, signerOf, verify } from '../directive/signing.ts'
import {
  admin,
  approver,
  editor,
  otherAdmin,
  PEOPLE,
  type Person,
  rosterOf,
  said,
  signedBy,
} from '../operator/people.test.ts'
import { AGENDA_TYPES, type AgendaBody, type AgendaContent, type AgendaItem, type AgendaProof } from './agenda.ts'
import { approvalsOf, type Here, type Unapproved } from './approved.ts'
import type { PinnedHours } from './hours.ts'
import type { Receipt } from './receipts.ts'
import { writeWav } from './wav.ts'
import {
  enrolAsk,
  type Place,
  receiptsAsk,
  receiptsBody,
  SPEAKER_PATHS,
  type SpeakerHello,
  speakerHello,
  speakerToken,
} from './wire.ts'

export const CLUSTER = '00001-3'
/** By item, why it is not approved; null: it is. `newest`: of bulletins that are new here. */
export async function whyNot(
  body: AgendaBody,
  { newest = new Map(), now = Date.now(), ...here }: Omit<Here, 'newest' | 'now'> & Partial<Here>,
): Promise<ReadonlyMap<string, Unapproved | null>> {
  const looked = await approvalsOf(body, { newest, now, ...here })
  return new Map([...looked].map(([id, one]) => [id, one.is === 'approved' ? null : one.why]))
}

export const PLACES: readonly Place[] = [{ code: '01', from: '2020-01-01', until: null }]
export const ALL_DAY: PinnedHours = { timeZone: 'Asia/Ho_Chi_Minh', windows: [{ from: '00:00', until: '00:00' }] }
const BEAT_MS = 1000

/** A tone of this length, and its file. */
export function tone(ms: number, rate = 8000) {
  const samples = Float32Array.from(
    { length: (ms * rate) / 1000 },
    (_, at) => 0.3 * Math.sin((at * 2 * Math.PI * 440) / rate),
  )
  const octets = writeWav({ rate, samples })
  return { octets, ms, sha256: createHash('sha256').update(octets).digest('hex') }
}
export type Tone = ReturnType<typeof tone>

export interface Spoken {
  readonly id: string
  readonly sound: Tone
  readonly more?: Partial<AgendaItem>
  readonly content?: Partial<BulletinContent>
  readonly by?: { readonly submit: Person; readonly approve: Person }
}

export class FakeAuthority {
  readonly signer: Signer
  rosters: SignedRoster[]
  deviceKey: PublicJwk | null = null
  purpose: Purpose = 'live'
  /** That a device is enrolled with; null: as an authority of before there were any. */
  hours: PinnedHours | null = ALL_DAY
  readonly receipts = new Map<number, Receipt>()
  readonly hellos: SpeakerHello[] = []
  readonly sounds = new Map<string, Buffer>()
  /** Each range of a sound that was asked for. */
  readonly asked: { readonly sha256: string; readonly from: number }[] = []
  /** Of the next answers to these paths. */
  readonly faults = new Map<string, { status: number; code: string }[]>()
  /** The next answers of sounds end after so many octets. */
  cutAfter: number[] = []
  /** Whether the device has kept some of the sound: what is cut off before is lost with the connection. */
  isBegun: (sha256: string) => boolean = () => true
  agenda: string | null = null
  #serial = 0
  #code = ''
  #server: Server | null = null
  #port = 0
  readonly #streams = new Set<ServerResponse>()
  readonly #waiting = new Set<() => void>()

  private constructor(signer: Signer, roster: SignedRoster) {
    this.signer = signer
    this.rosters = [roster]
  }

  static async start(): Promise<FakeAuthority> {
    const roster = await signedBy([], rosterOf(PEOPLE))
    const authority = new FakeAuthority(await signerOf(await makeKey()), roster)
    await authority.listen()
    return authority
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error))
    })
    this.#server = server
    await new Promise<void>(done => server.listen(this.#port, '127.0.0.1', done))
    this.#port = (server.address() as AddressInfo).port
    const beat = setInterval(() => {
      for (const stream of this.#streams) stream.write('event: beat\ndata: {}\n\n')
    }, BEAT_MS)
    server.once('close', () => clearInterval(beat))
  }

  async close(): Promise<void> {
    const server = this.#server
    if (server === null) return
    this.#server = null
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    this.#streams.clear()
  }

  enrolmentCode(): string {
    this.#code = randomUUID().replaceAll('-', '')
    return `${this.signer.keyId}.${this.#code}.${sha256Of(this.rosters[0].text)}`
  }

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
        fail(new Error(`never: ${what}; ${JSON.stringify([...this.receipts.values()].slice(-5))}`))
      }, withinMs)
      this.#waiting.add(look)
      look()
    })
  }

  of<Is extends Receipt['is']>(is: Is): Extract<Receipt, { is: Is }>[] {
    return [...this.receipts.values()].filter((one): one is Extract<Receipt, { is: Is }> => one.is === is)
  }

  /** What is played from now on; windows all day. */
  async issue(spoken: readonly Spoken[], more: Partial<AgendaContent> = {}): Promise<AgendaBody> {
    const body = await this.body(spoken, more)
    await this.push(await this.signer.sign(AGENDA_TYPES[this.purpose], body))
    return body
  }

  async body(spoken: readonly Spoken[], more: Partial<AgendaContent> = {}): Promise<AgendaBody> {
    const now = Date.now()
    const items = spoken.map(({ id, sound, more = {} }) => ({
      id,
      priority: 'normal' as const,
      audio: { sha256: sound.sha256, milliseconds: sound.ms },
      notBefore: new Date(now - 1000).toISOString(),
      notAfter: new Date(now + 3_600_000).toISOString(),
      perWindow: 5,
      gapSeconds: 1,
      ...more,
    }))
    for (const { sound } of spoken) this.sounds.set(sound.sha256, sound.octets)
    const proofs = await Promise.all(spoken.map(async (one, at) => await proofOf(one, items[at], this.purpose)))
    const content: AgendaContent = {
      serial: ++this.#serial,
      issuedAt: new Date(now).toISOString(),
      cluster: CLUSTER,
      ...ALL_DAY,
      items,
      ...more,
    }
    return { purpose: this.purpose, content, proofs }
  }

  /** These items with these bulletins beside them, signed with the authority's key: what whoever has that key can do. */
  async give(
    parts: readonly (readonly [SignedBulletin, ...AgendaItem[]])[],
    more: Partial<AgendaContent> = {},
  ): Promise<AgendaBody> {
    const proofs = parts.map(([{ content, approval }, ...items]) => {
      return { items: items.map(({ id }) => id), content, approval }
    })
    const items = parts.flatMap(([, ...items]) => items)
    const { content, purpose } = await this.body([], { items, ...more })
    const body = { purpose, content, proofs }
    await this.push(await this.signer.sign(AGENDA_TYPES[purpose], body))
    return body
  }

  /** To be fetched. */
  keep(...tones: readonly Tone[]): void {
    for (const { sha256, octets } of tones) this.sounds.set(sha256, octets)
  }

  async push(agenda: string): Promise<void> {
    this.agenda = agenda
    for (const stream of this.#streams) this.#pushTo(stream)
  }

  #pushTo(stream: ServerResponse): void {
    if (this.agenda === null) return
    const rosters = this.rosters.map(({ text, signatures }) => ({ text, signatures }))
    const data = JSON.stringify({ agenda: this.agenda, rosters })
    stream.write(`event: agenda\ndata: ${data}\n\n`)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const fault = this.faults.get(path)?.shift()
    const body = await bodyOf(request)
    if (fault !== undefined) return refuse(response, fault.status, fault.code)
    if (path === SPEAKER_PATHS.authority) return answer(response, { publicKey: this.signer.publicKey })
    if (path === SPEAKER_PATHS.enrol) return this.#enrol(body, response)
    const key = this.deviceKey
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    if (key === null) return refuse(response, 401, 'speakerUnknown')
    await verify(token, { type: 'speakerToken', key, schema: speakerToken })
    if (path === SPEAKER_PATHS.hello) {
      this.hellos.push(speakerHello.parse(JSON.parse(body)))
      answer(response, { counter: Math.max(0, ...this.receipts.keys()) })
    } else if (path === SPEAKER_PATHS.agenda) {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      this.#streams.add(response)
      response.on('close', () => this.#streams.delete(response))
      response.write(': here\n\n')
      this.#pushTo(response)
    } else if (path === SPEAKER_PATHS.receipts) {
      const { document } = receiptsAsk.parse(JSON.parse(body))
      const { receipts } = await verify(document, { type: 'speakerReceipts', key, schema: receiptsBody })
      for (const one of receipts) this.receipts.set(one.counter, one)
      answer(response, { counter: Math.max(...this.receipts.keys()) })
    } else if (path.startsWith(SPEAKER_PATHS.audio)) this.#sound(request, response)
    else refuse(response, 404, 'notFound')
    for (const look of [...this.#waiting]) look()
  }

  #enrol(body: string, response: ServerResponse): void {
    const { code, publicKey } = enrolAsk.parse(JSON.parse(body))
    if (code !== this.#code) return refuse(response, 401, 'enrolmentCodeWrong')
    this.deviceKey = publicKey
    const { purpose } = this
    const authority = { publicKey: this.signer.publicKey }
    answer(response, {
      cluster: CLUSTER,
      name: 'Cụm loa thôn 3',
      purpose,
      places: PLACES,
      ...(this.hours && { hours: this.hours }),
      authority,
    })
  }

  #sound(request: IncomingMessage, response: ServerResponse): void {
    const sha256 = (request.url ?? '').split('/').at(-1) ?? ''
    const octets = this.sounds.get(sha256)
    if (octets === undefined) return refuse(response, 404, 'notFound')
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    this.asked.push({ sha256, from })
    const cut = this.cutAfter.shift()
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': octets.length - from })
    if (cut === undefined) return void response.end(octets.subarray(from))
    response.write(octets.subarray(from, from + cut))
    const timer = setInterval(() => {
      if (!this.isBegun(sha256)) return
      clearInterval(timer)
      response.destroy()
    }, 20)
  }
}

export async function proofOf(
  { sound, content: more = {}, by }: Spoken,
  item: AgendaItem,
  purpose: Purpose,
): Promise<AgendaProof> {
  const { priority, notBefore: from, notAfter: until } = item
  const spoken = { sound, priority, from, until, perWindow: 10, gapSeconds: 1, by }
  const { content, approval } = await signedBulletin({ ...spoken, more: { purpose, ...more } })
  return { items: [item.id], content, approval }
}

export interface ToBeSigned {
  readonly sound: Tone
  /** Null: it says nothing on loudspeakers. */
  readonly correction?: Tone | null
  readonly priority?: BulletinContent['priority']
  readonly from: string
  readonly until: string
  readonly perWindow?: number
  readonly gapSeconds?: number
  readonly more?: Partial<BulletinContent>
  readonly by?: Spoken['by']
  /** The roster that those who sign name; missing: they name none. */
  readonly under?: SignedRoster
}

export type SignedBulletin = Pick<AgendaProof, 'content' | 'approval'>

export async function signedBulletin(of: ToBeSigned): Promise<SignedBulletin> {
  const { sound, correction = null, priority = 'normal', from, until } = of
  const { perWindow = 1, gapSeconds = 0, by = { submit: editor, approve: approver } } = of
  const spokenOf = ({ sha256, octets, ms: milliseconds }: Tone) => {
    const file = { form: 'wav' as const, sha256, octets: octets.length }
    const of = { by: 'recording' as const, milliseconds, files: [file] }
    return { language: 'vi', spoken: 'Rửa tay', sound: of, perWindow, gapSeconds }
  }
  const page = [{ language: 'vi', title: 'Rửa tay', text: 'Rửa tay thường xuyên' }]
  const none = { sms: [], mail: [], push: [] }
  const loudspeakers = [spokenOf(sound)]
  const corrected = correction === null ? [] : [spokenOf(correction)]
  const content = bulletinContent.parse({
    format: 1,
    bulletin: randomUUID(),
    version: 1,
    purpose: 'live',
    priority,
    provinces: [{ code: '01', asOf: '2026-02-03' }],
    window: { from, until },
    renditions: { page, cap: null, ...none, loudspeakers, ring: null, placements: [] },
    correction: { page, ...none, loudspeakers: corrected },
    ...of.more,
  })
  const what = saidOfBulletin(content, sha256Of(canonicalJson(content)))
  const names = of.under === undefined ? {} : namesUnder(readRoster(of.under.text))
  const statement = { ...what, ...names, sequence: null, at: from }
  const submitted = await said(by.submit, { ...statement, does: 'submit' })
  const approved = await said(by.approve, { ...statement, does: 'approve' })
  return { content, approval: { submitted, approved } }
}

/** An item of what was signed, as an honest authority makes it, but for what is said otherwise. */
export function itemOf(
  { content }: SignedBulletin,
  says: 'message' | 'correction' = 'message',
  more: Partial<AgendaItem> = {},
): AgendaItem {
  const { bulletin, version, priority, window, renditions, correction } = content
  const [text] = (says === 'message' ? renditions : correction).loudspeakers
  const { sound, perWindow, gapSeconds } = text
  return {
    id: `${bulletin}.${version}.${says === 'message' ? 'p' : 'c'}.vi`,
    priority,
    audio: { sha256: sound.files[0].sha256, milliseconds: sound.milliseconds },
    notBefore: window.from ?? '',
    notAfter: window.until,
    perWindow,
    gapSeconds,
    ...more,
  }
}

/** The version after this one, signed now by both administrators. */
export async function nextRosterNow(
  before: SignedRoster,
  people: readonly Person[],
): Promise<SignedRoster & { readonly sha256: string }> {
  const held = readRoster(before.text)
  const { number, names } = held.body
  const at = new Date().toISOString()
  const of = { number: number + 1, previousSha256: held.sha256, at, ...(names && { names }) }
  const { text, sha256 } = await signedBy([], rosterOf(people, of))
  const statement = statementOfRoster(text, at)
  const signatures = await Promise.all([admin, otherAdmin].map(async who => await said(who, statement)))
  return { text, signatures, sha256 }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const piece of request.setEncoding('utf8')) body += piece
  return body
}

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code }))
}
