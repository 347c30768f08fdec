/**
 * SMPP over TLS, with an authority and certificates that OpenSSL makes when the tests run. Where there is no openssl
 * command these tests are skipped, and say so.
 */
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { connect, Failure, listen } from './smpp.ts'

const OPENSSL = 'openssl'
const skip = spawnSync(OPENSSL, ['version']).status === 0 ? false : 'there is no openssl command'
const dir = mkdtempSync(join(tmpdir(), 'loa-tls-'))
const file = (name: string) => join(dir, name)
const read = (name: string) => readFileSync(file(name))

/** A key and a certificate of `name` for localhost, signed by the authority. */
function issue(name: string, ...more: string[]): void {
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const paths = ['-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)]
  execFileSync(OPENSSL, ['req', '-x509', ...ec, ...paths, '-days', '2', ...more], { stdio: 'pipe' })
}

before(() => {
  if (skip) return
  writeFileSync(file('none'), '')
  issue('ca', '-subj', '/CN=Loa test authority')
  const signed = ['-CA', file('ca.crt'), '-CAkey', file('ca.key')]
  issue(
    'good',
    '-subj',
    '/CN=centre',
    '-addext',
    'subjectAltName=IP:127.0.0.1,DNS:localhost',
    '-addext',
    'basicConstraints=CA:FALSE',
    ...signed,
  )
  issue(
    'other',
    '-subj',
    '/CN=other',
    '-addext',
    'subjectAltName=DNS:smsc.example.vn',
    '-addext',
    'basicConstraints=CA:FALSE',
    ...signed,
  )
})
after(() => rmSync(dir, { recursive: true }))

async function centre(t: TestContext, name: string) {
  let binds = 0
  const server = await listen({
    tls: { key: read(`${name}.key`), cert: read(`${name}.crt`) },
    bind: () => {
      binds += 1
    },
    submit: message => `${message.text}`,
  })
  t.after(() => server.close())
  return { url: `smpps://loa:secret@127.0.0.1:${server.port}`, server, binds: () => binds }
}

const message = { source: 'BOYTE', destination: '84912345678', text: 'hello' } as const

test('with an authority that we trust, a session works as without TLS', { skip }, async t => {
  const { url, server } = await centre(t, 'good')
  for (const host of ['127.0.0.1', 'localhost']) {
    const session = await connect({ url: url.replace('127.0.0.1', host), tls: { ca: read('ca.crt') } })
    const heard = new Promise<string | null>(resolve => session.on('deliver', m => resolve(m.text)))
    const sent = await Promise.all(Array.from({ length: 500 }, () => session.submit(message)))
    assert.ok(sent.every(one => one.message_id === 'hello'))
    await server.sessions[0]?.deliver({ source: '84912345678', destination: 'BOYTE', text: 'hi' })
    assert.equal(await heard, 'hi')
    await session.close()
    assert.deepEqual(await session.closed, { is: 'closed' })
  }
})

for (const [what, name, trust] of [
  ['an authority that nobody knows', 'good', false],
  ['a certificate for another name', 'other', true],
] as const) {
  test(`a centre with ${what} gets no bind, and so no password`, { skip }, async t => {
    const { url, binds } = await centre(t, name)
    await assert.rejects(
      connect({ url, ...(trust && { tls: { ca: read('ca.crt') } }) }),
      (error: unknown) => error instanceof Failure && error.code === 'smppUnreachable',
    )
    assert.equal(binds(), 0)
  })
}

test('a centre without TLS under smpps:// is unreachable', { skip }, async t => {
  const plain = await listen({ bind: () => {}, submit: () => 'M' })
  t.after(() => plain.close())
  await assert.rejects(
    connect({ url: `smpps://loa:secret@127.0.0.1:${plain.port}` }),
    (error: unknown) => error instanceof Failure && error.code === 'smppUnreachable',
  )
})

test('a connection that breaks under TLS ends the session', { skip }, async t => {
  const { url, server } = await centre(t, 'good')
  const session = await connect({ url, tls: { ca: read('ca.crt') } })
  server.sessions[0]?.destroy()
  assert.equal((await session.closed).is, 'lost')
})

const CONNECTS = `
const { connect } = await import(process.argv[1])
const session = await connect({ url: process.argv[2] })
await session.close()
`

/** Node's own authorities are fixed when it starts: so a program of its own connects, and says nothing of TLS. */
for (const [what, env, isTrusted] of [
  ["the system's authorities", () => ({ SSL_CERT_FILE: file('ca.crt') }), true],
  ['NODE_EXTRA_CA_CERTS', () => ({ NODE_EXTRA_CA_CERTS: file('ca.crt') }), true],
  ['NODE_TLS_REJECT_UNAUTHORIZED=0', () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }), false],
] as const)
  test(`without a word about TLS, ${what} ${isTrusted ? 'is' : 'is not'} believed`, { skip }, async t => {
    const { url, binds } = await centre(t, 'good')
    const module = new URL('connect.ts', import.meta.url).href
    const args = ['--input-type=module', '-e', CONNECTS, module, url]
    const run = promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env() } })
    if (isTrusted) await run
    else await assert.rejects(run)
    assert.equal(binds(), isTrusted ? 1 : 0)
  })
