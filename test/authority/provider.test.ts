/** Sign-in by another provider (OpenID Connect), spoken by a small provider that runs here. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Role } from '../../src/authority/actor.ts'
import type { Databases } from '../postgres/databases.ts'
import { administratorOf, isProblem, Person, personOf, serveHere } from './stage.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

interface Provider {
  readonly url: string
  /** Who is at the browser. */
  email: string
  /** The provider has seen to it that the address is theirs; undefined: it does not say. */
  isVerified: boolean | undefined
}

async function providerHere(t: TestContext): Promise<Provider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }
  const nonces = new Map<string, string | null>()
  const server = createServer(async (request, response) => {
    const at = new URL(request.url!, provider.url)
    const json = (body: unknown) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(body))
    }
    const claims = {
      sub: `sub of ${provider.email}`,
      email: provider.email,
      ...(provider.isVerified === undefined ? {} : { email_verified: provider.isVerified }),
      name: '0912345678',
    }
    switch (at.pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer: provider.url,
          authorization_endpoint: `${provider.url}/authorize`,
          token_endpoint: `${provider.url}/token`,
          userinfo_endpoint: `${provider.url}/userinfo`,
          jwks_uri: `${provider.url}/jwks`,
          id_token_signing_alg_values_supported: ['ES256'],
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
        })
      case '/authorize': {
        const code = crypto.randomUUID()
        nonces.set(code, at.searchParams.get('nonce'))
        const back = new URL(at.searchParams.get('redirect_uri')!)
        back.searchParams.set('code', code)
        back.searchParams.set('state', at.searchParams.get('state')!)
        response.writeHead(302, { location: back.href })
        return response.end()
      }
      case '/token': {
        let body = ''
        for await (const chunk of request) body += chunk
        const nonce = nonces.get(new URLSearchParams(body).get('code')!)
        const idToken = await new SignJWT({ ...claims, ...(nonce ? { nonce } : {}) })
          .setProtectedHeader({ alg: 'ES256', kid: 'k' })
          .setIssuer(provider.url)
          .setAudience('loa')
          .setIssuedAt()
          .setExpirationTime('5m')
          .sign(privateKey)
        return json({ access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: idToken })
      }
      case '/userinfo':
        return json(claims)
      case '/jwks':
        return json({ keys: [jwk] })
      default:
        response.statusCode = 404
        return response.end()
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const provider: Provider = { url: `http://127.0.0.1:${port}`, email: '', isVerified: true }
  return provider
}

async function signInBy(person: Person): Promise<string> {
  const { url } = await person.well('POST', '/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/rounds',
    errorCallbackURL: '/sign-in?notice=provider',
  })
  const sentBack = (await fetch(url, { redirect: 'manual' })).headers.get('location')!
  const { pathname, search } = new URL(sentBack)
  const arrived = await person.get(pathname + search)
  assert.equal(arrived.status, 302)
  return arrived.headers.get('location')!
}

async function serveWith(t: TestContext, provider: Provider, asksFactorOf: readonly Role[] = []) {
  return await serveHere(t, embedded, {
    asksFactorOf: new Set(asksFactorOf),
    oidc: {
      name: 'Cổng cán bộ',
      discoveryUrl: `${provider.url}/.well-known/openid-configuration`,
      clientId: 'loa',
      clientSecret: 'secret',
    },
  })
}

test('an address that the provider has not verified is nobody here', async t => {
  const provider = await providerHere(t)
  const server = await serveWith(t, provider)
  await administratorOf(server.url, server.setupLink!)
  provider.email = 'quan.tri@bo.example'
  for (const isVerified of [false, undefined]) {
    provider.isVerified = isVerified
    const stranger = new Person(server.url)
    assert.match(await signInBy(stranger), /\/sign-in\?.*error=/)
    assert.equal((await stranger.get('/api/v1/me')).status, 401)
  }
  provider.isVerified = true
  const herself = new Person(server.url)
  assert.match(await signInBy(herself), /\/rounds$/)
  assert.equal((await herself.well('GET', '/api/v1/me')).email, 'quan.tri@bo.example')
})

test('the provider asks for what it wants to: who comes by it is not asked for a second factor', async t => {
  const provider = await providerHere(t)
  const server = await serveWith(t, provider, ['administrator'])
  const administrator = await administratorOf(server.url, server.setupLink!)
  isProblem(await administrator.get('/api/v1/people'), 403, 'factorMissing')
  provider.email = 'quan.tri@bo.example'
  assert.match(await signInBy(administrator), /\/rounds$/)
  await administrator.well('GET', '/api/v1/people')
})

test('people who exist sign in by the provider; nobody is made by it, and a disabled one stays out', async t => {
  const provider = await providerHere(t)
  const server = await serveWith(t, provider)
  const administrator = await administratorOf(server.url, server.setupLink!)
  const editor = await personOf(administrator, 'editor', 'bien.tap@bo.example')
  assert.deepEqual((await editor.well('GET', '/api/v1/instance')).oidc, { name: 'Cổng cán bộ' })

  provider.email = 'bien.tap@bo.example'
  const known = new Person(server.url)
  assert.match(await signInBy(known), /\/rounds$/)
  const me = await known.well('GET', '/api/v1/me')
  assert.deepEqual([me.email, me.name, me.role], ['bien.tap@bo.example', 'bien.tap', 'editor'])

  provider.email = 'nguoi.la@noi.example'
  const stranger = new Person(server.url)
  assert.match(await signInBy(stranger), /\/sign-in\?.*error=/)
  assert.equal((await stranger.get('/api/v1/me')).status, 401)
  assert.equal((await administrator.well('GET', '/api/v1/people')).items.length, 2)

  await administrator.well('PATCH', `/api/v1/people/${me.id}`, { isDisabled: true })
  provider.email = 'bien.tap@bo.example'
  const disabled = new Person(server.url)
  assert.match(await signInBy(disabled), /error=/)
  assert.equal((await disabled.get('/api/v1/me')).status, 401)
  const { items } = await administrator.well('GET', '/api/v1/trail?action=session.begin&limit=200')
  assert.ok(items.some((entry: { details: { by: string } }) => entry.details.by === 'oidc'))
  for (const name of readdirSync(server.data))
    assert.ok(!readFileSync(join(server.data, name), 'latin1').includes('912345678'), name)
  assert.ok(!server.log.join('').includes('912345678'))
})
