/**
 * What things that wait, are sent back or are away are called where people are told of them: by the words that the trail has for them.
 * What has no name here is told of without one.
 */
import { trailWords as briefing } from '../areas/briefing/words-trail.ts'
import { trailWords as bulletins } from '../areas/bulletins/words-trail.ts'
import { trailWords as free } from '../areas/free/words-trail.ts'
import { trailWords as months } from '../areas/months/words-trail.ts'
import type { KindNames } from '../areas/notices/letter-text.ts'
import { trailWords as operators } from '../areas/operators/words-trail.ts'
import { trailWords as plan } from '../areas/plan/words-trail.ts'
import { trailWords as rounds } from '../areas/rounds/words-trail.ts'
import { trailWords as signers } from '../areas/signers/words-trail.ts'
import type { Both, Words } from '../web/words/both.ts'

const KIND = 'trail.kind.'

export function kindNames(): KindNames {
  const all: Words[] = [briefing, bulletins, free, months, operators, plan, rounds, signers]
  return Object.fromEntries(
    all
      .flatMap(words => Object.entries<Both>(words))
      .filter(([key]) => key.startsWith(KIND))
      .map(([key, name]) => [key.slice(KIND.length), name]),
  )
}
