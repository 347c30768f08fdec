/** The days that are exported, and the file. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wallDate } from '../../../base/wall-time.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../web/parts/error-summary.tsx'
import { TIME_ZONE } from '../clock.ts'

export function Export() {
  const { t } = useTranslation('screening')
  const today = wallDate(Date.now(), TIME_ZONE)
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState(today)
  const deed = useDeed()
  const submit = () =>
    deed.run(
      from !== '' && until >= from ? [] : [{ field: 'export-until', sentence: t('export.wrong') }],
      async () => {
        // The browser keeps the file as it comes: it can be large, and the page need not hold it.
        location.assign(`/api/v1/screening/export?${new URLSearchParams({ from, until })}`)
      },
    )
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <Text maw="44rem">{t('export.lead')}</Text>
        <ErrorSummary faults={deed.faults} />
        <Group gap="md" align="flex-start">
          <TextInput
            id="export-from"
            type="date"
            label={t('export.from')}
            value={from}
            max={today}
            onChange={event => setFrom(event.currentTarget.value)}
          />
          <TextInput
            id="export-until"
            type="date"
            label={t('export.until')}
            value={until}
            max={today}
            onChange={event => setUntil(event.currentTarget.value)}
            error={faultOf(deed.faults, 'export-until')}
          />
        </Group>
        <Button type="submit" style={{ alignSelf: 'flex-start' }}>
          {t('export.do')}
        </Button>
      </Stack>
    </form>
  )
}
