/** Every version that was ever signed, the newest first. */
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Figure } from '../../../web/parts/figure.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { FreeStanding, FreeVersionSummary } from '../model.ts'
import type { Described } from './describe.ts'
import { useWords } from './words.ts'

const LOOKS: Readonly<Record<FreeStanding, Look>> = {
  coming: 'waiting',
  now: 'good',
  past: 'off',
  never: 'idle',
}

export function StandingBadge({ standing }: { standing: FreeStanding }) {
  const t = useWords()
  return <StateBadge look={LOOKS[standing]}>{t(`standing.${standing}`)}</StateBadge>
}

export function VersionsTable({
  versions,
  described,
}: {
  readonly versions: readonly FreeVersionSummary[]
  readonly described: Described
}) {
  const t = useWords()
  return (
    <Records
      caption={t('versions.title')}
      rows={versions}
      rowKey={({ version }) => String(version)}
      columns={[
        {
          key: 'version',
          heading: t('versions.version'),
          kind: 'title',
          cell: ({ version }) => (
            <Anchor
              component={Link}
              to="/zero-rating/lists/$version"
              params={{ version: String(version) } as never}
              underline="always"
              fw={600}
            >
              {t('version', { version })}
            </Anchor>
          ),
        },
        {
          key: 'standing',
          heading: t('versions.standing'),
          cell: ({ standing }) => <StandingBadge standing={standing} />,
        },
        {
          key: 'from',
          heading: t('versions.from'),
          cell: ({ inForceFrom }) => described.instant(inForceFrom),
        },
        {
          key: 'services',
          heading: t('versions.services'),
          kind: 'figure',
          cell: ({ services }) => (
            <Figure value={services} unit={t('services.unit')} isUnitHidden />
          ),
        },
        {
          key: 'signed',
          heading: t('versions.signed'),
          cell: ({ issuedAt }) => <Time at={issuedAt} shown="minute" />,
        },
        {
          key: 'by',
          heading: t('versions.by'),
          cell: ({ approvedBy }) => approvedBy ?? t('versions.recovered'),
        },
      ]}
    />
  )
}
