/**
 * Which language the console speaks: Vietnamese first, English beside it. The choice is kept in the browser.
 *
 * Each area's words come with its pages, so that the first page carries the frame's and the terms alone. A key that does not
 * exist does not compile: an area adds its words to `AreaWords`.
 */
import { useSyncExternalStore } from 'react'
import { type Blanks, filled, type Language, type Words } from './words/both.ts'
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

export type Area = keyof AreaWords

const areas = new Map<Area, Words>([
  ['shell', shell],
  ['terms', terms],
])
let spoken: Language = 'vi'
const listeners = new Set<() => void>()

export function startWords(): void {
  spoken = keptLanguage()
  document.documentElement.lang = spoken
}

/** The words of an area, or more of them. */
export function takeIn(area: Area, words: Words): void {
  areas.set(area, { ...areas.get(area), ...words })
}

/** In the first of the areas that has it, its blanks filled; null: none has it. */
export function wordOf(among: readonly Area[], key: string, blanks: Blanks = {}): string | null {
  for (const area of among) {
    const words = areas.get(area)
    if (words !== undefined && Object.hasOwn(words, key)) return filled(words[key][spoken], blanks)
  }
  return null
}

export function language(): Language {
  return spoken
}

/** In components: draws them again when the language changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(listen, language)
}

export function speak(chosen: Language): void {
  document.documentElement.lang = chosen
  try {
    localStorage.setItem(KEPT, chosen)
  } catch {
    // A browser that keeps nothing speaks the language until the page is left.
  }
  spoken = chosen
  for (const changed of listeners) changed()
}

function listen(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}
