/**
 * kill -9 at random instants: rounds are sent, their sender is killed and resumed until they are finished, and the ledger
 * is compared with the centre's record.
 *
 *   node test/drill/kill-drill.ts --kills 60 --seed 1 [--subscribers 20000]
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { type Random, seeded } from '../../src/base/random.ts'
import { Child } from '../peers/child.ts'
import { type Centre, startCentre } from '../peers/loa.ts'
import { checkIdentities, LOA, LONG, readOutcomes, type Tally } from '../round/stage.ts'
import { judgeFinished, judgeKilled, type Ledger, newlyUncertain, type Terms } from './judge.ts'
import { CentreRecord, partsAccepted, type Received } from './record.ts'

/** Of the message. */
const PARTS = 3
const WINDOW = 40
const BINDS = 2
const LATENCY_MS = 20
/** Answers that are this old, by the time at which their request was seen here, have surely come. */
const ANSWERED_MS = 1000 + LATENCY_MS + 150
const SYNC_MS = 50
const RECEIPT_DELAY_MS = 1500
const UNCERTAIN_WAIT_MS = 1000
const AHEAD_MIN = 64
/** A round must end once it is killed no more. */
const END_MS = 120_000

export interface DrillOptions {
  readonly kills: number
  readonly seed: number
  readonly subscribers: number
}

/** One round of a drill. */
export interface RoundReport {
  readonly terms: Terms
  readonly subscribers: number
  /** By what the sender was doing: just started, recovering, sending, waiting for receipts. */
  readonly kills: Readonly<Record<Phase, number>>
  readonly received: number
  readonly submitted: number
  readonly uncertainPerKill: number
  readonly duplicates: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly seconds: number
  readonly findings: readonly string[]
}

export type Phase = 'starting' | 'recovering' | 'sending' | 'receipts'

interface Plan {
  readonly subscribers: number
  readonly receipts: 'last' | 'all'
  readonly policy: 'hold' | 'resend'
  readonly killsMax: number
}

/** Rounds until all kills are made; the policies and what receipts are asked for take turns. */
export async function drill(
  options: DrillOptions,
  report: (round: RoundReport) => void = () => {},
): Promise<RoundReport[]> {
  const random = seeded(options.seed)
  const reports: RoundReport[] = []
  let left = options.kills
  while (left > 0) {
    const i = reports.length
    const plan: Plan = {
      subscribers: options.subscribers,
      policy: i % 2 === 0 ? 'hold' : 'resend',
      receipts: i % 4 < 2 ? 'last' : 'all',
      // At least the four kinds get their turn.
      killsMax: Math.min(left, Math.max(2, Math.ceil(options.kills / 4))),
    }
    const one = await new Drill(plan, random, options.seed + i).run()
    reports.push(one)
    report(one)
    left -= Object.values(one.kills).reduce((sum, count) => sum + count, 0)
  }
  return reports
}

interface Kill {
  readonly startedAt: number
  readonly killedAt: number
  /** As it lies there afterwards; null where there is no round yet. */
  readonly ledger: Ledger | null
}

class Drill {
  readonly #plan: Plan
  readonly #random: Random
  readonly #seed: number
  readonly #directory = mkdtempSync(join(tmpdir(), 'loa-drill-'))
  readonly #dir = join(this.#directory, 'round')
  readonly #record = new CentreRecord(join(this.#directory, 'centre.csv'))
  readonly #findings: string[] = []
  readonly #kills = { starting: 0, recovering: 0, sending: 0, receipts: 0 }
  readonly #terms: Terms
  #before: Ledger | null = null
  #uncertainPerKill = 0

  constructor(plan: Plan, random: Random, seed: number) {
    this.#plan = plan
    this.#random = random
    this.#seed = seed
    const perSecond = (WINDOW * BINDS * 1000) / LATENCY_MS
    const inInterval = Math.ceil((perSecond * SYNC_MS) / 1000)
    this.#terms = {
      parts: PARTS,
      receipts: plan.receipts,
      policy: plan.policy,
      uncertainMax: WINDOW * BINDS + Math.max(AHEAD_MIN, inInterval),
    }
  }

  async run(): Promise<RoundReport> {
    const began = performance.now()
    this.#writeFiles()
    const centre = await this.#startCentre()
    try {
      let killed = 0
      let hasEnded = false
      while (killed < this.#plan.killsMax && !hasEnded) {
        // The last third comes when all has been sent: while receipts come, and what is uncertain goes again.
        const isLate = killed >= Math.floor((this.#plan.killsMax * 2) / 3)
        hasEnded = await this.#runAndKill(centre, isLate)
        if (!hasEnded) killed++
      }
      const ledger = await this.#finish(centre)
      return this.#reportOf(ledger, (performance.now() - began) / 1000)
    } finally {
      await centre.child.stop('SIGKILL')
      rmSync(this.#directory, { recursive: true, force: true })
    }
  }

  #writeFiles(): void {
    const numbers = Array.from({ length: this.#plan.subscribers }, (_, i) => 84_912_000_000 + i)
    writeFileSync(join(this.#directory, 'audience.csv'), `${numbers.join('\n')}\n`)
    writeFileSync(join(this.#directory, 'message.txt'), LONG)
  }

  async #startCentre(): Promise<Centre> {
    const pace = ['--latency', `${LATENCY_MS}ms`, '--receipt-delay', `${RECEIPT_DELAY_MS}ms`]
    const rates = ['--throttle', '0.01', '--refuse', '0.02', '--undeliverable', '0.02']
    const record = ['--record', join(this.#directory, 'centre.csv')]
    return await startCentre(...pace, ...rates, ...record, '--seed', String(this.#seed))
  }

  /** `run` while there is no directory yet, then `resume`. */
  #start(centre: Centre): Child {
    const json = '--json'
    if (existsSync(this.#dir)) return this.#loa('resume', this.#dir, json)
    const file = (name: string) => join(this.#directory, name)
    const files = ['--message', file('message.txt'), '--audience', file('audience.csv')]
    const smsc = ['--smsc', `smpp://loa:secret@127.0.0.1:${centre.port}`, '--binds', `${BINDS}`]
    const policy = ['--uncertain', this.#plan.policy, '--uncertain-wait', `${UNCERTAIN_WAIT_MS}ms`]
    const receipts = ['--receipts', this.#plan.receipts, '--receipt-wait', '4s']
    const pace = ['--window', `${WINDOW}`, '--sync-interval', `${SYNC_MS}ms`]
    return this.#loa('run', this.#dir, ...files, ...smsc, ...policy, ...receipts, ...pace, json)
  }

  #loa(...args: string[]): Child {
    return new Child({ command: LOA, args: ['round', ...args] })
  }

  /** True when the round ended before its sender could be killed. */
  async #runAndKill(centre: Centre, isLate: boolean): Promise<boolean> {
    const child = this.#start(centre)
    const startedAt = performance.now()
    const wait = isLate ? this.#untilAllSent() : this.#watch(this.#patience())
    const exit = await Promise.race([child.exited, wait])
    if (exit !== undefined) {
      if (exit.code !== 0) this.#findings.push(`the sender ended by itself: ${child.stderr}`)
      return true
    }
    child.kill('SIGKILL')
    const killedAt = performance.now()
    await child.exited
    // What the centre has read of it is in the record by then.
    await this.#watch(120)
    this.#judgeKill({ startedAt, killedAt, ledger: await this.#ledger() })
    return false
  }

  /** How long the sender lives, in milliseconds: a moment, as long as it takes to recover, a while. */
  #patience(): number {
    const kind = this.#random.below(10)
    if (kind < 2) return this.#random.below(50)
    if (kind < 4) return 50 + this.#random.below(400)
    if (kind < 8) return 300 + this.#random.below(1200)
    return 1500 + this.#random.below(1500)
  }

  async #untilAllSent(): Promise<undefined> {
    const until = performance.now() + END_MS
    // With `hold` nobody comes again whom a kill made uncertain before anything was written.
    const rows = this.#before?.rows.values() ?? []
    const uncertain = [...rows].filter(({ outcome }) => outcome === 'uncertain')
    const hasAll = () => {
      const { numbers } = this.#record
      const missing = uncertain.filter(({ number }) => !numbers.has(number)).length
      return numbers.size + missing >= this.#plan.subscribers
    }
    while (performance.now() < until && !hasAll()) await this.#watch(50)
    await this.#watch(this.#random.below(RECEIPT_DELAY_MS + 2 * UNCERTAIN_WAIT_MS))
  }

  /** Lets time pass and looks at the record meanwhile. */
  async #watch(ms: number): Promise<undefined> {
    const until = performance.now() + ms
    for (;;) {
      this.#record.look(performance.now())
      const left = until - performance.now()
      if (left <= 0) return
      await new Promise(resolve => setTimeout(resolve, Math.min(left, 50)))
    }
  }

  /** Null while there is no round yet. */
  async #ledger(): Promise<Ledger | null> {
    if (!existsSync(this.#dir)) return null
    const [status, outcomes] = await Promise.all([output('status', this.#dir, '--json'), output('outcomes', this.#dir)])
    const tally = JSON.parse(status) as Tally
    checkIdentities(tally)
    return { tally, rows: readOutcomes(outcomes) }
  }

  #judgeKill(kill: Kill): void {
    const { ledger, startedAt, killedAt } = kill
    const phase = this.#phaseOf(kill)
    this.#kills[phase]++
    if (ledger === null) return
    const { rows } = this.#record
    const isSure = ({ seenAt }: Received) => seenAt > startedAt && seenAt < killedAt - ANSWERED_MS
    const answered = rows.filter(isSure)
    this.#findings.push(...judgeKilled(ledger, this.#before, this.#record, this.#terms, answered))
    this.#uncertainPerKill = Math.max(this.#uncertainPerKill, newlyUncertain(ledger, this.#before))
    this.#before = ledger
  }

  #phaseOf(kill: Kill): Phase {
    if (kill.ledger === null || kill.killedAt - kill.startedAt < 50) return 'starting'
    const { unsent, sending } = kill.ledger.tally.subscribers
    if (unsent + sending === 0) return 'receipts'
    const hasSent = this.#record.rows.some(({ seenAt }) => seenAt > kill.startedAt)
    return hasSent ? 'sending' : 'recovering'
  }

  async #finish(centre: Centre): Promise<Ledger> {
    const child = this.#start(centre)
    const { code } = await child.done(END_MS)
    if (code !== 0) throw new Error(`the round did not finish: ${child.stderr}`)
    await this.#watch(120)
    const ledger = await this.#ledger()
    if (ledger === null) throw new Error('there is no round at the end')
    this.#findings.push(...judgeFinished(ledger, this.#record, this.#terms))
    return ledger
  }

  #reportOf({ tally, rows }: Ledger, seconds: number): RoundReport {
    const outcomes: Record<string, number> = {}
    for (const { outcome } of rows.values()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    outcomes.resent = tally.subscribers.resent
    let duplicates = 0
    for (const copies of this.#record.byNumber().values())
      duplicates += copies.accepted.reduce((sum, count) => sum + count, 0) - partsAccepted(copies)
    return {
      terms: this.#terms,
      subscribers: rows.size,
      kills: this.#kills,
      received: this.#record.rows.length,
      submitted: tally.segments.submitted,
      uncertainPerKill: this.#uncertainPerKill,
      duplicates,
      outcomes,
      seconds,
      findings: this.#findings,
    }
  }
}

/** Of `loa round ...`, which must end with 0. Longer than what `Child` keeps. */
async function output(...args: string[]): Promise<string> {
  const options = { maxBuffer: 1 << 30, timeout: END_MS }
  return (await promisify(execFile)(LOA, ['round', ...args], options)).stdout
}

const COLUMNS = [
  ['policy', 7],
  ['receipts', 8],
  ['kills', 5],
  ['starting/recovering/sending/receipts', 36],
  ['received', 8],
  ['submitted', 9],
  ['delivered', 9],
  ['failed', 6],
  ['uncertain', 9],
  ['resent', 6],
  ['copies', 6],
  ['uncertain a kill', 16],
  ['findings', 8],
  ['seconds', 7],
] as const

function line(cells: readonly (string | number)[]): string {
  return cells.map((cell, i) => String(cell).padStart(COLUMNS[i][1])).join('  ')
}

function lineOf(round: RoundReport): string {
  const { terms, kills, outcomes } = round
  const counts = Object.values(kills)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const ends = ['delivered', 'failed', 'uncertain', 'resent'].map(name => outcomes[name] ?? 0)
  return line([
    ...[terms.policy, terms.receipts, total, counts.join('/'), round.received, round.submitted],
    ...[...ends, round.duplicates, `${round.uncertainPerKill} of ${terms.uncertainMax}`],
    ...[round.findings.length, round.seconds.toFixed(0)],
  ])
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      subscribers: { type: 'string', default: '20000' },
    },
  })
  const seed = Number(values.seed)
  const options = { kills: Number(values.kills), seed, subscribers: Number(values.subscribers) }
  console.log(`${options.kills} kills, ${options.subscribers} subscribers a round, seed ${seed}`)
  console.log(line(COLUMNS.map(([name]) => name)))
  const reports = await drill(options, round => {
    console.log(lineOf(round))
    for (const finding of new Set(round.findings)) {
      const times = round.findings.filter(same => same === finding).length
      console.log(`  ! ${finding}${times > 1 ? ` (${times} times)` : ''}`)
    }
  })
  const findings = reports.reduce((sum, round) => sum + round.findings.length, 0)
  console.log(findings === 0 ? 'nothing was found' : `${findings} findings`)
  process.exitCode = findings === 0 ? 0 : 1
}

if (import.meta.main) await main()
