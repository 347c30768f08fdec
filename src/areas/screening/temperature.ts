/**
 * A body temperature as people and cameras write it: degrees Celsius with one decimal, kept as whole tenths.
 *
 *   36,5 · 36.5 · 36 · 37.0 °C   are read
 *   98.6      reads as Fahrenheit, and is refused rather than converted: the thermometer is set wrongly
 *   36.55     has a decimal too many: which tenth was meant is not for a program to guess
 *   29.9 · 45.1   are no temperature of somebody who walks to a door
 *
 * The range is a guard against slips of the finger, not a diagnosis: the forehead of someone who comes in from the cold
 * reads little above 30, and nobody at 45 stands. Pure; runs in a browser too.
 */
export const TENTHS_MIN = 300
export const TENTHS_MAX = 450

/** What 30 to 45 °C is in Fahrenheit: 86 to 113. */
const FAHRENHEIT_MIN = 86
const FAHRENHEIT_MAX = 113
const TYPED_LENGTH_MAX = 16

export type TemperatureFault = 'missing' | 'form' | 'decimals' | 'fahrenheit' | 'low' | 'high'

export type Reading =
  | { readonly is: 'read'; readonly tenths: number }
  | { readonly is: 'wrong'; readonly fault: TemperatureFault }

const FORM = /^(\d{1,3})(?:[.,](\d*))?$/

export function readTemperature(typed: string | number): Reading {
  const text = String(typed)
    .slice(0, TYPED_LENGTH_MAX + 1)
    .normalize('NFKC')
    .trim()
  if (text === '') return wrong('missing')
  const match = FORM.exec(text.replace(/\s*°?\s*c$/i, ''))
  if (match === null || text.length > TYPED_LENGTH_MAX) return wrong('form')
  const [, whole, part = ''] = match
  const value = Number(`${whole}.${part || 0}`)
  if (value >= FAHRENHEIT_MIN && value <= FAHRENHEIT_MAX) return wrong('fahrenheit')
  if (part.length > 1) return wrong('decimals')
  const tenths = Number(whole) * 10 + Number(part || 0)
  if (tenths < TENTHS_MIN) return wrong('low')
  if (tenths > TENTHS_MAX) return wrong('high')
  return { is: 'read', tenths }
}

/** `36,5` in Vietnamese, `36.5` in English. */
export function spelledTenths(tenths: number, language: 'vi' | 'en'): string {
  return `${Math.floor(tenths / 10)}${language === 'vi' ? ',' : '.'}${tenths % 10}`
}

export function celsiusOf(tenths: number): number {
  return tenths / 10
}

/** What is wrong and how to mend it, for the keypad and for programs alike. */
export const TEMPERATURE_FAULTS: Readonly<Record<TemperatureFault, { readonly vi: string; readonly en: string }>> = {
  missing: { vi: 'Hãy nhập nhiệt độ, ví dụ 36,5.', en: 'Enter the temperature, for example 36.5.' },
  form: {
    vi: 'Chỉ nhập số độ C với một chữ số sau dấu phẩy, ví dụ 36,5.',
    en: 'Give degrees Celsius with one decimal only, for example 36.5.',
  },
  decimals: {
    vi: 'Chỉ một chữ số sau dấu phẩy: viết 36,5 hoặc 36,6, không viết 36,55.',
    en: 'One decimal only: write 36.5 or 36.6, not 36.55.',
  },
  fahrenheit: {
    vi: 'Số này giống độ F. Chuyển nhiệt kế sang °C rồi đo lại.',
    en: 'This looks like Fahrenheit. Set the thermometer to °C, then measure again.',
  },
  low: {
    vi: 'Dưới 30,0 °C không phải thân nhiệt hợp lệ. Đo lại.',
    en: 'Below 30.0 °C is not a possible reading. Measure again.',
  },
  high: {
    vi: 'Trên 45,0 °C không phải thân nhiệt hợp lệ. Đo lại.',
    en: 'Above 45.0 °C is not a possible reading. Measure again.',
  },
}

function wrong(fault: TemperatureFault): Reading {
  return { is: 'wrong', fault }
}
