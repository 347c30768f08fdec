/**
 * Every reason that Loa's programs give for what failed, in English: what is called `why`, wherever it is written. Found
 * in the code itself, as far as one file shows: a text that is given as `why` or to a parameter of that name, or that a function
 * answers whose answer is taken for it. Where a template has a blank, a number stands.
 *
 * Knows no reason. A word alone in small letters is a code and not found.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

const ROOT = join(import.meta.dirname, '../..')
const NO_PROGRAM = /\.(test|suite|bench)\.tsx?$/
const IN_WORDS = /\s|^[A-Z]/
const FILLING = '7'

export interface Reason {
  readonly file: string
  readonly line: number
  readonly why: string
}

export function everyReason(): readonly Reason[] {
  return globSync('{src,town,bench}/**/*.{ts,tsx}', { cwd: ROOT })
    .filter(file => !NO_PROGRAM.test(file))
    .toSorted()
    .flatMap(file => {
      const text = readFileSync(join(ROOT, file), 'utf8')
      return /\bwhy\b/.test(text) ? reasonsOf(file, text) : []
    })
}

export function reasonsOf(file: string, text: string): readonly Reason[] {
  const program = parseSync(file, text).program as unknown as Node
  const functions = functionsOf(program)
  const found = new Map<Node, string>()
  const seen = new Set<Node>()
  const take = (given: Node): void => {
    if (seen.has(given)) return
    seen.add(given)
    const said = textOf(given)
    if (said !== null && IN_WORDS.test(said)) found.set(given, said)
    for (const name of CARRYING[given.type] ?? []) nodesOf(given[name]).forEach(take)
    if (given.type === 'CallExpression') functions.get(nameOf(given.callee) ?? '')?.answers.forEach(take)
  }
  everyNode(program, node => {
    const [name, value] = NAMING[node.type] ?? []
    if (name !== undefined && nameOf(node[name]) === 'why') nodesOf(node[value]).forEach(take)
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return
    const place = functions.get(nameOf(node.callee) ?? '')?.place ?? -1
    nodesOf(node.arguments)
      .slice(place, place + 1)
      .forEach(take)
  })
  const lineOf = (node: Node) => text.slice(0, node.start).split('\n').length
  return [...found].map(([node, why]) => ({ file, line: lineOf(node), why }))
}

export interface Node {
  readonly type: string
  readonly start: number
  readonly [part: string]: unknown
}

/** What gives a thing of a name its value. */
const NAMING: Readonly<Record<string, readonly [name: string, value: string]>> = {
  Property: ['key', 'value'],
  PropertyDefinition: ['key', 'value'],
  VariableDeclarator: ['id', 'init'],
  AssignmentExpression: ['left', 'right'],
  AssignmentPattern: ['left', 'right'],
}

/** Parts of which one becomes the value of the whole. */
const CARRYING: Readonly<Record<string, readonly string[]>> = {
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['left', 'right'],
  ParenthesizedExpression: ['expression'],
  AwaitExpression: ['argument'],
  TSAsExpression: ['expression'],
}

function textOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  return (node.quasis as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked).join(FILLING)
}

/** Of `name`, `#name` and `of.name`. */
export function nameOf(part: unknown): string | null {
  const [node] = nodesOf(part)
  if (node === undefined) return null
  if (node.type === 'MemberExpression') return nameOf(node.property)
  return typeof node.name === 'string' ? node.name : null
}

interface FunctionSummary {
  /** The position of its parameter `why`; -1: it has none. */
  readonly place: number
  readonly answers: readonly Node[]
}

/** Functions and methods of a file, by their names; a class by its constructor. */
function functionsOf(program: Node): ReadonlyMap<string, FunctionSummary> {
  const found = new Map<string, FunctionSummary>()
  const learn = (name: string | null, made: Node | undefined) => {
    if (name === null || made === undefined || !Array.isArray(made.params)) return
    const place = nodesOf(made.params).findIndex(one => nameOf(one.left ?? one) === 'why')
    found.set(name, { place, answers: answersOf(made) })
  }
  everyNode(program, node => {
    if (node.type === 'FunctionDeclaration') learn(nameOf(node.id), node)
    if (node.type === 'VariableDeclarator') learn(nameOf(node.id), nodesOf(node.init)[0])
    if (node.type === 'MethodDefinition' || node.type === 'Property') learn(nameOf(node.key), nodesOf(node.value)[0])
    if (node.type === 'ClassDeclaration') {
      const parts = nodesOf((node.body as Node).body)
      const made = parts.find(({ kind }) => kind === 'constructor')
      learn(nameOf(node.id), nodesOf(made?.value)[0])
    }
  })
  return found
}

/** What it answers itself, not what functions inside of it do. */
function answersOf(made: Node): readonly Node[] {
  const [body] = nodesOf(made.body)
  if (body === undefined) return []
  if (body.type !== 'BlockStatement') return [body]
  const found: Node[] = []
  const look = (node: Node): void => {
    if (Array.isArray(node.params)) return
    if (node.type === 'ReturnStatement') found.push(...nodesOf(node.argument))
    partsOf(node).forEach(look)
  }
  partsOf(body).forEach(look)
  return found
}

export function everyNode(node: Node, look: (node: Node) => void): void {
  look(node)
  for (const part of partsOf(node)) everyNode(part, look)
}

const partsOf = (node: Node): readonly Node[] => Object.values(node).flatMap(nodesOf)

/** One, several, none. */
export function nodesOf(part: unknown): readonly Node[] {
  const all: readonly unknown[] = Array.isArray(part) ? part : [part]
  return all.filter((one): one is Node => typeof one === 'object' && one !== null && 'type' in one)
}
