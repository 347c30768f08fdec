/** What can be asked of the overview: a person's own, and nobody else's. */
import { z } from 'zod'
import { ADMINISTRATORS, type PeopleAccess, row, SIGNED_IN } from '../../authority/contract.ts'
import { calendar, optionalName, overview, shownSetUp } from './model.ts'

const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
/** Whoever is on duty for health checks plans nothing. */
const PLANNERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'engineer', 'auditor', 'administrator'],
  scope: null,
}

/** Whoever signs has something to set up. */
const SIGNERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver', 'administrator'], scope: null }

export const overviewContract = {
  getSetUp: row({
    method: 'get',
    path: '/api/v1/me/set-up',
    summary:
      'What a new authority still lacks, line by line, and who has to act; to others than administrators what is their own of it',
    may: SIGNERS,
    answer: shownSetUp,
  }),
  putSetUpAside: row({
    method: 'put',
    path: '/api/v1/set-up/{name}',
    summary: 'Puts a line of the set-up aside that nothing goes wrong without, or takes it up again',
    may: ADMINISTRATORS,
    params: z.strictObject({ name: optionalName }),
    body: z.strictObject({ isAside: z.boolean() }).meta({ id: 'SetUpAside' }),
    answer: shownSetUp,
  }),
  getOverview: row({
    method: 'get',
    path: '/api/v1/me/overview',
    summary: 'What waits for this person, what runs, what comes, what is not well, and the month so far',
    may: SIGNED_IN,
    answer: overview,
  }),
  countWaiting: row({
    method: 'get',
    path: '/api/v1/me/waiting',
    summary: 'How much waits for this person',
    may: SIGNED_IN,
    answer: z.strictObject({ waits: z.int().min(0) }).meta({ id: 'Waiting' }),
  }),
  getCalendar: row({
    method: 'get',
    path: '/api/v1/calendar',
    summary: 'What is planned in a month: rounds, briefings, changes of level, ends of free periods',
    may: PLANNERS,
    query: z.strictObject({ month }),
    answer: calendar,
  }),
}
