/**
 * What changed between two contents of a round: texts word by word, everything else field by field.
 * Pure; runs in a browser too. Applied to the first content, it gives the second, so nothing can be left out of it.
 */
import type { RoundContent } from './model.ts'

export type TextPart = { readonly is: 'same' | 'added' | 'removed'; readonly text: string }

/** `path` as in `messages.0.variants.1.text`. `before` is undefined of what is new, `after` of what is gone. */
export type Difference =
  | { readonly is: 'text'; readonly path: string; readonly parts: readonly TextPart[] }
  | { readonly is: 'field'; readonly path: string; readonly before: unknown; readonly after: unknown }

export function diffContents(before: RoundContent, after: RoundContent): readonly Difference[] {
  const differences: Difference[] = []
  compare(before, after, [], differences)
  return differences
}

export function applyDifferences(before: RoundContent, differences: readonly Difference[]): RoundContent {
  const content = structuredClone(before)
  // What is gone goes from the end, so that the places before it stay.
  for (const difference of differences.toReversed()) {
    if (difference.is === 'field' && difference.after === undefined) set(content, difference.path)
  }
  for (const difference of differences) {
    if (difference.is === 'text') set(content, difference.path, joined(difference.parts, 'added'))
    else if (difference.after !== undefined) set(content, difference.path, difference.after)
  }
  return content
}

/** Word by word; blanks are words of their own, so that the parts put together are the texts. */
export function diffTexts(before: string, after: string): readonly TextPart[] {
  const a = words(before)
  const b = words(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const middle = shortest(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return merged([
    { is: 'same', text: a.slice(0, start).join('') },
    ...middle,
    { is: 'same', text: a.slice(a.length - end).join('') },
  ])
}

/** Lists that are read as one: their order and number are theirs. Messages and variants are compared one by one. */
const WHOLE = new Set(['operators', 'audience.excludes', 'audience.provinces', 'window.daily'])

function compare(before: unknown, after: unknown, path: readonly string[], into: Difference[]): void {
  const name = path.join('.')
  if (JSON.stringify(before) === JSON.stringify(after)) return
  if (path.at(-1) === 'text' && typeof before === 'string' && typeof after === 'string') {
    into.push({ is: 'text', path: name, parts: diffTexts(before, after) })
  } else if (isTree(before) && isTree(after) && !WHOLE.has(name)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    for (const key of keys) compare(before[key], after[key], [...path, key], into)
  } else {
    into.push({ is: 'field', path: name, before, after })
  }
}

function isTree(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object'
}

/** Without a value: takes it away. */
function set(content: RoundContent, path: string, value?: unknown): void {
  const steps = path.split('.')
  const last = steps.pop() as string
  let at = content as unknown as Record<string, unknown>
  for (const step of steps) at = at[step] as Record<string, unknown>
  if (value !== undefined) at[last] = value
  else if (Array.isArray(at)) at.splice(Number(last), 1)
  else delete at[last]
}

function joined(parts: readonly TextPart[], side: 'added' | 'removed'): string {
  return parts
    .filter(({ is }) => is === 'same' || is === side)
    .map(({ text }) => text)
    .join('')
}

function words(text: string): readonly string[] {
  return text.match(/\s+|[^\s]+/g) ?? []
}

/** More differing words than this are told as one text for another. */
const DIFFERING_MAX = 1000

/**
 * The shortest way from one to the other: Myers, An O(ND) Difference Algorithm (1986), greedy, keeping each row.
 * `furthest[k]` is how far the path on diagonal k (words of a minus words of b) has come in a.
 */
function shortest(a: readonly string[], b: readonly string[]): readonly TextPart[] {
  const rows: Map<number, number>[] = []
  let furthest = new Map([[1, 0]])
  for (let d = 0; d <= Math.min(a.length + b.length, DIFFERING_MAX); d++) {
    rows.push(furthest)
    const next = new Map<number, number>()
    for (let k = -d; k <= d; k += 2) {
      let x = goesDown(furthest, k, d) ? far(furthest, k + 1) : far(furthest, k - 1) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      next.set(k, x)
      if (x >= a.length && x - k >= b.length) return walkedBack(a, b, rows)
    }
    furthest = next
  }
  return [
    { is: 'removed', text: a.join('') },
    { is: 'added', text: b.join('') },
  ]
}

function walkedBack(
  a: readonly string[],
  b: readonly string[],
  rows: readonly Map<number, number>[],
): readonly TextPart[] {
  const parts: TextPart[] = []
  let x = a.length
  let y = b.length
  for (let d = rows.length - 1; d >= 0; d--) {
    const row = rows[d]
    const k = x - y
    const from = goesDown(row, k, d) ? k + 1 : k - 1
    const fromX = far(row, from)
    const fromY = fromX - from
    while (x > fromX && y > fromY && x > 0 && y > 0) parts.push({ is: 'same', text: a[--x] }) && y--
    if (d === 0) break
    if (x === fromX) parts.push({ is: 'added', text: b[--y] })
    else parts.push({ is: 'removed', text: a[--x] })
  }
  return parts.reverse()
}

function goesDown(furthest: Map<number, number>, k: number, d: number): boolean {
  return k === -d || (k !== d && far(furthest, k - 1) < far(furthest, k + 1))
}

function far(furthest: Map<number, number>, k: number): number {
  return furthest.get(k) ?? -1
}

function merged(parts: readonly TextPart[]): readonly TextPart[] {
  const out: { is: TextPart['is']; text: string }[] = []
  for (const { is, text } of parts) {
    if (text === '') continue
    const last = out.at(-1)
    if (last?.is === is) last.text += text
    else out.push({ is, text })
  }
  return out
}
