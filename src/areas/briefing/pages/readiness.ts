/**
 * Who is ready before a briefing begins: what the ministry reads before it calls the weak lines. The worst stand first. Knows no
 * screen.
 */
import type { Place } from '../model.ts'

/** weak: its test call was bad. untested: nobody there has made one. no-link: it could not. there: it sits in the room, tested or not. */
export type Readiness = 'weak' | 'untested' | 'no-link' | 'there' | 'ready'

/** What is wrong there, and what is told with a line that is fine. */
export type Doubt = 'line-C' | 'line-D' | 'microphone' | 'camera' | 'unused'

export interface ReadyPlace {
  readonly place: Place
  readonly is: Readiness
  readonly doubts: readonly Doubt[]
}

/** In the order in which they are called; of one kind as in the roster. */
const ORDER: readonly Readiness[] = ['weak', 'untested', 'no-link', 'there', 'ready']

export function readinessOf(places: readonly Place[]): readonly ReadyPlace[] {
  return places
    .map(place => ({ place, ...judged(place) }))
    .toSorted((a, b) => ORDER.indexOf(a.is) - ORDER.indexOf(b.is))
}

export function countsOf(places: readonly ReadyPlace[]): Readonly<Record<Readiness, number>> {
  const count = (is: Readiness) => places.filter(each => each.is === is).length
  return {
    weak: count('weak'),
    untested: count('untested'),
    'no-link': count('no-link'),
    there: count('there'),
    ready: count('ready'),
  }
}

function judged({ link, verdict, is }: Place): Omit<ReadyPlace, 'place'> {
  const isThere = is === 'present' || is === 'late'
  if (verdict === null) {
    if (isThere) return { is: 'there', doubts: [] }
    if (link === 'none') return { is: 'no-link', doubts: [] }
    return { is: 'untested', doubts: link === 'used' ? [] : ['unused'] }
  }
  const doubts: Doubt[] = []
  if (verdict.line === 'C' || verdict.line === 'D') doubts.push(`line-${verdict.line}`)
  if (verdict.microphone !== 'works') doubts.push('microphone')
  const isWeak = doubts.length > 0
  // Whoever is heard is there: a camera is no reason to call.
  if (verdict.camera !== 'works') doubts.push('camera')
  return { is: isWeak ? 'weak' : isThere ? 'there' : 'ready', doubts }
}
