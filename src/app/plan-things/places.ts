/** Where an effect is said, in the codes of its day. Pure. */
import type { AudienceTerms } from '../../directive/documents.ts'
import { areasOn, datedCodeOf } from '../../plan/areas.ts'
import type { EffectDocument } from '../../plan/effect.ts'

const DAY = 'YYYY-MM-DD'.length

/** Null: the whole country, which has no code, also where it is named area by area. */
export function placesOf({ areas, first }: EffectDocument): AudienceTerms['provinces'] {
  const codes = areas.flatMap(area => datedCodeOf(area) ?? [])
  if (codes.length === 0 || codes.length < areas.length) return null
  const named = new Set(areas)
  // By the clocks of the plan, as it is written.
  return areasOn(first.slice(0, DAY)).every(area => named.has(area)) ? null : codes
}
