/** A bulletin is corrected or cancelled by one person: what goes out on each channel, where phones sound again, which rounds are stopped. */
import { Group, Textarea } from '@mantine/core'
import { doDeed } from '../../../web/approval/deeds.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { Notice } from '../../../web/parts/states.tsx'
import type { Bulletin, RoundOfBulletin } from '../model.ts'
import { ConfirmedDeed, type Weight } from './confirmed-deed.tsx'
import { bulletinDeeds } from './deeds.ts'
import { GoesOut } from './goes-out-shown.tsx'
import { channelNames } from './said.ts'
import { useWords } from './words.ts'

export function CorrectButton(props: { bulletin: Bulletin; variant: Weight }) {
  const { bulletin, variant } = props
  const { t } = useWords()
  return (
    <ConfirmedDeed
      bulletin={bulletin}
      deed="correct"
      body={{}}
      label={t('correct.open')}
      title={t('correct.title')}
      word={t('correct.deed')}
      done={t('correct.done')}
      variant={variant}
      size="lg"
    >
      <p>{t('correct.what')}</p>
      <GoesOut bulletin={bulletin} kind="correct" />
      <RoundsOut rounds={saidOut(bulletin)} says="stopped" />
    </ConfirmedDeed>
  )
}

export function CancelButton({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords()
  return (
    <ButtonToDialogue label={t('cancel.open')} title={t('cancel.title')} variant="default" size="lg">
      {close => <CancelForm bulletin={bulletin} onClose={close} />}
    </ButtonToDialogue>
  )
}

function CancelForm({ bulletin, onClose }: { bulletin: Bulletin; onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const channels = channelNames(words, bulletin.releases.at(-1)?.channels ?? [])
  const form = useForm({
    prefix: 'cancel',
    values: { reason: '' },
    send: async ({ reason }, once) => {
      await doDeed(bulletinDeeds(bulletin), 'cancel', { reason: reason.trim() }, once)
      confirmHere(t('cancel.done'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('cancel.deed')} cancel={onClose} color="red">
      <p>{t('cancel.what', { channels })}</p>
      <GoesOut bulletin={bulletin} kind="cancel" />
      <RoundsOut rounds={saidOut(bulletin)} says="stopped" />
      <Textarea label={t('cancel.reason')} autosize minRows={2} {...form.field('reason')} />
    </Form>
  )
}

/** Rounds that still say what the bulletin said. */
function saidOut({ rounds }: Bulletin): readonly RoundOfBulletin[] {
  return rounds.filter(({ isOut, kind }) => isOut && kind === 'publish')
}

export function earlierOut(bulletin: Bulletin): readonly RoundOfBulletin[] {
  return saidOut(bulletin).filter(({ version }) => version < bulletin.version)
}

/** `stopped` with what is about to be done; `replaced`: by nobody but who stops it on its own page. */
export function RoundsOut(props: { rounds: readonly RoundOfBulletin[]; says: 'stopped' | 'replaced' }) {
  const { t } = useWords()
  const { rounds, says } = props
  if (rounds.length === 0) return null
  return (
    <Notice gravity="warn" title={t('rounds.out')}>
      <p>{t(`rounds.${says}`)}</p>
      <Group gap="md">
        {rounds.map(({ round, version }) => (
          <TextLink key={round} to={`/rounds/${round}`}>
            {t('rounds.one', { version })}
          </TextLink>
        ))}
      </Group>
    </Notice>
  )
}
