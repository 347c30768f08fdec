/** Instructions to sites, on a database. */
import type { Kysely, Selectable } from 'kysely'
import type { Writer } from '../../../authority/actor.ts'
import type { InstructionContent } from '../model.ts'
import type {
  BriefingWriting,
  InstructionSignatures,
  StoredAnswer,
  StoredInstruction,
} from '../store.ts'
import type { BriefingTables } from '../tables.ts'

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
    instruction: async id => {
      const row = await instructions().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : instructionOf(row)
    },
    instructionsOf: async briefing =>
      (await byDue().where('briefing', '=', briefing).execute()).map(instructionOf),
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
      return (await query.execute()).map(instructionOf)
    },
    instructionsTo: async (site, limit) =>
      (
        await instructions()
          .where('site', '=', site)
          .where('issued_at', 'is not', null)
          .orderBy('issued_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute()
      ).map(instructionOf),
    instructionsSince: async (atMs, limit) =>
      (
        await instructions()
          .where('updated_at', '>=', atMs)
          .orderBy('updated_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .execute()
      ).map(instructionOf),
    instructionsIssued: async (fromMs, untilMs) =>
      (
        await byDue().where('issued_at', '>=', fromMs).where('issued_at', '<', untilMs).execute()
      ).map(instructionOf),
    putInstruction: async instruction => {
      const columns = columnsOf(instruction)
      await db
        .insertInto('instruction')
        .values({ id: instruction.id, briefing: instruction.briefing, ...columns })
        .onConflict(conflict => conflict.column('id').doUpdateSet(columns))
        .execute()
    },
  }
}

function columnsOf(instruction: StoredInstruction) {
  return {
    site: instruction.site,
    state: instruction.state,
    version: instruction.version,
    content: JSON.stringify(instruction.content),
    due: instruction.content.due,
    sha256: instruction.sha256,
    writers: JSON.stringify(instruction.writers),
    submitted_by: instruction.submittedBy?.id ?? null,
    submitted_by_name: instruction.submittedBy?.name ?? null,
    approved_by: instruction.approvedBy?.id ?? null,
    approved_by_name: instruction.approvedBy?.name ?? null,
    signatures: jsonOf(instruction.signatures),
    document: instruction.document,
    issued_at: instruction.issuedAt,
    acknowledged: jsonOf(instruction.acknowledged),
    done: jsonOf(instruction.done),
    done_at: instruction.done?.at ?? null,
    withdrawn_at: instruction.withdrawnAt,
    reason: instruction.reason,
    updated_at: instruction.updatedAt,
    updated_by: instruction.updatedBy.id,
    updated_by_name: instruction.updatedBy.name,
  }
}

function instructionOf(row: Selectable<BriefingTables['instruction']>): StoredInstruction {
  return {
    id: row.id,
    briefing: row.briefing,
    site: row.site,
    // Written by putInstruction from the same types, as is all JSON here.
    state: row.state as StoredInstruction['state'],
    version: row.version,
    content: JSON.parse(row.content) as InstructionContent,
    sha256: row.sha256,
    writers: JSON.parse(row.writers) as readonly Writer[],
    submittedBy: writerOf(row.submitted_by, row.submitted_by_name),
    approvedBy: writerOf(row.approved_by, row.approved_by_name),
    signatures:
      row.signatures === null ? null : (JSON.parse(row.signatures) as InstructionSignatures),
    document: row.document,
    issuedAt: row.issued_at,
    acknowledged: answerOf(row.acknowledged),
    done: answerOf(row.done),
    withdrawnAt: row.withdrawn_at,
    reason: row.reason,
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.updated_by_name },
  }
}

function writerOf(id: string | null, name: string | null): Writer | null {
  return id === null || name === null ? null : { id, name }
}

function answerOf(text: string | null): StoredAnswer | null {
  return text === null ? null : (JSON.parse(text) as StoredAnswer)
}

function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}
