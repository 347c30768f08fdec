/**
 * kill -9 at random instants: a broadcast to cells, of one message or of two, is run, replaced, killed and resumed, while BSCs lose their
 * data and their connections; then what its BSCs have on the air is compared with what was answered and with what its directory says.
 *
 *   node test/drill/cbs-drill.ts --kills 200 --seed 1
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seeded } from '../../src/base/random.ts'
import { askControl, type Question } from '../../src/cbc/control.ts'
import { restingBook } from '../../src/cbc/directory.ts'
import { serialOf } from '../../src/cbs/book.ts'
import { type SimulatedBsc, startBsc } from '../../tools/bsc/bsc.ts'
import { Child } from '../peers/child.ts'
import { LOA } from '../round/stage.ts'
import { drillOptions } from './options.ts'

const CELLS = [
  ['452-04-100-1', '452-04-100-2'],
  ['452-04-200-1', '452-04-200-2', '452-04-200-3'],
] as const
/** What each message says before its version. The second is in a second language, under the twin of the first. */
const MESSAGES: ReadonlyMap<number, string> = new Map([
  [4371, 'Bộ Y tế: thông báo số'],
  [4384, 'Ministry of Health: notice'],
])
/** Kills of one broadcast, at most. */
const KILLS_EACH = 10
/** A process lives so long, at most: it starts in about half of that. */
const LIFE_MS = 900
/** Everything must stand by then, once nobody is killed any more. */
const CALM_MS = 45_000

export interface DrillReport {
  readonly kills: number
  readonly messages: number
  readonly versions: number
  readonly ended: string
  readonly findings: readonly string[]
}

export async function drill(
  { kills, seed }: { readonly kills: number; readonly seed: number },
  report: (one: DrillReport) => void = () => {},
): Promise<DrillReport[]> {
  const random = seeded(seed)
  const reports: DrillReport[] = []
  for (let left = kills; left > 0; left -= KILLS_EACH) {
    const one = await new Drill(Math.min(left, KILLS_EACH), random).run()
    reports.push(one)
    report(one)
  }
  return reports
}

class Drill {
  readonly #kills: number
  readonly #random: Random
  readonly #folder = mkdtempSync(join(tmpdir(), 'loa-cbs-drill-'))
  readonly #dir = join(this.#folder, 'alert')
  readonly #findings: string[] = []
  readonly #bscs: SimulatedBsc[] = []
  #child: Child | null = null
  readonly #ids: readonly number[]
  /** Versions that were asked for, and of each message the last one that was answered. */
  #asked = 0
  readonly #answered = new Map<number, number>()
  #stop: 'none' | 'asked' | 'answered' = 'none'

  constructor(kills: number, random: Random) {
    this.#kills = kills
    this.#random = random
    this.#ids = [...MESSAGES.keys()].slice(0, random.chance(50) ? 1 : 2)
  }

  async run(): Promise<DrillReport> {
    try {
      for (const id of this.#ids) writeFileSync(this.#fileOf(id), textOf(id, 0))
      for (const cells of CELLS) this.#bscs.push(await startBsc({ cells }))
      // Every other broadcast is stopped somewhere on its way; who is not answered asks again.
      const stopAt = this.#random.chance(50) ? this.#random.below(this.#kills) : null
      for (let kill = 0; kill < this.#kills; kill++)
        await this.#runAndKill(kill, { stops: stopAt !== null && kill >= stopAt })
      const ended = await this.#calm()
      return {
        kills: this.#kills,
        messages: this.#ids.length,
        versions: this.#asked + 1,
        ended,
        findings: this.#findings,
      }
    } finally {
      await this.#child?.stop('SIGKILL')
      for (const bsc of this.#bscs) await bsc.close()
      rmSync(this.#folder, { recursive: true, force: true })
    }
  }

  #start(kill: number): Child {
    const urls = this.#bscs.map(({ port }) => `cbsp://127.0.0.1:${port}`)
    const messages = this.#ids.flatMap(id => ['--message', this.#fileOf(id), '--id', String(id)])
    const args = kill === 0 ? ['run', this.#dir, ...messages, '--code', '1', '--bsc', ...urls] : ['resume', this.#dir]
    return new Child({ command: LOA, args: ['cbs', ...args] })
  }

  async #runAndKill(kill: number, { stops }: { readonly stops: boolean }): Promise<void> {
    const child = this.#start(kill)
    this.#child = child
    // The first one is let live until there is something to kill.
    if (kill === 0) await this.#until(async () => (await restingOrNull(this.#dir)) !== 'missing')
    const endsAt = performance.now() + this.#random.below(LIFE_MS)
    const deeds: Promise<void>[] = []
    while (performance.now() < endsAt) {
      await new Promise(done => setTimeout(done, this.#random.below(150)))
      deeds.push(this.#deed(stops))
    }
    await child.stop('SIGKILL')
    await Promise.all(deeds)
  }

  /** Something befalls it: without awaiting the answer, for the kill may come before that. */
  async #deed(stops: boolean): Promise<void> {
    const bsc = this.#bscs[this.#random.below(this.#bscs.length)]
    const die = this.#random.below(6)
    if (die === 0) bsc.restart({ keeps: this.#random.chance(50) })
    else if (die === 1) bsc.drop()
    else if (die === 2 && stops) await this.#askStop()
    else if (die <= 4 && this.#stop === 'none') await this.#askReplace()
  }

  async #askReplace(): Promise<void> {
    const version = ++this.#asked
    const texts = this.#ids.slice(this.#random.below(this.#ids.length)).map(id => ({ id, text: textOf(id, version) }))
    if (!(await this.#ask({ ask: 'replace', texts }))) return
    for (const { id } of texts) this.#answered.set(id, Math.max(this.#answered.get(id) ?? 0, version))
  }

  async #askStop(): Promise<void> {
    this.#stop = this.#stop === 'none' ? 'asked' : this.#stop
    if (await this.#ask({ ask: 'stop' })) this.#stop = 'answered'
  }

  /** Whether it was answered that it is done, or being done. */
  async #ask(question: Question): Promise<boolean> {
    const answer = await askControl(this.#dir, question).catch(() => null)
    return answer !== null && 'state' in answer
  }

  /** Nobody is killed any more: what should be on the air is, and after a stop nothing. */
  async #calm(): Promise<string> {
    const child = this.#start(1)
    this.#child = child
    const isSo = await this.#until(async () => (await this.#differences()).length === 0)
    if (!isSo) this.#findings.push(...(await this.#differences()))
    const book = await this.#book()
    const state = book.phase.is === 'onAir' ? 'on air' : 'stopped'
    if (state === 'on air') {
      if (this.#stop === 'answered') this.#findings.push('a stop that was answered is forgotten')
      for (const { id, text } of book.broadcasts) {
        const [said, answered] = [versionOf(text), this.#answered.get(id) ?? 0]
        if (said < answered) this.#findings.push(`version ${answered} of ${id} was answered, ${said} is on the air`)
      }
      // It may just be starting.
      if (!(await this.#until(() => this.#ask({ ask: 'stop' })))) this.#findings.push('it cannot be stopped')
    } else if (this.#stop === 'none') this.#findings.push('it is stopped, and nobody asked for it')
    await child.done(CALM_MS)
    for (const { shown, cell } of this.#shown())
      if (shown.length > 0) this.#findings.push(`${cell} is not silent after the stop`)
    return state
  }

  async #book() {
    const answer = await restingBook(this.#dir)
    if (answer !== null) return answer
    // It runs: the book is what is on disk, whoever has the lock.
    const { readJournal } = await import('../../src/base/journal.ts')
    const { folded } = await import('../../src/cbs/book.ts')
    type Entries = Parameters<typeof folded>[0]
    const book = folded((await readJournal(join(this.#dir, 'broadcast.jsonl'))) as Entries)
    if (book === null) throw new Error('the book has no beginning')
    return book
  }

  /** Between what is on the air in each cell and what the book says. */
  async #differences(): Promise<string[]> {
    const book = await this.#book()
    const broadcasts = book.phase.is === 'onAir' ? book.broadcasts : []
    const wanted = broadcasts.map(one => `${one.id} ${serialOf(one)} ${one.text}`).toSorted()
    return this.#shown().flatMap(({ cell, shown }) =>
      shown.join('|') === wanted.join('|') ? [] : [`${cell} has [${shown.join(', ')}] and not [${wanted.join(', ')}]`],
    )
  }

  #shown(): { readonly cell: string; readonly shown: readonly string[] }[] {
    return CELLS.flatMap((cells, i) =>
      cells.map(cell => ({
        cell,
        shown: this.#bscs[i]
          .onAir(cell)
          .map(({ id, serial, text }) => `${id} ${serial} ${text}`)
          .toSorted(),
      })),
    )
  }

  #fileOf(id: number): string {
    return join(this.#folder, `${id}.txt`)
  }

  async #until(isSo: () => Promise<boolean>): Promise<boolean> {
    const late = performance.now() + CALM_MS
    while (performance.now() < late) {
      if (await isSo()) return true
      await new Promise(done => setTimeout(done, 20))
    }
    return false
  }
}

const textOf = (id: number, version: number): string => `${MESSAGES.get(id)} ${version}`
const versionOf = (text: string): number => Number(/ (\d+)$/.exec(text)?.[1])

async function restingOrNull(directory: string): Promise<'missing' | 'there'> {
  try {
    await restingBook(directory)
    return 'there'
  } catch {
    return 'missing'
  }
}

async function main(): Promise<void> {
  const options = drillOptions()
  const reports = await drill(options, ({ kills, messages, versions, ended, findings }) => {
    console.log(`${kills} kills, ${messages} messages, ${versions} versions, ${ended}`)
    for (const finding of findings) console.log(`  ! ${finding}`)
  })
  const findings = reports.reduce((sum, { findings }) => sum + findings.length, 0)
  console.log(findings === 0 ? 'nothing was found' : `${findings} findings`)
  process.exitCode = findings === 0 ? 0 : 1
}

if (import.meta.main) await main()
