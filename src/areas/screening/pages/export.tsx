/** The days that are exported, and the file. */

import { Group, Text } from '@mantine/core'
import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { DayField } from '../../../web/parts/day-fields.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { useWords } from './words.ts'

export function Export() {
  const { t } = useWords()
  const today = wallDate(Date.now(), TIME_ZONE)
  const form = useForm({
    prefix: 'export',
    values: { from: today, until: today },
    check: ({ from, until }) => ({ until: (from === '' || until < from) && t('export.wrong') }),
    send: async days => {
      // The browser keeps the file as it comes: it can be large, and the page need not hold it.
      location.assign(`/api/v1/screening/export?${new URLSearchParams(days)}`)
    },
  })
  return (
    <Form of={form} submit={t('export.do')}>
      <Text maw="44rem">{t('export.lead')}</Text>
      <Group gap="md" align="flex-start">
        <DayField label={t('export.from')} max={today} {...form.field('from')} />
        <DayField label={t('export.until')} max={today} {...form.field('until')} />
      </Group>
    </Form>
  )
}
