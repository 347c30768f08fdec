/** Whose signature is believed: one certificate that was given, and nothing that stands in the alert. */
import { X509Certificate } from 'node:crypto'
import { reason } from '../base/failure.ts'
import { capFailure } from './failures.ts'

export interface Trust {
  /** One X.509 certificate in PEM. */
  readonly certificate: string
  /** When it has to be valid: now, in milliseconds since 1970. */
  readonly at: number
}

/** Fails with certificateMalformed. */
export function readCertificate(pem: string): X509Certificate {
  const count = pem.split('-----BEGIN CERTIFICATE-----').length - 1
  if (count !== 1) throw capFailure('certificateMalformed', { why: `${count} × BEGIN CERTIFICATE` })
  try {
    const certificate = new X509Certificate(pem)
    const kind = certificate.publicKey.asymmetricKeyType
    if (kind === 'rsa' || kind === 'ec') return certificate
    throw capFailure('certificateMalformed', { why: String(kind) })
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error
    throw capFailure('certificateMalformed', { why: reason(error) })
  }
}
