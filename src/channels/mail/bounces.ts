/**
 * What a mail that came back says: a delivery status notification (RFC 3464), or a complaint by way of the reader's provider
 * (ARF, RFC 5965). Anything else, such as a note that somebody is away, says nothing. Hostile input costs little. Pure.
 *
 * No recipient's address is read out of it: what it was about is told by where it came to (return-path.ts).
 */
import { isGoneStatus } from './answers.ts'
import { type Fields, readFields, readReport } from './report-parts.ts'

const RECIPIENTS_MAX = 20
const ADDRESSES_MAX = 10
const MESSAGE_ID_MAX = 250

export interface Bounce {
  /** failed: for good. delayed: it is still tried, or was given up for a reason that passes. */
  readonly is: 'failed' | 'delayed' | 'complaint' | 'nothing'
  /** RFC 3463: `5.1.1`. */
  readonly status: string | null
  /** The mailbox does not exist any more. */
  readonly isGone: boolean
  /** Addresses of ours that it may have come to: one of them bears the mark. */
  readonly cameTo: readonly string[]
  /** Of the mail that came back. */
  readonly messageId: string | null
}

export function readBounce(octets: Buffer): Bounce {
  const { headers, parts } = readReport(octets)
  const linesOf = (...types: readonly string[]) => parts.find(({ type }) => types.includes(type))?.lines
  const original = fieldsOf(
    linesOf('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'),
  )
  const complaint = fieldsOf(linesOf('message/feedback-report'))
  const messageId = /<[^<>\s]+>/.exec(original.get('message-id') ?? '')?.[0] ?? null
  return {
    ...(complaint.size > 0
      ? complained(complaint)
      : delivery(linesOf('message/delivery-status', 'message/global-delivery-status') ?? [])),
    cameTo: addressesIn([
      ...[headers.get('x-original-to'), headers.get('delivered-to'), headers.get('to')],
      ...[complaint.get('original-mail-from'), original.get('return-path')],
    ]),
    messageId: messageId !== null && messageId.length <= MESSAGE_ID_MAX ? messageId : null,
  }
}

type Verdict = Pick<Bounce, 'is' | 'status' | 'isGone'>
const NOTHING: Verdict = { is: 'nothing', status: null, isGone: false }

/** RFC 5965, 7.3: not-spam is the opposite of a complaint. */
function complained(report: Fields): Verdict {
  return report.get('feedback-type')?.toLowerCase() === 'not-spam'
    ? NOTHING
    : { is: 'complaint', status: null, isGone: false }
}

/** Blocks parted by empty lines: one of the whole message, then one a recipient. Ours has one; the worst counts. */
function delivery(lines: readonly string[]): Verdict {
  let worst = NOTHING
  let next = 0
  for (let blocks = 0; next < lines.length && blocks <= RECIPIENTS_MAX; blocks++) {
    const block = readFields(lines, next)
    next = block.next
    const told = verdictOf(block.fields)
    if (told.is === 'failed') return told
    if (told.is === 'delayed') worst = told
  }
  return worst
}

function verdictOf(fields: Fields): Verdict {
  const action = fields.get('action')?.toLowerCase().split(/[\s(]/)[0]
  const status = statusOf(fields)
  if (status === null || (action !== 'failed' && action !== 'delayed')) return NOTHING
  return action === 'failed' && status.startsWith('5.')
    ? { is: 'failed', status, isGone: isGoneStatus(status) }
    : { is: 'delayed', status, isGone: false }
}

/** X.0.0 says nothing; the server's own words may. */
function statusOf(fields: Fields): string | null {
  const told = STATUS.exec(fields.get('status') ?? '')?.[1] ?? null
  if (told !== null && !told.endsWith('.0.0')) return told
  const said = STATUS.exec((fields.get('diagnostic-code') ?? '').replace(/^smtp;\s*\d{3}[ -]/i, ''))
  return said !== null && (told === null || said[1][0] === told[0]) ? said[1] : told
}

const STATUS = /^\s*([245]\.\d{1,3}\.\d{1,3})(?![\d.])/

function fieldsOf(lines: readonly string[] | undefined): Fields {
  return lines === undefined ? new Map() : readFields(lines, 0).fields
}

function addressesIn(values: readonly (string | undefined)[]): string[] {
  const found = values.flatMap(value => (value ?? '').match(/[^\s<>,;:"()@]{1,64}@[^\s<>,;:"()@]{1,253}/g) ?? [])
  return [...new Set(found)].slice(0, ADDRESSES_MAX)
}
