/** What the writing thread is given: a report, in which form, in which language. */
import type { Language } from '../../base/failure.ts'
import type { Paper } from '../paper.ts'
import type { Form } from './forms.ts'

export interface WriteTask {
  readonly report: Paper
  readonly form: Form
  readonly language: Language
  /** What else a JSON file says of it. */
  readonly beside?: Readonly<Record<string, unknown>>
}
