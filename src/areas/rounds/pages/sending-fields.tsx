/** How: the exercise before, the first few subscribers, receipts, and what engineers care for behind a door of its own. */
import { Checkbox, Fieldset, NumberInput, Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { THIN_SPACE } from '../../../web/numbers.ts'
import { type FieldFault, faultOf } from '../../../web/parts/error-summary.tsx'
import type { RoundContent } from '../model.ts'
import { fieldOf } from './fault-fields.ts'

/** Few enough that a mistake is small, enough that a fault of the network shows. */
const CANARY = 10_000
const CANARY_MAX = 10_000_000
const RATE_MAX = 100_000_000
const WAIT_HOURS_MAX = 277

export function SendingFields({
  content,
  faults,
  onChange,
}: {
  readonly content: RoundContent
  readonly faults: readonly FieldFault[]
  readonly onChange: (content: RoundContent) => void
}) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const { sending } = content
  const change = (part: Partial<RoundContent['sending']>) =>
    onChange({ ...content, sending: { ...sending, ...part } })
  const numbers = {
    min: 0,
    allowDecimal: false,
    allowNegative: false,
    thousandSeparator: THIN_SPACE,
    decimalSeparator: spoken === 'vi' ? ',' : '.',
    clampBehavior: 'strict',
    hideControls: true,
    maw: '18rem',
  } as const
  return (
    <Fieldset legend={t('sending.title')}>
      <Stack gap="lg">
        <Checkbox
          checked={content.exerciseFirst}
          onChange={event => onChange({ ...content, exerciseFirst: event.currentTarget.checked })}
          label={t('sending.exercise')}
          description={t('sending.exercise.hint')}
        />
        <div>
          <Checkbox
            checked={sending.canary > 0}
            onChange={event => change({ canary: event.currentTarget.checked ? CANARY : 0 })}
            label={t('sending.canary')}
            description={t('sending.canary.hint')}
          />
          {sending.canary > 0 && (
            <NumberInput
              {...numbers}
              id={fieldOf('sending.canary')}
              mt="xs"
              ml="2rem"
              min={1}
              max={CANARY_MAX}
              label={t('sending.canary.count')}
              error={faultOf(faults, fieldOf('sending.canary'))}
              value={sending.canary}
              onChange={value => change({ canary: Number(value) || 1 })}
            />
          )}
        </div>
        <Radio.Group
          id={fieldOf('sending.receipts')}
          tabIndex={-1}
          label={t('sending.receipts')}
          error={faultOf(faults, fieldOf('sending.receipts'))}
          value={sending.receipts}
          onChange={to => change({ receipts: to as RoundContent['sending']['receipts'] })}
        >
          <Stack gap="xs" mt="xs">
            {(['last', 'all', 'none'] as const).map(value => (
              <Radio
                key={value}
                value={value}
                label={t(`sending.receipts.${value}`)}
                description={t(`sending.receipts.${value}.hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <details>
          <summary>{t('sending.technical')}</summary>
          <Stack gap="lg" mt="md">
            <NumberInput
              {...numbers}
              id={fieldOf('sending.segmentsPerSecondMax')}
              max={RATE_MAX}
              label={t('sending.rate')}
              description={t('sending.rate.hint')}
              error={faultOf(faults, fieldOf('sending.segmentsPerSecondMax'))}
              value={sending.segmentsPerSecondMax}
              onChange={value => change({ segmentsPerSecondMax: Number(value) || 0 })}
            />
            {sending.receipts !== 'none' && (
              <NumberInput
                {...numbers}
                id={fieldOf('sending.receiptWaitSeconds')}
                max={WAIT_HOURS_MAX}
                label={t('sending.wait')}
                description={t('sending.wait.hint')}
                error={faultOf(faults, fieldOf('sending.receiptWaitSeconds'))}
                value={Math.round(sending.receiptWaitSeconds / 3600)}
                onChange={value => change({ receiptWaitSeconds: (Number(value) || 0) * 3600 })}
              />
            )}
            <Radio.Group
              id={fieldOf('sending.uncertain')}
              tabIndex={-1}
              label={t('sending.uncertain')}
              error={faultOf(faults, fieldOf('sending.uncertain'))}
              value={sending.uncertain}
              onChange={to => change({ uncertain: to as RoundContent['sending']['uncertain'] })}
            >
              <Stack gap="xs" mt="xs">
                {(['hold', 'resend'] as const).map(value => (
                  <Radio
                    key={value}
                    value={value}
                    label={t(`sending.uncertain.${value}`)}
                    description={t(`sending.uncertain.${value}.hint`)}
                  />
                ))}
              </Stack>
            </Radio.Group>
          </Stack>
        </details>
      </Stack>
    </Fieldset>
  )
}
