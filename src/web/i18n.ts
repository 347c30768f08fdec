/**
 * Which language the console speaks: Vietnamese first, English beside it. The choice is kept in the browser.
 *
 * Areas of words are namespaces: `useTranslation('shell')`. Keys are flat; a key that does not exist does not compile.
 */
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { free } from '../areas/free/words.ts'
import type { months } from '../areas/months/words.ts'
import { rounds } from '../areas/rounds/words.ts'
import { live } from '../areas/rounds/words-live.ts'
import { screening } from '../areas/screening/words.ts'
import { type Language, only, type Words } from './words/both.ts'
import { shell } from './words/shell.ts'
import { terms } from './words/terms.ts'

const KEPT = 'loa-language'
const AREAS = { shell, terms, rounds, live, screening }
type Areas = typeof AREAS & Later
/** Areas whose words come with their pages: the first page does not carry them. */
interface Later {
  readonly free: typeof free
  readonly months: typeof months
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    keySeparator: false
    resources: { [Area in keyof Areas]: { [Key in keyof Areas[Area]]: string } }
  }
}

export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: keptLanguage(),
    fallbackLng: 'vi',
    ns: Object.keys(AREAS),
    defaultNS: 'shell',
    keySeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    resources: { vi: resources('vi'), en: resources('en') },
  })
  document.documentElement.lang = language()
}

/** The words of an area that comes with its pages. */
export function takeIn(area: keyof Later, words: Words): void {
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
  return {
    shell: only(language, shell),
    terms: only(language, terms),
    rounds: only(language, rounds),
    live: only(language, live),
    screening: only(language, screening),
  }
}
