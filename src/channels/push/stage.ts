/** For tests: a browser that asked for messages, and a push service on loopback that takes what the RFCs say. */
import assert from 'node:assert/strict'
import type { webcrypto } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

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
    const keys = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
      'deriveBits',
    ])
    return new Browser(keys, new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey)))
  }

  subscription(endpoint: string) {
    const text = (octets: Uint8Array) => Buffer.from(octets).toString('base64url')
    return { endpoint, keys: { p256dh: text(this.p256dh), auth: text(this.auth) } }
  }

  async read(body: Buffer<ArrayBuffer>): Promise<string> {
    const salt = body.subarray(0, 16)
    const sender = body.subarray(21, 21 + body[20])
    const senderKey = await crypto.subtle.importKey(
      'raw',
      sender,
      { name: 'ECDH', namedCurve: 'P-256' },
      false,
      [],
    )
    const shared = await crypto.subtle.deriveBits(
      { name: 'ECDH', public: senderKey },
      this.keys.privateKey,
      256,
    )
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
  return await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    key,
    octets * 8,
  )
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
