/** Which instruction is looked at first, and how many days there are. Pure. */
import type { Instruction } from '../../model.ts'
import { daysBetween } from '../days.ts'

type Dated = Pick<Instruction, 'due' | 'state' | 'isOverdue'>

/** Issued, and neither done nor withdrawn. */
export function isOpen({ state }: Pick<Instruction, 'state'>): boolean {
  return state === 'issued' || state === 'acknowledged'
}

/** Open ones before the rest, the earliest due day first: hence those overdue before all. */
export function byUrgency<Of extends Dated>(instructions: readonly Of[]): readonly Of[] {
  return instructions.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || a.due.localeCompare(b.due))
}

function isOver({ state }: Dated): boolean {
  return state === 'done' || state === 'withdrawn'
}

/** Null: nobody waits for it any more. */
export function dueIn(
  of: Dated,
  today: string,
): { readonly is: 'over' | 'today' | 'left'; readonly days: number } | null {
  if (isOver(of)) return null
  const days = daysBetween(today, of.due)
  return { is: days < 0 ? 'over' : days === 0 ? 'today' : 'left', days: Math.abs(days) }
}

/** Of a text in a table, in letters. */
const SHORT = 140

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= SHORT) return line
  const cut = line.slice(0, SHORT)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : SHORT)}…`
}
