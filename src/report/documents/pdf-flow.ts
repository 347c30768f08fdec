/**
 * Lines, tables and drawings down the pages of a PDF (pdfkit): breaks pages, repeats the head of a table, numbers the
 * pages of each part from the second on, tags everything (PDF 1.7, 14.8) and embeds its fonts.
 *
 *   TEXT_WIDTH wide, from the top margin to the bottom margin; `#y` is where the next thing begins
 *
 * A page is written out when the next begins, so that a long report takes no more memory than its longest page and its
 * structure.
 *
 * Knows no report. Lengths in points, from the top left corner.
 */
import PDFDocument from 'pdfkit'
import type { Drawing } from './chart.ts'
import { columnsOf, columnWidths } from './columns.ts'
import { type Face, fontOctets } from './fonts.ts'
import { type LayoutRules, PAGE_MM, VALUES } from './layout.ts'
import { linesOf, type Line as SetLine } from './lines.ts'
import type { Piece } from './prose.ts'

export const POINTS_A_MM = 72 / 25.4
const PAGE = { width: PAGE_MM.width * POINTS_A_MM, height: PAGE_MM.height * POINTS_A_MM }
const MARGIN = {
  top: VALUES.marginsMm.top * POINTS_A_MM,
  bottom: VALUES.marginsMm.bottom * POINTS_A_MM,
  left: VALUES.marginsMm.left * POINTS_A_MM,
  right: VALUES.marginsMm.right * POINTS_A_MM,
}
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right
const BOTTOM = PAGE.height - MARGIN.bottom
/** Of the page number, from the edge of the paper. */
const NUMBER_EDGE = 10 * POINTS_A_MM
const CELL = 3
const LINE_GAP = 2.5
/** Of body text, in sizes. */
const LINE_HEIGHT = 1.35

export interface Line {
  readonly text: string
  readonly size: number
  readonly face?: Face
  readonly align?: 'left' | 'center'
  /** A rule of that length below it. */
  readonly ruledMm?: number
  /** Space below. */
  readonly after?: number
}

type Document = InstanceType<typeof PDFDocument>
/** What pdfkit calls a structure element; its types leave the class out. */
type Structure = ReturnType<Document['struct']>

export class PdfFlow {
  readonly #pdf: Document
  readonly #root: Structure
  readonly #chunks: Buffer[] = []
  readonly #ended: Promise<void>
  readonly #pageNumber: LayoutRules['pageNumber']
  #type: { face: Face; size: number } = { face: 'regular', size: VALUES.sizes.text }
  #page = 1
  #y: number = MARGIN.top

  constructor(about: { title: string; author: string; language: string; pageNumber: LayoutRules['pageNumber'] }) {
    this.#pageNumber = about.pageNumber
    this.#pdf = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margins: MARGIN,
      pdfVersion: '1.7',
      tagged: true,
      lang: about.language,
      displayTitle: true,
      info: { Title: about.title, Author: about.author },
    })
    for (const face of ['regular', 'italic', 'bold', 'boldItalic'] as const)
      this.#pdf.registerFont(face, fontOctets(face))
    this.#root = this.#pdf.struct('Document')
    this.#pdf.addStructure(this.#root)
    this.#pdf.on('pageAdded', () => this.#number())
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.#ended = new Promise((resolve, reject) => {
      this.#pdf.on('end', resolve)
      this.#pdf.on('error', reject)
    })
  }

  space(height: number): void {
    this.#y += height
  }

  newPage(): void {
    // What is being set goes on as the same element on the next page.
    this.#pdf.continueOnNewPage()
    this.#y = MARGIN.top
  }

  /** On a page of its own; from here on pages are numbered anew. */
  newPart(): void {
    this.#page = 0
    this.newPage()
  }

  heading(text: string, { size, indent }: { size: number; indent: number }): void {
    this.#use('bold', size)
    const height = this.#pdf.heightOfString(text, { width: TEXT_WIDTH - indent })
    // A heading stands with the beginning of what follows: three lines, for the last two of a paragraph do not part.
    this.#need(height + 14 + 3 * (this.#pdf.currentLineHeight() + LINE_GAP))
    this.#y += 8
    this.#tagged('H2', () => {
      this.#pdf.text(text, MARGIN.left + indent, this.#y, { width: TEXT_WIDTH - indent })
    })
    this.#y += height + 6
  }

  centred(
    text: string,
    { size, face = 'regular', tag, ruledMm }: { size: number; face?: Face; tag: string; ruledMm?: number },
  ): void {
    this.#use(face, size)
    const height = this.#pdf.heightOfString(text, { width: TEXT_WIDTH, align: 'center' })
    this.#need(height)
    this.#tagged(tag, () => {
      this.#pdf.text(text, MARGIN.left, this.#y, { width: TEXT_WIDTH, align: 'center' })
    })
    this.#y += height
    if (ruledMm !== undefined) this.#rule(MARGIN.left + TEXT_WIDTH / 2, ruledMm)
  }

  paragraph(pieces: readonly Piece[], { size, indent }: { size: number; indent: number }): void {
    this.#set('P', pieces, { size, left: 0, indent })
  }

  list(items: readonly (readonly Piece[])[], { size, indent }: { size: number; indent: number }): void {
    for (const item of items) this.#set('P', [{ text: '- ', figure: null }, ...item], { size, left: 0, indent })
  }

  /** With a bar at its left, on each page that it is on. */
  notice(word: string, pieces: readonly Piece[], { size }: { size: number }): void {
    const text = word + pieces.map(piece => piece.text).join('')
    this.#use('regular', size)
    const height = this.#pdf.heightOfString(text, { width: TEXT_WIDTH - 14, lineGap: LINE_GAP })
    this.#need(Math.min(height, BOTTOM - MARGIN.top))
    const [top, page] = [this.#y, this.#page]
    this.#set('P', [{ text: word, figure: null }, ...pieces], { size, left: 14, indent: 0 })
    if (this.#page === page)
      this.#artifact(() => {
        this.#pdf.rect(MARGIN.left + 3, top, 2.5, this.#y - top - 6).fill('#000000')
      })
  }

  /** Two columns side by side that do not break. */
  columns(columns: readonly (readonly Line[])[], widths: readonly number[]): void {
    const heights = columns.map((lines, at) => lines.reduce((sum, line) => sum + this.#lineHeight(line, widths[at]), 0))
    this.#need(Math.max(...heights))
    const top = this.#y
    let left = MARGIN.left
    for (const [at, lines] of columns.entries()) {
      this.#y = top
      for (const line of lines) {
        this.#use(line.face ?? 'regular', line.size)
        const height = this.#pdf.heightOfString(line.text, { width: widths[at] })
        this.#tagged('P', () => {
          this.#pdf.text(line.text, left, this.#y, { width: widths[at], align: line.align ?? 'center' })
        })
        this.#y += height
        if (line.ruledMm !== undefined) this.#rule(left + widths[at] / 2, line.ruledMm)
        this.#y += line.after ?? 0
      }
      left += widths[at]
    }
    this.#y = top + Math.max(...heights)
  }

  chart(drawing: Drawing, caption: string, captionSize: number): void {
    const scale = Math.min(1, TEXT_WIDTH / drawing.width)
    this.#need(drawing.height * scale + captionSize * 2)
    this.#caption(caption, captionSize)
    const top = this.#y
    const figure = this.#pdf.struct('Figure', { alt: caption }, () => {
      this.#pdf.save().translate(MARGIN.left, top).scale(scale)
      for (const shape of drawing.shapes) this.#shape(shape)
      this.#pdf.restore()
    })
    this.#root.add(figure)
    this.#y = top + drawing.height * scale + 6
  }

  table(table: {
    caption: string | null
    head: readonly string[]
    rows: readonly (readonly Piece[])[]
    /** Names of the places where the rows are, for links. */
    anchors?: readonly string[]
    widths?: readonly number[]
    size: number
    captionSize: number
  }): void {
    const { head, rows, size } = table
    this.#use('bold', size)
    const measure = (text: string) => this.#pdf.widthOfString(text) + 2 * CELL + 1
    const widths = table.widths ?? columnWidths(columnsOf(head, rows), TEXT_WIDTH, measure)
    const headCells = head.map(text => ({ text, figure: null }))
    const headHeight = this.#rowHeight(headCells, widths, { size, face: 'bold' })
    const first = rows.length === 0 ? 0 : this.#rowHeight(rows[0], widths, { size, face: 'regular' })
    this.#need(headHeight + first + (table.caption === null ? 0 : table.captionSize * 2))
    if (table.caption !== null) this.#caption(table.caption, table.captionSize)
    const structure = this.#pdf.struct('Table')
    this.#root.add(structure)
    const setHead = (isRepeated: boolean) =>
      this.#row(structure, headCells, widths, { size, isHead: true, isRepeated, height: headHeight })
    setHead(false)
    for (const [at, row] of rows.entries()) {
      const height = this.#rowHeight(row, widths, { size, face: 'regular' })
      if (this.#y + height > BOTTOM) {
        this.newPage()
        setHead(true)
      }
      const anchor = table.anchors?.[at]
      if (anchor !== undefined) this.#pdf.addNamedDestination(anchor, 'XYZ', MARGIN.left, this.#y, null)
      this.#row(structure, row, widths, { size, isHead: false, isRepeated: false, height })
    }
    structure.end()
    this.#y += 10
  }

  async end(): Promise<Buffer> {
    this.#root.end()
    this.#pdf.end()
    await this.#ended
    return Buffer.concat(this.#chunks)
  }

  #use(face: Face, size: number): void {
    this.#type = { face, size }
    this.#pdf.font(face).fontSize(size)
  }

  /** Of a page that has just begun, in its margin; the first of a part has none. Leaves the type as it was. */
  #number(): void {
    if (++this.#page === 1) return
    const { face, size } = this.#type
    const isTop = this.#pageNumber === 'top-centre'
    const { pageNumber } = VALUES.sizes
    // Beyond the margins text would begin a page of its own.
    const { margins } = this.#pdf.page
    this.#pdf.page.margins = { ...margins, top: 0, bottom: 0 }
    this.#artifact(() => {
      this.#use('regular', pageNumber)
      this.#pdf.text(String(this.#page), MARGIN.left, isTop ? NUMBER_EDGE : PAGE.height - NUMBER_EDGE - pageNumber, {
        width: TEXT_WIDTH,
        align: isTop ? 'center' : 'right',
        lineBreak: false,
      })
    })
    this.#pdf.page.margins = margins
    this.#use(face, size)
  }

  #need(height: number): void {
    if (this.#y + height > BOTTOM && this.#y > MARGIN.top) this.newPage()
  }

  #tagged(tag: string, write: () => void): void {
    this.#root.add(this.#pdf.struct(tag, {}, write))
  }

  /** What a screen reader passes over. */
  #artifact(write: () => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' })
    write()
    this.#pdf.endMarkedContent()
    this.#pdf.fillColor('#000000')
  }

  #rule(middle: number, lengthMm: number): void {
    const half = (lengthMm * POINTS_A_MM) / 2
    const y = this.#y + 2
    this.#artifact(() => {
      this.#pdf
        .moveTo(middle - half, y)
        .lineTo(middle + half, y)
        .lineWidth(0.75)
        .stroke('#000000')
    })
    this.#y += 6
  }

  #lineHeight({ text, size, face, ruledMm, after }: Line, width: number): number {
    this.#use(face ?? 'regular', size)
    return this.#pdf.heightOfString(text, { width }) + (ruledMm === undefined ? 0 : 6) + (after ?? 0)
  }

  #caption(text: string, size: number): void {
    this.#y += 6
    this.centred(text, { size, face: 'italic', tag: 'Caption' })
    this.#y += 3
  }

  /** Justified text that may break over pages; figures in it are links. */
  #set(
    tag: string,
    pieces: readonly Piece[],
    { size, left, indent }: { size: number; left: number; indent: number },
  ): void {
    const width = TEXT_WIDTH - left
    const height = size * LINE_HEIGHT
    this.#use('regular', size)
    const lines = linesOf(pieces, { width, indent }, text => this.#pdf.widthOfString(text))
    this.#need(Math.min(2, lines.length) * height)
    this.#tagged(tag, () => {
      for (const [at, line] of lines.entries()) {
        this.#need(height)
        const start = at === 0 ? indent : 0
        const room = width - start - line.width
        const isJustified = at < lines.length - 1 && line.words.length > 1
        const gap = isJustified ? room / (line.words.length - 1) : 0
        this.#line(line, { x: MARGIN.left + left + start, gap, size })
        this.#y += height
      }
    })
    this.#y += 6
  }

  /**
   * Each word where it belongs, with its blank: pdfkit drops blanks at the ends of what it spaces itself. A figure is one
   * link on each line that it is on.
   */
  #line({ words }: SetLine, { x, gap, size }: { x: number; gap: number; size: number }): void {
    this.#use('regular', size)
    const links: { figure: string; from: number; to: number }[] = []
    let from = x
    for (const [at, word] of words.entries()) {
      const isLast = at === words.length - 1
      for (const [piece, { text, figure }] of word.entries()) {
        const hasBlank = !isLast && piece === word.length - 1
        this.#pdf.text(hasBlank ? `${text} ` : text, from, this.#y, { lineBreak: false })
        const to = from + this.#pdf.widthOfString(text)
        if (figure !== null && links.at(-1)?.figure === figure) (links.at(-1) as { to: number }).to = to
        else if (figure !== null) links.push({ figure, from, to })
        from = to + (hasBlank ? this.#pdf.widthOfString(' ') + gap : 0)
      }
    }
    for (const link of links) this.#pdf.goTo(link.from, this.#y, link.to - link.from, size * 1.2, link.figure)
  }

  #row(
    table: Structure,
    cells: readonly Piece[],
    widths: readonly number[],
    { size, isHead, isRepeated, height }: { size: number; isHead: boolean; isRepeated: boolean; height: number },
  ): void {
    const top = this.#y
    this.#artifact(() => {
      let left = MARGIN.left
      for (const width of widths) {
        this.#pdf.rect(left, top, width, height).lineWidth(0.5)
        if (isHead) this.#pdf.fillAndStroke('#ededed', '#000000')
        else this.#pdf.stroke('#000000')
        left += width
      }
    })
    // An element that no parent is given would keep the document from ending.
    const row = isRepeated ? null : this.#pdf.struct('TR')
    let left = MARGIN.left
    for (const [at, { text, figure }] of cells.entries()) {
      const [x, width] = [left + CELL, widths[at] - 2 * CELL]
      const write = () => {
        this.#use(isHead ? 'bold' : 'regular', size)
        this.#pdf.text(text, x, top + CELL, {
          width,
          align: isHead ? 'center' : figure === null ? 'left' : 'right',
          ...linkTo(figure),
        })
      }
      if (row === null) this.#artifact(write)
      else row.add(this.#pdf.struct(isHead ? 'TH' : 'TD', {}, write))
      left += widths[at]
    }
    if (row !== null) {
      table.add(row)
      row.end()
    }
    this.#y = top + height
  }

  #rowHeight(cells: readonly Piece[], widths: readonly number[], { size, face }: { size: number; face: Face }): number {
    this.#use(face, size)
    const heights = cells.map(({ text }, at) => this.#pdf.heightOfString(text, { width: widths[at] - 2 * CELL }))
    return Math.max(...heights) + 2 * CELL
  }

  #shape(shape: Drawing['shapes'][number]): void {
    switch (shape.is) {
      case 'box':
        this.#pdf.rect(shape.x, shape.y, shape.width, shape.height).fill(shape.colour)
        return
      case 'line':
        this.#pdf.moveTo(shape.x1, shape.y1).lineTo(shape.x2, shape.y2).lineWidth(0.75).stroke(shape.colour)
        return
      default: {
        this.#use('regular', shape.size)
        this.#pdf.fillColor('#000000')
        const width = this.#pdf.widthOfString(shape.text)
        const x = shape.anchor === 'start' ? shape.x : shape.anchor === 'end' ? shape.x - width : shape.x - width / 2
        this.#pdf.text(shape.text, x, shape.y - shape.size * 0.9, { lineBreak: false })
      }
    }
  }
}

/** Null ends the link of the piece before it; pdfkit's types leave that out. */
function linkTo(figure: string | null): { goTo?: string } {
  return { goTo: figure } as { goTo?: string }
}
