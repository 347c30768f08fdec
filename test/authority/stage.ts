/** A server, people who are signed in, and nodes, all over real HTTP. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { nodeFlags } from '../../src/app/node-flags.ts'
import { DATABASE_FILE, KEY_FILE, PUSH_KEY_FILE, SECRET_FILE } from '../../src/app/serve/data-directory.ts'
import { type RunningServer, type ServerOptions, startServer } from '../../src/app/serve/server.ts'
import { CAP_KEY_FILE } from '../../src/areas/bulletins/cap-key.ts'
import type { Role } from '../../src/authority/actor.ts'
import {
  type Agenda,
  type DirectiveBody,
  directiveBody,
  type HelloBody,
  type OrderBody,
  orderBody,
} from '../../src/directive/documents.ts'
import type { PublicJwk } from '../../src/directive/public-key.ts'
import { makeKey, makeToken, type Signer, sha256Of, signerOf, verify } from '../../src/directive/signing.ts'
import { tokenOf } from '../../town/links.ts'
import { type Databases, furnishFile } from '../postgres/databases.ts'
import { acceptance, contentFor, helloOf, returnOf, type Task, tallyOf } from '../postgres/stage.ts'
import { QUICK } from '../town/quick-passwords.ts'
import { SERVER } from '../town/town.ts'

const ROOT = join(import.meta.dirname, '../..')

export function dataFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-serve-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

/** Of another process of the same authority: with copies of the keys that are in `data`. */
export function dataFolderLike(t: TestContext, data: string): string {
  const folder = dataFolder(t)
  mkdirSync(folder, { mode: 0o700 })
  for (const key of [KEY_FILE, SECRET_FILE, CAP_KEY_FILE, PUSH_KEY_FILE])
    if (existsSync(join(data, key))) copyFileSync(join(data, key), join(folder, key))
  return folder
}

/** The flag or option of a database: null is the file in the data directory. */
export async function databaseFor(t: TestContext, databases: Databases): Promise<string | null> {
  if (databases.kind === 'sqlite') return null
  const where = await databases.place(t)
  return 'url' in where ? where.url : null
}

/** What a first start would make before all else, but for the keys. That it does is tested where the program itself is started. */
async function furnishData(data: string): Promise<void> {
  const file = join(data, DATABASE_FILE)
  if (existsSync(file)) return
  mkdirSync(data, { recursive: true, mode: 0o700 })
  await furnishFile(file)
}

/**
 * Changes an embedded database beside its server. Where that is of this very process it must be let go on to let go: a connection that
 * waits by itself would keep it from that.
 */
export async function changeBeside({ data }: { readonly data: string }, statement: string, ...values: SQLInputValue[]) {
  const database = new DatabaseSync(join(data, DATABASE_FILE), { timeout: 0 })
  try {
    while (!changes(() => database.prepare(statement).run(...values))) await setTimeout(5)
  } finally {
    database.close()
  }
}

/** False: somebody else is changing it. https://sqlite.org/rescode.html#busy */
function changes(act: () => unknown): boolean {
  try {
    act()
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) return false
    throw error
  }
}

/** As if everybody had signed in so long ago. */
export async function ageSessions(of: { readonly data: string }, minutes: number): Promise<void> {
  const at = new Date(Date.now() - minutes * 60_000).toISOString()
  await changeBeside(of, 'update sign_in_session set "createdAt" = ?', at)
}

export interface InProcess extends RunningServer {
  readonly data: string
  /** Lines of the log. */
  readonly log: string[]
}

export async function serveHere(
  t: TestContext,
  databases: Databases,
  change: Partial<ServerOptions> = {},
): Promise<InProcess> {
  const data = change.data ?? dataFolder(t)
  const { database = await databaseFor(t, databases) } = change
  if (database === null) await furnishData(data)
  const log: string[] = []
  const server = await startServer({
    data,
    host: '127.0.0.1',
    port: 0,
    tls: null,
    url: null,
    name: 'Bộ Y tế',
    oidc: null,
    asksFactorOf: new Set(),
    trustsProxy: false,
    demo: null,
    logLevel: 'info',
    log: { write: line => void log.push(line) },
    checksAnswers: true,
    passwords: QUICK,
    ...change,
    database,
  })
  t.after(async () => await server.stop())
  return { ...server, data, log }
}

export interface ServeProcess {
  readonly url: string
  readonly keyId: string
  readonly setupLink: string | null
  readonly pid: number
  readyMs: number
  stderr(): string
  /** Ends it by SIGTERM; its exit code. */
  stop(): Promise<number | null>
  kill(): Promise<void>
}

/**
 * `loa serve --json` as a child, once it is ready, with quick passwords, where those are not what is tested. Nobody is asked
 * for a second factor, where the flags do not say so.
 */
export async function serveProcess(
  t: TestContext,
  flags: readonly string[],
  { passwords = 'quick' }: { passwords?: 'quick' | 'slow' } = {},
): Promise<ServeProcess> {
  const data = flags[flags.indexOf('--data') + 1]
  if (passwords === 'quick' && flags.includes('--data') && !flags.includes('--database')) await furnishData(data)
  const began = performance.now()
  const usual = ['serve', '--json', '--listen', '127.0.0.1:0', ...withoutFactor(flags)]
  const [command, ...first] =
    passwords === 'slow' ? [join(ROOT, 'loa')] : [process.execPath, ...nodeFlags('serve'), SERVER]
  const child = spawn(command, [...first, ...usual, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  t.after(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await exited
  })
  let stdout = ''
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
      if (stdout.includes('\n')) resolve(stdout)
    })
    child.once('exit', code => reject(new Error(`loa serve ended with ${code}: ${stderr}`)))
  })
  const said = JSON.parse(await ready) as { url: string; keyId: string; setupLink: string | null }
  return {
    ...said,
    pid: child.pid!,
    readyMs: performance.now() - began,
    stderr: () => stderr,
    stop: async () => {
      child.kill('SIGTERM')
      const [code] = await exited
      return code
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

const FACTOR = '--require-second-factor'

function withoutFactor(flags: readonly string[]): readonly string[] {
  return flags.includes(FACTOR) ? [] : [FACTOR, 'none']
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly body: any
}

/** A browser at the console: keeps cookies and tells its origin. */
export class Person {
  readonly url: string
  readonly cookies = new Map<string, string>()

  constructor(url: string) {
    this.url = url
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookies.size > 0 ? { cookie: this.cookie } : {}),
        ...(method === 'GET' ? {} : { origin: this.url, 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [pair] = set.split(';', 1)
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(set)) this.cookies.delete(pair.slice(0, at))
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return await this.ask('GET', path, undefined, headers)
  }

  async post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return await this.ask('POST', path, body, headers)
  }

  /** What it answers, which must be a success. */
  async well(method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.ask(method, path, body ?? (method === 'POST' ? {} : undefined))
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }

  async signIn(email: string, password = PASSWORD): Promise<Answer> {
    return await this.post('/api/auth/sign-in/email', { email, password })
  }

  async watch(path: string): Promise<Events> {
    return await Events.open(this.url + path, { cookie: this.cookie })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const PASSWORD = 'một câu dễ nhớ, đủ dài'

export async function administratorOf(url: string, setupLink: string): Promise<Person> {
  const person = new Person(url)
  const token = tokenOf(setupLink)
  await person.well('POST', '/api/v1/setup', {
    token,
    name: 'Quản trị',
    email: 'quan.tri@bo.example',
    password: PASSWORD,
  })
  await person.signIn('quan.tri@bo.example')
  return person
}

/** Invited, accepted and signed in. */
export async function personOf(administrator: Person, role: Role, email: string, operator?: string): Promise<Person> {
  const { link } = await administrator.well('POST', '/api/v1/people', {
    name: email.split('@')[0],
    email,
    role,
    ...(operator === undefined ? {} : { operator }),
  })
  const person = new Person(administrator.url)
  const token = tokenOf(link)
  await person.well('POST', '/api/v1/invitations/accept', { token, password: PASSWORD })
  await person.signIn(email)
  return person
}

export interface Staff {
  readonly administrator: Person
  readonly editor: Person
  readonly approver: Person
  readonly auditor: Person
}

export async function staffOf(server: { url: string; setupLink: string | null }): Promise<Staff> {
  const administrator = await administratorOf(server.url, server.setupLink!)
  const [editor, approver, auditor] = await Promise.all([
    personOf(administrator, 'editor', 'bien.tap@bo.example'),
    personOf(administrator, 'approver', 'phe.duyet@bo.example'),
    personOf(administrator, 'auditor', 'kiem.tra@bo.example'),
  ])
  return { administrator, editor, approver, auditor }
}

/** An operator's node over HTTP: enrolled, with its own key. */
export class HttpNode {
  readonly url: string
  readonly id: string
  signer: Signer
  readonly authority: { publicKey: PublicJwk; keyId: string }

  constructor(url: string, id: string, signer: Signer, authority: { publicKey: PublicJwk; keyId: string }) {
    this.url = url
    this.id = id
    this.signer = signer
    this.authority = authority
  }

  async token(nowMs = Date.now()): Promise<string> {
    const audience = this.authority.keyId
    return await makeToken(this.signer, { operator: this.id, audience, nowMs })
  }

  async ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${token ?? (await this.token())}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }

  async hello(change: Partial<HelloBody> = {}): Promise<Answer> {
    const hello = helloOf({ now: Date.now, advance: () => {} }, { roster: null, ...change })
    return await this.ask('POST', '/node/v1/hello', hello)
  }

  async watch(): Promise<Events> {
    return await Events.open(`${this.url}/node/v1/agenda`, { authorization: `Bearer ${await this.token()}` })
  }

  async tasksOf(agenda: Agenda): Promise<Task[]> {
    const { publicKey: key } = this.authority
    return await Promise.all(
      agenda.items.map(async ({ directive, order }) => ({
        sha256: sha256Of(directive),
        body: await verify<DirectiveBody>(directive, { type: 'directive', key, schema: directiveBody }),
        order: await verify<OrderBody>(order, { type: 'order', key, schema: orderBody }),
      })),
    )
  }

  async acknowledge(task: Task): Promise<Answer> {
    const document = await this.signer.sign('acknowledgement', {
      directive: task.body.directive,
      serial: task.body.serial,
      operator: this.id,
      sha256: task.sha256,
      at: new Date().toISOString(),
      verdict: acceptance(task),
    })
    return await this.ask('POST', '/node/v1/acknowledgements', { document })
  }

  async progress(task: Task, delivered: number): Promise<Answer> {
    return await this.ask('POST', '/node/v1/progress', {
      items: [
        {
          directive: task.body.directive,
          state: 'running',
          note: null,
          orderSequence: task.order.sequence,
          at: new Date().toISOString(),
          tally: tallyOf(task, delivered),
        },
      ],
    })
  }

  async giveReturn(task: Task): Promise<Answer> {
    const document = await this.signer.sign('return', returnOf(task, Date.now()))
    return await this.ask('POST', '/node/v1/returns', { document })
  }
}

export async function nodeOf(administrator: Person, id: string): Promise<HttpNode> {
  await administrator.well('POST', '/api/v1/operators', { id, name: `Nhà mạng ${id}` })
  const node = await enrolledAgain(administrator, id)
  await node.hello()
  return node
}

export async function enrolledAgain(administrator: Person, id: string): Promise<HttpNode> {
  const { code } = await administrator.well('POST', `/api/v1/operators/${id}/enrolment`, {})
  const signer = await signerOf(await makeKey())
  const { authority } = await new Person(administrator.url).well('POST', '/node/v1/enrol', {
    code: withoutRoster(code),
    publicKey: signer.publicKey,
  })
  return new HttpNode(administrator.url, id, signer, authority)
}

/** A node keeps the digest of the roster to itself: its digits may read as a number. */
function withoutRoster(code: string): string {
  return code.split('.', 2).join('.')
}

/** A round of these operators, written, submitted and approved; its id. */
export async function approvedRound({ editor, approver }: Staff, operators: readonly string[]): Promise<string> {
  const campaign = await editor.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: '' })
  const { id, version } = await editor.well('POST', `/api/v1/campaigns/${campaign.id}/rounds`, {
    content: contentFor(operators),
  })
  await editor.well('POST', `/api/v1/rounds/${id}/submit`, { version })
  const { digest, estimate } = await approver.well('GET', `/api/v1/rounds/${id}`)
  const { subscribers } = estimate
  await approver.well('POST', `/api/v1/rounds/${id}/approve`, { version, digest, subscribers })
  return id
}

export interface ServerEvent {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  readonly data: any
}

/** A stream of server-sent events, read in order. */
export class Events {
  readonly status: number
  readonly #reader: ReadableStreamDefaultReader<string>
  readonly #abort: AbortController
  readonly #read: ServerEvent[] = []
  #text = ''
  #isOver = false

  constructor(status: number, reader: ReadableStreamDefaultReader<string>, abort: AbortController) {
    this.status = status
    this.#reader = reader
    this.#abort = abort
  }

  static async open(url: string, headers: Record<string, string>): Promise<Events> {
    const abort = new AbortController()
    const response = await fetch(url, { headers, signal: abort.signal })
    const decoded = response.body!.pipeThrough(new TextDecoderStream() as never) as ReadableStream<string>
    return new Events(response.status, decoded.getReader(), abort)
  }

  /** Null: the stream is over. */
  async next(): Promise<ServerEvent | null> {
    while (this.#read.length === 0) {
      if (this.#isOver) return null
      let chunk: { done: boolean; value?: string | undefined }
      try {
        chunk = await this.#reader.read()
      } catch {
        this.#isOver = true
        return null
      }
      if (chunk.value === undefined) this.#isOver = true
      else this.#take(chunk.value)
    }
    return this.#read.shift()!
  }

  /** The next that is as wanted; those before it are passed over. */
  async until(wanted: (event: ServerEvent) => boolean): Promise<ServerEvent> {
    for (;;) {
      const event = await this.next()
      if (event === null) throw new Error('the stream ended before that')
      if (wanted(event)) return event
    }
  }

  async ended(): Promise<void> {
    while ((await this.next()) !== null) {}
  }

  close(): void {
    this.#abort.abort()
  }

  #take(chunk: string): void {
    this.#text += chunk
    const parts = this.#text.split('\n\n')
    this.#text = parts.pop()!
    for (const part of parts) {
      const name = /^event: (.*)$/m.exec(part)?.[1]
      const data = /^data: (.*)$/m.exec(part)?.[1]
      if (name !== undefined && data !== undefined) this.#read.push({ name, data: JSON.parse(data) })
    }
  }
}

export function isProblem(answer: { status: number; headers: Headers; body: unknown }, status: number, code: string) {
  const body = answer.body as Record<string, unknown>
  assert.equal(body?.code, code)
  assert.equal(answer.status, status)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(body.type, `urn:loa:${code}`)
  assert.equal(body.status, status)
  assert.equal(typeof body.vi, 'string')
  assert.equal(typeof body.en, 'string')
}
