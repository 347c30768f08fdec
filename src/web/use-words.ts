/**
 * What a component says: the words of its area, the terms of all of them, and the language, which draws it again when it
 * changes. Areas whose words come with their pages have a hook of their own that takes them in.
 */
import { useTranslation } from 'react-i18next'
import { useLanguage } from './i18n.ts'

type Area = 'shell' | 'rounds' | 'live' | 'screening' | 'free' | 'months'

export function useWords<Of extends Area>(area: Of) {
  const { t, i18n } = useTranslation(area)
  const { t: terms } = useTranslation('terms')
  return {
    t,
    terms,
    spoken: useLanguage(),
    /** Of a name that the server has given; null: there are no words for it. `of` before a dot, such as `terms`. */
    known: (key: string, ns: Area | 'terms' = area): string | null =>
      i18n.exists(key, { ns }) ? i18n.t(key as 'page.more', { ns: ns as 'shell' }) : null,
  }
}
