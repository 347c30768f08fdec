/**
 * How loud a cell broadcast is by what its bulletin says of itself: one table for everybody who begins one, looks at one or signs one.
 *
 *   level       as it begins                             what else agrees with it          EU-Alert
 *   normal      advisory, 4396                           nothing                           4, no alarm
 *   priority    severe, expected, likely, 4378           advisory                          3
 *   urgent      severe, immediate, likely, 4376          extreme, and 4370 by its gate     3, 2, 1
 *
 * Where the bulletin has terms of CAP they say which of these it is, since identifiers are named by the same three words: Extreme or Severe,
 * Immediate or Expected, Observed or Likely is an alert, and whatever is less than that in one of the three is none.
 *
 * Sources: 3GPP TS 23.041 section 9.4.1.2.2 (identifiers); ETSI TS 102 900 (EU-Alert levels); OASIS CAP 1.2, 3.2.2; Circular
 * 39/2020/TT-BTTTT, article 8 (levels). Pure; runs in a browser too.
 */
import { alertIdentifier, type Warning } from '../cbs/identifiers.ts'
import type { BroadcastTerms, CapTerms, Priority } from './bulletin.ts'

export interface Leveled {
  readonly priority: Priority
  /** Null: it goes out as no alert of CAP. */
  readonly cap: CapTerms | null
}

/** From the least to the most that a phone does. Emergency is 4370, which has a gate of its own. */
const LOUDNESS = ['advisory', 'severe', 'extreme', 'emergency'] as const
type Loudness = (typeof LOUDNESS)[number]

const ADVISORY: Warning = { severity: 'advisory', urgency: 'expected', certainty: 'likely' }

const LEVELS: Readonly<Record<Priority, { readonly usual: Warning; readonly agree: readonly Loudness[] }>> = {
  normal: { usual: ADVISORY, agree: ['advisory'] },
  priority: { usual: { severity: 'severe', urgency: 'expected', certainty: 'likely' }, agree: ['advisory', 'severe'] },
  urgent: {
    usual: { severity: 'severe', urgency: 'immediate', certainty: 'likely' },
    agree: ['severe', 'extreme', 'emergency'],
  },
}

/** Phones show it once, so that this is long enough for whoever comes into the area; the next bulletin is soon written. */
export const AIR_MINUTES = 60
const AIR_MS = AIR_MINUTES * 60_000
const PERIOD_SECONDS = { advisory: 300, severe: 60, extreme: 60 } as const

/** As a broadcast of such a bulletin begins: who writes it may choose otherwise. `chosen`: somebody has said how loud it is. */
export function usualBroadcast(
  of: Leveled,
  chosen?: Warning,
): Pick<BroadcastTerms, 'level' | 'isEmergency' | 'periodSeconds'> {
  const { usual, agree } = LEVELS[of.priority]
  const said = warningOf(of.cap)
  const level = chosen ?? (said !== null && agree.includes(said.severity) ? said : usual)
  return { level: { ...level }, isEmergency: false, periodSeconds: PERIOD_SECONDS[level.severity] }
}

/** When one that goes on the air then is off it again, and no later than the bulletin is over. In milliseconds since 1970; null: it has no end yet. */
export function usualEnd(beginsMs: number, overMs: number | null): number {
  return Math.min(beginsMs + AIR_MS, overMs ?? Number.POSITIVE_INFINITY)
}

/** Three of the terms of CAP, so that they agree with the level. */
export function usualTerms(priority: Priority): Pick<CapTerms, 'urgency' | 'severity' | 'certainty'> {
  return TERMS[priority]
}

const TERMS = {
  normal: { urgency: 'Expected', severity: 'Moderate', certainty: 'Likely' },
  priority: { urgency: 'Expected', severity: 'Severe', certainty: 'Likely' },
  urgent: { urgency: 'Immediate', severity: 'Severe', certainty: 'Likely' },
} as const satisfies Readonly<Record<Priority, Partial<CapTerms>>>

/** What the terms call for. Null: there are none, or one is Unknown and none of the others settles it. */
export function warningOf(cap: CapTerms | null): Warning | null {
  if (cap === null) return null
  const { severity, urgency, certainty } = cap
  const [bad, soon, sure] = [SEVERITIES[severity], URGENCIES[urgency], CERTAINTIES[certainty]]
  if (bad === 'less' || soon === 'less' || sure === 'less') return ADVISORY
  return bad === null || soon === null || sure === null ? null : { severity: bad, urgency: soon, certainty: sure }
}

/** Null: nobody knows. */
type Called<Word extends string> = Word | 'less' | null

const SEVERITIES: Readonly<Record<CapTerms['severity'], Called<'extreme' | 'severe'>>> = {
  Extreme: 'extreme',
  Severe: 'severe',
  Moderate: 'less',
  Minor: 'less',
  Unknown: null,
}
const URGENCIES: Readonly<Record<CapTerms['urgency'], Called<Warning['urgency']>>> = {
  Immediate: 'immediate',
  Expected: 'expected',
  Future: 'less',
  Past: 'less',
  Unknown: null,
}
const CERTAINTIES: Readonly<Record<CapTerms['certainty'], Called<Warning['certainty']>>> = {
  Observed: 'observed',
  Likely: 'likely',
  Possible: 'less',
  Unlikely: 'less',
  Unknown: null,
}

/** In what level, terms of CAP and broadcast contradict each other. */
export const LEVEL_MISMATCHES = [
  'broadcast-louder-than-level',
  'broadcast-quieter-than-level',
  'broadcast-other-than-cap',
  'cap-above-level',
  'cap-below-level',
] as const
export type LevelMismatch = (typeof LEVEL_MISMATCHES)[number]

/** Each with the one that it contradicts; where CAP contradicts the level, nothing is said of a broadcast that agrees with the level. */
export function levelMismatches(
  of: Leveled & { readonly broadcast: Pick<BroadcastTerms, 'level' | 'isEmergency'> | null },
): readonly LevelMismatch[] {
  const { agree } = LEVELS[of.priority]
  const { cap, broadcast } = of
  const said = warningOf(cap)
  const called = said === null ? 0 : sideOf(said.severity, agree)
  const aired = broadcast === null ? 0 : sideOf(loudnessOf(broadcast), agree)
  const isOther = broadcast !== null && said !== null && called === 0 && !agrees(broadcast, said)
  return [
    ...(aired > 0 ? (['broadcast-louder-than-level'] as const) : []),
    ...(aired < 0 ? (['broadcast-quieter-than-level'] as const) : []),
    ...(aired === 0 && isOther ? (['broadcast-other-than-cap'] as const) : []),
    ...(called > 0 ? (['cap-above-level'] as const) : []),
    ...(called < 0 ? (['cap-below-level'] as const) : []),
  ]
}

/** Whether phones sound their alarm. */
export function soundsAlarm(broadcast: Pick<BroadcastTerms, 'level' | 'isEmergency'>): boolean {
  return loudnessOf(broadcast) !== 'advisory'
}

function loudnessOf({ level: { severity }, isEmergency }: Pick<BroadcastTerms, 'level' | 'isEmergency'>): Loudness {
  return isEmergency ? 'emergency' : severity
}

/** Above all that agrees, below, or 0: it agrees. */
function sideOf(loudness: Loudness, agree: readonly Loudness[]): number {
  if (agree.includes(loudness)) return 0
  return LOUDNESS.indexOf(loudness) - LOUDNESS.indexOf(agree[0])
}

/** What no phone can switch off is not in the words of CAP: the worst that these have. */
function agrees({ level, isEmergency }: Pick<BroadcastTerms, 'level' | 'isEmergency'>, said: Warning): boolean {
  return isEmergency ? said.severity === 'extreme' : alertIdentifier(level) === alertIdentifier(said)
}
