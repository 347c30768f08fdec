import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Child } from '../../test/peers/child.ts'
import type { Bench } from '../run.ts'

const LOA = fileURLToPath(new URL('../../loa', import.meta.url))
const BENCH_MS = 120_000

async function bench(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const temporary = await mkdtemp(join(tmpdir(), 'loa-test-'))
  try {
    const child = new Child({
      command: LOA,
      args: ['bench', ...args],
      env: { ...process.env, TMPDIR: temporary, LC_ALL: 'en_US.UTF-8', ...env },
    })
    const { code } = await child.done(BENCH_MS)
    const left = await readdir(temporary)
    return { code, stdout: child.stdout, stderr: child.stderr, left }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

test('a tiny bench measures each row, and npm smpp and raw TCP beside it', async () => {
  const args = ['--subscribers', '300', '--peers', '--json']
  const { code, stdout, stderr, left } = await bench(args)
  assert.equal(code, 0, stderr)
  const { measures, missing, ratios, rawRatios, machine, seed, command } = JSON.parse(stdout) as Bench & {
    command: string
  }
  assert.deepEqual(
    measures.filter(({ name }) => !name.startsWith('Kannel')).map(({ name }) => name),
    [
      'loa round, 1 segment, a receipt each',
      'loa round, 11 segments, receipt of the last',
      'loa round at 1000 segments/s',
      'loa/smpp, a promise each',
      'loa round, 1 segment, no receipts',
      'npm smpp',
      'raw TCP, octets of 1 segment',
      'raw TCP, octets of 11 segments',
    ],
  )
  assert.equal(measures.length + missing.length, 9, 'Kannel is measured, or it is said why not')
  for (const { subscribers, seconds, segmentsPerSecond } of measures) {
    assert.equal(subscribers, 300)
    assert.ok(seconds > 0 && segmentsPerSecond > 0)
  }
  assert.equal(ratios.find(({ name }) => name === 'npm smpp')?.rate, 1)
  assert.deepEqual(
    rawRatios.map(({ name, rate, cpu }) => [name, rate > 0 && cpu >= 0]),
    [
      ['loa round, 1 segment, a receipt each', true],
      ['loa round, 11 segments, receipt of the last', true],
      ['loa round, 1 segment, no receipts', true],
    ],
  )
  assert.equal(seed, 1)
  assert.ok(machine.cores >= 1 && machine.node.startsWith('v'))
  assert.equal(command, `loa bench ${args.join(' ')}`)
  assert.deepEqual(left, [], 'nothing is left behind')
})

test('one row as asked for, as a table', async () => {
  const { code, stdout } = await bench([...['--subscribers', '50', '--segments', '3', '--receipts', 'none']])
  assert.equal(code, 0)
  assert.match(stdout, /loa round, 3 segments, no receipts +150 /)
  assert.doesNotMatch(stdout, /npm smpp/)
})

test('a bench with a wrong option does not begin', async () => {
  const { code, stderr } = await bench(['--receipts', 'some'])
  assert.equal(code, 2)
  assert.match(stderr, /'some' is none of last, all, none/)
})
