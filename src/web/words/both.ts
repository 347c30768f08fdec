/** A word of the console in both languages. A key without one of them does not compile. Vietnamese comes first. */
export type Language = 'vi' | 'en'
export interface Both {
  readonly vi: string
  readonly en: string
}
export type Words = Readonly<Record<string, Both>>

/** With `{{name}}` filled in by what is given for it. */
export function filled(text: string, blanks: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    name in blanks ? String(blanks[name]) : whole,
  )
}

/** One language of an area, as i18next wants it. */
export function only<Area extends Words>(
  language: Language,
  words: Area,
): { [Key in keyof Area]: string } {
  return Object.fromEntries(Object.entries(words).map(([key, both]) => [key, both[language]])) as {
    [Key in keyof Area]: string
  }
}
