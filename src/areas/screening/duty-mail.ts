/**
 * Mail to the duty officer over SMTP, by nodemailer. Encrypted, but to a mail server on this very machine.
 *
 * Holds no temperature and no badge: mail is read on other people's machines.
 */
import { createTransport } from 'nodemailer'
import { trustedCertificates } from '../../base/authorities.ts'
import { noticeText } from './notice.ts'
import type { Teller } from './office.ts'

const CONNECT_MS = 10_000
const SEND_MS = 20_000

export interface MailOptions {
  /** smtp://user@host:587 or smtps://user@host:465 */
  readonly server: URL
  readonly password: string | null
  readonly from: string
  readonly to: readonly string[]
}

/** `url`: of the console's page. */
export function openMail(options: MailOptions, url: string): Teller {
  const { server, password, from, to } = options
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
    channel: 'mail',
    tell: async notice => {
      const { title, body } = noticeText(notice)
      try {
        const sent = await transport.sendMail({
          from,
          to: [...to],
          subject: title,
          text: `${body}\n\n${url}\n`,
          priority: 'high',
        })
        return { reached: sent.accepted.length, failed: sent.rejected.length, gone: [] }
      } catch {
        // What a mail server says may name people: that it did not go is all that is kept.
        return { reached: 0, failed: to.length, gone: [] }
      }
    },
  }
}
