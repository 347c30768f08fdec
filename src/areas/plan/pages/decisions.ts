/** What a form of a change decides: proposals that are followed, and areas that were chosen besides. Pure. */
import type { AreaId } from '../../../plan/areas.ts'
import type { Decision } from '../../../plan/situation.ts'
import type { ProposalView } from '../model.ts'

export interface Chosen {
  /** Ids of proposals. */
  readonly followed: readonly string[]
  readonly areas: readonly AreaId[]
  /** Of those areas; null: none of its own. */
  readonly level: string | null
}

export function decisionsOf(
  { followed, areas, level }: Chosen,
  proposals: readonly Pick<ProposalView, 'id' | 'area' | 'level'>[],
): readonly Decision[] {
  return [
    ...proposals
      .filter(({ id }) => followed.includes(id))
      .map(({ area, level: proposed }) => ({ area, level: proposed })),
    ...areas.map(area => ({ area, level })),
  ]
}

/** That is decided about twice. */
export function twiceIn(decisions: readonly Decision[]): AreaId | null {
  return decisions.find(({ area }, at) => decisions.findIndex(other => other.area === area) < at)?.area ?? null
}
