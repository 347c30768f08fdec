/** How long a key may live, and when that ends. Pure. */
const DAY_MS = 24 * 3_600_000
export const LIVES_DAYS = [30, 90, 180, 365, 730] as const

export function expiryAt(days: number, nowMs: number): string {
  return new Date(nowMs + days * DAY_MS).toISOString()
}
