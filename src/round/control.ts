/** What another process may ask the one that runs a round, over the socket in the round's directory. */

import type { Server, Socket } from 'node:net'
import { askDirectory, serveQuestions } from '../base/control-socket.ts'

export type Question =
  | { readonly ask: 'tally' | 'pause' | 'run' | 'stop' }
  | { readonly ask: 'outcomes'; readonly only: readonly number[] | null }

/** Behind the last octet of an answer of several pieces: without it the answer is not whole. */
export const ANSWER_END = '\0'

/** Writes its answer and ends the socket. */
export type Answerer = (question: Question, socket: Socket) => Promise<void>

const QUESTION_MAX = 4096

/** Call while the round's lock is held. */
export async function serveControl(directory: string, answer: Answerer): Promise<Server> {
  return await serveQuestions(directory, { sizeMax: QUESTION_MAX, parse: parseQuestion, answer })
}

/** The answer's octets as they come; null when nobody listens there. */
export async function askControl(directory: string, question: Question): Promise<Socket | null> {
  return await askDirectory(directory, question)
}

const ASKS: ReadonlySet<string> = new Set(['tally', 'pause', 'run', 'stop', 'outcomes'])

export function parseQuestion(line: string): Question | null {
  try {
    const question = JSON.parse(line) as Question
    return ASKS.has(question.ask) ? question : null
  } catch {
    return null
  }
}
