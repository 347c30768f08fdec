/**
 * The certificate by which browsers know this process again: made anew with each process, signed by itself, known by its
 * fingerprint in what is offered (RFC 8122). X.509 (RFC 5280) in DER, as little of it as DTLS asks for.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto'

export interface Certificate {
  readonly certificatePem: string
  readonly keyPem: string
  /** SHA-256, `AB:CD:…`. */
  readonly fingerprint: string
}

const DAY_MS = 86_400_000
const VALID_DAYS = 400
const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
const BIT_STRING = 0x03
const OBJECT = 0x06
const UTF8_STRING = 0x0c
const UTC_TIME = 0x17
/** 1.2.840.10045.4.3.2 and 2.5.4.3. */
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex')
const COMMON_NAME = Buffer.from('550403', 'hex')

/** `serial`: 8 octets of chance. */
export function makeCertificate(options: { readonly serial: Buffer; readonly nowMs: number }): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(SEQUENCE, der(OBJECT, ECDSA_WITH_SHA256))
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, der(OBJECT, COMMON_NAME), der(UTF8_STRING, Buffer.from('loa')))))
  const { nowMs } = options
  const signed = der(
    SEQUENCE,
    // Positive, and not empty.
    der(INTEGER, Buffer.concat([Buffer.of(1), options.serial])),
    algorithm,
    name,
    der(SEQUENCE, time(nowMs - DAY_MS), time(nowMs + VALID_DAYS * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', signed, privateKey)
  const whole = der(SEQUENCE, signed, algorithm, der(BIT_STRING, Buffer.concat([Buffer.of(0), signature])))
  return {
    certificatePem: pem('CERTIFICATE', whole),
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: createHash('sha256')
      .update(whole)
      .digest('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:'),
  }
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const { length } = Buffer.concat(parts)
  const size = length < 0x80 ? [length] : length <= 0xff ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), ...parts])
}

/** Two digits of the year: before 2050 it has to be. */
function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\.\d+|[^0-9Z]/g, '')
  return der(UTC_TIME, Buffer.from(digits.slice(2)))
}

function pem(label: string, octets: Buffer): string {
  const lines = octets.toString('base64').replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
