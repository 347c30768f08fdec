/** A password: hidden, to be shown on demand, with what a new one must be. */
import { PasswordInput } from '@mantine/core'
import type { Field } from '../../../../web/parts/form.tsx'
import { useWords } from './words.ts'

export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 128

export function PasswordField({ purpose, ...field }: Field<string> & { label: string; purpose: 'current' | 'new' }) {
  const { t } = useWords()
  return (
    <PasswordInput
      {...field}
      autoComplete={purpose === 'new' ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
      description={purpose === 'new' && t('password.hint', { min: PASSWORD_LENGTH_MIN })}
    />
  )
}

/** What is wrong with a new password in a sentence; null: nothing. */
export function useNewPasswordFault(): (password: string) => string | null {
  const { t } = useWords()
  return password => {
    if (password === '') return t('password.missing')
    if (password.length < PASSWORD_LENGTH_MIN) return t('password.short')
    return password.length > PASSWORD_LENGTH_MAX ? t('password.long') : null
  }
}
