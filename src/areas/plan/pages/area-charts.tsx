/** All measures of an area as charts, or its inputs where the plan has no measure. */
import { Stack } from '@mantine/core'
import type { Plan } from '../../../plan/plan.ts'
import type { AreaData } from '../model.ts'
import { MeasureChart, type Measured } from './measure-chart.tsx'
import { areaSaid } from './said.ts'
import { useWords } from './words.ts'

export function AreaCharts(
  props: { readonly data: AreaData; readonly plan: Plan } & Pick<Measured, 'called' | 'window'>,
) {
  const words = useWords()
  const { t, spoken } = words
  const { data, plan, ...marks } = props
  const hasMeasures = plan.measures.length > 0
  const drawn = hasMeasures ? plan.measures : plan.inputs
  const values = hasMeasures ? data.measures : data.inputs
  return (
    <Stack gap="xl">
      {!hasMeasures && <p className="loa-quiet">{t('evidence.noMeasure')}</p>}
      {drawn.map(({ id, title }) => (
        <MeasureChart
          key={id}
          plan={plan}
          of={{
            ...{ id, title: title[spoken], days: data.days, values: values[id] ?? [] },
            area: areaSaid(words, data.area),
            ...marks,
          }}
        />
      ))}
    </Stack>
  )
}
