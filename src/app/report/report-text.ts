/** A report for the terminal: its words, its tables, without the table of figures. */
import type { Language } from '../../base/failure.ts'
import type { Block, Report } from '../../report/document.ts'
import { roman } from '../../report/documents/layout.ts'
import { DOCUMENT_WORDS, type Piece, Prose } from '../../report/documents/prose.ts'
import { columns, wrapped } from '../columns.ts'

const ROW_SIZE = 100

export function reportText(report: Report, language: Language): string {
  const prose = new Prose(report, language)
  const sections = report.sections.map(({ title, blocks }, at) =>
    [`${roman(at + 1)}. ${title[language]}`, ...blocks.map(block => blockText(prose, block))]
      .filter(text => text !== '')
      .join('\n\n'),
  )
  return `${[report.title[language], ...sections].join('\n\n')}\n`
}

function blockText(prose: Prose, block: Block): string {
  const { language } = prose
  switch (block.is) {
    case 'paragraph':
      return sentence(prose.pieces(block.runs))
    case 'list':
      return block.items.map(item => sentence([{ text: '- ', figure: null }, ...prose.pieces(item)])).join('\n')
    case 'notice':
      return sentence([
        { text: `${DOCUMENT_WORDS[language][block.weight]}: `, figure: null },
        ...prose.pieces(block.runs),
      ])
    case 'table':
      return table(
        block.caption[language],
        block.head.map(each => each[language]),
        block.rows.map(row => row.map(cell => prose.cell(cell))),
      )
    // The table beside it says the same.
    case 'strip':
      return ''
    case 'chart': {
      const { head, rows } = prose.chartTable(block)
      return table(block.caption[language], head, rows)
    }
  }
}

function sentence(pieces: readonly Piece[]): string {
  return wrapped(pieces.map(({ text }) => text).join(''), ROW_SIZE).join('\n')
}

function table(caption: string, head: readonly string[], rows: readonly (readonly Piece[])[]): string {
  const names = rows[0]?.findIndex(({ figure }) => figure !== null) ?? head.length
  const body = rows.map(row => row.map(({ text }) => text))
  // Heads are sentences: they stand above as a key, by number, so that the columns stay narrow.
  const numbers = head.map((_, at) => `(${at + 1})`)
  const key = head.map((text, at) => `(${at + 1}) ${text}`).join('; ')
  return `${caption}\n${wrapped(key, ROW_SIZE).join('\n')}\n${columns([numbers, ...body], { names: names < 0 ? head.length : names })}`
}
