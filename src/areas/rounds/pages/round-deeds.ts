/** The deeds of one round; each answers with the round, which is kept. */
import { ask } from '../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import { roundQuery } from './round-queries.ts'

type Name =
  | 'submit'
  | 'withdraw'
  | 'approve'
  | 'return'
  | 'exercise'
  | 'schedule'
  | 'pause'
  | 'resume'
  | 'stop'
export type RoundBodies = { readonly [Of in Name]: BodyOf<`POST /api/v1/rounds/:id/${Of}`> }

export function roundDeeds(id: string): Deeds<RoundBodies> {
  const { queryKey } = roundQuery(id)
  return {
    shown: queryKey,
    post: async (name, body, once) => {
      // All take a body of their own, which `RoundBodies` has checked, and answer with the round.
      const route = `POST /api/v1/rounds/:id/${name}` as 'POST /api/v1/rounds/:id/stop'
      const given = { params: { id }, body: body as RoundBodies['stop'], once }
      queries.setQueryData(queryKey, await ask(route, given))
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      void queries.invalidateQueries({ queryKey: ['round', id, 'live'] })
    },
  }
}
