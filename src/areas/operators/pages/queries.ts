/** What pages ask the server of operators, with the keys that the area's `touches` marks as old. */

import { getQuery } from '../../../web/session.ts'

export const operatorsQuery = getQuery(['operators'], 'GET /api/v1/operators')

export const operatorQuery = (id: string) =>
  getQuery(['operators', id], 'GET /api/v1/operators/{id}', { params: { id } })
