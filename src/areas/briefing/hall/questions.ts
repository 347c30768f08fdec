/**
 * Questions in writing to the chair, beside the floor or instead of it.
 *
 *   write ─► waiting ─► answered, by whoever has the chair: in so many words, or by the floor that is given for it
 *               └─────► withdrawn, by its site
 *
 * What was decided is a log that only grows, as that of the floor; the questions are folded from it, in the order in which they
 * were written. Pure; instants are milliseconds since 1970.
 */

export type QuestionState = 'waiting' | 'answered' | 'withdrawn'

/** The state that a question came to. */
export interface QuestionEntry {
  readonly atMs: number
  readonly question: string
  /** Whose it is. */
  readonly site: string
  readonly state: QuestionState
  /** With the first entry of it alone. */
  readonly text: string | null
  /** The site that did it. */
  readonly by: string
}

export interface AskedQuestion {
  readonly id: string
  readonly site: string
  readonly text: string
  readonly askedMs: number
  readonly state: QuestionState
  /** Since when it waits no more; null: it does. */
  readonly doneMs: number | null
}

/** Of one site: the chair reads no more at once, and the record of a briefing has an end. */
export const WAITING_MAX = 5
export const QUESTIONS_MAX = 50

export function questionsOf(
  log: readonly QuestionEntry[],
  before: readonly AskedQuestion[] = [],
): readonly AskedQuestion[] {
  return log.reduce(stepped, before)
}

function stepped(
  questions: readonly AskedQuestion[],
  { atMs, question: id, site, state, text }: QuestionEntry,
): readonly AskedQuestion[] {
  if (state === 'waiting') return [...questions, { id, site, text: text ?? '', askedMs: atMs, state, doneMs: null }]
  return questions.map(one => (one.id === id ? { ...one, state, doneMs: atMs } : one))
}

/** How many entries a site's questions have: more, whenever something has become of one of them. */
export function stepsOf(questions: readonly AskedQuestion[], site: string): number {
  return questions
    .filter(one => one.site === site)
    .reduce((steps, { state }) => steps + (state === 'waiting' ? 1 : 2), 0)
}

export type QuestionAction =
  /** `id` is of whoever writes: what is sent twice on a poor line is written once. */
  | { readonly do: 'write'; readonly id: string; readonly text: string }
  | { readonly do: 'withdraw'; readonly id: string }
  /** Of the chair. */
  | { readonly do: 'answer'; readonly id: string }

export type QuestionRefusal =
  | 'not-chair'
  | 'nothing-to-do'
  | 'no-such-question'
  | 'questions-waiting'
  | 'questions-many'

/** What is written down of it, or why it is not done. What is done already is done once. */
export function decideQuestion(
  questions: readonly AskedQuestion[],
  action: QuestionAction,
  { by, atMs, chair }: { readonly by: string; readonly atMs: number; readonly chair: string | null },
): readonly QuestionEntry[] | QuestionRefusal {
  if (action.do === 'answer' && by !== chair) return 'not-chair'
  const known = questions.find(({ id }) => id === action.id)
  const isOthers = known !== undefined && known.site !== by && action.do !== 'answer'
  if (isOthers) return 'no-such-question'
  if (action.do === 'write') {
    if (known !== undefined) return 'nothing-to-do'
    const own = questions.filter(({ site }) => site === by)
    if (own.filter(({ state }) => state === 'waiting').length >= WAITING_MAX) return 'questions-waiting'
    if (own.length >= QUESTIONS_MAX) return 'questions-many'
    const { id: question, text } = action
    return [{ atMs, question, site: by, state: 'waiting', text, by }]
  }
  if (known === undefined) return 'no-such-question'
  if (known.state !== 'waiting') return 'nothing-to-do'
  const state = action.do === 'answer' ? 'answered' : 'withdrawn'
  return [{ atMs, question: known.id, site: known.site, state, text: null, by }]
}
