/** A push message that its browser alone can read: RFC 8291, one record of RFC 8188. Held to the vectors of the RFC in its test. Pure. */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

const RECORD_SIZE = 4096
const HEADER_OCTETS = 86
const TAG_OCTETS = 16
/** RFC 8030, 7.2: a service need not take more than 4096 octets. One octet marks the end. */
export const PLAIN_OCTETS_MAX = 4096 - HEADER_OCTETS - TAG_OCTETS - 1

/** What a browser gave: base64url. */
export interface BrowserKeys {
  readonly p256dh: string
  readonly auth: string
}

/** Of one message alone. */
export interface Ephemeral {
  readonly salt: Buffer
  readonly privateKey: Buffer
}

/** Throws where the browser's keys are none. */
export function encrypted(message: Buffer, to: BrowserKeys, { salt, privateKey }: Ephemeral = fresh()): Buffer {
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
  return Buffer.concat([header, ours, ...record, cipher.getAuthTag()])
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
