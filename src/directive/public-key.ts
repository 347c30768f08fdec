/** The public half of a key that signs. A shape alone; runs in a browser too. */
import { z } from 'zod'

/** RFC 8037: an Ed25519 public key. */
export const publicJwk = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type PublicJwk = z.infer<typeof publicJwk>
