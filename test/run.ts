/**
 * Runs tests in several processes at a time, but only one that drives a browser: two browsers on few cores make each other
 * late. Usage: node test/run.ts PROCESSES [FILE|FOLDER...]; without any: all.
 *
 *   worker 1   pages ──────── report ────── story ──── …  then others
 *   worker 2   faults ── control ── binds ── …
 *   worker 3   backup ── watchers ── … ── all of src/base ── all of src/text ── …
 *
 * A file has a process of its own, but for the many small ones: those of one folder share one (together.ts).
 * What is printed is what `node --test` prints, file by file, with the sums of all at its end. Knows no test, and no option
 * of Node's own runner, which `npm test` calls where one is given.
 */
import { globSync, statSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { PassThrough } from 'node:stream'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { keepTemporaryFilesInMemory } from './memory.ts'

/** Of one test. */
const LONGEST_MS = 300_000
/** Below test/ are whole processes, which take longest: the many small ones then fill what is left. */
const FOLDERS = ['test', 'src', 'tools', 'bench']
const TOGETHER = join(import.meta.dirname, 'together.ts')
const LOADED_FIRST = join(import.meta.dirname, 'errors-of-tests.ts')

/** Their tests start programs, for seconds each, but for those within that do not. */
const RUN_PROGRAMS = [join('src', 'app', 'commands'), 'test', 'bench']
const RUN_NONE = ['house', 'postgres', 'screening'].map(name => join('test', name))

const BROWSER = join('test', 'browser')
/** Builds for long, and looks at one page. */
const BUILDS = join(BROWSER, 'example-area.test.ts')

/** The files of one process. */
type Group = readonly string[]

class Groups {
  readonly #browser: Group[]
  readonly #others: Group[]
  #hasBrowser = false

  constructor(files: readonly string[]) {
    const drivesBrowser = (file: string) => isBelow(file, BROWSER) && file !== BUILDS
    this.#browser = files.filter(drivesBrowser).map(file => [file])
    const others = files.filter(file => !drivesBrowser(file))
    this.#others = Object.values(Object.groupBy(others, processOf)) as Group[]
  }

  /** Runs one after another until none is left, or it is to stop. */
  async work(act: (group: Group) => Promise<void>, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const browser = this.#hasBrowser ? undefined : this.#browser.shift()
      const group = browser ?? this.#others.shift()
      if (group === undefined) return
      if (browser !== undefined) this.#hasBrowser = true
      await act(group)
      if (browser !== undefined) this.#hasBrowser = false
    }
  }
}

/** Files of one name share a process. */
function processOf(file: string): string {
  const isIn = (folder: string) => isBelow(file, folder)
  return RUN_PROGRAMS.some(isIn) && !RUN_NONE.some(isIn) ? file : dirname(file)
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder + sep)
}

interface TestEvent {
  readonly type: string
  readonly data: {
    readonly nesting?: number
    readonly message?: string
    readonly file?: string
    readonly todo?: string | boolean
  }
}

const [processes, ...chosen] = process.argv.slice(2)
const begun = performance.now()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
keepTemporaryFilesInMemory()
const report = new PassThrough({ objectMode: true })
report.compose(new spec()).pipe(process.stdout)
const sums = new Map<string, number>()
const groups = new Groups((chosen.length === 0 ? FOLDERS : chosen).flatMap(filesOf))
await Promise.all(
  Array.from({ length: Number(processes) }, async () => await groups.work(runGroup, stop.signal)),
)
for (const [name, sum] of sums) tell(`${name} ${sum}`)
tell(`duration_ms ${performance.now() - begun}`)
// Upon this the reporter says once more what failed.
report.write({ type: 'test:summary', data: {} })
report.end()

/** A folder stands for the tests below it. */
function filesOf(path: string): string[] {
  const own = normalize(path)
  const found = statSync(own, { throwIfNoEntry: false })
  if (found === undefined) {
    console.error(`There is no file or folder ${path}: name one, or none for all tests.`)
    process.exit(1)
  }
  return found.isDirectory() ? globSync(join(own, '**/*.test.ts')).toSorted() : [own]
}

async function runGroup(group: Group): Promise<void> {
  const ran = run({
    ...(group.length === 1 ? { files: [...group] } : { files: [TOGETHER], argv: [...group] }),
    execArgv: ['--import', pathToFileURL(LOADED_FIRST).href],
    concurrency: 1,
    timeout: LONGEST_MS,
    signal: stop.signal,
  })
  // Told as a whole: others are run meanwhile.
  const told: TestEvent[] = []
  for await (const event of ran as AsyncIterable<TestEvent>) {
    const { type, data } = event
    if (type === 'test:fail' && data.todo === undefined) process.exitCode = 1
    if (!isOfRun(event)) told.push(event)
  }
  for (const event of told) report.write(event)
}

/** Said of the process's whole run, of which this is a part; its counts are added up. */
function isOfRun({ type, data }: TestEvent): boolean {
  if (type === 'test:summary') return data.file === undefined
  if (type !== 'test:diagnostic' || data.nesting !== 0) return false
  const found = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/.exec(
    data.message ?? '',
  )
  if (found === null) return false
  const [, name, count] = found
  if (name !== 'duration_ms') sums.set(name, (sums.get(name) ?? 0) + Number(count))
  return true
}

function tell(message: string): void {
  report.write({ type: 'test:diagnostic', data: { nesting: 0, message, level: 'info' } })
}
