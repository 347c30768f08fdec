/**
 * How long something takes, in words for people: two units at most, rounded so that the figure does not flicker.
 * Knows nothing of what it is that takes so long.
 */
import type { Language } from '../words/both.ts'

const UNITS = [
  { seconds: 86_400, vi: 'ngày', en: ['day', 'days'] },
  { seconds: 3600, vi: 'giờ', en: ['hour', 'hours'] },
  { seconds: 60, vi: 'phút', en: ['minute', 'minutes'] },
  { seconds: 1, vi: 'giây', en: ['second', 'seconds'] },
] as const

/** Below a minute to the second, below an hour to the minute, then the larger unit and the one below it. */
export function durationWords(seconds: number, language: Language): string {
  const whole = rounded(seconds)
  const first = UNITS.findIndex(unit => whole >= unit.seconds)
  if (first === -1) return words(0, 3, language)
  const count = Math.floor(whole / UNITS[first].seconds)
  const rest = whole - count * UNITS[first].seconds
  const next = UNITS[first + 1]
  const smaller = next === undefined || first === 2 ? 0 : Math.floor(rest / next.seconds)
  const parts = [words(count, first, language)]
  if (smaller > 0) parts.push(words(smaller, first + 1, language))
  return parts.join(' ')
}

function words(count: number, unit: number, language: Language): string {
  const { vi, en } = UNITS[unit]
  return `${count}\u00a0${language === 'vi' ? vi : en[count === 1 ? 0 : 1]}`
}

/** To the second, the minute, ten minutes or the hour, so that what follows can be cut off. */
function rounded(seconds: number): number {
  const step = seconds < 59.5 ? 1 : seconds < 3570 ? 60 : seconds < 36_000 ? 300 : 3600
  const exact = step === 300 && seconds < 7200 ? 60 : step
  return Math.round(Math.max(0, seconds) / exact) * exact
}
