/** A push service (RFC 8030) on loopback and one browser at it: it takes every message, and the browser reads it (RFC 8291). */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const SALT_OCTETS = 16
const TAG_OCTETS = 16
/** Salt, size of a record, length of the key that follows (RFC 8188, 2.1). */
const KEY_LENGTH_AT = SALT_OCTETS + 4

export class PushSink {
  readonly #server: Server
  readonly #own = createECDH('prime256v1')
  readonly #auth = randomBytes(16)
  #taken = 0
  #confirmAt: string | null = null

  static async open(): Promise<PushSink> {
    const sink = new PushSink()
    await new Promise<void>(done => sink.#server.listen(0, '127.0.0.1', done))
    return sink
  }

  private constructor() {
    this.#own.generateKeys()
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request
        .on('data', chunk => chunks.push(chunk))
        .once('end', () => {
          this.#take(JSON.parse(this.#read(Buffer.concat(chunks))))
          response.writeHead(201).end()
        })
    })
  }

  /** As `loa serve --push-service` has it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** But for the one that asked whether the browser is there. */
  get taken(): number {
    return this.#taken
  }

  /** Where that one is to be answered; null: it has not come. */
  get confirmAt(): string | null {
    return this.#confirmAt
  }

  /** What a browser hands to the page that asks it. */
  subscription() {
    const keys = { p256dh: this.#own.getPublicKey('base64url'), auth: this.#auth.toString('base64url') }
    return { endpoint: `http://${this.host}/trinh-duyet`, keys }
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #take({ confirmAt }: { readonly confirmAt?: string }): void {
    if (confirmAt === undefined) this.#taken++
    else this.#confirmAt = confirmAt
  }

  /** One record, with the octet 2 after what it says. */
  #read(body: Buffer): string {
    const salt = body.subarray(0, SALT_OCTETS)
    const keyEnd = KEY_LENGTH_AT + 1 + body[KEY_LENGTH_AT]
    const sender = body.subarray(KEY_LENGTH_AT + 1, keyEnd)
    const derived = (key: Uint8Array, from: Uint8Array, info: Uint8Array, octets: number) =>
      Buffer.from(hkdfSync('sha256', key, from, info, octets))
    const both = [Buffer.from('WebPush: info\0'), this.#own.getPublicKey(), sender]
    const shared = this.#own.computeSecret(sender)
    const secret = derived(shared, this.#auth, Buffer.concat(both), 32)
    const key = derived(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
    const nonce = derived(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: TAG_OCTETS })
    decipher.setAuthTag(body.subarray(-TAG_OCTETS))
    const record = body.subarray(keyEnd, -TAG_OCTETS)
    const plain = Buffer.concat([decipher.update(record), decipher.final()])
    return plain.subarray(0, -1).toString('utf8')
  }
}
