/** Inviting someone, or changing a name and a role: each role says what it may. */
import { Button, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../../authority/actor.ts'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { queries } from '../../../../web/session.ts'
import { operatorsQuery } from '../../../rounds/pages/operators/queries.ts'
import type { Person } from '../../model.ts'

const ROLES: readonly Role[] = [
  'editor',
  'approver',
  'engineer',
  'auditor',
  'administrator',
  'duty',
]

export function PersonForm(props: {
  /** Null: a new one. */
  person: Person | null
  onClose: () => void
  onInvited: (person: Person, link: string) => void
}) {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  const operators = useQuery(operatorsQuery)
  const [name, setName] = useState(props.person?.name ?? '')
  const [email, setEmail] = useState(props.person?.email ?? '')
  const [role, setRole] = useState<Role | null>(props.person?.role ?? null)
  const [operator, setOperator] = useState(props.person?.operator ?? '')
  const deed = useDeed(
    {
      name: 'person-name',
      email: 'person-email',
      role: 'role-editor',
      operator: 'person-operator',
    },
    { emailTaken: 'person-email' },
  )
  const check = () => [
    ...(name.trim() === '' ? [{ field: 'person-name', sentence: t('person.nameMissing') }] : []),
    ...(props.person === null && !/^\S+@\S+$/.test(email.trim())
      ? [{ field: 'person-email', sentence: t('person.emailWrong') }]
      : []),
    ...(role === null ? [{ field: 'role-editor', sentence: t('people.roleMissing') }] : []),
    ...(role === 'engineer' && operator === ''
      ? [{ field: 'person-operator', sentence: t('people.operatorMissing') }]
      : []),
  ]
  const submit = () =>
    deed.run(check(), async once => {
      if (role === null) return
      const of = role === 'engineer' ? operator : null
      if (props.person === null) {
        const body = {
          name: name.trim(),
          email: email.trim(),
          role,
          ...(of === null ? {} : { operator: of }),
        }
        const { person, link } = await ask('POST /api/v1/people', { body, once: once(body) })
        await queries.invalidateQueries({ queryKey: ['people'] })
        props.onInvited(person, link)
        return
      }
      await ask('PATCH /api/v1/people/:id', {
        params: { id: props.person.id },
        body: { name: name.trim(), role, operator: of },
      })
      await queries.invalidateQueries({ queryKey: ['people'] })
      announce(t('people.changed', { name: name.trim() }))
      props.onClose()
    })
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <ErrorSummary faults={deed.faults} />
        <TextInput
          id="person-name"
          label={t('person.name')}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={faultOf(deed.faults, 'person-name')}
          autoComplete="off"
          data-autofocus
        />
        {props.person === null && (
          <TextInput
            id="person-email"
            type="email"
            label={t('signIn.email')}
            value={email}
            onChange={event => setEmail(event.currentTarget.value)}
            error={faultOf(deed.faults, 'person-email')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
        <Radio.Group
          label={t('person.role')}
          value={role ?? ''}
          onChange={chosen => setRole(ROLES.find(each => each === chosen) ?? null)}
          error={faultOf(deed.faults, 'role-editor')}
        >
          <Stack gap="sm" mt="xs">
            {ROLES.map(each => (
              <Radio
                key={each}
                id={`role-${each}`}
                value={each}
                label={terms.t(`role.${each}`)}
                description={t(`role.${each}.may`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {role === 'engineer' && (
          <NativeSelect
            id="person-operator"
            label={t('person.operator')}
            value={operator}
            onChange={event => setOperator(event.currentTarget.value)}
            error={faultOf(deed.faults, 'person-operator')}
            data={[
              { value: '', label: t('people.operatorChoose') },
              ...(operators.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {props.person !== null && <p className="loa-quiet">{t('people.changeWarning')}</p>}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('confirm.cancel')}
          </Button>
          <Button type="submit" loading={deed.isBusy}>
            {t(props.person === null ? 'people.inviteDeed' : 'people.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
