/**
 * Loudspeakers from one end to the other: two people sign a bulletin at a real server, real devices fetch and play it into files, what
 * they told and what is heard in the files is proved; what is cancelled is cut, what is far away or stolen is silent.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import { systemClock } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { until } from '../../src/base/until.test.ts'
import { readRoster, statementOfRoster } from '../../src/directive/attest.ts'
import type { Sound } from '../../src/directive/bulletin.ts'
import { namesUnder } from '../../src/directive/roster.ts'
import { SpeakerDevice } from '../../src/speaker/device.ts'
import { enrol } from '../../src/speaker/enrolment.ts'
import { readKeyFile } from '../../src/speaker/key-file.ts'
import { heardIn } from '../../src/speaker/recording.ts'
import { sinkOf } from '../../src/speaker/sinks.ts'
import { writeWav } from '../../src/speaker/wav.ts'
import { makePersonJwk, type PersonKey, personKeyOf } from '../../town/person-key.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { spokenDraft } from '../postgres/loudspeakers-stage.ts'
import { type Person, serveHere, staffOf } from './stage.ts'

const LOA = join(import.meta.dirname, '../../loa')
const LOUDSPEAKERS = '/api/v1/loudspeakers'
const QUIET = { info: () => {}, warn: () => {}, error: () => {} }
const DAY_MS = 86_400_000

test('two people sign an urgent bulletin, devices of its province play it, and it is proved as played and as heard; a cancel cuts it, a power cut leaves it unknown or cut, and neither another commune nor a stolen device sounds', async t => {
  const server = await serveHere(t, onlySqlite())
  const { administrator, editor, approver } = await staffOf(server)
  const keys = { editor: await givesKey(editor), approver: await givesKey(approver) }
  const adminKey = await givesKey(administrator)
  const { draft } = await administrator.well('POST', '/api/v1/roster/draft')
  const { sha256, text } = draft
  const at = new Date().toISOString()
  const signature = await adminKey.sign(statementOfRoster(text, at))
  await administrator.well('POST', '/api/v1/roster/signatures', { sha256, at, signature })
  const names = namesUnder(readRoster(text))

  const place = (code: string, since = code) => [
    { code, from: '2020-01-01', until: '2025-07-01' },
    { code: since, from: '2025-07-01', until: null },
  ]
  await administrator.well('PUT', `${LOUDSPEAKERS}/communes`, {
    communes: [
      { code: '00001', name: 'Xã Sơn Lôi', places: place('26', '25'), windows: null },
      { code: '00002', name: 'Phường Bến Nghé', places: place('79'), windows: null },
    ],
  })
  const add = (cluster: string, commune: string) => ({ cluster, commune, name: `Cụm ${cluster}`, purpose: 'live' })
  await administrator.well('POST', `${LOUDSPEAKERS}/clusters`, {
    clusters: [add('near', '00001'), add('power', '00001'), add('stolen', '00001'), add('far', '00002')],
  })
  const folder = mkdtempSync(join(tmpdir(), 'loa-loudspeakers-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const files = (id: string) => join(folder, `${id}-wav`)
  const played = (id: string) => (existsSync(files(id)) ? readdirSync(files(id)).sort() : [])
  const enrolled = async (id: string) => {
    const { code } = await administrator.well('POST', `${LOUDSPEAKERS}/clusters/${id}/code`)
    const file = join(folder, `${id}.key`)
    await enrol({ url: server.url, code, file, clock: systemClock })
    return file
  }
  const run = async (id: string) => {
    const device = await SpeakerDevice.start({
      directory: join(folder, id),
      url: server.url,
      decodes: ['wav'],
      version: '0.2.0',
      clock: systemClock,
      random: seeded(1),
      log: QUIET,
      sink: sinkOf(`wav:${files(id)}`, systemClock),
      keys: readKeyFile(join(folder, `${id}.key`)),
    })
    t.after(async () => await device.close())
    return device
  }
  for (const id of ['near', 'stolen', 'far']) {
    await enrolled(id)
    await run(id)
  }
  const child = await runChild(t, [
    '--key',
    await enrolled('power'),
    '--data',
    join(folder, 'power'),
    '--sink',
    `wav:${files('power')}`,
  ])
  const connected = async () =>
    (await administrator.well('GET', `${LOUDSPEAKERS}/communes`))
      .flatMap((commune: { clusters: { isConnected: boolean }[] }) => commune.clusters)
      .filter(({ isConnected }: { isConnected: boolean }) => isConnected).length
  await until(async () => (await connected()) === 4)

  const released = async (milliseconds: number): Promise<string> => {
    const sound = await brings(editor, milliseconds)
    const urgent: BulletinDraft = spokenDraft(new Date(Date.now() + DAY_MS).toISOString(), sound, {
      priority: 'urgent',
    })
    for (const spoken of [...urgent.renditions.loudspeakers, ...urgent.correction.loudspeakers])
      Object.assign(spoken, { perWindow: 1, gapSeconds: 1 })
    const { id } = await editor.well('POST', '/api/v1/bulletins', { draft: urgent })
    for (const [who, does] of [
      [editor, 'submit'],
      [approver, 'approve'],
    ] as const) {
      const { version, sha256 } = await who.well('GET', `/api/v1/bulletins/${id}`)
      const now = new Date().toISOString()
      const key = does === 'submit' ? keys.editor : keys.approver
      const statement = { ...saidOf({ id, version, sha256 }, does), at: now, ...names }
      const given = { at: now, signature: await key.sign(statement) }
      await who.well('POST', `/api/v1/bulletins/${id}/${does}`, {
        version,
        sha256,
        signature: given,
        ...(does === 'approve' && { purpose: 'live' }),
      })
    }
    return id
  }
  const proofs = async (id: string) =>
    Object.fromEntries(
      (await editor.well('GET', `/api/v1/bulletins/${id}/proofs`))
        .filter(({ channel }: { channel: string }) => channel === 'loudspeakers')
        .map(({ kind, count }: { kind: string; count: number }) => [kind, count]),
    )

  const of = async (id: string) => await editor.well('GET', `${LOUDSPEAKERS}/clusters/${id}/plays`)
  const plays = async () => await Promise.all(['near', 'power', 'stolen'].map(async id => [id, await of(id)]))

  // Played, told and heard: the tag sounds in the silence after it.
  const first = await released(600)
  await until(async () => (await proofs(first)).played === 3, plays)
  const [file] = played('near')
  const [tag] = heardIn(join(files('near'), file))
  assert.deepEqual([tag.cluster, played('far')], ['near', []])
  const spoken = await hears(approver, join(files('near'), file))
  assert.deepEqual([spoken.tags, spoken.known, spoken.plays[0].outcome], [1, 1, 'played'])
  assert.deepEqual(await proofs(first), { played: 3, heard: 1 })

  // A cancel cuts what sounds; a device whose power went away tells after it came back.
  const second = await released(60_000)
  const isOpen = async (id: string) => (await of(id))[0]?.outcome === 'open'
  await until(async () => (await isOpen('near')) && (await isOpen('power')) && (await isOpen('stolen')), plays)
  child.kill('SIGKILL')
  await once(child, 'exit')
  // A stolen one falls silent in the middle of a word.
  await administrator.well('POST', `${LOUDSPEAKERS}/clusters/stolen/revoke`)
  await until(async () => played('stolen').length === 2)
  await approver.well('POST', `/api/v1/bulletins/${second}/cancel`, { version: 1, reason: 'Sai' })
  await until(async () => (await of('near'))[0].outcome === 'cut', plays)
  assert.equal((await of('near'))[0].why, 'withdrawn')
  await runChild(t, [
    '--key',
    join(folder, 'power.key'),
    '--data',
    join(folder, 'power'),
    '--sink',
    `wav:${files('power')}`,
  ])
  await until(async () => (await of('power'))[0].outcome !== 'open', plays)
  const [after] = await of('power')
  assert.ok(after.outcome === 'unknown' || (after.outcome === 'cut' && after.why === 'power'))

  // What comes now sounds where it may.
  const third = await released(600)
  await until(async () => (await proofs(third)).played === 2, plays)
  assert.deepEqual([played('stolen').length, played('far')], [2, []])
  const [commune] = await administrator.well('GET', `${LOUDSPEAKERS}/communes?province=25`)
  for (const { today } of commune.clusters) {
    const { scheduled, played, cut, refused, missed, unknown, open } = today
    assert.equal(scheduled, played + cut + refused + missed + unknown + open)
  }

  // By a second path: what each device wrote into its own journal, counted without the authority.
  const journals = ['near', 'power', 'stolen', 'far'].map(id => endsIn(join(folder, id)))
  for (const id of [first, second, third]) {
    const log: { kind: string; serial: number }[] = await editor.well('GET', `/api/v1/bulletins/${id}/releases`)
    const own = journals.map(ends => ends.filter(({ item }) => item.startsWith(`${id}.1.p.`)))
    const withEnd = (is: string) => own.filter(ends => ends.some(end => end.is === is)).length
    assert.equal((await proofs(id)).played ?? 0, withEnd('ended'), 'played')
    assert.deepEqual(
      log.map(({ kind }) => kind),
      id === second ? ['publish', 'cancel'] : ['publish'],
    )
  }
  for (const { id, today } of commune.clusters) {
    const ends = endsIn(join(folder, id))
    const count = (is: string) => ends.filter(end => end.is === is).length
    // What the stolen one cut when its key was revoked it can tell nobody.
    if (id === 'stolen') continue
    assert.deepEqual([today.played, today.cut, today.unknown], [count('ended'), count('cut'), count('unknown')], id)
  }
})

/** Of plays that began, by the device's journal: what they were of, and how each ended. */
function endsIn(folder: string): readonly { readonly item: string; readonly is: string }[] {
  const told = readFileSync(join(folder, 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).entry.receipt)
    .filter(receipt => receipt !== undefined)
  const began = new Map(told.filter(({ is }) => is === 'started').map(each => [each.counter, each.item]))
  return told.flatMap(({ is, start }) => (start === undefined ? [] : [{ is, item: began.get(start) }]))
}

test('a recording that is none, that is too large or that is full of noise is answered, and costs the server’s own thread nothing', async t => {
  const server = await serveHere(t, onlySqlite())
  const { editor } = await staffOf(server)
  const send = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}${LOUDSPEAKERS}/heard`, {
      method: 'POST',
      body,
      headers: { origin: server.url, cookie: editor.cookie, 'content-type': 'audio/wav', ...headers },
    })
    return { status: answer.status, body: (await answer.json()) as { code?: string; tags?: number } }
  }
  assert.equal((await send(new Uint8Array(1000))).body.code, 'recordingUnreadable')
  // Of one sample a second every sample would be thousands of places to look at.
  const slow = writeWav({ rate: 8000, samples: new Float32Array(8000) })
  slow.writeUInt32LE(1, 24)
  assert.equal((await send(new Uint8Array(slow))).body.code, 'recordingUnreadable')
  const large = await send(new Uint8Array(8_000_000)).catch(() => ({ status: 413 }))
  assert.equal(large.status, 413)
  const random = seeded(7)
  const samples = Float32Array.from({ length: 48_000 * 30 }, () => random.below(1000) / 1000 - 0.5)
  const noise = new Uint8Array(writeWav({ rate: 48_000, samples }))
  let turns = 0
  const turning = setInterval(() => turns++, 1)
  const [first, second] = await Promise.all([send(noise), send(noise)])
  clearInterval(turning)
  assert.deepEqual([first.body.tags, second.body.tags], [0, 0])
  assert.ok(turns > 20, `the server turned ${turns} times meanwhile`)
})

async function givesKey(person: Person): Promise<PersonKey> {
  const key = await personKeyOf(await makePersonJwk())
  const { publicKey } = key.key
  await person.well('POST', '/api/v1/signing/keys', { name: 'laptop', publicKey })
  return key
}

async function brings({ url, cookie }: Person, milliseconds: number): Promise<Sound> {
  const rate = 16_000
  const length = (rate * milliseconds) / 1000
  const samples = Float32Array.from({ length }, (_, at) => 0.3 * Math.sin(at / 7))
  const answer = await fetch(`${url}/api/v1/bulletin-sounds`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': 'audio/wav' },
    body: new Uint8Array(writeWav({ rate, samples })),
  })
  assert.equal(answer.status, 201)
  return ((await answer.json()) as { sound: Sound }).sound
}

async function hears({ url, cookie }: Person, file: string) {
  const answer = await fetch(`${url}${LOUDSPEAKERS}/heard`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': 'audio/wav' },
    body: new Uint8Array(readFileSync(file)),
  })
  return (await answer.json()) as { tags: number; known: number; plays: { outcome: string }[] }
}

async function runChild(t: TestContext, flags: readonly string[]) {
  const child = spawn(LOA, ['speaker', 'run', '--json', ...flags], { stdio: 'ignore' })
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  return child
}
