/** The deeds of one round; each answers with the round, which is kept. */
import { ask } from '../../../web/api.ts'
import type { Deeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import { roundQuery } from './round-queries.ts'

export interface RoundBodies {
  readonly submit: { readonly version: number }
  readonly withdraw: { readonly version: number }
  readonly approve: {
    readonly version: number
    readonly digest: string
    readonly subscribers: number
  }
  readonly return: { readonly version: number; readonly reason: string }
  readonly exercise: Record<string, never>
  readonly schedule: Record<string, never>
  readonly pause: Record<string, never>
  readonly resume: Record<string, never>
  readonly stop: { readonly reason: string }
}

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
