/**
 * What the page is at, and what an event makes of it.
 *
 *   entering ── the link or the token counts ──► check ── Join ──► lobby ──► room ──► ended
 *      │                                          ▲ │ ▲              │        │
 *      │                                          │ └─┴── Leave ─────┴────────┘
 *      └── it does not, or not any more ──► refused: a sentence that says what to do
 *
 * Lobby, room and ended are as the briefing is. Pure: no screen, no clock, no network; what is to be done is an effect, and what
 * came of it the next event.
 */
import type { Problem } from '../../../web/problem.ts'
import type { Language } from '../../../web/words/both.ts'
import type { BriefingRoom, Question, RoomChange, RoomSelf, RoomSite, Verdict } from '../model.ts'
import type { Stuck } from './rejoin.ts'
import { rightsOf } from './rights.ts'
import { changed, isNew, nameOf, siteOf } from './room-state.ts'
import { spoken } from './words.ts'

export type Refusal =
  /** There is neither a link nor a token. */
  | 'no-link'
  /** The server says why. */
  | 'link'
  /** It counted, and does not any more: another link was made, or the site was removed. */
  | 'replaced'
  | 'removed'
  /** Another window of this browser is in the room. */
  | 'elsewhere'
  | 'cancelled'
  | 'insecure'

export type TestCall =
  | { readonly is: 'none' | 'beginning' | 'ending' }
  | { readonly is: 'running'; readonly sinceMs: number }
  | { readonly is: 'failed'; readonly problem: Problem }

/** What the page shows; the drawing above has what leads from one to the next. */
export type RoomPageState =
  /** `problem`: why the last try got no answer; the page tries again. */
  | { readonly is: 'entering'; readonly problem: Problem | null }
  | { readonly is: 'refused'; readonly why: Refusal; readonly problem: Problem | null }
  | { readonly is: 'check'; readonly test: TestCall }
  | { readonly is: 'lobby' | 'room' | 'ended' }

export type HasDevice = Verdict['microphone']
export type Media = 'off' | 'joining' | 'up' | 'again'

export interface Page {
  readonly language: Language
  readonly stage: RoomPageState
  readonly self: RoomSelf | null
  readonly room: BriefingRoom | null
  /** Of the room’s stream. */
  readonly stream: 'opening' | 'live' | 'silent'
  readonly media: Media
  /** Why no connection comes; null: one is there, or it is too soon to tell. */
  readonly stuck: Stuck | null
  readonly microphone: HasDevice | null
  readonly camera: HasDevice | null
  readonly isMuted: boolean
  readonly hasCameraOff: boolean
  readonly isScreenShown: boolean
  /** What is heard: an interpreter’s language, or null for the floor. */
  readonly listensTo: string | null
  /** Sound was not allowed to play: a click is needed. */
  readonly needsClick: boolean
  /** This computer, not its line (slow.ts). */
  readonly isSlow: boolean
  /** In writing: those that this site may see. */
  readonly questions: readonly Question[]
  /** What the room said of them when they were asked for. */
  readonly questionsAt: number
  /** Why the last deed was not done. */
  readonly problem: Problem | null
  /** For people who cannot see what changes. */
  readonly said: string
}

export type PageEvent =
  | { readonly is: 'opened'; readonly key: string | null; readonly token: string | null }
  | { readonly is: 'entered'; readonly token: string; readonly self: RoomSelf }
  /** `wasInside`: the page was loaded anew in the middle of it. */
  | { readonly is: 'proved'; readonly self: RoomSelf; readonly wasInside: boolean }
  | { readonly is: 'not-entered'; readonly problem: Problem }
  /** The token counts no more. */
  | { readonly is: 'unknown'; readonly problem: Problem }
  | { readonly is: 'elsewhere' | 'insecure' }
  | { readonly is: 'room'; readonly room: BriefingRoom }
  /** To a deed: the room as it was after it. */
  | { readonly is: 'answered'; readonly room: BriefingRoom }
  | { readonly is: 'change'; readonly change: RoomChange }
  | { readonly is: 'self'; readonly self: RoomSelf }
  | { readonly is: 'questions'; readonly questions: readonly Question[] }
  | { readonly is: 'stream'; readonly stream: 'live' | 'silent' }
  | { readonly is: 'media'; readonly media: Media }
  | { readonly is: 'stuck'; readonly stuck: Stuck | null }
  | { readonly is: 'test' | 'test-ending' | 'join' | 'leave' }
  | { readonly is: 'test-began'; readonly atMs: number }
  | { readonly is: 'tested'; readonly verdict: Verdict }
  | { readonly is: 'test-failed'; readonly problem: Problem }
  | { readonly is: 'mute' | 'camera-off' | 'clicked' | 'sound-stopped' | 'done' }
  /** What was said has been heard: whoever reads the page later does not take it for news. */
  | { readonly is: 'heard' }
  | { readonly is: 'devices'; readonly microphone: HasDevice | null; readonly camera: HasDevice | null }
  | { readonly is: 'screen'; readonly isShown: boolean }
  | { readonly is: 'computer'; readonly isSlow: boolean }
  | { readonly is: 'listens'; readonly language: string | null }
  | { readonly is: 'failed'; readonly problem: Problem }
  | { readonly is: 'language'; readonly language: Language }

export type Effect =
  | { readonly do: 'enter'; readonly key: string }
  | { readonly do: 'prove' }
  | { readonly do: 'try-again' }
  /** The link has done its work: it leaves the address and the history. */
  | { readonly do: 'clean-address' }
  | { readonly do: 'keep-token'; readonly token: string }
  | { readonly do: 'forget-token' }
  | { readonly do: 'find-devices' }
  | { readonly do: 'test' }
  /** Stream, heartbeat and media: from now on this site is there. */
  | { readonly do: 'go-in' }
  | { readonly do: 'go-out' }
  | { readonly do: 'release-devices' }
  | { readonly do: 'say-goodbye' }
  | { readonly do: 'ask-self' | 'ask-questions' }
  | { readonly do: 'keep-language'; readonly language: Language }
  | { readonly do: 'focus' }

export interface Step {
  readonly page: Page
  readonly effects: readonly Effect[]
}

export function pageIn(language: Language): Page {
  return {
    language,
    stage: { is: 'entering', problem: null },
    self: null,
    room: null,
    stream: 'opening',
    media: 'off',
    stuck: null,
    microphone: null,
    camera: null,
    isMuted: false,
    hasCameraOff: false,
    isScreenShown: false,
    listensTo: null,
    questions: [],
    questionsAt: 0,
    needsClick: false,
    isSlow: false,
    problem: null,
    said: '',
  }
}

export function isInside({ stage }: Pick<Page, 'stage'>): boolean {
  return stage.is === 'lobby' || stage.is === 'room'
}

export function step(page: Page, event: PageEvent): Step {
  return isLate(page.stage, event) ? only(page) : stepped(page, event)
}

/** An answer to what is not asked any more. */
function isLate({ is }: RoomPageState, event: PageEvent): boolean {
  if (event.is === 'opened') return is !== 'entering' && is !== 'refused'
  const isAnswer = event.is === 'entered' || event.is === 'proved' || event.is === 'not-entered'
  return isAnswer && is !== 'entering'
}

function stepped(page: Page, event: PageEvent): Step {
  switch (event.is) {
    case 'opened':
      return opened(page, event)
    case 'entered':
      return entered(page, event.self, [{ do: 'keep-token', token: event.token }, { do: 'clean-address' }])
    case 'proved':
      return proved(page, event)
    case 'not-entered':
      return notEntered(page, event.problem)
    case 'unknown':
      return refused(page, whyUnknown(page, event.problem), event.problem)
    case 'elsewhere':
    case 'insecure':
      return refused(page, event.is, null)
    case 'room':
      return inRoom(page, event.room)
    case 'answered':
      return isNewIn(page, event.room) ? inRoom(page, event.room) : only(page)
    case 'change':
      return page.room !== null && isNewIn(page, event.change)
        ? inRoom(page, changed(page.room, event.change))
        : only(page)
    case 'self':
      return inRoom({ ...page, self: event.self }, event.self.room)
    case 'questions':
      return only({ ...page, questions: event.questions, said: questionsSaid(page, event.questions) ?? page.said })
    case 'stream':
      return only({ ...page, stream: event.stream })
    case 'media':
      return only({ ...page, media: event.media })
    case 'stuck':
      return only({ ...page, stuck: event.stuck })
    case 'join':
      return joined(page)
    case 'leave':
      return isInside(page)
        ? {
            page: { ...page, stage: CHECK, isScreenShown: false, problem: null },
            effects: [{ do: 'go-out' }, { do: 'say-goodbye' }, { do: 'focus' }],
          }
        : only(page)
    case 'test':
      return page.stage.is === 'check'
        ? { page: withTest(page, { is: 'beginning' }), effects: [{ do: 'test' }] }
        : only(page)
    case 'test-began':
      return only(withTest(page, { is: 'running', sinceMs: event.atMs }))
    case 'test-ending':
      return only(withTest(page, { is: 'ending' }))
    case 'tested':
      return only(tested(page, event.verdict))
    case 'test-failed':
      return only(withTest(page, { is: 'failed', problem: event.problem }))
    case 'mute':
      return only({ ...page, isMuted: !page.isMuted })
    case 'camera-off':
      return only({ ...page, hasCameraOff: !page.hasCameraOff })
    case 'sound-stopped':
      return only({ ...page, needsClick: true })
    case 'clicked':
      return only({ ...page, needsClick: false })
    case 'heard':
      return only({ ...page, said: '' })
    case 'done':
      return only({ ...page, problem: null })
    case 'devices':
      return only({ ...page, microphone: event.microphone, camera: event.camera })
    case 'screen':
      return only({ ...page, isScreenShown: event.isShown })
    case 'computer':
      return only({ ...page, isSlow: event.isSlow })
    case 'listens':
      return only({ ...page, listensTo: event.language })
    case 'failed':
      return only({ ...page, problem: event.problem })
    case 'language':
      return {
        page: { ...page, language: event.language },
        effects: [{ do: 'keep-language', language: event.language }],
      }
  }
}

const CHECK: RoomPageState = { is: 'check', test: { is: 'none' } }

function only(page: Page): Step {
  return { page, effects: [] }
}

function opened(page: Page, event: Extract<PageEvent, { is: 'opened' }>): Step {
  const at: Page = { ...page, stage: { is: 'entering', problem: null } }
  // Who has the token of this link, or came without one, needs no link any more.
  if (event.token !== null) return { page: at, effects: [{ do: 'prove' }] }
  if (event.key !== null) return { page: at, effects: [{ do: 'enter', key: event.key }] }
  return refused(page, 'no-link', null)
}

function entered(page: Page, self: RoomSelf, before: readonly Effect[]): Step {
  const { room } = self
  const at: Page = { ...page, self, stage: CHECK, problem: null }
  const { page: after, effects } = inRoom(at, room)
  const isOver = after.stage.is !== 'check'
  return {
    page: after,
    effects: [...before, ...(isOver ? effects : [{ do: 'find-devices' } as const]), { do: 'focus' }],
  }
}

function proved(page: Page, { self, wasInside }: Extract<PageEvent, { is: 'proved' }>): Step {
  const come = entered(page, self, [{ do: 'clean-address' }])
  if (!wasInside || come.page.stage.is !== 'check') return come
  const { page: after, effects } = joined(come.page)
  return { page: after, effects: [...come.effects, ...effects] }
}

/** No answer, a server that has too much to do or that failed: later it may count. */
function isPassing({ status }: Problem): boolean {
  return status === 0 || status === 429 || status >= 500
}

function notEntered(page: Page, problem: Problem): Step {
  if (problem.code === 'placeCancelled' || problem.code === 'linkCancelled') return refused(page, 'cancelled', problem)
  if (!isPassing(problem)) return refused(page, 'link', problem)
  return { page: { ...page, stage: { is: 'entering', problem } }, effects: [{ do: 'try-again' }] }
}

function refused(page: Page, why: Refusal, problem: Problem | null): Step {
  const isOver = page.stage.is === 'ended' || page.stage.is === 'refused'
  // Whoever reads what was concluded goes on reading, whatever becomes of the token.
  if (isOver && why !== 'elsewhere') return only(page)
  const counted = why === 'replaced' || why === 'removed' || why === 'link'
  return {
    page: { ...page, stage: { is: 'refused', why, problem }, isScreenShown: false },
    effects: [
      { do: 'go-out' },
      { do: 'release-devices' },
      ...(counted ? [{ do: 'forget-token' } as const, { do: 'clean-address' } as const] : []),
      { do: 'focus' },
    ],
  }
}

function whyUnknown({ self, room }: Page, { code }: Problem): Refusal {
  if (code === 'placeCancelled') return 'cancelled'
  const own = self === null || room === null ? null : siteOf(room, self.site)
  return own?.is === 'removed' ? 'removed' : 'replaced'
}

function joined(page: Page): Step {
  const { stage, room } = page
  if (stage.is !== 'check' || room === null) return only(page)
  const is = room.state === 'open' ? 'room' : 'lobby'
  return asking({ page: { ...page, stage: { is }, needsClick: false }, effects: [{ do: 'go-in' }, { do: 'focus' }] })
}

function withTest(page: Page, test: TestCall): Page {
  return page.stage.is === 'check' ? { ...page, stage: { is: 'check', test } } : page
}

function tested(page: Page, verdict: Verdict): Page {
  const self = page.self === null ? null : { ...page.self, verdict }
  return { ...withTest(page, { is: 'none' }), self }
}

function isNewIn({ room }: Page, told: RoomChange): boolean {
  return room === null || isNew(room, told)
}

function inRoom(page: Page, room: BriefingRoom): Step {
  const { stage, self } = page
  const after: Page = {
    ...page,
    room,
    said: saidOf(page, room) ?? page.said,
    isScreenShown: page.isScreenShown && room.screen === self?.site,
  }
  if (stage.is === 'refused' || stage.is === 'ended' || stage.is === 'entering') return only(after)
  if (room.state === 'cancelled') return refused(after, 'cancelled', null)
  if (room.state === 'ended')
    return {
      page: { ...after, stage: { is: 'ended' }, problem: null },
      effects: [{ do: 'go-out' }, { do: 'release-devices' }, { do: 'ask-self' }, { do: 'focus' }],
    }
  if (stage.is === 'check') return only(after)
  const is = room.state === 'open' ? 'room' : 'lobby'
  if (is === stage.is) return asking(only(after))
  return asking({ page: { ...after, stage: { is } }, effects: [{ do: 'focus' }] })
}

/** Where something has become of questions that this site may see, they are asked for. */
function asking({ page, effects }: Step): Step {
  const { self, room, questionsAt } = page
  if (self === null || room === null) return { page, effects }
  const { seesQuestions } = rightsOf(self, room)
  const seen = seesQuestions ? room.sites : room.sites.filter(({ site }) => site === self.site)
  const at = seen.reduce((steps, { questions }) => steps + questions, 0)
  if (at === questionsAt) return { page, effects }
  return { page: { ...page, questionsAt: at }, effects: [...effects, { do: 'ask-questions' }] }
}

/** To a site that one of its own was answered; to whoever has the chair whose question has come. */
function questionsSaid({ self, room, questions: before, language }: Page, after: readonly Question[]): string | null {
  if (self === null || room === null) return null
  const waited = (id: string) => before.some(one => one.id === id && one.state === 'waiting')
  if (after.some(({ id, site, state }) => site === self.site && state === 'answered' && waited(id)))
    return spoken('said.answered', language)
  const news = after.find(({ id, state }) => state === 'waiting' && !before.some(one => one.id === id))
  if (news === undefined || room.chair !== self.site) return null
  return spoken('said.wrote', language, { name: nameOf(room, news.site) })
}

/** What a change is to this site, in a sentence; null: nothing that has to be said. */
function saidOf({ self, room: before, language, stage }: Page, after: BriefingRoom): string | null {
  if (self === null || before === null || stage.is === 'check') return null
  const [was, is] = [siteOf(before, self.site), siteOf(after, self.site)]
  const say = (word: Parameters<typeof spoken>[0], blanks = {}) => spoken(word, language, blanks)
  if (before.state === 'planned' && after.state === 'open') return say('said.began')
  if (before.chair !== after.chair) {
    if (after.chair === self.site) return say('said.chair')
    if (before.chair === self.site) return say('said.noChair')
  }
  if (was !== null && is !== null && (was.floor !== is.floor || was.queue !== is.queue)) return floorSaid(was, is, say)
  if (after.chair === self.site) {
    const asks = after.sites.find(one => isAsking(one) && !isAsking(siteOf(before, one.site)) && one.site !== self.site)
    if (asks !== undefined) return say('said.asks', { name: asks.name })
  }
  if (before.roll?.at !== after.roll?.at && after.roll !== null) return say('said.roll')
  return null
}

function isAsking(site: RoomSite | null): boolean {
  return site?.floor === 'pending' || site?.floor === 'accepted'
}

function floorSaid(
  was: RoomSite,
  is: RoomSite,
  say: (word: Parameters<typeof spoken>[0], blanks?: Record<string, string | number>) => string,
): string {
  switch (is.floor) {
    case 'granted':
      return say('said.granted')
    case 'accepted':
      return say('said.queue', { place: is.queue ?? '' })
    case 'pending':
      return say('said.pending')
    case null:
      return was.floor === 'granted' ? say('said.over') : say('said.notAsking')
  }
}
