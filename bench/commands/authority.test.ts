import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Child } from '../../test/peers/child.ts'
import type { AuthorityBench } from '../authority/run.ts'

const LOA = fileURLToPath(new URL('../../loa', import.meta.url))
const BENCH_MS = 120_000

async function bench(args: readonly string[]) {
  const temporary = await mkdtemp(join(tmpdir(), 'loa-test-'))
  try {
    const child = new Child({
      command: LOA,
      args: ['bench', 'authority', ...args],
      env: { ...process.env, TMPDIR: temporary },
    })
    const { code } = await child.done(BENCH_MS)
    return { code, stdout: child.stdout, stderr: child.stderr, left: await readdir(temporary) }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

test('a tiny bench of the authority measures each figure and leaves nothing behind', async () => {
  const size = ['--operators', '2', '--campaigns', '3', '--rounds', '12']
  const args = [...size, '--browsers', '3', '--seconds', '1', '--json']
  const { code, stdout, stderr, left } = await bench(args)
  assert.equal(code, 0, stderr)
  const result = JSON.parse(stdout) as AuthorityBench & { command: string }
  assert.deepEqual(
    result.figures.map(({ name }) => name),
    ['ready', 'list', 'read', 'watching', 'memory'],
  )
  for (const { name, value, below, isMet } of result.figures) {
    assert.ok(value > 0, name)
    assert.equal(isMet, value < below, name)
  }
  assert.equal(result.command, `loa bench authority ${args.join(' ')}`)
  assert.equal(result.lists.find(({ list }) => list === 'rounds')?.items, 12)
  assert.ok(result.reads.all.count > 0 && result.reads.segmentsPerSecond > 0)
  const { browsers, operators, eventsPerSecondLeast } = result.watching
  assert.deepEqual({ browsers, operators }, { browsers: 3, operators: 2 })
  assert.ok(eventsPerSecondLeast > 0, 'every browser hears')
  assert.deepEqual(left, [], 'nothing is left behind')
})

test('a bench of the authority with a wrong option does not begin', async () => {
  const { code, stderr } = await bench(['--browsers', '1000'])
  assert.equal(code, 2)
  assert.match(stderr, /1000/)
})
