/**
 * Every message that Loa's programs write into their logs, with its level and the file that writes it, found in the code
 * itself. A message is a literal, or a choice of literals: what varies is in its fields. What cannot be read so is a fault.
 *
 * Knows no message. Passing one on by the name `event` or `message` is no message of its own.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { everyNode, type Node, nameOf, nodesOf } from './reasons.ts'

const ROOT = join(import.meta.dirname, '../..')
const NO_PROGRAM = /\.(test|suite|bench)\.tsx?$/
const LEVELS: ReadonlySet<string> = new Set(['debug', 'info', 'warn', 'error', 'fatal'])
const LOGS = /^(?:log|logger)$/
const PASSED_ON: ReadonlySet<string> = new Set(['event', 'message'])

export interface LogMessage {
  readonly file: string
  readonly level: string
  readonly message: string
}

export interface Logged {
  readonly messages: readonly LogMessage[]
  /** Calls of a log that no reader of the code can tell the message or the level of. */
  readonly unread: readonly string[]
}

export function everyLogMessage(): Logged {
  const all = globSync('{src,tools,town,bench}/**/*.ts', { cwd: ROOT })
    .filter(file => !NO_PROGRAM.test(file))
    .toSorted()
    .map(file => logged(file, readFileSync(join(ROOT, file), 'utf8')))
  return { messages: all.flatMap(({ messages }) => messages), unread: all.flatMap(({ unread }) => unread) }
}

export function logged(file: string, text: string): Logged {
  const messages: LogMessage[] = []
  const unread: string[] = []
  if (!/\blog(?:ger)?\b/i.test(text)) return { messages, unread }
  const called = new Set<Node>()
  everyNode(parseSync(file, text).program as unknown as Node, node => {
    if (node.type === 'CallExpression') {
      const [callee] = nodesOf(node.callee)
      if (callee === undefined || !isOfLog(callee)) return
      called.add(callee)
      const level = nameOf(callee.property) ?? ''
      const given = nodesOf(node.arguments).slice(0, 2)
      const said = given.map(literals).find(one => one !== null)
      if (callee.computed !== true && LEVELS.has(level) && said !== undefined)
        for (const message of said ?? []) messages.push({ file, level, message })
      else if (!given.some(one => PASSED_ON.has(nameOf(one) ?? ''))) unread.push(around(node))
    } else if (node.type === 'MemberExpression' && isOfLog(node) && !called.has(node)) unread.push(around(node))
  })
  return { messages, unread }

  function around(node: Node): string {
    return `${file}: ${text.slice(node.start, node.start + 80).replace(/\s+/g, ' ')}`
  }
}

/** `log.warn`, `this.#log.warn`, `options.log[level]`. */
function isOfLog(node: Node): boolean {
  if (node.type !== 'MemberExpression' || !LOGS.test(nameOf(node.object) ?? '')) return false
  return node.computed === true || LEVELS.has(nameOf(node.property) ?? '')
}

/** Null: it is something else than a text or a choice of texts. */
function literals(node: Node): readonly string[] | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : null
  if (node.type !== 'ConditionalExpression') return null
  const [yes, no] = [...nodesOf(node.consequent), ...nodesOf(node.alternate)].map(literals)
  return yes && no ? [...yes, ...no] : null
}
