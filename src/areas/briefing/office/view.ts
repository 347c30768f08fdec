/** A briefing, whole, as its people read it: what is kept of it, and what its log says became of it. Reads only. */
import type { Reading } from '../../../authority/store.ts'
import { presencesOf, type SitePresence } from '../hall/attendance.ts'
import type { LogEntry } from '../hall/log.ts'
import { type AskedQuestion, questionsOf } from '../hall/questions.ts'
import { speakingTurns, spokenMs } from '../hall/speaking-turns.ts'
import type {
  Briefing,
  BriefingDocument,
  Caption,
  Minute,
  Place,
  Question,
  Recording,
  RollCall,
  RosterEntry,
} from '../model.ts'
import {
  briefingRows,
  type StoredDocument,
  type StoredMinute,
  type StoredPlace,
  type StoredRecording,
} from '../store.ts'
import { linkStateOf } from './link.ts'
import { briefingBy, instantOf, type Office, type Reader, type SiteMap, sitesOf } from './office.ts'

export async function viewOf(
  { instructions }: Pick<Office, 'instructions'>,
  store: Reading,
  reader: Reader,
  id: string,
): Promise<Briefing> {
  const rows = briefingRows(store)
  const briefing = await briefingBy(rows, id)
  const { content, beganAt, endedAt } = briefing
  const { minutes: plannedMinutes, ...planned } = content
  const log = await rows.log(id)
  const nowMs = endedAt ?? reader.now
  const turns = speakingTurns(log)
  const invited = content.roster.map(({ site }) => site)
  return {
    ...planned,
    plannedMinutes,
    id,
    version: briefing.version,
    state: briefing.state,
    beganAt: instantOf(beganAt),
    endedAt: instantOf(endedAt),
    closedAt: instantOf(briefing.closedAt),
    places: placesOf(content.roster, {
      sites: await sitesOf(rows),
      places: new Map((await rows.places(id)).map(place => [place.site, place])),
      presences: presencesOf(log, invited, { beganAt, endedAt, nowMs: reader.now }),
      spoken: spokenMs(turns, nowMs),
    }),
    documents: (await rows.documents(id)).map(documentOf),
    minutes: (await rows.minutes(id)).map(minuteOf),
    questions: questionsOf(log.flatMap(({ kind, details }) => (kind === 'question' ? details : []))).map(questionOf),
    captions: captionsOf(log),
    turns: turns.map(({ site, fromMs, untilMs, ended }) => ({
      site,
      from: instantOf(fromMs),
      until: instantOf(untilMs),
      ended,
    })),
    rolls: rollsOf(log),
    recordings: (await rows.recordings(id)).map(recordingOf),
    instructions: [...(await instructions.of(store, id, reader))],
    earlier: [...(await instructions.earlier(store, briefing, reader))],
    createdBy: briefing.createdBy,
    updatedAt: instantOf(briefing.updatedAt),
    updatedBy: briefing.updatedBy,
  }
}

function placesOf(
  roster: readonly RosterEntry[],
  of: {
    readonly sites: SiteMap
    readonly places: ReadonlyMap<string, StoredPlace>
    readonly presences: ReadonlyMap<string, SitePresence>
    readonly spoken: ReadonlyMap<string, number>
  },
): Place[] {
  return roster.flatMap(({ site, role, language }) => {
    const known = of.sites.get(site)
    const place = of.places.get(site)
    const presence = of.presences.get(site)
    if (known === undefined || place === undefined || presence === undefined)
      throw new TypeError('a roster with a site that has no place')
    const { name, short, responsible } = known.content
    const { intervals, attended, reason } = presence
    return {
      site,
      name,
      short,
      responsible,
      role,
      language,
      link: linkStateOf(place),
      linkExpiresAt: instantOf(place.linkExpiresAt),
      // Of an earlier briefing, until there is one of this.
      verdict: place.verdict ?? known.verdict,
      is: attended.is,
      intervals: intervals.map(({ fromMs, untilMs, closed }) => ({
        from: instantOf(fromMs),
        until: instantOf(untilMs),
        closed,
      })),
      presentMs: attended.presentMs,
      drops: attended.drops,
      wasLate: attended.wasLate,
      spokeMs: of.spoken.get(site) ?? 0,
      reason,
    }
  })
}

export function questionOf({ id, site, text, askedMs, state, doneMs }: AskedQuestion): Question {
  return { id, site, at: instantOf(askedMs), text, state, doneAt: instantOf(doneMs) }
}

function captionsOf(log: readonly LogEntry[]): Caption[] {
  return log.flatMap(entry => (entry.kind === 'caption' ? { at: instantOf(entry.atMs), ...entry.details } : []))
}

function rollsOf(log: readonly LogEntry[]): RollCall[] {
  return log.flatMap(({ kind, atMs, details }) =>
    kind === 'roll'
      ? { at: instantOf(atMs), by: details.by?.is === 'site' ? details.by.site : null, places: [...details.places] }
      : [],
  )
}

export function documentOf(document: StoredDocument): BriefingDocument {
  const { id, name, pages, ready, addedAt, addedBy } = document
  return { id, name, pages, ready, addedAt: instantOf(addedAt), addedBy }
}

export function minuteOf({ content, id, version, at, ...minute }: StoredMinute): Minute {
  return {
    ...content,
    id,
    version,
    at: instantOf(at),
    updatedAt: instantOf(minute.updatedAt),
    updatedBy: minute.updatedBy,
  }
}

function recordingOf(recording: StoredRecording): Recording {
  const { number, octets, sha256, beganAt, durationMs, gaps } = recording
  return {
    number,
    octets,
    sha256,
    durationMs,
    beganAt: instantOf(beganAt),
    gaps: gaps.map(({ fromMs, untilMs }) => ({ from: instantOf(fromMs), until: instantOf(untilMs) })),
  }
}
