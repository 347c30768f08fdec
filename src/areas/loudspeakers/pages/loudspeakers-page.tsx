/** Loudspeakers of the country: a picture by province and the same as a table; the communes of the province that is chosen. */

import { Button, FileButton, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { isShort, useInAddress } from '../../../web/parts/in-address.ts'
import { Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { NameButton, Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import type { Commune, Hearing, ProvinceOfLoudspeakers } from '../model.ts'
import { provinceName } from './names.ts'
import { communesQuery, provincesQuery } from './queries.ts'
import { ClusterBadge, PlaysLine } from './states.tsx'
import classes from './tiles.module.css'
import { ProvinceTiles } from './tiles.tsx'
import { useWords } from './words.ts'

export function LoudspeakersPage() {
  const { t } = useWords()
  const query = useQuery(provincesQuery)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('none')}>{t('noneHow')}</Empty>}>
        {all => <Country provinces={all} />}
      </Asked>
    </Page>
  )
}

function Country({ provinces }: { provinces: readonly ProvinceOfLoudspeakers[] }) {
  const { t } = useWords()
  const [chosen, choose] = useInAddress('province', isShort)
  const withheld = [...new Set(provinces.flatMap(({ withheld: own }) => own))]
  const shown = chosen ?? (provinces.length === 1 ? (provinces[0]?.code ?? null) : null)
  return (
    <Stack gap="xl">
      {withheld.length > 0 && <Behind bulletins={withheld} />}
      <Panel title={t('map.title')}>
        <div className={classes.columns}>
          <ProvinceTiles provinces={provinces} chosen={shown} onChoose={choose} />
          <Stack gap="xl">
            <Records
              caption={t('table.title')}
              rows={provinces}
              rowKey={({ code }) => code}
              columns={[
                [
                  t('col.province'),
                  ({ code }) => <NameButton onClick={() => choose(code)}>{provinceName(code)}</NameButton>,
                  'title',
                ],
                [
                  t('col.communes'),
                  ({ communes }) => <Figure value={communes} unit={t('unit.communes')} isUnitHidden />,
                  'figure',
                ],
                [
                  t('col.connected'),
                  ({ connected, clusters }) => (
                    <span className="loa-figure">
                      {connected}/{clusters}
                    </span>
                  ),
                  'figure',
                ],
                [t('col.off'), ({ off }) => <Figure value={off} unit={t('unit.clusters')} isUnitHidden />, 'figure'],
                [t('col.today'), ({ today }) => <PlaysLine counts={today} />],
              ]}
            />
            {shown !== null && <Communes province={shown} />}
          </Stack>
        </div>
      </Panel>
      <HeardPanel />
    </Stack>
  )
}

/** What devices know better than the database. */
function Behind({ bulletins }: { bulletins: readonly string[] }) {
  const { t } = useWords()
  return (
    <Notice gravity="bad" title={t('behind.title')}>
      <p>{t('behind.what')}</p>
      <Group gap="md">
        {bulletins.map((id, at) => (
          <TextLink key={id} to={`/desk/${id}`}>
            {t('behind.open', { number: at + 1 })}
          </TextLink>
        ))}
      </Group>
    </Notice>
  )
}

function Communes({ province }: { province: string }) {
  const { t } = useWords()
  const query = useQuery(communesQuery(province))
  return (
    <section aria-labelledby="communes-title">
      <Stack gap="md">
        <Title order={3} id="communes-title">
          {t('communes.title', { name: provinceName(province) })}
        </Title>
        <Asked query={query} empty={all => all.length === 0 && <Empty title={t('none')} />}>
          {all => <CommunesTable communes={all} />}
        </Asked>
      </Stack>
    </section>
  )
}

function CommunesTable({ communes }: { communes: readonly Commune[] }) {
  const { t } = useWords()
  const clusters = communes.flatMap(({ clusters: own, code, name }) =>
    own.map(cluster => ({ ...cluster, code, communeName: name })),
  )
  return (
    <Records
      caption={t('communes.caption')}
      rows={clusters}
      columns={[
        [
          t('cluster.name'),
          ({ id, name, code }) => (
            <TextLink to={`/loudspeakers/${code}`} isStrong>
              {name} ({id})
            </TextLink>
          ),
          'title',
        ],
        [t('col.commune'), ({ communeName }) => communeName],
        [t('cluster.state'), cluster => <ClusterBadge cluster={cluster} />],
        [t('col.today'), ({ today }) => <PlaysLine counts={today} />],
      ]}
    />
  )
}

/** A recording that proves what was heard: sent, looked through, not kept. */
function HeardPanel() {
  const { t } = useWords()
  const { role } = useMe()
  const [heard, setHeard] = useState<Hearing | null>(null)
  const deed = useDeed(async (file: File) => {
    setHeard(await ask('POST /api/v1/loudspeakers/heard', { body: new Blob([file], { type: 'audio/wav' }) }))
  })
  if (role !== 'editor' && role !== 'approver') return null
  return (
    <Panel title={t('heard.title')}>
      <Text className="loa-quiet">{t('heard.lead')}</Text>
      <Group>
        <FileButton
          accept=".wav,audio/wav"
          onChange={file => {
            if (file !== null) void deed.run(file)
          }}
        >
          {button => (
            <Button {...button} variant="default" loading={deed.isBusy}>
              {t('heard.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      <ProblemNotice problem={deed.problem} />
      {heard !== null && (
        <Notice gravity={heard.known > 0 ? 'good' : 'warn'} role="status">
          {t('heard.found', { tags: heard.tags, known: heard.known })}
        </Notice>
      )}
    </Panel>
  )
}
