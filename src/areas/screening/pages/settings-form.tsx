/** Threshold, wait and retention, within their limits. */
import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../web/parts/error-summary.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { type Settings, settings } from '../settings.ts'
import { readTemperature, spelledTenths } from '../temperature.ts'
import { settingsQuery } from './queries.ts'

export function SettingsForm() {
  const query = useQuery(settingsQuery)
  return <Asked query={query}>{kept => <Form kept={kept} />}</Asked>
}

const FIELDS = {
  thresholdTenths: 'settings-threshold',
  waitMinutes: 'settings-wait',
  retentionDays: 'settings-retention',
} as const

function Form({ kept }: { kept: Settings }) {
  const { t } = useTranslation('screening')
  const spoken = useLanguage()
  const [threshold, setThreshold] = useState(spelledTenths(kept.thresholdTenths, spoken))
  const [wait, setWait] = useState(String(kept.waitMinutes))
  const [retention, setRetention] = useState(String(kept.retentionDays))
  const deed = useDeed(FIELDS)
  const read = readTemperature(threshold)
  const wanted = {
    thresholdTenths: read.is === 'read' ? read.tenths : Number.NaN,
    waitMinutes: Number(wait),
    retentionDays: Number(retention),
  }
  const sentences = {
    thresholdTenths: t('settings.thresholdWrong'),
    waitMinutes: t('settings.waitWrong'),
    retentionDays: t('settings.retentionWrong'),
  }
  const names = Object.keys(FIELDS) as (keyof typeof FIELDS)[]
  const submit = () =>
    deed.run(
      names
        .filter(name => !settings.shape[name].safeParse(wanted[name]).success)
        .map(name => ({ field: FIELDS[name], sentence: sentences[name] })),
      async () => {
        await ask('PUT /api/v1/screening/settings', { body: wanted })
        await queries.invalidateQueries({ queryKey: settingsQuery.queryKey })
        announce(t('settings.saved'))
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
      <Stack gap="md" maw="28rem">
        <ErrorSummary faults={deed.faults} />
        <TextInput
          id={FIELDS.thresholdTenths}
          label={t('settings.threshold')}
          description={t('settings.thresholdHint')}
          inputMode="decimal"
          value={threshold}
          onChange={event => setThreshold(event.currentTarget.value)}
          error={faultOf(deed.faults, FIELDS.thresholdTenths)}
        />
        <TextInput
          id={FIELDS.waitMinutes}
          label={t('settings.wait')}
          inputMode="numeric"
          value={wait}
          onChange={event => setWait(event.currentTarget.value)}
          error={faultOf(deed.faults, FIELDS.waitMinutes)}
        />
        <TextInput
          id={FIELDS.retentionDays}
          label={t('settings.retention')}
          description={t('settings.retentionHint')}
          inputMode="numeric"
          value={retention}
          onChange={event => setRetention(event.currentTarget.value)}
          error={faultOf(deed.faults, FIELDS.retentionDays)}
        />
        <Button type="submit" loading={deed.isBusy} style={{ alignSelf: 'flex-start' }}>
          {t('settings.save')}
        </Button>
      </Stack>
    </form>
  )
}
