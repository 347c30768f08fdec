/** What an administrator says by signing a roster, but for when. Runs in a browser too. */
import type { Said } from '../../authority/said.ts'
import { rosterStatement } from '../../directive/statement.ts'

export function rosterSaid(roster: { readonly number: number; readonly sha256: string }): Said {
  const { at: _, ...said } = rosterStatement(roster, '')
  return said
}
