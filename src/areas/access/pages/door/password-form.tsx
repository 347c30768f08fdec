/**
 * Whoever holds a one-time token sets a password and is signed in with it: the first administrator, who says who it is,
 * and everybody whom an administrator has invited.
 */
import { TextInput } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { askAuth } from '../../../../web/api.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { arrive } from '../../../../web/session.ts'
import { keepEntered } from '../just-entered.ts'
import { useWords } from '../words.ts'
import { PasswordField, useNewPasswordFault } from './password-field.tsx'

export interface Entering {
  readonly name: string
  readonly email: string
  readonly password: string
}

export function PasswordForm(props: {
  submit: string
  label: string
  /** The account's name and address are asked too. */
  withPerson?: boolean
  /** Takes the token, and gives the address to sign in with. */
  accept: (entering: Entering, once: string) => Promise<{ readonly email: string }>
  /** Where to go then. */
  to: string
}) {
  const { t } = useWords()
  const router = useRouter()
  const faultOf = useNewPasswordFault()
  const { withPerson = false } = props
  const form = useForm({
    values: { name: '', email: '', password: '' },
    check: ({ name, email, password }) => ({
      name: withPerson && name.trim() === '' && t('person.nameMissing'),
      email: withPerson && !/^\S+@\S+$/.test(email.trim()) && t('person.emailWrong'),
      password: faultOf(password),
    }),
    send: async ({ name, email, password }, once) => {
      const entering = { name: name.trim(), email: email.trim(), password }
      const known = await props.accept(entering, once)
      await askAuth('POST', '/sign-in/email', { email: known.email, password })
      keepEntered(password)
      await arrive()
      router.history.push(props.to)
    },
  })
  return (
    <Form of={form} submit={props.submit} place="wide">
      {withPerson && (
        <>
          <TextInput label={t('person.name')} autoComplete="name" {...form.field('name')} />
          <TextInput
            type="email"
            label={t('signIn.email')}
            description={t('setup.emailHint')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.field('email')}
          />
        </>
      )}
      <PasswordField label={props.label} purpose="new" {...form.field('password')} />
    </Form>
  )
}
