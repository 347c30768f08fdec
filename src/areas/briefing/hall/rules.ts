/**
 * What may be done in a room, and what follows by itself: decided from what has happened so far, one deed at a time. A deed comes
 * to entries of the log, none where it was done already, or a refusal. Pure; knows no store, no media and no clock.
 *
 *   deed ──► entries │ refusal            followed ──► who is gone loses what it asked for; the deputy has the chair; a screen ends
 */

import { EXPECTED, type PlaceRole } from '../model.ts'
import type { Course } from './course.ts'
import { stepped } from './course.ts'
import { type HallFacts, placeOf, siteWith } from './facts.ts'
import { actingChair, CHAIR_GONE_MS, decide, type FloorAction, type FloorRules, heard } from './floor.ts'
import type { By, NewEntry } from './log.ts'
import { type Attendance, attendanceOf, attended, DROPPED_MS, intervalsIn, NEVER_HEARD } from './presence.ts'
import { type AskedQuestion, decideQuestion, type QuestionAction } from './questions.ts'

export interface Situation {
  readonly facts: HallFacts
  readonly course: Course
  /** When a site was last heard of, by whatever means; -Infinity: it is not there. */
  readonly heardMs: (site: string) => number
  readonly nowMs: number
  /** A server that has just started waits until sites had the time to be heard of before it says that they are gone. */
  readonly isSettling: boolean
}

export type Refusal =
  | 'not-open'
  | 'ended'
  | 'cancelled'
  | 'no-chair'
  | 'not-chair'
  | 'not-speaking'
  | 'chair-is-heard'
  | 'floor-full'
  | 'asks-for-nothing'
  | 'site-away'
  | 'no-such-site'
  | 'no-such-page'
  | 'no-such-language'
  | 'no-deputy'
  | 'not-captioner'
  | 'no-such-question'
  | 'questions-waiting'
  | 'questions-many'

/** Nothing: it is done already. */
export type Decided = readonly NewEntry[] | Refusal

const NOTHING: readonly NewEntry[] = []

// What a site does ---------------------------------------------------------------------------------------------------

export interface FloorDeed {
  readonly by: string
  readonly action: FloorAction
  /** Of a request that begins by it. */
  readonly id: string
  /** In writing, which is answered by the floor that is given; null: there is none. */
  readonly question?: string | null
}

export function actOnFloor(situation: Situation, deed: FloorDeed): Decided {
  const decided = floorDecided(situation, deed)
  const { by, action, question = null } = deed
  if (typeof decided === 'string' || question === null || action.do !== 'give') return decided
  const isOf = situation.course.questions.some(({ id, site }) => id === question && site === action.site)
  if (!isOf) return 'no-such-question'
  const answered = actOnQuestion(situation, { by, action: { do: 'answer', id: question } })
  return typeof answered === 'string' ? answered : [...decided, ...answered]
}

function floorDecided(situation: Situation, { by, action, id }: FloorDeed): Decided {
  const { facts, course, nowMs } = situation
  if (!isOpen(course)) return course.endedMs === null ? 'not-open' : 'ended'
  if ('site' in action && by !== course.acting) return 'not-chair'
  const of = placeOf(facts, 'site' in action ? action.site : by)
  if (of === undefined) return 'no-such-site'
  const begins = action.do === 'ask' || action.do === 'give'
  if (begins && asksForNothing(of.role)) return 'asks-for-nothing'
  if (action.do === 'give' && of.site !== course.acting && !isThere(situation, of.site)) return 'site-away'
  const decided = decide(course.floor, action, { by, id, atMs: nowMs, rules: rulesOf(situation) })
  if (decided === 'nothing-to-do') return NOTHING
  return typeof decided === 'string' ? decided : entriesOf(decided)
}

/** Of whoever may ask for the floor; who has the chair answers. */
export function actOnQuestion(
  { facts, course, nowMs }: Situation,
  { by, action }: { readonly by: string; readonly action: QuestionAction },
): Decided {
  if (!isOpen(course)) return course.endedMs === null ? 'not-open' : 'ended'
  const of = placeOf(facts, by)
  if (of === undefined) return 'no-such-site'
  if (action.do === 'write') {
    if (by === course.acting) return 'chair-is-heard'
    if (asksForNothing(of.role)) return 'asks-for-nothing'
  }
  const decided = decideQuestion(course.questions, action, { by, atMs: nowMs, chair: course.acting })
  if (decided === 'nothing-to-do') return NOTHING
  if (typeof decided === 'string') return decided
  return decided.map(details => ({ atMs: nowMs, kind: 'question', site: details.site, details }))
}

/** Those that a site is shown: its own; and to who leads the briefing, or writes its minutes, all that wait. */
export function questionsFor(
  { facts, course }: Pick<Situation, 'facts' | 'course'>,
  site: string,
): readonly AskedQuestion[] {
  const role = placeOf(facts, site)?.role
  const seesAll = site === course.acting || role === 'chair' || role === 'deputy' || role === 'secretary'
  return course.questions.filter(one => one.site === site || (seesAll && one.state === 'waiting'))
}

function asksForNothing(role: PlaceRole): boolean {
  return role === 'observer' || role === 'interpreter'
}

/** The chair takes back what its deputy has, or gives it. */
export function moveChair(
  situation: Situation,
  { by, to }: { readonly by: string; readonly to: 'take' | 'give' },
): Decided {
  const { facts, course } = situation
  if (!isOpen(course)) return course.endedMs === null ? 'not-open' : 'ended'
  if (by !== siteWith(facts, 'chair')) return 'not-chair'
  if (to === 'take') return course.acting === by ? NOTHING : chairTo(situation, by, byOf(facts, by))
  const deputy = siteWith(facts, 'deputy')
  if (deputy === null) return 'no-deputy'
  if (course.acting === deputy) return NOTHING
  if (course.acting !== by) return 'not-chair'
  return isThere(situation, deputy) ? chairTo(situation, deputy, byOf(facts, by)) : 'site-away'
}

export function callRoll(situation: Situation, by: string): Decided {
  const { facts, course, nowMs } = situation
  if (!isOpen(course)) return course.endedMs === null ? 'not-open' : 'ended'
  if (by !== course.acting) return 'not-chair'
  const places = facts.places
    .filter(({ role }) => EXPECTED.includes(role))
    .map(({ site }) => ({ site, is: attendanceIn(situation, site) }))
  return [{ atMs: nowMs, kind: 'roll', site: null, details: { by: byOf(facts, by), places } }]
}

/** `by`: a site has to have the chair, a person of the ministry need not. */
export function begin({ facts, course, nowMs }: Situation, by: By): Decided {
  const over = overBy({ facts, course })
  if (over !== null) return over
  if (by?.is === 'site' && by.site !== course.acting) return 'not-chair'
  if (course.beganMs !== null) return NOTHING
  if (siteWith(facts, 'chair') === null) return 'no-chair'
  return [{ atMs: nowMs, kind: 'began', site: null, details: { by } }]
}

export function end({ facts, course, nowMs }: Situation, by: By): Decided {
  if (course.beganMs === null) return overBy({ facts, course }) ?? 'not-open'
  if (by?.is === 'site' && by.site !== course.acting) return 'not-chair'
  if (course.endedMs !== null) return NOTHING
  return [{ atMs: nowMs, kind: 'ended', site: null, details: { by } }]
}

/** `slide`: null shows none. */
export function showSlide(
  situation: Situation,
  { by, slide }: { readonly by: string; readonly slide: Course['slide'] },
): Decided {
  const { facts, course, nowMs } = situation
  if (!isOpen(course)) return course.endedMs === null ? 'not-open' : 'ended'
  if (!maySpeak(course, by)) return 'not-speaking'
  if (slide?.document === course.slide?.document && slide?.page === course.slide?.page) return NOTHING
  const document = facts.documents.find(({ id }) => id === slide?.document)
  if (slide !== null && (document === undefined || slide.page > document.pages)) return 'no-such-page'
  return [{ atMs: nowMs, kind: 'slide', site: by, details: slide ?? { document: null } }]
}

export function shareScreen(
  { course, nowMs }: Situation,
  { by, isShown }: { readonly by: string; readonly isShown: boolean },
): Decided {
  if (!isOpen(course)) return course.endedMs === null ? 'not-open' : 'ended'
  if (isShown && !maySpeak(course, by)) return 'not-speaking'
  if (isShown ? course.screen === by : course.screen === null) return NOTHING
  if (!isShown && course.screen !== by && by !== course.acting) return NOTHING
  const site = isShown ? by : course.screen
  return [{ atMs: nowMs, kind: 'screen', site, details: { isShown } }]
}

export function typeCaption(
  { facts, course, nowMs }: Situation,
  { by, language, text }: { readonly by: string; readonly language: string; readonly text: string },
): Decided {
  if (!isOpen(course)) return course.endedMs === null ? 'not-open' : 'ended'
  const role = placeOf(facts, by)?.role
  if (role !== 'secretary' && role !== 'interpreter') return 'not-captioner'
  return [{ atMs: nowMs, kind: 'caption', site: by, details: { language, text } }]
}

/** Null: the floor. */
export function listenTo(
  { facts, course, nowMs }: Situation,
  { by, language }: { readonly by: string; readonly language: string | null },
): Decided {
  const over = overBy({ facts, course })
  if (over !== null) return over
  if (language !== null && !interpretersOf(facts).has(language)) return 'no-such-language'
  if ((course.listens.get(by) ?? null) === language) return NOTHING
  return [{ atMs: nowMs, kind: 'listens', site: by, details: { language } }]
}

/** Of who is not there there is nothing to say. */
export function leave(situation: Situation, by: string): Decided {
  if (isOver(situation) || situation.heardMs(by) === Number.NEGATIVE_INFINITY) return NOTHING
  return [{ atMs: situation.nowMs, kind: 'left', site: by, details: {} }]
}

export function remove(
  situation: Situation,
  { site, by, reason }: { readonly site: string; readonly by: By; readonly reason: string },
): Decided {
  if (placeOf(situation.facts, site) === undefined) return 'no-such-site'
  const over = overBy(situation)
  if (over !== null) return over
  return [{ atMs: situation.nowMs, kind: 'removed', site, details: { by, reason } }]
}

// What follows by itself ---------------------------------------------------------------------------------------------

/** By nobody but the server, whenever something has happened, and each second. */
export function followed(situation: Situation): readonly NewEntry[] {
  const entries: NewEntry[] = []
  let { course } = situation
  const add = (more: readonly NewEntry[]) => {
    for (const entry of more) {
      entries.push(entry)
      course = stepped(course, { ...entry, sequence: course.sequence + 1 })
    }
  }
  if (isOver(situation)) return NOTHING
  for (const { site } of [...course.floor.granted, ...course.floor.accepted, ...course.floor.pending])
    if (isGone(situation, site)) add(dropped(situation, site))
  const acting = rightfulChair(situation)
  if (acting !== course.acting) add(chairTo({ ...situation, course }, acting, null))
  const { screen } = course
  if (screen !== null && !maySpeak(course, screen))
    add([{ atMs: situation.nowMs, kind: 'screen', site: screen, details: { isShown: false } }])
  return entries
}

/**
 * Until it has begun the chair has it whenever it is there, and nobody has to take it back. Afterwards it moves where it must,
 * and comes back when it is taken.
 */
function rightfulChair(situation: Situation): string | null {
  const { facts, course, heardMs, nowMs } = situation
  const [chair, deputy] = [siteWith(facts, 'chair'), siteWith(facts, 'deputy')]
  const isOf = course.acting !== null && [chair, deputy].includes(course.acting)
  const acting = isOf ? course.acting : null
  const isTaken = !isOpen(course) && chair !== null && isThere(situation, chair)
  if (acting !== null && !isTaken && situation.isSettling && !isGone(situation, acting)) return acting
  return actingChair({ chair: chair ?? '', deputy, acting: isOpen(course) ? acting : null, heardMs, nowMs })
}

/** Who has the chair is heard by right: what it had asked for, or was given, is over. */
function chairTo(situation: Situation, acting: string | null, by: By): readonly NewEntry[] {
  const { nowMs } = situation
  const moved: NewEntry = { atMs: nowMs, kind: 'chair', site: acting, details: { acting, by } }
  return acting === null ? [moved] : [moved, ...dropped(situation, acting)]
}

function dropped({ course, nowMs }: Situation, site: string): readonly NewEntry[] {
  const decided = decide(
    course.floor,
    { do: 'drop', site },
    // Who has the chair and how many may speak is not asked of the server.
    { by: null, id: '', atMs: nowMs, rules: { chair: null, isQueueOpen: false, grantedMax: 0 } },
  )
  return typeof decided === 'string' ? NOTHING : entriesOf(decided)
}

function entriesOf(decided: Exclude<ReturnType<typeof decide>, string>): readonly NewEntry[] {
  return decided.map(details => ({ atMs: details.atMs, kind: 'floor', site: details.site, details }))
}

// Who may be heard and seen ------------------------------------------------------------------------------------------

/**
 * The speaker first. Before it begins the chair alone, who says a word to those that wait: not the deputy, who has the chair
 * there without having asked for it. Afterwards nobody.
 */
export function heardIn({ facts, course }: Pick<Situation, 'facts' | 'course'>): readonly string[] {
  if (isOver({ facts, course })) return []
  if (isOpen(course)) return heard(course.floor, { chair: course.acting })
  return course.acting !== null && course.acting === siteWith(facts, 'chair') ? [course.acting] : []
}

/** As many as have a slot. */
export const THUMBNAILS = 6

/** Who is connected and not heard: who asks for the floor first, then who spoke last, then in the order of the roster. */
export function thumbnailsIn(
  { facts, course }: Pick<Situation, 'facts' | 'course'>,
  isConnected: (site: string) => boolean,
): readonly string[] {
  if (!isOpen(course)) return []
  const heardNow = heardIn({ facts, course })
  const { accepted, pending } = course.floor
  const wanted = [
    ...accepted.map(({ site }) => site),
    ...pending.map(({ site }) => site),
    ...course.spoke,
    ...facts.places.map(({ site }) => site),
  ]
  const shown = wanted.filter(site => isConnected(site) && !heardNow.includes(site))
  return [...new Set(shown)].slice(0, THUMBNAILS)
}

/** Into which language who interprets; of two the first of the roster. */
export function interpretersOf({ places }: HallFacts): ReadonlyMap<string, string> {
  const into = new Map<string, string>()
  for (const { site, role, language } of places)
    if (role === 'interpreter' && language !== null && !into.has(language)) into.set(language, site)
  return into
}

/** In the lobby: who is there, and nobody is absent yet. */
export function attendanceIn(situation: Situation, site: string): Attendance {
  const { course, nowMs } = situation
  const presence = course.presence.get(site) ?? NEVER_HEARD
  const reason = course.reasons.get(site) ?? null
  if (course.beganMs === null) {
    if (isThere(situation, site)) return 'present'
    return reason === null ? 'awaited' : 'absent-with-reason'
  }
  const atMs = situation.heardMs(site)
  // What was heard and is not in the log yet.
  const isNew = course.endedMs === null && atMs > (presence.open?.untilMs ?? Number.NEGATIVE_INFINITY)
  const known = isNew ? attended(presence, { atMs, is: 'heard' }) : presence
  return attendanceOf(intervalsIn(known, nowMs), { fromMs: course.beganMs, untilMs: course.endedMs }, { reason, nowMs })
    .is
}

export function isOpen({ beganMs, endedMs }: Course): boolean {
  return beganMs !== null && endedMs === null
}

/** Null: it may still be, or is. */
export function overBy({ facts, course }: Pick<Situation, 'facts' | 'course'>): 'ended' | 'cancelled' | null {
  if (course.endedMs !== null) return 'ended'
  return facts.briefing.state === 'cancelled' ? 'cancelled' : null
}

export function isOver(situation: Pick<Situation, 'facts' | 'course'>): boolean {
  return overBy(situation) !== null
}

export function byOf(facts: HallFacts, site: string): By {
  return { is: 'site', site, name: placeOf(facts, site)?.name ?? site }
}

function rulesOf({ facts, course }: Situation): FloorRules {
  const { isQueueOpen, grantedMax } = facts.briefing.content
  return { chair: course.acting, isQueueOpen, grantedMax }
}

function maySpeak(course: Course, site: string): boolean {
  return heard(course.floor, { chair: course.acting }).includes(site)
}

export function isThere({ heardMs, nowMs }: Situation, site: string): boolean {
  return nowMs - heardMs(site) < DROPPED_MS
}

/** Of whom a server that has just started cannot have heard yet it is not known: they have not said that they leave. */
function isGone(situation: Situation, site: string): boolean {
  const isAway = situation.heardMs(site) === Number.NEGATIVE_INFINITY
  return isAway || (!situation.isSettling && !isThere(situation, site))
}

/** How long a server that has started waits for sites to be heard of. */
export const SETTLING_MS = Math.max(DROPPED_MS, CHAIR_GONE_MS)
