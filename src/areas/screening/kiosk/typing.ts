/**
 * What is being typed at the kiosk, and what a press makes of it: badge or visitor, then the temperature.
 *
 *   badge ─ Next / Visitor ─► temperature ─ Save ─► an entry, and a result until the next press
 *   somebody who waited ─────► temperature
 *
 * Pure: no screen, no clock, no storage. The decimal comma comes by itself after two digits: 3 6 5 is 36,5.
 */
import { BADGE_LENGTH_MAX, readBadge } from '../badge.ts'
import { readTemperature, type TemperatureFault } from '../temperature.ts'

export interface Typing {
  readonly field: 'badge' | 'temperature'
  readonly badge: string
  readonly isVisitor: boolean
  readonly temperature: string
  /** Somebody who was high before and is measured again. */
  readonly again: { readonly id: string; readonly badge: string | null; readonly label: string } | null
  readonly fault: TypingFault | null
}

export type TypingFault =
  | { readonly field: 'badge'; readonly why: 'missing' | 'form' }
  | { readonly field: 'temperature'; readonly why: TemperatureFault }

export type Press =
  | { readonly is: 'letter'; readonly letter: string }
  /** What stands in a field now: typed on a keyboard, read by a badge reader, pasted. */
  | { readonly is: 'text'; readonly field: Typing['field']; readonly text: string }
  | { readonly is: 'erase' }
  | { readonly is: 'visitor' }
  | { readonly is: 'enter' }
  | { readonly is: 'field'; readonly field: Typing['field'] }
  | { readonly is: 'again'; readonly of: NonNullable<Typing['again']> }
  | { readonly is: 'clear' }

/** What is to be kept. */
export interface Typed {
  readonly badge: string | null
  readonly tenths: number
  readonly follows: string | null
}

export const NOTHING_TYPED: Typing = {
  field: 'badge',
  badge: '',
  isVisitor: false,
  temperature: '',
  again: null,
  fault: null,
}

/** Digits of a temperature that is still being mended: more than a right one has, so that 36,55 can be seen to be wrong. */
const TEMPERATURE_LENGTH_MAX = 5

export function pressed(typing: Typing, press: Press): { typing: Typing; typed: Typed | null } {
  switch (press.is) {
    case 'clear':
      return only(NOTHING_TYPED)
    case 'field':
      return only(typing.again === null ? { ...typing, field: press.field } : typing)
    case 'visitor':
      return only({ ...typing, badge: '', isVisitor: true, again: null, field: 'temperature', fault: null })
    case 'again':
      return only({ ...NOTHING_TYPED, field: 'temperature', again: press.of })
    case 'letter':
      return only(withLetter(typing, press.letter))
    case 'text':
      return only(withText({ ...typing, field: press.field }, press.text))
    case 'erase':
      return only(erased(typing))
    case 'enter':
      return entered(typing)
  }
}

/** `36,5` of 365, and what was typed where there is a comma in it. */
export function shownTemperature(typed: string): string {
  if (typed.includes(',') || typed.length <= 2) return typed
  return `${typed.slice(0, 2)},${typed.slice(2)}`
}

function only(typing: Typing): { typing: Typing; typed: null } {
  return { typing, typed: null }
}

function withLetter(typing: Typing, letter: string): Typing {
  return withText(typing, `${typing.field === 'badge' ? typing.badge : typing.temperature}${letter}`)
}

function withText(typing: Typing, text: string): Typing {
  if (typing.field === 'badge') {
    const badge = text
      .toUpperCase()
      .replace(/[^A-Z0-9-]/g, '')
      .slice(0, BADGE_LENGTH_MAX)
    return { ...typing, badge, isVisitor: false, fault: null }
  }
  const temperature = text
    .replaceAll('.', ',')
    .replace(/[^0-9,]/g, '')
    .slice(0, TEMPERATURE_LENGTH_MAX)
  const read = readTemperature(shownTemperature(temperature))
  // A decimal too many is said at once, before the hand has left the key.
  const isTooMany = read.is === 'wrong' && read.fault === 'decimals'
  const fault: TypingFault | null = isTooMany ? { field: 'temperature', why: 'decimals' } : null
  return { ...typing, temperature, fault }
}

function erased(typing: Typing): Typing {
  if (typing.field === 'temperature' && typing.temperature !== '')
    return { ...typing, temperature: typing.temperature.slice(0, -1), fault: null }
  if (typing.again !== null) return NOTHING_TYPED
  return {
    ...typing,
    field: 'badge',
    isVisitor: false,
    badge: typing.field === 'badge' ? typing.badge.slice(0, -1) : typing.badge,
    fault: null,
  }
}

function entered(typing: Typing): { typing: Typing; typed: Typed | null } {
  const { again, isVisitor } = typing
  const badge = isVisitor || again !== null ? null : readBadge(typing.badge)
  if (again === null && !isVisitor && badge === null) {
    const why = typing.badge === '' ? 'missing' : 'form'
    return only({ ...typing, field: 'badge', fault: { field: 'badge', why } })
  }
  if (typing.field === 'badge') return only({ ...typing, field: 'temperature', fault: null })
  const read = readTemperature(shownTemperature(typing.temperature))
  if (read.is === 'wrong') return only({ ...typing, fault: { field: 'temperature', why: read.fault } })
  return {
    typing: NOTHING_TYPED,
    typed: { badge: again === null ? badge : again.badge, tenths: read.tenths, follows: again?.id ?? null },
  }
}
