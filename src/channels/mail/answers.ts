/** What a mail server's reply means for one message: RFC 5321, 4.2 and RFC 3463. Pure. */
import { ACCEPTED, type Answer, notNow, refused, unknown } from '../provider.ts'
import type { Carried, Reply } from './lanes.ts'

/** Somebody has to mend a password or a setting: soon enough for that. */
const REFUSES_US_AGAIN_MS = 10 * 60_000
/** A server that lists greylisted senders lets them in after some minutes. */
const BUSY_AGAIN_MS = 5 * 60_000

/** Of an envelope with one recipient. */
export function answerOf(carried: Carried): Answer {
  switch (carried.is) {
    case 'taken':
      return ACCEPTED
    case 'away':
      return notNow('peerAway')
    case 'busy':
      return notNow('peerBusy')
    case 'unanswered':
      return unknown(carried.how === 'late' ? 'noAnswer' : 'brokenOff')
    case 'refused':
      return refusal(carried)
  }
}

function refusal({ at, reply }: { readonly at: string; readonly reply: Reply }): Answer {
  const { code } = reply
  if (code < 500) return notNow('peerBusy', BUSY_AGAIN_MS)
  if (at === 'us') return notNow('peerRefusesUs', REFUSES_US_AGAIN_MS)
  if (isMailboxGone({ at, reply })) return refused('recipientGone', { isGone: true })
  return refused(reply.status?.startsWith('5.2.') ? 'recipientFull' : 'messageRefused')
}

/**
 * X.1.1 no such mailbox, X.1.2 no such domain, X.1.3 no address, X.1.6 moved, X.1.10 takes no mail at all, X.2.1 disabled.
 * Anything else, such as X.7.1 "refused by policy", says nothing of the mailbox.
 */
const GONE = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])
/** Without a status: mailbox unavailable, not local, name not allowed. */
const GONE_CODES = new Set([550, 551, 553])

function isMailboxGone({ at, reply }: { readonly at: string; readonly reply: Reply }): boolean {
  if (reply.status !== null) return isGoneStatus(reply.status)
  return at === 'recipient' && GONE_CODES.has(reply.code)
}

export function isGoneStatus(status: string): boolean {
  return GONE.has(status)
}
