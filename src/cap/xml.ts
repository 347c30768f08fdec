/**
 * XML 1.0 with namespaces, as values, off octets that anybody may have written. Knows nothing of alerts.
 *
 * Octets are a document or one fault, never an exception; what is not well formed is not repaired. A document type is refused
 * where it begins, so there are no entities but the five of XML. Work and memory grow with the octets alone, by the limits
 * below. Comments are no part of the document; text that they part is one text.
 */
import { type Fault, type FaultCode, fault } from './faults.ts'

export const OCTETS_MAX = 1024 * 1024
export const DEPTH_MAX = 100
/** All communes of a country as geocodes are fewer. */
export const ELEMENTS_MAX = 50_000
/** Attributes and namespace declarations of one element. */
export const ATTRIBUTES_MAX = 32
/** Prefixes that are declared at one place of the document. */
export const PREFIXES_MAX = 32

export interface XmlElement {
  readonly prefix: string
  readonly name: string
  /** '' is none. */
  readonly namespace: string
  /** Without the declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[]
  /** What each prefix means here; '' is the default. */
  readonly scope: ReadonlyMap<string, string>
  /** In their order; a string is text. */
  readonly children: readonly XmlNode[]
}

export interface XmlAttribute {
  readonly prefix: string
  readonly name: string
  readonly namespace: string
  readonly value: string
}

export interface XmlInstruction {
  readonly target: string
  readonly data: string
}

export type XmlNode = XmlElement | XmlInstruction | string

export interface XmlDocument {
  readonly root: XmlElement
  /** Processing instructions before and behind the root. */
  readonly before: readonly XmlInstruction[]
  readonly behind: readonly XmlInstruction[]
}

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string' && 'children' in node

export const elementsOf = (parent: XmlElement) => parent.children.filter(isElement)

/** All of its text, but not that of elements in it. */
export const textOf = (parent: XmlElement) => parent.children.filter(node => typeof node === 'string').join('')

export function readXml(octets: Uint8Array): XmlDocument | Fault {
  if (octets.length > OCTETS_MAX) return fault('/', 'too-large', { max: OCTETS_MAX })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return fault('/', 'encoding', { found: 'no UTF-8' })
  }
  try {
    return new Reader(text.replace(/\r\n?/g, '\n')).document()
  } catch (error) {
    if (error instanceof Refused) return error.fault
    throw error
  }
}

/** Why a document is refused: leaves the reader at any depth, and never this file. */
class Refused extends Error {
  readonly fault: Fault

  constructor(why: Fault) {
    super(why.code)
    this.fault = why
  }
}

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'

const STARTS =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const NAME = `[${STARTS}][${STARTS}.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040\\-]*`
const QUALIFIED = `(?:(${NAME}):)?(${NAME})`
const SPACE = '[ \\t\\n]'
const EQUALS = `${SPACE}*=${SPACE}*`
const quoted = (inner: string) => `(?:"${inner}"|'${inner}')`

const ILLEGAL = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const DECLARATION = new RegExp(
  `<\\?xml${SPACE}+version${EQUALS}${quoted('1\\.0')}(?:${SPACE}+encoding${EQUALS}["']([A-Za-z][\\w.\\-]*)["'])?` +
    `(?:${SPACE}+standalone${EQUALS}${quoted('(?:yes|no)')})?${SPACE}*\\?>`,
  'y',
)
const INSTRUCTION = new RegExp(`<\\?(${NAME})(?:${SPACE}+|(?=\\?>))`, 'uy')
const OPENS = new RegExp(`<${QUALIFIED}`, 'uy')
const ATTRIBUTE = new RegExp(`${SPACE}+${QUALIFIED}${EQUALS}(?:"([^<"]*)"|'([^<']*)')`, 'uy')
const ENDS = new RegExp(`${SPACE}*(/?)>`, 'y')
const CLOSES = new RegExp(`</${QUALIFIED}${SPACE}*>`, 'uy')
const BLANK = new RegExp(`${SPACE}*`, 'y')
const ENTITY = /&(?:#(\d{1,10})|#x([\dA-Fa-f]{1,8})|(amp|lt|gt|apos|quot));|&/g
const ENTITIES = { amp: '&', lt: '<', gt: '>', apos: "'", quot: '"' } as const

type Open = Omit<XmlElement, 'children'> & { readonly children: XmlNode[] }

class Reader {
  readonly #text: string
  #at = 0
  #elements = 0
  readonly #open: Open[] = []

  constructor(text: string) {
    this.#text = text
  }

  document(): XmlDocument {
    const illegal = ILLEGAL.exec(this.#text)
    if (illegal !== null) this.#refuse('character', { found: illegal[0] })
    this.#declaration()
    const before = this.#outside()
    const root = this.#root()
    const behind = this.#outside()
    if (this.#at < this.#text.length) this.#notWellFormed()
    return { root, before, behind }
  }

  #declaration(): void {
    const declared = this.#match(DECLARATION)
    const encoding = declared?.[1] ?? 'UTF-8'
    if (!/^(?:utf-8|us-ascii)$/i.test(encoding)) this.#refuse('encoding', { found: encoding })
  }

  /** What may stand before and behind the root. */
  #outside(): XmlInstruction[] {
    const instructions: XmlInstruction[] = []
    for (;;) {
      this.#match(BLANK)
      if (this.#starts('<!--')) this.#comment()
      else if (this.#starts('<?')) instructions.push(this.#instruction())
      else return instructions
    }
  }

  #root(): XmlElement {
    const root = this.#opening()
    while (this.#open.length > 0) this.#next(this.#open[this.#open.length - 1].children)
    return root
  }

  /** One piece of what the innermost open element holds. */
  #next(into: XmlNode[]): void {
    if (this.#at >= this.#text.length) this.#notWellFormed()
    if (!this.#starts('<')) append(into, this.#characters())
    else if (this.#starts('</')) this.#closing()
    else if (this.#starts('<!--')) this.#comment()
    else if (this.#starts('<![CDATA[')) append(into, this.#through('<![CDATA[', ']]>'))
    else if (this.#starts('<?')) into.push(this.#instruction())
    else into.push(this.#opening())
  }

  #characters(): string {
    const end = this.#text.indexOf('<', this.#at)
    const raw = this.#text.slice(this.#at, end < 0 ? undefined : end)
    if (raw.includes(']]>')) this.#notWellFormed()
    const text = this.#resolve(raw)
    this.#at += raw.length
    return text
  }

  /** References to characters and to XML's own five entities; there are no others. */
  #resolve(raw: string): string {
    if (!raw.includes('&')) return raw
    return raw.replace(ENTITY, (_, decimal?: string, hex?: string, name?: keyof typeof ENTITIES) => {
      if (name !== undefined) return ENTITIES[name]
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      if (!(code <= 0x10ffff)) this.#notWellFormed()
      const character = String.fromCodePoint(code)
      if (character !== '\r' && ILLEGAL.test(character)) this.#notWellFormed()
      return character
    })
  }

  #opening(): XmlElement {
    if (/^<!doctype/i.test(this.#text.slice(this.#at, this.#at + 9))) this.#refuse('doctype')
    const tag = this.#match(OPENS)
    if (tag === null) this.#notWellFormed()
    if (this.#open.length >= DEPTH_MAX) this.#refuse('too-deep', { max: DEPTH_MAX })
    if (++this.#elements > ELEMENTS_MAX) this.#refuse('too-many-elements', { max: ELEMENTS_MAX })
    const written: RegExpExecArray[] = []
    for (let one = this.#match(ATTRIBUTE); one !== null; one = this.#match(ATTRIBUTE))
      if (written.push(one) > ATTRIBUTES_MAX) this.#refuse('too-many-names', { max: ATTRIBUTES_MAX })
    const end = this.#match(ENDS)
    if (end === null) this.#notWellFormed()
    const scope = this.#scope(written)
    const [, prefix = '', name] = tag
    const element = {
      prefix,
      name,
      namespace: this.#meaning(scope, prefix),
      attributes: this.#attributes(written, scope),
      scope,
      children: [],
    }
    if (end[1] === '') this.#open.push(element)
    return element
  }

  #closing(): void {
    const tag = this.#match(CLOSES)
    const innermost = this.#open[this.#open.length - 1]
    if (tag === null || tag[2] !== innermost.name || (tag[1] ?? '') !== innermost.prefix) this.#notWellFormed()
    this.#open.pop()
  }

  #scope(written: readonly RegExpExecArray[]): ReadonlyMap<string, string> {
    const around = this.#open.at(-1)?.scope ?? new Map<string, string>()
    const declared = written.filter(isDeclaration)
    if (declared.length === 0) return around
    const scope = new Map(around)
    for (const one of declared) {
      const prefix = one[1] === undefined ? '' : one[2]
      const namespace = this.#attributeValue(one)
      const isXml = prefix === 'xml' && namespace === XML_NAMESPACE
      const isReserved = namespace === XML_NAMESPACE || namespace === XMLNS_NAMESPACE
      if (prefix === 'xmlns' || (prefix !== '' && namespace === '')) this.#notWellFormed()
      if (!isXml && (prefix === 'xml' || isReserved)) this.#notWellFormed()
      if (!isXml) scope.set(prefix, namespace)
    }
    if (scope.size > PREFIXES_MAX) this.#refuse('too-many-names', { max: PREFIXES_MAX })
    return scope
  }

  #attributes(written: readonly RegExpExecArray[], scope: ReadonlyMap<string, string>): readonly XmlAttribute[] {
    if (written.length === 0) return []
    // A declaration stands twice, an attribute of one namespace and name stands twice: neither is well formed.
    const seen = new Set<string>()
    const attributes: XmlAttribute[] = []
    for (const one of written) {
      const [, prefix = '', name] = one
      const namespace = isDeclaration(one) ? XMLNS_NAMESPACE : prefix === '' ? '' : this.#meaning(scope, prefix)
      const unique = `${prefix === '' ? '' : namespace} ${name}`
      if (seen.has(unique)) this.#notWellFormed()
      seen.add(unique)
      if (!isDeclaration(one)) attributes.push({ prefix, name, namespace, value: this.#attributeValue(one) })
    }
    return attributes
  }

  /** White space is a space, where it is not written as a reference (XML 1.0, 3.3.3). */
  #attributeValue(written: RegExpExecArray): string {
    return this.#resolve((written[3] ?? written[4]).replace(/[\t\n]/g, ' '))
  }

  #meaning(scope: ReadonlyMap<string, string>, prefix: string): string {
    if (prefix === 'xml') return XML_NAMESPACE
    const namespace = scope.get(prefix)
    if (namespace === undefined && prefix !== '') this.#notWellFormed()
    return namespace ?? ''
  }

  #instruction(): XmlInstruction {
    const start = this.#match(INSTRUCTION)
    if (start === null || start[1].toLowerCase() === 'xml') this.#notWellFormed()
    return { target: start[1], data: this.#through('', '?>') }
  }

  #comment(): void {
    this.#through('<!--', '--')
    if (!this.#starts('>')) this.#notWellFormed()
    this.#at++
  }

  /** What stands between these two; the reader goes on behind the second. */
  #through(first: string, last: string): string {
    const from = this.#at + first.length
    const end = this.#text.indexOf(last, from)
    if (end < 0) this.#notWellFormed()
    this.#at = end + last.length
    return this.#text.slice(from, end)
  }

  #starts(with_: string): boolean {
    return this.#text.startsWith(with_, this.#at)
  }

  /** The match right here, and on behind it. */
  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }

  #notWellFormed(): never {
    const line = this.#text.slice(0, this.#at).split('\n').length
    return this.#refuse('not-well-formed', { line })
  }

  #refuse(code: FaultCode, details: Fault['details'] = {}): never {
    throw new Refused(fault(this.#path(), code, details))
  }

  /** Of the innermost open element, as far as people read it. */
  #path(): string {
    const names = this.#open.slice(0, PATH_NAMES_MAX).map(({ name }) => name)
    return names.length === 0 ? '/' : names.join('/')
  }
}

const PATH_NAMES_MAX = 6

const isDeclaration = ([, prefix, name]: RegExpExecArray) =>
  prefix === 'xmlns' || (prefix === undefined && name === 'xmlns')

function append(into: XmlNode[], text: string): void {
  const last = into.at(-1)
  if (typeof last === 'string') into[into.length - 1] = last + text
  else into.push(text)
}
