/**
 * Which language the console speaks: Vietnamese first, English beside it. The choice is kept in the browser.
 *
 * Each area's words are a namespace that comes with its pages, so that the first page carries the frame's and the terms
 * alone. Keys are flat; a key that does not exist does not compile: an area adds its words to `AreaWords`.
 */
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type Language, only, type Words } from './words/both.ts'
import { shell } from './words/shell.ts'
import { terms } from './words/terms.ts'

const KEPT = 'loa-language'

/**
 *   declare module '../../../web/i18n.ts' { interface AreaWords { free: typeof free } }
 */
export interface AreaWords {
  readonly shell: typeof shell
  readonly terms: typeof terms
}

export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: keptLanguage(),
    fallbackLng: 'vi',
    ns: ['shell', 'terms'],
    defaultNS: 'shell',
    keySeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    resources: { vi: resources('vi'), en: resources('en') },
  })
  document.documentElement.lang = language()
}

/** The words of an area, or more of them. */
export function takeIn(area: keyof AreaWords, words: Words): void {
  for (const language of ['vi', 'en'] as const)
    i18next.addResourceBundle(language, area, only(language, words))
}

export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'vi'
}

/** In components: draws them again when the language changes. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'vi'
}

export function speak(chosen: Language): void {
  document.documentElement.lang = chosen
  try {
    localStorage.setItem(KEPT, chosen)
  } catch {
    // A browser that keeps nothing speaks the language until the page is left.
  }
  void i18next.changeLanguage(chosen)
}

function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

function resources(language: Language) {
  return { shell: only(language, shell), terms: only(language, terms) }
}
