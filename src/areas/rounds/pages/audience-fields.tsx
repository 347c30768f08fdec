/** Whom: operators, provinces with the day of their list, exclusions. What each operator declares stands beside its name. */
import { Fieldset, Stack, Text } from '@mantine/core'
import { grouped } from '../../../web/numbers.ts'
import { type Choice, SomeOf } from '../../../web/parts/choices.tsx'
import type { OperatorSummary } from '../../operators/model.ts'
import { fieldAt, type Writing } from './fault-fields.ts'
import { useWords } from './message-words.ts'
import { ProvinceFields } from './province-fields.tsx'

interface Given extends Writing {
  readonly operators: readonly OperatorSummary[]
}

export function AudienceFields(given: Given) {
  const { t } = useWords()
  const { content, faults, onChange } = given
  return (
    <Fieldset legend={t('audience.title')}>
      <Stack gap="lg">
        <Operators {...given} />
        <ProvinceFields
          {...fieldAt(faults, 'audience.provinces')}
          value={content.audience.provinces}
          offered={given.operators.flatMap(({ id, hello }) =>
            content.operators.includes(id) ? (hello?.provinces ?? []) : [],
          )}
          onChange={provinces => onChange({ ...content, audience: { ...content.audience, provinces } })}
        />
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
