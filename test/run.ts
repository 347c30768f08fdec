/**
 * Runs tests in several processes at a time, but two or three at the most that drive a browser. Usage:
 * node test/run.ts PROCESSES [FILE|FOLDER...]; without any those of the part that LOA_TESTS names, `short` or `more` (parts.ts).
 *
 *   worker 1   pages ─────── report and briefing ── … one browser ──────────── …  then others
 *   worker 2   story and signing ─────── bulletins, free and plan ── … another ── …
 *   worker 3   several-processes ── test/authority ── attack ── faults ── …
 *   worker 4   demo ───── all of test/postgres ── … ── all of src/text ── …
 *   waiting    all of src/operator ── binds ── …, and control ── letters ── …: they mostly wait, beside the others
 *
 * A file has a process of its own, but for the many small ones: those of one folder or room share one (together.ts), and of
 * `npm test` some that drive a browser.
 * What is printed is what `node --test` prints, file by file, with the sums of all at its end. Of `more`, what failed beside others is run
 * once more by itself, and said by name with how it failed first (docs/decisions/0034); LOA_TRIES=1: it is not. Knows of
 * tests how long they take, and no option of Node's own runner, which `npm test` calls where one is given.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, statSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { PassThrough } from 'node:stream'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { keepTemporaryFilesInMemory } from './memory.ts'
import { isMore, runsIn } from './parts.ts'

/**
 * Of a process that tells nothing: one whose tests are over, but for a wait that nothing ends, would never end itself. How long it takes in
 * all is the machine's matter.
 */
const SILENT_MS = 600_000
/** Of processes that failed, to be run once more: where more did, it is not the machine. */
const AGAIN_MAX = 4
/** Below test/ are whole processes, which take longest: the many small ones then fill what is left. */
const FOLDERS = ['test', 'src', 'town', 'bench', 'tools']
const ROOT = join(import.meta.dirname, '..')
const TOGETHER = join(import.meta.dirname, 'together.ts')
const LOADED_FIRST = join(import.meta.dirname, 'errors-of-tests.ts')
const COMPILED = join(ROOT, 'scripts', 'compile.ts')

/**
 * Their tests start programs, for seconds each, but for those within that do not. Simulations are beside these: in one process
 * they take a quarter longer, as what each makes the compiler believe of shared code is wrong for the next.
 */
const RUN_PROGRAMS = [join('src', 'app', 'commands'), 'test', 'bench', 'town']
const RUN_NONE = ['authority', 'house', 'postgres', 'screening'].map(name => join('test', name))
/** Among those that do not: these do, or mostly wait. */
const ALONE = [
  ...[
    ...['backup', 'briefing-room', 'faults', 'first-hour', 'free-node', 'letters', 'loudspeakers'],
    ...['machines', 'no-numbers', 'options', 'publish', 'several-processes', 'stop', 'story'],
    ...['two-versions', 'watchers'],
  ].map(of => join('test', 'authority', `${of}.test.ts`)),
  ...['failover', 'processes'].map(of => join('test', 'postgres', `${of}.test.ts`)),
]

const BROWSER = join('test', 'browser')
/** Builds for long, and looks at one page. */
const BUILDS = join(BROWSER, 'example-area.test.ts')
/** Short ones, in one process: to start a browser and what drives it costs each a tenth of its time. */
const SHORT = ['briefing-room-deeds', 'bulletins-public', 'kiosk', 'screening', 'states', 'step-up', 'writing'].map(
  of => join(BROWSER, `${of}.test.ts`),
)
/**
 * Of `npm test`: what starts a browser and a server, and reads their code, once for several files, by the first one's name. No
 * process is much longer than the longest file; of the long run each file has minutes to do.
 */
const CHAINS = [
  ['story', 'signing'],
  ['report', 'briefing'],
  ['bulletins', 'free', 'plan'],
].map(names => names.map(of => join(BROWSER, `${of}.test.ts`)))
/** Browsers on few cores make each other late; of an area each mostly waits for lines and pages. */
const BROWSERS_MAX = { ofAll: 2, ofNamed: 3 }

/**
 * These mostly wait, for receipts, elections and ends of hours: beside the others, so that the processor is used from the beginning to the
 * end. By their processes' names, the longest first.
 */
const WAITING = [
  'src/operator',
  'test/round/control.test.ts',
  'test/authority/letters.test.ts',
  'test/round/logs/nats-servers.test.ts',
  'test/round/binds.test.ts',
  'test/round/logs/nats.test.ts',
  ...['uncertain', 'logs/postgres', 'answers', 'noise', 'framing', 'receipts', 'pace'].map(
    of => `test/round/${of}.test.ts`,
  ),
  ...['osmo-bsc', 'who-hears-whom-by-tones', 'coturn', 'kannel', 'mail'].map(of => `test/peers/${of}.test.ts`),
].map(normalize)
/** Processes of theirs beside the others. */
const WAITERS = 2

/** These begin first, by their processes' names: they take longest. The small ones are left for the end. */
const LONGEST = [
  ...['room', 'line', 'story', 'media'].map(of => join(BROWSER, `briefing-${of}.test.ts`)),
  'test/peers/voice-on-a-poor-line.test.ts',
  'town/demo.test.ts',
  'test/authority/several-processes.test.ts',
  'test/authority/machines.test.ts',
  'test/postgres',
  'test/authority',
  'test/drill/briefing-drill.test.ts',
  'test/package.test.ts',
  'test/authority/faults.test.ts',
  'test/drill/kill-drill.test.ts',
  'test/browser/example-area.test.ts',
  ...['round', 'briefing', 'poor-line', 'recorder', 'forwarding'].map(of => `test/simulation/${of}.sim.test.ts`),
  'test/attack/attack.test.ts',
  'src/audit',
  'test/round/files.test.ts',
  'test/screening',
  'src/audience',
  'src/speaker',
  'src/areas',
  'bench/commands/briefing.test.ts',
  BROWSER,
  ...['pages', 'story', 'signing', 'report', 'briefing', 'bulletins', 'free', 'plan'].map(of =>
    join(BROWSER, `${of}.test.ts`),
  ),
].map(normalize)

/** The files of one process. */
type Group = readonly string[]

class Groups {
  readonly #browsers: Group[]
  readonly #waiting: Group[]
  readonly #others: Group[]
  readonly #open = new Set<Group>()

  constructor(files: readonly string[]) {
    const named = [...Map.groupBy(files, processOf)]
    const sorted = (of: typeof named, by: readonly string[]) =>
      of.toSorted(([one], [other]) => placeIn(by, one) - placeIn(by, other)).map(([, group]) => group)
    const isWaiting = ([name]: (typeof named)[number]) => WAITING.includes(name)
    const groups = sorted(
      named.filter(one => !isWaiting(one)),
      LONGEST,
    )
    this.#waiting = sorted(named.filter(isWaiting), WAITING)
    this.#browsers = groups.filter(drivesBrowser)
    this.#others = groups.filter(group => !drivesBrowser(group))
  }

  /** Runs one after another until none is left, or it is to stop. */
  async work(act: (group: Group) => Promise<void>, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const browser = this.#browser()
      const group = browser ?? this.#others.shift() ?? this.#waiting.shift()
      if (group === undefined) return
      if (browser !== undefined) this.#open.add(browser)
      await act(group)
      this.#open.delete(group)
    }
  }

  /** Those that mostly wait. */
  async wait(act: (group: Group) => Promise<void>, stop: AbortSignal): Promise<void> {
    for (let group = this.#waiting.shift(); group !== undefined; group = this.#waiting.shift()) {
      await act(group)
      if (stop.aborted) return
    }
  }

  /** The next, where there is room for it. */
  #browser(): Group | undefined {
    const most = chosen.length === 0 ? BROWSERS_MAX.ofAll : BROWSERS_MAX.ofNamed
    return this.#open.size < most ? this.#browsers.shift() : undefined
  }
}

function drivesBrowser([file]: Group): boolean {
  return isBelow(file, BROWSER) && file !== BUILDS
}

function placeIn(names: readonly string[], name: string): number {
  const place = names.indexOf(name)
  return place === -1 ? names.length : place
}

/** Files of one name share a process. */
function processOf(file: string): string {
  const chain = isMore ? undefined : CHAINS.find(files => files.includes(file))
  if (chain !== undefined) return chain[0]
  if (SHORT.includes(file)) return BROWSER
  const isIn = (folder: string) => isBelow(file, folder)
  const isAlone = RUN_PROGRAMS.some(isIn) && !RUN_NONE.some(isIn)
  return isAlone || ALONE.includes(file) ? file : roomOf(file)
}

/** Of src, with all folders of a room. */
function roomOf(file: string): string {
  const [top, room] = file.split(sep)
  return top === 'src' ? join(top, room) : dirname(file)
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder + sep)
}

interface TestEvent {
  readonly type: string
  readonly data: {
    readonly nesting?: number
    readonly name?: string
    readonly message?: string
    readonly file?: string
    readonly todo?: string | boolean
    readonly details?: { readonly type?: string; readonly error?: { readonly message?: string } }
  }
}

/** A process of tests that is over. */
interface Ran {
  readonly group: Group
  readonly events: readonly TestEvent[]
  readonly isSilent: boolean
}

const [processes, ...chosen] = process.argv.slice(2)
const begun = performance.now()
for (const name of [...LONGEST, ...WAITING, ...ALONE, ...SHORT, ...CHAINS.flat()])
  assert.ok(existsSync(join(ROOT, name)), `${name} is no more`)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
keepTemporaryFilesInMemory()
const report = new PassThrough({ objectMode: true })
report.compose(new spec()).pipe(process.stdout)
const failed: Ran[] = []
const sums = new Map<string, number>()
const part = process.env.LOA_TESTS === 'more' ? 'more' : 'short'
const files = chosen.length === 0 ? FOLDERS.flatMap(filesOf).filter(runsIn(part)) : chosen.flatMap(filesOf)
const groups = new Groups(files)
const compiled = chosen.length === 0 ? compile() : null
const act = async (group: Group) => {
  const ran = await runGroup(group)
  if (hasFailed(ran)) failed.push(ran)
  else publish(ran)
}
await Promise.all([
  ...Array.from({ length: Number(processes) }, async (_, at) => {
    if (at > 0) await compiled
    await groups.work(act, stop.signal)
  }),
  ...Array.from({ length: WAITERS }, async () => {
    await compiled
    await groups.wait(act, stop.signal)
  }),
])
for (const ran of failed) publish(mayBeTriedAgain() ? await triedAgain(ran) : ran)
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

/** What comes of it is faster, and nothing else: tests do without. */
async function compile(): Promise<void> {
  const args = [...process.execArgv, COMPILED]
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'close')
}

async function runGroup(group: Group): Promise<Ran> {
  const silent = new AbortController()
  const timer = setTimeout(() => silent.abort(), SILENT_MS)
  const ran = run({
    ...(group.length === 1 ? { files: [...group] } : { files: [TOGETHER], argv: [...group] }),
    execArgv: ['--import', pathToFileURL(LOADED_FIRST).href],
    concurrency: 1,
    signal: AbortSignal.any([stop.signal, silent.signal]),
  })
  // Told as a whole: others are run meanwhile.
  const events: TestEvent[] = []
  for await (const event of ran as AsyncIterable<TestEvent>) {
    events.push(event)
    timer.refresh()
  }
  clearTimeout(timer)
  return { group, events, isSilent: silent.signal.aborted }
}

function hasFailed({ events, isSilent }: Ran): boolean {
  return isSilent || failuresOf(events).length > 0
}

function failuresOf(events: readonly TestEvent[]): readonly TestEvent[] {
  return events.filter(({ type, data }) => type === 'test:fail' && data.todo === undefined)
}

function mayBeTriedAgain(): boolean {
  const mayAtAll = process.env.LOA_TESTS === 'more' && process.env.LOA_TRIES !== '1'
  return mayAtAll && failed.length <= AGAIN_MAX && !stop.signal.aborted
}

/** With nothing beside it. */
async function triedAgain({ group, events, isSilent }: Ran): Promise<Ran> {
  if (isSilent) tell(`run once more, as it told nothing any more: ${group.join(' ')}`)
  for (const { data } of failuresOf(events))
    if (data.details?.type !== 'suite')
      tell(`run once more, as it failed: ${data.name}: ${data.details?.error?.message ?? ''}`)
  return await runGroup(group)
}

function publish(ran: Ran): void {
  if (hasFailed(ran)) process.exitCode = 1
  for (const event of ran.events) if (!isOfRun(event)) report.write(event)
  if (ran.isSilent) tell(`stopped, as it told nothing for ${SILENT_MS / 1000} s: ${ran.group.join(' ')}`)
}

/** Said of the process's whole run, of which this is a part; its counts are added up. */
function isOfRun({ type, data }: TestEvent): boolean {
  if (type === 'test:summary') return data.file === undefined
  if (type !== 'test:diagnostic' || data.nesting !== 0) return false
  const found = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/.exec(data.message ?? '')
  if (found === null) return false
  const [, name, count] = found
  if (name !== 'duration_ms') sums.set(name, (sums.get(name) ?? 0) + Number(count))
  return true
}

function tell(message: string): void {
  report.write({ type: 'test:diagnostic', data: { nesting: 0, message, level: 'info' } })
}
