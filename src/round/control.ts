/** What another process may ask the one that runs a round, over the socket in the round's directory. */

import type { Server, Socket } from 'node:net'
import { askDirectory, serveQuestions } from '../base/control-socket.ts'

export type Question =
  | { readonly ask: 'tally' | 'pause' | 'run' | 'stop' }
  | { readonly ask: 'outcomes'; readonly only: readonly number[] | null }

/** What a machine of a leg asks its owner by the log. `run` goes on from a state that the asker knows: none that was asked before a pause. */
export type LegQuestion =
  | { readonly ask: 'tally' | 'pause' | 'stop' | 'basis' }
  | { readonly ask: 'run'; readonly basis: string }

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

/** Null for what is no question of a leg. */
export function parseLegQuestion(text: string): LegQuestion | null {
  try {
    const question = JSON.parse(text) as LegQuestion
    const isOne = LEG_ASKS.has(question.ask)
    return isOne && (question.ask !== 'run' || typeof question.basis === 'string') ? question : null
  } catch {
    return null
  }
}

const LEG_ASKS: ReadonlySet<string> = new Set(['tally', 'pause', 'stop', 'basis', 'run'])
const ASKS: ReadonlySet<string> = new Set(['tally', 'pause', 'run', 'stop', 'outcomes'])

export function parseQuestion(line: string): Question | null {
  try {
    const question = JSON.parse(line) as Question
    return ASKS.has(question.ask) ? question : null
  } catch {
    return null
  }
}
