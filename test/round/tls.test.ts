/** smpps://: whom a round believes. Certificates are made by OpenSSL when the tests run; without it they are skipped. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { type Centre, startCentre } from '../peers/loa.ts'
import { PASSWORD, RoundFixture } from './stage.ts'

const skip = spawnSync('openssl', ['version']).status === 0 ? false : 'there is no openssl command'
const directory = mkdtempSync(join(tmpdir(), 'loa-authority-'))
const file = (name: string) => join(directory, name)

function issue(name: string, ...more: string[]): void {
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const paths = ['-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)]
  execFileSync('openssl', ['req', '-x509', ...ec, ...paths, ...more], { stdio: 'pipe' })
}

const signed = (name: string, names: string) =>
  issue(
    name,
    ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=${names}`],
    ...['-addext', 'basicConstraints=CA:FALSE', '-CA', file('ca.crt'), '-CAkey', file('ca.key')],
  )

before(() => {
  if (skip) return
  issue('ca', '-subj', '/CN=Loa test authority')
  signed('good', 'IP:127.0.0.1,DNS:localhost')
  signed('other', 'DNS:smsc.example.vn')
  writeFileSync(file('nobody.pem'), '')
})
after(() => rmSync(directory, { recursive: true, force: true }))

/** Nobody is trusted who is not named here. */
const NOBODY = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_DIR: '/nonexistent', SSL_CERT_FILE: '' }
const trusting = (variable: string) => ({ ...NOBODY, [variable]: file('ca.crt') })

async function centreWith(t: TestContext, name: string): Promise<Centre> {
  const tls = ['--tls-cert', file(`${name}.crt`), '--tls-key', file(`${name}.key`)]
  const centre = await startCentre('--password', PASSWORD, ...tls)
  t.after(() => centre.child.stop())
  return centre
}

describe('a round over TLS', { skip }, () => {
  for (const [name, host, env] of [
    ['an authority of NODE_EXTRA_CA_CERTS, by address', '127.0.0.1', 'NODE_EXTRA_CA_CERTS'],
    ['an authority of NODE_EXTRA_CA_CERTS, by name', 'localhost', 'NODE_EXTRA_CA_CERTS'],
    ['an authority of the system', '127.0.0.1', 'SSL_CERT_FILE'],
  ] as const)
    test(`a round over TLS believes ${name}`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 30 })
      const centre = await centreWith(t, 'good')
      const url = `smpps://loa:${encodeURIComponent(PASSWORD)}@${host}:${centre.port}`
      const program = stage.startProcess(stage.runArgs('--smsc', url), trusting(env))
      const { tally } = await program.ends(0)
      assert.equal(tally.subscribers.delivered, 30)
      const count = await centre.count()
      assert.deepEqual([count.binds, count.submits, count.receipts.answered], [1, 30, 30])
    })

  for (const [name, certificate, env] of [
    ['whom nobody vouches for', 'good', NOBODY],
    ['with the certificate of another', 'other', 'NODE_EXTRA_CA_CERTS'],
    [
      'whom nobody vouches for, though the environment says so',
      'good',
      { ...NOBODY, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    ],
  ] as const)
    test(`a centre ${name} gets no bind PDU`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 3 })
      const centre = await centreWith(t, certificate)
      const url = `smpps://loa:${encodeURIComponent(PASSWORD)}@127.0.0.1:${centre.port}`
      const trusted = typeof env === 'string' ? trusting(env) : env
      const program = stage.startProcess(stage.runArgs('--smsc', url), trusted)
      await program.child.printed(/not bound \((.*)\)/)
      program.child.kill('SIGTERM')
      const { tally } = await program.ends(3)
      assert.equal(tally.subscribers.unsent, 3)
      assert.ok(existsSync(stage.dir))
      const count = await centre.count()
      assert.deepEqual([count.binds, count.submits], [0, 0])
    })

  test('a centre without TLS gets no bind PDU', async t => {
    const stage = await RoundFixture.set(t, { subscribers: 3 })
    const url = stage.url().replace('smpp:', 'smpps:')
    const flags = ['--smsc', url, '--response-timeout', '300ms']
    const program = stage.start(stage.runArgs(...flags))
    await program.child.printed(/not bound/)
    program.child.kill('SIGTERM')
    await program.ends(3)
    assert.equal(stage.witness.binds.length, 0)
    assert.equal(stage.witness.submits.length, 0)
  })
})
