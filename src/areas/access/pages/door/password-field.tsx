/** A password: hidden, to be shown on demand, with what a new one must be. */
import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 128

export function PasswordField(props: {
  id: string
  label: string
  purpose: 'current' | 'new'
  value: string
  error: string | null
  onChange: (value: string) => void
}) {
  const { t } = useTranslation('shell')
  return (
    <PasswordInput
      id={props.id}
      label={props.label}
      value={props.value}
      error={props.error}
      onChange={event => props.onChange(event.currentTarget.value)}
      autoComplete={props.purpose === 'new' ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
      {...(props.purpose === 'new'
        ? { description: t('password.hint', { min: PASSWORD_LENGTH_MIN }) }
        : {})}
    />
  )
}

/** What is wrong with a new password; null: nothing. */
export function newPasswordFault(
  password: string,
): 'password.missing' | 'password.short' | 'password.long' | null {
  if (password === '') return 'password.missing'
  if (password.length < PASSWORD_LENGTH_MIN) return 'password.short'
  if (password.length > PASSWORD_LENGTH_MAX) return 'password.long'
  return null
}
