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

export function useNames(): (entry: TrailEntry) => Named {
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
  return ({ subject: { kind, id }, details }) => {
    const told = [details.name, details.title].find(name => typeof name === 'string')
    const short = told === undefined || told === '' ? beginning(id) : told
    switch (kind) {
      case 'round': {
        const round = rounds?.find(round => round.id === id)
        return {
          name: round === undefined ? short : `${round.campaignTitle} · ${round.number}`,
          to: `/rounds/${id}`,
        }
      }
      case 'campaign':
        return {
          name: campaigns?.find(campaign => campaign.id === id)?.title ?? short,
          to: `/campaigns/${id}`,
        }
      case 'operator':
        return {
          name: operators?.find(operator => operator.id === id)?.name ?? id,
          to: `/operators/${id}`,
        }
      case 'person':
        return { name: people?.find(person => person.id === id)?.name ?? short, to: null }
      default:
        return { name: short, to: null }
    }
  }
}

function beginning(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id
}
