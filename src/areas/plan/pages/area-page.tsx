/** Data of one area. */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Panel } from '../../../web/parts/page.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { AreaCharts } from './area-charts.tsx'
import { SignedFrame } from './plan-frame.tsx'
import { areaDataQuery } from './queries.ts'
import { areaSaid } from './said.ts'
import { useWords } from './words.ts'

export function AreaPage() {
  const words = useWords()
  const { t } = words
  const { plan: id, area } = useParams({ from: '/frame/plan/$plan/data/$area' })
  const query = useQuery(areaDataQuery(id, area))
  return (
    <SignedFrame id={id} isInside title={t('areaData.title', { area: areaSaid(words, area) })}>
      {({ plan }) => (
        <Stack gap="lg">
          <p className="loa-quiet">{t('areaData.lead')}</p>
          <Panel title={t('evidence.title')}>
            <Asked query={query}>{data => <AreaCharts data={data} plan={plan} />}</Asked>
          </Panel>
        </Stack>
      )}
    </SignedFrame>
  )
}
