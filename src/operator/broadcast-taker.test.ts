/** A node and cell broadcasts, with a stub of the authority and a fake in place of the controllers. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { alertOfRelease } from '../areas/bulletins/cap-alerts.ts'
import { released, SITE } from '../areas/bulletins/public-fixtures.test.ts'
import { manualClock, systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { seeded } from '../base/random.ts'
import { P256, pairOf } from '../cap/key-pair.test.ts'
import { signAlert } from '../cap/sign.ts'
import { writeAlert } from '../cap/write.ts'
import { exerciseIdentifier } from '../cbs/identifiers.ts'
import {
  type BroadcastDirectiveBody,
  type BroadcastWish,
  broadcastAcknowledgementBody,
} from '../directive/broadcast.ts'
import { type BulletinApproval, type BulletinContent, bulletinContent } from '../directive/bulletin.ts'
import { makeKey, sha256Of, signerOf, verify } from '../directive/signing.ts'
import { BROADCAST_TEXTS, broadcastContent, codeOf } from './broadcast-content.test.ts'
import { BroadcastTaker } from './broadcast-taker.ts'
import { CapPush } from './cap-push.ts'
import { placeOf } from './cell-area.ts'
import { CellTable } from './cell-table.ts'
import type { Document } from './courier.ts'
import { FakeAir } from './fake-air.test.ts'
import type { BroadcastEntry } from './held-broadcasts.ts'
import { JointAir } from './joint-air.ts'
import type { AirCounts } from './on-air.ts'
import {
  approver,
  contentApprovedBy,
  editor,
  holding,
  PEOPLE,
  rosterOf,
  second,
  stranger,
  USUAL,
} from './people.test.ts'
import { NodeFixture } from './stage.test.ts'
import { OPERATOR } from './stub-authority.test.ts'
import { Untrusted } from './untrusted.ts'

const HOUR_MS = 3_600_000
const CELLS = new CellTable(
  [
    { name: '452-04-100-1', latitude: 21, longitude: 105.8, province: '01' },
    { name: '452-04-100-2', latitude: 21.05, longitude: 105.85, province: '01' },
    { name: '452-04-200-3', latitude: 21.3, longitude: 105.6, province: '26' },
  ].map(({ name, province, ...at }) => ({ name, province, place: placeOf(at), bsc: null })),
  '2020-02-03',
)
async function set(t: TestContext) {
  const stage = await NodeFixture.set(t)
  const air = new FakeAir()
  const start = async () => await stage.start({ broadcasting: { cells: CELLS, air } })
  await start()
  return { stage, air, start, authority: stage.authority }
}

test('a broadcast that two people signed is on the air in its cells before it is acknowledged, with the authority’s serial number and its pages; the cells never leave the node', async t => {
  const { stage, authority, air } = await set(t)
  const body = await authority.issueBroadcast(broadcastContent({ texts: BROADCAST_TEXTS }, { code: 7 }), { code: 7 })
  const { verdict } = await authority.answeredBroadcast(body.directive, 'held')
  assert.deepEqual(verdict, { is: 'held', cells: 2 })
  assert.equal(authority.hellos.at(-1)?.broadcasts, true)
  assert.deepEqual(air.asked, ['put 4377:7 u0', 'put 4390:7 u0'])
  const message = air.now.get('4377:7')
  assert.deepEqual(message?.cells, ['452-04-100-1', '452-04-100-2'])
  assert.deepEqual(message?.serial, { scope: 'plmn', code: 7, update: 0 })
  assert.deepEqual(message?.pages.pages.map(({ text }) => text).join(''), 'Hãy ở trong nhà đến khi có tin mới.')
  assert.equal(message?.periodMs, 60_000)
  assert.deepEqual(message?.past, [])
  await authority.until(() => authority.broadcastCounts.length > 0, 'a count')
  const [count] = authority.broadcastCounts
  assert.deepEqual(count.cells, { known: 2, onAir: 0, failed: 0, unknown: 2 })
  assert.deepEqual(count.provinces, [{ code: '01', asOf: '2020-02-03', cells: count.cells }])
  const told = JSON.stringify([authority.broadcastCounts, authority.hellos, stage.logged])
  assert.doesNotMatch(told, /452-04/)
  assert.doesNotMatch(readFileSync(join(stage.file('data'), 'journal.jsonl'), 'utf8'), /452-04/)
})

test('an operator with a broadcast centre of its own needs no table of cells: the authority’s alert is handed to it, told as accepted and not as on the air; without an alert there is nothing to hand on', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const posted: string[] = []
  const files = new Map<string, Buffer>()
  const pair = pairOf('authority', ...P256)
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const cap = new CapPush({
    urls: { live: 'https://cbc.example/cap', exercise: null },
    headers: {},
    log,
    certificate: pair.certificate,
    clock: systemClock,
    random: seeded(1),
    authority: { name: SITE.name, origins: [SITE.origin] },
    fetch: async path => files.get(path) ?? null,
    post: async (_, headers) => {
      posted.push(headers['idempotency-key'])
      return { is: 'answered', status: 202, retryAfter: null }
    },
  })
  const start = async () =>
    await stage.start({
      broadcasting: { cells: new CellTable([], '2020-02-03'), air: new JointAir([]), cap: () => cap },
    })
  await start()
  const plain = await authority.issueBroadcast(broadcastContent({}, { code: 1 }), { code: 1 })
  const refused = await authority.answeredBroadcast(plain.directive, 'refused')
  assert.deepEqual(refused.verdict, { is: 'refused', why: 'no-cells' })
  const content = broadcastContent()
  content.renditions.cap = {
    category: 'Health',
    eventCode: null,
    response: ['Shelter'],
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Observed',
  }
  const now = new Date().toISOString()
  const release = { ...released(1, 'publish', '2026-02-03T09:00:00', content), at: now }
  const made = alertOfRelease(release, { before: [], site: SITE })
  assert.ok(made !== null)
  files.set(`/cap/${made.alert.identifier}.xml`, Buffer.from(signAlert(writeAlert(made.alert), pair)))
  const body = await authority.issueBroadcast(content)
  const { verdict } = await authority.answeredBroadcast(body.directive, 'held')
  assert.deepEqual(verdict, { is: 'held', cells: 0 })
  const isTold = () => authority.broadcastCounts.at(-1)?.systems?.cbc?.accepted === 1
  await authority.until(() => posted.length === 1, 'handed on')
  await authority.orderBroadcast(body.directive, 'run', 2)
  await authority.until(isTold, 'told as accepted')
  const count = authority.broadcastCounts.at(-1)
  assert.deepEqual(count?.systems, { cbc: { asked: 1, accepted: 1, refused: 0, unknown: 0 } })
  assert.deepEqual(count?.cells, { known: 0, onAir: 0, failed: 0, unknown: 0 })
  const journal = readFileSync(join(stage.file('data'), 'journal.jsonl'), 'utf8')
  assert.match(journal, /"broadcast-handed"/)
  assert.doesNotMatch(journal, /cbc\.example/)
  assert.deepEqual(posted, [made.alert.identifier])
})

test('a correction has the place of the message with the next update number, a stop takes both off, also over a restart, and only a correction comes after it', async t => {
  const { stage, start, authority, air } = await set(t)
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 3 }), { code: 3 })
  await authority.answeredBroadcast(directive, 'held')
  await authority.orderBroadcast(directive, 'replace')
  await authority.answeredBroadcast(directive, 'replaced')
  assert.deepEqual(air.asked, ['put 4377:3 u0', 'replace 4377:3 u1'])
  assert.equal(air.now.get('4377:3')?.text, 'Tin trước sai (vi).')
  assert.deepEqual(air.now.get('4377:3')?.past, [0x4030])
  await authority.orderBroadcast(directive, 'stop')
  await authority.answeredBroadcast(directive, 'withdrawn')
  assert.equal(air.now.size, 0)
  // What was stopped does not run again: by an order that comes late, or with a higher sequence.
  await stage.stop()
  await authority.orderBroadcast(directive, 'run', 9)
  await start()
  const other = await authority.issueBroadcast(broadcastContent({}, { code: 4 }), { code: 4 })
  await authority.answeredBroadcast(other.directive, 'held')
  assert.deepEqual([...air.now.keys()], ['4377:4'])
  // That it was wrong may be said after it was taken off.
  await authority.orderBroadcast(directive, 'replace', 10)
  await authority.answeredBroadcast(directive, 'replaced')
  assert.equal(air.now.get('4377:3')?.serial.update, 1)
})

test('what was stopped or corrected before it came here is never on the air here: nobody had heard it', async t => {
  const { authority, air } = await set(t)
  const wishes: readonly BroadcastWish[] = ['stop', 'replace']
  for (const wish of wishes) {
    const { directive } = await authority.issueBroadcast(broadcastContent(), {}, wish)
    await authority.answeredBroadcast(directive, 'withdrawn')
  }
  assert.deepEqual(air.asked, [])
})

test('a broadcast that cannot be trusted, or has no cell here, or another’s code, is refused with why or told to nobody, and is not on the air', async t => {
  const { authority, air } = await set(t)
  const good = broadcastContent()
  const refused = async (content: BulletinContent, changes: Partial<BroadcastDirectiveBody> = {}) => {
    const { directive } = await authority.issueBroadcast(content, changes)
    const { verdict } = await authority.answeredBroadcast(directive, 'refused')
    authority.broadcasts.delete(directive)
    return verdict.is === 'refused' ? verdict.why : verdict.is
  }
  const by = async (submit: typeof editor, approve: typeof approver) => ({
    approval: await contentApprovedBy({ submit, approve }, good),
  })
  assert.equal(await refused(good, { approval: undefined }), 'needs-two-people')
  assert.equal(await refused(good, await by(approver, approver)), 'needs-two-people')
  assert.equal(await refused(good, await by(editor, stranger)), 'needs-two-people')
  const borrowed = { approval: await contentApprovedBy(USUAL, broadcastContent()) }
  assert.equal(await refused(good, borrowed), 'needs-two-people')
  assert.equal(await refused(good, { expiresAt: '2026-01-01T00:00:00Z' }), 'expired')
  assert.equal(await refused(broadcastContent({ until: '2026-01-01T00:00:00Z' })), 'expired')
  assert.equal(await refused(broadcastContent({}, { province: '79' })), 'no-cells')
  const far = [
    { latitude: 10, longitude: 106 },
    { latitude: 10, longitude: 107 },
    { latitude: 11, longitude: 106 },
  ]
  assert.equal(await refused(broadcastContent({ polygons: [far] })), 'no-cells')
  air.cellsMax = 1
  assert.equal(await refused(good), 'too-many-cells')
  air.cellsMax = 1000
  const long = [{ language: 'vi', text: 'ă'.repeat(41 * 15 + 1) }]
  assert.equal(await refused(broadcastContent({ texts: long })), 'malformed')
  const plain = structuredClone(good)
  delete plain.renditions.broadcast
  assert.equal(await refused(plain), 'malformed')
  const uncorrected = structuredClone(good)
  delete uncorrected.correction.broadcast
  assert.equal(await refused(uncorrected), 'malformed')
  assert.deepEqual(air.asked, [])

  const answered = authority.broadcastAcknowledgements.length
  const taken = await signerOf(await makeKey())
  authority.broadcasts.set('forged', {
    directive: await taken.sign('broadcastDirective', { serial: 90 }),
    order: await taken.sign('broadcastOrder', {}),
  })
  await authority.issueBroadcast(good, { operator: 'vinaphone' })
  const last = await authority.issueBroadcast(good, await by(editor, second))
  await authority.answeredBroadcast(last.directive, 'held')
  assert.equal(authority.broadcastAcknowledgements.length, answered + 1)
  assert.equal(await refused(broadcastContent({}, { code: last.code }), { code: last.code }), 'code-in-use')
  assert.deepEqual(air.asked, [`put 4377:${last.code} u0`])
  const round = await authority.issue()
  await authority.returned(round.directive)
  assert.equal(await refused(good, { serial: round.serial }), 'replayed')
})

test('what may be on the air here stands in each hello, and what a restored authority has lost of it is given back as it was signed, over a restart too; what it asks for and is not here is passed over', async t => {
  const { stage, start, authority } = await set(t)
  assert.equal(authority.hellos.at(-1)?.onAir, undefined)
  const [{ directive }, other] = [
    await authority.issueBroadcast(broadcastContent({}, { code: 3 }), { code: 3 }),
    await authority.issueBroadcast(broadcastContent({}, { code: 4 }), { code: 4 }),
  ]
  for (const each of [directive, other.directive]) await authority.answeredBroadcast(each, 'held')
  await authority.orderBroadcast(directive, 'replace')
  const { sequence } = await authority.answeredBroadcast(directive, 'replaced')
  const jws = authority.broadcasts.get(directive)?.directive ?? ''
  const before = authority.broadcastCounts.length
  await stage.stop()
  authority.broadcasts.clear()
  authority.lostBroadcasts = [sha256Of(jws), 'f'.repeat(64)]
  await start()
  await authority.until(() => authority.broadcastsGiven.length > 0, 'it is given back')
  const [given, ...more] = authority.broadcastsGiven
  assert.deepEqual(more, [])
  assert.equal(given.document, jws)
  const answer = await verify(given.acknowledgement, {
    type: 'broadcastAcknowledgement',
    key: authority.nodeKey ?? assert.fail(),
    schema: broadcastAcknowledgementBody,
  })
  assert.deepEqual([answer.directive, answer.verdict.is], [directive, 'replaced'])
  await authority.until(
    () => authority.broadcastCounts.slice(before).some(count => count.directive === directive),
    'its counts too',
  )
  const onAir = authority.hellos.at(-1)?.onAir ?? []
  assert.deepEqual(
    onAir.map(each => [each.directive, each.sequence]),
    [
      [other.directive, 1],
      [directive, sequence],
    ],
    'the newest first',
  )
  assert.doesNotMatch(JSON.stringify(authority.hellos), /452-04/)
})

test('a node without cells does not start while something that it put on the air may be there, and says until when and what to do; once it is off, it does', async t => {
  const { stage, start, authority } = await set(t)
  const content = broadcastContent()
  const { directive } = await authority.issueBroadcast(content)
  await authority.answeredBroadcast(directive, 'held')
  await stage.stop()
  const until = content.renditions.broadcast?.until ?? assert.fail()
  await assert.rejects(stage.start(), error => {
    assert.ok(error instanceof Failure)
    assert.deepEqual([error.code, error.kind.exit], ['cellsMissing', 2])
    for (const language of ['vi', 'en'] as const) {
      assert.ok(error.sentence(language).includes(until))
      assert.match(error.sentence(language), /--cells\b.*--bsc/)
    }
    return true
  })
  await start()
  await authority.orderBroadcast(directive, 'stop')
  await authority.answeredBroadcast(directive, 'withdrawn')
  await authority.until(() => authority.broadcastCounts.at(-1)?.isFinal === true, 'it is off')
  await stage.stop()
  await stage.start()
})

test('cells that are new in the operator’s table are on the air after a restart, those that are gone are counted no more and told, and where none is left it is off the air', async t => {
  const { stage, authority, air } = await set(t)
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 3 }), { code: 3 })
  await authority.answeredBroadcast(directive, 'held')
  const cell = (name: string, province: string) => ({
    name,
    province,
    place: placeOf({ latitude: 21, longitude: 105.8 }),
    bsc: null,
  })
  const restarts = async (...cells: readonly ReturnType<typeof cell>[]) => {
    await stage.stop()
    air.asked.length = 0
    await stage.start({ broadcasting: { cells: new CellTable(cells, '2020-02-03'), air } })
    const known = cells.filter(({ province }) => province === '01').length
    await authority.until(() => authority.broadcastCounts.at(-1)?.cells.known === known, `a count of ${known}`)
  }
  const three = ['1', '2', '9'].map(ci => cell(`452-04-100-${ci}`, '01'))
  await restarts(...three)
  assert.deepEqual(
    air.now.get('4377:3')?.cells,
    three.map(({ name }) => name),
  )
  await restarts(three[0])
  assert.deepEqual(air.now.get('4377:3')?.cells, [three[0].name])
  assert.deepEqual(
    stage.logged.flatMap(({ event, fields }) =>
      event === 'cell table changed during a broadcast' ? [[fields.before, fields.now]] : [],
    ),
    [
      [2, 3],
      [3, 1],
    ],
  )
  await restarts(cell('452-04-200-3', '26'))
  assert.deepEqual(air.asked, ['kill 4377:3'])
  assert.equal(air.now.size, 0)
})

test('where another table lets a node name no longer what is on the air in a part of it, no other cell is asked for: the message stays where it is, and a correction takes it off', async t => {
  const { stage, authority, air } = await set(t)
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 3 }), { code: 3 })
  await authority.answeredBroadcast(directive, 'held')
  await stage.stop()
  air.asked.length = 0
  air.cellsMax = 1
  const warned = () => stage.logged.filter(({ event }) => event === 'broadcast has more cells than can be named').length
  await stage.start({ broadcasting: { cells: CELLS, air } })
  await authority.until(() => warned() === 1, 'a warning')
  assert.deepEqual(air.asked, [])
  await authority.orderBroadcast(directive, 'replace')
  await authority.answeredBroadcast(directive, 'replaced')
  await authority.until(() => air.asked.length > 0, 'off')
  assert.deepEqual(air.asked, ['kill 4377:3'])
})

test('a large table as a whole is asked for as all cells of each controller, and a large part of it by name', async t => {
  const { stage, authority, air } = await set(t)
  air.cellsMax = 100_000
  const cells = Array.from({ length: 7_282 }, (_, ci) => ({
    name: `452-04-100-${ci}`,
    province: '01',
    bsc: null,
    place: placeOf({ latitude: 21, longitude: 105.8 }),
  }))
  const other = { ...cells[0], name: '452-04-200-1', province: '26' }
  const asked = async (...more: readonly (typeof other)[]) => {
    await stage.stop()
    air.now.clear()
    const table = new CellTable([...cells, ...more], '2020-02-03')
    await stage.start({ broadcasting: { cells: table, air } })
    await authority.until(() => air.now.size > 0, 'asked for')
    return air.now.get('4377:3')?.cells
  }
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 3 }), { code: 3 })
  await authority.answeredBroadcast(directive, 'held')
  assert.equal(await asked(), null)
  assert.equal((await asked(other))?.length, 7_282)
})

test('what a process before this one may have put on the air is asked for as that, and what is new is not', async t => {
  const { stage, authority, air } = await set(t)
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 3 }), { code: 3 })
  await authority.answeredBroadcast(directive, 'held')
  const isEarlier = () => air.now.get('4377:3')?.isEarlier
  assert.equal(isEarlier(), false)
  await stage.stop()
  await stage.start({ broadcasting: { cells: CELLS, air } })
  await authority.until(() => isEarlier() === true, 'asked for again')
})

test('Hawaii 2018: an exercise is on the air under an identifier of exercises, its correction too, whatever its content says of its level', async t => {
  const { authority, air } = await set(t)
  const content = broadcastContent({ texts: BROADCAST_TEXTS, isEmergency: true }, { purpose: 'exercise', code: 5 })
  const { directive } = await authority.issueBroadcast(content, { code: 5 })
  await authority.answeredBroadcast(directive, 'held')
  await authority.orderBroadcast(directive, 'replace')
  await authority.answeredBroadcast(directive, 'replaced')
  for (const { identifier, purpose } of air.now.values()) {
    assert.equal(purpose, 'exercise')
    assert.notEqual(exerciseIdentifier(identifier), null)
  }
  assert.deepEqual([...air.now.keys()], ['4381:5', '4394:5'])
})

test('whatever of an exercise’s directive is changed, by whoever holds the authority’s key, nothing of it is on the air but what two people signed, under an identifier of exercises', async () => {
  const clock = manualClock({ wall: Date.parse('2026-02-03T00:00:00Z') })
  const [signer, authority] = [await signerOf(await makeKey()), await signerOf(await makeKey())]
  const air = new FakeAir()
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const refused: string[] = []
  const taker = new BroadcastTaker({
    journal: {
      append: async entry => {
        if ('why' in entry) refused.push(String(entry.why))
      },
    },
    entries: [],
    cells: CELLS,
    air,
    log,
    clock,
    link: { authorityKey: authority.publicKey, operator: OPERATOR, signer },
    untrusted: new Untrusted(log),
    rosters: holding(rosterOf(PEOPLE), clock),
    heads: { see: () => {} },
    bring: () => {},
    hasOtherSerial: () => false,
  })
  const content = broadcastContent({ texts: BROADCAST_TEXTS }, { purpose: 'exercise', nowMs: clock.wall() })
  const approval = await contentApprovedBy(USUAL, content, new Date(clock.wall()).toISOString())
  let serial = 0
  const comes = async (changed: BulletinContent, approval: BulletinApproval) => {
    const directive = randomUUID()
    const at = new Date(clock.wall()).toISOString()
    serial += 1
    const body = await authority.sign('broadcastDirective', {
      directive,
      serial,
      operator: OPERATOR,
      content: changed,
      approval,
      scope: 'plmn',
      code: codeOf(changed),
      update: 0,
      issuedAt: at,
      expiresAt: new Date(clock.wall() + HOUR_MS).toISOString(),
    })
    const order = await authority.sign('broadcastOrder', {
      directive,
      operator: OPERATOR,
      sequence: 1,
      wish: 'run',
      at,
    })
    taker.take([{ directive: body, order }])
    await taker.settled()
  }
  const forged = variantsOf(content)
  assert.ok(forged.length > 60, `${forged.length} ways to change it`)
  assert.ok(forged.some(({ purpose }) => purpose === 'live'))
  for (const changed of forged) await comes(changed, approval)
  assert.deepEqual(air.asked, [])
  assert.equal(
    refused.length,
    forged.filter(each => bulletinContent.safeParse(each).success).length,
    'what is no content at all is answered to nobody',
  )
  assert.deepEqual(
    refused.filter(why => !['needs-two-people', 'malformed', 'expired'].includes(why)),
    [],
  )
  await comes(content, approval)
  const code = codeOf(content)
  assert.deepEqual([...air.now.keys()], [`4381:${code}`, `4394:${code}`])
  // What two people signed as an exercise without saying so on the phone, and what is live and says that it is none.
  for (const purpose of ['exercise', 'live'] as const) {
    const other = broadcastContent({}, { purpose, nowMs: clock.wall() })
    const [text] = other.renditions.broadcast?.texts ?? []
    text.text = purpose === 'live' ? `DIỄN TẬP: ${text.text}` : text.text.replace('DIỄN TẬP: ', '')
    await comes(other, await contentApprovedBy(USUAL, other, new Date(clock.wall()).toISOString()))
    assert.equal(refused.at(-1), 'malformed', purpose)
  }
})

/** It with each of its values changed, and each of its fields left out. */
function variantsOf(content: BulletinContent): readonly BulletinContent[] {
  const variants: BulletinContent[] = []
  const other = (value: unknown): unknown => {
    if (value === 'exercise') return 'live'
    if (typeof value === 'string') return value.replace(/DIỄN TẬP: |EXERCISE: |.$/, '')
    if (typeof value === 'number') return value + 1
    return typeof value === 'boolean' ? !value : undefined
  }
  const walk = (path: readonly (string | number)[], value: unknown) => {
    const put = (change: (holder: Record<string | number, unknown>, at: string | number) => void) => {
      const copy = structuredClone(content) as unknown as Record<string | number, unknown>
      const holder = path.slice(0, -1).reduce<unknown>((of, at) => (of as typeof copy)[at], copy)
      change(holder as typeof copy, path[path.length - 1])
      variants.push(copy as unknown as BulletinContent)
    }
    if (path.length > 0) put((holder, at) => delete holder[at])
    if (typeof value === 'object' && value !== null)
      for (const [at, each] of Object.entries(value)) walk([...path, at], each)
    else if (value !== null) put((holder, at) => (holder[at] = other(value)))
  }
  walk([], content)
  return variants
}

/** A taker without its node: the test has the clock, the journal and the authority's key. */
async function alone() {
  const clock = manualClock({ wall: Date.parse('2026-02-03T00:00:00Z') })
  const signer = await signerOf(await makeKey())
  const authority = await signerOf(await makeKey())
  const kept: BroadcastEntry[] = []
  /** What had been asked last when a last count was kept. */
  const keptAfter: (string | undefined)[] = []
  const isFinalCount = (entry: BroadcastEntry) => entry.is === 'broadcast-counted' && entry.count.isFinal
  const brought: Document[] = []
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const air = new FakeAir()
  const opened = () =>
    new BroadcastTaker({
      journal: {
        append: async entry => {
          kept.push(entry as BroadcastEntry)
          if (isFinalCount(entry as BroadcastEntry)) keptAfter.push(air.asked.at(-1))
        },
      },
      entries: [...kept],
      cells: CELLS,
      air,
      log,
      clock,
      link: { authorityKey: authority.publicKey, operator: OPERATOR, signer },
      untrusted: new Untrusted(log),
      rosters: holding(rosterOf(PEOPLE), clock),
      heads: { see: () => {} },
      bring: document => void brought.push(document),
      hasOtherSerial: () => false,
    })
  const at = () => new Date(clock.wall()).toISOString()
  const issued = async (serial: number) => {
    const code = serial - 1
    const content = broadcastContent({}, { nowMs: clock.wall(), code })
    const directive = randomUUID()
    const named = { directive, serial, operator: OPERATOR, content }
    const body = await authority.sign('broadcastDirective', {
      ...named,
      scope: 'plmn',
      code,
      update: 0,
      issuedAt: at(),
      expiresAt: new Date(clock.wall() + HOUR_MS).toISOString(),
      approval: await contentApprovedBy(USUAL, content, at()),
    })
    return { directive, body }
  }
  const items = async (
    { directive, body }: Awaited<ReturnType<typeof issued>>,
    wish: BroadcastWish,
    sequence: number,
  ) => [
    {
      directive: body,
      order: await authority.sign('broadcastOrder', { directive, operator: OPERATOR, sequence, wish, at: at() }),
    },
  ]
  return { clock, kept, keptAfter, brought, air, opened, issued, items }
}

test('counts: on the air, failed and unknown of its cells, the message’s for good when its correction comes, and how many may still have what was taken off; after a crash it is asked for again', async () => {
  const { clock, kept, keptAfter, brought, air, opened, issued, items } = await alone()
  let directed = await issued(1)
  const key = { identifier: 4377, code: 0 }
  const [one, two] = ['452-04-100-1', '452-04-100-2']
  const counts = () =>
    kept.flatMap(entry =>
      entry.is === 'broadcast-counted'
        ? [
            [
              entry.count.says,
              ...Object.values(entry.count.cells),
              entry.count.broadcasts,
              entry.count.leaving,
              entry.count.isFinal,
            ],
          ]
        : [],
    )

  let taker = opened()
  const look = async (wish: BroadcastWish = 'run', sequence = 1) => {
    clock.advance(1000)
    taker.take(await items(directed, wish, sequence))
    await taker.settled()
  }
  // A disk that fails there: it is kept here, and asked for until it is there.
  air.disk = 'fails'
  await look()
  assert.deepEqual([air.asked, kept.map(({ is }) => is)], [[], ['broadcast-held']])
  air.disk = 'works'
  await look()
  assert.deepEqual(air.asked, ['put 4377:0 u0'])
  air.say(key, { cells: new Map([[one, 'onAir']]), broadcasts: 10 })
  await look()
  // Of how often it was sent alone nothing is told so soon.
  air.say(key, { broadcasts: 12 })
  await look()
  assert.deepEqual(counts(), [
    ['message', 2, 0, 0, 2, null, 0, false],
    ['message', 2, 1, 0, 1, 10, 0, false],
  ])
  await taker.close()
  taker = opened()
  await look()
  assert.deepEqual(air.asked.slice(1), ['put 4377:0 u0'])
  await look('replace', 2)
  air.say(key, {
    cells: new Map([
      [one, 'onAir'],
      [two, 'failed'],
    ]),
    broadcasts: 13,
    leaving: 1,
  })
  await look('replace', 2)
  assert.deepEqual(counts().slice(2, 3), [['message', 2, 1, 0, 1, 12, 0, true]])
  assert.deepEqual(keptAfter, ['replace 4377:0 u1'], 'a correction waits for no count to be kept')
  assert.deepEqual(counts().at(-1), ['correction', 2, 1, 1, 0, 13, 1, false])
  await look('stop', 3)
  assert.deepEqual(air.asked.slice(2), ['replace 4377:0 u1', 'kill 4377:0'])
  air.say(key, { leaving: 2 })
  await look('stop', 3)
  assert.deepEqual(counts().at(-1), ['correction', 2, 1, 1, 0, 13, 2, false])
  air.say(key, { leaving: 0 })
  await look('stop', 3)
  assert.deepEqual(counts().at(-1), ['correction', 2, 1, 1, 0, 13, 0, true])
  const told = counts().length
  await look('stop', 3)
  assert.equal(counts().length, told)
  assert.ok(brought.some(({ kind }) => kind === 'broadcastCount'))
  await taker.close()
  // What is closed is not asked for again by the next process.
  const asked = air.asked.length
  taker = opened()
  taker.take([])
  await taker.settled()
  assert.equal(air.asked.length, asked)
  // What nobody stops is off the air when its time is over.
  directed = await issued(2)
  await look()
  clock.advance(HOUR_MS)
  taker.take([])
  await taker.settled()
  assert.deepEqual(air.asked.slice(asked), ['put 4377:1 u0', 'kill 4377:1'])
  await taker.close()
})

test('a cell that fails for another cause, or a system that accepts at last, is told at once, though as many cells are on the air as before', async () => {
  const { clock, kept, air, opened, issued, items } = await alone()
  const directed = await issued(1)
  const key = { identifier: 4377, code: 0 }
  const taker = opened()
  const look = async () => {
    clock.advance(1000)
    taker.take(await items(directed, 'run', 1))
    await taker.settled()
  }
  const cell = '452-04-100-1'
  const amf = (is: 'unknown' | 'accepted') => [{ name: 'one', kind: 'amf', is }] as const
  await look()
  const said: readonly Partial<AirCounts>[] = [
    { cells: new Map([[cell, 'failed']]), causes: new Map([[cell, 10]]), systems: amf('unknown') },
    { causes: new Map([[cell, 7]]) },
    { systems: amf('accepted') },
    { broadcasts: 3 },
  ]
  for (const says of said) {
    air.say(key, says)
    await look()
  }
  const tally = { asked: 1, accepted: 0, refused: 0, unknown: 0 }
  const counts = kept.flatMap(entry => (entry.is === 'broadcast-counted' ? [entry.count] : []))
  assert.deepEqual(
    counts.map(({ causes, systems }) => [causes, systems]),
    [
      [undefined, undefined],
      [[{ cause: 10, cells: 1 }], { amf: { ...tally, unknown: 1 } }],
      [[{ cause: 7, cells: 1 }], { amf: { ...tally, unknown: 1 } }],
      [[{ cause: 7, cells: 1 }], { amf: { ...tally, accepted: 1 } }],
    ],
  )
  await taker.close()
})

test('a stop whose answer comes while an older one is on its way is told, also after a crash; what the authority goes on asking is told again', async () => {
  const { clock, brought, opened, issued, items } = await alone()
  const directed = await issued(1)
  let taker = opened()
  const look = async (wish: BroadcastWish, sequence: number) => {
    clock.advance(1000)
    taker.take(await items(directed, wish, sequence))
    await taker.settled()
  }
  const answers = () => brought.splice(0).filter(({ kind }) => kind === 'broadcastAcknowledgement')
  await look('run', 1)
  const [held] = answers()
  await look('stop', 2)
  const [withdrawn] = answers()
  assert.notEqual(withdrawn.jws, held.jws)
  await taker.taken(held)
  await taker.close()
  taker = opened()
  taker.start()
  assert.deepEqual(answers(), [withdrawn])
  await taker.taken(withdrawn)
  await look('stop', 2)
  assert.deepEqual(answers(), [])
  clock.advance(30_000)
  await look('stop', 2)
  assert.deepEqual(answers(), [withdrawn])
  await taker.close()
})
