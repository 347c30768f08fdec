/** What one can choose from in the dialogue, in its order: what was searched before, pages of the console, what was found. */

import type { Role } from '../../../authority/actor.ts'
import { type AreaPages, sectionsOf } from '../../../web/area-pages.ts'
import type { Both, Language } from '../../../web/words/both.ts'
import { wantedOf, wordsOf } from '../folding.ts'
import type { Found, FoundGroups } from '../model.ts'

export type Option =
  | { readonly is: 'recent'; readonly key: string; readonly question: string }
  | { readonly is: 'page'; readonly key: string; readonly title: string; readonly to: string }
  | { readonly is: 'found'; readonly key: string; readonly found: Found; readonly to: string }
  | { readonly is: 'all'; readonly key: string; readonly to: string }

export interface OptionGroup {
  /** `recent`, `pages`, `all`, or a kind of what was found. */
  readonly name: string
  /** Of a kind that an area brought with itself. */
  readonly called?: Both | undefined
  readonly options: readonly Option[]
}

export function optionsOf(given: {
  readonly question: string
  readonly recent: readonly string[]
  readonly pages: readonly { readonly path: string; readonly title: string }[]
  readonly found: Pick<FoundGroups, 'groups'> | undefined
}): readonly OptionGroup[] {
  const { question, recent, pages, found } = given
  if (question === '')
    return some([
      { name: 'recent', options: recent.map(each => ({ is: 'recent', key: `recent ${each}`, question: each })) },
    ])
  const all = `/search?q=${encodeURIComponent(question)}`
  return some([
    {
      name: 'pages',
      options: pages
        .filter(({ title }) => matches(question, title))
        .map(({ path, title }) => ({ is: 'page', key: `page ${path}`, title, to: path })),
    },
    ...(found?.groups ?? []).map(({ kind, name: called, items }) => ({
      name: kind,
      called,
      options: items.map(item => ({
        ...({ is: 'found', key: `${kind} ${item.id}`, found: item, to: item.page } as const),
      })),
    })),
    {
      name: 'all',
      options: found === undefined || found.groups.length === 0 ? [] : [{ is: 'all', key: 'all', to: all }],
    },
  ])
}

/** Pages that this role has in the navigation. */
export function pagesOf(
  areas: readonly AreaPages[],
  role: Role,
  language: Language,
): readonly { readonly path: string; readonly title: string }[] {
  return sectionsOf(areas, role).map(({ path, title }) => ({ path, title: title[language] }))
}

function matches(question: string, title: string): boolean {
  const wanted = wantedOf(question)
  if (wanted === null) return false
  const words = wordsOf([title])
  return wanted.whole.every(word => words.includes(word)) && words.some(word => word.startsWith(wanted.beginning))
}

function some(groups: readonly OptionGroup[]): readonly OptionGroup[] {
  return groups.filter(({ options }) => options.length > 0)
}
