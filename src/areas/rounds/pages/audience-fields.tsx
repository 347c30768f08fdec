/** Whom: operators, provinces with the day of their list, exclusions. What each operator declares stands beside its name. */
import { Fieldset, MultiSelect, Stack, Text } from '@mantine/core'
import { PROVINCES_MAX } from '../../../directive/documents.ts'
import { provincesOn } from '../../../directive/provinces.ts'
import { unaccented } from '../../../text/vietnamese.ts'
import { grouped } from '../../../web/numbers.ts'
import { type Choice, OneOf, SomeOf } from '../../../web/parts/choices.tsx'
import type { OperatorSummary } from '../model.ts'
import { fieldAt, type Writing } from './fault-fields.ts'
import { useWords } from './message-words.ts'

/** A day on which each list of provinces was in force. */
export const PROVINCE_LISTS = { now: '2025-07-01', before: '2025-06-30' } as const
type Provinces = 'all' | keyof typeof PROVINCE_LISTS

interface Given extends Writing {
  readonly operators: readonly OperatorSummary[]
}

export function AudienceFields(given: Given) {
  const { t } = useWords()
  return (
    <Fieldset legend={t('audience.title')}>
      <Stack gap="lg">
        <Operators {...given} />
        <ProvinceFields {...given} />
        <Excludes {...given} />
      </Stack>
    </Fieldset>
  )
}

function Operators({ content, operators, faults, onChange }: Given) {
  const { t, terms, spoken } = useWords()
  const known = operators.map(({ id }) => id)
  const unknown = content.operators.filter(id => !known.includes(id))
  const told = ({ hello, state }: OperatorSummary) => {
    if (state !== 'enrolled') return t(`audience.operator.${state}`)
    if (hello === null) return t('audience.operator.silent')
    return `${grouped(hello.subscribers, spoken)} ${terms('unit.subscribers')}`
  }
  return (
    <SomeOf
      {...fieldAt(faults, 'operators')}
      label={t('audience.operators')}
      choices={[
        ...operators.map((one): Choice => [one.id, one.name, told(one)]),
        ...unknown.map((id): Choice => [id, id, t('audience.operator.unknown')]),
      ]}
      value={content.operators}
      onChange={chosen => onChange({ ...content, operators: chosen })}
    >
      {operators.length === 0 && <Text className="loa-quiet">{t('audience.noOperators')}</Text>}
    </SomeOf>
  )
}

function ProvinceFields({ content, faults, onChange }: Given) {
  const { t } = useWords()
  const { provinces } = content.audience
  const list: Provinces =
    provinces === null ? 'all' : provinces[0].asOf >= PROVINCE_LISTS.now ? 'now' : 'before'
  const choose = (chosen: readonly { code: string; asOf: string }[] | null) =>
    onChange({
      ...content,
      audience: {
        ...content.audience,
        provinces: chosen === null ? null : [...chosen].slice(0, PROVINCES_MAX),
      },
    })
  const chooseList = (to: Provinces) => {
    if (to === 'all') return choose(null)
    const [first] = provincesOn(PROVINCE_LISTS[to])
    choose([{ code: first.code, asOf: PROVINCE_LISTS[to] }])
  }
  return (
    <Stack gap="sm">
      <OneOf
        label={t('audience.provinces')}
        choices={(['all', 'now', 'before'] as const).map(value => [
          value,
          t(`audience.provinces.${value}`),
        ])}
        value={list}
        onChange={chooseList}
      />
      {list !== 'all' && provinces !== null && (
        <MultiSelect
          {...fieldAt(faults, 'audience.provinces')}
          label={t('audience.provinces.choose')}
          description={t('audience.provinces.hint')}
          searchable
          hidePickedOptions
          clearable={false}
          nothingFoundMessage={t('audience.provinces.none')}
          data={provincesOn(PROVINCE_LISTS[list]).map(({ code, name }) => ({
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
          // A list without a province would be everyone: the last one stays until another is chosen.
          onChange={codes => {
            if (codes.length > 0) choose(codes.map(code => ({ code, asOf: PROVINCE_LISTS[list] })))
          }}
        />
      )}
    </Stack>
  )
}

function Excludes({ content, operators, faults, onChange }: Given) {
  const { t, terms, spoken } = useWords()
  const subscribers = new Map<string, number>()
  for (const { id, hello } of operators) {
    if (!content.operators.includes(id)) continue
    for (const list of hello?.excludes ?? [])
      subscribers.set(list.name, (subscribers.get(list.name) ?? 0) + list.subscribers)
  }
  const names = [...new Set([...subscribers.keys(), ...content.audience.excludes])].sort()
  return (
    <SomeOf
      {...fieldAt(faults, 'audience.excludes')}
      label={t('audience.excludes')}
      description={t('audience.excludes.hint')}
      choices={names.map(name => {
        const count = subscribers.get(name)
        return [
          name,
          name,
          count === undefined
            ? t('audience.excludes.nobody')
            : `${grouped(count, spoken)} ${terms('unit.subscribers')}`,
        ]
      })}
      value={content.audience.excludes}
      onChange={excludes => onChange({ ...content, audience: { ...content.audience, excludes } })}
    >
      {names.length === 0 && <Text className="loa-quiet">{t('audience.excludes.none')}</Text>}
    </SomeOf>
  )
}
