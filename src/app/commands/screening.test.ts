/** `loa screening` and the options of `loa serve` that tell of a fever, as they are typed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { loaInProcess, loaProcess } from '../../../test/peers/in-process.ts'
import { screeningIntake } from '../../areas/screening/sql.ts'
import { screeningUseCases } from '../../areas/screening/use-cases.ts'
import { makeKey } from '../../directive/signing.ts'
import { openDatabase } from '../../sql/database.ts'
import { openAuthority } from '../authority.ts'

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-screening-'))
  t.after(() => rmSync(made, { recursive: true }))
  return made
}

async function loa(...flags: readonly string[]) {
  const { code, stdout, stderr } = await loaInProcess(flags)
  return { code, out: stdout, err: stderr }
}

/** Three people now. */
async function fill(data: string): Promise<void> {
  const database = await openDatabase({ file: join(data, 'loa.db') })
  const { work } = await openAuthority({ database, signingKey: await makeKey() })
  const intake = screeningIntake(database)
  const screening = screeningUseCases({ work, intake, tellers: [] })
  const somebody = { kind: 'person', id: 'x', name: 'x', role: 'administrator', operator: null } as const
  const door = await screening.createDoor(somebody, { name: 'Cửa chính' })
  await screening.takeFromCamera(randomUUID(), {
    door: door.id,
    measurements: ['1', '2', '3'].map(event => ({ event, celsius: 36.6 })),
  })
  await database.close()
}

test('of days on which nobody was measured an export has no entry, and says that it has none', async t => {
  const data = folder(t)
  await fill(data)
  const file = join(data, 'none.json')
  const span = ['--from', '2020-02-01', '--until', '2020-02-07']
  const made = await loa('screening', 'export', file, '--data', data, ...span)
  assert.match(made.out, /^Exported 0 measurements to /m)
  assert.equal(made.code, 0)
  assert.equal('entry' in JSON.parse(readFileSync(file, 'utf8')), false)
})

test('an export is a file of its owner alone, or standard output, and stands in the trail', async t => {
  const data = folder(t)
  await fill(data)
  const file = join(data, 'week.json')
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const span = ['--from', day(Date.now() - 86_400_000), '--until', day(Date.now() + 86_400_000)]
  const made = await loaProcess([...['screening', 'export', file, '--data', data], ...[...span, '--json']])
  assert.deepEqual(JSON.parse(made.stdout), { file, observations: 3 })
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const bundle = JSON.parse(readFileSync(file, 'utf8'))
  assert.equal(bundle.entry.length, 5)
  assert.equal((await loa('screening', 'export', file, '--data', data, ...span)).code, 1, 'nothing is written over')
  const piped = await loa('screening', 'export', '-', '--data', data, ...span)
  assert.deepEqual(JSON.parse(piped.out).entry, bundle.entry)
  const trail = JSON.parse((await loa('trail', 'verify', '--data', data, '--json')).out)
  assert.deepEqual([trail.is, trail.entries], ['whole', 4], 'a door, and what was exported')
})

test('what cannot be understood is said', async t => {
  const data = folder(t)
  const file = join(data, 'x.json')
  for (const [flags, code, sentence] of [
    [['screening', 'export', file, '--from', '1/2/2026', '--until', '2026-02-02', '--data', data], 2, /not a date/],
    [['screening', 'export', file, '--from', '2026-02-03', '--until', '2026-02-02', '--data', data], 2, /--until/],
    [['screening', 'export', file, '--from', '2026-02-01', '--until', '2026-02-02'], 2, /--data or --database/],
    [['screening', 'forget', '--data', data], 1, /directory/],
  ] as const) {
    const said = await loa(...flags)
    assert.equal(said.code, code, flags.join(' '))
    assert.match(said.err, sentence)
  }
})

test('how the duty officer is told is checked before anything starts', async t => {
  const place = folder(t)
  const password = join(place, 'password')
  writeFileSync(password, 'x')
  const mail = ['--smtp', 'smtp://loa@mail.example:587', '--mail-from', 'loa@bo.example']
  for (const [flags, sentence] of [
    [['--smtp', 'smtp://mail.example'], /go together/],
    [['--duty-mail', 'a@bo.example'], /go together/],
    [[...mail, '--duty-mail', 'ai đó'], /not an e-mail address/],
    [['--smtp', 'http://x', '--mail-from', 'a@b.example', '--duty-mail', 'a@b.example'], /must be smtp/],
    [
      ['--smtp', 'smtp://a:geheim@x', '--mail-from', 'a@b.example', '--duty-mail', 'a@b.example'],
      /--smtp-password-file/,
    ],
    [['--push-contact', 'it@bo.example'], /mailto:/],
    [['--push-service', 'push.example'], /mailto:/],
    [['--push-contact', 'mailto:it@bo.example', '--push-service', 'https://x/'], /not a host/],
  ] as const) {
    const said = await loa('serve', '--data', join(place, 'data'), '--listen', '127.0.0.1:0', ...flags)
    assert.equal(said.code, 2, flags.join(' '))
    assert.match(said.err, sentence)
    assert.doesNotMatch(said.err, /geheim/)
  }
  const missing = await loa(
    'serve',
    ...mail,
    '--duty-mail',
    'a@bo.example',
    '--smtp-password-file',
    join(place, 'none'),
  )
  assert.equal(missing.code, 1)
})
