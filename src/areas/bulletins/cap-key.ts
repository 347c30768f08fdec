/**
 * With which alerts are signed: a key and its certificate, in PEM. Those that a deployer brings, or a pair that is made once and kept
 * in one file of the data directory, whole or not at all, for its owner alone.
 *
 * Whoever receives alerts pins the certificate; it is told at /cap/certificate.pem.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { writeNew } from '../../base/new-file.ts'
import { commonNameOf } from '../../directive/alert.ts'

export const CAP_KEY_FILE = 'cap.pem'
const YEARS = 10

export interface CapKey {
  /** PKCS #8 in PEM. */
  readonly key: string
  readonly certificate: string
}

export interface CapKeyFiles {
  readonly key: string
  readonly certificate: string
}

/** Fails with fileUnreadable where they are no pair. */
export async function capKeyOf(files: CapKeyFiles): Promise<CapKey> {
  return paired({ key: await read(files.key), certificate: await read(files.certificate) }, files)
}

/** Made where it is missing. Fails with fileUnreadable, fileUnwritable. */
export async function capKeyIn(
  directory: string,
  of: { readonly name: string; readonly nowMs: number },
): Promise<CapKey> {
  const file = join(directory, CAP_KEY_FILE)
  try {
    return parted(await readFile(file, 'utf8'), file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = await makeCapKey(of)
  writeNew(file, `${made.key.trim()}\n${made.certificate.trim()}\n`, { mode: 0o600 })
  return parted(await read(file), file)
}

/** Null: no pair was made there. */
export async function certificateIn(file: string): Promise<string | null> {
  try {
    return parted(await readFile(file, 'utf8'), file).certificate
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** P-256, with a certificate that it signs itself. */
export async function makeCapKey(of: { readonly name: string; readonly nowMs: number }): Promise<CapKey> {
  // Reads its own file once, and only where a pair is made.
  const { X509CertificateGenerator, KeyUsagesExtension, KeyUsageFlags, BasicConstraintsExtension } = await import(
    '@peculiar/x509'
  )
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const until = new Date(of.nowMs)
  until.setUTCFullYear(until.getUTCFullYear() + YEARS)
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [commonNameOf(of.name)] }],
      notBefore: new Date(of.nowMs - 86_400_000),
      notAfter: until,
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      ],
    },
    crypto,
  )
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return {
    key: key.export({ format: 'pem', type: 'pkcs8' }) as string,
    certificate: `${certificate.toString('pem')}\n`,
  }
}

const CERTIFICATE = '-----BEGIN CERTIFICATE-----'

function parted(text: string, file: string): CapKey {
  const at = text.indexOf(CERTIFICATE)
  if (at < 0) throw baseFailure('fileUnreadable', { file, why: 'it has no certificate' })
  const files = { key: file, certificate: file }
  return paired({ key: text.slice(0, at), certificate: text.slice(at) }, files)
}

function paired({ key, certificate }: CapKey, files: CapKeyFiles): CapKey {
  try {
    const privateKey = createPrivateKey(key)
    if (!new X509Certificate(certificate).checkPrivateKey(privateKey)) throw new Error('it is not of that certificate')
    return { key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, certificate }
  } catch (error) {
    throw baseFailure('fileUnreadable', { file: files.key, why: reason(error) })
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}
