/**
 * Pause, resume and stop: the buttons, the confirmation of a stop that cannot be clicked by accident, and how many
 * operators have obeyed what they were last told, and when.
 */
import { Button, Group, Stack, Table, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../../web/i18n.ts'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { ErrorSummary, type FieldFault, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { asProblem } from '../../../../web/problem.ts'
import { shownTime } from '../../../../web/times.ts'
import type { DirectiveSummary, RoundDetail } from '../../model.ts'
import { type RoundDeed, useRoundDeed } from '../round-deed.ts'
import { hasEnded, hasObeyed, type Obedience } from './operator-row.ts'
import { isTyped } from './typed-word.ts'

const STOP_WORDS = ['DỪNG', 'STOP']

export function OrderButtons({ detail }: { readonly detail: RoundDetail }) {
  const { t } = useTranslation('live')
  const spoken = useLanguage()
  const deed = useRoundDeed(detail.id)
  const [isStopping, stopping] = useDisclosure(false)
  const may = (action: 'pause' | 'resume' | 'stop') => detail.actions.includes(action)
  return (
    <>
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
      {deed.problem !== null && (
        <Text role="alert" fw={600}>
          {deed.problem.sentence(spoken)}
        </Text>
      )}
      <StopDialog isOpen={isStopping} onClose={stopping.close} deed={deed} />
    </>
  )
}

function StopDialog(props: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly deed: RoundDeed
}) {
  const { t } = useTranslation('live')
  return (
    <Dialogue isOpen={props.isOpen} onClose={props.onClose} title={t('stop.title')}>
      <StopForm {...props} />
    </Dialogue>
  )
}

function StopForm({ onClose, deed }: { readonly onClose: () => void; readonly deed: RoundDeed }) {
  const { t } = useTranslation('live')
  const shell = useTranslation('shell')
  const spoken = useLanguage()
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const submit = async () => {
    const missing: FieldFault[] = []
    if (reason.trim() === '')
      missing.push({ field: 'stop-reason', sentence: t('stop.reasonMissing') })
    if (!isTyped(typed, STOP_WORDS))
      missing.push({ field: 'stop-word', sentence: t('stop.wordMissing') })
    setFaults(missing)
    if (missing.length > 0) return
    try {
      await deed.runOrThrow('stop', { reason: reason.trim() })
      onClose()
    } catch (error) {
      setFaults([{ field: null, sentence: asProblem(error).sentence(spoken) }])
    }
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!deed.isBusy) void submit()
      }}
    >
      <Stack>
        <Text>{t('stop.what')}</Text>
        <ErrorSummary faults={faults} />
        <Textarea
          id="stop-reason"
          data-autofocus
          label={t('stop.reason')}
          error={faultOf(faults, 'stop-reason')}
          maxLength={2000}
          autosize
          minRows={2}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <TextInput
          id="stop-word"
          label={t('stop.word')}
          error={faultOf(faults, 'stop-word')}
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell.t('confirm.cancel')}
          </Button>
          <Button type="submit" color="red.9" loading={deed.isBusy}>
            {t('stop.deed')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Shown once anything but sending is wanted, and while an order is on its way. */
export function ObedienceNotice(props: {
  readonly directives: readonly DirectiveSummary[]
  readonly obedience: Obedience
}) {
  const { t } = useTranslation('live')
  const spoken = useLanguage()
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
