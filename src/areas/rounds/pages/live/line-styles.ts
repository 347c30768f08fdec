/**
 * How lines of a chart are told apart: by colour, by dashes and by width, the first the strongest; and the line of the sum.
 * Colours are darkened or lightened from Okabe and Ito's, so that each stands out from the ground by 3 to 1 and more.
 */
export interface LineStyle {
  readonly colour: Readonly<Record<'light' | 'dark', string>>
  /** Lengths of dashes and gaps in pixels; none: drawn through. */
  readonly dash: readonly number[]
  readonly width: number
}

export const SUM_STYLE: LineStyle = style('#15181b', '#f1f3f5', [], 3.5)

export const LINE_STYLES: readonly LineStyle[] = [
  style('#00548a', '#79c4f2', [], 3),
  style('#b34700', '#f5a34a', [10, 4], 2.5),
  style('#00705a', '#4fcfa6', [2, 3], 2.5),
  style('#8a2f73', '#eaa6d6', [10, 3, 2, 3], 2.5),
  style('#6b5d00', '#e6d94f', [5, 3], 2),
  style('#b3123f', '#ff8fa3', [14, 3, 2, 3, 2, 3], 2),
  style('#2b7bb9', '#a9d3ff', [1, 2], 2),
  style('#7a4a1e', '#d9b38c', [18, 5], 2),
  style('#4f5fc4', '#b3b8ff', [6, 2, 1, 2, 1, 2], 2),
  style('#5a6570', '#b6bec6', [3, 6], 2),
]

function style(light: string, dark: string, dash: readonly number[], width: number): LineStyle {
  return { colour: { light, dark }, dash, width }
}
