/**
 * A report as DOCX, laid out as an administrative document (`layout.ts`): A4, national name and motto, number and
 * symbol, place and date, page number from the second page on, recipients and signature; charts as pictures with their
 * tables; every figure a link to its row in the annex.
 *
 * Knows what a report says only through `prose.ts`.
 */
import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  type IParagraphOptions,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Language } from '../../base/failure.ts'
import type { Block } from '../document.ts'
import type { Paper } from '../paper.ts'
import { type Drawing, draw } from './chart.ts'
import { columnsOf, columnWidths } from './columns.ts'
import {
  enclosedWith,
  FONT,
  kindAndSubject,
  type LayoutRules,
  MOTTO,
  NATIONAL_NAME,
  numberAndSymbol,
  PAGE_MM,
  placeAndDate,
  roman,
  rulesOn,
  signerLines,
  VALUES,
} from './layout.ts'
import { pngOf } from './png.ts'
import { DOCUMENT_WORDS, type Piece, Prose } from './prose.ts'
import { drawStrip } from './strip.ts'

const { sizes, marginsMm } = VALUES
/** Width between the margins. */
const TEXT_MM = PAGE_MM.width - marginsMm.left - marginsMm.right
/** Of the column of who issues it, beside the national name. */
const LEFT_MM = 68
const PIXELS_A_POINT = 96 / 72

export async function docxOf(report: Paper, language: Language = 'vi'): Promise<Buffer> {
  const writer = new Writer(new Prose(report, language), rulesOn(report.heading.date))
  return await Packer.toBuffer(writer.document())
}

class Writer {
  readonly #prose: Prose
  readonly #rules: LayoutRules
  readonly #language: Language
  readonly #words: (typeof DOCUMENT_WORDS)[Language]
  /** Which row of the annex a figure has, by its id. */
  readonly #rows: ReadonlyMap<string, number>

  constructor(prose: Prose, rules: LayoutRules) {
    this.#prose = prose
    this.#rules = rules
    this.#language = prose.language
    this.#words = DOCUMENT_WORDS[prose.language]
    this.#rows = new Map(prose.report.figures.map(({ id }, at) => [id, at]))
  }

  document(): Document {
    const { report } = this.#prose
    const annex = this.#annex()
    return new Document({
      title: report.title[this.#language],
      creator: report.heading.issuing[this.#language],
      styles: {
        default: {
          document: {
            run: {
              font: FONT,
              size: halfPoints(sizes.text),
              color: '000000',
              language: { value: this.#language === 'vi' ? 'vi-VN' : 'en-GB' },
            },
          },
          heading1: { run: { font: FONT, size: halfPoints(sizes.text), bold: true, color: '000000' } },
        },
      },
      sections: [
        this.#section([
          this.#head(),
          ...this.#title(),
          ...report.sections.flatMap(({ title, blocks }, at) => [
            this.#heading(`${roman(at + 1)}. ${title[this.#language]}`),
            ...blocks.flatMap(block => this.#block(block)),
          ]),
          ...(annex.length === 0 ? [] : [justified([new TextRun(this.#words.seeAnnex)])]),
          this.#signature(),
        ]),
        ...(annex.length === 0 ? [] : [this.#section(annex)]),
      ],
    })
  }

  /** Of pages that are numbered by themselves, from the second on. */
  #section(children: (Paragraph | Table)[]): ISectionOptions {
    const number = this.#pageNumber()
    const isTop = this.#rules.pageNumber === 'top-centre'
    const none = [new Paragraph({})]
    return {
      properties: {
        titlePage: true,
        page: {
          size: { width: twips(PAGE_MM.width), height: twips(PAGE_MM.height) },
          margin: {
            top: twips(marginsMm.top),
            bottom: twips(marginsMm.bottom),
            left: twips(marginsMm.left),
            right: twips(marginsMm.right),
            header: twips(10),
            footer: twips(10),
          },
          pageNumbers: { start: 1 },
        },
      },
      headers: isTop ? { default: new Header({ children: [number] }), first: new Header({ children: none }) } : {},
      footers: isTop ? {} : { default: new Footer({ children: [number] }), first: new Footer({ children: none }) },
      children,
    }
  }

  #pageNumber(): Paragraph {
    return new Paragraph({
      alignment: this.#rules.pageNumber === 'top-centre' ? AlignmentType.CENTER : AlignmentType.RIGHT,
      children: [new TextRun({ children: [PageNumber.CURRENT], size: halfPoints(sizes.pageNumber) })],
    })
  }

  /** Two columns: who issues it, and the national name. */
  #head(): Table {
    const { heading } = this.#prose.report
    const { governing, issuing, place, date } = heading
    const language = this.#language
    const left = [
      ...(governing === null ? [] : [centred(upper(governing[language]), { size: sizes.body })]),
      centred(upper(issuing[language]), { size: sizes.body, bold: true }),
      rule(24, LEFT_MM),
      centred(numberAndSymbol(this.#prose.report, language), { size: sizes.symbol }),
    ]
    const right = [
      centred(NATIONAL_NAME, { size: sizes.nationalName, bold: true }),
      centred(MOTTO, { size: sizes.motto, bold: true }),
      rule(54, TEXT_MM - LEFT_MM),
      centred(language === 'vi' ? placeAndDate(place.vi, date) : `${place.en}, ${date}`, {
        size: sizes.placeAndDate,
        italics: true,
      }),
    ]
    return unruled([left, right], [LEFT_MM, TEXT_MM - LEFT_MM])
  }

  #title(): Paragraph[] {
    const { report } = this.#prose
    const title = report.title[this.#language]
    const mark = this.#mark()
    if (this.#language === 'en')
      return [...mark, centred(title, { size: sizes.type, bold: true, before: 18 }), rule(45, TEXT_MM), spacer()]
    const { kind, subject } = kindAndSubject(report)
    return [
      ...mark,
      centred(kind, { size: sizes.type, bold: true, before: 18 }),
      centred(subject, { size: sizes.type, bold: true }),
      rule(45, TEXT_MM),
      spacer(),
    ]
  }

  #mark(): Paragraph[] {
    const { mark } = this.#prose.report
    if (mark === undefined) return []
    return [centred(mark[this.#language], { size: sizes.type, bold: true, before: 18 })]
  }

  #heading(text: string): Paragraph {
    return new Paragraph({
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      spacing: { before: points(8), after: points(VALUES.paragraphAfterPoints) },
      indent: { firstLine: twips(VALUES.firstLineMm) },
      children: [new TextRun({ text, bold: true })],
    })
  }

  #block(block: Block): (Paragraph | Table)[] {
    switch (block.is) {
      case 'paragraph':
        return [justified(this.#pieces(this.#prose.pieces(block.runs)))]
      case 'list':
        return block.items.map(item => justified([new TextRun('- '), ...this.#pieces(this.#prose.pieces(item))]))
      case 'notice': {
        const word = DOCUMENT_WORDS[this.#language][block.weight]
        const runs = this.#pieces(this.#prose.pieces(block.runs))
        return [
          justified([new TextRun({ text: `${word}: `, bold: true }), ...runs], {
            border: { left: { style: BorderStyle.SINGLE, size: 18, space: 8, color: '000000' } },
            indent: { left: twips(5) },
          }),
        ]
      }
      case 'table':
        return this.#table(
          block.caption[this.#language],
          block.head.map(each => each[this.#language]),
          block.rows.map(row => row.map(cell => this.#prose.cell(cell))),
        )
      case 'strip':
        return this.#picture(drawStrip(block, this.#language), block.caption[this.#language])
      case 'chart':
        return this.#chart(block)
    }
  }

  #chart(block: Extract<Block, { is: 'chart' }>): (Paragraph | Table)[] {
    const { head, rows } = this.#prose.chartTable(block)
    return [
      ...this.#picture(draw(this.#prose.chart(block)), block.caption[this.#language]),
      ...this.#table(`${DOCUMENT_WORDS[this.#language].chartTable}`, head, rows),
    ]
  }

  #picture(drawing: Drawing, caption: string): Paragraph[] {
    const picture = new ImageRun({
      type: 'png',
      data: pngOf(drawing),
      transformation: {
        width: Math.round(drawing.width * PIXELS_A_POINT * 0.98),
        height: Math.round(drawing.height * PIXELS_A_POINT * 0.98),
      },
      altText: { name: caption, title: caption, description: caption },
    })
    return [
      captioned(caption),
      new Paragraph({ alignment: AlignmentType.CENTER, children: [picture], spacing: { after: points(6) } }),
    ]
  }

  #table(caption: string, head: readonly string[], rows: readonly (readonly Piece[])[]): (Paragraph | Table)[] {
    const size = head.length > WIDE_COLUMNS ? sizes.table - 1.5 : sizes.table
    const measure = (text: string) => widthMm(text, size) + CELL_MM
    const widths = columnWidths(columnsOf(head, rows), TEXT_MM, measure)
    const cells = (row: readonly Piece[]) =>
      row.map((piece, at) =>
        tableCell(this.#pieces([piece], size), { width: widths[at], isNumber: piece.figure !== null }),
      )
    return [
      captioned(caption),
      new Table({
        width: { size: twips(TEXT_MM), type: WidthType.DXA },
        columnWidths: widths.map(width => twips(width)),
        rows: [
          new TableRow({
            tableHeader: true,
            cantSplit: true,
            children: head.map((text, at) =>
              tableCell([new TextRun({ text, bold: true, size: halfPoints(size) })], {
                width: widths[at],
                isHead: true,
              }),
            ),
          }),
          ...rows.map(row => new TableRow({ cantSplit: true, children: cells(row) })),
        ],
      }),
      spacer(),
    ]
  }

  #signature(): Table {
    const { heading } = this.#prose.report
    const { recipients, signer } = heading
    const words = this.#words
    const small = (text: string) => plain([new TextRun({ text, size: halfPoints(sizes.recipients) })])
    const left = [
      plain([
        new TextRun({ text: words.recipients, bold: true, italics: true, size: halfPoints(sizes.recipientsHead) }),
      ]),
      ...recipients.map(each => small(`- ${each[this.#language]};`)),
      small(`- ${words.archive}`),
    ]
    const right = [
      ...signerLines(heading, this.#language).map(line => centred(upper(line), { size: sizes.signer, bold: true })),
      ...[1, 2, 3, 4].map(spacer),
      centred(signer.name ?? '', { size: sizes.signer, bold: true }),
    ]
    return unruled([left, right], [TEXT_MM / 2, TEXT_MM / 2], { keep: true })
  }

  /** The table of figures: where every link of the text leads. */
  #annex(): (Paragraph | Table)[] {
    const words = this.#words
    const { report } = this.#prose
    const { figures } = report
    if (figures.length === 0) return []
    const widths = [36, 32, 34, 22, TEXT_MM - 124]
    const text = (value: string) => new TextRun({ text: value, size: halfPoints(sizes.table - 1) })
    return [
      centred(words.annex, { size: sizes.annex, bold: true }),
      centred(upper(words.figures), { size: sizes.annexTitle, bold: true }),
      centred(enclosedWith(report, this.#language), { size: sizes.enclosedWith, italics: true }),
      rule(45, TEXT_MM),
      justified([new TextRun(words.figuresNote)]),
      justified([new TextRun(words.rounding)]),
      new Table({
        width: { size: twips(TEXT_MM), type: WidthType.DXA },
        columnWidths: widths.map(width => twips(width)),
        rows: [
          new TableRow({
            tableHeader: true,
            cantSplit: true,
            children: words.head.map((head, at) =>
              tableCell([new TextRun({ text: head, bold: true, size: halfPoints(sizes.table - 1) })], {
                width: widths[at],
                isHead: true,
              }),
            ),
          }),
          ...figures.map((figure, at) => {
            const label = new Bookmark({ id: anchorOf(at), children: [text(figure.label[this.#language])] })
            const others = [
              this.#prose.exact(figure),
              this.#prose.said(figure),
              this.#prose.asOf(figure),
              this.#prose.derivation(figure),
            ]
            return new TableRow({
              cantSplit: true,
              children: [
                tableCell([label], { width: widths[0] }),
                ...others.map((value, column) => tableCell([text(value)], { width: widths[column + 1] })),
              ],
            })
          }),
        ],
      }),
    ]
  }

  #pieces(pieces: readonly Piece[], size: number = sizes.text): ParagraphChild[] {
    return pieces.map(({ text, figure }) => {
      const run = new TextRun({ text, size: halfPoints(size) })
      if (figure === null) return run
      const at = this.#rows.get(figure)
      if (at === undefined) throw new RangeError(`a figure without its row: ${figure}`)
      return new InternalHyperlink({ anchor: anchorOf(at), children: [run] })
    })
  }
}

const anchorOf = (at: number) => `figure_${at + 1}`
const twips = convertMillimetersToTwip
const halfPoints = (size: number) => size * 2
const points = (count: number) => count * 20
const upper = (text: string) => text.toLocaleUpperCase('vi')
const spacer = () => new Paragraph({})

interface Look {
  readonly size: number
  readonly bold?: boolean
  readonly italics?: boolean
  /** Points. */
  readonly before?: number
}

function centred(text: string, { size, bold, italics, before }: Look): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: points(before ?? 0) },
    children: [new TextRun({ text, size: halfPoints(size), bold: bold ?? false, italics: italics ?? false })],
  })
}

function plain(children: readonly ParagraphChild[]): Paragraph {
  return new Paragraph({ children })
}

function justified(children: readonly ParagraphChild[], more: Partial<IParagraphOptions> = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    spacing: { after: points(VALUES.paragraphAfterPoints), line: 276 },
    indent: { firstLine: twips(VALUES.firstLineMm) },
    ...more,
    children,
  })
}

function captioned(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: points(6), after: points(3) },
    children: [new TextRun({ text, italics: true, size: halfPoints(sizes.body) })],
  })
}

/** A line of its own below a heading, centred, that long, in a column of that width. */
function rule(lengthMm: number, columnMm: number): Paragraph {
  const side = twips((columnMm - lengthMm) / 2)
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: points(3), after: points(3), line: 40, lineRule: 'exact' },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
  })
}

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const NO_BORDERS = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
}

function unruled(columns: readonly Paragraph[][], widthsMm: readonly number[], { keep = false } = {}): Table {
  return new Table({
    width: { size: twips(TEXT_MM), type: WidthType.DXA },
    columnWidths: widthsMm.map(width => twips(width)),
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: keep,
        children: columns.map(
          (children, at) =>
            new TableCell({
              children,
              width: { size: twips(widthsMm[at]), type: WidthType.DXA },
              margins: { left: 0, right: 0 },
            }),
        ),
      }),
    ],
  })
}

function tableCell(
  children: readonly ParagraphChild[],
  { width, isHead = false, isNumber = false }: { width: number; isHead?: boolean; isNumber?: boolean },
): TableCell {
  return new TableCell({
    width: { size: twips(width), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: twips(1.2), right: twips(1.2), top: twips(0.6), bottom: twips(0.6) },
    ...(isHead && { shading: { fill: 'EDEDED' } }),
    children: [
      new Paragraph({
        alignment: isHead ? AlignmentType.CENTER : isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children,
      }),
    ],
  })
}

const MM_A_POINT = 25.4 / 72
/** What a cell keeps free at both sides, and a hair. */
const CELL_MM = 2.8

/** About as wide as Times New Roman sets it: of their size capitals take most, marks and blanks least. */
function widthMm(text: string, size: number): number {
  let ems = 0
  for (const letter of text) ems += /[\p{Lu}mw%]/u.test(letter) ? 0.75 : /[\p{L}\d]/u.test(letter) ? 0.5 : 0.28
  return ems * size * MM_A_POINT
}

/** A table with more columns is set smaller. */
const WIDE_COLUMNS = 7
