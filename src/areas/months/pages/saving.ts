/**
 * A report's document, asked of the server and saved as a file of this computer. A link would save a failure under the
 * document's name; here it is told. Knows no page.
 */
import type { Form } from '../../../report/documents/forms.ts'
import { language } from '../../../web/i18n.ts'
import { saveFile } from '../../../web/parts/save-file.ts'
import { offline, readProblem } from '../../../web/problem.ts'
import { askWhoAgain } from '../../../web/session.ts'

/** Longer than the server takes for the longest report. */
const WRITING_MS = 90_000

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
  const answer = await asked(`/api/v1/months/${month}/report/${form}?${query}`)
  const given = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  saveFile(given ?? `${month}.${form}`, await body(answer))
}

async function asked(path: string): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(path, {
      headers: { 'accept-language': language() },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(WRITING_MS),
    })
  } catch {
    throw offline()
  }
  if (answer.ok) return answer
  if (answer.status === 401) await askWhoAgain().catch(() => null)
  throw readProblem(answer.status, await answer.json().catch(() => null))
}

async function body(answer: Response): Promise<Blob> {
  try {
    return await answer.blob()
  } catch {
    throw offline()
  }
}
