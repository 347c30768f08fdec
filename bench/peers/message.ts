/** What every sender of this folder sends, and what it tells afterwards, so that their figures can be compared. */
import { ONE_SEGMENT } from '../message.ts'

/** One segment of GSM-7: 140 letters, 189 octets of submit_sm with these addresses. */
export const TEXT: string = ONE_SEGMENT
export const SOURCE = 'BOYTE'

/** The octets of the same submit_sm, but for sequence_number and destination. */
export const SUBMIT_SM_SIZE = 189

/** Distinct for each message: 84900000000 and on. */
export function numberAt(message: number): string {
  return String(84_900_000_000 + message)
}

export interface SenderOptions {
  /** The sink: an SMS centre that answers as fast as it can, or for raw TCP one that only reads. */
  readonly host: string
  readonly port: number
  readonly messages: number
  /** submit_sm in flight, where the sender lets one choose. Default 1000. */
  readonly window?: number
  /** Of each message, for raw TCP; a mean may be a fraction. Default SUBMIT_SM_SIZE. */
  readonly octetsEach?: number
}

export interface SenderResult {
  /** Answered with ESME_ROK; for raw TCP, sent. */
  readonly messages: number
  /** From the first message to the last answer. */
  readonly seconds: number
  /** Of the sender's own processes in that time. */
  readonly cpuSeconds: number
}

export const WINDOW = 1000
/** How long one sender may take at most. */
export const SEND_MS_MAX = 600_000
