/** How: the exercise before, the first few subscribers, receipts, and what engineers care for behind a door of its own. */
import { Checkbox, Fieldset, Stack } from '@mantine/core'
import { OneOf } from '../../../web/parts/choices.tsx'
import { CountField, type CountFieldProps } from '../../../web/parts/count-field.tsx'
import type { LastRound, RoundContent } from '../model.ts'
import { fieldAt, type Writing } from './fault-fields.ts'
import { useWords } from './message-words.ts'

/** Few enough that a mistake is small, enough that a fault of the network shows. */
const CANARY = 10_000
const CANARY_MAX = 10_000_000
const RATE_MAX = 100_000_000
const WAIT_HOURS_MAX = 277

export function SendingFields({
  content,
  faults,
  onChange,
  onUnread,
  last,
}: Writing & Pick<CountFieldProps, 'onUnread'> & { readonly last: LastRound | null }) {
  const { t } = useWords()
  const { sending } = content
  /** Said where it is so, and never of what may reach people twice. */
  const asBefore = (name: keyof LastRound['sending']) =>
    last !== null && sending[name] === last.sending[name] ? t('last.setting') : ''
  const change = (part: Partial<RoundContent['sending']>) => onChange({ ...content, sending: { ...sending, ...part } })
  return (
    <Fieldset legend={t('sending.title')}>
      <Stack gap="lg">
        {content.purpose === undefined && (
          <Checkbox
            {...fieldAt(faults, 'exerciseFirst')}
            checked={content.exerciseFirst}
            onChange={event => onChange({ ...content, exerciseFirst: event.currentTarget.checked })}
            label={t('sending.exercise')}
            description={t('sending.exercise.hint')}
          />
        )}
        <div>
          <Checkbox
            checked={sending.canary > 0}
            onChange={event => change({ canary: event.currentTarget.checked ? CANARY : 0 })}
            label={t('sending.canary')}
            description={t('sending.canary.hint')}
          />
          {sending.canary > 0 && (
            <CountField
              {...fieldAt(faults, 'sending.canary')}
              mt="xs"
              ml="2rem"
              min={1}
              max={CANARY_MAX}
              label={t('sending.canary.count')}
              description={asBefore('canary')}
              value={sending.canary}
              onChange={canary => change({ canary })}
              onUnread={onUnread}
            />
          )}
        </div>
        <OneOf
          {...fieldAt(faults, 'sending.receipts')}
          label={t('sending.receipts')}
          description={asBefore('receipts')}
          choices={(['last', 'all', 'none'] as const).map(value => [
            value,
            t(`sending.receipts.${value}`),
            t(`sending.receipts.${value}.hint`),
          ])}
          value={sending.receipts}
          onChange={receipts => change({ receipts })}
        />
        <details>
          <summary>{t('sending.technical')}</summary>
          <Stack gap="lg" mt="md">
            <CountField
              {...fieldAt(faults, 'sending.segmentsPerSecondMax')}
              min={0}
              max={RATE_MAX}
              label={t('sending.rate')}
              description={`${t('sending.rate.hint')} ${asBefore('segmentsPerSecondMax')}`.trim()}
              value={sending.segmentsPerSecondMax}
              onChange={segmentsPerSecondMax => change({ segmentsPerSecondMax })}
              onUnread={onUnread}
            />
            {sending.receipts !== 'none' && (
              <CountField
                {...fieldAt(faults, 'sending.receiptWaitSeconds')}
                min={0}
                max={WAIT_HOURS_MAX}
                label={t('sending.wait')}
                description={`${t('sending.wait.hint')} ${asBefore('receiptWaitSeconds')}`.trim()}
                value={Math.round(sending.receiptWaitSeconds / 3600)}
                onChange={hours => change({ receiptWaitSeconds: hours * 3600 })}
                onUnread={onUnread}
              />
            )}
            <OneOf
              {...fieldAt(faults, 'sending.uncertain')}
              label={t('sending.uncertain')}
              choices={(['hold', 'resend'] as const).map(value => [
                value,
                t(`sending.uncertain.${value}`),
                t(`sending.uncertain.${value}.hint`),
              ])}
              value={sending.uncertain}
              onChange={uncertain => change({ uncertain })}
            />
          </Stack>
        </details>
      </Stack>
    </Fieldset>
  )
}
