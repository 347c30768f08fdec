/** Small words for writing sections: the same in both languages, and runs of text and figures. */
import type { Block, Run, Runs, Section } from '../document.ts'
import type { Both, Figure } from '../figure.ts'

/** A section with the figures that it names. */
export interface Composed {
  readonly section: Section
  readonly figures: readonly Figure[]
}

export const said = (vi: string, en: string): Both => ({ vi, en })
export const phrase = (figure: Figure): Run => ({ figure: figure.id, as: 'phrase' })

/** `written('Đã gửi ', phrase(sent), ' trong tháng.')`: text between figures. */
export function written(...pieces: readonly (string | Run)[]): Run[] {
  return pieces
    .map(piece => (typeof piece === 'string' ? { text: piece } : piece))
    .filter(run => !('text' in run) || run.text !== '')
}

export function separated(parts: readonly (readonly (string | Run)[])[], by: string): (string | Run)[] {
  return parts.flatMap((part, i) => (i === 0 ? [...part] : [by, ...part]))
}

export function paragraph(runs: Runs): Block {
  return { is: 'paragraph', runs }
}

export function notice(weight: 'note' | 'warning', text: Both): Extract<Block, { readonly is: 'notice' }> {
  return { is: 'notice', weight, runs: { vi: [{ text: text.vi }], en: [{ text: text.en }] } }
}
