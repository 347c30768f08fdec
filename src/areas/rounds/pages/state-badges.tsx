/** How a round stands, as a badge; that it was taken back, beside it and in a sentence that says by what. */
import { Text } from '@mantine/core'
import { TextLink } from '../../../web/parts/page.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { RoundState, RoundSummary } from '../model.ts'
import { useWords } from './words.ts'

export function RoundStateBadge(props: { readonly state: RoundState; readonly takenBack?: RoundSummary['takenBack'] }) {
  const { t, terms } = useWords()
  const { state, takenBack = null } = props
  return (
    <>
      <StateBadge look={ROUND_LOOKS[state]}>{terms(`round.${state}`)}</StateBadge>
      {takenBack !== null && <StateBadge look="warn">{t('takenBack.badge')}</StateBadge>}
    </>
  )
}

export function TakenBackNotice({ of }: { of: Pick<RoundSummary, 'takenBack'> }) {
  const { t } = useWords()
  if (of.takenBack === null) return null
  const { at, by, reason } = of.takenBack
  return (
    <Notice gravity="warn" title={t('takenBack.title')}>
      <Text>
        {t(`takenBack.${by.is}`)} <Time at={at} />
      </Text>
      {reason !== '' && <Text fw={600}>“{reason}”</Text>}
      <TextLink to={by.is === 'bulletin' ? `/desk/${by.id}` : `/plan/${by.id}`}>{t(`takenBack.${by.is}.see`)}</TextLink>
    </Notice>
  )
}

const ROUND_LOOKS: Readonly<Record<RoundState, Look>> = {
  draft: 'idle',
  submitted: 'waiting',
  returned: 'warn',
  approved: 'good',
  scheduled: 'waiting',
  running: 'busy',
  paused: 'warn',
  finished: 'good',
  stopped: 'off',
}
