/**
 * Broadcasts that operators have on the air and that this server, restored from a backup, did not know: what phones show, until when, and a
 * way to take each off. Nothing where there is none.
 */
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Notice } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { AirCells } from './air-cells.tsx'
import { ExerciseBadge } from './badges.tsx'
import { Serials } from './broadcasts-panel.tsx'
import { useMayWrite } from './may-write.ts'
import { foundQuery } from './queries.ts'
import { timeSaid } from './said.ts'
import { useWords } from './words.ts'

type Found = Answer<'GET /api/v1/broadcasts/found'>[number]

export function FoundPanel() {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const all = useQuery(foundQuery).data ?? []
  if (all.length === 0) return null
  return (
    <Notice gravity={all.some(({ state }) => state !== 'withdrawn') ? 'bad' : 'info'} title={t('found.title')}>
      <Stack gap="sm">
        <Text>{t('found.lead')}</Text>
        <Records
          caption={t('found.caption')}
          rows={all}
          columns={[
            [t('found.what'), each => <What found={each} />, 'title'],
            [t('air.operator'), ({ operatorName }) => operatorName],
            [t('air.serial'), each => <Serials broadcast={each} />],
            [t('air.cells'), each => <AirCells broadcast={each} isAway={false} />],
            [t('broadcast.until'), ({ endsAt }) => timeSaid(endsAt, spoken)],
            [t('air.state'), each => <Stop found={each} mayWrite={mayWrite} />, 'actions'],
          ]}
        />
      </Stack>
    </Notice>
  )
}

function What({ found }: { found: Found }) {
  const { t } = useWords()
  const { title, purpose, messages, bulletin, isBulletinKnown } = found
  const name = title === '' ? t('list.untitled') : title
  return (
    <div>
      {isBulletinKnown ? (
        <TextLink to={`/desk/${bulletin}`} isStrong>
          {name}
        </TextLink>
      ) : (
        <strong>{name}</strong>
      )}{' '}
      <ExerciseBadge purpose={purpose} />
      {messages.map(({ language, text }) => (
        <Text key={language} lang={language} fw="normal" className="loa-quiet">
          {text}
        </Text>
      ))}
    </div>
  )
}

function Stop({ found, mayWrite }: { found: Found; mayWrite: boolean }) {
  const { t } = useWords()
  if (found.state === 'withdrawn') return <StateBadge look="off">{t('air.withdrawn')}</StateBadge>
  if (found.isStopped) return <StateBadge look="waiting">{t('air.stopping')}</StateBadge>
  if (!mayWrite) return <StateBadge look="warn">{t(`air.${found.state}`)}</StateBadge>
  return (
    <ButtonToDialogue label={t('found.stop')} of={`${found.operatorName}: ${found.title}`}>
      {close => <StopForm found={found} onClose={close} />}
    </ButtonToDialogue>
  )
}

function StopForm({ found, onClose }: { found: Found; onClose: () => void }) {
  const { t } = useWords()
  const { id, operatorName } = found
  const form = useForm({
    prefix: 'found',
    values: {},
    send: async (_, once) => {
      await ask('POST /api/v1/broadcasts/{id}/stop', { params: { id }, once })
      await queries.invalidateQueries({ queryKey: foundQuery.queryKey })
      announce(t('found.done'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('found.stop')} cancel={onClose} color="red">
      <p>{t('found.stopWhat', { operator: operatorName })}</p>
    </Form>
  )
}
