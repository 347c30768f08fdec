/** When: the window of instants, as the clocks of the country show them, and the hours of each day with presets. */
import { Fieldset, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { instantOf, localOf, zoneName } from '../../../web/local-time.ts'
import { OneOf } from '../../../web/parts/choices.tsx'
import { InstantField, TimeField } from '../../../web/parts/day-fields.tsx'
import type { RoundContent } from '../model.ts'
import { DECENT_HOURS } from './content.ts'
import { fieldAt, type Writing } from './fault-fields.ts'
import { useWords } from './message-words.ts'

const PRESETS = { decent: DECENT_HOURS, office: { from: '08:00', to: '20:00' } } as const
type Choice = keyof typeof PRESETS | 'other' | 'always'

export function WindowFields({ content, faults, onChange }: Writing) {
  const { t, spoken } = useWords()
  const { window } = content
  const [isOther, setOther] = useState(() => choiceOf(window.daily) === 'other')
  const change = (part: Partial<RoundContent['window']>) => onChange({ ...content, window: { ...window, ...part } })
  const choice: Choice = isOther && window.daily !== null ? 'other' : choiceOf(window.daily)
  const choose = (to: Choice) => {
    setOther(to === 'other')
    if (to === 'always') change({ daily: null })
    else if (to === 'other') change({ daily: window.daily ?? { ...DECENT_HOURS } })
    else change({ daily: { ...PRESETS[to] } })
  }
  const instantField = (name: 'notBefore' | 'notAfter') => (
    <InstantField
      {...fieldAt(faults, `window.${name}`)}
      timeZone={window.timeZone}
      means={time => t('window.means', { time })}
      label={t(`window.${name}`)}
      description={t(`window.${name}.hint`)}
      value={window[name] === null ? '' : localOf(window[name], window.timeZone)}
      onChange={event => change({ [name]: instantOf(event.currentTarget.value, window.timeZone) })}
    />
  )
  const daily = fieldAt(faults, 'window.daily')
  return (
    <Fieldset legend={t('window.title')}>
      <Stack gap="lg">
        <Group align="flex-start" gap="md">
          {instantField('notBefore')}
          {instantField('notAfter')}
        </Group>
        <OneOf
          id={daily.id}
          error={choice === 'other' ? null : daily.error}
          label={t('window.daily')}
          choices={[
            ['decent', t('window.decent')],
            ['office', t('window.office')],
            ['other', t('window.other')],
            ['always', t('window.always'), t('window.always.hint')],
          ]}
          value={choice}
          onChange={choose}
        />
        {choice === 'other' && window.daily !== null && (
          <Group align="flex-end" gap="md">
            <TimeField
              label={t('window.from')}
              value={window.daily.from}
              error={daily.error}
              onChange={event => changeHours('from', event.currentTarget.value)}
            />
            <TimeField
              label={t('window.to')}
              value={window.daily.to}
              error={daily.error !== null}
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
    if (window.daily !== null && /^\d{2}:\d{2}$/.test(time)) change({ daily: { ...window.daily, [end]: time } })
  }
}

function choiceOf(daily: RoundContent['window']['daily']): Choice {
  if (daily === null) return 'always'
  for (const name of ['decent', 'office'] as const)
    if (daily.from === PRESETS[name].from && daily.to === PRESETS[name].to) return name
  return 'other'
}
