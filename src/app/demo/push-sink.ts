/** A push service (RFC 8030) on loopback and one browser at it: it takes every message and cannot read it. */
import { createECDH, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export class PushSink {
  readonly #server: Server
  #taken = 0

  static async open(): Promise<PushSink> {
    const sink = new PushSink()
    await new Promise<void>(done => sink.#server.listen(0, '127.0.0.1', done))
    return sink
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      request.resume().once('end', () => {
        this.#taken++
        response.writeHead(201).end()
      })
    })
  }

  /** As `loa serve --push-service` has it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get taken(): number {
    return this.#taken
  }

  /** What a browser hands to the page that asks it. */
  subscription() {
    const ecdh = createECDH('prime256v1')
    const p256dh = ecdh.generateKeys('base64url')
    const auth = randomBytes(16).toString('base64url')
    return { endpoint: `http://${this.host}/trinh-duyet`, keys: { p256dh, auth } }
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
