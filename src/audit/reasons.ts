/**
 * Why a row is rejected: it is counted, listed and in no sum. The order is that in which a row is looked at; its number is
 * what SQL holds. Pure.
 */
export const REASONS = [
  // of its line
  'cells-missing',
  'cells-extra',
  'quote-open',
  'not-utf8',
  'line-too-long',
  'line-cut',
  'line-unreadable',
  // of its values
  'kind-unknown',
  'subscriber-empty',
  'called-empty',
  'start-empty',
  'start-without-offset',
  'start-unreadable',
  'local-time-twice',
  'local-time-skipped',
  'start-implausible',
  'duration-empty',
  'duration-unreadable',
  'duration-negative',
  'duration-implausible',
  'amount-empty',
  'amount-unreadable',
  'amount-negative',
  'amount-implausible',
  'currency-other',
  'octets-empty',
  'octets-unreadable',
  'octets-negative',
  'port-unreadable',
] as const
export type RejectReason = (typeof REASONS)[number]

/** From 1, for null is none. */
export function reasonNumber(reason: RejectReason): number {
  return REASONS.indexOf(reason) + 1
}
