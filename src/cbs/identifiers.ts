/**
 * Message identifiers: what kind of message phones take a cell broadcast for. Live, exercise and emergency ones are types
 * of their own, so that what rehearses can hold no live identifier: there is no way from one to another, and each comes
 * out of a function that looks.
 *
 * Source: 3GPP TS 23.041 section 9.4.1.2.2; what a phone does with them is in ETSI TS 102 900 (EU-Alert levels):
 *
 *   4370 level 1 · 4371, 4372 level 2 · 4373 to 4378 level 3, all three with the alarm · 4396 level 4, without it
 */

declare const kind: unique symbol
type Of<Kind extends string> = number & { readonly [kind]: Kind }

/** What people's phones show unless they have switched it off. */
export type LiveIdentifier = Of<'live'>
/** What phones show only where their owner asked for tests. */
export type ExerciseIdentifier = Of<'exercise'>
/** What no phone can switch off: a gate of its own leads here. */
export type EmergencyIdentifier = Of<'emergency'>
export type Identifier = LiveIdentifier | ExerciseIdentifier | EmergencyIdentifier

export interface Warning {
  /** Advisory: EU-Alert level 4, which is read and sounds no alarm, however soon and however sure it is. */
  readonly severity: 'extreme' | 'severe' | 'advisory'
  readonly urgency: 'immediate' | 'expected'
  readonly certainty: 'observed' | 'likely'
}

const IDENTIFIER_MAX = 0xffff
/** Alerts by how bad, how soon and how sure they are: 4371 to 4378. */
const FIRST_ALERT = 4371
/** EU-Alert level 4, since TS 23.041 17.2.0; where there is WEA, public safety. */
const ADVISORY = 4396
/** What cannot be switched off, the monthly test, the exercise: in the second language 13 further on. */
const EMERGENCY = 4370
const TESTS = [4380, 4381] as const
const TWIN_STEP = 13
const FIRST_WITH_TWIN = 4370
const LAST_WITH_TWIN = 4382
/** Public safety and the local test: their second language is the next number. */
const LOCAL_TEST = 4398
const WITH_TWIN_BESIDE = [ADVISORY, LOCAL_TEST] as const

const EXERCISES: ReadonlySet<number> = new Set([
  ...TESTS,
  ...TESTS.map(test => test + TWIN_STEP),
  LOCAL_TEST,
  LOCAL_TEST + 1,
])
const EMERGENCIES: ReadonlySet<number> = new Set([EMERGENCY, EMERGENCY + TWIN_STEP])

/** Null: it is one of an exercise, one that needs the gate of an emergency, or none at all. */
export function liveIdentifier(value: number): LiveIdentifier | null {
  if (!isIdentifier(value) || EXERCISES.has(value) || EMERGENCIES.has(value)) return null
  return value as LiveIdentifier
}

export function exerciseIdentifier(value: number): ExerciseIdentifier | null {
  return EXERCISES.has(value) ? (value as ExerciseIdentifier) : null
}

export function emergencyIdentifier(value: number): EmergencyIdentifier | null {
  return EMERGENCIES.has(value) ? (value as EmergencyIdentifier) : null
}

export function alertIdentifier({ severity, urgency, certainty }: Warning): LiveIdentifier {
  if (severity === 'advisory') return ADVISORY as LiveIdentifier
  const steps = (severity === 'severe' ? 4 : 0) + (urgency === 'expected' ? 2 : 0) + (certainty === 'likely' ? 1 : 0)
  return (FIRST_ALERT + steps) as LiveIdentifier
}

/** The same kind of message in the second language; null where there is none. Never of another type. */
export function twinOf<One extends Identifier>(identifier: One): One | null {
  if (identifier >= FIRST_WITH_TWIN && identifier <= LAST_WITH_TWIN) return (identifier + TWIN_STEP) as One
  const isBeside = WITH_TWIN_BESIDE.some(one => one === identifier)
  return isBeside ? ((identifier + 1) as One) : null
}

function isIdentifier(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= IDENTIFIER_MAX
}
