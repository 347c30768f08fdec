/** Whom: operators, provinces with the day of their list, exclusions. What each operator declares stands beside its name. */
import { Checkbox, Fieldset, MultiSelect, Radio, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PROVINCES_MAX } from '../../../directive/documents.ts'
import { unaccented } from '../../../text/vietnamese.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { type FieldFault, faultOf } from '../../../web/parts/error-summary.tsx'
import type { OperatorSummary, RoundContent } from '../model.ts'
import { provincesOn } from '../provinces.ts'
import { fieldOf } from './fault-fields.ts'

/** A day on which each list of provinces was in force. */
export const PROVINCE_LISTS = { now: '2025-07-01', before: '2025-06-30' } as const
type Provinces = 'all' | keyof typeof PROVINCE_LISTS

interface Given {
  readonly content: RoundContent
  readonly operators: readonly OperatorSummary[]
  readonly faults: readonly FieldFault[]
  readonly onChange: (content: RoundContent) => void
}

export function AudienceFields(given: Given) {
  const { t } = useTranslation('rounds')
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
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const known = operators.map(({ id }) => id)
  const unknown = content.operators.filter(id => !known.includes(id))
  const told = ({ hello, state }: OperatorSummary) => {
    if (state !== 'enrolled') return t(`audience.operator.${state}`)
    if (hello === null) return t('audience.operator.silent')
    return `${grouped(hello.subscribers, spoken)} ${terms.t('unit.subscribers')}`
  }
  return (
    <Checkbox.Group
      id={fieldOf('operators')}
      tabIndex={-1}
      label={t('audience.operators')}
      error={faultOf(faults, fieldOf('operators'))}
      value={[...content.operators]}
      onChange={chosen => onChange({ ...content, operators: chosen })}
    >
      <Stack gap="xs" mt="xs">
        {operators.map(operator => (
          <Checkbox
            key={operator.id}
            value={operator.id}
            label={operator.name}
            description={told(operator)}
          />
        ))}
        {unknown.map(id => (
          <Checkbox key={id} value={id} label={id} description={t('audience.operator.unknown')} />
        ))}
        {operators.length === 0 && <Text className="loa-quiet">{t('audience.noOperators')}</Text>}
      </Stack>
    </Checkbox.Group>
  )
}

function ProvinceFields({ content, faults, onChange }: Given) {
  const { t } = useTranslation('rounds')
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
      <Radio.Group
        label={t('audience.provinces')}
        value={list}
        onChange={to => chooseList(to as Provinces)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="all" label={t('audience.provinces.all')} />
          <Radio value="now" label={t('audience.provinces.now')} />
          <Radio value="before" label={t('audience.provinces.before')} />
        </Stack>
      </Radio.Group>
      {list !== 'all' && provinces !== null && (
        <MultiSelect
          id={fieldOf('audience.provinces')}
          label={t('audience.provinces.choose')}
          description={t('audience.provinces.hint')}
          error={faultOf(faults, fieldOf('audience.provinces'))}
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
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const subscribers = new Map<string, number>()
  for (const { id, hello } of operators) {
    if (!content.operators.includes(id)) continue
    for (const list of hello?.excludes ?? [])
      subscribers.set(list.name, (subscribers.get(list.name) ?? 0) + list.subscribers)
  }
  const names = [...new Set([...subscribers.keys(), ...content.audience.excludes])].sort()
  return (
    <Checkbox.Group
      id={fieldOf('audience.excludes')}
      tabIndex={-1}
      label={t('audience.excludes')}
      description={t('audience.excludes.hint')}
      error={faultOf(faults, fieldOf('audience.excludes'))}
      value={[...content.audience.excludes]}
      onChange={excludes => onChange({ ...content, audience: { ...content.audience, excludes } })}
    >
      <Stack gap="xs" mt="xs">
        {names.length === 0 && <Text className="loa-quiet">{t('audience.excludes.none')}</Text>}
        {names.map(name => (
          <Checkbox
            key={name}
            value={name}
            label={name}
            description={
              subscribers.has(name)
                ? `${grouped(subscribers.get(name) ?? 0, spoken)} ${terms.t('unit.subscribers')}`
                : t('audience.excludes.nobody')
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
