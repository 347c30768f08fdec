/** How the centre behaves, all of it settable, and what it does by default. */
import type { ReceiptStyle } from './receipts.ts'

export interface CentreOptions {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  /** Null: any password. */
  readonly password: string | null
  /** submit_sm a second that are not throttled; 0 is no limit. */
  readonly tps: number
  /** submit_sm unanswered on a bind; 0 is no limit. */
  readonly window: number
  readonly latencyMs: number
  readonly receiptDelayMs: number
  readonly receiptStyle: ReceiptStyle
  /** deliver_sm unanswered on a bind; a power of two. */
  readonly receiptWindow: number
  /** How long a receipt waits that was answered with a temporary error, or never. */
  readonly receiptAgainMs: number
  /** Shares from 0 to 1: of the destinations, of the destinations, of the submits. */
  readonly refuse: number
  readonly undeliverable: number
  readonly throttle: number
  /** A connection breaks at its Nth submit_sm; 0: never. */
  readonly dropAfter: number
  /** How many connections break like that; 0: all. */
  readonly drops: number
  readonly seed: number
  /** File of the CSV log, or null. */
  readonly record: string | null
  /** PEM. */
  readonly tls: { readonly key: string; readonly cert: string } | null
  /** Asked for every submit_sm: what a test wants done with it. Slow. */
  readonly behaviour: Behaviour | null
}

export interface SubmitSeen {
  readonly system_id: string
  readonly destination: string
  readonly source: string
  readonly reference: number | null
  readonly part: number
  readonly parts: number
  readonly payload: Uint8Array
}

/** Undefined: as by the options. */
export type Behaviour = (submit: SubmitSeen) => Answer | undefined

export interface Answer {
  /** command_status of the response. */
  readonly status?: number
  /** No response, ever. The message is accepted or refused all the same. */
  readonly silent?: boolean
}

export const DEFAULTS: CentreOptions = {
  port: 0,
  host: '127.0.0.1',
  password: null,
  tps: 0,
  window: 0,
  latencyMs: 0,
  receiptDelayMs: 0,
  receiptStyle: 'both',
  receiptWindow: 1 << 18,
  receiptAgainMs: 1000,
  refuse: 0,
  undeliverable: 0,
  throttle: 0,
  dropAfter: 0,
  drops: 1,
  seed: 1,
  record: null,
  tls: null,
  behaviour: null,
}
