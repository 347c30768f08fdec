/** Whole stories of a device beside a stub of the authority: real sockets, real signatures, real files, sounds of less than a second. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../base/clock.ts'
import type { Failure } from '../base/failure.ts'
import { seeded } from '../base/random.ts'
import { approver, editor, nextRoster, second } from '../operator/people.test.ts'
import { SpeakerDevice } from './device.ts'
import { enrol } from './enrolment.ts'
import { CLUSTER, FakeAuthority, tone } from './fake-authority.test.ts'
import { tagsIn } from './fsk.ts'
import { shortItem } from './heard-tag.ts'
import { readKeyFile } from './key-file.ts'
import { sumsOf } from './receipts.ts'
import { sinkOf } from './sinks.ts'
import { readWav } from './wav.ts'

const MAIN = fileURLToPath(new URL('../app/main.ts', import.meta.url))
const QUIET = { info: () => {}, warn: () => {}, error: () => {} }

class House {
  readonly folder: string
  readonly authority: FakeAuthority
  #device: SpeakerDevice | null = null

  private constructor(folder: string, authority: FakeAuthority) {
    this.folder = folder
    this.authority = authority
  }

  static async build(t: TestContext): Promise<House> {
    const folder = mkdtempSync(join(tmpdir(), 'loa-speaker-'))
    const house = new House(folder, await FakeAuthority.start())
    t.after(async () => {
      await house.end()
      await house.authority.close()
      rmSync(folder, { recursive: true, force: true })
    })
    return house
  }

  get key(): string {
    return join(this.folder, 'speaker.key')
  }

  get data(): string {
    return join(this.folder, 'data')
  }

  async enrol(code = this.authority.enrolmentCode()) {
    return await enrol({ url: this.authority.url, code, file: this.key, clock: systemClock })
  }

  async run(): Promise<void> {
    this.#device = await SpeakerDevice.start({
      ...{ directory: this.data, keys: readKeyFile(this.key), url: this.authority.url },
      sink: sinkOf(`wav:${join(this.folder, 'heard')}`, systemClock),
      decodes: ['wav'],
      ...{ clock: systemClock, random: seeded(1), log: QUIET, version: 'test' },
    })
  }

  async end(): Promise<void> {
    await this.#device?.close()
    this.#device = null
  }

  get sums() {
    const receipts = [...this.authority.receipts.values()].toSorted((a, b) => a.counter - b.counter)
    return sumsOf(receipts)
  }

  /** The files of the sink, in the order in which they were heard. */
  heard() {
    const folder = join(this.folder, 'heard')
    const names = existsSync(folder)
      ? readdirSync(folder).filter(name => name.endsWith('.wav'))
      : []
    return names
      .toSorted()
      .map(name => ({ name, sound: readWav(readFileSync(join(folder, name))) }))
  }
}

const sound = tone(400)

test('a device enrols, plays what two people signed, says so, and a microphone beside it hears the tag of each play', async t => {
  const house = await House.build(t)
  const { authority } = house
  const made = await house.enrol()
  assert.deepEqual([made.cluster, made.purpose], [CLUSTER, 'live'])
  assert.equal(statSync(house.key).mode & 0o777, 0o600)
  await house.run()
  await authority.issue([{ id: 'b1', sound, more: { perWindow: 2 } }])
  await authority.until(() => authority.of('ended').length === 2, 'two plays')
  await house.end()
  assert.deepEqual(
    [...authority.receipts.values()].map(({ is }) => is),
    ['agenda', 'fetched', 'started', 'ended', 'started', 'ended'],
  )
  const heard = house.heard()
  assert.equal(heard.length, 2)
  for (const [index, { sound }] of heard.entries()) {
    const [tag] = tagsIn(sound)
    const { counter } = authority.of('started')[index]
    const { cluster, item } = tag
    assert.deepEqual([cluster, item, tag.counter], [CLUSTER, shortItem('b1'), counter])
    assert.ok(Math.abs(tag.at - 0.4) < 0.02)
  }
  const { scheduled, played, open } = house.sums
  assert.deepEqual([scheduled, played, open], [2, 2, 0])
})

test('an enrolment whose answer was lost is asked for again with the same code and the same key', async t => {
  const house = await House.build(t)
  const { authority } = house
  const code = authority.enrolmentCode()
  const gone = { status: 502, code: '' }
  authority.faults.set('/speaker/v1/enrol', [gone])
  await assert.rejects(house.enrol(code), (error: Failure) => error.code === 'authorityFar')
  assert.ok(existsSync(`${house.key}.asking`))
  const asked = JSON.parse(readFileSync(`${house.key}.asking`, 'utf8')) as { x: string }
  const made = await house.enrol(code)
  assert.equal(made.key.x, asked.x)
  assert.ok(!existsSync(`${house.key}.asking`))
  await assert.rejects(house.enrol(code), (error: Failure) => error.code === 'fileThere')
})

test('a code is given away to nobody but the authority whose key it names', async t => {
  const house = await House.build(t)
  const other = await FakeAuthority.start()
  t.after(async () => await other.close())
  const code = other.enrolmentCode()
  await assert.rejects(house.enrol(code), (error: Failure) => error.code === 'authorityOther')
  assert.equal(house.authority.deviceKey, null)
  for (const wrong of ['', 'abc', code.slice(0, -65)])
    await assert.rejects(
      house.enrol(wrong),
      (error: Failure) => error.code === 'enrolmentCodeWrong',
    )
})

test('a server in wrong hands plays nothing of its own: its key alone, an older agenda, another cluster’s, an exercise', async t => {
  const house = await House.build(t)
  const { authority } = house
  await house.enrol()
  await house.run()
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
  assert.deepEqual(house.heard(), [])
})

test('a stop is heard at once, the commune’s switch wins, a person who left the roster is believed no more', async t => {
  const house = await House.build(t)
  const { authority } = house
  const long = tone(20_000)
  await house.enrol()
  await house.run()
  await authority.issue([{ id: 'wrong', sound: long, more: { priority: 'urgent' } }])
  await authority.until(() => authority.of('started').length === 1, 'it plays')
  await authority.issue([])
  await authority.until(() => authority.of('cut').length === 1, 'it is cut')
  assert.equal(authority.of('cut')[0].why, 'withdrawn')

  await authority.issue([{ id: 'again', sound: long, more: { priority: 'urgent' } }])
  await authority.until(() => authority.of('started').length === 2, 'another plays')
  writeFileSync(join(house.data, 'off'), '')
  await authority.until(() => authority.of('cut').length === 2, 'the switch is told')
  assert.equal(authority.of('cut').at(-1)?.why, 'off')
  rmSync(join(house.data, 'off'))
  await authority.until(() => authority.of('switched').length === 2, 'and back')

  const { PEOPLE, admin, otherAdmin } = await import('../operator/people.test.ts')
  const without = PEOPLE.filter(one => one !== editor)
  authority.rosters.push(await nextRoster(authority.rosters[0], without, [admin, otherAdmin]))
  await authority.issue([
    { id: 'old', sound },
    { id: 'new', sound, by: { submit: approver, approve: second } },
  ])
  await authority.until(
    () => authority.of('refused').some(({ item }) => item === 'old'),
    'old is refused',
  )
  await authority.until(
    () => authority.of('started').some(({ item }) => item === 'new'),
    'new plays',
  )
  assert.ok(!authority.of('started').some(({ item }) => item === 'old'))
})

test('a sound that is cut off on the way goes on where it ended; one that differs is refused, fetched again and then played', async t => {
  const house = await House.build(t)
  const { authority } = house
  await house.enrol()
  await house.run()
  authority.cutAfter = [2000]
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

  const wav = join(house.data, 'audio', `${other.sha256}.wav`)
  writeFileSync(wav, readFileSync(wav).fill(7, 1000, 1010))
  await authority.issue([{ ...spoken, id: 'b3' }])
  await authority.until(() => authority.of('ended').length === 3, 'a damaged file is made anew')
  assert.equal(authority.of('refused').length, 1)
})

test('the authority may be away: what was admitted is played on after a restart, and told when it is back', async t => {
  const house = await House.build(t)
  const { authority } = house
  await house.enrol()
  await house.run()
  await authority.issue([{ id: 'b1', sound, more: { perWindow: 10 } }])
  await authority.until(() => authority.of('started').length === 1, 'it plays')
  await authority.close()
  await house.end()
  await house.run()
  const before = house.heard().length
  while (house.heard().length < before + 2) await new Promise(done => setTimeout(done, 20))
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
  const house = await House.build(t)
  const { authority } = house
  await house.enrol()
  await house.run()
  await authority.issue([{ id: 'b1', sound, more: { perWindow: 10 } }])
  await authority.until(() => authority.of('ended').length === 1, 'it plays')
  const key = authority.deviceKey
  authority.deviceKey = null
  await authority.close()
  await authority.listen()
  const journal = join(house.data, 'journal.jsonl')
  while (!readFileSync(journal, 'utf8').includes('"revoked":true'))
    await new Promise(done => setTimeout(done, 20))
  await house.end()
  await authority.close()
  const heard = house.heard().length
  await house.run()
  await new Promise(done => setTimeout(done, 1500))
  assert.equal(house.heard().length, heard)
  assert.ok(existsSync(house.key))
  authority.deviceKey = key
  await authority.listen()
  await authority.until(() => authority.of('ended').length > heard, 'known again, it goes on')
  assert.ok(authority.of('refused').every(({ why }) => why === 'revoked'))
})

test('a device that is killed at any instant goes on by itself: counters have no hole, each start has one end, the sum reconciles', async t => {
  const house = await House.build(t)
  const { authority } = house
  await house.enrol()
  const played = tone(300)
  const ids = ['b1', 'b2', 'b3', 'b4', 'b5']
  await authority.issue(ids.map(id => ({ id, sound: played, more: { perWindow: 10 } })))
  const random = seeded(3)
  const start = () => {
    const sink = `wav:${join(house.folder, 'heard')}`
    const args = [
      'speaker',
      'run',
      '--key',
      house.key,
      '--data',
      house.data,
      '--sink',
      sink,
      '--json',
    ]
    return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
      stdio: ['ignore', 'ignore', 'ignore'],
    })
  }
  for (let kill = 1; kill <= 3; kill++) {
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
