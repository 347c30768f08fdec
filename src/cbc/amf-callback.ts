/**
 * Where AMFs tell what gNBs say: an HTTP/2 server with a secret path for each AMF, which nobody knows but the AMF that was told. What comes
 * elsewhere, or is no such notification, is answered and changes nothing. Bounded in time, size and number, so that no stranger and no
 * other AMF keeps one from being heard: connections on which nobody named a secret are few and short, the oldest goes first.
 *
 * Sources: 3GPP TS 29.518 section 5.2.2.4.4 (NonUeN2InfoNotify), TS 29.571 section 5.2.4.1 (ProblemDetails), RFC 9113.
 */
import {
  constants,
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Socket } from 'node:net'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { type PwsNotification, readNotification } from '../cbs/n50.ts'
import type { TlsIdentity } from './amf-link.ts'
import type { AmfUrl } from './amf-urls.ts'

/** Of all cells of a large network in one list. */
const BODY_MAX = 2 * 1024 * 1024
const BODY_MS = 10_000
/** Of an AMF at a time, of all its requests together. */
const BODIES_MAX = 2 * BODY_MAX
/** Connections of an AMF. */
const CONNECTIONS_MAX = 8
/** Connections on which nobody has named a secret yet, and how long one may be such. */
const STRANGERS_MAX = 32
const STRANGER_MS = 10_000
const STREAMS_MAX = 16
const LAST_WORDS_MS = 1000

export interface CallbackOptions {
  readonly url: AmfUrl
  /** Of this server; null: h2c. */
  readonly identity: TlsIdentity | null
  /** Whose secret it is; null: nobody's. */
  amfOf(secret: string): number | null
  heard(amf: number, told: PwsNotification): void
}

interface Peer {
  readonly socket: Socket
  /** Null: it has named no secret. */
  amf: number | null
}

export class AmfCallback {
  readonly #o: CallbackOptions
  /** By address and port; the oldest first. */
  readonly #peers = new Map<string, Peer>()
  /** Octets of bodies that are not whole, by AMF. */
  readonly #bodies = new Map<number, number>()
  #server: Http2Server | null = null

  constructor(options: CallbackOptions) {
    this.#o = options
  }

  /** Fails with cannotListen. */
  async listen(): Promise<void> {
    const { url, identity } = this.#o
    const settings = { settings: { maxConcurrentStreams: STREAMS_MAX, enablePush: false } }
    const server = identity === null ? createServer(settings) : createSecureServer({ ...settings, ...identity })
    server.on('stream', (stream, headers) => this.#take(stream, headers))
    server.on('connection', (socket: Socket) => this.#met(socket))
    // What a peer does wrong ends its own connection.
    server.on('sessionError', () => {})
    try {
      await new Promise<void>((done, fail) => {
        server.once('error', fail)
        server.listen(url.port, url.host, done)
      })
    } catch (error) {
      throw baseFailure('cannotListen', { where: url.name, why: reason(error) })
    }
    server.on('error', () => {})
    this.#server = server
  }

  close(): void {
    const server = this.#server
    this.#server = null
    server?.close()
    for (const { socket } of this.#peers.values()) socket.destroySoon()
    // What was said last goes out, but not for ever, to a peer that does not read.
    setTimeout(() => {
      for (const { socket } of this.#peers.values()) socket.destroy()
    }, LAST_WORDS_MS).unref()
  }

  #met(socket: Socket): void {
    const key = addressOf(socket)
    const peer: Peer = { socket, amf: null }
    this.#peers.set(key, peer)
    const late = setTimeout(() => peer.amf === null && socket.destroy(), STRANGER_MS).unref()
    socket.on('close', () => {
      clearTimeout(late)
      if (this.#peers.get(key) === peer) this.#peers.delete(key)
    })
    this.#keep(STRANGERS_MAX, null)
  }

  /** Of strangers, or of one AMF. */
  #keep(most: number, of: number | null): void {
    const alike = [...this.#peers.values()].filter(({ amf }) => amf === of)
    for (const { socket } of alike.slice(0, Math.max(0, alike.length - most))) socket.destroy()
  }

  #known(stream: ServerHttp2Stream, amf: number): void {
    const socket = stream.session?.socket
    const peer = socket && this.#peers.get(addressOf(socket))
    if (!peer || peer.amf === amf) return
    peer.amf = amf
    this.#keep(CONNECTIONS_MAX, amf)
  }

  #take(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    // Reset by the peer: there is nobody to answer.
    stream.on('error', () => {})
    const [prefix, secret] = [`${this.#o.url.prefix}/`, String(headers[':path'])]
    const amf = secret.startsWith(prefix) ? this.#o.amfOf(secret.slice(prefix.length)) : null
    if (amf === null) return refuse(stream, 404, 'RESOURCE_URI_STRUCTURE_NOT_FOUND')
    this.#known(stream, amf)
    if (headers[':method'] !== 'POST') return refuse(stream, 405, 'METHOD_NOT_ALLOWED')
    const pieces: Buffer[] = []
    let size = 0
    const hold = (octets: number) => this.#bodies.set(amf, (this.#bodies.get(amf) ?? 0) + octets)
    const late = setTimeout(() => stream.close(), BODY_MS)
    stream.on('close', () => {
      clearTimeout(late)
      hold(-size)
    })
    stream.on('data', (piece: Buffer) => {
      if (stream.headersSent) return
      size += piece.length
      hold(piece.length)
      pieces.push(piece)
      if (size > BODY_MAX) refuse(stream, 413, 'PAYLOAD_TOO_LARGE')
      else if ((this.#bodies.get(amf) ?? 0) > BODIES_MAX) refuse(stream, 503, 'NF_CONGESTION')
    })
    stream.on('end', () => {
      if (stream.headersSent || stream.destroyed) return
      const told = readNotification(String(headers['content-type']), Buffer.concat(pieces))
      if (told === null) return refuse(stream, 400, 'INVALID_MSG_FORMAT')
      this.#o.heard(amf, told)
      stream.respond({ ':status': 204 }, { endStream: true })
    })
  }
}

function addressOf({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>) {
  return `${remoteAddress} ${remotePort}`
}

/** What is still to come of the body is not waited for. RFC 9113 section 8.1. */
function refuse(stream: ServerHttp2Stream, status: number, cause: string): void {
  stream.respond({ ':status': status, 'content-type': 'application/problem+json' })
  stream.end(JSON.stringify({ status, cause }))
  stream.resume()
  stream.close(constants.NGHTTP2_NO_ERROR)
}
