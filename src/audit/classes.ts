/**
 * Spellings made comparable: each text that stands in a record for a number, a host or an address gets a class, such that
 * texts of one class are the same to every version of the list.
 *
 *   19003228, +84 1900 3228      two spellings, two classes, as zerorating/in-force.ts reads them
 *   video.example, 8.8.8.8       OTHER: of no service at any time
 *   nonsense as an address       NONE: as if nothing stood there
 *
 * There are few classes, however many records. The parsing is that of the list's own files (zerorating/dialled.ts,
 * hosts.ts, addresses.ts), so that the audit and a look-up cannot differ in what a text means.
 *
 * Pure.
 */
import { type Address, addressOf, compareWords, firstOf, lastOf, prefixOf } from '../zerorating/addresses.ts'
import { digitsOf, spellingsOf } from '../zerorating/dialled.ts'
import { hostOf, hostPatternOf } from '../zerorating/hosts.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'

/** Nothing is there. */
export const NONE = 0
/** Something is there that no version names. */
export const OTHER = 1

export interface Classes {
  /** NONE for null. */
  classOf(text: string | null): number
  /** A text of that class; null for NONE. */
  textOf(of: number): string | null
}

/** Numbers that calls are made to or forwarded to. */
export function numberClasses(lists: readonly ZeroRatingList[]): Classes {
  const known = new Set<string>()
  for (const { services, callingCode } of lists)
    for (const service of services)
      if (service.kind !== 'page')
        for (const number of [...service.numbers, ...service.diversions])
          for (const spelling of spellingsOf(number, callingCode)) known.add(spelling)
  return classesBy(text => {
    const digits = digitsOf(text)
    return digits !== null && known.has(digits) ? digits : OTHER
  }, 'other')
}

/** Hosts, by all names and wildcards of all versions that they match. */
export function hostClasses(lists: readonly ZeroRatingList[]): Classes {
  const known = new Set<string>()
  for (const { services } of lists)
    for (const service of services)
      if (service.kind === 'page')
        for (const text of service.hosts) {
          const pattern = hostPatternOf(text)
          if (pattern !== null) known.add(`${pattern.below ? '*.' : ''}${pattern.host}`)
        }
  return classesBy(text => {
    const host = hostOf(text)
    if (host === null) return OTHER
    const matched = patternsOf(host).filter(pattern => known.has(pattern))
    return matched.length === 0 ? OTHER : matched.join(' ')
  }, 'other')
}

function patternsOf(host: string): string[] {
  const patterns = [host]
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) patterns.push(`*${host.slice(dot)}`)
  return patterns
}

/** Addresses, by the place between the ends of all prefixes of all versions. */
export function addressClasses(lists: readonly ZeroRatingList[]): Classes {
  const prefixes = lists
    .flatMap(({ services }) => services)
    .flatMap(service => (service.kind === 'page' ? service.prefixes : []))
    .flatMap(({ prefix }) => prefixOf(prefix) ?? [])
  const ends = new Map<number, readonly (readonly number[])[]>()
  for (const family of [4, 6]) {
    const own = prefixes.filter(prefix => prefix.family === family)
    const starts = own.flatMap(prefix => [firstOf(prefix), after(lastOf(prefix))])
    ends.set(family, starts.sort(compareWords))
  }
  return classesBy(text => {
    const address = addressOf(text)
    if (address === null) return NONE
    const place = placeOf(ends.get(address.family) ?? [], address)
    const isWithin = prefixes.some(
      prefix =>
        prefix.family === address.family &&
        compareWords(firstOf(prefix), address.words) <= 0 &&
        compareWords(lastOf(prefix), address.words) >= 0,
    )
    return isWithin ? `${address.family} ${place}` : OTHER
  }, '0.0.0.0')
}

/** How many ends lie at or before the address. */
function placeOf(ends: readonly (readonly number[])[], { words }: Address): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareWords(ends[middle], words) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The address behind; one too large to be an address where there is none. */
function after(words: readonly number[]): readonly number[] {
  const next = [...words]
  for (let at = next.length - 1; at >= 0; at--) {
    next[at]++
    if (next[at] < 2 ** 32 || at === 0) break
    next[at] = 0
  }
  return next
}

/** `keyOf`: what texts of one class share. `other`: a text that no version names. */
function classesBy(keyOf: (text: string) => string | number, other: string): Classes {
  const classes = new Map<string, number>()
  const texts: (string | null)[] = [null, other]
  return {
    classOf(text) {
      if (text === null) return NONE
      const key = keyOf(text)
      if (typeof key === 'number') return key
      const known = classes.get(key)
      if (known !== undefined) return known
      classes.set(key, texts.length)
      texts.push(text)
      return texts.length - 1
    },
    textOf: of => texts[of],
  }
}
