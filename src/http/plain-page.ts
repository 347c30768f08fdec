/**
 * A page that says one thing, in both languages one after the other, and leads to one place: what a server has to tell a person when
 * it has no other page. Knows nothing of why.
 */
import { escaped } from '../authority/for-citizens.ts'
import type { Language } from '../base/failure.ts'

export interface PlainWords {
  readonly title: string
  readonly what: string
  /** What the link is called. */
  readonly link: string
}

const STYLE =
  'body{margin:0 auto;max-width:44rem;padding:1rem;font:1.0625rem/1.6 system-ui,sans-serif;overflow-wrap:break-word}h1,h2{font-size:1.5rem;line-height:1.3}a{display:inline-block;padding:10px 0}@media(prefers-color-scheme:dark){a{color:#8cc4ea}}'

/** `path`: where the link leads. */
export function plainPage(first: Language, words: Readonly<Record<Language, PlainWords>>, path: string): string {
  const part = (language: Language) => {
    const { title, what, link } = words[language]
    const heading = language === first ? 'h1' : 'h2'
    return `<section lang="${language}"><${heading}>${escaped(title)}</${heading}><p>${escaped(what)}</p><p><a href="${escaped(path)}">${escaped(link)}</a></p></section>`
  }
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${escaped(words[first].title)}</title><style>${STYLE}</style>`
  return `<!doctype html><html lang="${first}"><head>${head}</head><body><main>${part(first)}<hr>${part(first === 'vi' ? 'en' : 'vi')}</main></body></html>\n`
}
