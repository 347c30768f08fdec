/**
 * A document that the server writes, saved as a file of this computer. A link would save a failure under the document's name;
 * here it is told. Knows no area.
 */
import { language } from '../i18n.ts'
import { offline, readProblem } from '../problem.ts'
import { askWhoAgain } from '../session.ts'
import { saveFile } from './save-file.ts'

/** Longer than the server takes for the longest document. */
const WRITING_MS = 90_000

/** `otherwise`: its name where the server gives none. */
export async function saveAnswer(path: string, otherwise: string): Promise<void> {
  const answer = await asked(path)
  const given = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  saveFile(given ?? otherwise, await body(answer))
}

/** The same, to be shown here. */
export async function documentOf(path: string): Promise<Blob> {
  return await body(await asked(path))
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
