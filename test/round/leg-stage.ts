/** One leg of several directories: who begins it, and those who follow; over the log that the story names. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { NatsServers, placesOnLoopback } from '../../bench/takeover/nats-servers.ts'
import type { LegQuestion } from '../../src/round/control.ts'
import { keyOf, openLegLog } from '../../src/round/leg.ts'
import { sealQuestion } from '../../src/round/leg-questions.ts'
import type { Child } from '../peers/child.ts'
import { type Ended, type Program, RoundFixture, type RoundFixtureOptions, type Tally } from './stage.ts'
import { type Answers, delivers, later } from './witness.ts'

export const WINDOW = 20
export const TPS = 300
const SYNC_MS = 50
const AHEAD_MIN = 64
/** In doubt after one take-over, at most: what was in flight on its one bind, and what its last group allowed. */
export const DOUBTFUL_MAX = WINDOW + Math.max(AHEAD_MIN, (TPS * SYNC_MS) / 1000)

const promptly: Answers = (asked, say) => later(30, () => delivers(asked, say))
/** Of the leg's log: whoever asks only makes none. */
const OCTETS = 1_000_000
let legs = 0

export class LegStage {
  readonly stage: RoundFixture
  readonly leg = `story-${++legs}`
  readonly log: readonly string[]
  readonly #own: string

  private constructor(stage: RoundFixture, servers: string, flags: readonly string[]) {
    this.stage = stage
    this.log = ['--log', servers, '--leg', this.leg, ...flags]
    this.#own = stage.dir
  }

  /** `log`: its servers, and options with them. */
  static async set(
    t: TestContext,
    [servers, ...flags]: readonly [string, ...string[]],
    options: RoundFixtureOptions = {},
  ): Promise<LegStage> {
    const stage = await RoundFixture.set(t, { answers: promptly, ...options })
    return new LegStage(stage, servers, flags)
  }

  run(...flags: string[]): Program<Child> {
    const pace = ['--tps', `${TPS}`, '--window', `${WINDOW}`]
    return this.stage.startProcess(this.stage.runArgs(...this.log, ...pace, ...flags))
  }

  /**
   * An owner and a standby that follows it, once that is so: however long they take to start, most of the audience is still to be
   * written to.
   */
  async underWay(): Promise<{ owner: Program<Child>; standby: Program<Child> }> {
    const owner = this.run('--canary', '50')
    const standby = this.follow('b')
    await owner.printed(/sent to the first 50 subscribers/)
    // Asked of it at the earliest, when it does not know yet whether it owns the leg.
    await standby.printed(/following the leader/)
    assert.equal((await this.ask('resume', 'b').ends(0)).tally.state, 'running')
    await isFollowing(standby)
    return { owner, standby }
  }

  /** The directory of a standby; `a` is that of whoever began. */
  dirOf(name: string): string {
    return name === 'a' ? this.#own : `${this.#own}-${name}`
  }

  follow(name: string, ...flags: string[]): Program<Child> {
    const args = this.stage.runArgs(...this.log, ...flags)
    args[1] = 'follow'
    args[2] = this.dirOf(name)
    return this.stage.startProcess(args)
  }

  /** `round NAME` of a standby's directory. */
  ask(name: string, of: string): Program<Child> {
    return this.stage.startProcess(['round', name, this.dirOf(of), '--json'])
  }

  /** As another machine of the leg asks its owner, past the program; null where nobody answers in time. */
  async put(question: LegQuestion, withinMs: number): Promise<string | null> {
    const [, servers] = this.log
    const address = { servers, name: this.leg, isUnsafe: false, key: null }
    const log = await openLegLog(address, OCTETS)
    try {
      const sealed = sealQuestion(JSON.stringify(question), keyOf(null), Date.now())
      return await new Promise(done => log.ask(sealed, withinMs, done))
    } finally {
      log.close()
    }
  }

  async state(of: string): Promise<string> {
    return (await this.ask('status', of).ends(0)).tally.state
  }

  /** Null while the directory is being made. */
  async stateIfAny(of: string): Promise<string | null> {
    const { child } = this.ask('status', of)
    const { code } = await child.exited
    return code === 0 ? (JSON.parse(child.stdout) as Tally).state : null
  }

  /** Nobody has a second copy; nobody is left out; no more are in doubt than so many. */
  checkFinished({ tally }: Ended, doubtfulMax: number): void {
    const { witness, subscribers } = this.stage
    const { delivered, accepted, uncertain } = tally.subscribers
    const told = JSON.stringify(tally)
    assert.equal(tally.state, 'finished', told)
    assert.equal(delivered + accepted + uncertain, subscribers, told)
    assert.ok(uncertain <= doubtfulMax, `${uncertain} in doubt, at most ${doubtfulMax}: ${told}`)
    assert.ok(
      witness.submits.every(({ copy }) => copy === 1),
      'nobody is written to twice',
    )
    checkReceived(tally, witness.submits.length)
  }
}

/** Whoever the centre has not seen is in doubt. */
function checkReceived({ subscribers, segments }: Tally, received: number): void {
  assert.ok(received >= subscribers.delivered + subscribers.accepted)
  assert.ok(received <= segments.submitted)
}

export const isFollowing = async (program: Program<Child>) =>
  await program.printed(/loa: following the leader of this batch/)
export const isOwner = async (program: Program<Child>) =>
  await program.printed(/this process is now the leader \(epoch \d+\)/)

/** Three servers until `close`. */
export async function startCluster(): Promise<{ nats: NatsServers; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-leg-'))
  const nats = await NatsServers.start(folder, await placesOnLoopback(3))
  assert.ok(nats !== null, 'nats-server is missing')
  return {
    nats,
    close: async () => {
      await nats.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
