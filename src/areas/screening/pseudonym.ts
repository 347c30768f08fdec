/**
 * What is kept of a badge number: a keyed digest that nobody can undo after two days, we ourselves included.
 *
 *   HMAC-SHA-256(key of that day, badge) ─► 128 bits
 *
 * Each day has a random key of its own, so that the same badge on two days cannot be linked; the key is deleted once no
 * second measurement can come any more. Badge numbers are short: while the key is there, whoever holds the database
 * could try them all.
 */
import { createHmac, randomBytes } from 'node:crypto'

/** Long enough for entries of a kiosk that was offline over a night, counted from when the key was made. */
export const DAY_KEY_LIFE_MS = 48 * 3_600_000
const KEY_OCTETS = 32
const PSEUDONYM_OCTETS = 16

export function makeDayKey(): string {
  return randomBytes(KEY_OCTETS).toString('base64url')
}

export function pseudonymOf(dayKey: string, badge: string): string {
  const key = Buffer.from(dayKey, 'base64url')
  const digest = createHmac('sha256', key).update(`badge ${badge}`).digest()
  return digest.subarray(0, PSEUDONYM_OCTETS).toString('hex')
}
