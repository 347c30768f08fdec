/**
 * Cells as a CSV file that a spreadsheet opens by itself: UTF-8 with its mark, semicolons where decimals have a comma, figures
 * as figures, and nothing that a spreadsheet would compute. Pure; knows no table (`table-csv.ts` reads one).
 */
import { THIN_SPACE } from '../numbers.ts'
import type { Language } from '../words/both.ts'

const MARK = '\uFEFF'
/** `1 234`, `−3,5`: a figure alone, as `grouped` writes it. */
const FIGURE = new RegExp(`^[−-]?\\d{1,3}(?:${THIN_SPACE}\\d{3})*(?:[.,]\\d+)?$|^[−-]?\\d+$`)
/** What a spreadsheet takes for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/

export function csvOf(rows: readonly (readonly string[])[], language: Language): string {
  const between = language === 'vi' ? ';' : ','
  const lines = rows.map(row => row.map(cell => quoted(plain(cell), between)).join(between))
  return `${MARK}${lines.map(line => `${line}\r\n`).join('')}`
}

/** `Bang-dem-theo-tinh.csv`: what every system takes as the name of a file. */
export function fileNameOf(caption: string): string {
  const name = caption
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, NAME_MAX)
  return `${name === '' ? 'loa' : name}.csv`
}

const NAME_MAX = 80

function plain(cell: string): string {
  const text = cell.trim()
  if (FIGURE.test(text)) return text.replaceAll(THIN_SPACE, '').replace('−', '-')
  const spaced = text.replaceAll(/[\u00a0\u202f]/g, ' ')
  return FORMULA.test(spaced) ? `'${spaced}` : spaced
}

function quoted(cell: string, between: string): string {
  return cell.includes(between) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
