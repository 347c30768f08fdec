/**
 * Words that no name in the code has, since the field has another: the table in STYLE.md. Names alone are read: neither comments nor
 * strings.
 */

/** The words of the table, each with what to say in place of it. */
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

/** In which a word is what everybody calls so: the number of a house, whoever is changing something. */
const NAMED_SO = new Set(['isHouse', 'HOUSE_WORDS_MAX', 'CHANGING'])
/** Comments, strings and what is written in templates; what they put in is left out too. */
const NO_NAMES = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g

function partsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])/g) ?? []).map(part => part.toLowerCase())
}
