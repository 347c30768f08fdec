/** Letters over SMTP, by nodemailer. Encrypted, but to a mail server on this very machine. */
import type { Mailer } from '../authority/mailer.ts'
import { trustedCertificates } from '../base/authorities.ts'

const CONNECT_MS = 10_000
const SEND_MS = 20_000

export interface MailOptions {
  /** smtp://user@host:587 or smtps://user@host:465 */
  readonly server: URL
  readonly password: string | null
  readonly from: string
}

/** Imports nodemailer: a server that sends no mail starts without it. */
export async function openMail({ server, password, from }: MailOptions): Promise<Mailer> {
  const { createTransport } = await import('nodemailer')
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname)
  const secure = server.protocol === 'smtps:'
  const ca = trustedCertificates()
  const transport = createTransport({
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !isLocal,
    ...(server.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(server.username), pass: password ?? '' } }),
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SEND_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  })
  return {
    send: async ({ to, subject, text, isUrgent = false }) => {
      try {
        const sent = await transport.sendMail({
          ...{ from, to: [...to], subject, text },
          ...(isUrgent ? { priority: 'high' as const } : {}),
        })
        return { reached: sent.accepted.length, failed: sent.rejected.length }
      } catch {
        // What a mail server says may name people: that it did not go is all that is kept.
        return { reached: 0, failed: to.length }
      }
    },
  }
}
