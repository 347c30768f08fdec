/** Inviting someone, or changing a name and a role: each role says what it may. */
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../web/api.ts'
import { OneOf } from '../../../../web/parts/choices.tsx'
import { confirmHere } from '../../../../web/parts/confirmed.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { queries } from '../../../../web/session.ts'
import { operatorsQuery } from '../../../operators/pages/queries.ts'
import type { Person } from '../../model.ts'
import { useWords } from '../words.ts'

const ROLES = ['editor', 'approver', 'engineer', 'auditor', 'administrator', 'duty'] as const

export function PersonForm(props: {
  /** Null: a new one. */
  person: Person | null
  /** Of a new one: the role that is chosen first. */
  first?: Person['role'] | null
  onClose: () => void
  onInvited: (made: { person: Person; link: string }) => void
}) {
  const { t, terms } = useWords()
  const operators = useQuery(operatorsQuery)
  const { person, onClose } = props
  const form = useForm({
    prefix: 'person',
    ids: { role: 'role-editor' },
    codes: { emailTaken: 'email' },
    values: {
      name: person?.name ?? '',
      email: person?.email ?? '',
      role: person?.role ?? props.first ?? null,
      operator: person?.operator ?? '',
    },
    check: ({ name, email, role, operator }) => ({
      name: name.trim() === '' && t('person.nameMissing'),
      email: person === null && !/^\S+@\S+$/.test(email.trim()) && t('person.emailWrong'),
      role: role === null && t('people.roleMissing'),
      operator: role === 'engineer' && operator === '' && t('people.operatorMissing'),
    }),
    send: async ({ email, role, ...given }, once) => {
      if (role === null) return
      const name = given.name.trim()
      const operator = role === 'engineer' ? given.operator : null
      if (person === null) {
        const of = operator === null ? {} : { operator }
        const body = { name, email: email.trim(), role, ...of }
        const invited = await ask('POST /api/v1/people', { body, once })
        await queries.invalidateQueries({ queryKey: ['people'] })
        return props.onInvited(invited)
      }
      const body = { name, role, operator }
      await ask('PATCH /api/v1/people/{id}', { params: { id: person.id }, body })
      await queries.invalidateQueries({ queryKey: ['people'] })
      confirmHere(t('people.changed', { name }))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t(person === null ? 'people.inviteDeed' : 'people.save')} cancel={onClose}>
      <TextInput label={t('person.name')} autoComplete="off" data-autofocus {...form.field('name')} />
      {person === null && (
        <TextInput
          type="email"
          label={t('signIn.email')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.field('email')}
        />
      )}
      <OneOf
        name="role"
        label={t('person.role')}
        gap="sm"
        choices={ROLES.map(each => [each, terms(`role.${each}`), t(`role.${each}.may`)])}
        {...form.field('role')}
      />
      {form.values.role === 'engineer' && (
        <NativeSelect
          label={t('person.operator')}
          data={[
            { value: '', label: t('people.operatorChoose') },
            ...(operators.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.field('operator')}
        />
      )}
      {person !== null && <p className="loa-quiet">{t('people.changeWarning')}</p>}
    </Form>
  )
}
