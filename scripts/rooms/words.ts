/**
 * Finds names with a word that STYLE.md replaces with the field's own. Reads names only: comments, strings and the names inside a
 * template string are left out.
 */

/** The table of STYLE.md: each word and its replacement. */
export function wordsOf(page: string): ReadonlyMap<string, string> {
  return new Map([...page.matchAll(/^\| `([a-z]+)` \| (.+) \|$/gm)].map(([, word, but]) => [word, but]))
}

/** A sentence for each name with one of the words. */
export function namesFaulty(path: string, text: string, words: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set(text.replace(NO_NAMES, ' ').match(/[A-Za-z_]\w*/g))
  return [...names].flatMap(name =>
    partsOf(name).flatMap(part => {
      const but = words.get(part)
      return but === undefined || NAMED_SO.has(name) ? [] : [`${path}: ${name}: not ${part} but ${but} (STYLE.md)`]
    }),
  )
}

/** Names in which the word has its everyday meaning: the number of a house, the act of changing something. */
const NAMED_SO = new Set(['isHouse', 'HOUSE_WORDS_MAX', 'CHANGING'])
const NO_NAMES = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g

function partsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])/g) ?? []).map(part => part.toLowerCase())
}
