/** What a new authority still lacks, for those who set it up: all of it for administrators, their own part for others who sign. */
import type { Role } from '../../authority/actor.ts'
import { getQuery } from '../session.ts'

export const setUpQuery = getQuery(['set-up'], 'GET /api/v1/me/set-up')

const SET_UP_BY: readonly Role[] = ['editor', 'approver', 'administrator']

export function setsUp(role: Role): boolean {
  return SET_UP_BY.includes(role)
}
