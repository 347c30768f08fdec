/** A text message as a round names it: the digest of its octets. */
import { Failure } from '../../base/failure.ts'
import { approvedOctets } from '../../text/octets.ts'
import { split } from '../../text/split.ts'
import { digestOf } from './digest.ts'

/** Null: this browser has no WebCrypto here. What cannot be sent is not approved, and has none that counts. */
export async function octetsDigest(text: string): Promise<string | null> {
  try {
    return await digestOf(approvedOctets(split(text)))
  } catch (error) {
    if (error instanceof Failure) return ''
    throw error
  }
}
