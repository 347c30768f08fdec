/** All measures of an area as charts, and below them the inputs that they are made of. */
import { Stack } from '@mantine/core'
import type { Plan } from '../../../plan/plan.ts'
import type { AreaData } from '../model.ts'
import { firstKnown } from './chart-data.ts'
import { MeasureChart, type Measured } from './measure-chart.tsx'
import { areaSaid } from './said.ts'
import { useWords } from './words.ts'

export function AreaCharts(
  props: { readonly data: AreaData; readonly plan: Plan } & Pick<Measured, 'called' | 'window'>,
) {
  const words = useWords()
  const { t, spoken } = words
  const { data, plan, ...marks } = props
  const drawn = [
    ...plan.measures.map(({ id, title }) => ({ id, title, values: data.measures[id] ?? [] })),
    ...plan.inputs.map(({ id, title }) => ({ id, title, values: data.inputs[id] ?? [] })),
  ]
  const first = firstKnown(drawn.map(({ values }) => values))
  return (
    <Stack gap="xl">
      {plan.measures.length === 0 && <p className="loa-quiet">{t('evidence.noMeasure')}</p>}
      {drawn.map(({ id, title, values }, at) => (
        <MeasureChart
          key={id}
          plan={plan}
          of={{
            id,
            title: title[spoken],
            area: areaSaid(words, data.area),
            days: data.days.slice(first),
            values: values.slice(first),
            ...(at < plan.measures.length && marks),
          }}
        />
      ))}
    </Stack>
  )
}
