/**
 * The kiosk as it stands, and what an event makes of it.
 *
 *   enrolling ── enrolled ──► asking ── Save ─► (kept on the disk) ─► answered
 *       ▲                       ▲                                        │
 *       └── the token counts    └─────────── the next press ─────────────┘
 *           no more
 *
 * The last one's answer stays until the next press. Who is quick types the next badge before the answer is there, so both
 * hold what is typed. Pure: no screen, no clock, no storage, no network; what is to be done is an effect, and what came
 * of it the next event. The rule of the second measurement is the server's own, so that the door knows at once.
 */
import { isHigh } from '../course.ts'
import { SECOND_WITHIN_MS } from '../limits.ts'
import type { KioskHome } from '../model.ts'
import type { Identity, Waiting } from './kept.ts'
import type { Sent } from './outbox.ts'
import { clockOf } from './remaining.ts'
import { NOTHING_TYPED, type Press, pressed, type Typed, type Typing } from './typing.ts'
import { type Language, spoken } from './words.ts'

/** What the kiosk shows; the drawing above has what leads from one to the next. */
export type KioskPageState =
  /** It has no token, or the server no longer accepts the one it has. */
  | { readonly is: 'enrolling'; readonly fault: EnrolFault | null }
  /** Waits for the next person, or somebody is typing a badge and a temperature. */
  | { readonly is: 'asking'; readonly typing: Typing }
  | { readonly is: 'answered'; readonly answer: Answer; readonly typing: Typing }

export type EnrolFault =
  | { readonly is: 'missing' | 'offline' }
  /** In the server's words. */
  | { readonly is: 'refused'; readonly detail: string }

export type Verdict = 'pass' | 'wait' | 'call'

export type Answer =
  | { readonly is: 'pass' | 'wait'; readonly id: string; readonly tenths: number }
  /** `isAlerted`: the server has the alert. */
  | { readonly is: 'call'; readonly id: string; readonly tenths: number; readonly isAlerted: boolean }

export interface Kiosk {
  readonly language: Language
  /** It stays when its token counts no more: what was entered is still its door's. */
  readonly identity: Identity | null
  readonly stage: KioskPageState
  readonly network: 'online' | 'offline'
  readonly counts: Counts
  /** Of the tablet's clock against the server's. */
  readonly skewMs: number
  readonly waiting: readonly Waiting[]
  /** Of those who wait, who were said to be due. */
  readonly told: readonly string[]
  /** For people who cannot see the screen. */
  readonly said: string
  /** Stays until the page is opened anew: somebody must write it down. */
  readonly unsaved: readonly Typed[]
  readonly hasLetters: boolean
  /** When it last heard what its door's settings are. */
  readonly homeAtMs: number
}

export interface Counts {
  readonly unsent: number
  readonly refused: number
}

export type KioskEvent =
  | { readonly is: 'press'; readonly press: Press }
  /** Somebody who waits is tapped. */
  | { readonly is: 'tap'; readonly id: string }
  | { readonly is: 'letters'; readonly shown: boolean }
  | { readonly is: 'other-language' }
  | { readonly is: 'enrol'; readonly code: string }
  | { readonly is: 'not-enrolled'; readonly fault: EnrolFault }
  | { readonly is: 'enrolled'; readonly identity: Identity }
  | { readonly is: 'saved'; readonly answer: Answer; readonly waiting: readonly Waiting[]; readonly counts: Counts }
  | { readonly is: 'not-saved'; readonly typed: Typed }
  /** Null: another tab of the tablet is sending. */
  | { readonly is: 'sent'; readonly sent: Sent | null; readonly counts: Counts }
  | { readonly is: 'home'; readonly home: KioskHome }
  | { readonly is: 'offline' }
  | { readonly is: 'tick' }
  /** What was kept for too long, or by a tablet that is not wanted any more. */
  | { readonly is: 'forgotten'; readonly waiting: readonly Waiting[]; readonly counts: Counts }

export type Effect =
  | {
      readonly do: 'save'
      readonly typed: Typed
      readonly verdict: Verdict
      /** Who it is, where they are to wait. */
      readonly label: string
      readonly atMs: number
    }
  | { readonly do: 'enrol'; readonly code: string }
  | { readonly do: 'keep-language'; readonly language: Language }
  | { readonly do: 'forget-waiting'; readonly id: string }
  /** Of everybody. */
  | { readonly do: 'forget-entries' }
  | { readonly do: 'ask-home' }
  | { readonly do: 'send-now' }
  /** Where the next key goes. */
  | { readonly do: 'focus' }

export interface Step {
  readonly kiosk: Kiosk
  readonly effects: readonly Effect[]
}

const HOME_EVERY_MS = 600_000
const UNSAVED_SHOWN_MAX = 5

/** As the tablet kept it. */
export function kioskOf(kept: Pick<Kiosk, 'language' | 'identity' | 'waiting' | 'counts'>): Kiosk {
  return {
    ...kept,
    stage: kept.identity === null ? ENROLLING : READY,
    network: 'online',
    skewMs: 0,
    told: [],
    said: '',
    unsaved: [],
    hasLetters: false,
    homeAtMs: 0,
  }
}

const ENROLLING: KioskPageState = { is: 'enrolling', fault: null }
const READY: KioskPageState = { is: 'asking', typing: NOTHING_TYPED }

export function step(kiosk: Kiosk, event: KioskEvent, atMs: number): Step {
  switch (event.is) {
    case 'press':
      return press(kiosk, event.press, atMs)
    case 'tap':
      return tap(kiosk, event.id, atMs)
    case 'letters':
      return only({ ...kiosk, hasLetters: event.shown })
    case 'other-language': {
      const language = kiosk.language === 'vi' ? 'en' : 'vi'
      return { kiosk: { ...kiosk, language }, effects: [{ do: 'keep-language', language }] }
    }
    case 'enrol':
      return event.code.trim() === ''
        ? only(notEnrolled(kiosk, { is: 'missing' }))
        : { kiosk, effects: [{ do: 'enrol', code: event.code }] }
    case 'not-enrolled':
      return only(notEnrolled(kiosk, event.fault))
    case 'enrolled': {
      const { identity } = event
      return {
        kiosk: { ...kiosk, identity, network: 'online', stage: READY },
        effects: [{ do: 'focus' }, { do: 'send-now' }],
      }
    }
    case 'saved':
      return saved(kiosk, event, atMs)
    case 'not-saved':
      return only({ ...kiosk, unsaved: [...kiosk.unsaved, event.typed].slice(-UNSAVED_SHOWN_MAX) })
    case 'sent':
      return sent({ ...kiosk, counts: event.counts }, event.sent, atMs)
    case 'home':
      return only(atHome(kiosk, event.home, atMs))
    case 'offline':
      return only({ ...kiosk, network: 'offline' })
    case 'tick':
      return tick(kiosk, atMs)
    case 'forgotten':
      return only({ ...kiosk, waiting: event.waiting, counts: event.counts })
  }
}

/** Until somebody's second measurement is due; below zero, it is. */
export function leftMsOf(one: Waiting, { identity }: Kiosk, atMs: number): number {
  return one.atMs + (identity?.home.settings.waitMinutes ?? 0) * 60_000 - atMs
}

function only(kiosk: Kiosk): Step {
  return { kiosk, effects: [] }
}

function press(kiosk: Kiosk, key: Press, atMs: number): Step {
  const { stage, identity } = kiosk
  if (stage.is === 'enrolling' || identity === null) return only(kiosk)
  const { typing, typed } = pressed(stage.typing, key)
  const effects: Effect[] = [{ do: 'focus' }]
  if (typed !== null) {
    const { badge, tenths, follows } = typed
    const high = isHigh(tenths, identity.home.settings.thresholdTenths)
    const verdict = !high ? 'pass' : follows === null ? 'wait' : 'call'
    const label = badge ?? visitorLabel(kiosk.language, atMs)
    effects.push({ do: 'save', typed, verdict, label, atMs })
  }
  const isAnother = typed === null && isBegun(typing)
  return { kiosk: { ...kiosk, stage: isAnother ? { is: 'asking', typing } : { ...stage, typing } }, effects }
}

function isBegun({ badge, temperature, isVisitor, again }: Typing): boolean {
  return badge !== '' || temperature !== '' || isVisitor || again !== null
}

function visitorLabel(language: Language, atMs: number): string {
  const at = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${spoken('visitor', language)} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** Measured again once the time has come; before that, told how long it is. */
function tap(kiosk: Kiosk, id: string, atMs: number): Step {
  const one = kiosk.waiting.find(each => each.id === id)
  if (one === undefined) return only(kiosk)
  const { badge, label } = one
  const leftMs = leftMsOf(one, kiosk, atMs)
  if (leftMs <= 0) return press(kiosk, { is: 'again', of: { id, badge, label } }, atMs)
  const left = spoken('waitingLeft', kiosk.language, { left: clockOf(leftMs) })
  return only({ ...kiosk, said: `${label}: ${left}` })
}

function notEnrolled(kiosk: Kiosk, fault: EnrolFault): Kiosk {
  return kiosk.stage.is === 'enrolling' ? { ...kiosk, stage: { is: 'enrolling', fault } } : kiosk
}

function saved(kiosk: Kiosk, { answer, waiting, counts }: Extract<KioskEvent, { is: 'saved' }>, atMs: number): Step {
  const { stage } = kiosk
  const after = called({ ...kiosk, waiting, counts }, atMs)
  if (stage.is === 'enrolling') return only(after)
  return {
    kiosk: { ...after, stage: { is: 'answered', answer, typing: stage.typing } },
    // Without a network the next try comes by itself; each entry need not try anew.
    effects: kiosk.network === 'online' ? [{ do: 'send-now' }] : [],
  }
}

function sent(kiosk: Kiosk, said: Sent | null, atMs: number): Step {
  if (said === null) return only(kiosk)
  switch (said.is) {
    case 'sent':
      return {
        kiosk: { ...kiosk, network: 'online', skewMs: said.skewMs, stage: heard(kiosk, said) },
        effects: atMs - kiosk.homeAtMs > HOME_EVERY_MS ? [{ do: 'ask-home' }] : [],
      }
    case 'unanswered':
      return only(said.againMs > 0 ? { ...kiosk, network: 'offline' } : kiosk)
    case 'unknown':
      // Whoever holds a tablet that was revoked finds nobody on it.
      return {
        kiosk: kiosk.stage.is === 'enrolling' ? kiosk : { ...kiosk, stage: ENROLLING },
        effects: [{ do: 'forget-entries' }],
      }
  }
}

/** The token counts; and where the answer on the screen is a call, the server may have the alert now. */
function heard({ stage }: Kiosk, { taken }: Extract<Sent, { is: 'sent' }>): KioskPageState {
  if (stage.is === 'enrolling') return READY
  if (stage.is !== 'answered' || stage.answer.is !== 'call') return stage
  const { answer } = stage
  const outcome = taken.outcomes.find(({ id }) => id === answer.id)
  return outcome?.next === 'call' ? { ...stage, answer: { ...answer, isAlerted: true } } : stage
}

function atHome(kiosk: Kiosk, home: KioskHome, atMs: number): Kiosk {
  if (kiosk.identity === null) return kiosk
  return { ...kiosk, identity: { ...kiosk.identity, home }, homeAtMs: atMs }
}

/** Whoever went away without a second measurement is forgotten. */
function tick(kiosk: Kiosk, atMs: number): Step {
  const isOver = (one: Waiting) => atMs - one.atMs > SECOND_WITHIN_MS
  const over = kiosk.waiting.filter(isOver)
  const waiting = over.length === 0 ? kiosk.waiting : kiosk.waiting.filter(one => !isOver(one))
  return { kiosk: called({ ...kiosk, waiting }, atMs), effects: over.map(({ id }) => ({ do: 'forget-waiting', id })) }
}

/** Whoever is due is called, once. */
function called(kiosk: Kiosk, atMs: number): Kiosk {
  const due = kiosk.waiting.filter(one => leftMsOf(one, kiosk, atMs) <= 0 && !kiosk.told.includes(one.id))
  const last = due.at(-1)
  if (last === undefined) return kiosk
  return {
    ...kiosk,
    told: [...kiosk.told, ...due.map(({ id }) => id)],
    said: spoken('dueNow', kiosk.language, { who: last.label }),
  }
}
