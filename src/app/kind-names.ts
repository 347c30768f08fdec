/**
 * What things that wait, are sent back or are away are called where people are told of them: by the words that the trail has for them.
 * What has no name here is told of without one. And what the trail calls all that is done.
 */
import { trailWords as access } from '../areas/access/words-trail.ts'
import { trailWords as announcements } from '../areas/announcements/words-trail.ts'
import { trailWords as briefing } from '../areas/briefing/words-trail.ts'
import { trailWords as broadcasts } from '../areas/broadcasts/words-trail.ts'
import { trailWords as bulletins } from '../areas/bulletins/words-trail.ts'
import { trailWords as free } from '../areas/free/words-trail.ts'
import { trailWords as loudspeakers } from '../areas/loudspeakers/words-trail.ts'
import { trailWords as months } from '../areas/months/words-trail.ts'
import type { KindNames } from '../areas/notices/letter-text.ts'
import { trailWords as notices } from '../areas/notices/words-trail.ts'
import { trailWords as plan } from '../areas/plan/words-trail.ts'
import { trailWords as rounds } from '../areas/rounds/words-trail.ts'
import { trailWords as screening } from '../areas/screening/words-trail.ts'
import type { Deeds } from '../areas/search/found/entries.ts'
import { trailWords as signers } from '../areas/signers/words-trail.ts'
import { trailWords as subscriptions } from '../areas/subscriptions/words-trail.ts'
import type { Both, Words } from '../web/words/both.ts'

const KIND = 'trail.kind.'

export function kindNames(): KindNames {
  const all: Words[] = [briefing, bulletins, free, months, plan, rounds, signers]
  return Object.fromEntries(
    all
      .flatMap(words => Object.entries<Both>(words))
      .filter(([key]) => key.startsWith(KIND))
      .map(([key, name]) => [key.slice(KIND.length), name]),
  )
}

/** What an action is called in the trail. */
export function deedNames(): Deeds {
  const all: Words[] = [
    ...[access, announcements, briefing, broadcasts, bulletins, free, loudspeakers, months],
    ...[notices, plan, rounds, screening, signers, subscriptions],
  ]
  const names = new Map(all.flatMap(words => Object.entries<Both>(words)))
  return action => names.get(`trail.${action}`) ?? null
}
