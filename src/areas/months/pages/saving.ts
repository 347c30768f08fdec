/** Which document of a report is wanted, and from where; as a file or to be shown. Knows no page. */
import type { Form } from '../../../report/documents/forms.ts'
import { documentOf, saveAnswer } from '../../../web/parts/save-answer.ts'

export interface WantedDocument {
  readonly month: string
  readonly form: Form
  /** Of DOCX and PDF. */
  readonly language: 'vi' | 'en'
  /** Null: as the page shows it. */
  readonly edition: number | null
}

export async function saveDocument({ month, form, edition, ...of }: WantedDocument): Promise<void> {
  const query = new URLSearchParams({ language: of.language })
  if (edition !== null) query.set('edition', String(edition))
  await saveAnswer(`/api/v1/months/${month}/report/${form}?${query}`, `${month}.${form}`)
}

/** As the page shows it, page by page. */
export async function pdfOf(month: string, language: 'vi' | 'en'): Promise<Blob> {
  return await documentOf(`/api/v1/months/${month}/report/pdf?${new URLSearchParams({ language })}`)
}
