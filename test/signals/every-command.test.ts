/**
 * That there is no command of which nobody has said whether it waits, that people are told the same, and that a container ends. What a
 * signal does in each state is in `every-state.test.ts`.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { commandLine } from '../../src/app/program.ts'
import { NEVER_WAIT, STATES } from './commands.ts'
import { LOA, Place } from './place.ts'
import { rowOf } from './told.ts'

test('of every command it is said in which states it waits, or that it never does', async () => {
  const said = [...new Set([...STATES.map(({ command }) => command), ...NEVER_WAIT, ...BY_OTHERS])]
  assert.deepEqual(said.toSorted(), namesOf(await commandLine()).toSorted())
})

test('the page for people tells of each command what this table does', () => {
  const page = readFileSync(PAGE, 'utf8')
  const rows = page.split('\n').filter(line => line.startsWith('| `'))
  assert.deepEqual(rows, STATES.map(rowOf))
})

const PAGE = fileURLToPath(new URL('../../docs/reference/signals.md', import.meta.url))

/** Started by `loa serve`, which is told. */
const BY_OTHERS = ['media']

test('the first process of a container is ended by a signal, too', async t => {
  const place = new Place()
  t.after(() => place.close())
  const server = await place.silent()
  const own = ['roster', 'show', '--database', `postgres://loa@127.0.0.1:${server.port}/loa`]
  // Node's own handler would hand the signal on to the kernel, which has none for this process.
  const child = place.start('unshare', ['--pid', '--fork', '--kill-child', LOA, ...own])
  await server.asked
  const { stdout } = spawnSync('pgrep', ['--parent', String(child.pid)], { encoding: 'utf8' })
  process.kill(Number(stdout), 'SIGTERM')
  assert.equal((await child.exited).code, 143, child.stderr)
})

/** Those that do something themselves. */
function namesOf(command: Command, path: readonly string[] = []): readonly string[] {
  const inner = command.commands.flatMap(each => namesOf(each, [...path, each.name()]))
  const acts = '_actionHandler' in command && command._actionHandler != null
  return acts ? [path.join(' '), ...inner] : inner
}
