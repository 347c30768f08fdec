/** Faults of the forms of this folder as sentences at their fields. */
import type { Checked } from '../../../web/parts/form.tsx'
import type { Problem } from '../../../web/problem.ts'
import { useWords } from './words.ts'

export type Fault =
  | { readonly field: string; readonly code: 'missing' | 'date' | 'number' }
  | { readonly field: string; readonly code: 'tooLong'; readonly max: number }

/** `nameOf`: what a field is called. `fieldOf`: of a path of the request's body. */
export function useFaults(nameOf: (field: string) => string, fieldOf: (path: string) => string | undefined) {
  const { t } = useWords()
  const sentence = (fault: Fault): string => {
    const field = nameOf(fault.field)
    return fault.code === 'tooLong'
      ? t('fault.tooLong', { field, max: fault.max })
      : t(`fault.${fault.code}`, { field })
  }
  return {
    checked: (faults: readonly Fault[]): Checked =>
      Object.fromEntries(faults.map(fault => [fault.field, sentence(fault)])),
    /** A subscriber's number has no place at the authority. The server names its place; here it is said at its field. */
    number: ({ code, details: { path } }: Problem): Checked | null => {
      const field = code === 'subscriberNumber' && typeof path === 'string' ? fieldOf(path) : undefined
      return field === undefined ? null : { [field]: sentence({ field, code: 'number' }) }
    },
  }
}

/** What is entered here is not left by accident. */
export function useLeaveWords() {
  const { t } = useWords()
  return { title: t('leave.title'), why: t('leave.why'), stay: t('leave.stay'), go: t('leave.go') }
}
