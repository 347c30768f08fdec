/**
 * Texts of people as parts of a page: escaped, in paragraphs, with hotlines and addresses as links, each in a direction of its own
 * so that no mark within it turns what stands beside it. Pure.
 */
import { escaped } from '../../authority/for-citizens.ts'

/** Each paragraph is one, each line end a break. */
export function paragraphs(text: string): string {
  return inParagraphs(text, linked)
}

/** The same of what is not true any more: nobody calls a wrong number by it. */
export function struckParagraphs(text: string): string {
  return inParagraphs(text, escaped)
}

function inParagraphs(text: string, written: (part: string) => string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => `<p dir="auto">${written(part).replaceAll('\n', '<br>')}</p>`)
    .join('')
}

/** A line of somebody's, within a line of ours. */
export function isolated(text: string): string {
  return `<bdi>${escaped(text)}</bdi>`
}

const CANDIDATE =
  /(?<![\p{L}\d.,+/-])\d(?:[ .]?\d){2,11}(?![\d/-]|[.,:]\d|[ .]?\p{L}?\d)|\bhttps?:\/\/[^\s<>"'\u00a0]*[^\s<>"'.,;:!?)\u00a0]/gu

function linked(text: string): string {
  let html = ''
  let end = 0
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    html += escaped(text.slice(end, index))
    end = index + found.length
    html += linkOf(found, text.slice(0, index))
  }
  return html + escaped(text.slice(end))
}

function linkOf(found: string, before: string): string {
  if (found.startsWith('http')) return `<a href="${escaped(found)}">${escaped(found)}</a>`
  const digits = found.replace(/\D/g, '')
  return isHotline(digits, before) ? `<a class="t" href="tel:${digits}">${escaped(found)}</a>` : escaped(found)
}

/** A toll-free or shared-cost number, an office with its area code, or an emergency number that somebody is told to call. */
function isHotline(digits: string, before: string): boolean {
  if (/^1[89]00\d{4,6}$/.test(digits) || /^02\d{8,9}$/.test(digits)) return true
  return /^11[1-5]$/.test(digits) && /(?:gọi|số|cứu|tổng đài|hotline|call|dial|number)[^\p{L}\d]{0,3}$/iu.test(before)
}
