/** Live or an exercise, the level, where and when. */
import { Group, Stack } from '@mantine/core'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { instantOf, localOf } from '../../../web/local-time.ts'
import { OneOf } from '../../../web/parts/choices.tsx'
import { InstantField as InstantInput } from '../../../web/parts/day-fields.tsx'
import { ProvinceFields } from '../../rounds/pages/province-fields.tsx'
import { begunAt, leveled } from './draft.ts'
import { Mismatches } from './mismatches.tsx'
import { useWords } from './words.ts'
import { useFaultAt, type Writing } from './writing.ts'

export function BasicFields(writing: Writing) {
  const { t } = useWords()
  const { draft, onChange } = writing
  const faultAt = useFaultAt(writing)
  return (
    <Stack gap="lg">
      <OneOf
        label={t('basics.purpose')}
        choices={[
          ['live', t('purpose.live')],
          ['exercise', t('purpose.exercise'), t('basics.exerciseHint')],
        ]}
        value={draft.purpose}
        onChange={purpose => onChange({ ...draft, purpose })}
      />
      <OneOf
        label={t('basics.priority')}
        choices={[
          ['normal', t('priority.normal')],
          ['priority', t('priority.priority')],
          ['urgent', t('priority.urgent'), t('basics.urgentHint')],
        ]}
        value={draft.priority}
        onChange={priority => onChange(leveled(draft, { priority }))}
      />
      <Mismatches draft={draft} />
      <ProvinceFields
        id="provinces"
        error={faultAt('provinces')}
        value={draft.provinces}
        onChange={provinces => onChange({ ...draft, provinces })}
      />
      <Group align="flex-start" gap="md">
        <InstantField {...writing} name="from" />
        <InstantField {...writing} name="until" />
      </Group>
    </Stack>
  )
}

function InstantField({ draft, faults, onChange, name }: Writing & { name: 'from' | 'until' }) {
  const { t } = useWords()
  const faultAt = useFaultAt({ faults })
  const id = `window-${name}`
  const instant = draft.window[name]
  return (
    <InstantInput
      id={id}
      timeZone={TIME_ZONE}
      means={time => t('basics.means', { time })}
      error={faultAt(id)}
      label={t(`basics.${name}`)}
      description={t(`basics.${name}Hint`)}
      value={instant === null ? '' : localOf(instant, TIME_ZONE)}
      onChange={event => {
        const to = instantOf(event.currentTarget.value, TIME_ZONE)
        onChange(name === 'from' ? begunAt(draft, to) : { ...draft, window: { ...draft.window, until: to } })
      }}
    />
  )
}
