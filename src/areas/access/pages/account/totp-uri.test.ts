import assert from 'node:assert/strict'
import test from 'node:test'
import { secretOf } from './totp-uri.ts'

test('the secret of an otpauth address is shown in groups of four, without padding', () => {
  const uri = 'otpauth://totp/Loa:a%40loa.example?secret=JBSWY3DPEHPK3PXPJB%3D%3D&issuer=Loa&digits=6&period=30'
  assert.equal(secretOf(uri), 'JBSW Y3DP EHPK 3PXP JB')
  assert.equal(secretOf('otpauth://totp/Loa?issuer=Loa'), '')
})
