/**
 * A DOCX file as paragraphs with the look that each really has: what a run, its paragraph's style and the document's
 * defaults say together (ECMA-376 part 1, 17.7.2). For `checker.ts`; knows no rule of layout.
 *
 * The file may be anybody's: it is a zip of XML, taken apart within bounds, without entities and without anything from
 * elsewhere. What the parser makes of it takes far more: read-in-thread.ts bounds it. Fails with docxUnreadable or docxTooLarge.
 */

import { XMLParser } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { Failure } from '../../base/failure.ts'
import { reportFailure } from '../failures.ts'

/** Of the file, pictures and all; and of what is read of it, unpacked. */
export const UNPACKED_OCTETS_MAX = 20_000_000
const STYLES_DEEP_MAX = 20
const TWIPS_A_MM = 1440 / 25.4

export interface RunLook {
  readonly font: string | null
  /** Points. */
  readonly size: number | null
  readonly isBold: boolean
  readonly isItalic: boolean
  readonly hasCapitals: boolean
  /** `000000`; null or `auto` is the reader's own, which is black. */
  readonly colour: string | null
}

export interface ReadParagraph {
  readonly text: string
  readonly align: 'left' | 'center' | 'right' | 'both'
  /** Of its longest run of one look. */
  readonly look: RunLook
  readonly looks: readonly RunLook[]
  /** Line, before and after, in points; null: not said. */
  readonly lineSpacing: number | null
  readonly afterPoints: number | null
  readonly firstLineMm: number
  readonly hasRule: boolean
  readonly isInTable: boolean
  readonly hasPageField: boolean
}

export interface ReadDocx {
  readonly pageMm: { readonly width: number; readonly height: number }
  readonly marginsMm: Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>
  readonly hasFirstPageOfItsOwn: boolean
  readonly paragraphs: readonly ReadParagraph[]
  readonly headers: Readonly<Record<'first' | 'default', readonly ReadParagraph[]>>
  readonly footers: Readonly<Record<'first' | 'default', readonly ReadParagraph[]>>
}

/** An element as the parser gives it, in order: its name, its attributes, its children. */
interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

export function readDocx(octets: Uint8Array): ReadDocx {
  try {
    return reading(octets)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw reportFailure('docxUnreadable')
  }
}

function reading(octets: Uint8Array): ReadDocx {
  if (octets.length > UNPACKED_OCTETS_MAX) throw reportFailure('docxTooLarge')
  let unpacked = 0
  const files = unzipSync(octets, {
    filter: ({ name, originalSize }) => {
      if (!/^word\/([\w.-]+|_rels\/document\.xml\.rels)$/.test(name)) return false
      unpacked += originalSize
      if (unpacked > UNPACKED_OCTETS_MAX) throw reportFailure('docxTooLarge')
      return true
    },
  })
  const part = (name: string) => {
    const file = files[`word/${name}`]
    return file === undefined ? null : parsed(new TextDecoder().decode(file))
  }
  const document = part('document.xml')
  if (document === null) throw reportFailure('docxUnreadable')
  const styles = new Styles(part('styles.xml'))
  const targets = new Map(
    all(part('_rels/document.xml.rels'), 'Relationship').map(({ attributes }) => [attributes.Id, attributes.Target]),
  )
  // An annex may be a section of its own: the first is the document's.
  const section = all(document, 'w:sectPr').at(0)
  if (section === undefined) throw reportFailure('docxUnreadable')
  const size = child(section, 'w:pgSz')?.attributes ?? {}
  const margin = child(section, 'w:pgMar')?.attributes ?? {}
  const edge = (kind: 'w:headerReference' | 'w:footerReference', type: 'first' | 'default') => {
    const reference = all(section, kind).find(({ attributes }) => attributes['w:type'] === type)
    const target = targets.get(reference?.attributes['r:id'] ?? '')
    return target === undefined ? [] : paragraphsOf(part(target), styles)
  }
  return {
    pageMm: { width: mm(size['w:w']), height: mm(size['w:h']) },
    marginsMm: {
      top: mm(margin['w:top']),
      bottom: mm(margin['w:bottom']),
      left: mm(margin['w:left'] ?? margin['w:start']),
      right: mm(margin['w:right'] ?? margin['w:end']),
    },
    hasFirstPageOfItsOwn: isOn(child(section, 'w:titlePg')),
    paragraphs: paragraphsOf(document, styles),
    headers: { first: edge('w:headerReference', 'first'), default: edge('w:headerReference', 'default') },
    footers: { first: edge('w:footerReference', 'first'), default: edge('w:footerReference', 'default') },
  }
}

function paragraphsOf(root: Element | null, styles: Styles): readonly ReadParagraph[] {
  const found: ReadParagraph[] = []
  const walk = (element: Element, isInTable: boolean) => {
    for (const next of element.children) {
      if (typeof next === 'string') continue
      if (next.name === 'w:p') found.push(paragraphOf(next, styles, isInTable))
      else walk(next, isInTable || next.name === 'w:tbl')
    }
  }
  if (root !== null) walk(root, false)
  return found
}

function paragraphOf(element: Element, styles: Styles, isInTable: boolean): ReadParagraph {
  const own = child(element, 'w:pPr')
  const style = child(own, 'w:pStyle')?.attributes['w:val'] ?? null
  const properties = [own, ...styles.paragraph(style)]
  const first = (name: string) => properties.map(each => child(each, name)).find(each => each !== undefined)
  const runs = all(element, 'w:r').map(run => ({ text: textOf(run), look: styles.look(run, style) }))
  const spacing = first('w:spacing')?.attributes ?? {}
  const border = first('w:pBdr')
  const said = runs.filter(({ text }) => text.trim() !== '')
  const longest = said.toSorted((a, b) => b.text.length - a.text.length)[0]
  return {
    text: runs.map(({ text }) => text).join(''),
    align: alignOf(first('w:jc')?.attributes['w:val']),
    look: (longest ?? runs[0])?.look ?? styles.look(element, style),
    looks: said.map(({ look }) => look),
    lineSpacing:
      spacing['w:line'] === undefined || (spacing['w:lineRule'] ?? 'auto') !== 'auto'
        ? null
        : Number(spacing['w:line']) / 240,
    afterPoints: spacing['w:after'] === undefined ? null : Number(spacing['w:after']) / 20,
    firstLineMm: mm(first('w:ind')?.attributes['w:firstLine']),
    hasRule: border !== undefined && ['w:top', 'w:bottom'].some(side => child(border, side) !== undefined),
    isInTable,
    hasPageField:
      all(element, 'w:instrText').some(each => /\bPAGE\b/.test(textOf(each))) ||
      all(element, 'w:fldSimple').some(each => /\bPAGE\b/.test(each.attributes['w:instr'] ?? '')),
  }
}

class Styles {
  readonly #byId: ReadonlyMap<string, Element>
  readonly #defaultRun: Element | undefined
  readonly #defaultParagraph: Element | undefined
  readonly #normal: string | null

  constructor(root: Element | null) {
    const styles = all(root, 'w:style')
    this.#byId = new Map(styles.map(style => [style.attributes['w:styleId'], style]))
    const defaults = all(root, 'w:docDefaults')[0]
    this.#defaultRun = child(child(defaults, 'w:rPrDefault'), 'w:rPr')
    this.#defaultParagraph = child(child(defaults, 'w:pPrDefault'), 'w:pPr')
    const normal = styles.find(
      ({ attributes }) => attributes['w:type'] === 'paragraph' && attributes['w:default'] === '1',
    )
    this.#normal = normal?.attributes['w:styleId'] ?? null
  }

  /** The style and what it is based on, nearest first; then the defaults. */
  paragraph(id: string | null): readonly (Element | undefined)[] {
    return [...this.#chain(id).map(style => child(style, 'w:pPr')), this.#defaultParagraph]
  }

  look(run: Element, paragraphStyle: string | null): RunLook {
    const own = child(run, 'w:rPr')
    const properties = [
      own,
      ...this.#chain(child(own, 'w:rStyle')?.attributes['w:val'] ?? null, false).map(style => child(style, 'w:rPr')),
      ...this.#chain(paragraphStyle).map(style => child(style, 'w:rPr')),
      this.#defaultRun,
    ]
    const first = (name: string) => properties.map(each => child(each, name)).find(each => each !== undefined)
    const fonts = first('w:rFonts')?.attributes ?? {}
    const size = first('w:sz')?.attributes['w:val']
    return {
      font: fonts['w:ascii'] ?? fonts['w:hAnsi'] ?? null,
      size: size === undefined ? null : Number(size) / 2,
      isBold: isOn(first('w:b')),
      isItalic: isOn(first('w:i')),
      hasCapitals: isOn(first('w:caps')),
      colour: first('w:color')?.attributes['w:val'] ?? null,
    }
  }

  #chain(id: string | null, withNormal = true): readonly Element[] {
    const chain: Element[] = []
    let next = id ?? (withNormal ? this.#normal : null)
    while (next !== null && chain.length < STYLES_DEEP_MAX) {
      const style = this.#byId.get(next)
      if (style === undefined) break
      chain.push(style)
      next = child(style, 'w:basedOn')?.attributes['w:val'] ?? null
    }
    return chain
  }
}

function alignOf(value: string | undefined): ReadParagraph['align'] {
  if (value === 'center' || value === 'both') return value
  return value === 'right' || value === 'end' ? 'right' : 'left'
}

function isOn(element: Element | undefined): boolean {
  if (element === undefined) return false
  return !['0', 'false', 'off', 'none'].includes(element.attributes['w:val'] ?? '1')
}

function mm(twips: string | undefined): number {
  return twips === undefined ? 0 : Number(twips) / TWIPS_A_MM
}

function textOf(element: Element): string {
  return element.children
    .map(next => {
      if (typeof next === 'string') return next
      if (next.name === 'w:tab') return '\t'
      return next.name === 'w:br' ? '\n' : next.name === 'w:t' ? textOf(next) : ''
    })
    .join('')
}

function child(element: Element | undefined | null, name: string): Element | undefined {
  return element?.children.find((next): next is Element => typeof next !== 'string' && next.name === name)
}

function all(element: Element | null, name: string): readonly Element[] {
  if (element === null) return []
  return element.children.flatMap(next => {
    if (typeof next === 'string') return []
    return next.name === name ? [next] : all(next, name)
  })
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
})

function parsed(xml: string): Element {
  if (xml.includes('<!DOCTYPE')) throw reportFailure('docxUnreadable')
  return { name: '', attributes: {}, children: elementsOf(parser.parse(xml)) }
}

/** The parser's own form: `{ 'w:p': [children], ':@': attributes }`, text as `{ '#text': … }`. */
function elementsOf(nodes: unknown): readonly (Element | string)[] {
  if (!Array.isArray(nodes)) return []
  return nodes.map((node: Record<string, unknown>) => {
    const name = Object.keys(node).find(key => key !== ':@') ?? ''
    if (name === '#text') return String(node[name])
    return { name, attributes: (node[':@'] ?? {}) as Record<string, string>, children: elementsOf(node[name]) }
  })
}
