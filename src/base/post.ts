/**
 * One POST, and exactly how far it came: nothing was sent, an answer, or none. Of an answer only its status and when to come again
 * are looked at, and none of its body. Knows no peer and follows no redirect.
 */
import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { trustedCertificates } from './authorities.ts'

const SOCKETS_MAX = 50
const IDLE_MS = 4000
const ANSWER_HEADER_OCTETS_MAX = 16_384

export type Posted =
  | { readonly is: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly is: 'away' }
  | { readonly is: 'unanswered'; readonly how: 'broken' | 'late' }

export interface Poster {
  /** Gives up at the signal. Never throws for what the peer does. */
  post(url: string, headers: Readonly<Record<string, string>>, body: Buffer, signal: AbortSignal): Promise<Posted>
  close(): void
}

/** In PEM: what we show a peer that asks for a client certificate. */
export interface ClientCertificate {
  readonly cert: string
  readonly key: string
}

export function openPoster(identity: ClientCertificate | null = null): Poster {
  const keep = { keepAlive: true, maxSockets: SOCKETS_MAX, timeout: IDLE_MS }
  const ca = trustedCertificates()
  const tls = new TlsAgent({ ...keep, ...(ca === undefined ? {} : { ca }), ...identity })
  const plain = new PlainAgent(keep)
  return {
    post: async (url, headers, body, signal) => {
      const isTls = url.startsWith('https:')
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': String(body.length) },
        maxHeaderSize: ANSWER_HEADER_OCTETS_MAX,
      }
      const request = isTls
        ? tlsRequest(url, { ...options, agent: tls })
        : plainRequest(url, { ...options, agent: plain })
      return await new Promise<Posted>(done => {
        // Until a connection is made and its certificate believed, nothing of ours is on the way.
        let isOnTheWay = false
        const end = (posted: Posted) => {
          signal.removeEventListener('abort', giveUp)
          done(posted)
        }
        const none = (how: 'broken' | 'late') => {
          end(isOnTheWay ? { is: 'unanswered', how } : { is: 'away' })
          request.destroy()
        }
        const giveUp = () => none('late')
        signal.addEventListener('abort', giveUp, { once: true })
        if (signal.aborted) giveUp()
        request.once('socket', socket => {
          if (request.reusedSocket) isOnTheWay = true
          else
            socket.once(isTls ? 'secureConnect' : 'connect', () => {
              isOnTheWay = true
            })
        })
        request.on('error', () => none('broken'))
        request.on('response', response => {
          const { statusCode = 0, headers: answered } = response
          end({ is: 'answered', status: statusCode, retryAfter: answered['retry-after'] ?? null })
          // A small body is read away so that the connection can be kept; of a large one nothing is.
          response.on('error', () => undefined)
          readAway(response)
        })
        request.end(body)
      })
    },
    close: () => {
      tls.destroy()
      plain.destroy()
    },
  }
}

const BODY_OCTETS_MAX = 16_384
const BODY_MS = 2000

function readAway(response: NodeJS.ReadableStream & { destroy: () => void }): void {
  let octets = 0
  const tooLong = setTimeout(() => response.destroy(), BODY_MS)
  tooLong.unref()
  response.on('data', (piece: Buffer) => {
    octets += piece.length
    if (octets > BODY_OCTETS_MAX) response.destroy()
  })
  response.on('close', () => clearTimeout(tooLong))
}
