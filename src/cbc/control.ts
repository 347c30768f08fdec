/** What another process may ask the one that runs a cell broadcast, over the socket in its directory; one line of JSON back. */

import type { Server } from 'node:net'
import { askDirectory, lineOf, serveQuestions } from '../base/control-socket.ts'
import type { Details } from '../base/failure.ts'
import { PAGES_MAX } from '../cbs/pages.ts'
import type { CbsState } from '../cbs/state.ts'

export interface NewText {
  /** Null: of the only one, or of the next one in order. */
  readonly id: number | null
  readonly text: string
}

export type Question =
  | { readonly ask: 'state' }
  | { readonly ask: 'stop' }
  | { readonly ask: 'replace'; readonly texts: readonly NewText[] }

export type Answer =
  | {
      readonly state: CbsState
      /** BSCs that have not said that it is off. */
      readonly unclean: readonly string[]
    }
  | { readonly failure: string; readonly details: Details }

/** Texts of fifteen pages for many languages. */
const QUESTION_MAX = 64 * PAGES_MAX * 1024

export async function serveControl(
  directory: string,
  answer: (question: Question) => Promise<Answer>,
): Promise<Server> {
  return await serveQuestions(directory, {
    sizeMax: QUESTION_MAX,
    parse,
    answer: async (question, socket) => {
      socket.end(`${JSON.stringify(await answer(question))}\n`)
    },
  })
}

/** Null: nobody listens there, or who did is gone. */
export async function askControl(directory: string, question: Question): Promise<Answer | null> {
  const line = await lineOf(await askDirectory(directory, question))
  return line === null ? null : (JSON.parse(line) as Answer)
}

function parse(line: string): Question | null {
  try {
    const question = JSON.parse(line) as Question
    if (question.ask === 'state' || question.ask === 'stop') return { ask: question.ask }
    return question.ask === 'replace' && question.texts.every(isText) ? question : null
  } catch {
    return null
  }
}

function isText({ id, text }: NewText): boolean {
  return typeof text === 'string' && (id === null || typeof id === 'number')
}
