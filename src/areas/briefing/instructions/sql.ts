/** Instructions to sites, on a database. */
import type { Kysely } from 'kysely'
import { all, one, put } from '../../../sql/record.ts'
import type { BriefingWriting } from '../store.ts'
import { type BriefingTables, instruction } from '../tables.ts'

type InstructionRows = Pick<
  BriefingWriting,
  | 'instruction'
  | 'instructionsOf'
  | 'issuedCounts'
  | 'openInstructions'
  | 'instructionsTo'
  | 'instructionsSince'
  | 'instructionsIssued'
  | 'putInstruction'
>

export function instructionsOn(db: Kysely<BriefingTables>): InstructionRows {
  const instructions = () => db.selectFrom('instruction').selectAll()
  const byDue = () => instructions().orderBy('due').orderBy('id')
  return {
    instruction: async id => await one(instructions().where('id', '=', id), instruction.of),
    instructionsOf: async briefing => await all(byDue().where('briefing', '=', briefing), instruction.of),
    issuedCounts: async briefings => {
      if (briefings.length === 0) return new Map()
      const rows = await db
        .selectFrom('instruction')
        .select(({ fn }) => ['briefing', fn.countAll<number>().as('issued')])
        .where('briefing', 'in', briefings)
        .where('issued_at', 'is not', null)
        .groupBy('briefing')
        .execute()
      return new Map(rows.map(({ briefing, issued }) => [briefing, issued]))
    },
    openInstructions: async sites => {
      if (sites?.length === 0) return []
      let query = byDue().where('state', 'in', ['issued', 'acknowledged'])
      if (sites !== undefined) query = query.where('site', 'in', sites)
      return await all(query, instruction.of)
    },
    instructionsTo: async (site, limit) =>
      await all(
        instructions()
          .where('site', '=', site)
          .where('issued_at', 'is not', null)
          .orderBy('issued_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit),
        instruction.of,
      ),
    instructionsSince: async (atMs, limit) =>
      await all(
        instructions().where('updated_at', '>=', atMs).orderBy('updated_at', 'desc').orderBy('id', 'desc').limit(limit),
        instruction.of,
      ),
    instructionsIssued: async (fromMs, untilMs) =>
      await all(byDue().where('issued_at', '>=', fromMs).where('issued_at', '<', untilMs), instruction.of),
    putInstruction: async given => {
      const found = { due: given.content.due, done_at: given.done?.at ?? null }
      const row = { ...instruction.row(given), ...found }
      await put(db, 'instruction', row, { key: ['id'], stay: ['briefing'] })
    },
  }
}
