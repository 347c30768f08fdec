import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { systemClock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { makeKey, type PrivateJwk, publicOf } from '../directive/signing.ts'
import { AuthorityLink } from './authority-link.ts'
import { enrol, rotate, trust } from './enrolment.ts'
import { addressesIn, checkAuthorityUrl, checkAuthorityUrls, KeyDraft, nextPath, readKeyFile } from './key-file.ts'
import { foreignSigner, OPERATOR, StubAuthority } from './stub-authority.test.ts'

const log: Log = { info: () => {}, warn: () => {}, error: () => {} }

async function scene(t: TestContext, key?: PrivateJwk) {
  const authority = await StubAuthority.start(key)
  const directory = mkdtempSync(join(tmpdir(), 'loa-enrol-'))
  t.after(async () => {
    await authority.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const file = join(directory, 'node.key')
  const link = async () => await AuthorityLink.open({ url: authority.url, file, log, clock: systemClock })
  return {
    authority,
    directory,
    file,
    link,
    enrolled: async () =>
      await enrol({ urls: [authority.url], code: authority.enrolmentCode(), file, clock: systemClock }),
  }
}

const hello = async (link: AuthorityLink) => await link.post('/node/v1/rotate', { rotation: 'x' })

test('a node enrols with a code, and its key file is its own, whole, and never overwritten', async t => {
  const { authority, directory, file, enrolled } = await scene(t)
  const made = await enrolled()
  assert.equal(made.operator, OPERATOR)
  assert.deepEqual(readKeyFile(file), made)
  assert.deepEqual(made.authority, { url: authority.url, publicKey: authority.signer.publicKey })
  assert.deepEqual(publicOf(made.key), authority.nodeKey)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(directory), ['node.key'])
  const before = readFileSync(file)
  await assert.rejects(enrolled(), { code: 'keyFileThere' })
  assert.deepEqual(readFileSync(file), before)
  assert.throws(() => new KeyDraft(file).keep(made), { code: 'keyFileThere' })
})

test('an enrolment code is not given away to an authority whose key it does not vouch for', async t => {
  const { authority, directory, file } = await scene(t)
  const { keyId } = await foreignSigner()
  const code = `${keyId}.${authority.enrolmentCode().split('.')[1]}`
  await assert.rejects(enrol({ urls: [authority.url], code, file, clock: systemClock }), {
    code: 'authorityKeyDiffers',
  })
  assert.deepEqual(authority.calls, ['/node/v1/authority'])
  assert.deepEqual(readdirSync(directory), [])
})

test('an enrolment code that is wrong, used or none at all leaves nothing behind', async t => {
  const { authority, directory, file } = await scene(t)
  const code = authority.enrolmentCode()
  for (const wrong of ['', 'x', `${code}x`, code.slice(0, -1), `${authority.signer.keyId}.${'a'.repeat(32)}`])
    await assert.rejects(enrol({ urls: [authority.url], code: wrong, file, clock: systemClock }), {
      code: 'enrolmentCodeWrong',
    })
  assert.deepEqual(readdirSync(directory), [])
  await authority.close()
  await assert.rejects(enrol({ urls: [authority.url], code, file, clock: systemClock }), { code: 'authorityAway' })
  assert.deepEqual(readdirSync(directory), [])
})

test('an authority is spoken to over TLS alone, unless it is on this very machine', () => {
  for (const [url, is] of [
    ['https://loa.example', 'https://loa.example'],
    ['https://loa.example/below/', 'https://loa.example/below'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])
    assert.equal(checkAuthorityUrl(url), is)
  for (const url of ['http://loa.example', 'http://localhost.example', 'http://10.0.0.1', 'ftp://127.0.0.1'])
    assert.throws(() => checkAuthorityUrl(url), { code: 'authorityPlain' }, url)
  for (const url of ['', 'loa.example', 'https://a:b@loa.example', 'https://loa.example/?x=1'])
    assert.throws(() => checkAuthorityUrl(url), { code: 'usage' }, url)
})

test("a node's key is changed for the next one, and the old one counts no more", async t => {
  const { authority, directory, file, link, enrolled } = await scene(t)
  const { key } = await enrolled()
  const old = await link()
  const { keyId } = await rotate({ file, urls: null, log, clock: systemClock })
  const now = readKeyFile(file)
  assert.notEqual(now.key.x, key.x)
  assert.deepEqual(publicOf(now.key), authority.nodeKey)
  assert.deepEqual(readdirSync(directory), ['node.key'])
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal((await link()).signer.keyId, keyId)
  // A node that runs with the old one finds the new one in the file.
  assert.equal((await old.post('/node/v1/progress', { items: [] })).is, 'ok')
  assert.equal(old.signer.keyId, keyId)
})

test('a rotation of keys that died before the authority was told is taken up again', async t => {
  const { authority, directory, file, link, enrolled } = await scene(t)
  const made = await enrolled()
  const next = { ...made, key: await makeKey() }
  writeFileSync(nextPath(file), JSON.stringify(next), { mode: 0o600 })
  assert.equal((await (await link()).post('/node/v1/progress', { items: [] })).is, 'ok')
  assert.ok(existsSync(nextPath(file)), 'a rotation may be under way: its key is not thrown away')
  await rotate({ file, urls: null, log, clock: systemClock })
  assert.deepEqual(readKeyFile(file), next)
  assert.deepEqual(authority.nodeKey, publicOf(next.key))
  assert.deepEqual(readdirSync(directory), ['node.key'])
})

test('a rotation of keys that died after the authority was told is found by the node, and by rotate', async t => {
  for (const finder of ['node', 'rotate']) {
    const { authority, directory, file, link, enrolled } = await scene(t)
    const made = await enrolled()
    const next = { ...made, key: await makeKey() }
    writeFileSync(nextPath(file), JSON.stringify(next), { mode: 0o600 })
    authority.nodeKey = publicOf(next.key)
    if (finder === 'rotate') await rotate({ file, urls: null, log, clock: systemClock })
    else assert.equal((await (await link()).post('/node/v1/progress', { items: [] })).is, 'ok')
    assert.deepEqual(readKeyFile(file), next)
    assert.deepEqual(readdirSync(directory), ['node.key'])
  }
})

test("a node with yesterday's key is refused, and that is said", async t => {
  const { authority, file, link, enrolled } = await scene(t)
  await enrolled()
  authority.nodeKey = (await foreignSigner()).publicKey
  assert.deepEqual(await hello(await link()), { is: 'refused', status: 401, code: 'nodeUnknown' })
  await assert.rejects(rotate({ file, urls: null, log, clock: systemClock }), { code: 'nodeUnknown' })
})

const ROSTER = 'ab'.repeat(32)

test('an enrolment code brings the digest of the roster, which stays here and is not sent', async t => {
  const { authority, file } = await scene(t)
  const code = authority.enrolmentCode()
  const given = { urls: [authority.url], file, clock: systemClock }
  for (const wrong of [`${code}.`, `${code}.${'a'.repeat(63)}`, `${code}.${ROSTER.toUpperCase()}`])
    await assert.rejects(enrol({ ...given, code: wrong }), { code: 'enrolmentCodeWrong' })
  // The stub takes the very code that it gave and no other.
  const made = await enrol({ ...given, code: `${code}.${ROSTER}` })
  assert.equal(made.rosterSha256, ROSTER)
  assert.equal(readKeyFile(file).rosterSha256, ROSTER)
})

test('a key file of version 0.1.0 has no roster pinned, is read, and has one pinned by a person who says it', async t => {
  const { directory, file, enrolled } = await scene(t)
  const made = await enrolled()
  assert.ok(!('rosterSha256' in made))
  assert.deepEqual(trust({ file, roster: ROSTER }), { before: null })
  assert.deepEqual(readKeyFile(file), { ...made, rosterSha256: ROSTER })
  const next = 'cd'.repeat(32)
  assert.deepEqual(trust({ file, roster: next }), { before: ROSTER })
  assert.deepEqual(readKeyFile(file), { ...made, rosterSha256: next })
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(directory), ['node.key'])
})

test('the roster that is pinned outlives a change of keys, and is not changed while one is not finished', async t => {
  const { file, enrolled } = await scene(t)
  const made = await enrolled()
  trust({ file, roster: ROSTER })
  writeFileSync(nextPath(file), JSON.stringify({ ...made, key: await makeKey() }), { mode: 0o600 })
  assert.throws(() => trust({ file, roster: 'cd'.repeat(32) }), { code: 'rotationUnfinished' })
  rmSync(nextPath(file))
  await rotate({ file, urls: null, log, clock: systemClock })
  const now = readKeyFile(file)
  assert.notEqual(now.key.x, made.key.x)
  assert.equal(now.rosterSha256, ROSTER)
})

test('a file that is no key file is told apart, and never cited', async t => {
  const { directory } = await scene(t)
  const file = join(directory, 'other')
  assert.throws(() => readKeyFile(file), { code: 'fileUnreadable' })
  for (const content of ['', '{}', 'secret', '{"key":"secret"}']) {
    writeFileSync(file, content)
    assert.throws(
      () => readKeyFile(file),
      (error: Error) => !error.message.includes('secret'),
    )
  }
})

test('a node enrols at several addresses by the first that answers, keeps them all, and reads them back', async t => {
  const { authority, file } = await scene(t)
  const dead = 'http://127.0.0.1:1'
  const code = authority.enrolmentCode()
  const made = await enrol({ urls: [dead, authority.url], code, file, clock: systemClock })
  assert.deepEqual(addressesIn(readKeyFile(file)), [dead, authority.url])
  assert.deepEqual(readKeyFile(file), made)
  const { keyId } = await rotate({ file, urls: null, log, clock: systemClock })
  assert.deepEqual(addressesIn(readKeyFile(file)), [dead, authority.url])
  assert.equal(keyId, (await AuthorityLink.open({ url: dead, file, log, clock: systemClock })).signer.keyId)
})

test('no code is given away where any address that answers is of another authority', async t => {
  const { authority, directory, file } = await scene(t)
  const stranger = await StubAuthority.start()
  t.after(async () => await stranger.close())
  for (const urls of [
    [authority.url, stranger.url],
    [stranger.url, authority.url],
  ])
    await assert.rejects(enrol({ urls, code: authority.enrolmentCode(), file, clock: systemClock }), {
      code: 'authorityKeyDiffers',
    })
  assert.ok(![...authority.calls, ...stranger.calls].includes('/node/v1/enrol'))
  assert.deepEqual(readdirSync(directory), [])
})

test('addresses of an authority are each there once, and no more than eight', () => {
  const many = Array.from({ length: 9 }, (_, i) => `https://loa-${i}.example`)
  assert.deepEqual(checkAuthorityUrls(['https://a.example/']), ['https://a.example'])
  for (const urls of [['https://a.example', 'https://a.example/'], many])
    assert.throws(() => checkAuthorityUrls(urls), { code: 'usage' })
})

test('a server that takes another key than an address of the same authority brings in no key that only it knows', async t => {
  const key = await makeKey()
  const { authority, file, enrolled } = await scene(t, key)
  const made = await enrolled()
  const taken = await StubAuthority.start(key)
  t.after(async () => await taken.close())
  const urls = [authority.url, taken.url]
  const [well, other] = await AuthorityLink.openAll({ urls, file, log, clock: systemClock })
  const next = { ...made, key: await makeKey() }
  writeFileSync(nextPath(file), JSON.stringify(next), { mode: 0o600 })
  taken.nodeKey = publicOf(next.key)
  const progress = async (link: AuthorityLink) => (await link.post('/node/v1/progress', { items: [] })).is
  assert.deepEqual([await progress(well), await progress(other)], ['ok', 'refused'])
  assert.equal(await progress(well), 'ok')
  assert.deepEqual(readKeyFile(file).key, made.key)
  // Once the authority itself knows the next one, it is the present one everywhere.
  authority.nodeKey = publicOf(next.key)
  assert.equal(await progress(well), 'ok')
  assert.deepEqual(readKeyFile(file).key, next.key)
})
