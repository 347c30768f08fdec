/**
 * Sets out of sets: `a & (b | c) - d`.
 *
 *   union    = part { "|" part }
 *   part     = operand { ( "&" | "-" ) operand }        left to right: a - b & c is (a - b) & c
 *   operand  = name | "(" union ")"
 *   name     = a letter or _, then letters, digits or _
 *
 * Sets are merged in one walk over both, run by run; a name's file is loaded when it is needed and let go after its
 * last use, so a chain of `-` holds three sets at most, however long it is.
 *
 * Knows expressions and sets. Who loads a name is the caller's business.
 */

import type { Failure } from '../base/failure.ts'
import { type Audience, type NumberSet, type Run, runEnd } from './audience.ts'
import { audienceOf } from './digest.ts'
import { audienceFailure } from './failures.ts'
import { type BuiltAudience, readAudience, refuseTaken, writeAudience } from './file.ts'

export const EXPRESSION_SIZE_MAX = 10_000
export const EXPRESSION_DEPTH_MAX = 100

export type Operator = '&' | '|' | '-'

export type Expression =
  | { readonly is: 'name'; readonly name: string /** From 1. */; readonly at: number }
  | { readonly is: 'pair'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }

interface Token {
  readonly text: string
  /** From 1. */
  readonly at: number
}

/** Fails with expressionUnexpected, expressionEnds, expressionOpen or expressionSize. */
export function parseExpression(text: string): Expression {
  if (text.length > EXPRESSION_SIZE_MAX) throw tooLarge()
  const parser = new Parser(tokensOf(text), text.length + 1)
  return parser.whole()
}

const TOKEN = /\s*(?:([\p{L}_][\p{L}\p{M}\p{N}_]*|[&|()-])|(\S))/uy

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const found = match[1] ?? match[2]
    const at = match.index + match[0].length - found.length + 1
    if (match[2] !== undefined) throw audienceFailure('expressionUnexpected', { at, found })
    tokens.push({ text: found, at })
  }
  return tokens
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #end: number
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens
    this.#end = end
  }

  whole(): Expression {
    const expression = this.#union()
    const left = this.#tokens[this.#next]
    if (left !== undefined) throw audienceFailure('expressionUnexpected', { at: left.at, found: left.text })
    return expression
  }

  #union(): Expression {
    let left = this.#part()
    while (this.#take('|') !== null) left = { is: 'pair', operator: '|', left, right: this.#part() }
    return left
  }

  #part(): Expression {
    let left = this.#operand()
    for (;;) {
      const operator = this.#take('&') ?? this.#take('-')
      if (operator === null) return left
      left = { is: 'pair', operator: operator.text as Operator, left, right: this.#operand() }
    }
  }

  #operand(): Expression {
    const open = this.#take('(')
    if (open !== null) return this.#parenthesis(open)
    const token = this.#tokens[this.#next++]
    if (token === undefined) throw audienceFailure('expressionEnds', { at: this.#end })
    if (/^[&|()-]$/.test(token.text)) throw audienceFailure('expressionUnexpected', { at: token.at, found: token.text })
    return { is: 'name', name: token.text, at: token.at }
  }

  #parenthesis(open: Token): Expression {
    if (++this.#depth > EXPRESSION_DEPTH_MAX) throw tooLarge()
    const inner = this.#union()
    if (this.#next === this.#tokens.length) throw audienceFailure('expressionOpen', { at: open.at })
    const close = this.#tokens[this.#next++]
    if (close.text !== ')') throw audienceFailure('expressionUnexpected', { at: close.at, found: close.text })
    this.#depth--
    return inner
  }

  #take(text: string): Token | null {
    const token = this.#tokens[this.#next]
    if (token?.text !== text) return null
    this.#next++
    return token
  }
}

function tooLarge(): Failure {
  return audienceFailure('expressionSize', { size: EXPRESSION_SIZE_MAX, depth: EXPRESSION_DEPTH_MAX })
}

/** Each use of a name, in the order of the text. */
export function namesOf(expression: Expression): { name: string; at: number }[] {
  const names: { name: string; at: number }[] = []
  const left: Expression[] = [expression]
  for (let next = left.pop(); next !== undefined; next = left.pop())
    if (next.is === 'name') names.push({ name: next.name, at: next.at })
    else left.push(next.right, next.left)
  return names
}

/**
 * Writes the audience that the expression says. `files` by name; those not used are never opened.
 * Fails as parseExpression does, with expressionName, countriesDiffer or outTaken, or as the files do.
 */
export async function combineAudiences(
  out: string,
  options: { expression: string; files: ReadonlyMap<string, string> },
): Promise<BuiltAudience> {
  const expression = parseExpression(options.expression)
  for (const { name, at } of namesOf(expression))
    if (!options.files.has(name)) throw audienceFailure('expressionName', { name, at })
  await refuseTaken(out)
  const set = await evaluate(expression, name => readAudience(options.files.get(name) ?? name))
  const audience = audienceOf(set)
  await writeAudience(out, audience)
  return { ...audience, duplicates: 0, rejected: 0 }
}

/** The set that the expression says. Fails with countriesDiffer, or as `load` does. */
export async function evaluate(expression: Expression, load: (name: string) => Promise<Audience>): Promise<NumberSet> {
  const cache = new AudienceCache(expression, load)
  const value = async (of: Expression): Promise<NumberSet> => {
    if (of.is === 'name') return await cache.take(of.name)
    const left = await value(of.left)
    return merge(of.operator, left, await value(of.right))
  }
  return await value(expression)
}

/** Loads each name once and forgets it after its last use. */
class AudienceCache {
  readonly #load: (name: string) => Promise<Audience>
  readonly #uses = new Map<string, number>()
  readonly #held = new Map<string, Audience>()
  #first: { name: string; country: string } | null = null

  constructor(expression: Expression, load: (name: string) => Promise<Audience>) {
    this.#load = load
    for (const { name } of namesOf(expression)) this.#uses.set(name, (this.#uses.get(name) ?? 0) + 1)
  }

  async take(name: string): Promise<NumberSet> {
    const audience = this.#held.get(name) ?? (await this.#load(name))
    this.#first ??= { name, country: audience.country }
    if (audience.country !== this.#first.country)
      throw audienceFailure('countriesDiffer', {
        a: this.#first.name,
        countryA: this.#first.country,
        b: name,
        countryB: audience.country,
      })
    const left = (this.#uses.get(name) ?? 1) - 1
    this.#uses.set(name, left)
    if (left > 0) this.#held.set(name, audience)
    else this.#held.delete(name)
    return audience
  }
}

/** A part of `low`: ranks [from, to). */
interface Ranks {
  readonly low: Uint32Array
  readonly from: number
  readonly to: number
}

/** Both sets are of one country. */
export function merge(operator: Operator, a: NumberSet, b: NumberSet): NumberSet {
  const bounds = { '&': Math.min(a.size, b.size), '|': a.size + b.size, '-': a.size }
  const low = new Uint32Array(bounds[operator])
  const walk = { '&': intersect, '|': unite, '-': subtract }[operator]
  const bases = new Set([...a.runs, ...b.runs].map(run => run.base))
  const runs: Run[] = []
  let size = 0
  for (const base of [...bases].sort((x, y) => x - y)) {
    const from = size
    size = walk(low, from, ranksOf(a, base), ranksOf(b, base))
    if (size > from) runs.push({ base, from })
  }
  const { country, callingCode } = a
  return { country, callingCode, size, runs, low: low.subarray(0, size) }
}

function ranksOf(set: NumberSet, base: number): Ranks {
  const k = set.runs.findIndex(run => run.base === base)
  if (k < 0) return { low: set.low, from: 0, to: 0 }
  return { low: set.low, from: set.runs[k].from, to: runEnd(set, k) }
}

/** Each walk writes from `at` on and returns one past what it wrote. */
function intersect(out: Uint32Array, at: number, a: Ranks, b: Ranks): number {
  let i = a.from
  let j = b.from
  let next = at
  while (i < a.to && j < b.to) {
    const x = a.low[i]
    const y = b.low[j]
    if (x === y) out[next++] = x
    if (x <= y) i++
    if (y <= x) j++
  }
  return next
}

function unite(out: Uint32Array, at: number, a: Ranks, b: Ranks): number {
  let i = a.from
  let j = b.from
  let next = at
  while (i < a.to && j < b.to) {
    const x = a.low[i]
    const y = b.low[j]
    out[next++] = Math.min(x, y)
    if (x <= y) i++
    if (y <= x) j++
  }
  while (i < a.to) out[next++] = a.low[i++]
  while (j < b.to) out[next++] = b.low[j++]
  return next
}

function subtract(out: Uint32Array, at: number, a: Ranks, b: Ranks): number {
  let i = a.from
  let j = b.from
  let next = at
  while (i < a.to && j < b.to) {
    const x = a.low[i]
    const y = b.low[j]
    if (x < y) out[next++] = x
    if (x <= y) i++
    if (y <= x) j++
  }
  while (i < a.to) out[next++] = a.low[i++]
  return next
}
