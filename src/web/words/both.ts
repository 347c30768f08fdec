/** A word of the console in both languages. A key without one of them does not compile. Vietnamese comes first. */
export type Language = 'vi' | 'en'
export interface Both {
  readonly vi: string
  readonly en: string
}
export type Words = Readonly<Record<string, Both>>

/** What blanks are filled with. */
export type Blanks = Readonly<Record<string, string | number>>

/**
 * With `{{name}}` filled in by what is given for it, and of `{{name|lane|lanes}}` the word that goes with that count in English: `1 lane`,
 * `2 lanes`. Vietnamese has one form.
 */
export function filled(text: string, blanks: Blanks): string {
  return text.replace(BLANK, (whole, name: string, one?: string, many?: string) => {
    if (one !== undefined && many !== undefined) return isOne(blanks[name]) ? one : many
    return name in blanks ? String(blanks[name]) : whole
  })
}

const BLANK = /\{\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}\}/g

/** A count may come grouped: `1 234`. Of what is no count there are many. */
export function isOne(count: string | number | undefined): boolean {
  const number = typeof count === 'number' ? count : Number(String(count).replace(/\s/g, '').replace(',', '.'))
  return ENGLISH.select(Math.abs(number)) === 'one'
}

const ENGLISH = new Intl.PluralRules('en')
