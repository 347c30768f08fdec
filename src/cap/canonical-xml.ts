/**
 * Canonical XML 1.0 and Exclusive XML Canonicalization 1.0, both without comments: the octets of a document, or of an element in
 * it, over which a signature is made. Two documents that say something different never have the same octets.
 *
 * https://www.w3.org/TR/2001/REC-xml-c14n-20010315, https://www.w3.org/TR/2002/REC-xml-exc-c14n-20020718
 */
import {
  isElement,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
  type XmlInstruction,
  type XmlNode,
} from './xml.ts'

export interface Canonicalization {
  readonly is: 'inclusive' | 'exclusive'
  /** Prefixes that an exclusive one treats as an inclusive one does; '' is the default. */
  readonly prefixes: readonly string[]
}

/** The whole document, without this element. */
export function canonicalDocument(
  { root, before, behind }: XmlDocument,
  { without, by }: { readonly without: XmlElement | null; readonly by: Canonicalization },
): string {
  const writer = new Writer(by, without)
  for (const one of before) writer.instruction(one, '', '\n')
  writer.element(root, NOTHING, [])
  for (const one of behind) writer.instruction(one, '\n', '')
  return writer.text()
}

/**
 * An element as it stands in its document. `inherited`: attributes of the prefix xml on those around it, which an inclusive
 * one takes along.
 */
export function canonicalElement(
  element: XmlElement,
  { inherited, by }: { readonly inherited: readonly XmlAttribute[]; readonly by: Canonicalization },
): string {
  const writer = new Writer(by, null)
  writer.element(element, NOTHING, by.is === 'inclusive' ? inherited : [])
  return writer.text()
}

/** No prefix is declared yet. */
const NOTHING: ReadonlyMap<string, string> = new Map()

class Writer {
  readonly #by: Canonicalization
  readonly #without: XmlElement | null
  readonly #parts: string[] = []

  constructor(by: Canonicalization, without: XmlElement | null) {
    this.#by = by
    this.#without = without
  }

  text(): string {
    return this.#parts.join('')
  }

  instruction({ target, data }: XmlInstruction, before: string, behind: string): void {
    this.#parts.push(before, '<?', target, data === '' ? '' : ` ${data}`, '?>', behind)
  }

  /** `declared`: what the prefixes mean in what is written around it. */
  element(element: XmlElement, declared: ReadonlyMap<string, string>, inherited: readonly XmlAttribute[]): void {
    const name = qualified(element)
    const fresh = this.#declarations(element, declared)
    const own = new Set(element.attributes.map(qualified))
    const attributes = [...element.attributes, ...inherited.filter(one => !own.has(qualified(one)))].toSorted(
      (a, b) => byCodePoints(a.namespace, b.namespace) || byCodePoints(a.name, b.name),
    )
    this.#parts.push('<', name)
    for (const [prefix, namespace] of fresh)
      this.#parts.push(prefix === '' ? ' xmlns' : ` xmlns:${prefix}`, `="${inValue(namespace)}"`)
    for (const one of attributes) this.#parts.push(` ${qualified(one)}="${inValue(one.value)}"`)
    this.#parts.push('>')
    const inside = fresh.length === 0 ? declared : new Map([...declared, ...fresh])
    for (const node of element.children) this.#node(node, inside)
    this.#parts.push('</', name, '>')
  }

  #node(node: XmlNode, declared: ReadonlyMap<string, string>): void {
    if (typeof node === 'string') this.#parts.push(inText(node))
    else if (!isElement(node)) this.instruction(node, '', '')
    else if (node !== this.#without) this.element(node, declared, [])
  }

  /** What has to be declared here: what is used (or, inclusively, known) and does not mean the same around it. */
  #declarations(element: XmlElement, declared: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
    const { scope } = element
    const used =
      this.#by.is === 'inclusive'
        ? ['', ...scope.keys()]
        : [
            element.prefix,
            ...element.attributes.map(({ prefix }) => prefix).filter(prefix => prefix !== ''),
            ...this.#by.prefixes.filter(prefix => prefix === '' || scope.has(prefix)),
          ]
    return [...new Set(used)]
      .filter(prefix => prefix !== 'xml')
      .map(prefix => [prefix, scope.get(prefix) ?? ''] as const)
      .filter(([prefix, namespace]) => (declared.get(prefix) ?? '') !== namespace)
      .toSorted(([a], [b]) => byCodePoints(a, b))
  }
}

const qualified = ({ prefix, name }: { readonly prefix: string; readonly name: string }) =>
  prefix === '' ? name : `${prefix}:${name}`

/** Not by UTF-16 units, which place letters beyond the basic plane before some within it. */
const byCodePoints = (a: string, b: string) => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)))

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}
const inText = (text: string) => text.replace(/[&<>\r]/g, letter => ESCAPES[letter])
const inValue = (text: string) => text.replace(/[&<"\t\n\r]/g, letter => ESCAPES[letter])
