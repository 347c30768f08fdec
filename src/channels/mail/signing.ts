/** DKIM (RFC 6376): a mail with our signature, relaxed/relaxed, RSA-SHA256, by nodemailer. Knows no message and no server. */
import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { channelFailure } from '../failures.ts'

/** RFC 8301, 3.2. */
const BITS_MIN = 2048
/**
 * Beside who, what and when also both headers that end a subscription (RFC 8058, 4: else no one-click), and those that say that
 * a machine wrote it: nobody on the way can take them out.
 */
const SIGNED_HEADERS = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'],
  ...['Content-Transfer-Encoding', 'Content-Language', 'Auto-Submitted', 'Precedence'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':')

export interface DkimKey {
  /** In PEM. */
  readonly privateKey: string
  /** The public key stands at SELECTOR._domainkey.DOMAIN. */
  readonly selector: string
  readonly domain: string
}

/** Fails with fileUnreadable, dkimKeyUnusable. */
export async function readDkimKey(file: string): Promise<string> {
  let pem: string
  try {
    pem = await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  if (!isUsable(pem)) throw channelFailure('dkimKeyUnusable', { file, bits: BITS_MIN })
  return pem
}

export async function signedBy(key: DkimKey, octets: Buffer): Promise<Buffer> {
  const { default: Dkim } = await import('nodemailer/lib/dkim')
  const dkim = new Dkim({
    domainName: key.domain,
    keySelector: key.selector,
    privateKey: key.privateKey,
    headerFieldNames: SIGNED_HEADERS,
  })
  const pieces: Buffer[] = []
  for await (const piece of dkim.sign(octets)) pieces.push(piece as Buffer)
  const signed = Buffer.concat(pieces)
  // A key that cannot sign would let the mail go out without.
  assert.ok(signed.subarray(0, 15).toString('latin1') === 'DKIM-Signature:', 'no signature')
  return signed
}

function isUsable(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem)
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= BITS_MIN
  } catch {
    return false
  }
}
