/** What can be asked about the trail. */
import { z } from 'zod'
import { type PeopleAccess, row } from '../../authority/contract.ts'
import { pageOf, pageQuery } from '../../authority/paging.ts'
import { trailEntry, trailVerification } from '../../authority/trail-entry.ts'
import { instant } from '../../directive/documents.ts'

const TRAIL_READERS: PeopleAccess = { is: 'people', roles: ['administrator', 'auditor'], scope: 'trail' }
const word = z.string().min(1).max(100).optional()

export const trailLookedFor = z.strictObject({
  /** `round.approve`, or `round` for all of its kind. */
  action: word,
  /** An id, or the beginnings of the words of a name; without accents too. */
  actor: word,
  /** An id. */
  subject: word,
  /** Beginnings of words of what was done or of its details; without accents too. Each must be found. */
  text: word,
  from: instant.optional(),
  /** Not included. */
  until: instant.optional(),
})

export const trailContract = {
  listTrail: row({
    method: 'get',
    path: '/api/v1/trail',
    summary: 'Who did what, newest first',
    may: TRAIL_READERS,
    query: pageQuery.extend(trailLookedFor.shape),
    answer: pageOf(trailEntry, 'TrailPage'),
  }),
  exportTrail: row({
    method: 'get',
    path: '/api/v1/trail/export',
    summary:
      'What was found, oldest first: JSON Lines that prove themselves (`loa trail verify FILE`), or CSV for a spreadsheet',
    may: TRAIL_READERS,
    query: trailLookedFor.extend({
      form: z.enum(['jsonl', 'csv']),
      /** Of the words in the CSV. */
      language: z.enum(['vi', 'en']).default('vi'),
    }),
    media: 'application/octet-stream',
    recorded: true,
  }),
  verifyTrail: row({
    method: 'get',
    path: '/api/v1/trail/verification',
    summary: 'Reads the whole trail and says whether every entry is as it was written',
    may: TRAIL_READERS,
    answer: trailVerification,
  }),
}
