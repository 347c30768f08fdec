/**
 * How a page for everyone is written: text that people wrote cannot become a part of it, and instants are said in words, as their
 * own clock shows them. Pure; knows no page.
 */

import { ENGLISH_MONTHS } from '../base/english-months.ts'
import type { Language } from '../base/failure.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, letter => ESCAPES[letter])
}

/** `00:00 ngày 01/02/2020`, `00:00 on 1 February 2020`: as the instant's own clock shows it. */
export function pointOf(instant: string, language: Language): string {
  const [clock, seconds] = [instant.slice(11, 16), instant.slice(16, 19)]
  const on = language === 'vi' ? ' ngày ' : ' on '
  return timeOf(instant, `${clock}${seconds === ':00' ? '' : seconds}${on}${dayOf(instant, language)}`)
}

/** The first instant at which it is over: midnight is the end of the day before. */
export function endOf(instant: string, language: Language): string {
  const isVietnamese = language === 'vi'
  if (instant.slice(11, 19) !== '00:00:00')
    return `${isVietnamese ? 'đến trước' : 'until'} ${pointOf(instant, language)}`
  const [year, month, day] = instant.slice(0, 10).split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1, day - 1)).toISOString()
  return `${isVietnamese ? 'đến hết ngày' : 'to the end of'} ${timeOf(instant, dayOf(last, language))}`
}

/** A number for the month would be read in two ways in English. */
export function dayOf(instant: string, language: Language): string {
  const [year, month, day] = instant.slice(0, 10).split('-')
  return language === 'vi' ? `${day}/${month}/${year}` : `${Number(day)} ${ENGLISH_MONTHS[Number(month) - 1]} ${year}`
}

function timeOf(instant: string, shown: string): string {
  return `<time datetime="${instant}">${shown}</time>`
}
