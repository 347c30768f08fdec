/** Live or an exercise, the level, where and when. */
import { Group, MultiSelect, Stack, TextInput } from '@mantine/core'
import { PROVINCES_MAX } from '../../../directive/documents.ts'
import { provincesOn } from '../../../directive/provinces.ts'
import { unaccented } from '../../../text/vietnamese.ts'
import { instantOf, localOf, spelledOut } from '../../../web/local-time.ts'
import { OneOf } from '../../../web/parts/choices.tsx'
import classes from './bulletins.module.css'
import { TIME_ZONE } from './said.ts'
import { useWords } from './words.ts'
import { useFaultAt, type Writing } from './writing.ts'

/** A day on which each list of provinces was in force. */
const LISTS = { now: '2025-07-01', before: '2025-06-30' } as const
type Where = 'all' | keyof typeof LISTS

export function BasicFields(writing: Writing) {
  const { t } = useWords()
  const { draft, onChange } = writing
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
        onChange={priority => onChange({ ...draft, priority })}
      />
      <WhereFields {...writing} />
      <Group align="flex-start" gap="md">
        <InstantField {...writing} name="from" />
        <InstantField {...writing} name="until" />
      </Group>
    </Stack>
  )
}

function WhereFields({ draft, faults, onChange }: Writing) {
  const { t } = useWords()
  const faultAt = useFaultAt({ faults })
  const { provinces } = draft
  const list: Where = provinces === null ? 'all' : provinces[0].asOf >= LISTS.now ? 'now' : 'before'
  const choose = (to: Where) => {
    if (to === 'all') return onChange({ ...draft, provinces: null })
    const [first] = provincesOn(LISTS[to])
    onChange({ ...draft, provinces: [{ code: first.code, asOf: LISTS[to] }] })
  }
  return (
    <Stack gap="sm">
      <OneOf
        label={t('basics.where')}
        choices={(['all', 'now', 'before'] as const).map(value => [value, t(`basics.${value}`)])}
        value={list}
        onChange={choose}
      />
      {list !== 'all' && provinces !== null && (
        <MultiSelect
          id="provinces"
          classNames={{ pill: classes.pill }}
          label={t('basics.provinces')}
          error={faultAt('provinces')}
          searchable
          hidePickedOptions
          clearable={false}
          nothingFoundMessage={t('basics.noneFound')}
          data={provincesOn(LISTS[list]).map(({ code, name }) => ({
            value: code,
            label: `${name} (${code})`,
          }))}
          filter={({ options, search }) => {
            const wanted = unaccented(search).toLowerCase().trim()
            return options.filter(
              option =>
                'label' in option && unaccented(option.label).toLowerCase().includes(wanted),
            )
          }}
          value={provinces.map(({ code }) => code)}
          // Without a province it would be the whole country: the last one stays until another is chosen.
          onChange={codes => {
            if (codes.length > 0 && codes.length <= PROVINCES_MAX)
              onChange({
                ...draft,
                provinces: codes.map(code => ({ code, asOf: LISTS[list] })),
              })
          }}
        />
      )}
    </Stack>
  )
}

function InstantField({ draft, faults, onChange, name }: Writing & { name: 'from' | 'until' }) {
  const { t, spoken } = useWords()
  const faultAt = useFaultAt({ faults })
  const id = `window-${name}`
  const instant = draft.window[name]
  return (
    <TextInput
      id={id}
      type="datetime-local"
      error={faultAt(id)}
      label={t(`basics.${name}`)}
      description={t(`basics.${name}Hint`)}
      value={instant === null ? '' : localOf(instant, TIME_ZONE)}
      onChange={event =>
        onChange({
          ...draft,
          window: { ...draft.window, [name]: instantOf(event.currentTarget.value, TIME_ZONE) },
        })
      }
      inputContainer={field => (
        <>
          {field}
          {instant !== null && (
            <p className="loa-quiet">
              {t('basics.means', { time: spelledOut(instant, TIME_ZONE, spoken) })}
            </p>
          )}
        </>
      )}
    />
  )
}
