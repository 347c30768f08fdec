/** A node and announcements before the ring, with a stub of the authority: what is held as files, refused, withdrawn, counted. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import { type BulletinContent, bulletinContent } from '../directive/bulletin.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { AnnouncementTaker } from './announcement-taker.ts'
import type { Document } from './courier.ts'
import { type AnnouncementEntry, HeldAnnouncements } from './held-announcements.ts'
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

/** WAVE, G.711 A-law, 8 kHz, mono: a header by hand and silence (0xd5). */
function alaw(milliseconds: number, rate = 8000): Buffer {
  const data = Buffer.alloc(milliseconds * 8, 0xd5)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(6, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

const SOUND = alaw(2000)

function contentWith(
  sound: Buffer,
  { purpose = 'live', untilMs = Date.now() + HOUR_MS, milliseconds = 2000 } = {},
): BulletinContent {
  const page = [{ language: 'vi', title: 'Phòng bệnh', text: 'Rửa tay thường xuyên.' }]
  const none = { sms: [], loudspeakers: [], mail: [], push: [] }
  const until = new Date(untilMs).toISOString()
  return bulletinContent.parse({
    format: 1,
    bulletin: randomUUID(),
    version: 1,
    purpose,
    priority: 'normal',
    provinces: [{ code: '01', asOf: '2020-02-03' }],
    window: { from: null, until },
    renditions: {
      page,
      ...none,
      cap: null,
      placements: [],
      ring: {
        sound: {
          by: 'upload',
          milliseconds,
          files: [{ form: 'alaw', sha256: createHash('sha256').update(sound).digest('hex'), octets: sound.length }],
        },
        from: new Date().toISOString(),
        until,
      },
    },
    correction: { page, ...none },
  })
}

async function set(t: TestContext) {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const folder = (directive: string, purpose = 'live') => join(stage.file('data'), 'announcements', purpose, directive)
  const told = (directive: string, purpose?: string) =>
    JSON.parse(readFileSync(join(folder(directive, purpose), 'announcement.json'), 'utf8'))
  const sound = (directive: string) => join(folder(directive), 'announcement.wav')
  return { stage, authority, folder, told, sound }
}

test('an announcement that two people signed is a file for the operator’s systems before it is acknowledged, and its hello says that it takes them', async t => {
  const { stage, authority, told, sound } = await set(t)
  await stage.start({ takesAnnouncements: true })
  const content = contentWith(SOUND)
  const { directive, serial } = await authority.issueAnnouncement(content, SOUND)
  const held = await authority.answeredAnnouncement(directive, 'held')
  assert.equal(authority.hellos.at(-1)?.announcements, true)
  assert.deepEqual([held.serial, held.operator], [serial, OPERATOR])
  assert.ok(readFileSync(sound(directive)).equals(SOUND))
  assert.deepEqual(told(directive), {
    directive,
    bulletin: content.bulletin,
    version: 1,
    purpose: 'live',
    state: 'heard',
    provinces: [{ code: '01', asOf: '2020-02-03' }],
    from: content.renditions.ring?.from,
    until: content.renditions.ring?.until,
    milliseconds: 2000,
    sha256: content.renditions.ring?.sound.files[0].sha256,
  })
})

test('an order to stop takes the sound away at once and for good, also over a restart, and where it comes before the announcement', async t => {
  const { stage, authority, told, sound, folder } = await set(t)
  await stage.start()
  const one = await authority.issueAnnouncement(contentWith(SOUND), SOUND)
  await authority.answeredAnnouncement(one.directive, 'held')
  await authority.withdrawAnnouncement(one.directive)
  await authority.answeredAnnouncement(one.directive, 'withdrawn')
  assert.equal(told(one.directive).state, 'withdrawn')
  assert.equal(existsSync(sound(one.directive)), false)
  const two = await authority.issueAnnouncement(contentWith(SOUND), SOUND, {}, 'stop')
  await authority.answeredAnnouncement(two.directive, 'withdrawn')
  assert.equal(existsSync(folder(two.directive)), false)
  await stage.stop()
  const item = authority.announcements.get(one.directive)
  assert.ok(item !== undefined)
  item.order = await authority.order(one.directive, 'run', { sequence: 1 })
  await stage.start()
  const three = await authority.issueAnnouncement(contentWith(SOUND), SOUND)
  await authority.answeredAnnouncement(three.directive, 'held')
  assert.equal(told(one.directive).state, 'withdrawn')
  assert.equal(existsSync(sound(one.directive)), false)
})

test('what was taken back is heard again under no other directive, also over a restart and where the stop came first; nor is an earlier version', async t => {
  const { stage, authority, folder } = await set(t)
  await stage.start()
  const [stopped, early] = [contentWith(SOUND), contentWith(SOUND)]
  const one = await authority.issueAnnouncement(stopped, SOUND)
  await authority.answeredAnnouncement(one.directive, 'held')
  await authority.withdrawAnnouncement(one.directive)
  await authority.answeredAnnouncement(one.directive, 'withdrawn')
  const two = await authority.issueAnnouncement(early, SOUND, {}, 'stop')
  await authority.answeredAnnouncement(two.directive, 'withdrawn')
  // Whoever has taken the server has its key, and what two people signed once.
  const again = async (content: typeof stopped) => {
    const { directive } = await authority.issueAnnouncement(content, SOUND)
    const { verdict } = await authority.answeredAnnouncement(directive, 'refused')
    assert.equal(existsSync(folder(directive)), false)
    authority.announcements.delete(directive)
    return verdict.is === 'refused' ? verdict.why : verdict.is
  }
  for (const content of [stopped, early]) assert.equal(await again(content), 'replayed')
  await stage.stop()
  await stage.start()
  for (const content of [stopped, early]) assert.equal(await again(content), 'replayed')
  const newer = await authority.issueAnnouncement({ ...stopped, version: 2 }, SOUND)
  await authority.answeredAnnouncement(newer.directive, 'held')
  assert.equal(await again(stopped), 'replayed')
})

test('an announcement that cannot be trusted is refused with why, or told to nobody, and no file is made of it', async t => {
  const { stage, authority, folder } = await set(t)
  await stage.start()
  const good = contentWith(SOUND)
  const refused = async (...given: Parameters<typeof authority.issueAnnouncement>) => {
    const { directive } = await authority.issueAnnouncement(...given)
    const { verdict } = await authority.answeredAnnouncement(directive, 'refused')
    assert.equal(existsSync(folder(directive)), false)
    authority.announcements.delete(directive)
    return verdict.is === 'refused' ? verdict.why : verdict.is
  }
  const altered = Buffer.from(SOUND)
  altered[100] ^= 1
  const fast = alaw(2000, 16_000)
  const over = contentWith(SOUND, { untilMs: Date.now() - 1000 })
  const other = contentWith(SOUND)
  const by = async (submit: typeof editor, approve: typeof approver, what = good) => ({
    approval: await contentApprovedBy({ submit, approve }, what),
  })
  const round = await authority.issue()
  await authority.returned(round.directive)
  const long = contentWith(SOUND, { milliseconds: 61_000 })
  const expiresAt = '2026-01-01T00:00:00Z'
  const attempts: readonly (readonly [string, string, ...Parameters<typeof refused>])[] = [
    ['another sound', 'digest-differs', good, altered],
    ['a sound that no system plays', 'malformed', contentWith(fast), fast],
    ['a sound of more than a minute', 'malformed', long, SOUND],
    ['after its time', 'expired', over, SOUND],
    ['after the time of its directive', 'expired', good, SOUND, { expiresAt }],
    ['what nobody has signed', 'needs-two-people', good, SOUND, { approval: undefined }],
    ['one person as two', 'needs-two-people', good, SOUND, await by(approver, approver)],
    ['approved by a stranger', 'needs-two-people', good, SOUND, await by(editor, stranger)],
    ['approved by an editor', 'needs-two-people', good, SOUND, await by(approver, editor)],
    ['signed, of another one', 'needs-two-people', good, SOUND, await by(editor, approver, other)],
    ['the serial of a round', 'replayed', good, SOUND, { serial: round.serial }],
  ]
  for (const [name, why, ...given] of attempts)
    await t.test(name, async () => {
      assert.equal(await refused(...given), why)
    })

  const answered = authority.announcementAcknowledgements.length
  const taken = await signerOf(await makeKey())
  authority.announcements.set('forged', {
    directive: await taken.sign('announcementDirective', { serial: 90 }),
    order: await taken.sign('order', {}),
    sound: SOUND.toString('base64'),
  })
  await authority.issueAnnouncement(good, SOUND, { operator: 'vinaphone' })
  const last = await authority.issueAnnouncement(good, SOUND, await by(editor, second))
  await authority.answeredAnnouncement(last.directive, 'held')
  assert.equal(authority.announcementAcknowledgements.length, answered + 1)
})

test('an exercise lies in a folder that no system plays from, and a live announcement in the other', async t => {
  const { stage, authority, told, folder } = await set(t)
  await stage.start()
  const rehearsed = await authority.issueAnnouncement(contentWith(SOUND, { purpose: 'exercise' }), SOUND)
  await authority.answeredAnnouncement(rehearsed.directive, 'held')
  assert.equal(told(rehearsed.directive, 'exercise').purpose, 'exercise')
  assert.equal(existsSync(folder(rehearsed.directive, 'live')), false)
})

test('counts of the operator’s systems reach the authority signed, each once, the newest in place of earlier ones, and files taken away come back at a restart', async t => {
  const { stage, authority, folder, sound } = await set(t)
  await stage.start()
  const { directive } = await authority.issueAnnouncement(contentWith(SOUND), SOUND)
  await authority.answeredAnnouncement(directive, 'held')
  await stage.stop()
  rmSync(sound(directive))
  const calls = (text: string) => writeFileSync(join(folder(directive), 'calls.json'), text)
  calls('{"calls":12,"asOf":"2026-02-03T07:00:00+07:00","final":false}')
  await stage.start()
  await authority.until(() => authority.announcementCounts.length === 1, 'a count')
  assert.ok(readFileSync(sound(directive)).equals(SOUND))
  await stage.stop()
  calls('{"calls":40,"asOf":"2026-02-03T09:00:00+07:00","final":true}')
  await stage.start()
  await authority.until(() => authority.announcementCounts.length === 2, 'the last count')
  await stage.stop()
  calls('{"calls":1,"asOf":"2026-02-04T09:00:00+07:00","final":true}')
  await stage.start()
  const other = await authority.issueAnnouncement(contentWith(SOUND), SOUND)
  await authority.answeredAnnouncement(other.directive, 'held')
  assert.deepEqual(
    authority.announcementCounts.map(({ calls, isFinal }) => [calls, isFinal]),
    [
      [12, false],
      [40, true],
    ],
  )
})

test('when its time is over the sound is gone, a count that cannot be read is told once, and a disk that fails leaves it unacknowledged', async () => {
  const clock = manualClock({ wall: Date.parse('2026-02-03T00:00:00Z') })
  const signer = await signerOf(await makeKey())
  const authority = await signerOf(await makeKey())
  const kept: AnnouncementEntry[] = []
  const brought: Document[] = []
  const logged: string[] = []
  const say = (event: string) => void logged.push(event)
  const log = { info: say, warn: say, error: say }
  let disk: 'fails' | 'works' = 'fails'
  const directory = join((await import('node:os')).tmpdir(), `loa-announcements-${randomUUID()}`)
  const taker = new AnnouncementTaker({
    directory,
    journal: {
      append: async entry => {
        if (disk === 'fails') throw new Error('no space')
        kept.push(entry as AnnouncementEntry)
      },
    },
    entries: [],
    link: { authorityKey: authority.publicKey, operator: OPERATOR, signer },
    untrusted: new Untrusted(log),
    rosters: holding(rosterOf(PEOPLE), clock),
    heads: { see: () => {} },
    log,
    clock,
    bring: document => void brought.push(document),
    hasOtherSerial: () => false,
  })
  try {
    const content = contentWith(SOUND, { untilMs: clock.wall() + HOUR_MS })
    const directive = randomUUID()
    const body = {
      directive,
      serial: 1,
      operator: OPERATOR,
      content,
      issuedAt: new Date(clock.wall()).toISOString(),
      expiresAt: new Date(clock.wall() + HOUR_MS).toISOString(),
      approval: await contentApprovedBy(USUAL, content, new Date(clock.wall()).toISOString()),
    }
    const order = { directive, operator: OPERATOR, sequence: 1, wish: 'run', at: body.issuedAt }
    const items = [
      {
        directive: await authority.sign('announcementDirective', body),
        order: await authority.sign('order', order),
        sound: SOUND.toString('base64'),
      },
    ]
    taker.take(items)
    await taker.settled()
    assert.deepEqual([kept, brought], [[], []])
    disk = 'works'
    taker.take(items)
    await taker.settled()
    assert.deepEqual(
      brought.map(({ kind }) => kind),
      ['announcementAcknowledgement'],
    )
    const folder = join(directory, 'announcements', 'live', directive)
    assert.ok(existsSync(join(folder, 'announcement.wav')))
    writeFileSync(join(folder, 'calls.json'), '{"calls":-1}')
    taker.take(items)
    taker.take(items)
    await taker.settled()
    assert.equal(logged.filter(event => event === 'call counts unreadable').length, 1)
    clock.advance(HOUR_MS)
    taker.take(items)
    await taker.settled()
    assert.equal(existsSync(join(folder, 'announcement.wav')), false)
    assert.equal(JSON.parse(readFileSync(join(folder, 'announcement.json'), 'utf8')).state, 'over')
    const again = new HeldAnnouncements()
    for (const entry of kept) again.add(entry)
    assert.equal(again.records.all()[0].answer.verdict, 'held')
  } finally {
    await taker.close()
    rmSync(directory, { recursive: true, force: true })
  }
})
