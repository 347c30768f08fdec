/** The audit as its users run it: files, exit codes. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { loaInProcess, loaProcess } from '../../../test/peers/in-process.ts'
import { call, text } from '../../audit/stage.test.ts'
import { auditSummary } from '../../audit/summary.ts'
import { makeKey, publicOf, signerOf } from '../../directive/signing.ts'
import { FEBRUARY } from '../../zerorating/example-list.ts'
import { signList } from '../../zerorating/signed.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-audit-command-'))
const ROOT = process.cwd()
before(() => process.chdir(folder))
after(() => {
  process.chdir(ROOT)
  rmSync(folder, { recursive: true })
})

async function loa(args: readonly string[], lang = 'C', by = loaInProcess) {
  const { code, stdout, stderr } = await by(args, { lang })
  return { exit: code, stdout, stderr }
}

const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content)

const CALLS = text([
  call({ id: '1', start: '2020-02-03T08:00:00', seconds: 90, amount: 10_000 }),
  call({ id: '2', start: '2020-02-03T08:00:00', seconds: 60, amount: 0, called: '1900', group: '9001' }),
  call({ id: '3', start: '2020-02-03', seconds: 60, amount: 0 }),
  call({ id: '4', start: '2020-02-03T08:00:00', seconds: 60, amount: 5000 }),
])
before(async () => {
  const key = await makeKey()
  put('list.jws', await signList(FEBRUARY, await signerOf(key)))
  put('key.pub', JSON.stringify(publicOf(key)))
  put('other.pub', JSON.stringify(publicOf(await makeKey())))
  put('draft.json', JSON.stringify(FEBRUARY))
  put('calls.csv', CALLS)
  put('calls.csv.gz', gzipSync(CALLS))
})

const AUDIT = ['zerorating', 'audit', '--list', 'list.jws', '--public-key', 'key.pub']

test('wrong charges are the result and no failure: files for the operator, a summary for the authority', async () => {
  const args = [...AUDIT, '--cdr', 'calls.csv', '--operator', 'a-mobile', '--out', 'out', '--json']
  const { exit, stdout, stderr } = await loa(args, 'C', loaProcess)
  assert.equal(exit, 0, stderr)
  const summary = auditSummary.parse(JSON.parse(stdout))
  assert.deepEqual([summary.wrong.records, summary.wrong.refund], [2, 15_000])
  assert.equal(summary.claimed?.records, 1)
  assert.equal(summary.list.versions[0].trust, 'verified')
  assert.equal(summary.wrong.cells[0].operator, 'a-mobile')
  assert.equal(readFileSync(join(folder, 'out/summary.json'), 'utf8'), stdout)
  assert.match(readFileSync(join(folder, 'out/refunds.csv'), 'utf8'), /^0912000001,[0-9a-f]{64},a-mobile,/m)
  assert.match(readFileSync(join(folder, 'out/rejects.csv'), 'utf8'), /^calls\.csv,4,start-unreadable,/m)
  // Beside the directory, for that may be sent.
  assert.equal(statSync(join(folder, 'out.key')).mode & 0o777, 0o600)
  assert.equal(existsSync(join(folder, 'out/out.key')), false)
})

test('people read a table with units, in their language', async () => {
  const english = await loa([...AUDIT, '--cdr', 'calls.csv'])
  assert.match(english.stdout, /^Charged, but should have been free$/m)
  assert.match(english.stdout, /charged VND +refund VND/)
  assert.match(english.stdout, /^byt-19003228 .* 15\u2009000 +15\u2009000 +below 5$/m)
  assert.match(english.stdout, /the start cannot be read +1/)
  const vietnamese = await loa([...AUDIT, '--cdr', 'calls.csv'], 'vi_VN.UTF-8')
  assert.match(vietnamese.stdout, /^Đã thu, lẽ ra miễn cước$/m)
  assert.match(vietnamese.stdout, /đã thu VND +hoàn trả VND/)
})

test('a damaged file is left out, told, and makes the audit incomplete', async () => {
  put('cut.csv.gz', gzipSync(CALLS).subarray(0, 60))
  const { exit, stdout, stderr } = await loa([...AUDIT, '--cdr', 'cut.csv.gz', 'calls.csv.gz', '--json'])
  assert.equal(exit, 1)
  assert.match(stderr, /^loa: cut\.csv\.gz: damaged or cut/m)
  assert.match(stderr, /^loa: 1 of 2 files are damaged/m)
  const summary = auditSummary.parse(JSON.parse(stdout))
  assert.deepEqual([summary.files, summary.wrong.refund], [{ read: 1, damaged: 1 }, 15_000])
})

test('a mapping is printed to start from, and is what is taken without one', async () => {
  const printed = await loa(['zerorating', 'map'])
  assert.equal(printed.exit, 0)
  put('map.json', printed.stdout)
  const [own, none] = await Promise.all([
    loa([...AUDIT, '--cdr', 'calls.csv', '--json', '--map', 'map.json']),
    loa([...AUDIT, '--cdr', 'calls.csv', '--json']),
  ])
  assert.equal(own.exit, 0, own.stderr)
  assert.equal(own.stdout, none.stdout)
})

test('what is wrong before the first record is said in one sentence', async () => {
  put('typo.json', JSON.stringify({ ...JSON.parse((await loa(['zerorating', 'map'])).stdout), amout: 'a' }))
  put('unknown.json', JSON.stringify({ ...JSON.parse((await loa(['zerorating', 'map'])).stdout), port: 'prot' }))
  for (const [args, exit, said] of [
    [[...AUDIT, '--cdr', 'calls.csv', '--map', 'typo.json'], 1, /wrong at amout/],
    [[...AUDIT, '--cdr', 'calls.csv', '--map', 'unknown.json'], 1, /no column 'prot'/],
    [[...AUDIT, '--cdr', 'none.csv'], 1, /no file none\.csv/],
    [
      ['zerorating', 'audit', '--list', 'draft.json', '--public-key', 'key.pub', '--cdr', 'calls.csv'],
      1,
      /draft\.json is an unsigned draft/,
    ],
    [['zerorating', 'audit', '--list', 'list.jws', '--public-key', 'other.pub', '--cdr', 'calls.csv'], 1, /sign/],
    [['zerorating', 'audit', '--cdr', 'calls.csv'], 2, /--list/],
  ] as const) {
    const ran = await loa(args)
    assert.equal(ran.exit, exit, ran.stderr)
    assert.match(ran.stderr, said)
    assert.equal(ran.stdout, '')
  }
})
