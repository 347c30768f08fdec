/** All plans; where there is one alone, its situation. An editor brings the first one here. */

import { Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Asks } from '../../../web/frame-route.ts'
import { Page, TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { PlanLine } from '../model.ts'
import { PlanBadge } from './badges.tsx'
import { BringPlan } from './bring-plan.tsx'
import { useMayWrite } from './may-write.ts'
import { plansQuery } from './queries.ts'
import { Situation } from './situation-page.tsx'
import { useWords } from './words.ts'

export function PlansPage() {
  const query = useQuery(plansQuery)
  const [only, other] = query.data ?? []
  if (only !== undefined && other === undefined && only.version !== null) return <Situation id={only.id} />
  return <All query={query} />
}

PlansPage.asks = (() => [plansQuery]) satisfies Asks

function All({ query }: { query: ReturnType<typeof useQuery<readonly PlanLine[]>> }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Asked
        query={query}
        empty={all =>
          all.length === 0 && (
            <Empty title={t('plans.none')}>
              <Stack gap="sm">
                <span>{t(mayWrite ? 'plans.noneHow' : 'plans.noneWait')}</span>
                {mayWrite && <Bring />}
              </Stack>
            </Empty>
          )
        }
      >
        {all => <Plans plans={all} mayWrite={mayWrite} />}
      </Asked>
    </Page>
  )
}

function Plans({ plans, mayWrite }: { plans: readonly PlanLine[]; mayWrite: boolean }) {
  const { t, spoken } = useWords()
  return (
    <>
      {mayWrite && <Bring />}
      <Records
        caption={t('plans.caption')}
        rows={plans}
        columns={[
          [
            t('plans.name'),
            ({ id, title }) => (
              <div>
                <TextLink to={`/plan/${id}`} isStrong>
                  {title?.[spoken] ?? t('plans.untitled')}
                </TextLink>
                <div className="loa-mono loa-quiet">{id}</div>
              </div>
            ),
            'title',
          ],
          [t('plans.version'), ({ version }) => <span className="loa-figure">{version ?? t('plans.unsigned')}</span>],
          [t('plans.work'), ({ state }) => <PlanBadge state={state} />],
          [t('plans.updated'), ({ updatedAt }) => <Time at={updatedAt} />],
        ]}
      />
    </>
  )
}

function Bring() {
  const navigate = useNavigate()
  return (
    <Group>
      <BringPlan plan={null} onBrought={id => void navigate({ to: `/plan/${id}/levels` })} />
    </Group>
  )
}
