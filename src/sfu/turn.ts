/**
 * Names and passwords for a TURN server that shares a secret with us and knows nobody by name: coturn's `use-auth-secret`
 * (draft-uberti-behave-turn-rest-00, section 2.2).
 *
 *   username   expiry, seconds since 1970 : who
 *   credential base64 of HMAC-SHA1 of that under the secret
 *
 * SHA-1 is what the draft says; as an HMAC it is not broken. The secret never leaves this process.
 */
import { createHmac } from 'node:crypto'

export interface TurnOptions {
  /** `turns:turn.example.vn:443?transport=tcp` and others of the same secret. */
  readonly urls: readonly string[]
  readonly secret: string
}

/** As a browser takes it (RTCIceServer). */
export interface IceServer {
  readonly urls: readonly string[]
  readonly username: string
  readonly credential: string
}

export function turnServer(
  { urls, secret }: TurnOptions,
  of: { readonly who: string; readonly until: number },
): IceServer {
  const username = `${Math.floor(of.until / 1000)}:${of.who}`
  return { urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}
