/**
 * Plays one turn: starts the operator's SMS centre, runs `loa round run` against it, does the mishap, takes both counts.
 *
 * The centre is fresh for each turn, so that its count is this turn's alone: the 8-bit reference of a message could
 * otherwise repeat in a later round, and its copies would look like second ones.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Count } from '../../../tools/smsc/count.ts'
import { startCentreProcess } from '../../../tools/smsc/process.ts'
import { Failure } from '../../base/failure.ts'
import { askControl } from '../../round/control.ts'
import { readTally } from '../../round/run.ts'
import type { Tally } from '../../round/tally.ts'
import { type Children, type Exit, lastSentence, type Running } from '../children/children.ts'
import type { DemoOperator } from './operators.ts'
import type { Turn } from './turns.ts'

const LOOK_MS = 200
/** A sender that is to be killed is looked at more often. */
const LOOK_CLOSELY_MS = 20
/** It is killed when so much of its round is submitted. */
const KILL_AT = 0.4
/** A turn whose tally does not change for so long is given up. */
const STALL_MS = 180_000

const EXIT_DONE = 0

export interface TurnFiles {
  /** The round's directory, to be made. */
  readonly directory: string
  readonly message: string
  readonly audience: string
}

/** What is known of a killed sender's round before it is resumed. */
export interface Killed {
  readonly submitted: number
  readonly uncertain: number
  readonly unsent: number
}

export interface Played {
  readonly tally: Tally
  readonly count: Count
  /** Null: it was not killed, or had ended before it could be. */
  readonly killed: Killed | null
}

export interface Play {
  readonly operator: DemoOperator
  readonly turn: Turn
  readonly files: TurnFiles
  readonly children: Children
  readonly stop: AbortSignal
  readonly onTally: (tally: Tally) => void
}

/** Fails with demoTurnFailed, and demoStopped when `stop` says so. */
export async function playTurn(play: Play): Promise<Played> {
  const centre = await startCentreProcess({ ...play.turn.centre, password: 'secret' })
  let tally: Tally
  let killed: Killed | null
  try {
    ;({ tally, killed } = await runRound(play, centre.port))
  } catch (error) {
    await centre.close().catch(() => {}) // what went wrong before says more
    throw error
  }
  return { tally, killed, count: await centre.close() }
}

async function runRound(play: Play, port: number): Promise<Omit<Played, 'count'>> {
  const { files, turn, children } = play
  const command = [
    ...['round', 'run', files.directory, '--message', files.message, '--audience', files.audience],
    ...['--smsc', `smpp://loa:secret@127.0.0.1:${port}`, ...turn.sender, '--json'],
  ]
  const sender = children.loa(command)
  const wasKilled = await follow(play, sender)
  if (!wasKilled) return { tally: await lastTally(play, sender), killed: null }
  const killed = await statusOf(play)
  const resumed = children.loa(['round', 'resume', files.directory, '--json'])
  await follow({ ...play, turn: { ...turn, mishap: 'none' } }, resumed)
  return { tally: await lastTally(play, resumed), killed }
}

/** Looks at the round until the sender has ended; kills it in the middle where that is the turn's mishap. */
async function follow(play: Play, sender: Running): Promise<boolean> {
  const isToDie = play.turn.mishap === 'killed'
  let hasEnded = false
  let seen = ''
  let seenAt = performance.now()
  const ended = sender.exit.then(
    () => true,
    () => true,
  )
  while (!hasEnded) {
    const tally = await currentTally(play.files.directory)
    if (tally !== null) play.onTally(tally)
    const now = performance.now()
    if (JSON.stringify(tally) !== seen) seenAt = now
    seen = JSON.stringify(tally)
    if (now - seenAt > STALL_MS) sender.kill()
    if (isToDie && tally !== null && isInTheMiddle(tally)) {
      sender.kill()
      return (await sender.exit).code === null
    }
    hasEnded = await Promise.race([ended, delay(isToDie ? LOOK_CLOSELY_MS : LOOK_MS, false)])
  }
  return false
}

/** Null while it cannot be asked: not yet, not any more. */
async function currentTally(directory: string): Promise<Tally | null> {
  const socket = await askControl(directory, { ask: 'tally' })
  return socket === null ? null : await readTally(socket)
}

function isInTheMiddle({ segments, subscribers, message, state }: Tally): boolean {
  const all = subscribers.audience * message.segments
  return state === 'running' && segments.submitted >= KILL_AT * all
}

async function statusOf(play: Play): Promise<Killed> {
  const status = play.children.loa(['round', 'status', play.files.directory, '--json'])
  const { segments, subscribers } = await lastTally(play, status)
  const { uncertain, unsent } = subscribers
  return { submitted: segments.submitted, uncertain, unsent }
}

async function lastTally(play: Play, child: Running): Promise<Tally> {
  const exit = await child.exit
  if (play.stop.aborted) throw new Failure('demoStopped')
  if (exit.code !== EXIT_DONE) throw turnFailed(play.operator, exit)
  const tally = JSON.parse(exit.stdout) as Tally
  play.onTally(tally)
  return tally
}

function turnFailed({ name }: DemoOperator, { code, stderr }: Exit): Failure {
  return new Failure('demoTurnFailed', {
    operator: name,
    code: code ?? 'SIGKILL',
    why: lastSentence(stderr),
  })
}
