/** Mail to the duty officer. Holds no temperature and no badge: mail is read on other people's machines. */
import type { Mailer } from '../../authority/mailer.ts'
import { noticeText } from './notice.ts'
import type { Teller } from './office.ts'

/** `url`: of the console's page. */
export function byMail(mailer: Mailer, to: readonly string[], url: string): Teller {
  return {
    channel: 'mail',
    tell: async notice => {
      const { title, body } = noticeText(notice)
      const text = `${body}\n\n${url}\n`
      return { ...(await mailer.send({ to, subject: title, text, isUrgent: true })), gone: [] }
    },
  }
}
