/** The key that push messages are signed with, and what it signs: VAPID, RFC 8292. Knows no message. */
import { readFile, writeFile } from 'node:fs/promises'
import type { JWK } from 'jose'
import { SignJWT } from 'jose/jwt/sign'
import { exportJWK } from 'jose/key/export'
import { generateKeyPair } from 'jose/key/generate/keypair'
import { importJWK } from 'jose/key/import'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'

/** RFC 8292, 2: at most a day. */
const TOKEN_SECONDS = 12 * 3600

/** From the file; made at the first start, readable by its owner alone. Fails with fileUnreadable, fileUnwritable. */
export async function pushKey(file: string): Promise<JWK> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = await exportJWK(privateKey)
  try {
    await writeFile(file, `${JSON.stringify(key)}\n`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
  return key
}

export interface Vapid {
  readonly publicKey: string
  /** The header's value, for the service of this endpoint. */
  readonly authorization: (endpoint: string, nowMs: number) => Promise<string>
}

/** `contact`: mailto: or https:, for whoever runs a push service. */
export async function openVapid(key: JWK, contact: string): Promise<Vapid> {
  const signingKey = await importJWK(key, 'ES256')
  const publicKey = publicKeyOf(key)
  return {
    publicKey,
    authorization: async (endpoint, nowMs) => {
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
        .setAudience(new URL(endpoint).origin)
        .setExpirationTime(Math.floor(nowMs / 1000) + TOKEN_SECONDS)
        .setSubject(contact)
        .sign(signingKey)
      return `vapid t=${token}, k=${publicKey}`
    },
  }
}

/** Uncompressed, as browsers want it. */
function publicKeyOf({ x, y }: JWK): string {
  const octets = (part: string | undefined) => Buffer.from(part ?? '', 'base64url')
  return Buffer.concat([Buffer.of(4), octets(x), octets(y)]).toString('base64url')
}
