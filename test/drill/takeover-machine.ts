/**
 * One machine of a leg: a directory on a small disk of its own, a process that owns or follows, and a supervisor that starts it again
 * whenever it ended, until its round is over.
 *
 * Knows no fault and no record: whoever drills kills it, suspends it, fills its disk.
 */
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../src/base/random.ts'
import { Child, run } from '../peers/child.ts'
import { PEER_PATH } from '../peers/installed.ts'
import { LOA, type Tally } from '../round/stage.ts'
import type { Host } from './takeover-network.ts'

/** Holds a ledger of a few thousand subscribers many times over. */
const DISK = '48m'
const AGAIN_MS = 200
/** Of one that ends again and again without a round of its own. */
const LIVES_MAX = 200

/** That its process owns the leg, as it said. */
export interface Ownership {
  readonly epoch: number
  /** Subscribers whom the one before left in doubt. */
  readonly uncertain: number
}

export interface MachineOptions {
  readonly host: Host
  readonly folder: string
  readonly random: Random
  /** `run` or `follow` of this directory, with all that belongs to it. */
  readonly args: (word: 'run' | 'follow', dir: string) => readonly string[]
}

export class Machine {
  readonly host: Host
  readonly dir: string
  readonly #disk: string
  readonly #random: Random
  readonly #args: MachineOptions['args']
  readonly #findings: string[] = []
  #child: Child | null = null
  #lives = 0
  #isResumed = false
  /** Whether its supervisor may also resume the round, which wakes one that is paused. */
  mayResume = true
  #held: Promise<void> | null = null
  #isOver = false
  /** Until it ends by itself at the end of the round: its tally. */
  #tally: Tally | null = null

  constructor({ host, folder, random, args }: MachineOptions) {
    this.host = host
    this.#disk = join(folder, host.name)
    this.dir = join(this.#disk, 'round')
    this.#random = random
    this.#args = args
  }

  async mount(): Promise<void> {
    mkdirSync(this.#disk)
    const args = ['-t', 'tmpfs', '-o', `size=${DISK}`, 'loa-drill', this.#disk]
    await run({ command: 'mount', args })
  }

  /** Processes of it, and its disk. */
  async close(): Promise<void> {
    this.#isOver = true
    this.#child?.kill('SIGCONT')
    await this.#child?.stop('SIGKILL')
    await run({ command: 'umount', args: ['-l', this.#disk] }).catch(() => {}) // was not mounted
  }

  get findings(): readonly string[] {
    return this.#findings
  }

  get tally(): Tally | null {
    return this.#tally
  }

  /** For a finding: what it is, and the end of what its process said. */
  get said(): string {
    const what = this.#tally !== null ? 'ended' : this.#child === null ? 'down' : 'running'
    return `${this.host.name} ${what} ${this.#child?.stderr.slice(-300) ?? ''}`
  }

  /** What its process said last; null where it follows, or is none. */
  get ownership(): Ownership | null {
    const said = this.#child?.stderr ?? ''
    const last = [...said.matchAll(ROLE)].at(-1)?.groups
    if (last?.epoch === undefined) return null
    return { epoch: Number(last.epoch), uncertain: Number(last.uncertain) }
  }

  /** `begins`: the first of the leg. Resolves when its round is over. */
  async supervise(begins: boolean): Promise<void> {
    for (let life = 0; life < LIVES_MAX && !this.#isOver; life++) {
      await this.#held
      const child = this.#start(begins && life === 0)
      this.#child = child
      const { code } = await child.exited
      this.#child = null
      if (this.#isOver) return
      const tally = code === 0 || code === 3 ? tallyOf(child.stdout) : null
      // What was resumed may have told of another machine's end: its own ledger has still to follow.
      if (code === 0 && tally?.state === 'finished' && !this.#isResumed) {
        this.#tally = tally
        return
      }
      if (/a bug, please report|^\s+at /m.test(child.stderr)) this.#findings.push(child.stderr)
      if (code === 1 && !this.#isResumed && GAVE_UP.test(child.stderr))
        this.#findings.push(`it gave up while the log was away: ${child.stderr.slice(-300)}`)
      if (/not what it was|damaged/.test(child.stderr))
        this.#findings.push(`the log or the ledger is damaged: ${child.stderr.slice(-300)}`)
      await new Promise(done => setTimeout(done, AGAIN_MS))
    }
    if (!this.#isOver) this.#findings.push('a machine came to no end')
  }

  #start(begins: boolean): Child {
    const word = begins ? 'run' : 'follow'
    // Resuming where another owns the leg tells of it and ends; then it follows.
    const mayResume = this.mayResume && !begins && existsSync(this.dir)
    this.#isResumed = mayResume && this.#random.chance(25)
    const args = this.#isResumed ? ['round', 'resume', this.dir, '--json'] : this.#args(word, this.dir)
    const [command, ...within] = this.host.within
    this.#lives++
    return new Child({ command, args: [...within, LOA, ...args], env: { ...process.env, PATH: PEER_PATH, LANG: 'C' } })
  }

  /** How many processes it has had, the one that runs among them. */
  get lives(): number {
    return this.#lives
  }

  /** It resumes, and has not said yet what it is to its leg. */
  get isResuming(): boolean {
    return this.#child !== null && this.#isResumed && this.#child.stderr.match(ROLE) === null
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** With SIGKILL; it is started again once the given function is called. */
  kill(): () => void {
    const held = Promise.withResolvers<void>()
    this.#held = held.promise
    this.signal('SIGKILL')
    return held.resolve
  }

  /** The same, and its directory is gone, unless its round ended meanwhile: then it is looked at. */
  async lose(): Promise<() => void> {
    const child = this.#child
    const release = this.kill()
    await child?.exited
    if (this.#tally === null) rmSync(this.dir, { recursive: true, force: true })
    return release
  }

  /** Until the given function is called. */
  fill(): () => void {
    const file = join(this.#disk, 'full')
    const { bsize, bavail } = statfsSync(this.#disk)
    writeFileSync(file, Buffer.alloc(bsize * bavail))
    return () => rmSync(file, { force: true })
  }

  /** `round WORD` of its directory, in its network: its exit code. */
  async ask(word: string): Promise<number | null> {
    const [command, ...within] = this.host.within
    const child = new Child({
      command,
      args: [...within, LOA, 'round', word, this.dir, '--json'],
      env: { ...process.env, PATH: PEER_PATH, LANG: 'C' },
    })
    return (await child.done(60_000)).code
  }
}

/** Of one that follows: servers that are away are waited for. */
const GAVE_UP = /log (at .* does not answer|could not be asked)/

const ROLE =
  /following the leader of|another process is now the leader|this process is now the leader \(epoch (?<epoch>\d+)\); (?<uncertain>\d+) subscribers/g

function tallyOf(stdout: string): Tally | null {
  try {
    return JSON.parse(stdout) as Tally
  } catch {
    return null
  }
}
