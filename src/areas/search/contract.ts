/** What can be asked of the search: a question, by whoever is signed in, of what they may read. */
import { z } from 'zod'
import { row, SIGNED_IN } from '../../authority/contract.ts'
import { foundGroups, foundKind } from './model.ts'

const QUESTION_MAX = 200
/** Of each kind, where all are asked for. */
export const SHOWN_OF_EACH = 5
/** Of one kind, as a page of its own. */
export const SHOWN_OF_ONE = 30

export const searchContract = {
  search: row({
    method: 'get',
    path: '/api/v1/search',
    summary:
      'Rounds, bulletins, people, the trail and all else that has these words, without marks and case, of what the reader may read',
    may: SIGNED_IN,
    query: z.strictObject({
      /** All of them, and what begins with the last. */
      q: z.string().trim().max(QUESTION_MAX),
      /** Of one kind alone, a page at a time; left out: the first few of each. */
      kind: foundKind.optional(),
      cursor: z.string().min(1).max(500).optional(),
    }),
    answer: foundGroups,
  }),
}
