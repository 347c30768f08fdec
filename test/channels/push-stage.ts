/** For tests: a browser that asked for messages, and a push service on loopback that takes what the RFCs say. */
import assert from 'node:assert/strict'
import type { webcrypto } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { Behaviour, Peer } from './contract.suite.ts'

/** A browser that has asked for messages: by WebCrypto, which the server does not use. */
export class Browser {
  readonly keys: webcrypto.CryptoKeyPair
  readonly auth: Uint8Array<ArrayBuffer>
  readonly p256dh: Uint8Array<ArrayBuffer>

  constructor(keys: webcrypto.CryptoKeyPair, p256dh: Uint8Array<ArrayBuffer>) {
    this.keys = keys
    this.p256dh = p256dh
    this.auth = crypto.getRandomValues(new Uint8Array(16))
  }

  static async open(): Promise<Browser> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    return new Browser(keys, new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey)))
  }

  subscription(endpoint: string) {
    const text = (octets: Uint8Array) => Buffer.from(octets).toString('base64url')
    return { endpoint, keys: { p256dh: text(this.p256dh), auth: text(this.auth) } }
  }

  async read(body: Buffer<ArrayBuffer>): Promise<string> {
    const salt = body.subarray(0, 16)
    const sender = body.subarray(21, 21 + body[20])
    const senderKey = await crypto.subtle.importKey('raw', sender, { name: 'ECDH', namedCurve: 'P-256' }, false, [])
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: senderKey }, this.keys.privateKey, 256)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.p256dh, sender])
    const secret = await hkdf(shared, this.auth, info, 32)
    const key = await hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
    const iv = await hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
    const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
    const record = body.subarray(21 + body[20])
    const plain = Buffer.from(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, record))
    assert.equal(plain.at(-1), 2, 'the last record')
    return plain.subarray(0, -1).toString('utf8')
  }
}

async function hkdf(
  secret: ArrayBuffer,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  octets: number,
): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  return await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, octets * 8)
}

export interface Pushed {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer<ArrayBuffer>
}

/** What a push service does: takes it, or says that the browser is gone. */
export async function pushService(
  t: TestContext,
  tls: { cert: string; key: string } | null,
  status: (path: string) => number = () => 201,
): Promise<{
  url: string
  pushed: Pushed[]
  next: () => Promise<Pushed>
  headersOf: (headers: (path: string) => Record<string, string>) => void
}> {
  let headersOf: (path: string) => Record<string, string> = () => ({})
  const pushed: Pushed[] = []
  const waiting: (() => void)[] = []
  const take = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      pushed.push({ path, headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(status(path), headersOf(path)).end()
      for (const done of waiting.splice(0)) done()
    })
  }
  const server = tls === null ? createServer(take) : createTlsServer(tls, take)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  let read = 0
  return {
    url: tls === null ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    pushed,
    headersOf: given => {
      headersOf = given
    },
    next: async () => {
      while (pushed.length <= read) await new Promise<void>(done => waiting.push(done))
      return pushed[read++]
    },
  }
}

const STATUSES: Readonly<Partial<Record<Behaviour, number>>> = { takes: 201, gone: 410, refuses: 413, 'not now': 503 }

/** A push service that does what it is told, for one browser that it reads for. */
export class OddPushService implements Peer {
  readonly browser: Browser
  readonly #pushed: Pushed[] = []
  readonly #read: string[] = []
  readonly #waiting: (() => void)[] = []
  #server: ReturnType<typeof createServer> | null = null
  #how: Behaviour = 'takes'
  #underWay = 0
  most = 0
  port = 0

  constructor(browser: Browser) {
    this.browser = browser
  }

  static async open(t: TestContext): Promise<OddPushService> {
    const made = new OddPushService(await Browser.open())
    await made.#listen()
    t.after(async () => await made.#end())
    return made
  }

  get marks(): string[] {
    return this.#pushed.map(({ headers }) => String(headers.topic))
  }

  get said(): string {
    return [...this.#read, ...this.#pushed.map(({ headers }) => JSON.stringify(headers))].join('\n')
  }

  /** A browser shows a push message as text. */
  get html(): string {
    return ''
  }

  async behave(how: Behaviour): Promise<void> {
    this.#how = how
    if (how === 'away') await this.#end()
    else if (this.#server === null) await this.#listen()
  }

  async came(count: number): Promise<void> {
    while (this.#pushed.length < count) await new Promise<void>(done => this.#waiting.push(done))
  }

  async #listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.#underWay++
      this.most = Math.max(this.most, this.#underWay)
      const chunks: Buffer<ArrayBuffer>[] = []
      request.on('data', chunk => chunks.push(chunk))
      request.on('end', async () => {
        const { url: path = '', headers } = request
        const body = Buffer.concat(chunks)
        this.#read.push(await this.browser.read(body))
        this.#pushed.push({ path, headers, body })
        this.#underWay--
        this.#answer(response)
        for (const each of this.#waiting.splice(0)) each()
      })
    })
    await new Promise<void>(done => server.listen(this.port, '127.0.0.1', done))
    this.port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async #end(): Promise<void> {
    const server = this.#server
    this.#server = null
    server?.closeAllConnections()
    if (server !== null) await new Promise(done => server.close(done))
  }

  #answer(response: ServerResponse): void {
    const { socket } = response
    if (this.#how === 'hangs' || socket === null) return
    if (this.#how === 'breaks') socket.destroy()
    else if (this.#how === 'floods') {
      const line = `x-flood: ${'x'.repeat(1000)}\r\n`.repeat(64)
      const more = () => {
        while (!socket.destroyed && socket.write(line));
      }
      socket.write('HTTP/1.1 201 Created\r\n')
      socket.on('drain', more)
      more()
    } else response.writeHead(STATUSES[this.#how] ?? 500).end()
  }
}
