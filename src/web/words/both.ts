/** A word of the console in both languages. A key without one of them does not compile. Vietnamese comes first. */
export type Language = 'vi' | 'en'
export interface Both {
  readonly vi: string
  readonly en: string
}
export type Words = Readonly<Record<string, Both>>

/** What blanks are filled with. */
export type Blanks = Readonly<Record<string, string | number>>

/** With `{{name}}` filled in by what is given for it. */
export function filled(text: string, blanks: Blanks): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    name in blanks ? String(blanks[name]) : whole,
  )
}
