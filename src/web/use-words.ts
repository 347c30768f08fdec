/**
 * What a component says: the words of its area and those of the frame, the terms of all areas, and the language, which draws
 * it again when it changes. An area's words come with its pages: its own `words.ts` takes them in.
 */
import { type Area, type AreaWords, useLanguage, wordOf } from './i18n.ts'
import type { Blanks } from './words/both.ts'

export type Key<Of extends Area> = (keyof AreaWords[Of] | keyof AreaWords['shell']) & string
export type Say<Of extends Area> = (key: Key<Of>, blanks?: Blanks) => string

export function useWords<Of extends Area>(area: Of) {
  const say = (among: readonly Area[]) => (key: string, blanks?: Blanks) => wordOf(among, key, blanks) ?? key
  return {
    t: say([area, 'shell']) as Say<Of>,
    terms: say(['terms']) as Say<'terms'>,
    spoken: useLanguage(),
    /** Of a name that the server has given; null: there are no words for it. `of` before a dot, such as `terms`. */
    known: (key: string, among: Area = area): string | null => wordOf([among], key),
  }
}
