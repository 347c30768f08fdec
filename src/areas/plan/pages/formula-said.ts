/** The formula of a criterion in words: `ca trong 14 ngày: từ 20 đến dưới 50`. Pure. */
import type { Box, Measure } from '../../../plan/plan.ts'
import { grouped } from '../../../web/numbers.ts'
import type { Spoken } from './words.ts'

export function formulaSaid(
  words: Pick<Spoken, 't' | 'spoken'>,
  measures: readonly Measure[],
  formula: readonly Box[],
): string {
  const { t } = words
  return formula
    .map(({ all }) =>
      all.length === 0
        ? t('formula.any')
        : all.map(one => intervalSaid(words, measures, one)).join(` ${t('formula.and')} `),
    )
    .join(` ${t('formula.or')} `)
}

function intervalSaid(
  { t, spoken }: Pick<Spoken, 't' | 'spoken'>,
  measures: readonly Measure[],
  { measure, atLeast, below }: Box['all'][number],
): string {
  const name = measures.find(({ id }) => id === measure)?.title[spoken] ?? measure
  const from = numberSaid(atLeast ?? 0, spoken)
  if (below === null) return `${name} ${atLeast === null ? t('formula.any') : t('formula.from', { from })}`
  const until = numberSaid(below, spoken)
  if (atLeast === null || atLeast === 0) return `${name} ${t('formula.below', { below: until })}`
  return `${name} ${t('formula.between', { from, below: until })}`
}

const DECIMALS_MAX = 2

/** Without decimals that say nothing. */
export function numberSaid(value: number, spoken: 'vi' | 'en'): string {
  const rounded = Number(value.toFixed(DECIMALS_MAX))
  const decimals = String(rounded).split('.')[1]?.length ?? 0
  return grouped(rounded, spoken, decimals)
}
