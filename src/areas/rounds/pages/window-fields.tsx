/** When: the window of instants, as the clocks of the country show them, and the hours of each day with presets. */
import { Fieldset, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { type FieldFault, faultOf } from '../../../web/parts/error-summary.tsx'
import type { RoundContent } from '../model.ts'
import { DECENT_HOURS } from './content.ts'
import { fieldOf } from './fault-fields.ts'
import { instantOf, localOf, spelledOut, zoneName } from './local-time.ts'

const PRESETS = {
  decent: DECENT_HOURS,
  office: { from: '08:00', to: '20:00' },
} as const
type Choice = keyof typeof PRESETS | 'other' | 'always'

export function WindowFields({
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
  const { window } = content
  const [isOther, setOther] = useState(() => choiceOf(window.daily) === 'other')
  const change = (part: Partial<RoundContent['window']>) =>
    onChange({ ...content, window: { ...window, ...part } })
  const choice: Choice = isOther && window.daily !== null ? 'other' : choiceOf(window.daily)
  const choose = (to: Choice) => {
    setOther(to === 'other')
    if (to === 'always') change({ daily: null })
    else if (to === 'other') change({ daily: window.daily ?? { ...DECENT_HOURS } })
    else change({ daily: { ...PRESETS[to] } })
  }
  const instantField = (name: 'notBefore' | 'notAfter') => (
    <TextInput
      id={fieldOf(`window.${name}`)}
      type="datetime-local"
      label={t(`window.${name}`)}
      description={t(`window.${name}.hint`)}
      error={faultOf(faults, fieldOf(`window.${name}`))}
      value={window[name] === null ? '' : localOf(window[name], window.timeZone)}
      onChange={event => change({ [name]: instantOf(event.currentTarget.value, window.timeZone) })}
      inputContainer={field => (
        <>
          {field}
          {window[name] !== null && (
            <p className="loa-quiet">
              {t('window.means', { time: spelledOut(window[name], window.timeZone, spoken) })}
            </p>
          )}
        </>
      )}
    />
  )
  const dailyFault = faultOf(faults, fieldOf('window.daily'))
  return (
    <Fieldset legend={t('window.title')}>
      <Stack gap="lg">
        <Group align="flex-start" gap="md">
          {instantField('notBefore')}
          {instantField('notAfter')}
        </Group>
        <Radio.Group
          id={fieldOf('window.daily')}
          tabIndex={-1}
          label={t('window.daily')}
          error={choice === 'other' ? null : dailyFault}
          value={choice}
          onChange={to => choose(to as Choice)}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="decent" label={t('window.decent')} />
            <Radio value="office" label={t('window.office')} />
            <Radio value="other" label={t('window.other')} />
            <Radio
              value="always"
              label={t('window.always')}
              description={t('window.always.hint')}
            />
          </Stack>
        </Radio.Group>
        {choice === 'other' && window.daily !== null && (
          <Group align="flex-end" gap="md">
            <TextInput
              type="time"
              label={t('window.from')}
              value={window.daily.from}
              error={dailyFault}
              onChange={event => changeHours('from', event.currentTarget.value)}
            />
            <TextInput
              type="time"
              label={t('window.to')}
              value={window.daily.to}
              error={dailyFault !== null}
              onChange={event => changeHours('to', event.currentTarget.value)}
            />
          </Group>
        )}
        <p className="loa-quiet" style={{ margin: 0 }}>
          {t('window.zone', { zone: zoneName(window.timeZone, spoken, Date.now()) })}
        </p>
      </Stack>
    </Fieldset>
  )

  /** A time that is being typed is none yet. */
  function changeHours(end: 'from' | 'to', time: string) {
    if (window.daily !== null && /^\d{2}:\d{2}$/.test(time))
      change({ daily: { ...window.daily, [end]: time } })
  }
}

function choiceOf(daily: RoundContent['window']['daily']): Choice {
  if (daily === null) return 'always'
  for (const name of ['decent', 'office'] as const)
    if (daily.from === PRESETS[name].from && daily.to === PRESETS[name].to) return name
  return 'other'
}
