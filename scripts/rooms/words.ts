/**
 * Finds names with a word that STYLE.md replaces with the field's own. Reads names only: comments, strings and the names inside a
 * template string are left out.
 */

export interface NameRules {
  /** The table of STYLE.md: each word and its replacement. */
  readonly words: ReadonlyMap<string, string>
  /** Names that say too little for a type: several types had each of them, and meant different things. */
  readonly vague: readonly string[]
}

/** What STYLE.md says of names. */
export function nameRulesOf(page: string): NameRules {
  const [, vague] = /^No type is called only ([^:]+):/m.exec(page) ?? ['', '']
  return {
    words: new Map([...page.matchAll(/^\| `([a-z]+)` \| (.+) \|$/gm)].map(([, word, but]) => [word, but])),
    vague: [...vague.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  }
}

/** A sentence for each name with one of the words, and for each type with a vague name. */
export function namesFaulty(path: string, text: string, { words, vague }: NameRules): readonly string[] {
  const code = text.replace(NO_NAMES, ' ')
  const byWord = [...new Set(code.match(/[A-Za-z_]\w*/g))].flatMap(name =>
    partsOf(name).flatMap(part => {
      const but = words.get(part)
      return but === undefined || NAMED_SO.has(name) ? [] : [`${path}: ${name}: not ${part} but ${but} (STYLE.md)`]
    }),
  )
  const types = [...code.matchAll(/\b(?:interface|type|class) (\w+)/g)].map(([, name]) => name)
  const byType = types.filter(name => vague.includes(name))
  return [...byWord, ...byType.map(name => `${path}: ${name}: a type’s name says what it holds (STYLE.md)`)]
}

/** Names in which the word has its everyday meaning: the number of a house, the act of changing something. */
const NAMED_SO = new Set(['isHouse', 'HOUSE_WORDS_MAX', 'CHANGING'])
const NO_NAMES = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g

function partsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])/g) ?? []).map(part => part.toLowerCase())
}
