/**
 * Of which step of time a code is (TOTP, RFC 6238): better-auth says whether a code is right, and not which, so that it would
 * take one twice.
 */
import { createHmac } from 'node:crypto'

export const STEP_SECONDS = 30
export const CODE_DIGITS = 6
/** Steps that a clock may be off, either way, as better-auth has it. */
const STEPS_OFF = 1

/** Null: of none that counts now. Of two, the later one. */
export function stepOf(given: { secret: string; code: string; nowMs: number }): number | null {
  const { secret, code, nowMs } = given
  const now = Math.floor(nowMs / 1000 / STEP_SECONDS)
  for (let step = now + STEPS_OFF; step >= now - STEPS_OFF; step--) if (codeAt(secret, step) === code) return step
  return null
}

/** RFC 4226, section 5.3. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const truncated = digest.readUInt32BE(digest[19] & 15) & 0x7fff_ffff
  return String(truncated % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0')
}
