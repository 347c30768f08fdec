/**
 * Connections to the mail server, kept open from mail to mail: what is carried over one, and exactly how far it came. By nodemailer's
 * SMTP, encrypted but to a mail server on this very machine. Knows octets and an envelope, no message, and writes no log.
 *
 *   connect ─► TLS ─► AUTH ─► MAIL, RCPT, DATA ─► octets ─► reply
 *   └──── nothing has gone out: away, refused ────┘ └─ until the reply it may have: unanswered
 */

import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { trustedCertificates } from '../../base/authorities.ts'
import { isLoopback } from '../links.ts'
import { Semaphore } from '../semaphore.ts'

const LANES_MAX = 6
/** Some servers count the mails of a connection. */
const MAILS_MAX = 100
const CONNECT_MS = 10_000
/** Of silence. */
const SILENCE_MS = 20_000
const IDLE_MS = 15_000
const CLOSE_MS = 1000
const REPLY_OCTETS_MAX = 16_384
const WAITING_MAX = 1000

export interface MailServer {
  /** smtp://user@host:587 or smtps://user@host:465 */
  readonly server: URL
  readonly password: string | null
}

export interface Envelope {
  readonly from: string
  readonly to: readonly string[]
}

/** RFC 5321, 4.2 and RFC 3463: `550`, `5.1.1`. Its words are not kept: they may name people. */
export interface Reply {
  readonly code: number
  readonly status: string | null
}

export type Carried =
  | { readonly is: 'taken'; readonly accepted: number; readonly refusals: readonly Reply[] }
  | { readonly is: 'refused'; readonly at: 'recipient' | 'content' | 'us'; readonly reply: Reply }
  | { readonly is: 'away' }
  | { readonly is: 'busy' }
  | { readonly is: 'unanswered'; readonly how: 'broken' | 'late' }

/** The fields that nodemailer adds to an error. */
interface SmtpError {
  readonly code?: string | undefined
  readonly command?: string | undefined
  readonly response?: string | undefined
  readonly responseCode?: number | undefined
}

interface Lane {
  readonly connection: SMTPConnection
  carried: number
  idle: NodeJS.Timeout | null
}

/** Connects when the first mail comes. */
export class Lanes {
  readonly #server: MailServer
  readonly #connect: () => SMTPConnection
  readonly #semaphore = new Semaphore({ atOnce: LANES_MAX, waitingMax: WAITING_MAX })
  /** The one that was used last at the end. */
  readonly #idle: Lane[] = []
  #isClosed = false

  /** Imports nodemailer: a server that sends no mail starts without it. */
  static async open(server: MailServer): Promise<Lanes> {
    const { default: Connection } = await import('nodemailer/lib/smtp-connection')
    const options = optionsOf(server)
    return new Lanes(server, () => new Connection(options))
  }

  private constructor(server: MailServer, connect: () => SMTPConnection) {
    this.#server = server
    this.#connect = connect
  }

  /** Gives up at the signal. Never throws for what the server does. */
  async carry(envelope: Envelope, octets: Buffer, signal: AbortSignal): Promise<Carried> {
    const carried = await this.#semaphore.take(async (): Promise<Carried> => {
      if (this.#isClosed || signal.aborted) return { is: 'away' }
      return await this.#carry(envelope, octets, signal)
    })
    return carried ?? { is: 'busy' }
  }

  close(): void {
    this.#isClosed = true
    for (const lane of [...this.#idle]) this.#quit(lane)
  }

  async #carry(envelope: Envelope, octets: Buffer, signal: AbortSignal): Promise<Carried> {
    const kept = this.#idle.at(-1)
    if (kept !== undefined) {
      this.#leave(kept)
      const carried = await this.#carryOver(kept, envelope, octets, signal)
      // A server hangs up on who was silent for long: nothing went out, and it says nothing of the server.
      if (carried.is !== 'away' || signal.aborted) return carried
    }
    const lane: Lane = { connection: this.#connect(), carried: 0, idle: null }
    const failed = await connected(lane.connection, this.#server, signal)
    lane.connection.once('end', () => this.#leave(lane))
    if (failed === null) return await this.#carryOver(lane, envelope, octets, signal)
    lane.connection.close()
    return failed
  }

  async #carryOver(lane: Lane, envelope: Envelope, octets: Buffer, signal: AbortSignal): Promise<Carried> {
    const { carried, isUsable } = await sent(lane.connection, envelope, octets, signal)
    lane.carried++
    const mayStay = isUsable && (carried.is === 'taken' || (await isReset(lane.connection, signal)))
    if (mayStay) this.#keep(lane)
    else lane.connection.close()
    return carried
  }

  #keep(lane: Lane): void {
    if (this.#isClosed || lane.carried >= MAILS_MAX) {
      lane.connection.quit()
      return
    }
    lane.idle = setTimeout(() => this.#quit(lane), IDLE_MS)
    lane.idle.unref()
    this.#idle.push(lane)
  }

  #quit(lane: Lane): void {
    this.#leave(lane)
    lane.connection.quit()
  }

  #leave(lane: Lane): void {
    if (lane.idle !== null) clearTimeout(lane.idle)
    const at = this.#idle.indexOf(lane)
    if (at >= 0) this.#idle.splice(at, 1)
  }
}

function optionsOf({ server }: MailServer) {
  const isSecure = server.protocol === 'smtps:'
  const ca = trustedCertificates()
  return {
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port || (isSecure ? 465 : 587)),
    secure: isSecure,
    requireTLS: !isSecure && !isLoopback(server.hostname),
    tls: { minVersion: 'TLSv1.2' as const, ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    socketCloseTimeout: CLOSE_MS,
    maxResponseSize: REPLY_OCTETS_MAX,
    logger: false,
  }
}

/** Null: it is, and we are signed in. */
async function connected(
  connection: SMTPConnection,
  { server, password }: MailServer,
  signal: AbortSignal,
): Promise<Carried | null> {
  const error = await new Promise<SmtpError | null>(done => {
    // For the life of the connection: an error that nobody hears ends the process.
    connection.on('error', done)
    connection.once('end', () => done({}))
    signal.addEventListener('abort', () => done({}), { once: true })
    connection.connect(failed => {
      if (failed !== undefined && failed !== null) done(failed)
      else if (server.username === '' || !connection.allowsAuth) done(null)
      else
        connection.login({ user: decodeURIComponent(server.username), pass: password ?? '' }, refused => done(refused))
    })
  })
  if (error === null) return null
  const reply = replyOf(error)
  return reply === null || reply.code < 500 ? { is: 'away' } : { is: 'refused', at: 'us', reply }
}

interface Sent {
  readonly carried: Carried
  /** Whether the connection bears another mail. */
  readonly isUsable: boolean
}

async function sent(
  connection: SMTPConnection,
  { from, to }: Envelope,
  octets: Buffer,
  signal: AbortSignal,
): Promise<Sent> {
  // Read by nodemailer after the server said that it may come: what was read may have been taken.
  const body = new Readable({
    read() {
      this.push(octets)
      this.push(null)
    },
  })
  const broken = (how: 'broken' | 'late'): Sent => ({
    carried: body.readableDidRead ? { is: 'unanswered', how } : { is: 'away' },
    isUsable: false,
  })
  return await new Promise<Sent>(done => {
    const giveUp = () => done(broken('late'))
    signal.addEventListener('abort', giveUp, { once: true })
    connection.send({ from, to: [...to], size: octets.length }, body, (error, info) => {
      signal.removeEventListener('abort', giveUp)
      if (error === null) {
        const refusals = (info.rejectedErrors ?? []).flatMap(each => replyOf(each) ?? [])
        done({ carried: { is: 'taken', accepted: info.accepted.length, refusals }, isUsable: true })
        return
      }
      const reply = replyOf(error)
      if (reply === null) done(broken(error.code === 'ETIMEDOUT' ? 'late' : 'broken'))
      else
        done({
          carried: { is: 'refused', at: placeOf(error, body.readableDidRead), reply },
          isUsable: reply.code !== 421 && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE'),
        })
    })
  })
}

/** A server that refuses a recipient says so at RCPT; one that refuses us, before. */
function placeOf({ command }: SmtpError, isRead: boolean): 'recipient' | 'content' | 'us' {
  if (isRead) return 'content'
  return command === 'RCPT TO' ? 'recipient' : command === 'DATA' ? 'content' : 'us'
}

async function isReset(connection: SMTPConnection, signal: AbortSignal): Promise<boolean> {
  return await new Promise<boolean>(done => {
    signal.addEventListener('abort', () => done(false), { once: true })
    connection.once('end', () => done(false))
    connection.reset(error => done(error === null))
  })
}

/** Null: it said nothing that is a refusal. */
function replyOf({ responseCode, response = '' }: SmtpError): Reply | null {
  if (responseCode === undefined || responseCode < 400 || responseCode > 599) return null
  const [, status = null] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(response.slice(0, 40)) ?? []
  return { code: responseCode, status }
}
