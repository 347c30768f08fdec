/**
 * A server that was taken, and cell broadcasts: whoever has it holds all of the authority's keys and all that its people ever signed, and
 * no key of theirs. What reaches phones is what two people signed, once, and never again once it was taken back. Each attempt by its name.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { capPushOf } from '../app/operator-cap.ts'
import { alertOfRelease, type SentAlert } from '../areas/bulletins/cap-alerts.ts'
import { makeCapKey } from '../areas/bulletins/cap-key.ts'
import { CAP, released, SITE } from '../areas/bulletins/public-fixtures.test.ts'
import { canonicalJson } from '../base/canonical.ts'
import { until } from '../base/until.test.ts'
import type { CapAlert } from '../cap/alert.ts'
import { signAlert } from '../cap/sign.ts'
import { writeAlert } from '../cap/write.ts'
import { type BroadcastDirectiveBody, codesOf } from '../directive/broadcast.ts'
import type { BulletinContent, ReleaseKind } from '../directive/bulletin.ts'
import type { Site } from '../directive/public-place.ts'
import { sha256Of } from '../directive/signing.ts'
import { AUTHORITY, centre } from './alerts.test.ts'
import { BROADCAST_TEXTS, broadcastContent, codeOf } from './broadcast-content.test.ts'
import { placeOf } from './cell-area.ts'
import { CellTable } from './cell-table.ts'
import { FakeAir } from './fake-air.test.ts'
import { JointAir } from './joint-air.ts'
import { contentApprovedBy, person, USUAL } from './people.test.ts'
import { NodeFixture } from './stage.test.ts'
import type { StubAuthority } from './stub-authority.test.ts'

const CELLS = new CellTable(
  [{ name: '452-04-100-1', province: '01', bsc: null, place: placeOf({ latitude: 21, longitude: 105.8 }) }],
  '2020-02-03',
)
const [evilEditor, evilApprover] = await Promise.all([person('editor', 'editor'), person('approver', 'approver')])
const EVIL = { submit: evilEditor, approve: evilApprover }

async function set(t: TestContext) {
  const stage = await NodeFixture.set(t)
  const air = new FakeAir()
  const start = async () => await stage.start({ broadcasting: { cells: CELLS, air } })
  await start()
  return { stage, air, start, authority: stage.authority }
}

const DAY_MS = 24 * 60 * 60 * 1000
const agoIso = (ms: number) => new Date(Date.now() - ms).toISOString()

type Attempt = (authority: StubAuthority, signed: BulletinContent) => Promise<string>

async function refusedAs(
  authority: StubAuthority,
  content: BulletinContent,
  changes: Partial<BroadcastDirectiveBody> = {},
): Promise<string> {
  const { directive } = await authority.issueBroadcast(content, changes)
  const { verdict } = await authority.answeredBroadcast(directive, 'refused')
  authority.broadcasts.delete(directive)
  return verdict.is === 'refused' ? verdict.why : verdict.is
}

/** The people's approval of `signed` under what was changed afterwards. */
function altered(change: (content: BulletinContent) => BulletinContent): Attempt {
  return async (authority, signed) =>
    await refusedAs(authority, change(signed), { approval: await contentApprovedBy(USUAL, signed) })
}

function withTerms(
  content: BulletinContent,
  terms: Partial<NonNullable<BulletinContent['renditions']['broadcast']>>,
): BulletinContent {
  const { broadcast } = content.renditions
  assert.ok(broadcast !== undefined)
  return { ...content, renditions: { ...content.renditions, broadcast: { ...broadcast, ...terms } } }
}

const attempts: Readonly<Record<string, Attempt>> = {
  'what nobody has signed': async (authority, signed) => await refusedAs(authority, signed, { approval: undefined }),
  'people with the right names and keys of the server’s own': async (authority, signed) =>
    await refusedAs(authority, signed, { approval: await contentApprovedBy(EVIL, signed) }),
  'another text': altered(content => withTerms(content, { texts: [{ language: 'vi', text: 'Chiến tranh!' }] })),
  'a second language': altered(content => withTerms(content, { texts: BROADCAST_TEXTS })),
  'a level that no phone can switch off': altered(content => withTerms(content, { isEmergency: true })),
  'a longer time on the air': altered(content => withTerms(content, { until: '2099-01-01T00:00:00Z' })),
  'more often on the air': altered(content => withTerms(content, { periodSeconds: 2 })),
  'the whole country instead of a province': altered(content => ({ ...content, provinces: null })),
  'the real thing of what was signed as an exercise': async authority => {
    const exercise = broadcastContent({}, { purpose: 'exercise' })
    const approval = await contentApprovedBy(USUAL, exercise)
    return await refusedAs(authority, { ...exercise, purpose: 'live' }, { approval })
  },
  'another correction than was signed with it': altered(content => ({
    ...content,
    correction: { ...content.correction, broadcast: [{ language: 'vi', text: 'Mọi thứ ổn.' }] },
  })),
  'another scope, in which phones show it again in each cell': async (authority, signed) =>
    await refusedAs(authority, signed, { scope: 'cell' }),
  'the code of another authority’s message': async (authority, signed) =>
    await refusedAs(authority, signed, { code: (codeOf(signed) + 8) % 1024 }),
  'the update number of a later message': async (authority, signed) =>
    await refusedAs(authority, signed, { update: 1 }),
  'an approval of eight days ago': async (authority, signed) =>
    await refusedAs(authority, signed, { approval: await contentApprovedBy(USUAL, signed, agoIso(8 * DAY_MS)) }),
  'an approval of eight days ago, for a time that began then': async authority => {
    const content = broadcastContent()
    content.window.from = agoIso(8 * DAY_MS)
    const approval = await contentApprovedBy(USUAL, content, agoIso(9 * DAY_MS))
    return await refusedAs(authority, content, { approval })
  },
  'without the correction that takes it back': altered(content => {
    const { broadcast: _, ...correction } = content.correction
    return { ...content, correction }
  }),
}

test('a server that was taken puts nothing on the air that two people did not sign as it is', async t => {
  const { authority, air } = await set(t)
  for (const [name, act] of Object.entries(attempts))
    await t.test(name, async () => {
      const why = await act(authority, broadcastContent())
      assert.ok(['needs-two-people', 'malformed', 'expired'].includes(why), why)
      assert.deepEqual(air.asked, [])
    })
})

test('what was taken back is never on the air again by a directive with another name, serial number or code, nor is what is on the air a second time', async t => {
  const { authority, air, stage, start } = await set(t)
  const content = broadcastContent()
  const approval = await contentApprovedBy(USUAL, content)
  const { directive } = await authority.issueBroadcast(content, { approval })
  await authority.answeredBroadcast(directive, 'held')
  assert.equal(await refusedAs(authority, content, { approval }), 'replayed', 'twice at a time')
  await authority.orderBroadcast(directive, 'stop')
  await authority.answeredBroadcast(directive, 'withdrawn')
  assert.equal(await refusedAs(authority, content, { approval }), 'replayed', 'once stopped')
  const codes = codesOf(sha256Of(canonicalJson(content)))
  assert.equal(await refusedAs(authority, content, { approval, code: codes[1] }), 'replayed')

  const early = broadcastContent()
  const before = await authority.issueBroadcast(early, {}, 'stop')
  await authority.answeredBroadcast(before.directive, 'withdrawn')
  assert.equal(await refusedAs(authority, early), 'replayed', 'stopped before it came')

  await stage.stop()
  await start()
  assert.equal(await refusedAs(authority, content, { approval }), 'replayed', 'after a new start')
  assert.equal(await refusedAs(authority, early), 'replayed', 'after a new start')
  assert.equal(air.asked.filter(each => each.startsWith('put')).length, 1)
})

test('an earlier version of a bulletin is not on the air once a newer one was, and a newer one is', async t => {
  const { authority, air } = await set(t)
  const first = broadcastContent()
  const second = { ...first, version: 2 }
  const newer = await authority.issueBroadcast(second)
  await authority.answeredBroadcast(newer.directive, 'held')
  assert.equal(await refusedAs(authority, first), 'replayed')
  const third = await authority.issueBroadcast({ ...first, version: 3 })
  await authority.answeredBroadcast(third.directive, 'held')
  assert.equal(air.now.size, 2)
})

test('old orders and orders of other directives change nothing on the air', async t => {
  const { authority, air } = await set(t)
  const [one, other] = [
    await authority.issueBroadcast(broadcastContent()),
    await authority.issueBroadcast(broadcastContent()),
  ]
  for (const { directive } of [one, other]) await authority.answeredBroadcast(directive, 'held')
  const [first, second] = [one, other].map(({ directive }) => authority.broadcasts.get(directive))
  assert.ok(first !== undefined && second !== undefined)
  const old = first.order
  await authority.orderBroadcast(one.directive, 'replace')
  await authority.answeredBroadcast(one.directive, 'replaced')
  const before = [...air.asked]
  // The first order again, and the correction of the one under the name of the other.
  authority.broadcasts.set(other.directive, { ...second, order: first.order })
  authority.broadcasts.set(one.directive, { ...first, order: old })
  const last = await authority.issueBroadcast(broadcastContent())
  await authority.answeredBroadcast(last.directive, 'held')
  assert.deepEqual(air.asked, [...before, `put 4377:${last.code} u0`])
})

// The operator's own broadcast centre --------------------------------------------------------------------------------

const NOT_HANDED = 'alert differs from what was signed, will retry'

/**
 * A node that hands alerts to a centre, and an authority that gives out whatever file stands there. Without `pinned` the node knows its name
 * by the certificate, and its pages where it calls it.
 */
async function setWithCentre(t: TestContext, pinned: Site | null = null) {
  const stage = await NodeFixture.set(t)
  const { taken, url } = await centre(t, 200)
  const files = new Map<string, string>()
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    response.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const site = pinned ?? { name: SITE.name, origin }
  const pair = pinned === null ? await makeCapKey({ ...site, nowMs: Date.now() }) : AUTHORITY
  const signer = { ...pair, at: Date.now() }
  writeFileSync(stage.file('authority.pem'), signer.certificate)
  const push = capPushOf(
    {
      cbcCap: url,
      cbcCapCertificate: stage.file('authority.pem'),
      ...(pinned && { cbcCapSender: pinned.name, cbcCapOrigin: pinned.origin }),
    },
    stage.log,
  )
  assert.ok(push !== null)
  const cells = new CellTable([], '2020-02-03')
  const cap = () => push([origin])
  await stage.start({ broadcasting: { cells, air: new JointAir([]), cap } })
  const give = (path: string, alert: CapAlert) => {
    const file = signAlert(writeAlert(alert), signer)
    files.set(path, file)
    return file
  }
  return { stage, taken, give, site, authority: stage.authority }
}

function withAlert(): BulletinContent {
  const content = broadcastContent()
  content.renditions.cap = CAP
  return content
}

/** As the authority makes it now. */
function madeNow(
  content: BulletinContent,
  { kind, site, before = [] }: { kind: ReleaseKind; site: Site; before?: readonly SentAlert[] },
) {
  const at = new Date().toISOString()
  const release = { ...released(before.length + 1, kind, '2026-02-03T09:00:00', content), at }
  const made = alertOfRelease(release, { before, site })
  assert.ok(made !== null)
  return { ...made, path: `/cap/${made.alert.identifier}.xml` }
}

const inEach =
  (changes: object) =>
  ({ info, ...alert }: CapAlert): CapAlert => ({ ...alert, info: info.map(each => ({ ...each, ...changes })) })
const FORGED: Readonly<Record<string, (alert: CapAlert) => CapAlert>> = {
  'vi: event': inEach({ event: 'Sơ tán ngay, gọi 0900 123 456' }),
  'vi: senderName': inEach({ senderName: 'Bộ Quốc phòng' }),
  'vi: headline': inEach({ headline: 'Correction: Withdrawn: Bão' }),
  'vi: description': inEach({ description: 'Hãy ở trong \u202enhà.' }),
  'vi: web': inEach({ web: 'https://loa.example.com/bulletins' }),
  'vi: resource': inEach({ resource: [{ resourceDesc: 'x', mimeType: 'audio/mpeg', uri: 'https://x.example/a.mp3' }] }),
  'vi: effective': inEach({ effective: { epochMs: 0, offsetMinutes: 420 } }),
  note: alert => ({ ...alert, note: 'Sơ tán ngay' }),
  source: alert => ({ ...alert, source: 'Sơ tán ngay' }),
}

test('a server that was taken, with the key for alerts, tells an operator’s own broadcast centre nothing but what two people signed', async t => {
  const { stage, taken, give, site, authority } = await setWithCentre(t)
  const said = (identifier: string) =>
    stage.logged.find(({ event, fields }) => event === NOT_HANDED && fields.identifier === identifier)?.fields.why
  for (const [field, forge] of Object.entries(FORGED))
    await t.test(field, async () => {
      const content = withAlert()
      const { alert, path } = madeNow(content, { kind: 'publish', site })
      give(path, forge(alert))
      await authority.issueBroadcast(content)
      await until(() => said(alert.identifier) !== undefined || taken.length > 0)
      assert.equal(said(alert.identifier), `not what two people signed: ${field}`)
      assert.deepEqual(taken, [])
    })

  const content = withAlert()
  const first = madeNow(content, { kind: 'publish', site })
  const file = give(first.path, first.alert)
  const { directive } = await authority.issueBroadcast(content)
  await until(() => taken.length > 0 || said(first.alert.identifier) !== undefined)
  assert.equal(taken[0]?.body, file, 'the honest one, octet for octet')

  const before = [{ ...first.sent, publicMs: first.sent.publicMs - 1 }]
  const { alert, path } = madeNow(content, { kind: 'cancel', site, before })
  const description = `Sơ tán ngay. ${alert.info[0].description}`
  give(path, inEach({ description })(alert))
  await authority.orderBroadcast(directive, 'stop')
  await until(() => said(alert.identifier) !== undefined || taken.length > 1)
  assert.equal(said(alert.identifier), 'not what two people signed: vi: description')
  assert.equal(taken.length, 1)
})

test('an authority whose name and pages the operator was told is handed on by these, and one that its server calls otherwise is not', async t => {
  const { stage, taken, give, site, authority } = await setWithCentre(t, SITE)
  const content = withAlert()
  const other = madeNow(content, { kind: 'publish', site: { ...site, origin: 'https://loa.example.com' } })
  give(other.path, other.alert)
  await authority.issueBroadcast(content)
  const refusals = () => stage.logged.filter(({ event }) => event === NOT_HANDED).length
  await until(() => refusals() > 0 || taken.length > 0)
  assert.match(JSON.stringify(stage.logged), /sender: it is not loa\.example\.vn/)
  const honest = withAlert()
  const { path, alert } = madeNow(honest, { kind: 'publish', site })
  const file = give(path, alert)
  await authority.issueBroadcast(honest)
  await until(() => taken.length > 0 || refusals() > 1)
  assert.deepEqual(
    taken.map(({ body }) => body),
    [file],
  )
})
