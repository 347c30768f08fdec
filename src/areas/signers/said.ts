/** What an administrator says by signing a roster, but for when. Runs in a browser too. */
import { rosterStatement, type Statement } from '../../directive/statement.ts'

export function rosterSaid(roster: Parameters<typeof rosterStatement>[0]): Omit<Statement, 'at'> {
  const { at: _, ...said } = rosterStatement(roster, '')
  return said
}
