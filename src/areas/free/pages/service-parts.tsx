/** Parts of a service's form: what it is, by its kind; what it costs otherwise. */
import { Fieldset, Group, Stack, Textarea, type TextareaProps, TextInput } from '@mantine/core'
import type { FormOf } from '../../../web/parts/form.tsx'
import type { ServiceForm } from './service-form.ts'
import { useWords } from './words.ts'

/** The fields that hold text. */
type Name = Exclude<keyof ServiceForm, 'kind' | 'periods'>
type Of = FormOf<ServiceForm>

/** Of several lines, one value each. */
export function Lines({ of, name, ...rest }: { of: Of; name: Name } & TextareaProps) {
  return <Textarea autosize minRows={2} spellCheck={false} {...rest} {...of.field(name)} />
}

export function WhatFields(props: {
  readonly kind: ServiceForm['kind']
  readonly form: Of
  /** Its id stays as it was. */
  readonly isKnown: boolean
}) {
  const { t } = useWords()
  const { form } = props
  return (
    <Fieldset legend={t('form.what')}>
      <Stack gap="md">
        <TextInput label={t('form.title')} description={t('form.titleHint')} {...form.field('title')} />
        <TextInput label={t('form.owner')} {...form.field('owner')} />
        <Places kind={props.kind} form={form} />
        <TextInput label={t('form.id')} description={t('form.idHint')} readOnly={props.isKnown} {...form.field('id')} />
      </Stack>
    </Fieldset>
  )
}

const PLACES = { dialled: ['numbers', 'diversions'], read: ['hosts', 'prefixes', 'sharedPrefixes', 'ports'] } as const

/** Where it is reached. */
function Places({ kind, form }: { kind: ServiceForm['kind']; form: Of }) {
  const { t } = useWords()
  const isPage = kind === 'page'
  return (
    <>
      {PLACES[isPage ? 'read' : 'dialled'].map(name => (
        <Lines
          key={name}
          of={form}
          name={name}
          label={t(`form.${name}`)}
          description={t(`form.${name}Hint`)}
          inputMode={isPage ? 'text' : 'numeric'}
        />
      ))}
      {isPage && (
        <TextInput
          label={t('form.speed')}
          description={t('form.speedHint')}
          inputMode="numeric"
          {...form.field('speed')}
        />
      )}
    </>
  )
}

export function PriceFields(props: { kind: ServiceForm['kind']; currency: string; form: Of }) {
  const { t } = useWords()
  const { kind, currency, form } = props
  const unit = kind === 'page' ? 'data' : 'call'
  return (
    <Fieldset legend={t('form.price')}>
      <Stack gap="md">
        <p className="loa-quiet">{t('form.priceHint')}</p>
        <Group gap="md" align="flex-start">
          {unit === 'call' && (
            <TextInput label={t('form.setup', { currency })} inputMode="numeric" {...form.field('setup')} />
          )}
          <TextInput label={t(`form.amount.${unit}`, { currency })} inputMode="numeric" {...form.field('amount')} />
          <TextInput label={t(`form.per.${unit}`)} inputMode="numeric" {...form.field('per')} />
        </Group>
      </Stack>
    </Fieldset>
  )
}
