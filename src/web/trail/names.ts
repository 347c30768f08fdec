/** Names for the ids that the trail holds, as far as the newest lists go; beyond them an id is shown by its beginning. */
import { useQuery } from '@tanstack/react-query'
import type { TrailEntry } from '../../authority/model.ts'
import { ask } from '../api.ts'
import { operatorsQuery } from '../operators/queries.ts'

const LIMIT = 200
const KEPT_MS = 60_000

export interface Named {
  readonly name: string
  /** A path of the console; null: it has no page. */
  readonly to: string | null
}

export function useNames(): (subject: TrailEntry['subject']) => Named {
  const rounds = useQuery({
    queryKey: ['rounds', 'names'],
    queryFn: ({ signal }) => ask('GET /api/v1/rounds', { query: { limit: LIMIT }, signal }),
    staleTime: KEPT_MS,
  }).data?.items
  const campaigns = useQuery({
    queryKey: ['campaigns', 'names'],
    queryFn: ({ signal }) => ask('GET /api/v1/campaigns', { query: { limit: LIMIT }, signal }),
    staleTime: KEPT_MS,
  }).data?.items
  const people = useQuery({
    queryKey: ['people', 'names'],
    queryFn: ({ signal }) => ask('GET /api/v1/people', { query: { limit: LIMIT }, signal }),
    staleTime: KEPT_MS,
  }).data?.items
  const operators = useQuery(operatorsQuery).data
  return ({ kind, id }) => {
    switch (kind) {
      case 'round': {
        const round = rounds?.find(round => round.id === id)
        return {
          name: round === undefined ? short(id) : `${round.campaignTitle} · ${round.number}`,
          to: `/rounds/${id}`,
        }
      }
      case 'campaign':
        return {
          name: campaigns?.find(campaign => campaign.id === id)?.title ?? short(id),
          to: `/campaigns/${id}`,
        }
      case 'operator':
        return {
          name: operators?.find(operator => operator.id === id)?.name ?? id,
          to: `/operators/${id}`,
        }
      case 'person':
        return { name: people?.find(person => person.id === id)?.name ?? short(id), to: null }
      default:
        return { name: short(id), to: null }
    }
  }
}

function short(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id
}
