/** Every version that was ever signed, the newest first. */
import { Figure } from '../../../web/parts/figure.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { FreeStanding, FreeVersionSummary } from '../model.ts'
import type { Described } from './describe.ts'
import { useWords } from './words.ts'

const LOOKS: Readonly<Record<FreeStanding, Look>> = { coming: 'waiting', now: 'good', past: 'off', never: 'idle' }

export function StandingBadge({ standing }: { standing: FreeStanding }) {
  const { t } = useWords()
  return <StateBadge look={LOOKS[standing]}>{t(`standing.${standing}`)}</StateBadge>
}

export function VersionsTable({
  versions,
  described,
}: {
  readonly versions: readonly FreeVersionSummary[]
  readonly described: Described
}) {
  const { t } = useWords()
  return (
    <Records
      caption={t('versions.title')}
      rows={versions}
      rowKey={({ version }) => String(version)}
      columns={[
        [
          t('versions.version'),
          ({ version }) => (
            <TextLink to={`/zero-rating/lists/${version}`} isStrong>
              {t('version', { version })}
            </TextLink>
          ),
          'title',
        ],
        [t('versions.standing'), ({ standing }) => <StandingBadge standing={standing} />],
        [t('versions.from'), ({ inForceFrom }) => described.instant(inForceFrom)],
        [
          t('versions.services'),
          ({ services }) => <Figure value={services} unit={t('services.unit')} isUnitHidden />,
          'figure',
        ],
        [t('versions.signed'), ({ issuedAt }) => <Time at={issuedAt} shown="minute" />],
        [t('versions.by'), ({ approvedBy }) => approvedBy ?? t('versions.recovered')],
      ]}
    />
  )
}
