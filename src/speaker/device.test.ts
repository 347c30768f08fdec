/** Whole stories of a device beside a stub of the authority: real sockets, real signatures, real files, sounds of less than a second. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { howMany } from '../../test/parts.ts'
import type { Failure } from '../base/failure.ts'
import { Journal, readJournal } from '../base/journal.ts'
import { seeded } from '../base/random.ts'
import { approver, editor, PEOPLE, rosterOf, second, signedBy } from '../operator/people.test.ts'
import { DeviceStage } from './device-stage.test.ts'
import { ALL_DAY, CLUSTER, FakeAuthority, itemOf, nextRosterNow, signedBulletin, tone } from './fake-authority.test.ts'
import { tagsIn } from './fsk.ts'
import { shortItem } from './heard-tag.ts'
import { pinHours } from './key-file.ts'
import { sumsOf } from './receipts.ts'

const MAIN = fileURLToPath(new URL('../app/main.ts', import.meta.url))

const sound = tone(400)

test('a device enrols, plays what two people signed, says so, and a microphone beside it hears the tag of each play', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  const made = await stage.enrol()
  assert.deepEqual([made.cluster, made.purpose], [CLUSTER, 'live'])
  assert.equal(statSync(stage.key).mode & 0o777, 0o600)
  await stage.run()
  await authority.issue([{ id: 'b1', sound, more: { perWindow: 2 } }])
  await authority.until(() => authority.of('ended').length === 2, 'two plays')
  await stage.end()
  assert.deepEqual(
    [...authority.receipts.values()].map(({ is }) => is),
    ['agenda', 'fetched', 'started', 'ended', 'started', 'ended'],
  )
  const heard = stage.heard()
  assert.equal(heard.length, 2)
  for (const [index, { sound }] of heard.entries()) {
    const [tag] = tagsIn(sound)
    const { counter } = authority.of('started')[index]
    const { cluster, item } = tag
    assert.deepEqual([cluster, item, tag.counter], [CLUSTER, shortItem('b1'), counter])
    assert.ok(Math.abs(tag.at - 0.4) < 0.02)
  }
  const { scheduled, played, open } = stage.sums
  assert.deepEqual([scheduled, played, open], [2, 2, 0])
})

test('an enrolment whose answer was lost is asked for again with the same code and the same key', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  const code = authority.enrolmentCode()
  const gone = { status: 502, code: '' }
  authority.faults.set('/speaker/v1/enrol', [gone])
  await assert.rejects(stage.enrol(code), (error: Failure) => error.code === 'authorityFar')
  assert.ok(existsSync(`${stage.key}.asking`))
  const asked = JSON.parse(readFileSync(`${stage.key}.asking`, 'utf8')) as { x: string }
  const made = await stage.enrol(code)
  assert.equal(made.key.x, asked.x)
  assert.ok(!existsSync(`${stage.key}.asking`))
  await assert.rejects(stage.enrol(code), (error: Failure) => error.code === 'fileThere')
})

test('a code is given away to nobody but the authority whose key it names', async t => {
  const stage = await DeviceStage.build(t)
  const other = await FakeAuthority.start()
  t.after(async () => await other.close())
  const code = other.enrolmentCode()
  await assert.rejects(stage.enrol(code), (error: Failure) => error.code === 'authorityOther')
  assert.equal(stage.authority.deviceKey, null)
  for (const wrong of ['', 'abc', code.slice(0, -65)])
    await assert.rejects(stage.enrol(wrong), (error: Failure) => error.code === 'enrolmentCodeWrong')
})

test('a server in wrong hands plays nothing of its own: its key alone, an older agenda, another cluster’s, an exercise', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  await stage.run()
  const alone = { submit: approver, approve: approver }
  await authority.issue([{ id: 'evil', sound, more: { priority: 'urgent' }, by: alone }])
  await authority.until(() => authority.of('refused').length === 1, 'it is refused')
  assert.equal(authority.of('refused')[0].why, 'not-approved')
  const body = await authority.body([{ id: 'b1', sound }])
  const sign = async (more: object, type: 'speakerAgenda' | 'speakerExercise' = 'speakerAgenda') =>
    await authority.push(await authority.signer.sign(type, { ...body, ...more }))
  await sign({ purpose: 'exercise' }, 'speakerExercise')
  await sign({ content: { ...body.content, cluster: '00001-9' } })
  await sign({ content: { ...body.content, serial: 1 } })
  await authority.push('not.an.agenda')
  await authority.until(() => authority.of('agenda-refused').length === 4, 'each is told')
  assert.deepEqual(
    authority.of('agenda-refused').map(({ why }) => why),
    ['other-purpose', 'foreign', 'stale', 'unsigned'],
  )
  assert.deepEqual(stage.heard(), [])
})

test('a stop is heard at once, the commune’s switch wins, a person who left the roster is believed no more', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  const long = tone(20_000)
  await stage.enrol()
  await stage.run()
  await authority.issue([{ id: 'wrong', sound: long, more: { priority: 'urgent' } }])
  await authority.until(() => authority.of('started').length === 1, 'it plays')
  await authority.issue([])
  await authority.until(() => authority.of('cut').length === 1, 'it is cut')
  assert.equal(authority.of('cut')[0].why, 'withdrawn')

  await authority.issue([{ id: 'again', sound: long, more: { priority: 'urgent' } }])
  await authority.until(() => authority.of('started').length === 2, 'another plays')
  writeFileSync(join(stage.data, 'off'), '')
  await authority.until(() => authority.of('cut').length === 2, 'the switch is told')
  assert.equal(authority.of('cut').at(-1)?.why, 'off')
  rmSync(join(stage.data, 'off'))
  await authority.until(() => authority.of('switched').length === 2, 'and back')

  const without = PEOPLE.filter(one => one !== editor)
  authority.rosters.push(await nextRosterNow(authority.rosters[0], without))
  await authority.issue([
    { id: 'old', sound },
    { id: 'new', sound, by: { submit: approver, approve: second } },
  ])
  await authority.until(() => authority.of('refused').some(({ item }) => item === 'old'), 'old is refused')
  await authority.until(() => authority.of('started').some(({ item }) => item === 'new'), 'new plays')
  assert.ok(!authority.of('started').some(({ item }) => item === 'old'))
})

test('a sound that is cut off on the way goes on where it ended; one that differs is refused, fetched again and then played', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  await stage.run()
  authority.cutAfter = [2000]
  authority.isBegun = sha256 => {
    const part = join(stage.data, 'audio', `${sha256}.part`)
    return existsSync(part) && statSync(part).size > 0
  }
  await authority.issue([{ id: 'b1', sound, more: { perWindow: 1 } }])
  await authority.until(() => authority.of('ended').length === 1, 'it plays')
  const [first, next] = authority.asked
  assert.equal(first.from, 0)
  assert.ok(next.from > 0 && next.from <= 2000, `it went on at ${next.from}`)

  const other = tone(500)
  const spoken = { id: 'b2', sound: other, more: { perWindow: 1 } }
  const body = await authority.body([spoken])
  authority.sounds.set(other.sha256, Buffer.from('of somebody else'))
  await authority.push(await authority.signer.sign('speakerAgenda', body))
  await authority.until(() => authority.of('refused').length === 1, 'what differs is refused')
  assert.equal(authority.of('refused')[0].why, 'audio-differs')
  authority.sounds.set(other.sha256, other.octets)
  await authority.until(() => authority.of('ended').length === 2, 'it is played in the end')

  const wav = join(stage.data, 'audio', `${other.sha256}.wav`)
  writeFileSync(wav, readFileSync(wav).fill(7, 1000, 1010))
  await authority.issue([{ ...spoken, id: 'b3' }])
  await authority.until(() => authority.of('ended').length === 3, 'a damaged file is made anew')
  assert.equal(authority.of('refused').length, 1)
})

test('the authority may be away: what was admitted is played on after a restart, and told when it is back', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  await stage.run()
  await authority.issue([{ id: 'b1', sound, more: { perWindow: 10 } }])
  await authority.until(() => authority.of('started').length === 1, 'it plays')
  await authority.close()
  await stage.end()
  await stage.run()
  const before = stage.heard().length
  while (stage.heard().length < before + 2) await new Promise(done => setTimeout(done, 20))
  await authority.listen()
  await authority.until(() => authority.of('ended').length >= 3, 'all is told')
  const counters = [...authority.receipts.keys()].toSorted((a, b) => a - b)
  assert.deepEqual(
    counters,
    counters.map((_, at) => at + 1),
    'without a hole',
  )
})

test('a stolen device falls silent once its key is revoked, stays so over a restart, and keeps what it had', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  await stage.run()
  await authority.issue([{ id: 'b1', sound, more: { perWindow: 10 } }])
  await authority.until(() => authority.of('ended').length === 1, 'it plays')
  const key = authority.deviceKey
  authority.deviceKey = null
  await authority.close()
  await authority.listen()
  const journal = join(stage.data, 'journal.jsonl')
  while (!readFileSync(journal, 'utf8').includes('"revoked":true')) await new Promise(done => setTimeout(done, 20))
  await stage.end()
  await authority.close()
  const heard = stage.heard().length
  await stage.run()
  await new Promise(done => setTimeout(done, 1500))
  assert.equal(stage.heard().length, heard)
  assert.ok(existsSync(stage.key))
  authority.deviceKey = key
  await authority.listen()
  await authority.until(() => authority.of('ended').length > heard, 'known again, it goes on')
  assert.ok(authority.of('refused').every(({ why }) => why === 'revoked'))
})

test('a device that is killed at any instant goes on by itself: counters have no hole, each start has one end, the sum reconciles', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  const played = tone(300)
  const ids = ['b1', 'b2', 'b3', 'b4', 'b5']
  await authority.issue(ids.map(id => ({ id, sound: played, more: { perWindow: 10 } })))
  const random = seeded(3)
  const start = () => {
    const sink = `wav:${join(stage.folder, 'heard')}`
    const args = ['speaker', 'run', '--key', stage.key, '--data', stage.data, '--sink', sink, '--json']
    return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
      stdio: ['ignore', 'ignore', 'ignore'],
    })
  }
  for (let kill = 1; kill <= howMany(1, 3); kill++) {
    const child = start()
    t.after(() => child.kill('SIGKILL'))
    const before = authority.of('started').length
    await authority.until(() => authority.of('started').length > before, 'it plays')
    await new Promise(done => setTimeout(done, random.below(600)))
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
  }
  const last = start()
  t.after(() => last.kill('SIGKILL'))
  const before = authority.of('ended').length
  await authority.until(() => authority.of('ended').length > before + 1, 'it plays on')
  const ended = once(last, 'close')
  last.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
  const receipts = [...authority.receipts.values()].toSorted((a, b) => a.counter - b.counter)
  assert.deepEqual(
    receipts.map(({ counter }) => counter),
    receipts.map((_, at) => at + 1),
  )
  const sums = sumsOf(receipts)
  assert.ok(sums.open <= 1)
  const { scheduled, cut, refused, missed, unknown, open } = sums
  assert.equal(scheduled, sums.played + cut + refused + missed + unknown + open)
  assert.equal(refused, 0)
  const starts = authority.of('started').map(({ item, part }) => `${item} ${part}`)
  assert.equal(new Set(starts).size, starts.length, 'no play is begun twice')
})

// A server in wrong hands ------------------------------------------------------------------------------------------

const DAY_MS = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
/** Around whatever a test's clock shows. */
const TIMES = { from: inDays(-3), until: inDays(60) }
/** So short that a test has time for many. */
const [short, another] = [tone(100), tone(120)]

/** With a bulletin that nobody has played before at its end: once that was played, all that was before it had its turn. */
async function turnOf(
  { authority }: DeviceStage,
  parts: Parameters<FakeAuthority['give']>[0],
  more: Parameters<FakeAuthority['give']>[1] = {},
  priority: 'normal' | 'urgent' = 'normal',
): Promise<void> {
  const last = await signedBulletin({ sound: another, ...TIMES, priority })
  authority.keep(another)
  const own = itemOf(last)
  await authority.give([...parts, [last, own]], more)
  const isOver = () => {
    const start = authority.of('started').find(({ item }) => item === own.id)
    return authority.of('ended').some(each => each.start === start?.counter)
  }
  await authority.until(isOver, 'its own sound is played')
}

test('ids made anew in each agenda, and a device that is restarted in between: one signed play is one play', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  await stage.run()
  authority.keep(short)
  for (const priority of ['normal', 'urgent'] as const) {
    const bulletin = await signedBulletin({ sound: short, ...TIMES, priority })
    const item = (turn: number) => itemOf(bulletin, 'message', { id: `${priority} ${turn}` })
    const ids = [0, 1, 2, 3, 4, 5].map(turn => item(turn).id)
    const ended = authority.of('ended').length
    await authority.give([[bulletin, item(0)]])
    await authority.until(() => authority.of('ended').length > ended, 'it is played')
    for (const turn of [1, 2, 3, 4, 5]) {
      await turnOf(stage, [[bulletin, item(turn)]])
      if (turn % 2 === 0) continue
      await stage.end()
      await stage.run()
    }
    assert.equal(stage.starts(...ids), 1)
  }
})

test('message and correction in turn: once the correction was there the message is not played again, after a restart either', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  await stage.run()
  authority.keep(short, sound)
  const bulletin = await signedBulletin({ sound: short, correction: sound, ...TIMES, perWindow: 10 })
  const [message, correction] = [itemOf(bulletin), itemOf(bulletin, 'correction')]
  await authority.give([[bulletin, message]])
  await authority.until(() => stage.starts(message.id) > 0, 'the message is played')
  await authority.give([[bulletin, correction]])
  await authority.until(() => stage.starts(correction.id) > 0, 'the correction is played')
  await authority.give([[bulletin, { ...message, id: 'again' }]])
  // What is told comes once more where its answer did not.
  const refused = () => new Set(authority.of('refused').map(({ item }) => item))
  await authority.until(() => refused().has('again'), 'it is refused')
  assert.deepEqual(refused(), new Set(['again']))
  await stage.end()
  await stage.run()
  await turnOf(stage, [[bulletin, { ...message, id: 'and again' }]])
  assert.equal(stage.starts('again', 'and again'), 0)
})

test('a device that was off for a month plays what is still in its signed time, and not oftener than before', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  authority.hours = {
    ...ALL_DAY,
    windows: [
      { from: '00:00', until: '12:00' },
      { from: '12:00', until: '00:00' },
    ],
  }
  await stage.enrol()
  await stage.run()
  authority.keep(short)
  const [normal, urgent] = [
    await signedBulletin({ sound: short, ...TIMES }),
    await signedBulletin({ sound: short, ...TIMES, priority: 'urgent' }),
  ]
  const ids = [itemOf(normal).id, itemOf(urgent).id]
  await authority.give([
    [normal, itemOf(normal)],
    [urgent, itemOf(urgent)],
  ])
  await authority.until(() => authority.of('ended').length === 2, 'both are played')
  await stage.end()
  stage.setClock('11:59:58', 31)
  await stage.run()
  await authority.until(() => stage.starts(ids[0]) === 2, 'it is played again')
  await turnOf(stage, [[urgent, itemOf(urgent)]])
  assert.equal(stage.starts(ids[1]), 1)
})

test('a journal and a key file of before plays were counted by what was signed count on, and the zone that was followed stays', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  authority.hours = null
  stage.setClock('12:00:00')
  await stage.enrol()
  await stage.run()
  authority.keep(short)
  const urgent = await signedBulletin({ sound: short, ...TIMES, priority: 'urgent' })
  const { id } = itemOf(urgent)
  await authority.give([[urgent, itemOf(urgent)]])
  await authority.until(() => authority.of('ended').length === 1, 'it is played')
  await stage.end()
  const journal = join(stage.data, 'journal.jsonl')
  await asBefore(journal)
  await stage.run()
  await turnOf(stage, [[urgent, { ...itemOf(urgent), id: 'u2' }]])
  assert.equal(stage.starts(id, 'u2'), 1)

  // Noon is the night of another zone, which it does not follow; its own night is kept by its own zone.
  const normal = await signedBulletin({ sound: short, ...TIMES })
  const noon = itemOf(normal, 'message', { id: 'noon' })
  await authority.give([[normal, noon]], { timeZone: 'America/New_York' })
  await authority.until(() => stage.starts('noon') === 1, 'it is played')
  await stage.end()
  stage.setClock('23:30:00')
  await stage.run()
  const next = await signedBulletin({ sound: short, ...TIMES })
  const elsewhere = { timeZone: 'America/New_York' }
  await turnOf(stage, [[next, { ...itemOf(next), id: 'night' }]], elsewhere, 'urgent')
  assert.equal(stage.starts('night'), 0)
  assert.match(stage.said.join('\n'), /other hours than pinned/)
})

/** As a device has left it that knew no keys, frames, zones and editions. */
async function asBefore(file: string): Promise<void> {
  const entries = (await readJournal(file)) as Record<string, unknown>[]
  rmSync(file)
  const { journal } = await Journal.open(file)
  for (const entry of entries) {
    if (['zone', 'edition', 'roster-named'].includes(String(entry.is))) continue
    const text = JSON.stringify(entry, (name, value: unknown) =>
      name === 'frame' || name === 'key' ? undefined : value,
    )
    await journal.append(JSON.parse(text) as object)
  }
  await journal.close()
}

test('outside the hours that a person pinned nothing plays but what is urgent: it is told once, and other hours are pinned by hand', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  authority.hours = { timeZone: 'Asia/Ho_Chi_Minh', windows: [{ from: '05:30', until: '06:30' }] }
  await stage.enrol()
  stage.setClock('23:30:00')
  await stage.run()
  authority.keep(short)
  const bulletin = await signedBulletin({ sound: short, ...TIMES })
  const item = (id: string) => itemOf(bulletin, 'message', { id })
  const late = { windows: [{ from: '23:00', until: '23:59' }] }
  for (const _turn of [1, 2, 3]) await turnOf(stage, [[bulletin, item('b')]], late, 'urgent')
  assert.equal(stage.starts('b'), 0)
  assert.deepEqual(
    authority.of('refused').map(({ item, why }) => [item, why]),
    [['b', 'not-approved']],
    'told once',
  )
  assert.deepEqual(authority.hellos[0].hours, authority.hours)
  await stage.end()
  const pinned = { timeZone: 'Asia/Ho_Chi_Minh', windows: [{ from: '23:15', until: '23:59' }] }
  const { mode } = statSync(stage.key)
  pinHours(stage.key, pinned)
  assert.equal(statSync(stage.key).mode, mode)
  await stage.run()
  await authority.until(() => stage.starts('b') === 1, 'now it plays')
  assert.deepEqual(authority.hellos.at(-1)?.hours, pinned)
})

test('an authority of an earlier version, which refuses what it does not know, is said hello without hours', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  await stage.enrol()
  authority.faults.set('/speaker/v1/hello', [{ status: 422, code: 'inputFaulty' }])
  await stage.run()
  await authority.issue([{ id: 'b1', sound: short, more: { perWindow: 1 } }])
  await authority.until(() => authority.of('ended').length === 1, 'it plays')
  assert.deepEqual(
    authority.hellos.map(hello => 'hours' in hello),
    [false],
  )
})

test('a roster that is kept back silences the device once somebody has named it, over a restart too, until it comes; a stop counts meanwhile', async t => {
  const stage = await DeviceStage.build(t)
  const { authority } = stage
  const names = { authority: authority.signer.keyId, since: TIMES.from }
  const first = await signedBy([], rosterOf(PEOPLE, { names }))
  authority.rosters = [first]
  await stage.enrol()
  await stage.run()
  const long = tone(20_000)
  authority.keep(long, short)
  const old = await signedBulletin({ sound: long, ...TIMES, under: first })
  await authority.give([[old, itemOf(old)]])
  await authority.until(() => stage.starts(itemOf(old).id) === 1, 'it plays')

  const newer = await nextRosterNow(
    first,
    PEOPLE.filter(one => one !== editor),
  )
  const by = { submit: approver, approve: second }
  const named = await signedBulletin({ sound: short, ...TIMES, under: newer, by })
  await authority.give([
    [old, itemOf(old)],
    [named, itemOf(named)],
  ])
  await authority.until(() => authority.of('cut').length === 1, 'nothing counts any more')
  await authority.give([[old, { ...itemOf(old), id: 'again' }]])
  await authority.until(() => authority.of('agenda').length === 3, 'another agenda is taken')
  await stage.end()
  await stage.run()
  await authority.give([[named, itemOf(named)]])
  await authority.until(() => authority.of('agenda').length === 4, 'and another')
  assert.equal(stage.starts('again', itemOf(named).id), 0)
  assert.equal(stage.said.filter(line => line.includes('newer roster withheld')).length, 2, 'once a process')

  authority.rosters.push(newer)
  await authority.push(authority.agenda ?? '')
  await authority.until(() => stage.starts(itemOf(named).id) === 1, 'what was held is played')
  await authority.give([[old, { ...itemOf(old), id: 'put off' }]])
  await authority.until(() => authority.of('refused').length === 1, 'who was put off counts no more')
})
