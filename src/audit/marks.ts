/**
 * What a record must have for a service of the list to be meant at all: rough and cheap marks, by which a hundred million
 * records become the few that are judged. They may let through too much and never too little: what has none of them is
 * `unlisted` at every instant (zerorating/in-force.ts).
 *
 *   called number    its digits, whatever stands between them
 *   host             its end, in small letters       ...ncov.moh.gov.vn   ...ncov.moh.gov.vn.
 *   address          its beginning                   123.30.0.   2405:4800:
 *
 * Pure.
 */
import { type Prefix, prefixOf } from '../zerorating/addresses.ts'
import { spellingsOf } from '../zerorating/dialled.ts'
import { hostPatternOf } from '../zerorating/hosts.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'

export interface Marks {
  /** Digits alone: separators and a + are left out on both sides. */
  readonly digits: ReadonlySet<string>
  readonly hostTails: ReadonlySet<string>
  readonly addressHeads: ReadonlySet<string>
}

export function marksOf(lists: readonly ZeroRatingList[]): Marks {
  const digits = new Set<string>()
  const hostTails = new Set<string>()
  const addressHeads = new Set<string>()
  for (const list of lists)
    for (const service of list.services) {
      if (service.kind !== 'page') {
        for (const number of service.numbers)
          for (const spelling of spellingsOf(number, list.callingCode)) digits.add(spelling.replace('+', ''))
        continue
      }
      for (const text of service.hosts) {
        const pattern = hostPatternOf(text)
        if (pattern === null) continue
        const tail = `${pattern.below ? '.' : ''}${pattern.host}`
        hostTails.add(tail).add(`${tail}.`)
      }
      for (const { prefix: text } of service.prefixes) {
        const prefix = prefixOf(text)
        if (prefix !== null) for (const head of headsOf(prefix)) addressHeads.add(head)
      }
    }
  return { digits, hostTails, addressHeads }
}

/** With which every address of the prefix begins, in small letters; '' where that is nothing. */
function headsOf(prefix: Prefix): readonly string[] {
  return prefix.family === 4 ? [head4(prefix)] : heads6(prefix)
}

function head4({ words: [word], length }: Prefix): string {
  const octets = [24, 16, 8, 0].map(bits => Math.floor(word / 2 ** bits) % 256)
  const fixed = octets.slice(0, Math.floor(length / 8))
  return fixed.length === 4 ? fixed.join('.') : fixed.map(octet => `${octet}.`).join('')
}

/** As many groups as it takes to be rare. */
const GROUPS_MAX = 2

/** Groups may be written with zeros before them; one of zero may be left out, so that heads end before it. */
function heads6({ words, length }: Prefix): readonly string[] {
  const groups = words.flatMap(word => [Math.floor(word / 0x1_0000), word % 0x1_0000])
  let heads = ['']
  for (const group of groups.slice(0, Math.min(Math.floor(length / 16), GROUPS_MAX))) {
    if (group === 0) break
    const digits = group.toString(16)
    const spellings = [4, 3, 2, 1].filter(width => width >= digits.length).map(width => digits.padStart(width, '0'))
    heads = heads.flatMap(head => spellings.map(spelling => `${head}${spelling}:`))
  }
  return heads
}
