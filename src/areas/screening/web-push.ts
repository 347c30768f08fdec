/**
 * Web push: one message to browsers that asked for it, by whichever push service each of them uses.
 *
 *   message ─► aes128gcm for that browser (RFC 8291) ─► POST to its endpoint, signed by our key (VAPID, RFC 8292)
 *
 * The push service sees neither the message nor who it is about. Messages go only to services that are known or were
 * named: an endpoint is an address that somebody else chose. Held to the vectors of the RFC in its test.
 */

import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { noticeText } from './notice.ts'
import type { Teller, Told } from './office.ts'
import type { StoredSubscription } from './store.ts'

/** Of Chrome and Edge on Android, Firefox, Safari, Edge on Windows. */
const SERVICES = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  'notify.windows.com',
]
const RECORD_SIZE = 4096
/** A service keeps it so long for a browser that is away: later it is of no use. */
const LIFE_SECONDS = 4 * 3600
const TOKEN_SECONDS = 12 * 3600
const ANSWER_MS = 10_000
const AT_ONCE = 10

export interface WebPush extends Teller {
  readonly publicKey: string
  readonly knows: (host: string) => boolean
}

export async function openWebPush(given: {
  readonly key: JWK
  /** mailto: or https:, for whoever runs a push service. */
  readonly contact: string
  /** Beside the known ones. */
  readonly services: readonly string[]
  /** Where a click leads. */
  readonly url: string
}): Promise<WebPush> {
  const { key, contact, services, url } = given
  const signingKey = await importJWK(key, 'ES256')
  const publicKey = publicKeyOf(key)
  const authorization = async (endpoint: string) => {
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
      .setAudience(new URL(endpoint).origin)
      .setExpirationTime(Math.floor(Date.now() / 1000) + TOKEN_SECONDS)
      .setSubject(contact)
      .sign(signingKey)
    return `vapid t=${token}, k=${publicKey}`
  }
  const send = async (
    message: string,
    to: StoredSubscription,
  ): Promise<'sent' | 'failed' | 'gone'> => {
    try {
      const answer = await fetch(to.endpoint, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
        headers: {
          authorization: await authorization(to.endpoint),
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(LIFE_SECONDS),
          urgency: 'high',
        },
        body: encrypted(Buffer.from(message), to, fresh()),
      })
      await answer.body?.cancel()
      if (answer.status === 404 || answer.status === 410) return 'gone'
      return answer.ok ? 'sent' : 'failed'
    } catch {
      return 'failed'
    }
  }
  return {
    channel: 'push',
    publicKey,
    knows: host =>
      [...SERVICES, ...services].some(known => host === known || host.endsWith(`.${known}`)),
    tell: async (notice, subscriptions): Promise<Told> => {
      const message = JSON.stringify({ ...noticeText(notice), url })
      const ends: ('sent' | 'failed' | 'gone')[] = []
      for (let from = 0; from < subscriptions.length; from += AT_ONCE) {
        const some = subscriptions.slice(from, from + AT_ONCE)
        ends.push(...(await Promise.all(some.map(async to => await send(message, to)))))
      }
      return {
        reached: ends.filter(end => end === 'sent').length,
        failed: ends.filter(end => end === 'failed').length,
        gone: subscriptions.filter((_, at) => ends[at] === 'gone').map(({ endpoint }) => endpoint),
      }
    },
  }
}

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

export interface Ephemeral {
  readonly salt: Buffer
  readonly privateKey: Buffer
}

/** The body of a push message, RFC 8291 section 4: one record of RFC 8188. */
export function encrypted(
  message: Buffer,
  to: Pick<StoredSubscription, 'p256dh' | 'auth'>,
  { salt, privateKey }: Ephemeral,
): Uint8Array<ArrayBuffer> {
  const theirs = Buffer.from(to.p256dh, 'base64url')
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(privateKey)
  const ours = ecdh.getPublicKey()
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours])
  const auth = Buffer.from(to.auth, 'base64url')
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(theirs), auth, keyInfo, 32))
  const derived = (name: string, octets: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, octets))
  const cipher = createCipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12))
  const header = Buffer.alloc(21)
  salt.copy(header)
  header.writeUInt32BE(RECORD_SIZE, 16)
  header.writeUInt8(ours.length, 20)
  // 2 marks the last record.
  const record = [cipher.update(message), cipher.update(Buffer.of(2)), cipher.final()]
  return new Uint8Array(Buffer.concat([header, ours, ...record, cipher.getAuthTag()]))
}

function fresh(): Ephemeral {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  // Without its leading zeros it would be too short by the standard's count.
  const privateKey = Buffer.alloc(32)
  const key = ecdh.getPrivateKey()
  key.copy(privateKey, 32 - key.length)
  return { salt: randomBytes(16), privateKey }
}

/** Uncompressed, as browsers want it. */
function publicKeyOf({ x, y }: JWK): string {
  const octets = (part: string | undefined) => Buffer.from(part ?? '', 'base64url')
  return Buffer.concat([Buffer.of(4), octets(x), octets(y)]).toString('base64url')
}
