/**
 * A report as one HTML page without a script: Vietnamese first, English below, each whole. Every figure is a link to
 * its row in the table of figures, where its parts and their records can be unfolded.
 *
 * Everything that people entered is escaped. Knows what a report says only through `prose.ts`.
 */
import type { Language } from '../../base/failure.ts'
import type { Block } from '../document.ts'
import type { Figure } from '../figure.ts'
import type { Paper } from '../paper.ts'
import { grouped } from '../words.ts'
import { draw, escaped, svgOf } from './chart.ts'
import { numberAndSymbol, roman } from './layout.ts'
import { DOCUMENT_WORDS, type Piece, Prose } from './prose.ts'
import { drawStrip } from './strip.ts'

const FONT = "'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', sans-serif"

export function htmlOf(report: Paper): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(report.title.vi)}</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Ngôn ngữ · Language"><a href="#vi" lang="vi">Tiếng Việt</a> <a href="#en" lang="en">English</a></nav>
<main>
${article(new Prose(report, 'vi'))}
${article(new Prose(report, 'en'))}
</main>
</body>
</html>
`
}

/** For people who see little, print and phones alike: no colour tells anything by itself. */
const STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#595959;--line:#c8c8c8;--link:#0b5394}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--quiet:#b0b0b0;--line:#4a4a4a;--link:#8ab8ee}}
body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.6 ${FONT};color:var(--ink);background:var(--paper)}
a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav a{display:inline-block;padding:.6rem .5rem;min-height:1.6rem}
h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1rem}
.quiet{color:var(--quiet)}.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
td.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
figure{margin:1rem 0}figure svg{max-width:100%;height:auto;background:#fff}
aside{border-left:4px solid var(--ink);padding:.25rem 1rem;margin:1rem 0}
details ul{margin:.25rem 0;padding-left:1.2rem;overflow-wrap:anywhere}
tr:target{outline:3px solid var(--link)}
article+article{margin-top:4rem;border-top:4px double var(--line)}
@media print{nav{display:none}article+article{break-before:page}}
`.replaceAll('\n', '')

function article(prose: Prose): string {
  const { report, language } = prose
  const { heading } = report
  const parts = report.sections.map(
    ({ id, title, blocks }, at) =>
      `<section aria-labelledby="${language}-${id}"><h2 id="${language}-${id}">${roman(at + 1)}. ${escaped(title[language])}</h2>\n${blocks.map(block => blockHtml(prose, block)).join('\n')}\n</section>`,
  )
  const symbol = heading.symbol === null ? '' : ` · ${escaped(numberAndSymbol(report, language))}`
  const { mark } = report
  const marked = mark === undefined ? '' : `<p><strong>${escaped(mark[language])}</strong></p>\n`
  return `<article id="${language}" lang="${language}">
<p class="quiet">${escaped(heading.issuing[language])}${symbol} · ${escaped(heading.place[language])}, ${heading.date}</p>
${marked}<h1>${escaped(report.title[language])}</h1>
${parts.join('\n')}
${figuresHtml(prose)}
</article>`
}

function blockHtml(prose: Prose, block: Block): string {
  const { language } = prose
  switch (block.is) {
    case 'paragraph':
      return `<p>${piecesHtml(prose.pieces(block.runs), language)}</p>`
    case 'list':
      return `<ul>${block.items.map(item => `<li>${piecesHtml(prose.pieces(item), language)}</li>`).join('')}</ul>`
    case 'notice':
      return `<aside><p><strong>${DOCUMENT_WORDS[language][block.weight]}:</strong> ${piecesHtml(prose.pieces(block.runs), language)}</p></aside>`
    case 'table':
      return tableHtml({
        language,
        caption: block.caption[language],
        head: block.head.map(each => each[language]),
        rows: block.rows.map(row => row.map(cell => prose.cell(cell))),
      })
    case 'strip':
      return `<figure><figcaption>${escaped(block.caption[language])}</figcaption>${svgOf(drawStrip(block, language), 'inherit')}</figure>`
    case 'chart': {
      const caption = block.caption[language]
      const table = tableHtml({ language, caption: DOCUMENT_WORDS[language].chartTable, ...prose.chartTable(block) })
      return `<figure><figcaption>${escaped(caption)}</figcaption>${svgOf(draw(prose.chart(block)), 'inherit')}</figure>\n${table}`
    }
  }
}

function piecesHtml(pieces: readonly Piece[], language: Language): string {
  return pieces
    .map(({ text, figure }) =>
      figure === null ? escaped(text) : `<a href="#${language}-figure-${escaped(figure)}">${escaped(text)}</a>`,
    )
    .join('')
}

function tableHtml(table: {
  language: Language
  caption: string
  head: readonly string[]
  rows: readonly (readonly Piece[])[]
}): string {
  const { language, caption, head, rows } = table
  const headCells = head.map(text => `<th scope="col">${escaped(text)}</th>`).join('')
  const body = rows.map(row => {
    const [first, ...others] = row
    const cells = others.map(piece => {
      const isNumber = piece.figure !== null
      return `<td${isNumber ? ' class="number"' : ''}>${piecesHtml([piece], language)}</td>`
    })
    return `<tr><th scope="row">${piecesHtml([first], language)}</th>${cells.join('')}</tr>`
  })
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption><thead><tr>${headCells}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`
}

function figuresHtml(prose: Prose): string {
  const { report, language } = prose
  const words = DOCUMENT_WORDS[language]
  if (report.figures.length === 0) return ''
  const head = words.head.map(text => `<th scope="col">${escaped(text)}</th>`).join('')
  const rows = report.figures.map(figure => {
    const cells = [prose.exact(figure), prose.said(figure), prose.asOf(figure)]
    return `<tr id="${language}-figure-${escaped(figure.id)}"><th scope="row">${escaped(figure.label[language])}</th>${cells.map(text => `<td>${escaped(text)}</td>`).join('')}<td>${derivationHtml(prose, figure)}</td></tr>`
  })
  return `<section aria-labelledby="${language}-figures"><h2 id="${language}-figures">${escaped(words.figures)}</h2>
<p>${escaped(words.figuresNote)}</p><p class="quiet">${escaped(words.rounding)}</p>
<div class="scroll" role="region" tabindex="0" aria-label="${escaped(words.figures)}"><table><thead><tr>${head}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div></section>`
}

function derivationHtml(prose: Prose, figure: Figure): string {
  const { derivation } = figure
  const summary = escaped(prose.derivation(figure))
  if (derivation.is === 'cited' || derivation.parts.length === 0) return summary
  const parts = derivation.parts.map(
    ({ label, value, record }) =>
      `<li>${escaped(label[prose.language])}: ${grouped(value, prose.language)} <span class="quiet">(${escaped(prose.record(record))})</span></li>`,
  )
  return `<details><summary>${summary}</summary><ul>${parts.join('')}</ul></details>`
}
