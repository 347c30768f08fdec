/**
 * What went wrong, as a page: whoever follows a link in a browser or sends a form is not shown what is for programs. In both
 * languages, as nothing tells which a citizen reads but the address. Knows no area.
 */
import { escaped } from '../authority/for-citizens.ts'
import type { Failure, Language } from '../base/failure.ts'
import { answered } from './problem.ts'

const WORDS = {
  vi: {
    unread: 'Trang này chưa mở được',
    undone: 'Việc này chưa làm được',
    first: 'Về trang đầu',
  },
  en: {
    unread: 'This page could not be opened',
    undone: 'This could not be done',
    first: 'To the first page',
  },
} as const

const STYLE =
  'body{margin:0 auto;max-width:44rem;padding:1rem;font:1.0625rem/1.6 system-ui,sans-serif;overflow-wrap:break-word}h1,h2{font-size:1.5rem;line-height:1.3}a{display:inline-block;padding:10px 0}@media(prefers-color-scheme:dark){a{color:#8cc4ea}}'

/** `path`: of the row, without what was asked for. */
export function problemPage(
  failure: Failure,
  { path, isForm }: { readonly path: string; readonly isForm: boolean },
  headers: Record<string, string> = {},
): Response {
  const first: Language = path.startsWith('/en/') ? 'en' : 'vi'
  const parts = ([first, first === 'vi' ? 'en' : 'vi'] as const).map(language => {
    const words = WORDS[language]
    const heading = isForm ? words.undone : words.unread
    const level = language === first ? 'h1' : 'h2'
    return `<section lang="${language}"><${level}>${heading}</${level}><p>${escaped(failure.sentence(language))}</p><p><a href="${firstPageOf(path)}">${words.first}</a></p></section>`
  })
  const html = `<!doctype html><html lang="${first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${isForm ? WORDS[first].undone : WORDS[first].unread}</title><style>${STYLE}</style></head><body><main>${parts.join('<hr>')}</main></body></html>\n`
  return answered(failure, html, { type: 'text/html', language: first, headers })
}

/** `/en/bulletins/confirm/{link}`: `/en/bulletins`. */
function firstPageOf(path: string): string {
  return /^(?:\/en)?(?:\/exercise)?\/[^/]+/.exec(path)?.[0] ?? '/'
}
