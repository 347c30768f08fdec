/**
 * A report as PDF: A4, laid out as the DOCX is, fonts embedded, tagged for screen readers, charts as vectors; every
 * figure a link to its row in the table of figures.
 *
 * `PdfFlow` sets lines and rows down the page and breaks it; this file says what a report puts there. Knows what a
 * report says only through `prose.ts`.
 */
import type { Language } from '../../base/failure.ts'
import type { Block } from '../document.ts'
import type { Paper } from '../paper.ts'
import { draw } from './chart.ts'
import {
  enclosedWith,
  kindAndSubject,
  MOTTO,
  NATIONAL_NAME,
  numberAndSymbol,
  placeAndDate,
  roman,
  rulesOn,
  signerLines,
  VALUES,
} from './layout.ts'
import { PdfFlow, POINTS_A_MM, TEXT_WIDTH } from './pdf-flow.ts'
import { DOCUMENT_WORDS, type Piece, Prose } from './prose.ts'
import { drawStrip } from './strip.ts'

const { sizes } = VALUES
const INDENT = VALUES.firstLineMm * POINTS_A_MM
/** A table with more columns is set smaller. */
const WIDE_COLUMNS = 7

export async function pdfOf(report: Paper, language: Language = 'vi'): Promise<Buffer> {
  const prose = new Prose(report, language)
  const flow = new PdfFlow({
    title: report.title[language],
    author: report.heading.issuing[language],
    language: language === 'vi' ? 'vi-VN' : 'en-GB',
    pageNumber: rulesOn(report.heading.date).pageNumber,
  })
  head(flow, prose)
  for (const [at, { title, blocks }] of report.sections.entries()) {
    flow.heading(`${roman(at + 1)}. ${title[language]}`, { size: sizes.text, indent: INDENT })
    for (const block of blocks) setBlock(flow, prose, block)
  }
  signature(flow, prose)
  annex(flow, prose)
  return await flow.end()
}

function head(flow: PdfFlow, prose: Prose): void {
  const { report, language } = prose
  const { governing, issuing, place, date } = report.heading
  const upper = (text: string) => text.toLocaleUpperCase('vi')
  flow.columns(
    [
      [
        ...(governing === null ? [] : [{ text: upper(governing[language]), size: sizes.body }]),
        { text: upper(issuing[language]), size: sizes.body, face: 'bold', ruledMm: 24 },
        { text: numberAndSymbol(report, language), size: sizes.symbol },
      ],
      [
        { text: NATIONAL_NAME, size: sizes.nationalName, face: 'bold' },
        { text: MOTTO, size: sizes.motto, face: 'bold', ruledMm: 54 },
        {
          text: language === 'vi' ? placeAndDate(place.vi, date) : `${place.en}, ${date}`,
          size: sizes.placeAndDate,
          face: 'italic',
        },
      ],
    ],
    [68 * POINTS_A_MM, TEXT_WIDTH - 68 * POINTS_A_MM],
  )
  flow.space(18)
  if (report.mark !== undefined) {
    flow.centred(report.mark[language], { size: sizes.type, face: 'bold', tag: 'P' })
    flow.space(12)
  }
  const title = report.title[language]
  if (language === 'vi') {
    const { kind, subject } = kindAndSubject(report)
    flow.centred(kind, { size: sizes.type, face: 'bold', tag: 'H1' })
    flow.centred(subject, { size: sizes.type, face: 'bold', tag: 'P', ruledMm: 45 })
  } else flow.centred(title, { size: sizes.type, face: 'bold', tag: 'H1', ruledMm: 45 })
  flow.space(12)
}

function setBlock(flow: PdfFlow, prose: Prose, block: Block): void {
  const { language } = prose
  const body = { size: sizes.text, indent: INDENT }
  switch (block.is) {
    case 'paragraph':
      return flow.paragraph(prose.pieces(block.runs), body)
    case 'list':
      return flow.list(
        block.items.map(item => prose.pieces(item)),
        body,
      )
    case 'notice':
      return flow.notice(`${DOCUMENT_WORDS[language][block.weight]}: `, prose.pieces(block.runs), { size: sizes.text })
    case 'table':
      return setTable(flow, {
        caption: block.caption[language],
        head: block.head.map(each => each[language]),
        rows: block.rows.map(row => row.map(cell => prose.cell(cell))),
      })
    case 'strip':
      return flow.chart(drawStrip(block, language), block.caption[language], sizes.body)
    case 'chart': {
      flow.chart(draw(prose.chart(block)), block.caption[language], sizes.body)
      return setTable(flow, { caption: DOCUMENT_WORDS[language].chartTable, ...prose.chartTable(block) })
    }
  }
}

function setTable(
  flow: PdfFlow,
  table: { caption: string; head: readonly string[]; rows: readonly (readonly Piece[])[] },
): void {
  const size = table.head.length > WIDE_COLUMNS ? sizes.table - 1.5 : sizes.table
  flow.table({ ...table, size, captionSize: sizes.body })
}

function signature(flow: PdfFlow, prose: Prose): void {
  const { language, report } = prose
  const { recipients, signer } = report.heading
  const words = DOCUMENT_WORDS[language]
  const lines = signerLines(report.heading, language)
  if (report.figures.length > 0)
    flow.paragraph([{ text: words.seeAnnex, figure: null }], { size: sizes.text, indent: INDENT })
  flow.space(6)
  flow.columns(
    [
      [
        { text: words.recipients, size: sizes.recipientsHead, face: 'boldItalic', align: 'left' },
        ...recipients.map(each => ({ text: `- ${each[language]};`, size: sizes.recipients, align: 'left' as const })),
        { text: `- ${words.archive}`, size: sizes.recipients, align: 'left' },
      ],
      [
        ...lines.map((line, at) => ({
          text: line.toLocaleUpperCase('vi'),
          size: sizes.signer,
          face: 'bold' as const,
          after: at === lines.length - 1 ? 64 : 0,
        })),
        ...(signer.name === null ? [] : [{ text: signer.name, size: sizes.signer, face: 'bold' as const }]),
      ],
    ],
    [TEXT_WIDTH / 2, TEXT_WIDTH / 2],
  )
}

function annex(flow: PdfFlow, prose: Prose): void {
  const { language, report } = prose
  if (report.figures.length === 0) return
  const words = DOCUMENT_WORDS[language]
  flow.newPart()
  flow.centred(words.annex, { size: sizes.annex, face: 'bold', tag: 'H1' })
  const title = words.figures.toLocaleUpperCase('vi')
  flow.centred(title, { size: sizes.annexTitle, face: 'bold', tag: 'P' })
  flow.centred(enclosedWith(report, language), { size: sizes.enclosedWith, face: 'italic', tag: 'P', ruledMm: 45 })
  flow.space(6)
  for (const text of [words.figuresNote, words.rounding])
    flow.paragraph([{ text, figure: null }], { size: sizes.text, indent: INDENT })
  flow.table({
    caption: null,
    head: words.head,
    rows: report.figures.map(figure =>
      [
        figure.label[language],
        prose.exact(figure),
        prose.said(figure),
        prose.asOf(figure),
        prose.derivation(figure),
      ].map(text => ({ text, figure: null })),
    ),
    anchors: report.figures.map(({ id }) => id),
    widths: [36, 32, 34, 22, 36].map(width => width * POINTS_A_MM),
    size: sizes.table - 1,
    captionSize: sizes.body,
  })
}
