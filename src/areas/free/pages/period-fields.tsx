/** The periods of a service: from and until as the clocks of the list's time zone show them, or without an end. */
import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { PERIODS_MAX } from '../../../zerorating/list.ts'
import { InstantField } from './instant-field.tsx'
import type { FormField, PeriodForm } from './service-form.ts'
import { useWords } from './words.ts'

export function PeriodFields(props: {
  readonly periods: readonly PeriodForm[]
  readonly timeZone: string
  /** Its name, and how far it is from others. */
  readonly zone: string
  readonly field: (name: FormField) => { readonly id: string; readonly error: string | null }
  readonly onChange: (periods: readonly PeriodForm[]) => void
}) {
  const t = useWords()
  const { periods, field, onChange } = props
  const change = (at: number, part: Partial<PeriodForm>) =>
    onChange(periods.with(at, { ...periods[at], ...part }))
  return (
    <Stack gap="lg">
      <p className="loa-quiet">
        {t('form.untilHint')} {props.zone}
      </p>
      {periods.map(({ from, until, isOpen }, at) => (
        <fieldset key={at} style={{ border: 0, margin: 0, padding: 0 }}>
          <legend style={{ fontWeight: 600, padding: 0 }}>{t('form.period', { n: at + 1 })}</legend>
          <Group gap="md" align="flex-start" mt="xs">
            <InstantField
              {...field(`periods.${at}.from`)}
              label={t('form.from')}
              value={from}
              timeZone={props.timeZone}
              onChange={value => change(at, { from: value })}
            />
            {!isOpen && (
              <InstantField
                {...field(`periods.${at}.until`)}
                label={t('form.until')}
                value={until}
                timeZone={props.timeZone}
                isEnd
                onChange={value => change(at, { until: value })}
              />
            )}
          </Group>
          <Group gap="md" mt="sm">
            <Checkbox
              label={t('form.open')}
              checked={isOpen}
              onChange={event => change(at, { isOpen: event.currentTarget.checked })}
            />
            <Button
              size="sm"
              variant="default"
              onClick={() => onChange(periods.filter((_, other) => other !== at))}
            >
              {t('form.removePeriod', { n: at + 1 })}
            </Button>
          </Group>
        </fieldset>
      ))}
      {periods.length < PERIODS_MAX && (
        <Group>
          <Button
            variant="default"
            onClick={() => onChange([...periods, { from: '', until: '', isOpen: false }])}
          >
            {t('form.addPeriod')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
