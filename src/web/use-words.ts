/**
 * What a component says: the words of its area and those of the frame, the terms of all areas, and the language, which draws
 * it again when it changes. An area's words come with its pages: its own `words.ts` takes them in.
 */
import { useTranslation } from 'react-i18next'
import { type AreaWords, useLanguage } from './i18n.ts'

export type Area = keyof AreaWords
export type Key<Of extends Area> = (keyof AreaWords[Of] | keyof AreaWords['shell']) & string
/** What blanks are filled with. */
export type Blanks = Readonly<Record<string, unknown>>
export type Say<Of extends Area> = (key: Key<Of>, blanks?: Blanks) => string

export function useWords<Of extends Area>(area: Of) {
  const { i18n } = useTranslation()
  const say = (ns: readonly Area[]) => (key: string, blanks?: Blanks) =>
    i18n.t(key, { ...blanks, ns: [...ns] })
  return {
    t: say([area, 'shell']) as Say<Of>,
    terms: say(['terms']) as Say<'terms'>,
    spoken: useLanguage(),
    /** Of a name that the server has given; null: there are no words for it. `of` before a dot, such as `terms`. */
    known: (key: string, ns: Area = area): string | null =>
      i18n.exists(key, { ns }) ? i18n.t(key, { ns }) : null,
  }
}
