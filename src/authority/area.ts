/**
 * An area of the product as the rest of the authority sees it before it is opened: what it lets be asked, keeps in the
 * database and writes into the trail. `Tables` is the database's own word for what an area keeps there.
 */
import type { Contract } from './contract.ts'
import type { AreaHands } from './hands.ts'

export interface Area<Tables> {
  readonly name: string
  readonly contract: Contract
  /** Shapes that have a name of their own in the API's document: `roundDetail` is RoundDetail there. */
  readonly shapes: Readonly<Record<string, unknown>>
  readonly tables: Tables
  /** What it writes into the trail, `trail.round.approve`, and what its kinds of things are called, `trail.kind.round`, in words. */
  readonly trail: Readonly<Record<string, { readonly vi: string; readonly en: string }>>
  /** In whose hands its things are, state by state: of every kind of which it tells the trail. */
  readonly hands: AreaHands
}

/** `round.approve`: the actions that these words tell of. */
export function actionsIn(trail: Area<unknown>['trail']): readonly string[] {
  return Object.keys(trail)
    .filter(key => !/^trail\.(?:kind|detail)\./.test(key))
    .map(key => key.slice('trail.'.length))
}
