import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LINES_MAX } from './chart-data.ts'
import { LINE_STYLES, SUM_STYLE } from './line-styles.ts'

/** Grounds of the charts, light and dark: Mantine's body. */
const GROUND = { light: '#ffffff', dark: '#242424' } as const

test('ten lines are told apart by colour and by dashes, and from the line of their sum', () => {
  const all = [SUM_STYLE, ...LINE_STYLES]
  assert.equal(LINE_STYLES.length, LINES_MAX)
  assert.equal(new Set(LINE_STYLES.map(({ dash }) => dash.join())).size, LINES_MAX)
  for (const scheme of ['light', 'dark'] as const)
    assert.equal(new Set(all.map(({ colour }) => colour[scheme])).size, all.length)
})

test('the largest operator has the strongest line after that of the sum, and none is faint', () => {
  const widths = [SUM_STYLE, ...LINE_STYLES].map(({ width }) => width)
  assert.deepEqual(
    widths,
    widths.toSorted((a, b) => b - a),
  )
  assert.ok(SUM_STYLE.width > LINE_STYLES[0].width && LINE_STYLES[0].width > LINE_STYLES[1].width)
  assert.deepEqual(LINE_STYLES[0].dash, [])
  for (const scheme of ['light', 'dark'] as const) {
    const contrasts = LINE_STYLES.map(({ colour }) => contrast(colour[scheme], GROUND[scheme]))
    assert.ok(
      contrasts.every(one => one >= 3),
      `${scheme}: ${contrasts.map(one => one.toFixed(1)).join(' ')}`,
    )
  }
})

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
