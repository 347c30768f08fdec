/**
 * Signatures of directives, orders, acknowledgements, returns and instructions: Ed25519 as compact JWS (RFC 7515, RFC 8037), by jose.
 *
 * `typ` in the protected header says which document it is, so that one kind never passes for another; `kid` is the
 * key's RFC 7638 thumbprint. A verifier is given the one key that it trusts: nothing in a document chooses it.
 *
 * Of jose only what is used is read: the whole takes more than twice as long.
 *
 * Also the tokens with which a node calls: for one authority, good around the instant they were made, made anew each time.
 */

import { createHash, createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import type { JWK } from 'jose'
import { decodeProtectedHeader } from 'jose/decode/protected_header'
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint'
import { CompactSign } from 'jose/jws/compact/sign'
import { compactVerify } from 'jose/jws/compact/verify'
import { exportJWK } from 'jose/key/export'
import { generateKeyPair } from 'jose/key/generate/keypair'
import { importJWK } from 'jose/key/import'
import { z } from 'zod'
import { directiveFailure } from './failures.ts'
import { type PublicJwk, publicJwk } from './public-key.ts'

const ALGORITHM = 'EdDSA'
/** Kept for documents that are signed in pieces. */
const ROOMS_MAX = 8
const ROOM_MAX = 1024 * 1024

/** What a node answers, to a path that has its name. Those of a kind of signed jobs begin with that kind's. */
export type NodeDocument = 'acknowledgement' | 'return' | `${string}Acknowledgement` | `${string}Count`
export type DocumentType =
  | NodeDocument
  | 'directive'
  | `${string}Directive`
  | 'order'
  | `${string}Order`
  | 'token'
  | 'rotation'
  | 'zeroRatingList'
  | 'instruction'
  | 'speakerAgenda'
  | 'speakerExercise'
  | 'speakerReceipts'
  | 'speakerToken'

/** `loa-list-directive+jws` of a `listDirective`. */
export function typOf(type: DocumentType): string {
  return `loa-${kebab(type)}+jws`
}

/** `announcement-count` of an `announcementCount`. */
export function kebab(type: DocumentType): string {
  return type.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

export const privateJwk = z.strictObject({ ...publicJwk.shape, d: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
export type PrivateJwk = z.infer<typeof privateJwk>

export async function makeKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true })
  const { kty, crv, x, d } = await exportJWK(privateKey)
  return privateJwk.parse({ kty, crv, x, d })
}

export function publicOf({ kty, crv, x }: PrivateJwk): PublicJwk {
  return { kty, crv, x }
}

/** RFC 7638, base64url of SHA-256. What people compare when they pin a key. */
export async function fingerprint(key: PublicJwk | PrivateJwk): Promise<string> {
  return await calculateJwkThumbprint({ kty: key.kty, crv: key.crv, x: key.x })
}

export interface Signer {
  readonly publicKey: PublicJwk
  readonly keyId: string
  sign(type: DocumentType, body: object): Promise<string>
  /**
   * The same document in pieces, of a body that is JSON in base64url already: what thousands of documents share is one piece, which
   * is encoded once and is in each of them. The last piece is the signature.
   */
  signPieces(type: DocumentType, payload: readonly Buffer[]): Promise<readonly Buffer[]>
}

export async function signerOf(key: PrivateJwk): Promise<Signer> {
  const publicKey = publicOf(key)
  const keyId = await fingerprint(publicKey)
  const secret = await importJWK(key as JWK, ALGORITHM)
  const joining = new Joining()
  const raw = createPrivateKey({ format: 'jwk', key })
  const headerOf = (type: DocumentType) => ({ alg: ALGORITHM, typ: typOf(type), kid: keyId })
  return {
    publicKey,
    keyId,
    sign: async (type, body) =>
      await new CompactSign(new TextEncoder().encode(JSON.stringify(body)))
        .setProtectedHeader(headerOf(type))
        .sign(secret),
    // RFC 7515, 7.1: header, payload and signature, joined by points. jose encodes each payload whole.
    signPieces: async (type, payload) => {
      const header = Buffer.from(JSON.stringify(headerOf(type))).toString('base64url')
      const signed = [Buffer.from(`${header}.`), ...payload]
      const signature = await joining.of(signed, async octets => await signatureOf(octets, raw))
      return [...signed, Buffer.from(`.${signature.toString('base64url')}`)]
    },
  }
}

/** Pieces joined for as long as they are signed. The room is used again: fresh room for each would fill the heap with it. */
class Joining {
  readonly #free: Buffer[] = []

  async of<Result>(pieces: readonly Buffer[], act: (octets: Buffer) => Promise<Result>): Promise<Result> {
    const size = pieces.reduce((sum, { length }) => sum + length, 0)
    const free = this.#free.pop()
    const room = free !== undefined && free.length >= size ? free : Buffer.allocUnsafeSlow(roomFor(size))
    let end = 0
    for (const piece of pieces) end += piece.copy(room, end)
    try {
      return await act(room.subarray(0, end))
    } finally {
      if (room.length <= ROOM_MAX && this.#free.length < ROOMS_MAX) this.#free.push(room)
    }
  }
}

/** A little more: the next one is a little longer. */
const roomFor = (size: number) => size + Math.ceil(size / 4)

/** Beside this thread. */
async function signatureOf(octets: Buffer, key: KeyObject): Promise<Buffer> {
  return await new Promise((resolve, reject) =>
    sign(null, octets, key, (error, signature) => (error ? reject(error) : resolve(signature))),
  )
}

/**
 * The body of a document that `key` signed. Fails with signatureWrong (altered, another key, another type) or
 * documentMalformed (signed, but not of this shape).
 */
export async function verify<Body>(
  jws: string,
  expected: { type: DocumentType; key: PublicJwk; schema: z.ZodType<Body> },
): Promise<Body> {
  let payload: Uint8Array
  try {
    const key = await importJWK(expected.key as JWK, ALGORITHM)
    const result = await compactVerify(jws, key, { algorithms: [ALGORITHM] })
    if (result.protectedHeader.typ !== typOf(expected.type)) throw new Error('typ')
    payload = result.payload
  } catch {
    throw directiveFailure('signatureWrong', { document: expected.type })
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    throw directiveFailure('documentMalformed', { document: expected.type, where: 'JSON' })
  }
  const result = expected.schema.safeParse(parsed)
  if (!result.success) {
    const where = result.error.issues[0]?.path.join('.') || 'body'
    throw directiveFailure('documentMalformed', { document: expected.type, where })
  }
  return result.data
}

export function sha256Of(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** How far the clocks of a node and the authority may differ before calls are refused. */
export const CLOCK_SKEW_MAX_MS = 120_000

export const tokenBody = z.strictObject({
  operator: z.string().max(40),
  /** The authority's key id: a token for one authority is none for another. */
  audience: z.string().max(64),
  issuedAtMs: z.int(),
  id: z.uuid(),
})

export async function makeToken(
  signer: Signer,
  who: { operator: string; audience: string; nowMs: number },
): Promise<string> {
  return await signer.sign('token', {
    operator: who.operator,
    audience: who.audience,
    issuedAtMs: who.nowMs,
    id: randomUUID(),
  } satisfies z.infer<typeof tokenBody>)
}

/** The document as it is where this key signed it, else the same body signed by it: for what waited while keys changed. */
export async function signAgain(jws: string, type: DocumentType, signer: Signer): Promise<string> {
  if (decodeProtectedHeader(jws).kid === signer.keyId) return jws
  const [, payload] = jws.split('.')
  return await signer.sign(type, JSON.parse(Buffer.from(payload, 'base64url').toString()) as object)
}
