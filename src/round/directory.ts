/**
 * The directory of one round: what it is (round.json), whom it goes to (audience.loa), what happened (the ledger).
 *
 * Made once, before anything is sent; the message, its octets and the audience never change after that.
 * round.json holds the centres' passwords: only its owner can read it.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type BuiltAudience, writeAudience } from '../audience/file.ts'
import { Failure, reason } from '../base/failure.ts'
import type { Random } from '../base/random.ts'
import { segmentOctets } from '../text/octets.ts'
import { split } from '../text/split.ts'
import { DirectoryDisk } from './disk.ts'
import type { SenderSettings } from './sender.ts'
import { type ReceiptsAsked, type Shape, shapeOf } from './shape.ts'
import { FRESH, metaOf } from './snapshot.ts'
import { createStore } from './store.ts'
import type { MessageFacts } from './tally.ts'
import { type Source, SubmitTemplates } from './templates.ts'
import type { SmscAddress } from './wire.ts'

const VERSION = 1

/** round.json */
export interface Round {
  readonly version: number
  readonly createdAt: string
  readonly text: string
  readonly message: MessageFacts
  readonly referenceBits: 8 | 16
  /** The same for all segments, all subscribers, and a segment written again. */
  readonly reference: number
  readonly source: Source
  readonly validityPeriod: string
  readonly receipts: ReceiptsAsked
  readonly timeZone: string
  readonly smscs: readonly SmscAddress[]
  readonly bindsEach: number
  readonly settings: SenderSettings
  readonly audience: {
    readonly subscribers: number
    readonly callingCode: string
    readonly sha256: string
  }
}

export interface NewRound {
  readonly text: string
  readonly referenceBits: 8 | 16
  readonly source: Source
  readonly validityPeriod: string
  readonly receipts: ReceiptsAsked
  readonly timeZone: string
  readonly smscs: readonly SmscAddress[]
  readonly bindsEach: number
  readonly settings: SenderSettings
}

export const audiencePath = (directory: string) => join(directory, 'audience.loa')
const roundPath = (directory: string) => join(directory, 'round.json')

/** Makes the directory and everything in it, or nothing. `audience` is asked for once the directory is there. */
export async function createRound(
  directory: string,
  round: NewRound,
  parts: {
    audience: (directory: string) => Promise<{ built: BuiltAudience; copyOf: string | null }>
    random: Random
    wall: () => number
  },
): Promise<Round> {
  const pieces = split(round.text, { reference: round.referenceBits })
  makeDirectory(directory)
  try {
    const { built, copyOf } = await parts.audience(directory)
    if (built.size === 0) throw new Failure('roundEmpty')
    if (copyOf === null) await writeAudience(audiencePath(directory), built, built)
    else copyFileSync(copyOf, audiencePath(directory))
    const made: Round = {
      version: VERSION,
      createdAt: new Date(parts.wall()).toISOString(),
      ...round,
      text: pieces.text,
      message: { encoding: pieces.encoding, units: pieces.units, segments: pieces.segments },
      reference: parts.random.below(2 ** round.referenceBits),
      audience: { subscribers: built.size, callingCode: built.callingCode, sha256: built.sha256 },
    }
    const disk = new DirectoryDisk(directory, 'create')
    createStore(disk, roundShape(made), metaOf(FRESH))
    disk.close()
    // Last: a directory without it is no round.
    writeDurably(roundPath(directory), `${JSON.stringify(made, null, 2)}\n`)
    return made
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    if (error instanceof Failure) throw error
    throw diskFailure(error, directory)
  }
}

export function diskFailure(error: unknown, directory: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure('diskFull', { directory })
  return new Failure('fileUnwritable', { file: directory, why: reason(error) })
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new Failure('roundExists', { directory })
    throw new Failure('fileUnwritable', { file: directory, why: reason(error) })
  }
}

function writeDurably(path: string, text: string): void {
  const fd = openSync(path, 'wx', 0o600)
  try {
    writeFileSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

export function readRound(directory: string): Round {
  if (!existsSync(roundPath(directory))) throw new Failure('noRound', { directory })
  let round: Round
  try {
    round = JSON.parse(readFileSync(roundPath(directory), 'utf8')) as Round
  } catch (error) {
    throw new Failure('roundDamaged', { file: roundPath(directory), why: reason(error) })
  }
  if (round.version !== VERSION) throw new Failure('ledgerVersion', { version: round.version })
  return round
}

export function roundShape(round: Round): Shape {
  return shapeOf({
    subscribers: round.audience.subscribers,
    segments: round.message.segments,
    receipts: round.receipts,
  })
}

/** The octets that were approved: made from the text anew each time, and the text never changes. */
export function roundTemplates(round: Round): SubmitTemplates {
  const pieces = split(round.text, { reference: round.referenceBits })
  return new SubmitTemplates({
    segments: segmentOctets(pieces, round.reference),
    source: round.source,
    trackedFrom: roundShape(round).trackedFrom,
    validityPeriod: round.validityPeriod,
    callingCode: round.audience.callingCode,
  })
}
