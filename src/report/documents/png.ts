/** A drawing as PNG, for documents that take pictures. Drawn by resvg with our own font, never the machine's. */
import { Resvg } from '@resvg/resvg-js'
import { type Drawing, svgOf } from './chart.ts'
import { fontPath } from './fonts.ts'

/** Dots for each point: 288 an inch. */
const DOTS_A_POINT = 4

export function pngOf(drawing: Drawing): Buffer {
  const renderer = new Resvg(svgOf(drawing, 'Tinos'), {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: DOTS_A_POINT },
    font: { fontFiles: [fontPath('regular')], loadSystemFonts: false, defaultFontFamily: 'Tinos' },
  })
  return renderer.render().asPng()
}
