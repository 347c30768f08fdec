/**
 * Whether a document is what the schema of CAP 1.2 allows: names, namespaces, order, how often, attributes, simple values.
 * All faults, each at its element; what is out of order is the fewest elements that would have to move.
 */
import { shown, type Tell } from './faults.ts'
import { readInstant } from './instant.ts'
import { ALERT, CAP_NAMESPACE, type Content, type ElementRule } from './schema.ts'
import { elementsOf, textOf, type XmlElement } from './xml.ts'

export const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'
const INSTANCE_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance'
/** Where a schema is found: harmless, and allowed anywhere by XML Schema. */
const HINTS = ['schemaLocation', 'noNamespaceSchemaLocation']

/** False where it is no CAP 1.2 alert at all, so that nothing more can be said of it. */
export function checkSchema(root: XmlElement, tell: Tell): boolean {
  if (root.name !== 'alert') tell('/', 'root', { found: root.name })
  else if (root.namespace !== CAP_NAMESPACE) tell('alert', 'namespace', { found: root.namespace })
  else checkElement(root, { path: 'alert', holds: { elements: ALERT }, tell })
  return root.name === 'alert' && root.namespace === CAP_NAMESPACE
}

/** Without the white space around it, as XML Schema collapses it. By steps: a pattern for the end looks again and again. */
export function collapsed(text: string): string {
  let [from, until] = [0, text.length]
  while (from < until && isBlank(text[from])) from++
  while (until > from && isBlank(text[until - 1])) until--
  return text.slice(from, until)
}

const isBlank = (letter: string) => ' \t\r\n'.includes(letter)

/** The elements in this one with their paths: `info[2]` is the second of several, `info` the only one. */
export function pathsIn(
  parent: XmlElement,
  path: string,
): readonly { readonly element: XmlElement; readonly path: string }[] {
  const elements = elementsOf(parent)
  const all = new Map<string, number>()
  for (const { name } of elements) all.set(name, (all.get(name) ?? 0) + 1)
  const seen = new Map<string, number>()
  return elements.map(element => {
    const { name } = element
    const place = (seen.get(name) ?? 0) + 1
    seen.set(name, place)
    return { element, path: `${path}/${shown(name)}${all.get(name) === 1 ? '' : `[${place}]`}` }
  })
}

interface Place {
  readonly path: string
  readonly holds: Content
  readonly tell: Tell
}

function checkElement(element: XmlElement, { path, holds, tell }: Place): void {
  for (const { prefix, name, namespace } of element.attributes)
    if (namespace !== INSTANCE_NAMESPACE || !HINTS.includes(name))
      tell(path, 'attribute', { found: prefix === '' ? name : `${prefix}:${name}` })
  if (typeof holds === 'object' && 'elements' in holds) checkSequence(element, holds.elements, path, tell)
  else checkValue(element, { path, holds, tell })
}

function checkSequence(parent: XmlElement, rules: readonly ElementRule[], path: string, tell: Tell): void {
  const stray = parent.children.find(node => typeof node === 'string' && collapsed(node) !== '')
  if (typeof stray === 'string') tell(path, 'text', { found: collapsed(stray) })
  const ranks = new Map(rules.map(({ name }, rank) => [name, rank] as const))
  const known: { path: string; name: string; rank: number }[] = []
  const counts = new Map<string, number>()
  for (const one of pathsIn(parent, path)) {
    const { name, namespace } = one.element
    if (namespace === SIGNATURE_NAMESPACE && rules === ALERT) {
      known.push({ path: one.path, name, rank: rules.length })
      continue
    }
    const rank = ranks.get(name)
    if (rank === undefined) {
      tell(one.path, 'unknown-element', { found: name })
      continue
    }
    const { isMany, holds } = rules[rank]
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (namespace !== CAP_NAMESPACE) tell(one.path, 'namespace', { found: namespace })
    if (count > 1 && !isMany) tell(one.path, 'repeated', { found: name })
    else known.push({ path: one.path, name, rank })
    checkElement(one.element, { path: one.path, holds, tell })
  }
  for (const at of outOfOrder(known.map(({ rank }) => rank))) tell(known[at].path, 'order', { found: known[at].name })
  for (const { name, isRequired } of rules)
    if (isRequired && !counts.has(name)) tell(`${path}/${name}`, 'missing', { found: name })
}

/** Places of the fewest that would have to move for all to stand in order: those outside a longest run that never falls. */
function outOfOrder(ranks: readonly number[]): readonly number[] {
  /** At i: the place where the best run of i + 1 ends. */
  const ends: number[] = []
  const before: number[] = []
  for (const [at, rank] of ranks.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ranks[ends[middle]] <= rank) low = middle + 1
      else high = middle
    }
    before[at] = low === 0 ? -1 : ends[low - 1]
    ends[low] = at
  }
  const inOrder = new Set<number>()
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]) inOrder.add(at)
  return [...ranks.keys()].filter(at => !inOrder.has(at))
}

function checkValue(element: XmlElement, { path, holds, tell }: Place): void {
  const inside = pathsIn(element, path)
  for (const one of inside) tell(one.path, 'unknown-element', { found: one.element.name })
  if (inside.length > 0) return
  const text = textOf(element)
  if (holds === 'dateTime') {
    const read = readInstant(collapsed(text))
    if (typeof read === 'string') tell(path, read, { found: text })
  } else if (holds === 'integer' && !/^[+-]?\d+$/.test(collapsed(text))) tell(path, 'number', { found: text })
  else if (holds === 'decimal' && !/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(collapsed(text)))
    tell(path, 'number', { found: text })
  else if (typeof holds === 'object' && 'oneOf' in holds && !holds.oneOf.includes(text))
    tell(path, 'value', { found: text, allowed: holds.oneOf.join(', ') })
}
