/**
 * A passkey that was made to sign statements, as its device tells of it (Web Authentication Level 3, 7.1). No attestation is asked for: who
 * it is of, administrators say by signing the roster. Shapes alone; runs in a browser too.
 */
import { z } from 'zod'
import { canonicalJson } from '../base/canonical.ts'
import { signingKeyId } from './statement.ts'

const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(8000)

export const madeKey = z.strictObject({ id: signingKeyId, clientDataJson: base64url, attestationObject: base64url })
export type MadeKey = z.infer<typeof madeKey>

/** Whose digest the device is asked with: whose key it is to be. It reads as no statement. */
export function makingText(person: string): string {
  return canonicalJson({ makes: 'signing-key', person })
}
