/** Threshold, wait and retention, within their limits. */
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import { typedCount } from '../../../web/typed-count.ts'
import { type Settings, settings } from '../settings.ts'
import { readTemperature, spelledTenths } from '../temperature.ts'
import { settingsQuery } from './queries.ts'
import { useWords } from './words.ts'

export function SettingsForm() {
  const query = useQuery(settingsQuery)
  return <Asked query={query}>{kept => <Limits kept={kept} />}</Asked>
}

/** Fields of the form, and the settings that they are. */
const SETTINGS = { threshold: 'thresholdTenths', wait: 'waitMinutes', retention: 'retentionDays' } as const

function Limits({ kept }: { kept: Settings }) {
  const { t, spoken } = useWords()
  const form = useForm({
    prefix: 'settings',
    paths: Object.fromEntries(Object.entries(SETTINGS).map(([name, path]) => [path, name])),
    values: {
      threshold: spelledTenths(kept.thresholdTenths, spoken),
      wait: String(kept.waitMinutes),
      retention: String(kept.retentionDays),
    },
    check: values => {
      const wanted = settingsOf(values)
      const isWrong = (name: keyof typeof SETTINGS) =>
        !settings.shape[SETTINGS[name]].safeParse(wanted[SETTINGS[name]]).success
      return {
        threshold: isWrong('threshold') && t('settings.thresholdWrong'),
        wait: isWrong('wait') && t('settings.waitWrong'),
        retention: isWrong('retention') && t('settings.retentionWrong'),
      }
    },
    send: async values => {
      await ask('PUT /api/v1/screening/settings', { body: settingsOf(values) })
      await queries.invalidateQueries({ queryKey: settingsQuery.queryKey })
      announce(t('settings.saved'))
    },
  })
  return (
    <Form of={form} submit={t('settings.save')} maw="28rem">
      <TextInput
        label={t('settings.threshold')}
        description={t('settings.thresholdHint')}
        inputMode="decimal"
        {...form.field('threshold')}
      />
      <TextInput label={t('settings.wait')} inputMode="numeric" {...form.field('wait')} />
      <TextInput
        label={t('settings.retention')}
        description={t('settings.retentionHint')}
        inputMode="numeric"
        {...form.field('retention')}
      />
    </Form>
  )
}

function settingsOf(typed: Readonly<Record<keyof typeof SETTINGS, string>>): Settings {
  const read = readTemperature(typed.threshold)
  return {
    thresholdTenths: read.is === 'read' ? read.tenths : Number.NaN,
    waitMinutes: typedCount(typed.wait) ?? Number.NaN,
    retentionDays: typedCount(typed.retention) ?? Number.NaN,
  }
}
