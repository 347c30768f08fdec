/** Whose signatures count, and the next roster where one waits. It is old as soon as people are. */
import { getQuery } from '../session.ts'

export const rosterQuery = getQuery(['people', 'roster'], 'GET /api/v1/roster')
