/** The sites that are invited, kept from one briefing to the next: who answers for each, and what its last test call said. */
import { Button, Group, Stack, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { orShownAnew, useDeed } from '../../../web/parts/deed.ts'
import { ButtonToDialogue, RowButton } from '../../../web/parts/dialogue.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { isOneOf, useInAddress } from '../../../web/parts/in-address.ts'
import { ButtonLink, Page } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty, ProblemNotice } from '../../../web/parts/states.tsx'
import { Age } from '../../../web/parts/time.tsx'
import { queries } from '../../../web/session.ts'
import type { BriefingSite } from '../model.ts'
import { LineBadge } from './badges.tsx'
import classes from './briefing.module.css'
import { useMayWrite } from './may-write.ts'
import { moved } from './prepare-form.ts'
import { sitesQuery } from './queries.ts'
import { Responsible } from './responsible.tsx'
import { SiteFields } from './site-fields.tsx'
import { useVerdict } from './verdict.ts'
import { useWords } from './words.ts'

export function SitesPage() {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const sites = useQuery(sitesQuery)
  const add = mayWrite ? (
    <ButtonToDialogue label={t('sites.add')} size="lg">
      {close => <SiteFields site={null} onClose={close} />}
    </ButtonToDialogue>
  ) : null
  return (
    <Page
      title={t('sites.title')}
      lead={t('sites.lead')}
      crumbs={[[t('title'), '/briefings']]}
      actions={
        sites.data !== undefined &&
        sites.data.length > 0 && (
          <>
            {add}
            {mayWrite && (
              <ButtonLink to="/briefings/new" variant="default">
                {t('list.new')}
              </ButtonLink>
            )}
          </>
        )
      }
    >
      <Asked
        query={sites}
        empty={all =>
          all.length === 0 && (
            <Empty title={t('sites.none')} action={add}>
              {t(mayWrite ? 'sites.noneHow' : 'sites.noneWait')}
            </Empty>
          )
        }
      >
        {all => <Sites sites={all} mayWrite={mayWrite} />}
      </Asked>
    </Page>
  )
}

function Sites({ sites, mayWrite }: { sites: readonly BriefingSite[]; mayWrite: boolean }) {
  const { t } = useWords()
  const verdict = useVerdict()
  const [shown, show] = useInAddress('show', isOneOf(['retired']))
  const areRetiredShown = shown === 'retired'
  const retired = sites.filter(({ isRetired }) => isRetired).length
  const retiring = useDeed(async ({ site, isRetired }: Retiring) => {
    const { name, short, responsible, version } = site
    const content = { name, short, responsible, isRetired }
    const body = { version, content }
    const given = { params: { id: site.id }, body }
    await orShownAnew(sitesQuery.queryKey, ask('PUT /api/v1/briefing-sites/{id}', given))
    await queries.invalidateQueries({ queryKey: sitesQuery.queryKey })
    announce(t(isRetired ? 'sites.retired' : 'sites.restored', { name }))
  })
  const ordering = useDeed(async ({ id, by }: Ordering) => {
    const order = sites.map(site => site.id)
    const next = [...moved(order, order.indexOf(id), by)]
    const asked = ask('PUT /api/v1/briefing-sites', { body: { sites: next } })
    queries.setQueryData(sitesQuery.queryKey, await orShownAnew(sitesQuery.queryKey, asked))
    const name = sites.find(site => site.id === id)?.name ?? ''
    announce(t('sites.ordered', { name, n: next.indexOf(id) + 1 }))
  })
  return (
    <Stack gap="md">
      <ProblemNotice problem={retiring.problem ?? ordering.problem} />
      {retired > 0 && (
        <Switch
          label={t('sites.showRetired', { count: retired })}
          checked={areRetiredShown}
          onChange={event => show(event.currentTarget.checked ? 'retired' : null)}
        />
      )}
      <Records
        caption={t('sites.title')}
        rows={sites.filter(({ isRetired }) => areRetiredShown || !isRetired)}
        columns={[
          [
            t('place.site'),
            ({ name, short, isRetired }) => (
              <div>
                {name} <span className={classes.role}>{short}</span>
                {isRetired && <StateBadge look="off">{t('sites.isRetired')}</StateBadge>}
              </div>
            ),
            'title',
          ],
          [t('sites.responsible'), ({ responsible }) => <Responsible of={responsible} />],
          [
            t('sites.verdict'),
            ({ verdict: last }) => (
              <Stack gap={4} align="flex-start">
                <LineBadge line={last?.line ?? null} />
                {last !== null && (
                  <span className="loa-quiet">
                    {verdict(last)} · <Age at={last.at} />
                  </span>
                )}
              </Stack>
            ),
          ],
          [
            t('sites.instructions'),
            ({ openInstructions }) => <Figure value={openInstructions} unit={t('unit.instructions')} isUnitHidden />,
            'figure',
          ],
          mayWrite && [
            t('sites.do'),
            (site: BriefingSite) => (
              <Group gap="xs" justify="flex-end">
                <OrderButtons site={site} onMove={by => void ordering.run({ id: site.id, by })} />
                <ButtonToDialogue label={t('sites.edit')} of={site.name} size="lg">
                  {close => <SiteFields site={site} onClose={close} />}
                </ButtonToDialogue>
                <RowButton of={site.name} onClick={() => void retiring.run({ site, isRetired: !site.isRetired })}>
                  {t(site.isRetired ? 'sites.restore' : 'sites.retire')}
                </RowButton>
              </Group>
            ),
            'actions',
          ],
        ]}
      />
    </Stack>
  )
}

/** Sites stand in the room and in every roster in this order. */
function OrderButtons(props: { site: BriefingSite; onMove: (by: -1 | 1) => void }) {
  const { t } = useWords()
  const { site, onMove } = props
  return (
    <Group gap={4} wrap="nowrap">
      <Button variant="default" size="sm" aria-label={t('sites.up', { name: site.name })} onClick={() => onMove(-1)}>
        ↑
      </Button>
      <Button variant="default" size="sm" aria-label={t('sites.down', { name: site.name })} onClick={() => onMove(1)}>
        ↓
      </Button>
    </Group>
  )
}

interface Ordering {
  readonly id: string
  readonly by: -1 | 1
}

interface Retiring {
  readonly site: BriefingSite
  readonly isRetired: boolean
}
