/** The words of help/ come with its pages. */
import { takeIn } from '../i18n.ts'
import { glossary, help, meanings } from './words.ts'

declare module '../i18n.ts' {
  interface AreaWords {
    readonly help: typeof help
  }
}

takeIn('help', help)

/** Every term in both languages, with its meaning in both. */
export const TERMS = Object.entries(glossary).map(([id, term]) => ({
  id,
  term,
  meaning: meanings[id as keyof typeof glossary],
}))
