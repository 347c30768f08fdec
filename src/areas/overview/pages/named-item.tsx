/** One thing of the overview by its name: what it is, a way to where something can be done about it, and what marks it. */
import { Group } from '@mantine/core'
import type { OverviewItem } from '../../../authority/overview.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { useWords } from './words.ts'

export function useName(): (item: OverviewItem) => string {
  const { spoken } = useWords()
  return ({ what, name }) => (name === null ? what[spoken] : `${what[spoken]}: ${name}`)
}

export function NamedItem({ item }: { item: OverviewItem }) {
  const { t } = useWords()
  const nameOf = useName()
  return (
    <Group gap="xs">
      <TextLink to={item.page} isStrong>
        {nameOf(item)}
      </TextLink>
      {item.isUrgent && <StateBadge look="bad">{t('urgent')}</StateBadge>}
      {item.isExercise && <StateBadge look="off">{t('exercise')}</StateBadge>}
    </Group>
  )
}

/** Each with its unit, one after another. */
export function Figures({ of }: { of: OverviewItem['figures'] }) {
  const { spoken } = useWords()
  return of.map(({ value, unit }, at) => (
    <span key={unit.en}>
      {at > 0 && ' · '}
      <Figure value={value} unit={unit[spoken]} />
    </span>
  ))
}
