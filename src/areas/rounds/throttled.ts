/** Answers of centres that ask to be sent less, among the statuses of a tally. Pure; runs in a browser too. */
const THROTTLED = ['ESME_RTHROTTLED', 'ESME_RMSGQFUL'] as const

export function throttledIn(statuses: Readonly<Record<string, number>>): number {
  return THROTTLED.reduce((sum, status) => sum + (statuses[status] ?? 0), 0)
}
