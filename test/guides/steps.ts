/**
 * What a guide has its reader do, from top to bottom, as a test can do it too.
 *
 *   ```sh                       commands, as they are typed
 *   ```console                  the same behind `$ `, each with what it prints; nothing is shown: whatever it prints
 *   <!-- file: plan.json -->    the block below is this file
 *   <!-- given: … -->           what the reader has already, made by these commands
 *   <!-- not run: why -->       the block below needs what a test has not
 *
 * In what is printed `…` and `...` stand for anything in their line, and for any lines where they are a line. Instants, digests and UUIDs
 * stand for any of their kind. Pure.
 */

export interface Command {
  readonly typed: string
  /** Lines; null: none are shown. */
  readonly shown: readonly string[] | null
}

export type Step =
  | { readonly is: 'file'; readonly name: string; readonly text: string }
  | { readonly is: 'given'; readonly script: string }
  | { readonly is: 'commands'; readonly line: number; readonly commands: readonly Command[] }
  | { readonly is: 'left'; readonly line: number; readonly why: string; readonly commands: readonly Command[] }

const FENCE =
  /^(?<indent> *)(?:<!-- (?<mark>not run|file): (?<said>.+?) -->\n *)?```(?<info>[a-z]*)\n(?<body>[\s\S]*?)^ *```$/
const GIVEN = /^ *<!-- given:(?<script>[\s\S]*?)-->$/
const STEP = new RegExp(`${FENCE.source}|${GIVEN.source}`, 'gm')
type Groups = Readonly<Record<string, string | undefined>>
/** Other names of sh. */
const SHELLS = ['bash', 'shell', 'zsh']
/** A line that somebody would type. */
const TYPED = /^(?:\$ |\.\/loa |loa [a-z]|npm |curl )/m

/** Fails where a block looks like commands and is not marked as such. */
export function stepsOf(guide: string): readonly Step[] {
  return [...guide.matchAll(STEP)].flatMap((found): Step[] => {
    const { indent = '', mark, said, info, body, script } = found.groups as Groups
    if (script !== undefined) return [{ is: 'given', script: script.trim() }]
    const line = guide.slice(0, found.index).split('\n').length + (mark === undefined ? 0 : 1)
    const text = (body ?? '').replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    if (mark === 'file') return [{ is: 'file', name: said ?? '', text }]
    const isTyped = info === 'sh' || info === 'console'
    const commands = info === 'console' ? shownIn(text) : typedIn(text)
    if (mark === 'not run') return [{ is: 'left', line, why: said ?? '', commands }]
    if (isTyped) return [{ is: 'commands', line, commands }]
    if (SHELLS.includes(info ?? '') || TYPED.test(text))
      throw new Error(`line ${line}: commands in a block that is neither sh nor console`)
    return []
  })
}

/** Command lines of `loa` that stand among words, between quotes. */
export function namedIn(guide: string): readonly string[] {
  return [...guide.matchAll(/[`“]((?:\.\/)?loa [a-z][^`”\n]*)[`”]/g)].map(([, typed]) => typed)
}

function typedIn(block: string): Command[] {
  const typed: string[] = []
  for (const line of block.split(/(?<!\\)\n/)) {
    const last = typed.at(-1)
    // What is quoted goes on in the next line.
    if (last !== undefined && last.split("'").length % 2 === 0) typed.splice(-1, 1, `${last}\n${line}`)
    else if (line.trim() !== '' && !line.startsWith('#')) typed.push(line)
  }
  return typed.map(command => ({ typed: command, shown: null }))
}

function shownIn(block: string): Command[] {
  return block
    .split(/^\$ /m)
    .filter(part => part.trim() !== '')
    .map(part => {
      const [whole, typed] = /^((?:.*\\\n)*.*)\n/.exec(part) ?? ['', part]
      const shown = part.slice(whole.length).replace(/\n+$/, '').split('\n')
      return { typed, shown: shown.join('') === '' ? null : shown }
    })
}

const ANY = [
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
  /[0-9a-f]{64}/,
] as const
const KINDS = new RegExp(ANY.map(kind => `(${kind.source})`).join('|'), 'g')
const REST = /^\s*(?:…|\.\.\.)$/

/** Null, or the first line that is shown and was not printed so. */
export function differs(shown: readonly string[], printed: string): string | null {
  const lines = printed
    .replace(/\n+$/, '')
    .split('\n')
    .map(line => line.trimEnd())
  let at = 0
  for (const [i, line] of shown.entries()) {
    if (REST.test(line)) {
      const next = shown[i + 1]
      if (next === undefined) return null
      while (at < lines.length && !isShown(next, lines[at])) at++
    } else if (at < lines.length && isShown(line, lines[at])) at++
    else return `${line}\n  was: ${lines[at] ?? 'nothing'}`
  }
  return at === lines.length ? null : `nothing more\n  was: ${lines[at]}`
}

function isShown(shown: string, printed: string): boolean {
  const pattern = shown
    .trimEnd()
    .split(/…|\.\.\./)
    .map(part => asPattern(plain(part)))
    .join('.*')
  return new RegExp(`^${pattern}$`, 'u').test(plain(printed))
}

/** Blanks that break no line look as others do. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u2009\u202f]/g, ' ')
}

function asPattern(text: string): string {
  let pattern = ''
  let from = 0
  for (const found of text.matchAll(KINDS)) {
    const kind = found.slice(1).findIndex(group => group !== undefined)
    pattern += `${literal(text.slice(from, found.index))}(?:${ANY[kind].source})`
    from = found.index + found[0].length
  }
  return pattern + literal(text.slice(from))
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
