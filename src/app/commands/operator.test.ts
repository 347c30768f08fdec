import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loaInProcess, loaProcess } from '../../../test/peers/in-process.ts'
import { Journal } from '../../base/journal.ts'
import { makeKey } from '../../directive/signing.ts'

test('a wrong command line is told in one sentence, ends with 2, and leaves nothing behind', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-command-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const key = join(directory, 'node.key')
  const { publicKey } = { publicKey: await makeKey() }
  const { kty, crv, x } = publicKey
  writeFileSync(
    key,
    JSON.stringify({
      operator: 'viettel',
      name: 'Viettel',
      authority: { url: 'https://loa.example', publicKey: { kty, crv, x } },
      key: publicKey,
    }),
  )
  const smsc = 'smpp://loa:Kh0ngL0!@127.0.0.1:1'
  const bsc = 'cbsp://127.0.0.1:1'
  const good = ['--key', key, '--audience', 'all.csv', '--smsc', smsc, '--data', join(directory, 'data')]
  for (const [args, says] of [
    [[], /--key FILE is missing/],
    [['--key', key], /--audience FILE is missing/],
    [['--key', key, '--audience', 'all.csv'], /--smsc URL or --smsc-file FILE is missing/],
    [[...good, '--authority', 'http://loa.example'], /must be https/],
    [[...good, '--authority', 'loa'], /is not a URL/],
    [[...good, '--authority', 'https://a.example', 'https://a.example/'], /names .* twice/],
    [[...good, '--exercise-smsc', smsc], /together, or neither/],
    [[...good, '--province', '1=x.csv'], /is not a valid --province/],
    [[...good, '--province', '01@2020-99-01=x.csv'], /is not a date/],
    [[...good, '--province', '01='], /is not a valid --province/],
    [[...good, '--exclude', 'Opt Out=x.csv'], /is not a valid --exclude/],
    [[...good, '--language', 'english=x.csv'], /is not a valid --language/],
    [[...good, '--binds', '0'], /not a whole number/],
    [[...good, '--cells', 'cells.csv'], /give --cells together with --bsc or --amf/],
    [[...good, '--bsc', 'cbsp://127.0.0.1:1'], /give --cells together with --bsc or --amf/],
    [[...good, '--cells', 'cells.csv', '--bsc', '10.0.0.5:48049'], /is not a cbsp:\/\/ or/],
    [[...good, '--cells', 'cells.csv', '--bsc', 'http://10.0.0.5'], /is not a cbsp:\/\/ or/],
    [[...good, '--cells', 'cells.csv', '--bsc', bsc, bsc], /names 127.0.0.1:1 twice/],
    [[...good, '--cells', 'cells.csv', '--bsc', bsc, '--cells-as-of', '2025-02-30'], /is not a date/],
    [['enrol', '--authority', 'https://loa.example', '--code', 'x'], /--key FILE is missing/],
    [['enrol', '--key', key, '--code', 'x'], /--authority URL is missing/],
    [['enrol', '--key', key], /--code/],
    [['rotate'], /--key FILE is missing/],
    [['trust', '--roster', 'a'.repeat(64)], /--key FILE is missing/],
    [['trust', '--key', key], /--roster/],
    [[...good, '--log', 'nats://10.0.0.1'], /needs --machine NAME/],
    [[...good, '--machine', 'a', '--alone', 'yes'], /i-know-the-others-are-dead/],
    [['trust', '--key', key, '--roster', 'A'.repeat(64)], /64 lower-case hexadecimal digits/],
    [['trust', '--key', key, '--roster', 'a'.repeat(63)], /64 lower-case hexadecimal digits/],
  ] as const) {
    const { code, stderr, stdout } = await loaInProcess(['operator', ...args])
    assert.equal(code, 2, stderr)
    assert.match(stderr, says)
    assert.equal(stdout, '')
    assert.ok(!stderr.includes('Kh0ngL0'))
  }
  assert.deepEqual(readdirSync(directory), ['node.key'])
})

test('what is missing or wrong on this machine ends with 1 and says what to do', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-command-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const key = join(directory, 'node.key')
  const there = join(directory, 'other.key')
  writeFileSync(there, 'x')
  const lines = Array.from({ length: 10_000 }, (_, i) => `452,04,100,${i},21.0,105.8,26`)
  const table = (name: string, of: readonly string[]) => {
    const file = join(directory, name)
    writeFileSync(file, `mcc,mnc,lac,ci,latitude,longitude,province\n${of.join('\n')}\n`)
    return ['--cells', file, '--bsc', 'cbsp://127.0.0.1:1', '--cells-as-of'] as const
  }
  const wrong = table('wrong.csv', lines.with(7_654, '452,04,100,7654,N21,105.8,26'))
  const good = table('good.csv', lines)
  const nowhere = ['--cells', join(directory, 'none.csv'), '--bsc', 'cbsp://127.0.0.1:1'] as const
  for (const [args, says] of [
    [['--key', key, ...nowhere], /Cannot read .*none\.csv/],
    [['--key', key, ...wrong, '2020-02-13'], /wrong\.csv, line 7656: not a latitude: "452,04,100,7654/],
    [['--key', key, ...good, '2026-01-01'], /line 2: no such province on 2026-01-01; .*--cells-as-of/],
    [['--key', key, '--audience', 'x', '--smsc', 'smpp://a:b@127.0.0.1:1'], /Cannot read/],
    [['--key', there, '--audience', 'x', '--smsc', 'smpp://a:b@127.0.0.1:1'], /is not the key file/],
    [['enrol', '--authority', 'https://127.0.0.1:1', '--key', key, '--code', 'x'], /enrolment code is wrong/],
    [
      ['enrol', '--authority', 'http://127.0.0.1:1', '--key', key, '--code', `${'a'.repeat(43)}.${'b'.repeat(32)}`],
      /Cannot reach the authority/,
    ],
    [
      ['enrol', '--authority', 'https://127.0.0.1:1', '--key', there, '--code', `${'a'.repeat(43)}.${'b'.repeat(32)}`],
      /exists and is not overwritten/,
    ],
    [['rotate', '--key', key], /Cannot read/],
    [['status', '--data', directory], /No node is running with the directory/],
    [['yield', '--data', directory], /No node is running with the directory/],
    [['trust', '--key', key, '--roster', 'a'.repeat(64)], /Cannot read/],
    [['trust', '--key', there, '--roster', 'a'.repeat(64)], /is not the key file/],
  ] as const) {
    const { code, stderr } = await loaInProcess(['operator', ...args])
    assert.equal(code, 1, stderr)
    assert.match(stderr, says)
    assert.ok(!existsSync(key))
  }
})

test('help shows how, with an example', async () => {
  for (const args of [[], ['enrol'], ['rotate'], ['trust'], ['heads'], ['status'], ['yield']]) {
    const { code, stdout } = await loaInProcess(['operator', ...args, '--help'])
    assert.equal(code, 0)
    assert.match(stdout, /Examples?:\n {2}loa operator/)
  }
})

test('trust pins a roster, and says what it replaces', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-command-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const key = join(directory, 'node.key')
  const secret = await makeKey()
  const { kty, crv, x } = secret
  const authority = { url: 'https://loa.example', publicKey: { kty, crv, x } }
  writeFileSync(key, JSON.stringify({ operator: 'mot', name: 'Một', authority, key: secret }))
  for (const [roster, says] of [
    ['a', /no roster was pinned before/],
    ['b', new RegExp(`replaces ${'a'.repeat(64)}`)],
    ['b', /nothing has changed/],
  ] as const) {
    const { code, stderr } = await loaInProcess(['operator', 'trust', '--key', key, '--roster', roster.repeat(64)])
    assert.equal(code, 0, stderr)
    assert.match(stderr, says)
  }
})

test('heads shows the newest heads for the auditor, and ends with 1 where they cannot be of one trail', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-command-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const missing = await loaInProcess(['operator', 'heads', '--data', directory])
  assert.equal(missing.code, 1)
  assert.match(missing.stderr, /Cannot read/)
  const { journal } = await Journal.open(join(directory, 'journal.jsonl'))
  t.after(async () => await journal.close())
  const none = await loaInProcess(['operator', 'heads', '--data', directory])
  assert.deepEqual([none.code, none.stdout], [0, "No head of the authority's trail seen yet.\n"])
  const head = (serial: number, entries: number, letter: string) => ({
    is: 'head',
    at: '2026-02-03T00:00:00.000Z',
    entries,
    hash: letter.repeat(64),
    by: { kind: 'directive', directive: '0f8fad5b-d9cb-469f-a165-70867728950e', serial },
  })
  for (const entry of [head(1, 10, 'a'), { is: 'acknowledged' }, head(2, 12, 'b')]) await journal.append(entry)
  const two = await loaProcess(['operator', 'heads', '--data', directory])
  assert.equal(two.code, 0, two.stderr)
  const [first] = two.stdout.split('\n')
  assert.equal(
    first,
    `12:${'b'.repeat(64)}  2026-02-03T00:00:00.000Z  directive 0f8fad5b-d9cb-469f-a165-70867728950e, serial 2`,
  )
  await journal.append(head(3, 12, 'c'))
  const three = await loaInProcess(['operator', 'heads', '--data', directory])
  assert.equal(three.code, 1)
  assert.match(three.stdout, /two hashes for the same 12 entries/)
  const { code, stdout } = await loaInProcess(['operator', 'heads', '--data', directory, '--json'])
  assert.equal(code, 1)
  const { heads, faults } = JSON.parse(stdout) as { heads: object[]; faults: object[] }
  assert.deepEqual(heads[0], {
    head: `12:${'b'.repeat(64)}`,
    entries: 12,
    hash: 'b'.repeat(64),
    at: '2026-02-03T00:00:00.000Z',
    by: { kind: 'directive', directive: '0f8fad5b-d9cb-469f-a165-70867728950e', serial: 2 },
  })
  assert.equal((faults[0] as { code: string }).code, 'trailHeadsDiffer')
})
