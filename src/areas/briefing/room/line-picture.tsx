/** A line's class as a picture: bars and a letter, never a colour alone; its words stand beside it or are read out. */
import type { LineClass } from '../model.ts'
import { useSay } from './session-context.ts'

const BARS: Readonly<Record<LineClass, number>> = { A: 4, B: 3, C: 2, D: 1 }

export function LinePicture({ line, isLarge = false }: { line: LineClass | null; isLarge?: boolean }) {
  const say = useSay()
  const bars = line === null ? 0 : BARS[line]
  const word = say(line === null ? 'line.none' : `line.${line}`)
  return (
    <span className="line" data-line={line ?? 'none'} data-large={isLarge} title={word}>
      <svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true" focusable="false">
        {[1, 2, 3, 4].map(bar => (
          <rect key={bar} x={bar * 5 - 4} y={16 - bar * 4} width="3" height={bar * 4} data-full={bar <= bars} />
        ))}
      </svg>
      <span aria-hidden="true">{line ?? '–'}</span>
      <span className="heard">{word}</span>
    </span>
  )
}
