/** The SHA-256 of a text, as contents are named everywhere; and what is signed: a text with its digest. */
import { Problem } from '../problem.ts'
import { signing } from '../words/signing.ts'
import { sha256 } from './es256.ts'

declare const isAsRead: unique symbol

/** What stands on the page, and so is signed. `digestAsRead` alone makes it: nothing is signed without the text that it is of. */
export interface AsRead {
  readonly [isAsRead]: true
  readonly text: string
  readonly sha256: string
  /** Of a round, whose text names each message by the digest of its octets: the messages. */
  readonly messages: readonly string[]
}

/**
 * Of what stands on the page, and so is signed; `told` is what the server says of it. Fails where the two differ, or where the page cannot
 * make the text (null): the server may show one thing and have another signed.
 */
export async function digestAsRead(
  text: string | null,
  told: string,
  messages: readonly string[] = [],
): Promise<AsRead> {
  const read = text === null ? '' : await digestOf(text)
  if (read !== null && read !== told)
    throw new Problem({ status: 400, code: 'digestNotAsRead', sentence: signing['digest.notAsRead'] })
  // Beside the check: it is of this text, or there is no WebCrypto here, and nothing is signed.
  return { text: text ?? '', sha256: told, messages } as AsRead
}

/** Hexadecimal. Null: this browser has no WebCrypto here, as over HTTP; nothing is signed with it either. */
export async function digestOf(text: string | Uint8Array<ArrayBuffer>): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null
  const octets = new Uint8Array(await sha256(text))
  return Array.from(octets, octet => octet.toString(16).padStart(2, '0')).join('')
}
