/**
 * What is kept of a drill's briefing, by several paths: the API, the database as it lies there, the files of the recording by other
 * people's programs (`ffprobe`, `sha256sum`), and `loa trail verify`. Sites are told by their numbers. Judges nothing.
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import type { FloorEntry } from '../../src/areas/briefing/hall/floor.ts'
import type { Briefing } from '../../src/areas/briefing/model.ts'
import { LOA } from '../round/stage.ts'
import { type BriefingStage, pause } from './briefing-stage.ts'
import type { Span } from './briefing-witness.ts'

/** What was not finished when the server was killed is finished by then. */
const FINISHED_MS = 15_000
const PROGRAM_MS = 60_000
/** RFC 9559, section 5.1.3. */
const CLUSTER = Buffer.from('1f43b675', 'hex')

export interface KeptRecording extends Span {
  readonly durationMs: number
  readonly gaps: readonly Span[]
  readonly octets: number
  readonly sha256: string
}

/** By other programs; of those that have a cluster. */
export interface FoundFile {
  readonly name: string
  readonly octets: number
  readonly sha256: string
  readonly durationMs: number
  readonly complaint: string
}

export interface KeptFloor {
  readonly atMs: number
  readonly request: string
  readonly site: number
  readonly state: FloorEntry['state']
  /** Null: the server. */
  readonly by: number | null
}

export interface Kept {
  readonly span: Span
  readonly floor: readonly KeptFloor[]
  readonly turns: readonly (Span & { readonly site: number })[]
  readonly intervals: ReadonlyMap<number, readonly Span[]>
  readonly rolls: readonly { readonly atMs: number; readonly is: ReadonlyMap<number, string> }[]
  readonly minutes: readonly string[]
  readonly recordings: readonly KeptRecording[]
  readonly files: readonly FoundFile[]
  readonly trail: {
    readonly isWhole: boolean
    readonly entries: number
    /** Of this briefing, by what was done. */
    readonly deeds: ReadonlyMap<string, number>
  }
}

/** Ends the server. */
export async function keptOf(stage: BriefingStage): Promise<Kept> {
  const { host } = stage.town
  const folder = join(host.authorityData, 'briefings', stage.id)
  const briefing = await finished(stage, folder)
  await host.endAuthority()
  const numberOf = (site: string) => stage.seats.findIndex(({ id }) => id === site)
  const ended = instant(briefing.endedAt)
  return {
    span: { fromMs: instant(briefing.beganAt), untilMs: ended },
    turns: briefing.turns.map(({ site, from, until }) => ({
      site: numberOf(site),
      fromMs: instant(from),
      untilMs: instant(until),
    })),
    intervals: new Map(
      briefing.places.map(({ site, intervals }) => [
        numberOf(site),
        intervals.map(({ from, until }) => ({ fromMs: instant(from), untilMs: instant(until) })),
      ]),
    ),
    rolls: briefing.rolls.map(({ at, places }) => ({
      atMs: instant(at),
      is: new Map(places.map(({ site, is }) => [numberOf(site), is])),
    })),
    minutes: briefing.minutes.map(({ text }) => text),
    recordings: briefing.recordings.map(recordingOf),
    files: await filesIn(folder),
    ...(await keptInDatabase(stage, numberOf)),
  }
}

async function finished({ town, id }: BriefingStage, folder: string): Promise<Briefing> {
  const until = performance.now() + FINISHED_MS
  for (;;) {
    const briefing = await town.client('editor').get<Briefing>(`/api/v1/briefings/${id}`)
    const files = recordingsIn(folder).filter(name => !isEmpty(join(folder, name)))
    const isAll = briefing.recordings.length >= files.length
    if (isAll || performance.now() > until) return briefing
    await pause(200)
  }
}

function recordingsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.webm'))
    .toSorted()
}

function recordingOf(recording: Briefing['recordings'][number]): KeptRecording {
  const { beganAt, durationMs, gaps, octets, sha256 } = recording
  const fromMs = instant(beganAt)
  return {
    fromMs,
    untilMs: fromMs + durationMs,
    durationMs,
    octets,
    sha256,
    gaps: gaps.map(({ from, until }) => ({ fromMs: instant(from), untilMs: instant(until) })),
  }
}

async function filesIn(folder: string): Promise<FoundFile[]> {
  const files: FoundFile[] = []
  for (const name of recordingsIn(folder)) {
    const path = join(folder, name)
    if (isEmpty(path)) continue
    const sum = await ran('sha256sum', path)
    const probe = await ran('ffprobe', ...PROBED, path)
    files.push({
      name,
      octets: statSync(path).size,
      sha256: sum.out.split(' ')[0],
      durationMs: Number(probe.out) * 1000,
      complaint: probe.complaint,
    })
  }
  return files
}

/** Its process was killed in its first second: there is a head, and nothing behind it. */
function isEmpty(path: string): boolean {
  return !readFileSync(path).includes(CLUSTER)
}

const PROBED = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0']

async function ran(program: string, ...args: readonly string[]) {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { timeout: PROGRAM_MS })
    return { out: stdout, complaint: stderr }
  } catch (error) {
    return { out: '', complaint: String(error) }
  }
}

async function keptInDatabase(
  { town, id }: BriefingStage,
  numberOf: (site: string) => number,
): Promise<Pick<Kept, 'floor' | 'trail'>> {
  const data = town.host.authorityData
  const verified = await ran(LOA, 'trail', 'verify', '--data', data, '--json')
  const found = JSON.parse(verified.out || '{}') as { is?: string; entries?: number }
  const database = new DatabaseSync(join(data, 'loa.db'), { readOnly: true })
  try {
    const log = database
      .prepare("SELECT details FROM briefing_log WHERE briefing = ? AND kind = 'floor' ORDER BY sequence")
      .all(id) as { details: string }[]
    const deeds = database
      .prepare('SELECT action, count(*) AS times FROM trail WHERE subject_id = ? GROUP BY action')
      .all(id) as { action: string; times: number }[]
    return {
      floor: log.map(({ details }) => {
        const { atMs, request, site, state, by } = JSON.parse(details) as FloorEntry
        const who = by === null ? null : numberOf(by)
        return { atMs, request, state, site: numberOf(site), by: who }
      }),
      trail: {
        isWhole: found.is === 'whole',
        entries: found.entries ?? 0,
        deeds: new Map(deeds.map(({ action, times }) => [action, times])),
      },
    }
  } finally {
    database.close()
  }
}

function instant(text: string | null): number {
  return Date.parse(text ?? '')
}
