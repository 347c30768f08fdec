/** The commands as other programs meet them: a child process, its exit code, its standard output. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const LOA = fileURLToPath(new URL('../../../loa', import.meta.url))
const DAY = ['--from', '2026-02-03T00:00:00+07:00', '--until', '2026-02-04T00:00:00+07:00']
const ITEM = {
  id: 'b1',
  priority: 'normal',
  audio: { sha256: 'c'.repeat(64), milliseconds: 95_000 },
  notBefore: '2026-02-03T00:00:00+07:00',
  notAfter: '2026-02-05T00:00:00+07:00',
  perWindow: 1,
  gapSeconds: 10,
}
const AGENDA = {
  serial: 7,
  issuedAt: '2026-02-03T06:00:00+07:00',
  cluster: '00001-3',
  timeZone: 'Asia/Ho_Chi_Minh',
  windows: [{ from: '05:30', until: '06:30' }],
  items: [ITEM],
}

function loa(args: readonly string[], input = '', lang = 'C.UTF-8') {
  const env = { ...process.env, LC_ALL: lang }
  return spawnSync(LOA, ['speaker', ...args], { encoding: 'utf8', input, env })
}

const programme = (agenda: unknown, more: readonly string[] = [], lang?: string) =>
  loa(['programme', '--agenda', '-', ...DAY, ...more], JSON.stringify(agenda), lang)

test('loa speaker programme prints what a cluster plays, as one JSON document or as lines', () => {
  const { status, stdout, stderr } = programme(AGENDA, ['--json'])
  assert.deepEqual([status, stderr], [0, ''])
  assert.deepEqual(JSON.parse(stdout), {
    items: [
      {
        id: 'b1',
        from: '2026-02-03T05:30:00+07:00',
        until: '2026-02-03T05:31:35+07:00',
        priority: 'normal',
        part: 1,
        of: 1,
        cut: false,
      },
    ],
    missed: [],
  })
  assert.equal(
    programme(AGENDA, [], 'vi_VN.UTF-8').stdout,
    '2026-02-03T05:30:00+07:00  2026-02-03T05:31:35+07:00  thông thường  b1  1/1\n',
  )
})

test('loa speaker programme refuses an agenda that no device could follow: exit code 1 and a sentence that says where', () => {
  const items = [{ ...ITEM, perWindow: 0 }]
  const { status, stdout, stderr } = programme({ ...AGENDA, items }, ['--json'])
  assert.deepEqual([status, stdout], [1, ''], stderr)
  assert.match(stderr, /plays is below 1 at items\.0\.perWindow/)
})

test('loa speaker programme wants instants with an offset, in their order', () => {
  for (const period of [
    ['--from', '2026-02-03T00:00:00', '--until', '2026-02-04T00:00:00+07:00'],
    ['--from', '2026-02-04T00:00:00+07:00', '--until', '2026-02-03T00:00:00+07:00'],
  ])
    assert.equal(loa(['programme', '--agenda', '-', ...period], JSON.stringify(AGENDA)).status, 2)
})
