/** `loa cap check` as other programs meet it: a child process, its exit code, its standard output. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { golden } from '../../cap/golden-alerts.test.ts'
import { signAlert } from '../../cap/sign.ts'

const LOA = fileURLToPath(new URL('../../../loa', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'loa-cap-check-'))
after(() => rmSync(dir, { recursive: true }))

function check(args: readonly string[], how: { input?: string; lang?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(LOA, ['cap', 'check', ...args], {
    encoding: 'utf8',
    cwd: dir,
    input: how.input ?? '',
    env: { ...process.env, LC_ALL: how.lang ?? 'C.UTF-8' },
  })
  return { status, stdout, stderr }
}

const put = (name: string, text: string | Uint8Array) => writeFileSync(join(dir, name), text)

execFileSync(
  'openssl',
  [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=x', '-keyout', 'key.pem', '-out', 'certificate.pem'],
  ],
  { cwd: dir, stdio: 'ignore' },
)
const pem = (name: string) => readFileSync(join(dir, name), 'utf8')
put('good.xml', golden('outbreak.xml'))
put('zulu.xml', golden('cancel.xml').replace('07:38:00+07:00', '07:38:00Z'))
put(
  'signed.xml',
  signAlert(golden('cancel.xml'), { key: pem('key.pem'), certificate: pem('certificate.pem'), at: Date.now() }),
)
put('altered.xml', pem('signed.xml').replace('không đúng', 'đúng'))

const SENTENCE = "'2026-02-03T07:38:00Z' lacks a time offset as CAP requires: +07:00, never Z. Write UTC as -00:00."
const UNVERIFIED = 'The signature is not verified: --certificate is missing.'

test('a line a fault names the file as given, the element, the code and a sentence; exit code 1', () => {
  assert.deepEqual(check(['good.xml', './zulu.xml']), {
    status: 1,
    stdout: `good.xml: No errors. Not signed.\n./zulu.xml: alert/sent: time-zone: ${SENTENCE}\n`,
    stderr: '',
  })
  assert.deepEqual(check(['good.xml']).status, 0)
})

test('with --json standard output is one document of files and their faults', () => {
  const { status, stdout, stderr } = check(['zulu.xml', '-', '--json'], { input: pem('signed.xml') })
  assert.deepEqual(JSON.parse(stdout), [
    { file: 'zulu.xml', faults: [{ element: 'alert/sent', code: 'time-zone', sentence: SENTENCE }] },
    { file: '-', faults: [] },
  ])
  assert.deepEqual([status, stderr], [1, `-: ${UNVERIFIED}\n`])
})

test('the sentences are in Vietnamese where the terminal is', () => {
  const { stdout } = check(['zulu.xml', 'good.xml'], { lang: 'vi_VN.UTF-8' })
  assert.match(stdout, /độ lệch múi giờ.*\ngood\.xml: Không có lỗi\. Không có chữ ký\.\n$/)
})

test('a signature is verified by the certificate that is given, and without one it is said that it is not', () => {
  assert.deepEqual(check(['signed.xml']).stdout, `signed.xml: No errors. ${UNVERIFIED}\n`)
  const verified = check(['signed.xml', '--certificate', 'certificate.pem'])
  assert.deepEqual(verified.stdout, 'signed.xml: No errors. The signature is verified.\n')
  const { status, stdout } = check(['signed.xml', 'altered.xml', 'good.xml', '--certificate', 'certificate.pem'])
  assert.equal(status, 1)
  assert.match(stdout, /^altered\.xml: alert\/Signature: signature-content: /m)
  assert.match(stdout, /^good\.xml: alert\/Signature: unsigned: /m)
})

test('an oversized, deeply nested or entity-laden file is refused, not read', () => {
  put('deep.xml', '<a>'.repeat(101) + '</a>'.repeat(101))
  put('entities.xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "certificate.pem">]><a>&b;</a>')
  const { status, stdout, stderr } = check(['/dev/zero', 'deep.xml', 'entities.xml', '--json'])
  const faults = JSON.parse(stdout) as { faults: { code: string }[] }[]
  assert.deepEqual([status, stderr], [1, ''])
  assert.deepEqual(
    faults.map(one => one.faults.map(({ code }) => code)),
    [['too-large'], ['too-deep'], ['doctype']],
  )
})

test('what cannot be done is one sentence and an exit code', () => {
  for (const [args, status, words] of [
    [['none.xml'], 1, /^loa: Cannot read none\.xml/],
    [['good.xml', '--certificate', 'key.pem'], 1, /^loa: Cannot read the certificate/],
    [['-', '-'], 2, /^loa: Standard input can be read only once/],
    [[], 2, /missing required argument/],
  ] as const) {
    const ran = check(args)
    assert.deepEqual([ran.status, ran.stdout], [status, ''])
    assert.match(ran.stderr, words)
  }
})
