/** Which areas, and to which level: the fields of whoever proposes a change or suggests a level. */
import type { ComboboxItem, OptionsFilter } from '@mantine/core'
import { NativeSelect, type NativeSelectProps } from '@mantine/core'
import { wallDate } from '../../../base/wall-time.ts'
import { areasOn, COUNTRY } from '../../../plan/areas.ts'
import type { Plan } from '../../../plan/plan.ts'
import { unaccented } from '../../../text/vietnamese.ts'
import { ranked } from './degrees.ts'
import { areaSaid } from './said.ts'
import { type Spoken, useWords } from './words.ts'

/** No level of its own; levels' ids have no such letter. */
const INHERIT = '*'

/** Of what `LevelField` has; null: none of its own. */
export function levelOf(chosen: string): string | null {
  return chosen === INHERIT ? null : chosen
}

export function LevelField({ plan, ...rest }: { readonly plan: Plan } & Omit<NativeSelectProps, 'data'>) {
  const { t, spoken } = useWords()
  return (
    <NativeSelect
      {...rest}
      data={[
        { value: '', label: '' },
        ...ranked(plan.levels).map(({ level, at }) => ({ value: level.id, label: `${at} ${level.name[spoken]}` })),
        { value: INHERIT, label: t('propose.inherit') },
      ]}
    />
  )
}

/** The country first. */
export function areaChoices(words: Spoken, plan: Plan, now: number): ComboboxItem[] {
  return [COUNTRY, ...areasOn(wallDate(now, plan.timeZone))].map(area => ({
    value: area,
    label: areaSaid(words, area),
  }))
}

/** Found without their accents too. */
export const byName: OptionsFilter = ({ options, search }) => {
  const wanted = unaccented(search).toLowerCase().trim()
  return options.filter(option => 'label' in option && unaccented(option.label).toLowerCase().includes(wanted))
}
