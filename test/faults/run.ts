/**
 * Plants the faults of `faults.ts`, one after another, and says which of them the tests find: `npm run test:faults`, or
 * `npm run test:faults -- 'comes twice'` for those whose name holds these words.
 *
 *   the working tree ── copied once ──► a folder of its own ── one file altered ──► node test/run.ts 1 FILES ── the file put back ──► …
 *
 * Before, the copy is whole: the same files must pass there, and all faults together must have the right types, as what does not even
 * run is found by anybody. A fault counts as found where a test of the command that should find it fails. Ends with 1 where one
 * is not found. Never writes in the working tree.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Part } from '../parts.ts'
import { FAULTS, type Fault, foundWith, planted } from './faults.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Of one fault: what takes longer hangs. */
const LONGEST_MS = 900_000
const COMMANDS: Readonly<Record<Part, string>> = { short: 'npm test', more: 'npm run test:more' }

let running: ChildProcess | null = null

/** With all that it has started. */
function kill(process_: ChildProcess): void {
  try {
    process.kill(-process_.pid!, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function run(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<{ readonly code: number | null; readonly out: string }> {
  const own = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', NODE_COMPILE_CACHE: join(cwd, '.compiled'), ...env },
  })
  running = own
  const late = setTimeout(() => kill(own), LONGEST_MS)
  const ended = once(own, 'close')
  const [out, errors] = await Promise.all([text(own.stdout), text(own.stderr)])
  await ended
  clearTimeout(late)
  running = null
  return { code: own.exitCode, out: out + errors }
}

/** What git knows of and what is new, as it stands; packages are linked, the console is a copy, for a fault may build it anew. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'loa-faults-'))
  const listed = spawnSync('git', ['ls-files', '-z', '-c', '-o', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  for (const file of listed.stdout.split('\0').filter(name => existsSync(join(ROOT, name)))) {
    if (file === '') continue
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(ROOT, file), join(copy, file), { verbatimSymlinks: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  if (existsSync(join(ROOT, 'dist'))) cpSync(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true })
  return copy
}

/** The name of the first test that failed; null: none has. Of suites that failed, and of files, their tests are told before them. */
function firstFailed(out: string): string | null {
  const failed = out.matchAll(/^\s*✖ (.+?)(?: \([\d.]+ms\))?(?: # .*)?$/gm)
  for (const [, name] of failed) if (name !== 'failing tests:' && !/\.ts$/.test(name)) return name
  return null
}

async function tests(copy: string, part: Part, files: readonly string[]) {
  const env = { LOA_TESTS: part, LOA_TRIES: '1' }
  const { code, out } = await run(['test/run.ts', '1', ...files], { cwd: copy, env })
  return { isWell: code === 0, failed: firstFailed(out), out }
}

async function buildConsole(copy: string): Promise<void> {
  const out = join(copy, 'dist/web')
  rmSync(out, { recursive: true, force: true })
  const args = ['node_modules/.bin/vite', 'build', 'src/web', '--mode', 'uncompressed']
  const { code, out: said } = await run([...args, '--logLevel', 'warn'], { cwd: copy, env: { LOA_WEB_OUT: out } })
  if (code !== 0) throw new Error(`the console was not built: ${said}`)
}

/** Fails with what the compiler says. */
function checkTypes(copy: string, faults: readonly Fault[]): void {
  const before = new Map<string, string>()
  for (const fault of faults) {
    const file = join(copy, fault.file)
    const present = readFileSync(file, 'utf8')
    if (!before.has(file)) before.set(file, present)
    writeFileSync(file, planted(present, fault))
  }
  // What is altered may leave something without use.
  const args = ['--noEmit', '--noUnusedLocals', 'false', '--noUnusedParameters', 'false']
  for (const project of [[], ['-p', 'src/web']]) {
    const { status, stdout } = spawnSync('node_modules/.bin/tsc', [...args, ...project], {
      cwd: copy,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`faults are to have the right types:\n${stdout}`)
  }
  for (const [file, present] of before) writeFileSync(file, present)
}

/** As it stands nothing is wrong. */
async function checkWhole(copy: string, faults: readonly Fault[]): Promise<void> {
  for (const [part, of] of Map.groupBy(faults, foundWith)) {
    const files = [...new Set(of.flatMap(({ by }) => by))]
    const { isWell, failed } = await tests(copy, part, files)
    if (!isWell) throw new Error(`without any fault this fails with ${COMMANDS[part]}: ${failed}`)
  }
}

async function found(copy: string, fault: Fault): Promise<string | null> {
  const file = join(copy, fault.file)
  const present = readFileSync(file, 'utf8')
  writeFileSync(file, planted(present, fault))
  try {
    if (fault.ofConsole) await buildConsole(copy)
    const { isWell, failed, out } = await tests(copy, foundWith(fault), fault.by)
    if (!isWell && failed === null) throw new Error(`${fault.name}: nothing was run: ${out}`)
    return isWell ? null : failed
  } finally {
    writeFileSync(file, present)
  }
}

function tell(faults: readonly Fault[], results: ReadonlyMap<Fault, string | null>): void {
  console.log(`\n${'room'.padEnd(20)} found with          fault`)
  for (const fault of faults) {
    const with_ = results.get(fault) === null ? 'NOT FOUND' : COMMANDS[foundWith(fault)]
    const room = /^src\/((?:areas\/)?[^/]+)/.exec(fault.file)?.[1] ?? fault.file
    console.log(`${room.padEnd(20)} ${with_.padEnd(19)} ${fault.name}`)
  }
  const count = (part: Part) => faults.filter(fault => foundWith(fault) === part && results.get(fault) !== null).length
  const [short, more] = [count('short'), count('more')]
  console.log(`\n${faults.length} faults`)
  console.log(`${COMMANDS.short} finds ${short}`)
  console.log(`${COMMANDS.more} finds ${more} more`)
  console.log(`not found: ${faults.length - short - more}`)
}

const words = process.argv.slice(2).join(' ').toLowerCase()
const chosen = FAULTS.filter(({ name }) => name.toLowerCase().includes(words))
if (chosen.length === 0) {
  console.error(`No fault has '${words}' in its name.`)
  process.exit(1)
}
const copy = copyOfTree()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    if (running !== null) kill(running)
    rmSync(copy, { recursive: true, force: true })
    process.exit(1)
  })
const results = new Map<Fault, string | null>()
try {
  checkTypes(copy, chosen)
  await checkWhole(copy, chosen)
  for (const [at, fault] of chosen.entries()) {
    const failed = await found(copy, fault)
    results.set(fault, failed)
    console.log(`${at + 1}/${chosen.length} ${failed === null ? 'NOT FOUND' : 'found'}: ${fault.name}`)
    console.log(failed === null ? `    by none of ${fault.by.join(' ')}` : `    by: ${failed}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
tell(chosen, results)
process.exitCode = [...results.values()].includes(null) ? 1 : 0
