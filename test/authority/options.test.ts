/** What `loa serve` can be told, and what it refuses. */
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { scryptSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { DATABASE_FILE } from '../../src/app/serve/data-directory.ts'
import { makeCapKey } from '../../src/areas/bulletins/cap-key.ts'
import { tokenOf } from '../../town/links.ts'
import type { Databases } from '../postgres/databases.ts'
import { administratorOf, dataFolder, PASSWORD, Person, personOf, serveHere, serveProcess } from './stage.ts'

const LOA = join(import.meta.dirname, '../../loa')
const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases
const withoutOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'there is no openssl command'

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-options-'))
  t.after(() => rmSync(made, { recursive: true }))
  return made
}

async function refused(flags: readonly string[], code: number, sentence: RegExp): Promise<void> {
  await assert.rejects(
    promisify(execFile)(LOA, ['serve', '--listen', '127.0.0.1:0', ...flags], {
      env: { ...process.env, LANG: 'C', LC_ALL: '' },
    }),
    (error: { code: number; stderr: string }) => {
      assert.match(error.stderr, sentence)
      assert.equal(error.code, code)
      return true
    },
  )
}

test('demo accounts are shown only where nobody could be one of them', async t => {
  const place = folder(t)
  const account = { email: 'bien.tap@bo.example', password: 'mot hai ba bon', role: 'editor', name: 'Biên tập' }
  const good = join(place, 'good.json')
  writeFileSync(good, JSON.stringify([account]))
  const server = await serveProcess(t, ['--data', join(place, 'a'), '--demo-accounts', good])
  const { demo } = await new Person(server.url).well('GET', '/api/v1/instance')
  assert.deepEqual(demo, { accounts: [account] })
  assert.equal((await new Person(server.url).signIn(account.email, account.password)).status, 401)
  const bad = join(place, 'bad.json')
  writeFileSync(bad, JSON.stringify([account, { ...account, email: 'a@bo.example.vn' }]))
  await refused(['--data', join(place, 'b'), '--demo-accounts', bad], 2, /ending in “\.example”/)
})

test('what cannot be understood is said before anything is made', async t => {
  const data = dataFolder(t)
  await refused(['--data', data, '--listen', 'localhost'], 2, /not host:port/)
  await refused(['--data', data, '--url', 'https://loa.example/path'], 2, /not http/)
  await refused(['--data', data, '--log-level', 'loud'], 2, /--log-level/)
  await refused(['--data', data, '--tls-cert', 'x.pem'], 2, /go together/)
  await refused(['--data', data, '--oidc-name', 'x'], 2, /go together/)
  for (const roles of ['approver,boss', '', 'none,approver'])
    await refused(['--data', data, '--require-second-factor', roles], 2, /takes none, or roles from editor/)
  await refused(['--data', data, '--database', 'postgres://127.0.0.1:1/loa'], 1, /database/i)
})

test('the server speaks TLS itself, with cookies for HTTPS alone', { skip: withoutOpenssl }, async t => {
  const place = folder(t)
  const [cert, key] = [join(place, 'cert.pem'), join(place, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...ec, '-keyout', key, '-out', cert, ...subject], { stdio: 'pipe' })
  const server = await serveProcess(t, ['--data', join(place, 'data'), '--tls-cert', cert, '--tls-key', key])
  assert.match(server.url, /^https:/)
  const ca = readFileSync(cert)
  const token = tokenOf(server.setupLink!)
  const input = { email: 'a@bo.example', password: 'mot hai ba bon nam' }
  const ask = async (path: string, body: unknown, method = 'POST', cookie = '') =>
    await new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
      const asked = request(
        `${server.url}${path}`,
        { method, ca, agent: false, headers: { 'content-type': 'application/json', origin: server.url, cookie } },
        response => {
          response.resume()
          response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers }))
        },
      )
      asked.on('error', reject)
      asked.end(method === 'GET' ? '' : JSON.stringify(body))
    })
  assert.equal((await ask('/api/v1/setup', { ...input, token, name: 'A' })).status, 201)
  const signedIn = await ask('/api/auth/sign-in/email', input)
  const [cookie] = signedIn.headers['set-cookie'] as string[]
  assert.match(cookie, /^__Host-loa\.session_token=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  assert.doesNotMatch(cookie, /domain/i)
  // One that another host of the domain may have set opens nothing.
  const [own] = cookie.split(';', 1)
  const meBy = async (given: string) => (await ask('/api/v1/me', null, 'GET', given)).status
  assert.equal(await meBy(own), 200)
  for (const name of ['__Secure-loa', 'loa']) assert.equal(await meBy(own.replace('__Host-loa', name)), 401)
  assert.match(String(signedIn.headers['strict-transport-security']), /max-age=/)
})

test('alerts are signed with the pair that is given, and a pair that is none is told before anybody is let in', async t => {
  const place = folder(t)
  const name = (file: string) => join(place, file)
  const own = await makeCapKey({ name: 'Bộ Y tế', nowMs: Date.now() })
  const other = await makeCapKey({ name: 'Bộ khác', nowMs: Date.now() })
  writeFileSync(name('cap.key'), own.key)
  writeFileSync(name('cap.crt'), own.certificate)
  writeFileSync(name('other.crt'), other.certificate)
  const given = (key: string, certificate: string) => [
    ...['--data', name('one'), '--cap-key-file', name(key)],
    ...['--cap-certificate-file', name(certificate)],
  ]
  await Promise.all([
    refused(['--data', name('one'), '--cap-key-file', name('cap.key')], 2, /go together/),
    refused(given('cap.key', 'other.crt'), 1, /cap\.key/),
  ])
  const server = await serveProcess(t, given('cap.key', 'cap.crt'))
  const told = await fetch(`${server.url}/cap/certificate.pem`)
  assert.equal((await told.text()).trim(), own.certificate.trim())
})

test('behind a proxy, limits count who the proxy says calls; nobody else is believed', async t => {
  const tries = async (server: { url: string }, addresses: (at: number) => string) => {
    const statuses = new Set<number>()
    for (let at = 0; at < 40; at++) {
      const { status } = await new Person(server.url).post(
        '/node/v1/enrol',
        { code: 'x', publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } },
        { 'x-forwarded-for': addresses(at) },
      )
      statuses.add(status)
    }
    return statuses.has(429)
  }
  const plain = await serveHere(t, embedded)
  assert.equal(await tries(plain, at => `10.0.0.${at}`), true)
  const trusting = await serveHere(t, embedded, { trustsProxy: true })
  assert.equal(await tries(trusting, at => `10.0.0.${at}`), false)
  assert.equal(await tries(trusting, at => `10.0.0.${at}, 10.9.9.9`), true)
})

test('of a password nothing is kept but scrypt of it, of N 2^14, r 16, p 1, with a salt of its own', async t => {
  const data = dataFolder(t)
  const server = await serveProcess(t, ['--data', data], { passwords: 'slow' })
  const administrator = await administratorOf(server.url, server.setupLink!)
  await personOf(administrator, 'editor', 'bien.tap@bo.example')
  await server.stop()
  const database = new DatabaseSync(join(data, DATABASE_FILE), { readOnly: true })
  t.after(() => database.close())
  const kept = database.prepare('select password from sign_in_account').all()
  const hashes = kept.map(({ password }) => String(password).split(':'))
  assert.equal(hashes.length, 2)
  assert.equal(new Set(hashes.map(([salt]) => salt)).size, 2)
  for (const [salt, hash] of hashes) {
    assert.match(salt, /^[0-9a-f]{32}$/)
    const memory = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 }
    assert.equal(scryptSync(PASSWORD.normalize('NFKC'), salt, 64, memory).toString('hex'), hash)
  }
})

test('figures are for this machine or a key, and count by route pattern', async t => {
  const server = await serveHere(t, embedded)
  const administrator = await administratorOf(server.url, server.setupLink!)
  await administrator.get('/api/v1/rounds/00000000-0000-4000-8000-000000000000')
  const local = await new Person(server.url).get('/metrics')
  assert.match(
    local.text,
    /loa_http_request_seconds_count\{method="GET",route="\/api\/v1\/rounds\/\{id\}",status="404"\} 1/,
  )
  assert.ok(!local.text.includes('00000000-0000'))
  const forwarded = { 'x-forwarded-for': '10.0.0.1' }
  assert.equal((await new Person(server.url).get('/metrics', forwarded)).status, 401)
  const { secret } = await administrator.well('POST', '/api/v1/keys', {
    name: 'máy',
    scopes: ['read'],
    expiresAt: null,
  })
  const bearer = { authorization: `Bearer ${secret}`, ...forwarded }
  assert.equal((await new Person(server.url).get('/metrics', bearer)).status, 200)
  for (const path of ['/healthz', '/readyz'])
    assert.equal((await new Person(server.url).get(path, forwarded)).status, 200)
})
