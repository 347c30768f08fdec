/** The operators as the server has them; the stream of changes makes them old. */
import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../../../web/api.ts'

export const operatorsQuery = queryOptions({
  queryKey: ['operators'],
  queryFn: ({ signal }) => ask('GET /api/v1/operators', { signal }),
})

export function operatorQuery(id: string) {
  return queryOptions({
    queryKey: ['operators', id],
    queryFn: ({ signal }) => ask('GET /api/v1/operators/:id', { params: { id }, signal }),
  })
}
