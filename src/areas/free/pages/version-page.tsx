/** One version as it was signed: what it says, what it changed, its digest, its document, who did what. */

import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { History } from '../../../web/approval/history.tsx'
import type { Asks } from '../../../web/frame-route.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { saveFile } from '../../../web/parts/save-file.ts'
import { Asked } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { FreeVersion } from '../model.ts'
import { ChangesPanel } from './changes-list.tsx'
import { useDescribed } from './describe.ts'
import { InForceSaid } from './in-force-said.tsx'
import { versionQuery } from './queries.ts'
import { ServicesTable } from './services-table.tsx'
import { StandingBadge } from './versions-table.tsx'
import { useWords } from './words.ts'

export function VersionPage() {
  const { t } = useWords()
  const { version } = useParams({ from: '/frame/zero-rating/lists/$version' })
  const query = useQuery(versionQuery(version))
  return (
    <Page
      title={t('version', { version })}
      crumbs={[[t('title'), '/zero-rating']]}
      badge={query.data && <StandingBadge standing={query.data.standing} />}
    >
      <Asked query={query}>{data => <One found={data} />}</Asked>
    </Page>
  )
}

VersionPage.asks = (({ params: { version = '' } }) => [versionQuery(version)]) satisfies Asks

function One({ found }: { found: FreeVersion }) {
  const { t } = useWords()
  const { list, before, version } = found
  const described = useDescribed(list)
  return (
    <Stack gap="xl">
      <Facts
        facts={[
          [t('force.title'), <InForceSaid list={list} described={described} />],
          [t('one.until'), found.inForceUntil === null ? t('one.untilNext') : described.instant(found.inForceUntil)],
          [t('versions.signed'), <Time at={found.issuedAt} shown="full" />],
          [t('versions.by'), found.approvedBy ?? t('versions.recovered')],
          [t('versions.services'), <Figure value={found.services} unit={t('services.unit')} />],
          [t('one.sha256'), <span className="loa-mono">{found.sha256}</span>],
        ]}
      />
      <Group gap="sm">
        <Button variant="default" onClick={() => saveFile(`list-${version}.jws`, `${found.document}\n`)}>
          {t('one.download')}
        </Button>
        <Button
          variant="default"
          onClick={() => saveFile(`list-${version}.json`, `${JSON.stringify(list, null, 2)}\n`)}
        >
          {t('one.downloadList')}
        </Button>
      </Group>
      <Panel title={t('one.content')}>
        <ServicesTable caption={t('one.content')} services={list.services} described={described} />
        <p className="loa-quiet">{described.zone}</p>
      </Panel>
      <ChangesPanel before={before} after={list} described={described} />
      <Panel title={t('history.title')}>
        <History area="free" entries={found.history} />
      </Panel>
    </Stack>
  )
}
