/**
 * Subscribers under a keyed hash: HMAC-SHA-256 (RFC 2104) of the number, with a key that never leaves the operator.
 *
 * A hash with a salt that is known would be no secret: all numbers of a country are tried in minutes. Whoever asks the
 * operator about a hash gets an answer; nobody else can say whose it is.
 *
 * The key file holds 64 hexadecimal digits, readable by its owner only; it is made the first time.
 */

import { randomBytes } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { auditFailure } from './failures.ts'

const KEY_OCTETS = 32
const MODE = 0o600
/** Anybody but its owner. */
const OTHERS = 0o077
/** Of SHA-256. */
const BLOCK_OCTETS = 64

/** The key of the file; one that is there now where there was none. Fails with hashKeyWrong or fileUnwritable. */
export function hashKeyOf(file: string): Buffer {
  try {
    writeFileSync(file, `${randomBytes(KEY_OCTETS).toString('hex')}\n`, { mode: MODE, flag: 'wx', flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0
  const text = readFileSync(file, 'utf8').trim()
  if (isOpen || !/^[0-9a-f]{64}$/.test(text)) throw auditFailure('hashKeyWrong', { file })
  return Buffer.from(text, 'hex')
}

/** For an audit that writes no files: what it counts is forgotten with it. */
export function passingHashKey(): Buffer {
  return randomBytes(KEY_OCTETS)
}

/** HMAC as SQL, in hexadecimal digits, of the text `message`; the values of the statement are `hashPads` of the key. */
export function hmac(message: string): string {
  return `sha256(unhex($2) || unhex(sha256(unhex($1) || encode(${message}))))`
}

/** RFC 2104, section 2: the key against the inner and the outer pad, in hexadecimal digits. */
export function hashPads(key: Uint8Array): readonly [inner: string, outer: string] {
  const padded = Buffer.alloc(BLOCK_OCTETS)
  padded.set(key)
  const against = (pad: number) => Buffer.from(padded.map(octet => octet ^ pad)).toString('hex')
  return [against(0x36), against(0x5c)]
}
