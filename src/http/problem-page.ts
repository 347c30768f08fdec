/**
 * What went wrong, as a page: whoever follows a link in a browser or sends a form is not shown what is for programs. In both
 * languages, as nothing tells which a citizen reads but the address. Knows no area.
 */
import type { Failure, Language } from '../base/failure.ts'
import { plainPage } from './plain-page.ts'
import { answered } from './problem.ts'

const WORDS = {
  vi: { unread: 'Trang này chưa mở được', undone: 'Việc này chưa làm được', link: 'Về trang đầu' },
  en: { unread: 'This page could not be opened', undone: 'This could not be done', link: 'To the first page' },
} as const

/** `path`: of the row, without what was asked for. */
export function problemPage(
  failure: Failure,
  { path, isForm }: { readonly path: string; readonly isForm: boolean },
  headers: Record<string, string> = {},
): Response {
  const language: Language = path.startsWith('/en/') ? 'en' : 'vi'
  const said = (of: Language) => ({
    title: WORDS[of][isForm ? 'undone' : 'unread'],
    what: failure.sentence(of),
    link: WORDS[of].link,
  })
  const html = plainPage(language, { vi: said('vi'), en: said('en') }, firstPageOf(path))
  return answered(failure, html, { type: 'text/html', language, headers })
}

/** `/en/bulletins/confirm/{link}`: `/en/bulletins`. */
function firstPageOf(path: string): string {
  return /^(?:\/en)?(?:\/exercise)?\/[^/]+/.exec(path)?.[0] ?? '/'
}
