/** Names for the ids that the trail holds, as far as the newest lists go; beyond them an id is shown by its beginning. */
import { useQuery } from '@tanstack/react-query'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { monthName } from '../../../report/months.ts'
import { getQuery } from '../../../web/session.ts'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import { useWords as useRoundWords } from '../../rounds/pages/words.ts'
import { useWords } from './words.ts'

const LIMIT = 200
const KEPT_MS = 60_000

export interface Named {
  readonly name: string
  /** A path of the console; null: it has no page. */
  readonly to: string | null
}

export function useNames(): (entry: TrailEntry) => Named {
  const { t, spoken } = useWords()
  const words = useRoundWords()
  const query = { limit: LIMIT }
  const kept = { staleTime: KEPT_MS }
  const rounds = useQuery({ ...getQuery(['rounds', 'names'], 'GET /api/v1/rounds', { query }), ...kept }).data?.items
  const campaigns = useQuery({ ...getQuery(['campaigns', 'names'], 'GET /api/v1/campaigns', { query }), ...kept }).data
    ?.items
  const people = useQuery({ ...getQuery(['people', 'names'], 'GET /api/v1/people', { query }), ...kept }).data?.items
  const operators = useQuery(operatorsQuery).data
  return ({ subject: { kind, id }, details }) => {
    const told = [details.name, details.title].find(name => typeof name === 'string')
    const short = told === undefined || told === '' ? beginning(id) : told
    const roundName = (id: unknown) => {
      const round = rounds?.find(round => round.id === id)
      if (round === undefined) return null
      return `${round.campaignTitle} · ${words.t('round.number', { n: round.number })}`
    }
    switch (kind) {
      case 'round':
        return { name: roundName(id) ?? short, to: `/rounds/${id}` }
      case 'directive': {
        const { serial, round } = details
        if (typeof serial !== 'number' || typeof round !== 'string') return { name: short, to: null }
        const directive = t('trail.directiveNumber', { serial })
        const of = roundName(round)
        return { name: of === null ? directive : `${directive} · ${of}`, to: `/rounds/${round}` }
      }
      case 'bulletin':
        return { name: short, to: `/desk/${id}` }
      case 'announcement':
      case 'broadcast': {
        const { bulletin } = details
        return { name: short, to: typeof bulletin === 'string' ? `/desk/${bulletin}` : null }
      }
      case 'commune':
        return { name: short, to: `/loudspeakers/${id}` }
      case 'cluster': {
        const { commune } = details
        const to = typeof commune === 'string' ? `/loudspeakers/${commune}` : null
        return { name: typeof details.name === 'string' ? details.name : id, to }
      }
      case 'campaign':
        return { name: campaigns?.find(of => of.id === id)?.title ?? short, to: `/campaigns/${id}` }
      case 'operator':
        return { name: operators?.find(of => of.id === id)?.name ?? id, to: `/operators/${id}` }
      case 'trail':
        return { name: t('trail.untilEntry', { n: id }), to: null }
      case 'briefing':
        return { name: short, to: `/briefings/${id}` }
      case 'instruction':
        return { name: short, to: `/instructions/${id}` }
      case 'audit':
        return { name: short, to: `/zero-rating/audits/${id}` }
      case 'list': {
        const version = id.replace(/^list-/, '')
        return { name: version, to: `/zero-rating/lists/${version}` }
      }
      case 'month':
        return { name: t('trail.month', { month: monthName(id)[spoken].replace(/^tháng /, '') }), to: `/reports/${id}` }
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
