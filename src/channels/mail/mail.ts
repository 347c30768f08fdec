/**
 * Mail: letters to people who work here (Mailer), and messages to whoever asked for them (Provider), over the same connections and
 * with the same signature.
 *
 *   message ─► octets ─► DKIM ─► envelope: return path, one recipient ─► lane ─► answer
 */
import { randomUUID } from 'node:crypto'
import type { Mailer } from '../../authority/mailer.ts'
import { systemClock, type Timekeeper } from '../../base/clock.ts'
import { Bounded } from '../bounded.ts'
import { type Answer, type Message, type Provider, refused } from '../provider.ts'
import { answerOf } from './answers.ts'
import { type Carried, type Envelope, Lanes, type MailServer } from './lanes.ts'
import { domainOf, type Mail, mailOctets, messageIdOf } from './message.ts'
import { MARK, returnPathOf } from './return-path.ts'
import { type DkimKey, signedBy } from './signing.ts'

/** Below the lanes' own number: letters to people who work here never wait behind messages to citizens. */
const AT_ONCE = 4
const ANSWER_MS = 60_000

export interface MailOptions extends MailServer {
  readonly from: string
  /** Null: unsigned, or signed by the mail server. */
  readonly dkim: DkimKey | null
  /** Where bounces go to, and the key of their marks; null: to `from`. */
  readonly bounces: { readonly address: string; readonly key: Buffer } | null
  readonly answerMs?: number
  readonly clock?: Timekeeper
}

export interface MailTo {
  readonly address: string
  /** What a bounce will name, as return-path.ts takes it: the id of a subscription, never an address. Null: nothing. */
  readonly mark: string | null
}

export interface MailChannel {
  readonly mailer: Mailer
  readonly provider: Provider<MailTo>
}

/** Without anything that could begin something else in a header or an envelope. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\\p{C}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/u

export async function openMail(options: MailOptions): Promise<MailChannel> {
  const { from, dkim, bounces, answerMs = ANSWER_MS, clock = systemClock } = options
  const lanes = await Lanes.open(options)
  const carry: Carry = async (mail, envelope, until) => {
    const octets = await mailOctets({ ...mail, from, date: new Date(clock.wall()) })
    return await lanes.carry(envelope, dkim === null ? octets : await signedBy(dkim, octets), until)
  }
  const senderOf = (mark: string | null) =>
    mark === null || bounces === null ? from : returnPathOf(bounces.address, mark, bounces.key)

  const send = async (message: Message<MailTo>, until: AbortSignal): Promise<Answer> => {
    const { id, to, content } = message
    if (!ADDRESS.test(to.address)) return refused('recipientUnusable', { isGone: true })
    if (to.mark !== null && !MARK.test(to.mark)) return refused('messageUnusable')
    const { title: subject, text, language, link, linkSays, unsubscribe, isUrgent } = content
    const carried = await carry(
      {
        to: [to.address],
        subject,
        text,
        language,
        link,
        linkSays,
        unsubscribe,
        isUrgent,
        messageId: messageIdOf(id, from),
      },
      { from: senderOf(to.mark), to: [to.address] },
      until,
    )
    return answerOf(carried)
  }
  return {
    mailer: mailerOver({ carry, from, answerMs }),
    provider: new Bounded({
      channel: 'mail',
      atOnce: AT_ONCE,
      answerMs,
      clock,
      send,
      peerOf: ({ address }) => domainOf(address),
      close: () => lanes.close(),
    }),
  }
}

type Carry = (mail: Omit<Mail, 'from' | 'date'>, envelope: Envelope, until: AbortSignal) => Promise<Carried>

/** One mail to all that a letter is for, as text alone; beside it the calendar file, where it has one. */
function mailerOver(needs: { readonly carry: Carry; readonly from: string; readonly answerMs: number }): Mailer {
  const { carry, from, answerMs } = needs
  return {
    from,
    send: async ({ to, subject, text, isUrgent = false, calendar }) => {
      const messageId = messageIdOf(randomUUID(), from)
      const mail = { to, subject, text, isUrgent, messageId, calendar }
      try {
        const carried = await carry(
          { ...mail, language: null, link: null, unsubscribe: null },
          { from, to },
          AbortSignal.timeout(answerMs),
        )
        const reached = carried.is === 'taken' ? carried.accepted : 0
        return { reached, failed: to.length - reached }
      } catch {
        // What went wrong may name people: that it did not go is all that is kept.
        return { reached: 0, failed: to.length }
      }
    },
  }
}
