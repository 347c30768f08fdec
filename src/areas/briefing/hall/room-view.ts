/**
 * A briefing as everybody in it sees it, and what has changed of it: made of its course, of who is connected, and of what people
 * keep of it. The same for all who watch; pure.
 */
import type { MediaEvent } from '../../../media/server.ts'
import type { BriefingRoom, BriefingState, LineClass, RoomChange, RoomSite } from '../model.ts'
import { stepsOf } from './questions.ts'
import type { Situation } from './rules.ts'
import { attendanceIn, heardIn, interpretersOf, isThere } from './rules.ts'

/** What no log has: it is so at this moment, in this process. */
export interface Live {
  /** Sites whose connection carries media, and how their lines are. */
  readonly lines: ReadonlyMap<string, LineClass>
  /** Whose voice is being forwarded. */
  readonly lit: ReadonlySet<string>
  /** Whose computer is slow, as its page says. */
  readonly slow: ReadonlySet<string>
  readonly isMediaUp: boolean
  /** Who stands in which slot of media; null: there is no media. */
  readonly slots: Slots | null
  /** What the shown page says. */
  readonly slideText: string
  /** How often something was told of it. */
  readonly revision: number
}

export type Slots = Pick<MediaEvent & { readonly is: 'places' }, 'places' | 'thumbnails'>

export function roomOf(situation: Situation, live: Live): BriefingRoom {
  const { facts, course } = situation
  const { briefing, documents, minutes } = facts
  const { content } = briefing
  const shown = documents.find(({ id }) => id === course.slide?.document)
  const { roll } = course
  const isKnown = (site: string | null) => facts.places.some(place => place.site === site)
  const inRoster = (slots: readonly (string | null)[] | undefined) =>
    slots?.map(site => (isKnown(site) ? site : null)) ?? null
  return {
    briefing: briefing.id,
    title: content.title,
    startsAt: content.startsAt,
    state: stateOf(situation),
    beganAt: instantOf(course.beganMs),
    endedAt: instantOf(course.endedMs),
    isRecorded: content.isRecorded,
    isQueueOpen: content.isQueueOpen,
    grantedMax: content.grantedMax,
    chair: course.acting,
    heard: [...heardIn(situation)],
    places: inRoster(live.slots?.places),
    thumbnails: inRoster(live.slots?.thumbnails),
    screen: course.screen,
    sites: facts.places.map(place => siteOf(place, situation, live)),
    agenda: content.agenda,
    documents,
    slide:
      course.slide === null || shown === undefined
        ? null
        : { ...course.slide, pages: shown.pages, name: shown.name, text: live.slideText },
    minutes,
    captions: course.captions.map(({ atMs, language, text }) => ({ at: new Date(atMs).toISOString(), language, text })),
    roll:
      roll === null
        ? null
        : {
            at: new Date(roll.atMs).toISOString(),
            by: roll.by?.is === 'site' ? roll.by.site : null,
            places: [...roll.places],
          },
    languages: [...interpretersOf(facts).keys()],
    isMediaUp: live.isMediaUp,
    revision: live.revision,
  }
}

function siteOf(
  { site, name, short, role, language }: Situation['facts']['places'][number],
  situation: Situation,
  live: Live,
): RoomSite {
  const { granted, accepted, pending } = situation.course.floor
  const isIn = (requests: typeof granted) => requests.some(request => request.site === site)
  const queue = accepted.findIndex(request => request.site === site)
  return {
    site,
    name,
    short,
    role,
    language,
    is: attendanceIn(situation, site),
    line: live.lines.get(site) ?? null,
    isHeard: live.lit.has(site),
    isSlow: live.slow.has(site) && isThere(situation, site),
    floor: isIn(granted) ? 'granted' : isIn(accepted) ? 'accepted' : isIn(pending) ? 'pending' : null,
    queue: queue === -1 ? null : queue + 1,
    questions: stepsOf(situation.course.questions, site),
  }
}

function stateOf({ facts, course }: Situation): BriefingState {
  if (course.endedMs !== null) return 'ended'
  if (course.beganMs !== null) return 'open'
  return facts.briefing.state === 'cancelled' ? 'cancelled' : 'planned'
}

function instantOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

export type ToldOfRoom =
  | { readonly event: 'room'; readonly data: BriefingRoom }
  | { readonly event: 'change'; readonly data: RoomChange }

/** Null: nothing has changed. Of `sites` those alone that are others now; where the roster is another one, the whole room. */
export function toldOf(before: BriefingRoom, after: BriefingRoom): ToldOfRoom | null {
  const isRosterSame =
    before.sites.length === after.sites.length && before.sites.every(({ site }, at) => site === after.sites[at].site)
  if (!isRosterSame) return { event: 'room', data: after }
  const sites = after.sites.filter((row, at) => !isSame(before.sites[at], row))
  const members = Object.entries(after).filter(
    ([member, value]) => member !== 'sites' && !isSame(before[member as keyof BriefingRoom], value),
  )
  if (sites.length === 0 && members.length === 0) return null
  return { event: 'change', data: { ...Object.fromEntries(members), ...(sites.length === 0 ? {} : { sites }) } }
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
