/**
 * The course of a briefing so far: what its log says, folded entry by entry. Nothing else makes it, so that a server that starts
 * anew has the very course of the one before. Knows no time but that of the entries; pure.
 */
import { type Floor, floorOf, type RequestState } from './floor.ts'
import type { By, LogEntry } from './log.ts'
import type { Attendance, Closing, Evidence, Presence } from './presence.ts'
import { attended, NEVER_HEARD } from './presence.ts'
import { type AskedQuestion, questionsOf } from './questions.ts'

/** Captions that are shown: a line that comes later reads the last ones. */
export const CAPTIONS_SHOWN = 5
/** Who spoke, the last first: for whom a small picture is shown. */
const SPOKE_KEPT = 6

export interface Course {
  /** Of the last entry. */
  readonly sequence: number
  readonly beganMs: number | null
  readonly endedMs: number | null
  readonly floor: Floor
  /** Who gave the floor back or lost it, the last first. */
  readonly spoke: readonly string[]
  /** In writing, whatever became of them. */
  readonly questions: readonly AskedQuestion[]
  /** Who has the chair; null: nobody. */
  readonly acting: string | null
  readonly presence: ReadonlyMap<string, Presence>
  /** Why a site is not there. */
  readonly reasons: ReadonlyMap<string, string>
  /** Who listens to an interpreter, and in which language. */
  readonly listens: ReadonlyMap<string, string>
  readonly slide: { readonly document: string; readonly page: number } | null
  /** Whose screen is shown. */
  readonly screen: string | null
  readonly captions: readonly SaidCaption[]
  /** The last one. */
  readonly roll: CalledRoll | null
}

export interface SaidCaption {
  readonly atMs: number
  readonly language: string
  readonly text: string
}

export interface CalledRoll {
  readonly atMs: number
  readonly by: By
  readonly places: readonly { readonly site: string; readonly is: Attendance }[]
}

const NOBODY_ASKS = floorOf([])

export const NOTHING_HAPPENED: Course = {
  sequence: 0,
  beganMs: null,
  endedMs: null,
  floor: NOBODY_ASKS,
  spoke: [],
  questions: [],
  acting: null,
  presence: new Map(),
  reasons: new Map(),
  listens: new Map(),
  slide: null,
  screen: null,
  captions: [],
  roll: null,
}

export function courseOf(log: readonly LogEntry[], before = NOTHING_HAPPENED): Course {
  return log.reduce(stepped, before)
}

export function stepped(before: Course, entry: LogEntry): Course {
  return { ...before, ...changed(before, entry), sequence: entry.sequence }
}

/** When a site was last heard of; null: it is not there, or never was. */
export function lastHeardMs(course: Course, site: string): number | null {
  return course.presence.get(site)?.open?.untilMs ?? null
}

function changed(course: Course, { kind, site, atMs, details }: LogEntry): Partial<Course> {
  switch (kind) {
    case 'began':
      return { beganMs: atMs }
    case 'ended':
      return { endedMs: atMs, floor: NOBODY_ASKS, screen: null, presence: closedAll(course.presence, atMs) }
    case 'joined':
      return { presence: withEvidence(course.presence, [{ site: site ?? '', atMs, is: 'heard' }]) }
    case 'heard': {
      const heard = Object.entries(details.sites).map(
        ([of, lastMs]): Evidence => ({ site: of, atMs: lastMs, is: 'heard' }),
      )
      return { presence: withEvidence(course.presence, heard) }
    }
    case 'left':
    case 'removed':
      return { presence: withEvidence(course.presence, [{ site: site ?? '', atMs, is: kind }]) }
    case 'floor':
      return {
        floor: floorOf([details], course.floor),
        spoke: isOver(details.state) ? spoken(course, details.site) : course.spoke,
      }
    case 'question':
      return { questions: questionsOf([details], course.questions) }
    case 'chair':
      return { acting: details.acting }
    case 'roll':
      return { roll: { atMs, ...details } }
    case 'reason':
      return { reasons: new Map(course.reasons).set(site ?? '', details.reason) }
    case 'caption':
      return { captions: [...course.captions, { atMs, ...details }].slice(-CAPTIONS_SHOWN) }
    case 'slide':
      return { slide: details.document === null ? null : details }
    case 'screen':
      return { screen: details.isShown ? site : null }
    case 'listens':
      return { listens: listening(course.listens, site ?? '', details.language) }
    case 'line':
    case 'media':
      return {}
  }
}

function isOver(state: RequestState): boolean {
  return state !== 'pending' && state !== 'accepted' && state !== 'granted'
}

function spoken({ spoke, floor }: Course, site: string): readonly string[] {
  if (!floor.granted.some(request => request.site === site)) return spoke
  return [site, ...spoke.filter(other => other !== site)].slice(0, SPOKE_KEPT)
}

/** What is older than what is known already says nothing new. */
function withEvidence(before: Course['presence'], evidence: readonly Evidence[]): Course['presence'] {
  const presence = new Map(before)
  for (const { site, atMs, is } of evidence) {
    const known = presence.get(site) ?? NEVER_HEARD
    const lastMs = known.open?.untilMs ?? known.closed.at(-1)?.untilMs ?? Number.NEGATIVE_INFINITY
    if (is === 'heard' && atMs <= lastMs) continue
    presence.set(site, attended(known, { atMs, is }))
  }
  return presence
}

function closedAll(presence: Course['presence'], atMs: number): Course['presence'] {
  const is: Closing = 'ended'
  return withEvidence(
    presence,
    [...presence.keys()].map(site => ({ site, atMs, is })),
  )
}

function listening(before: Course['listens'], site: string, language: string | null): Course['listens'] {
  const listens = new Map(before)
  if (language === null) listens.delete(site)
  else listens.set(site, language)
  return listens
}
