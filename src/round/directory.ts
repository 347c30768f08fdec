/**
 * The directory of one round: what it is (round.json), whom it goes to (audience.loa), what happened (the ledger).
 *
 * Made once, before anything is sent; the message, its octets and the audience never change after that.
 * round.json holds the centres' passwords: only its owner can read it.
 */

import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type BuiltAudience, writeAudience } from '../audience/file.ts'
import { beginDraft, clearDrafts } from '../base/draft.ts'
import { syncFolderNow, syncPath } from '../base/durable-files.ts'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { LOCK_FILE } from '../base/lock.ts'
import type { Random } from '../base/random.ts'
import { segmentOctets } from '../text/octets.ts'
import { split } from '../text/split.ts'
import { DirectoryDisk } from './disk.ts'
import { roundFailure } from './failures.ts'
import { createStore } from './ledger-files.ts'
import type { LegAddress } from './log.ts'
import type { SenderSettings } from './sender.ts'
import { type ReceiptsAsked, type Shape, shapeOf } from './shape.ts'
import { FRESH, metaOf } from './snapshot.ts'
import type { MessageFacts } from './tally.ts'
import { type Source, SubmitTemplates } from './templates.ts'
import type { SmscAddress } from './wire.ts'

const VERSION = 1

/** What is decided about a round before it is made. */
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
  /** Its replicated log, where it has one. */
  readonly leg?: LegAddress
}

/** round.json: never changed once it is there. */
export interface Round extends NewRound {
  readonly version: number
  readonly createdAt: string
  readonly message: MessageFacts
  /** The same for all segments, all subscribers, and a segment written again. */
  readonly reference: number
  readonly audience: { readonly subscribers: number; readonly callingCode: string; readonly sha256: string }
}

export const audiencePath = (directory: string) => join(directory, 'audience.loa')
const roundPath = (directory: string) => join(directory, 'round.json')

/**
 * Makes the directory with everything in it, or nothing: it is made beside its place and moved there once it is whole
 * and on disk, so that a crash meanwhile leaves no half of a round, only what the next one clears away. `audience` may
 * put files into it.
 */
export async function createRound(
  directory: string,
  round: NewRound,
  parts: {
    audience: (directory: string) => Promise<{ built: BuiltAudience; copyOf: string | null }>
    random: Random
    wall: () => number
    /** Looks at the audience before anything is sent or followed; fails where it is the wrong one. */
    check?: (audience: BuiltAudience) => void
    /** The concatenation reference, where it is not this round's to choose. */
    reference?: number
  },
): Promise<Round> {
  const pieces = split(round.text, { reference: round.referenceBits })
  await clearDrafts(directory)
  makeWay(directory)
  const { directory: draft, lock } = await beginDraft(directory)
  try {
    const { built, copyOf } = await parts.audience(draft)
    if (built.size === 0) throw roundFailure('roundEmpty')
    parts.check?.(built)
    if (copyOf === null) await writeAudience(audiencePath(draft), built, built)
    else copyFileSync(copyOf, audiencePath(draft))
    const made: Round = {
      version: VERSION,
      createdAt: new Date(parts.wall()).toISOString(),
      ...round,
      text: pieces.text,
      message: { encoding: pieces.encoding, units: pieces.units, segments: pieces.segments },
      reference: parts.reference ?? parts.random.below(2 ** round.referenceBits),
      audience: { subscribers: built.size, callingCode: built.callingCode, sha256: built.sha256 },
    }
    const disk = new DirectoryDisk(draft, 'create')
    createStore(disk, roundShape(made), metaOf(FRESH))
    disk.close()
    writeFileSync(roundPath(draft), sealed(made), { mode: 0o600, flag: 'wx' })
    moveToItsPlace(draft, directory)
    return made
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (error instanceof Failure) throw error
    throw diskFailure(error, directory)
  } finally {
    lock.release()
  }
}

/** Fails where something is there already, or cannot be. The folders above it are made, and on disk. */
function makeWay(directory: string): void {
  const parent = dirname(resolve(directory))
  try {
    if (lstatSync(directory, { throwIfNoEntry: false }) !== undefined) throw roundFailure('roundExists', { directory })
    const first = mkdirSync(parent, { recursive: true })
    if (first === undefined) return
    const top = dirname(first)
    for (let made = parent; made !== top; made = dirname(made)) syncPath(made)
    syncPath(top)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw diskFailure(error, directory)
  }
}

export function diskFailure(error: unknown, directory: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return roundFailure('diskFull', { directory })
  return baseFailure('fileUnwritable', { file: directory, why: reason(error) })
}

function moveToItsPlace(draft: string, directory: string): void {
  for (const name of readdirSync(draft)) if (name !== LOCK_FILE) syncPath(join(draft, name))
  syncPath(draft)
  try {
    renameSync(draft, directory)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw roundFailure('roundExists', { directory })
    throw error
  }
  syncFolderNow(directory)
}

/** round.json with the digest of everything else in it: a flipped bit must not become another message. */
function sealed(round: Round): string {
  const sha256 = createHash('sha256').update(JSON.stringify(round)).digest('hex')
  return JSON.stringify({ ...round, sha256 }, null, 2)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

/** What JSON.parse has to say is not told: it cites the text, and a password may be in it. */
function parsedRound(text: string, file: string): Round & { sha256?: string } {
  try {
    const parsed = JSON.parse(text) as (Round & { sha256?: string }) | null
    if (parsed !== null && typeof parsed === 'object') return parsed
  } catch {}
  throw roundFailure('roundDamaged', { file, why: 'it is no JSON' })
}

/** Null where nothing is there yet. */
export function existingRound(directory: string): Round | null {
  return existsSync(roundPath(directory)) ? readRound(directory) : null
}

export function readRound(directory: string): Round {
  const file = roundPath(directory)
  if (!existsSync(file)) throw roundFailure('noRound', { directory })
  const text = textOf(file)
  const { sha256: _, ...round } = parsedRound(text, file)
  if (text !== sealed(round)) throw roundFailure('roundDamaged', { file, why: 'its digest does not match' })
  if (round.version !== VERSION) throw roundFailure('ledgerVersion', { version: round.version })
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
