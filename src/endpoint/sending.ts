/**
 * Requests as promises, for both ends: any PDU, or a message in as many PDUs as its text takes.
 *
 * Knows the link and nothing of binds.
 */

import { randomInt } from 'node:crypto'
import type { AnsweredName, PduOf, ResponseName, ResponseTo, UnnumberedOf } from '../smpp/pdus.ts'
import { ENDPOINT_FAILURES, endpointFailure } from './failures.ts'
import type { Link, Waiter } from './link.ts'
import { isText, type Outbound, type TextMessage } from './outbound.ts'
import { type PartOutcome, PartsFailure, RequestFailure } from './request-failure.ts'

/** A message that was taken, whole. */
export interface Sent {
  /** The centre's identifier; of several segments, the last one's. */
  readonly message_id: string
  /** Of each segment, in their order. */
  readonly message_ids: readonly string[]
}

/** A request of any kind, without its number. */
export type AnyRequest<N extends AnsweredName> = { readonly command: N } & Omit<UnnumberedOf<N>, 'command'>

type Carrier = 'submit_sm' | 'deliver_sm'
type Cut = (message: TextMessage, reference: number) => UnnumberedOf<Carrier>[]

const REFERENCES = 65_536

export class Sending {
  readonly #link: Link
  readonly #command: Carrier
  readonly #cut: Cut
  /** Begins anywhere, so that two sessions of one sender seldom give the same to one subscriber at once. */
  #reference = randomInt(REFERENCES)

  constructor(link: Link, command: Carrier, cut: Cut) {
    this.#link = link
    this.#command = command
    this.#cut = cut
  }

  /** The response, when its status is ESME_ROK. Rejects with a RequestFailure otherwise. */
  request<N extends AnsweredName>(pdu: AnyRequest<N>): Promise<PduOf<ResponseTo<N>>> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { settled: resolve as Waiter['settled'], failed: reject }
      this.#link.request({ ...pdu } as unknown as UnnumberedOf<AnsweredName>, waiter)
    })
  }

  /** Rejects with a RequestFailure; with a PartsFailure when the message has several parts; with what is wrong with it. */
  send(message: Outbound): Promise<Sent> {
    // Callers of JavaScript forget it: what is wrong rejects, and never throws.
    if (typeof message !== 'object' || message === null)
      return Promise.reject(endpointFailure('smppOption', { option: 'message', why: 'it is none' }))
    if (!isText(message)) return this.#one({ ...message, command: this.#command } as UnnumberedOf<Carrier>)
    let pdus: UnnumberedOf<Carrier>[]
    try {
      pdus = this.#cut(message, this.#reference)
    } catch (error) {
      return Promise.reject(error)
    }
    if (pdus.length === 1) return this.#one(pdus[0] as UnnumberedOf<Carrier>)
    this.#reference = (this.#reference + 1) % REFERENCES
    return this.#several(pdus)
  }

  #one(pdu: UnnumberedOf<Carrier>): Promise<Sent> {
    return new Promise((resolve, reject) => {
      this.#link.request(pdu, { settled: response => resolve(sentAs([idOf(response)])), failed: reject })
    })
  }

  /** All or nothing where the queue is short: half a message helps nobody. */
  #several(pdus: readonly UnnumberedOf<Carrier>[]): Promise<Sent> {
    if (this.#link.open && this.#link.room < pdus.length)
      return Promise.reject(
        new RequestFailure('smppWaitingFull', ENDPOINT_FAILURES.smppWaitingFull, {
          command: this.#command,
          details: { most: this.#link.waiting },
        }),
      )
    return new Promise((resolve, reject) => {
      const parts: PartOutcome[] = new Array(pdus.length)
      let open = pdus.length
      const done = (i: number, outcome: PartOutcome) => {
        parts[i] = outcome
        open -= 1
        if (open === 0) conclude(parts, resolve, reject)
      }
      for (const [i, pdu] of pdus.entries())
        this.#link.request(pdu, {
          settled: response => done(i, { message_id: idOf(response) }),
          failed: failure => done(i, { failure }),
        })
    })
  }
}

function conclude(parts: readonly PartOutcome[], resolve: (sent: Sent) => void, reject: (error: Error) => void): void {
  const failed = parts.find(part => 'failure' in part)
  if (failed === undefined) resolve(sentAs(parts.map(part => ('message_id' in part ? part.message_id : ''))))
  else if (failed.failure instanceof RequestFailure) reject(new PartsFailure(parts, failed.failure))
  else reject(failed.failure)
}

function sentAs(message_ids: readonly string[]): Sent {
  return { message_id: message_ids[message_ids.length - 1] ?? '', message_ids }
}

function idOf(response: PduOf<ResponseName>): string {
  return 'message_id' in response ? response.message_id : ''
}
