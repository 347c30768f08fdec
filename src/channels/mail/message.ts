/**
 * A mail as octets: headers, text/plain, and a small text/html beside it where people read it. UTF-8, quoted-printable, no picture,
 * nothing fetched from elsewhere, nothing that tells that it was read. Knows no server and no signature.
 */
import { createHash } from 'node:crypto'
import type { Calendar } from '../../authority/mailer.ts'
import type { Language } from '../../base/failure.ts'
import { escaped, oneLine, paragraphs } from '../harmless.ts'
import { hrefOf } from '../links.ts'

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** Null: no HTML beside the text, and no language is told. */
  readonly language: Language | null
  readonly link: string | null
  /** Undefined: that there is the whole text. */
  readonly linkSays?: string | undefined
  readonly unsubscribe: string | null
  readonly isUrgent: boolean
  /** Undefined: none is attached. */
  readonly calendar?: Calendar | undefined
  /** A second copy of the same mail has the same. */
  readonly messageId: string
  readonly date: Date
}

/** Imports nodemailer's composer: who sends no mail goes without. */
export async function mailOctets(mail: Mail): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const { from, to, language, calendar, messageId, date } = mail
  const composer = new MailComposer({
    from: addressed(from),
    to: to.map(addressed),
    subject: oneLine(mail.subject),
    text: textOf(mail),
    ...(language === null ? {} : { html: htmlOf(mail, language) }),
    // RFC 6047: as another form of the text; and as a file, for who reads mail where no calendar is.
    ...(calendar === undefined
      ? {}
      : { icalEvent: { method: calendar.method, content: calendar.text, filename: CALENDAR_FILE } }),
    textEncoding: 'quoted-printable',
    messageId,
    date,
    headers: headersOf(mail),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}

/** RFC 5322, 3.6.4: unique in the world. Of the id alone, so that a copy that went twice can be told; it tells nothing of the id. */
export function messageIdOf(id: string, from: string): string {
  const name = createHash('sha256').update(id).digest('hex').slice(0, 40)
  return `<${name}@${domainOf(from)}>`
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** As an object: an address that stands in a text is read for more addresses. */
function addressed(address: string) {
  return { name: '', address }
}

function headersOf({ language, unsubscribe, isUrgent }: Mail) {
  return [
    // RFC 3834: no machine answers this, and no absent reader's.
    { key: 'Auto-Submitted', value: 'auto-generated' },
    ...(language === null ? [] : [{ key: 'Content-Language', value: language }]),
    ...(isUrgent
      ? [
          { key: 'Importance', value: 'high' },
          { key: 'Priority', value: 'urgent' },
        ]
      : []),
    ...(unsubscribe === null
      ? []
      : [
          { key: 'Precedence', value: 'bulk' },
          // RFC 8058, 3.1. Prepared: a URL is not to be folded.
          { key: 'List-Unsubscribe', value: { prepared: true, value: `<${hrefOf(unsubscribe)}>` } },
          { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
        ]),
  ]
}

function textOf({ text, link, unsubscribe, language }: Mail): string {
  const { end } = WORDS[language ?? 'vi']
  const said = [
    paragraphs(text).trimEnd(),
    ...(link === null ? [] : [hrefOf(link)]),
    ...(unsubscribe === null ? [] : [`${end}: ${hrefOf(unsubscribe)}`]),
  ]
  return `${said.join('\n\n')}\n`
}

function htmlOf(mail: Mail, language: Language): string {
  const { subject, text, link, linkSays, unsubscribe } = mail
  const { more, end } = WORDS[language]
  const anchor = (url: string, words: string) => `<p><a href="${escaped(hrefOf(url))}">${escaped(words)}</a></p>`
  const said = paragraphs(text)
    .split(/\n{2,}/)
    .filter(paragraph => paragraph.trim() !== '')
    .map(paragraph => `<p>${escaped(paragraph.trim()).replaceAll('\n', '<br>\n')}</p>`)
  return [
    `<!DOCTYPE html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(oneLine(subject))}</title></head>`,
    '<body>',
    ...said,
    ...(link === null ? [] : [anchor(link, linkSays ?? more)]),
    ...(unsubscribe === null ? [] : [anchor(unsubscribe, end)]),
    '</body></html>\n',
  ].join('\n')
}

const CALENDAR_FILE = 'giao-ban.ics'

const WORDS = {
  vi: { more: 'Xem toàn văn', end: 'Ngừng nhận tin này' },
  en: { more: 'Read the whole text', end: 'Stop receiving these messages' },
} as const
