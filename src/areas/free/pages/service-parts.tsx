/** Parts of a service's form: what it is, by its kind; what it costs otherwise. */
import { Fieldset, Group, Stack, Textarea, TextInput } from '@mantine/core'
import type { FormField, ServiceForm } from './service-form.ts'
import { useWords } from './words.ts'

type LineField = 'title' | 'owner' | 'id' | 'speed' | 'setup' | 'amount' | 'per'
type TextField =
  | 'numbers'
  | 'diversions'
  | 'hosts'
  | 'prefixes'
  | 'sharedPrefixes'
  | 'ports'
  | 'evidence'

export interface Fields {
  /** Where its fault is led to, and shown. */
  readonly field: (name: FormField) => { readonly id: string; readonly error: string | null }
  readonly line: (name: LineField) => object
  readonly text: (name: TextField) => object
}

/** What Mantine's fields need of a form. */
export function fieldsOf(
  form: ServiceForm,
  field: Fields['field'],
  change: (part: Partial<ServiceForm>) => void,
): Fields {
  return {
    field,
    line: name => ({
      ...field(name),
      value: form[name],
      onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
        change({ [name]: event.currentTarget.value }),
    }),
    text: name => ({
      ...field(name),
      value: form[name],
      autosize: true,
      minRows: 2,
      spellCheck: false,
      onChange: (event: React.ChangeEvent<HTMLTextAreaElement>) =>
        change({ [name]: event.currentTarget.value }),
    }),
  }
}

export function WhatFields(props: {
  readonly kind: ServiceForm['kind']
  readonly fields: Fields
  /** Its id stays as it was. */
  readonly isKnown: boolean
}) {
  const t = useWords()
  const { line } = props.fields
  return (
    <Fieldset legend={t('form.what')}>
      <Stack gap="md">
        <TextInput label={t('form.title')} description={t('form.titleHint')} {...line('title')} />
        <TextInput label={t('form.owner')} {...line('owner')} />
        {props.kind === 'page' ? (
          <PagePlaces fields={props.fields} />
        ) : (
          <DialledPlaces fields={props.fields} />
        )}
        <TextInput
          label={t('form.id')}
          description={t('form.idHint')}
          readOnly={props.isKnown}
          {...line('id')}
        />
      </Stack>
    </Fieldset>
  )
}

function DialledPlaces({ fields: { text } }: { fields: Fields }) {
  const t = useWords()
  return (
    <>
      <Textarea
        label={t('form.numbers')}
        description={t('form.numbersHint')}
        inputMode="numeric"
        {...text('numbers')}
      />
      <Textarea
        label={t('form.diversions')}
        description={t('form.diversionsHint')}
        inputMode="numeric"
        {...text('diversions')}
      />
    </>
  )
}

function PagePlaces({ fields: { text, line } }: { fields: Fields }) {
  const t = useWords()
  return (
    <>
      {(['hosts', 'prefixes', 'sharedPrefixes', 'ports'] as const).map(name => (
        <Textarea
          key={name}
          label={t(`form.${name}`)}
          description={t(`form.${name}Hint`)}
          {...text(name)}
        />
      ))}
      <TextInput
        label={t('form.speed')}
        description={t('form.speedHint')}
        inputMode="numeric"
        {...line('speed')}
      />
    </>
  )
}

export function PriceFields(props: {
  readonly kind: ServiceForm['kind']
  readonly currency: string
  readonly fields: Fields
}) {
  const t = useWords()
  const { kind, currency } = props
  const { line } = props.fields
  const unit = kind === 'page' ? 'data' : 'call'
  return (
    <Fieldset legend={t('form.price')}>
      <Stack gap="md">
        <p className="loa-quiet">{t('form.priceHint')}</p>
        <Group gap="md" align="flex-start">
          {unit === 'call' && (
            <TextInput
              label={t('form.setup', { currency })}
              inputMode="numeric"
              {...line('setup')}
            />
          )}
          <TextInput
            label={t(`form.amount.${unit}`, { currency })}
            inputMode="numeric"
            {...line('amount')}
          />
          <TextInput label={t(`form.per.${unit}`)} inputMode="numeric" {...line('per')} />
        </Group>
      </Stack>
    </Fieldset>
  )
}
