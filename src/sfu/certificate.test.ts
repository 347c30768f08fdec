import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { makeCertificate } from './certificate.ts'

const NOW = Date.parse('2026-02-03T07:00:00Z')

test('a certificate is read by OpenSSL, signed by its own key, valid from yesterday on, and known by its fingerprint', () => {
  const { certificatePem, keyPem, fingerprint } = makeCertificate({ serial: Buffer.alloc(8, 7), nowMs: NOW })
  const certificate = new X509Certificate(certificatePem)
  assert.ok(certificate.verify(certificate.publicKey))
  assert.ok(certificate.checkPrivateKey(createPrivateKey(keyPem)))
  assert.equal(certificate.fingerprint256, fingerprint)
  assert.equal(certificate.subject, 'CN=loa')
  assert.equal(certificate.serialNumber, `01${'07'.repeat(8)}`)
  assert.equal(Date.parse(certificate.validFrom), NOW - 86_400_000)
  assert.equal(Date.parse(certificate.validTo), NOW + 400 * 86_400_000)
})

test('no two certificates have the same key', () => {
  const one = makeCertificate({ serial: Buffer.alloc(8), nowMs: NOW })
  const other = makeCertificate({ serial: Buffer.alloc(8), nowMs: NOW })
  assert.notEqual(one.fingerprint, other.fingerprint)
})
