/**
 * One row of the tables of this folder: a command, a state in which it waits, and how it ends there when a signal comes. The process
 * is the real one; it is brought into the state by what it prints or by what its peer sees, and never by a wait.
 */
import assert from 'node:assert/strict'
import { constants } from 'node:os'
import { describe, type TestContext, test } from 'node:test'
import type { Child } from '../peers/child.ts'
import { Place } from './place.ts'

/** 'signal': by the signal itself, for nothing is there to be put away; a shell says 130 or 143. */
export type Ending = 0 | 1 | 2 | 3 | 'signal'

export interface Waiting {
  readonly command: string
  /** Goes on where "`command`" ends. */
  readonly state: string
  /** Resolves once the process is in this state. */
  readonly enter: (place: Place) => Promise<Child>
  readonly ends: Ending
  /** Names on the disk that stay; default: none. Of a folder, whatever is in it stays too. */
  readonly leaves?: readonly string[]
  /** What else is so afterwards. */
  readonly afterwards?: (place: Place, child: Child) => Promise<void> | void
  /** It takes long to end: a second signal, later, ends it at once. */
  readonly endsAtOnce?: true
}

export type Signal = 'SIGTERM' | 'SIGINT'
export const BOTH: readonly Signal[] = ['SIGTERM', 'SIGINT']

/** Between two looks at whether it has ended; a second signal that comes with the first is the first. */
const AGAIN_MS = 100

async function check(t: TestContext, waiting: Waiting, signal: Signal): Promise<void> {
  const place = new Place()
  t.after(() => place.close())
  const child = await waiting.enter(place)
  const from = performance.now()
  child.kill(signal)
  if (waiting.endsAtOnce) return await endsAtOnce(t, child, signal)
  const exit = await child.exited
  t.diagnostic(`${Math.round(performance.now() - from)} ms after ${signal}`)
  const said = `${child.stdout}\n${child.stderr}`
  const ended = exit.signal === null ? exit.code : exit.signal === signal ? 'signal' : exit.signal
  assert.equal(ended, waiting.ends, said)
  assert.doesNotMatch(said, STACK)
  await place.empty()
  assert.deepEqual(besides(place.left(), waiting.leaves ?? []), [], 'what it leaves')
  await waiting.afterwards?.(place, child)
}

/** A failure that nobody expected, as the program or Node tells it. */
const STACK = /a bug, please report|^\s+at .+:\d+:\d+|^Node\.js v/m

async function endsAtOnce(t: TestContext, child: Child, signal: Signal): Promise<void> {
  const isOver = child.exited.then(() => true)
  const wait = async () => await new Promise<false>(resolve => setTimeout(() => resolve(false), AGAIN_MS))
  while (!(await Promise.race([isOver, wait()]))) child.kill(signal)
  const { code } = await child.exited
  assert.equal(code, 128 + constants.signals[signal], child.stderr)
  assert.doesNotMatch(child.stderr, STACK)
  t.diagnostic('ended by a second signal')
}

function besides(names: readonly string[], stay: readonly string[]): readonly string[] {
  return names.filter(name => !stay.some(each => name === each || name.startsWith(`${each}/`)))
}

/** Side by side: each mostly waits. */
const AT_ONCE = 4

/** A test of each row. */
export function checkAll(name: string, rows: readonly (readonly [Waiting, Signal])[]): void {
  describe(name, { concurrency: AT_ONCE }, () => {
    for (const [waiting, signal] of rows)
      test(`${waiting.command} ${waiting.state} (${signal})`, async t => await check(t, waiting, signal))
  })
}

/** Its row of the page for people. */
export function rowOf({ command, state, ends, endsAtOnce, leaves = [] }: Waiting): string {
  const how = ends === 'signal' ? 'by the signal' : `with ${ends}`
  const left = leaves.map(name => `\`${name}\``).join(', ')
  const ended = endsAtOnce ? 'once all is answered; at once by a second signal' : how
  return `| \`${command}\` | ${state} | ${ended} | ${left} |`
}
