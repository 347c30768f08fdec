/**
 * Why a request to the peer did not succeed, in the three things a sender must know: what the peer said, whether the
 * same request may be sent again, and whether it may have been taken although nobody said so.
 */
import { type Details, Failure, type FailureKind } from '../base/failure.ts'
import type { PduName, PduOf, ResponseName } from '../smpp/pdus.ts'
import { type StatusClass, statusClass, statusName } from '../smpp/statuses.ts'
import { ENDPOINT_FAILURES } from './failures.ts'

type Code = keyof typeof ENDPOINT_FAILURES

const CODES = { again: 'smppAgain', recipient: 'smppRefused', lane: 'smppAccountRefused' } as const satisfies Record<
  Exclude<StatusClass, 'ok'>,
  Code
>

export class RequestFailure extends Failure {
  readonly command: PduName
  /** The peer's answer; null when there was none. */
  readonly response: PduOf<ResponseName> | null
  /**
   * The request was handed to the network and no answer is known: the peer may have taken it. Never true together
   * with a response. Sending it again may deliver a message twice.
   */
  readonly uncertain: boolean

  constructor(
    code: string,
    kind: FailureKind,
    about: {
      readonly command: PduName
      readonly response?: PduOf<ResponseName>
      readonly uncertain?: boolean
      readonly details?: Details
    },
  ) {
    super(code, kind, { command: about.command, ...about.details })
    this.name = 'RequestFailure'
    this.command = about.command
    this.response = about.response ?? null
    this.uncertain = about.uncertain ?? false
  }

  /** `ESME_RTHROTTLED`, or `0x00000403` for a vendor's; null without an answer. */
  get status(): string | null {
    return this.response === null ? null : statusName(this.response.command_status)
  }

  /** null without an answer. */
  get command_status(): number | null {
    return this.response === null ? null : this.response.command_status
  }

  /** `again` temporary, `recipient` final for this recipient, `lane` of the account or the bind; null without an answer. */
  get statusClass(): StatusClass | null {
    return this.response === null ? null : statusClass(this.response.command_status)
  }
}

/** The peer answered with an error. */
export function refused(command: PduName, response: PduOf<ResponseName>): RequestFailure {
  const status = statusClass(response.command_status)
  // A generic_nack with ESME_ROK says nothing good about the request either.
  const code = status === 'ok' ? 'smppRefused' : CODES[status]
  const details = { status: statusName(response.command_status) }
  return new RequestFailure(code, ENDPOINT_FAILURES[code], { command, response, details })
}

/** It may have arrived, and no answer came. */
export function unanswered(command: PduName, why: string): RequestFailure {
  return new RequestFailure('smppUnanswered', ENDPOINT_FAILURES.smppUnanswered, {
    command,
    uncertain: true,
    details: { why },
  })
}

/** It has certainly not left this process. */
export function notSent(command: PduName, why: string): RequestFailure {
  return new RequestFailure('smppNotSent', ENDPOINT_FAILURES.smppNotSent, { command, details: { why } })
}

/** What became of one part of a message. */
export type PartOutcome = { readonly message_id: string } | { readonly failure: RequestFailure | Error }

/** A message in several parts of which at least one failed. Its code and answer are those of the first that did. */
export class PartsFailure extends RequestFailure {
  readonly parts: readonly PartOutcome[]

  constructor(parts: readonly PartOutcome[], first: RequestFailure) {
    super(first.code, first.kind, {
      command: first.command,
      ...(first.response !== null && { response: first.response }),
      uncertain: parts.some(part => 'failure' in part && isUncertain(part.failure)),
      details: first.details,
    })
    this.name = 'PartsFailure'
    this.parts = parts
  }
}

function isUncertain(failure: Error): boolean {
  return failure instanceof RequestFailure && failure.uncertain
}
