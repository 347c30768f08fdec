/**
 * The processes of one leg: who begins it, and those who follow; each in a directory of its own, started again where it was.
 *
 * What a process says of itself on standard error is all that is known of it.
 */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Children, lastSentence, type Running } from '../../src/app/children/children.ts'
import { benchFailure } from '../failures.ts'

const LOOK_MS = 10
const READY_MS = 60_000

export interface LegGiven {
  readonly name: string
  /** Its log. */
  readonly servers: string
  readonly directory: string
  readonly message: string
  readonly audience: string
  readonly centre: number
  readonly tps: number
  readonly window: number
}

interface MemberOptions {
  readonly name: string
  readonly how: 'run' | 'follow'
}

export interface Ownership {
  readonly epoch: number
  /** Subscribers whom the one before left in doubt. */
  readonly uncertain: number
}

export class Member {
  readonly dir: string
  readonly #children: Children
  readonly #given: LegGiven
  #running: Running

  /** `how`: it begins the leg, or follows. */
  constructor(children: Children, given: LegGiven, { name, how }: MemberOptions) {
    this.#children = children
    this.#given = given
    this.dir = join(given.directory, name)
    this.#running = this.#start(how)
  }

  #start(how: MemberOptions['how']): Running {
    const { name, servers, message, audience, centre, tps, window } = this.#given
    const args = [
      ...['round', how, this.dir, '--log', servers, '--leg', name],
      ...['--message', message, '--audience', audience, '--tps', `${tps}`, '--window', `${window}`],
      ...['--receipts', 'last', '--receipt-wait', '10s', '--json'],
    ]
    const env = { LOA_SMSC: `smpp://bench:bench@127.0.0.1:${centre}`, LANG: 'C' }
    return this.#children.loa(args, env)
  }

  get pid(): number {
    return this.#running.pid
  }

  get ownership(): Ownership | null {
    const last = [...this.#running.said().matchAll(OWNS)].at(-1)
    return last === undefined ? null : { epoch: Number(last[1]), uncertain: Number(last[2]) }
  }

  /** Resolves when it follows or owns. Fails with benchFailed where it ended before. */
  async ready(): Promise<void> {
    const ended = this.#running.exit.then(({ stderr }) => stderr)
    const until = performance.now() + READY_MS
    while (performance.now() < until) {
      if (READY.test(this.#running.said())) return
      const stderr = await Promise.race([ended, wait(LOOK_MS, null)])
      if (stderr !== null) throw benchFailure('benchFailed', { name: 'take-over', why: lastSentence(stderr) })
    }
    throw benchFailure('benchFailed', { name: 'take-over', why: 'a process does not follow its leg' })
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    this.#running.kill()
    await this.#running.exit
  }

  again(): void {
    this.#running = this.#start('follow')
  }
}

const OWNS = /this process is now the leader \(epoch (\d+)\); (\d+) subscribers/g
const READY = /loa: following the leader of this batch|this process is now the leader/
