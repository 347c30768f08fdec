/** How a service stands that a level makes free: since or from when, or why not. */
import { TextLink } from '../../../web/parts/page.tsx'
import type { ThingWhy } from '../model.ts'
import { timeSaid } from './said.ts'
import { useWords } from './words.ts'

/** A version that dropped something leads to who signed it. */
export function WhyFree({ why, timeZone }: { why: ThingWhy; timeZone: string }) {
  const words = useWords()
  const { t } = words
  const { of } = why
  if (why.is === 'drafted' || why.is === 'undrafted') return t(`freeWhy.${why.is}`, { of })
  const time = timeSaid(why.at, words, timeZone)
  if (why.is !== 'dropped') return t(`freeWhy.${why.is}`, { of, time })
  const { version } = why
  return <TextLink to={`/zero-rating/lists/${version}`}>{t('freeWhy.dropped', { of, time, version })}</TextLink>
}
