/**
 * One story of a round: a directory of its own, a message, an audience, centres, and `loa round`: in this process, or, where a story is
 * of processes that are killed, beside each other or without rights, `./loa` as a child process.
 *
 * Whatever the story is about, these must hold of each program that ends here, so they are checked here:
 * the tally's identities, and no password and no subscriber's number on its standard output or error.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Child, type Exit } from '../peers/child.ts'
import { InProcess } from '../peers/in-process.ts'
import { Witness, type WitnessOptions } from './witness.ts'

export const LOA = fileURLToPath(new URL('../../loa', import.meta.url))
export const PASSWORD = 'Kh0ngL0!'
const FIRST_NUMBER = 84_912_000_000
/** A subscriber's number in any of the ways in which it could slip out. */
const SOME_NUMBER = /9120\d{5}/

export interface Tally {
  readonly state: string
  readonly takenOverBy?: string
  readonly message: { readonly encoding: string; readonly units: number; readonly segments: number }
  readonly subscribers: Readonly<Record<string, number>>
  readonly segments: Readonly<Record<string, number>>
  readonly receipts: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
  readonly lanes: readonly {
    readonly smsc: string
    readonly bound: boolean
    readonly submitted: number
    readonly throttled: number
    readonly rebinds: number
  }[]
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly segmentsPerSecond: number
}

/** A row of `round outcomes`. */
export interface Row {
  readonly number: string
  readonly outcome: string
  readonly accepted: number
  readonly delivered: number
  readonly status: string
  readonly resent: number
}

export function numberOf(i: number): string {
  return String(FIRST_NUMBER + i)
}

/** One segment, and three. */
export const SHORT = 'Rua tay thuong xuyen'
export const LONG = `${'BCD phong, chong dich COVID-19: rua tay, deo khau trang, khai bao y te. '.repeat(6)}Goi`

export interface RoundFixtureOptions extends WitnessOptions {
  readonly subscribers?: number
  readonly message?: string
}

/** How the child ended, and what it said. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  /** The document on standard output, of commands that print a tally. */
  readonly tally: Tally
}

export class RoundFixture {
  readonly directory: string
  /** Of the round. */
  dir: string
  readonly subscribers: number
  readonly witness: Witness
  readonly #t: TestContext

  private constructor(t: TestContext, witness: Witness, subscribers: number, message: string) {
    this.#t = t
    this.witness = witness
    this.subscribers = subscribers
    this.directory = mkdtempSync(join(tmpdir(), 'loa-story-'))
    this.dir = join(this.directory, 'round')
    t.after(() => rmSync(this.directory, { recursive: true, force: true }))
    writeFileSync(this.file('message.txt'), `${message}\n`)
    const numbers = Array.from({ length: subscribers }, (_, i) => numberOf(i))
    writeFileSync(this.file('audience.csv'), `${numbers.join('\n')}\n`)
  }

  static async set(t: TestContext, options: RoundFixtureOptions = {}): Promise<RoundFixture> {
    const witness = await Witness.start(options)
    t.after(() => witness.close())
    return new RoundFixture(t, witness, options.subscribers ?? 10, options.message ?? SHORT)
  }

  /** Another centre of the same story. */
  async another(options: WitnessOptions = {}): Promise<Witness> {
    const witness = await Witness.start(options)
    this.#t.after(() => witness.close())
    return witness
  }

  file(name: string): string {
    return join(this.directory, name)
  }

  url(witness = this.witness): string {
    return `smpp://loa:${encodeURIComponent(PASSWORD)}@127.0.0.1:${witness.port}`
  }

  /** The arguments of `round run`; a flag given again overrides. */
  runArgs(...flags: string[]): string[] {
    const files = ['--message', this.file('message.txt'), '--audience', this.file('audience.csv')]
    const smsc = flags.includes('--smsc') ? [] : ['--smsc', this.url()]
    return ['round', 'run', this.dir, ...files, ...smsc, '--receipt-wait', '1s', '--json', ...flags]
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}, input?: string): Program<InProcess> {
    const own = new InProcess({ args, ...given(env, input) })
    this.#t.after(() => own.stop())
    return new Program(own, args)
  }

  run(...flags: string[]): Program<InProcess> {
    return this.start(this.runArgs(...flags))
  }

  /** `round NAME DIR --json`. */
  command(name: string, ...flags: string[]): Program<InProcess> {
    return this.start(this.#commandArgs(name, flags))
  }

  /** The same as a child process. */
  startProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}, input?: string): Program<Child> {
    const child = new Child({ command: LOA, args, ...given(env, input) })
    this.#t.after(() => child.stop('SIGKILL'))
    return new Program(child, args)
  }

  runProcess(...flags: string[]): Program<Child> {
    return this.startProcess(this.runArgs(...flags))
  }

  commandProcess(name: string, ...flags: string[]): Program<Child> {
    return this.startProcess(this.#commandArgs(name, flags))
  }

  #commandArgs(name: string, flags: readonly string[]): string[] {
    const json = name === 'outcomes' ? [] : ['--json']
    return ['round', name, this.dir, ...json, ...flags]
  }

  /** Of the round as it lies there, by number. */
  async outcomes(...flags: string[]): Promise<Map<string, Row>> {
    const { stdout } = await this.command('outcomes', ...flags).ends(0)
    return readOutcomes(stdout)
  }

  async status(): Promise<Tally> {
    return (await this.command('status').ends(0)).tally
  }
}

function given(env: NodeJS.ProcessEnv, input?: string) {
  return { env: { ...process.env, LANG: 'C', ...env }, ...(input === undefined ? {} : { input }) }
}

export class Program<Runs extends Child | InProcess = Child | InProcess> {
  readonly child: Runs
  readonly #args: readonly string[]

  constructor(child: Runs, args: readonly string[]) {
    this.child = child
    this.#args = args
  }

  signal(this: Program<Child>, signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(this: Program<Child>): Promise<void> {
    this.child.kill('SIGKILL')
    await this.child.exited
  }

  async printed(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray> {
    return await this.child.printed(pattern, withinMs)
  }

  /** Waits for its end, which must be this one, and checks what holds of every program. */
  async ends(code: number, withinMs?: number): Promise<Ended> {
    const exit: Exit = await this.child.done(withinMs)
    const { stdout, stderr } = this.child
    const said = `${this.#args.slice(0, 2).join(' ')}\n${stdout}\n${stderr}`
    assert.equal(exit.code, code, `ended with ${exit.code ?? exit.signal}: ${said}`)
    assert.doesNotMatch(stderr, /a bug, please report|^\s+at /m, said)
    const words = stdout + stderr
    assert.ok(!words.includes(PASSWORD), `the password was told: ${said}`)
    assert.ok(!words.includes(encodeURIComponent(PASSWORD)), `the password was told: ${said}`)
    if (this.#args[1] !== 'outcomes') assert.doesNotMatch(words, SOME_NUMBER)
    const isJson = this.#args.includes('--json') && stdout !== ''
    const tally = isJson ? (JSON.parse(stdout) as Tally) : NOTHING
    if (isJson) checkIdentities(tally)
    return { ...exit, stdout, stderr, tally }
  }
}

const NOTHING: Tally = {
  state: '',
  message: { encoding: '', units: 0, segments: 0 },
  subscribers: {},
  segments: {},
  receipts: {},
  statuses: {},
  lanes: [],
  startedAt: null,
  endedAt: null,
  segmentsPerSecond: 0,
}

const OUTCOMES = ['unsent', 'sending', 'accepted', 'delivered', 'failed', 'expired', 'uncertain']
const ENDS = ['accepted', 'refused', 'retried', 'unanswered'] as const

/** What the contract says of every tally. */
export function checkIdentities(tally: Tally): void {
  const { subscribers, segments } = tally
  const told = JSON.stringify(tally)
  const sum = OUTCOMES.reduce((total, outcome) => total + subscribers[outcome], 0)
  assert.equal(sum, subscribers.audience, `the outcomes sum to the audience: ${told}`)
  const ended = ENDS.reduce((total, end) => total + segments[end], 0)
  const mayBeInFlight = ['running', 'paused', 'following', 'joining'].includes(tally.state)
  if (mayBeInFlight) assert.ok(segments.submitted >= ended, `submitted is not below: ${told}`)
  else assert.equal(segments.submitted, ended, `submitted is what it ended as: ${told}`)
  for (const part of [subscribers, segments, tally.receipts, tally.statuses])
    for (const value of Object.values(part)) assert.ok(Number.isInteger(value) && value >= 0, told)
}

/** That the sender and the centre tell the same, where no connection broke and nothing was killed. */
export function checkAgainst(tally: Tally, ...witnesses: Witness[]): void {
  const total = (of: (witness: Witness) => number) => witnesses.reduce((sum, witness) => sum + of(witness), 0)
  assert.equal(
    tally.segments.submitted,
    total(witness => witness.submits.length),
  )
  assert.equal(
    tally.segments.accepted,
    total(witness => witness.accepted),
  )
}

const HEADER = 'number,outcome,segments_accepted,segments_delivered,status,resent'

export function readOutcomes(csv: string): Map<string, Row> {
  const [header, ...lines] = csv.trimEnd().split('\n')
  assert.equal(header, HEADER)
  const rows = new Map<string, Row>()
  let last = ''
  for (const line of lines) {
    const [number, outcome, accepted, delivered, status, resent] = line.split(',')
    assert.match(number, /^84\d{9}$/)
    assert.ok(number > last, 'ascending by number')
    assert.ok(OUTCOMES.includes(outcome), outcome)
    assert.match(resent, /^[01]$/)
    last = number
    rows.set(number, {
      number,
      outcome,
      accepted: Number(accepted),
      delivered: Number(delivered),
      status,
      resent: Number(resent),
    })
  }
  return rows
}
