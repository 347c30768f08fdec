/**
 * One operator's part in a round as it goes: its last tally, its rate, and what is said of it in so much room.
 *
 * Knows no terminal: `watch.ts` draws.
 */
import type { DirectiveSummary } from '../../areas/rounds/model.ts'
import type { DirectiveTally } from '../../directive/documents.ts'
import { Rate, span } from '../progress.ts'
import { figure } from '../terminal.ts'
import type { DemoOperator } from './operators.ts'
import type { Words } from './words.ts'

export class Course {
  tally: DirectiveTally | null = null
  state: DirectiveSummary['state'] = 'issued'
  hasEnded = false
  perSecond = 0
  #rate = new Rate()

  begin(): void {
    this.tally = null
    this.state = 'issued'
    this.hasEnded = false
    this.perSecond = 0
    this.#rate = new Rate()
  }

  take({ tally, state, returnedAt }: DirectiveSummary): void {
    this.state = state
    this.hasEnded = returnedAt !== null || state === 'refused'
    if (tally === null) return
    this.tally = tally
    this.perSecond = this.#rate.perSecond(performance.now(), tally.segments.submitted)
  }

  /** Of whom nothing more is to be written. */
  get doneShare(): number {
    if (this.tally === null || this.tally.turns.audience === 0) return 0
    const { audience, unsent, sending } = this.tally.turns
    return (audience - unsent - sending) / audience
  }
}

/** What is said of a tally, the most telling first: as many as fit. */
export function telling(course: Course, words: Words, room: number): string {
  const { tally } = course
  if (tally === null) return words.states.starting
  const s = tally.turns
  const parts = [...stateParts(course, tally, words), `${words.delivered} ${figure(s.delivered)}`]
  if (s.uncertain > 0) parts.push(`${words.uncertain} ${figure(s.uncertain)}`)
  if (s.failed + s.expired > 0) parts.push(`${words.failed} ${figure(s.failed + s.expired)}`)
  if (s.accepted > 0) parts.push(`${words.accepted} ${figure(s.accepted)}`)
  let line = ''
  for (const part of parts) {
    const longer = line === '' ? part : `${line} · ${part}`
    if (longer.length > room) break
    line = longer
  }
  return line
}

function stateParts(course: Course, tally: DirectiveTally, words: Words): string[] {
  if (course.hasEnded) return [words.states.ended]
  switch (course.state) {
    case 'running':
      return runningParts(course, tally, words)
    case 'finished':
    case 'waiting-for-receipts':
      return [words.states.waiting]
    case 'interrupted':
      return [words.states.killed]
    case 'issued':
    case 'acknowledged':
    case 'waiting-to-start':
      return [words.states.starting]
    default:
      return [words.states.paused]
  }
}

function runningParts(course: Course, tally: DirectiveTally, words: Words): string[] {
  const { unsent, audience, sending } = tally.turns
  if (unsent < audience && tally.lanes.bound === 0) return [words.states.down]
  const parts = [`${figure(course.perSecond)} ${words.perSecond}`]
  const left = ((unsent + sending) / audience) * tally.segments.expected
  if (course.perSecond > 0) parts.push(`${words.left} ${span(left / course.perSecond)}`)
  return parts
}

export class Courses {
  readonly #of: ReadonlyMap<string, Course>

  constructor(operators: readonly DemoOperator[]) {
    this.#of = new Map(operators.map(({ id }) => [id, new Course()]))
  }

  of({ id }: DemoOperator): Course {
    return this.#of.get(id) as Course
  }

  get all(): readonly Course[] {
    return [...this.#of.values()]
  }
}
