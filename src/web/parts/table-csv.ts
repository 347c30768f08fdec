/** Saves a table as it is shown: all rows that are loaded, without buttons, shapes, and what is only heard. In a browser. */
import { language } from '../i18n.ts'
import { csvOf, fileNameOf } from './csv.ts'
import { saveFile } from './save-file.ts'

/** Of a cell, nobody's words; a button that bears the name of its record is that. */
const LEFT_OUT = 'button:not([data-name]), svg, .loa-heard, [aria-hidden="true"]'

export function saveTable(table: HTMLTableElement): void {
  const spoken = language()
  const rows = [...table.rows].map(row =>
    [...row.cells].filter(({ dataset }) => dataset.kind !== 'actions').map(wordsOf),
  )
  const name = fileNameOf(table.caption?.textContent ?? '')
  saveFile(name, new Blob([csvOf(rows, spoken)], { type: 'text/csv;charset=utf-8' }))
}

/** What stands below one another in a cell has a space between. */
function wordsOf(cell: Element): string {
  const copy = cell.cloneNode(true) as Element
  for (const one of copy.querySelectorAll(LEFT_OUT)) one.remove()
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT)
  const words: string[] = []
  while (walker.nextNode()) words.push(walker.currentNode.textContent ?? '')
  return words
    .join(' ')
    .replaceAll(/[ \t\n]+/g, ' ')
    .replaceAll(/ ([,.;:)])/g, '$1')
    .replaceAll(/ (?=[\u00a0\u202f])/g, '')
    .trim()
}
