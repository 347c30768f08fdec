/**
 * Pieces of text as lines of a given width, to be justified: words keep the figure that they are part of, and no blank
 * is lost where one piece ends and the next begins. Pure; `measure` gives a text's width.
 */
import type { Piece } from './prose.ts'

/** Parts that follow each other without a blank; one or several pieces may make a word. */
export type Word = readonly Piece[]

export interface Line {
  readonly words: readonly Word[]
  /** Of the words and single blanks between them. */
  readonly width: number
}

export function linesOf(
  pieces: readonly Piece[],
  { width, indent }: { width: number; indent: number },
  measure: (text: string) => number,
): readonly Line[] {
  const blank = measure(' ')
  const lines: Line[] = []
  let [words, taken]: [Word[], number] = [[], 0]
  for (const word of wordsOf(pieces)) {
    const size = word.reduce((sum, { text }) => sum + measure(text), 0)
    const room = width - (lines.length === 0 ? indent : 0)
    if (words.length > 0 && taken + blank + size > room) {
      lines.push({ words, width: taken })
      ;[words, taken] = [[word], size]
    } else {
      taken += words.length === 0 ? size : blank + size
      words.push(word)
    }
  }
  return words.length === 0 ? lines : [...lines, { words, width: taken }]
}

function wordsOf(pieces: readonly Piece[]): readonly Word[] {
  const words: Piece[][] = []
  let isOpen = false
  for (const { text, figure } of pieces)
    for (const part of text.split(/( +)/)) {
      if (part === '') continue
      if (part.trim() === '') {
        isOpen = false
        continue
      }
      const piece = { text: part, figure }
      if (isOpen) words.at(-1)?.push(piece)
      else words.push([piece])
      isOpen = true
    }
  return words
}
