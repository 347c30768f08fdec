/** What can be asked about the trail. */
import { z } from 'zod'
import { type PeopleAccess, row } from '../../authority/contract.ts'
import { pageOf, pageQuery } from '../../authority/paging.ts'
import { trailEntry, trailVerification } from '../../authority/trail-entry.ts'

const TRAIL_READERS: PeopleAccess = {
  is: 'people',
  roles: ['administrator', 'auditor'],
  scope: 'trail',
}
const word = z.string().min(1).max(100).optional()

export const trailContract = {
  listTrail: row({
    method: 'get',
    path: '/api/v1/trail',
    summary: 'Who did what, newest first',
    may: TRAIL_READERS,
    query: pageQuery.extend({ action: word, actor: word, subject: word }),
    answer: pageOf(trailEntry, 'TrailPage'),
  }),
  verifyTrail: row({
    method: 'get',
    path: '/api/v1/trail/verification',
    summary: 'Reads the whole trail and says whether every entry is as it was written',
    may: TRAIL_READERS,
    answer: trailVerification,
  }),
}
