/**
 * Runs tests, several files at a time, but only one of those that drive a browser: two browsers on few cores make each
 * other late. Usage: node test/run.ts FILES_AT_A_TIME [FILE|FOLDER...]; without any: all.
 *
 *   worker 1   pages ──────── report ────── story ──── …  then others
 *   worker 2   faults ── control ── binds ── …
 *   worker 3   backup ── watchers ── …
 *
 * What is printed is what `node --test` prints, file by file, with the sums of all at its end. Knows no test, and no option
 * of Node's own runner, which `npm test` calls where one is given.
 */
import { globSync, statSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { PassThrough } from 'node:stream'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

/** Of one test. */
const LONGEST_MS = 300_000
/** Below test/ are whole processes, which take longest: the many small ones then fill what is left. */
const FOLDERS = ['test', 'src', 'tools', 'bench']

class Files {
  readonly #browser: string[]
  readonly #others: string[]
  #hasBrowser = false

  constructor(files: readonly string[]) {
    const drivesBrowser = (file: string) => file.startsWith(join('test', 'browser'))
    this.#browser = files.filter(drivesBrowser)
    this.#others = files.filter(file => !drivesBrowser(file))
  }

  /** Runs one after another until none is left, or it is to stop. */
  async work(act: (file: string) => Promise<void>, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const browser = this.#hasBrowser ? undefined : this.#browser.shift()
      const file = browser ?? this.#others.shift()
      if (file === undefined) return
      if (browser !== undefined) this.#hasBrowser = true
      await act(file)
      if (browser !== undefined) this.#hasBrowser = false
    }
  }
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

const [filesAtATime, ...chosen] = process.argv.slice(2)
const begun = performance.now()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
const report = new PassThrough({ objectMode: true })
report.compose(new spec()).pipe(process.stdout)
const sums = new Map<string, number>()
const files = new Files((chosen.length === 0 ? FOLDERS : chosen).flatMap(filesOf))
await Promise.all(
  Array.from({ length: Number(filesAtATime) }, async () => await files.work(runFile, stop.signal)),
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

async function runFile(file: string): Promise<void> {
  const ran = run({ files: [file], concurrency: 1, timeout: LONGEST_MS, signal: stop.signal })
  // Told as a whole: others are run meanwhile.
  const told: TestEvent[] = []
  for await (const event of ran as AsyncIterable<TestEvent>) {
    const { type, data } = event
    if (type === 'test:fail' && data.todo === undefined) process.exitCode = 1
    if (!isOfRun(event)) told.push(event)
  }
  for (const event of told) report.write(event)
}

/** Said of the file's whole run, of which this is a part; its counts are added up. */
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
