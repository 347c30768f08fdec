/** The SHA-256 of a text, as contents are named everywhere. */
import { sha256 } from './es256.ts'

/** Hexadecimal. Null: this browser has no WebCrypto here, as over HTTP; nothing is signed with it either. */
export async function digestOf(text: string): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null
  const octets = new Uint8Array(await sha256(text))
  return Array.from(octets, octet => octet.toString(16).padStart(2, '0')).join('')
}
