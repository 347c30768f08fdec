/**
 * Numbers as people read them: digits grouped by a thin space, never abbreviated, decimals as the language writes them.
 *
 * Pure. Knows no unit: a Figure (parts/figure.tsx) never shows a number without one.
 */
import type { Language } from './words/both.ts'

/** Narrow no-break space: a number never breaks across lines. */
export const THIN_SPACE = '\u202f'

/** `6 875 000 000`; with `decimals` exactly so many. */
export function grouped(value: number, language: Language, decimals = 0): string {
  const [whole, part] = Math.abs(value).toFixed(decimals).split('.')
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE)
  const isNothing = Number(`${whole}.${part ?? 0}`) === 0
  const sign = value < 0 && !isNothing ? '−' : ''
  return `${sign}${digits}${part === undefined ? '' : `${language === 'vi' ? ',' : '.'}${part}`}`
}

/**
 * `56,9 %` of a part in a whole. Never 100 while something is missing, never 0 while something is there; an empty
 * whole has no percentage.
 */
export function percent(part: number, whole: number, language: Language, decimals = 1): string {
  if (whole === 0) return '–'
  const step = 10 ** -decimals
  let value = (part / whole) * 100
  if (part < whole) value = Math.min(value, 100 - step)
  if (part > 0) value = Math.max(value, step)
  const cut = Math.floor(value / step + 1e-6) * step
  return `${grouped(cut, language, decimals)}${THIN_SPACE}%`
}

/** `2 giờ 10 phút`: the two largest units that say something; below a minute in seconds. */
export function duration(seconds: number, language: Language): string {
  const units = UNITS[language]
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return join(whole, units[3])
  const minutes = Math.round(whole / 60)
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), units[0]],
    [Math.floor((minutes % 1440) / 60), units[1]],
    [minutes % 60, units[2]],
  ]
  const first = parts.findIndex(([amount]) => amount > 0)
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => join(amount, unit))
    .join(' ')
}

const UNITS = { vi: ['ngày', 'giờ', 'phút', 'giây'], en: ['d', 'h', 'min', 's'] } as const

function join(amount: number, unit: string): string {
  return `${grouped(amount, 'vi')}\u00a0${unit}`
}
