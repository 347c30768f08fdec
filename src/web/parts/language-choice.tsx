/** One of the two languages, each called by itself. */
import { SegmentedControl } from '@mantine/core'
import type { Language } from '../../base/failure.ts'

interface Given {
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
  readonly value: Language
  readonly onChange: (chosen: Language) => void
}

export function LanguageChoice({ onChange, ...given }: Given) {
  return (
    <SegmentedControl
      {...given}
      size="md"
      style={{ alignSelf: 'flex-start' }}
      onChange={chosen => onChange(chosen === 'en' ? 'en' : 'vi')}
      data={[
        { value: 'vi', label: <span lang="vi">Tiếng Việt</span> },
        { value: 'en', label: <span lang="en">English</span> },
      ]}
    />
  )
}
