/** The search as an area: one question over all others, an index that follows the trail by itself. Writes nothing into the trail. */
import type { Area } from '../../authority/area.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { ActionNames } from '../trail/looked-for.ts'
import { searchContract } from './contract.ts'
import { Following } from './following.ts'
import { foundBriefings, foundInstructions, foundSites } from './found/briefings.ts'
import { foundBulletins } from './found/bulletins.ts'
import { foundCampaigns } from './found/campaigns.ts'
import { foundCommunes } from './found/communes.ts'
import { foundMonths } from './found/months.ts'
import { foundOperators } from './found/operators.ts'
import { foundPeople } from './found/people.ts'
import { foundChanges, foundPlans, foundProposals, foundTasks, foundVersions } from './found/plans.ts'
import { foundRounds } from './found/rounds.ts'
import { foundServices } from './found/services.ts'
import { foundSigners } from './found/signers.ts'
import type { OwnSource, Source } from './source.ts'
import { searchTables } from './sql.ts'
import { type SearchUseCases, searchUseCases } from './use-cases.ts'

export const search: Area<AreaTables> = {
  name: 'search',
  contract: searchContract,
  shapes: {},
  tables: searchTables,
  trail: {},
  hands: {},
}

const SOURCES: readonly Source[] = [
  foundRounds,
  foundCampaigns,
  foundBulletins,
  foundBriefings,
  foundSites,
  foundInstructions,
  foundPlans,
  foundVersions,
  foundChanges,
  foundProposals,
  foundTasks,
  foundMonths,
  foundServices,
  foundCommunes,
  foundOperators,
  foundSigners,
  foundPeople,
]

/** So that whoever asks has little to wait for. */
const FOLLOW_EVERY_MS = 2000

export interface OpenSearch extends OpenArea {
  readonly useCases: SearchUseCases
  readonly following: Following
}

/** By itself, for whoever makes the index anew without a server. */
export function followingOf(work: Pick<UnitOfWork, 'store'>, own: readonly OwnSource[] = []): Following {
  return new Following({ work, sources: [...SOURCES, ...own] })
}

export function openSearchArea(needs: {
  readonly work: UnitOfWork
  readonly names: ActionNames
  /** Kinds that areas bring with themselves. */
  readonly own?: readonly OwnSource[]
  readonly onError: (error: unknown) => void
}): OpenSearch {
  const { work, names, own = [], onError } = needs
  const following = followingOf(work, own)
  const useCases = searchUseCases({ store: work.store, following, names, own, onError })
  let isClosed = false
  return {
    useCases,
    following,
    routes: searchRoutes(useCases),
    jobs: [{ everyMs: FOLLOW_EVERY_MS, act: async () => await following.toTheEnd(() => isClosed) }],
    close: () => {
      isClosed = true
    },
  }
}

/** Each row of the contract to its use case. */
function searchRoutes(useCases: SearchUseCases): Route[] {
  return routesOf(searchContract, {
    search: async ({ actor, query: { q, kind = null, cursor = null } }) =>
      await useCases.search(actor, { q, kind, cursor }),
  })
}
