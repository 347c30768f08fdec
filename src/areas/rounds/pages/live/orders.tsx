/**
 * Pause, resume and stop: the buttons, the confirmation of a stop that cannot be clicked by accident, and how many
 * operators have obeyed what they were last told, and when.
 */
import { Button, Table, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { doDeed, useApprovalDeed } from '../../../../web/approval/deeds.ts'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Notice, ProblemNotice } from '../../../../web/parts/states.tsx'
import { shownTime } from '../../../../web/times.ts'
import type { DirectiveSummary, RoundDetail } from '../../model.ts'
import { roundDeeds } from '../round-deeds.ts'
import classes from './live.module.css'
import { hasEnded, hasObeyed, type Obedience } from './operator-row.ts'
import { isTyped } from './typed-word.ts'
import { useWords } from './words.ts'

const STOP_WORDS = ['DỪNG', 'STOP']

export function OrderButtons({ detail }: { readonly detail: RoundDetail }) {
  const { t } = useWords()
  const deed = useApprovalDeed(roundDeeds(detail))
  const [isStopping, stopping] = useDisclosure(false)
  const may = (action: 'pause' | 'resume' | 'stop') => detail.actions.includes(action)
  if (!may('resume') && !may('pause') && !may('stop')) return null
  return (
    <div className={classes.orders}>
      {may('resume') && (
        <Button loading={deed.isBusy} onClick={() => void deed.run('resume', {})}>
          {t('orders.resume')}
        </Button>
      )}
      {may('pause') && detail.state !== 'paused' && (
        <Button variant="default" loading={deed.isBusy} onClick={() => void deed.run('pause', {})}>
          {t('orders.pause')}
        </Button>
      )}
      {may('stop') && (
        <Button color="red.9" onClick={stopping.open}>
          {t('orders.stop')}
        </Button>
      )}
      <ProblemNotice problem={deed.problem} />
      <Dialogue isOpen={isStopping} onClose={stopping.close} title={t('stop.title')}>
        <StopForm detail={detail} onClose={stopping.close} />
      </Dialogue>
    </div>
  )
}

function StopForm(props: { readonly detail: RoundDetail; readonly onClose: () => void }) {
  const { t } = useWords()
  const { detail, onClose } = props
  const form = useForm({
    prefix: 'stop',
    values: { reason: '', word: '' },
    check: ({ reason, word }) => ({
      reason: reason.trim() === '' && t('stop.reasonMissing'),
      word: !isTyped(word, STOP_WORDS) && t('stop.wordMissing'),
    }),
    send: async ({ reason }, once) => {
      await doDeed(roundDeeds(detail), 'stop', { reason: reason.trim() }, once)
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('stop.deed')} color="red.9" cancel={onClose}>
      <Text>{t('stop.what')}</Text>
      <Textarea
        data-autofocus
        label={t('stop.reason')}
        maxLength={2000}
        autosize
        minRows={2}
        {...form.field('reason')}
      />
      <TextInput label={t('stop.word')} autoComplete="off" {...form.field('word')} />
    </Form>
  )
}

/** Shown once anything but sending is wanted, and while an order is on its way. */
export function ObedienceNotice(props: {
  readonly directives: readonly DirectiveSummary[]
  readonly obedience: Obedience
}) {
  const { t, spoken } = useWords()
  const { directives } = props
  const asked = directives.filter(one => one.orderSequence > 0)
  const wish = directives.some(one => one.wish === 'stop')
    ? 'stop'
    : directives.some(one => one.wish === 'pause')
      ? 'pause'
      : 'run'
  const isOver = directives.every(hasEnded)
  if (asked.length === 0 || (isOver && wish !== 'stop')) return null
  const obeyed = asked.filter(hasObeyed)
  if (wish === 'run' && obeyed.length === asked.length) return null
  return (
    <Notice
      gravity={obeyed.length === asked.length ? 'good' : 'warn'}
      title={t(`obeyed.${wish}`, { obeyed: obeyed.length, all: asked.length })}
    >
      <Table withRowBorders={false} verticalSpacing={2} style={{ maxWidth: '36rem' }}>
        <Table.Tbody>
          {asked.map(one => {
            const at = props.obedience.get(one.id)?.at ?? null
            return (
              <Table.Tr key={one.id}>
                <Table.Th scope="row" fw={400}>
                  {one.operatorName}
                </Table.Th>
                <Table.Td>
                  {hasObeyed(one) ? (
                    <StateBadge look="good">{t('obeyed.yes')}</StateBadge>
                  ) : (
                    <StateBadge look="waiting">{t('obeyed.notYet')}</StateBadge>
                  )}
                </Table.Td>
                <Table.Td className="loa-figure">
                  {hasObeyed(one) && at !== null && shownTime(at, 'clock', spoken)}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Notice>
  )
}
