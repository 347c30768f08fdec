/** The periods of a service: from and until as the clocks of the list's time zone show them, or without an end. */
import { Button, Checkbox, Group, Stack } from '@mantine/core'
import type { FormOf } from '../../../web/parts/form.tsx'
import { PERIODS_MAX } from '../../../zerorating/list.ts'
import { InstantField } from './instant-field.tsx'
import type { PeriodForm, ServiceForm } from './service-form.ts'
import { useWords } from './words.ts'

export function PeriodFields(props: {
  readonly form: FormOf<ServiceForm>
  readonly timeZone: string
  /** Its name, and how far it is from others. */
  readonly zone: string
}) {
  const { t } = useWords()
  const { form, timeZone } = props
  const { periods } = form.values
  const put = (periods: PeriodForm[]) => form.set({ periods })
  return (
    <Stack gap="lg">
      <p className="loa-quiet">
        {t('form.untilHint')} {props.zone}
      </p>
      {periods.map(({ isOpen }, at) => (
        <fieldset key={at} style={{ border: 0, margin: 0, padding: 0 }}>
          <legend style={{ fontWeight: 600, padding: 0 }}>{t('form.period', { n: at + 1 })}</legend>
          <Group gap="md" align="flex-start" mt="xs">
            <InstantField label={t('form.from')} timeZone={timeZone} {...form.inner(`periods.${at}.from`)} />
            {!isOpen && (
              <InstantField label={t('form.until')} timeZone={timeZone} isEnd {...form.inner(`periods.${at}.until`)} />
            )}
          </Group>
          <Group gap="md" mt="sm">
            <Checkbox
              label={t('form.open')}
              checked={isOpen}
              onChange={event => put(periods.with(at, { ...periods[at], isOpen: event.currentTarget.checked }))}
            />
            <Button size="sm" variant="default" onClick={() => put(periods.toSpliced(at, 1))}>
              {t('form.removePeriod', { n: at + 1 })}
            </Button>
          </Group>
        </fieldset>
      ))}
      {periods.length < PERIODS_MAX && (
        <Group>
          <Button variant="default" onClick={() => put([...periods, { from: '', until: '', isOpen: false }])}>
            {t('form.addPeriod')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
