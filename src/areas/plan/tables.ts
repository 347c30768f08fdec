/** The tables of plans as TypeScript sees them. Instants are milliseconds since 1970, days ISO dates. */
import type { Writer } from '../../authority/actor.ts'
import type { DhisMapping } from '../../plan/data.ts'
import { type RowOf, record } from '../../sql/record.ts'
import type {
  ListedVersion,
  StoredChange,
  StoredDeed,
  StoredDraft,
  StoredEffect,
  StoredImport,
  StoredPopulation,
  StoredProposal,
  StoredSituation,
  StoredTask,
  StoredVersion,
} from './store.ts'

export const draft = record<StoredDraft>()({
  plain: 'id state revision reason exerciseSince updatedAt',
  json: 'content writers',
  writers: 'submittedBy updatedBy',
})

export const listedVersion = record<ListedVersion>()({
  plain: 'plan version sha256 at',
  writers: 'submittedBy approvedBy',
})

export const version = record<StoredVersion>()({
  plain: 'plan version sha256 at',
  json: 'content approval',
  writers: 'submittedBy approvedBy',
})

export const change = record<StoredChange>()({
  plain: [
    'id plan version purpose state sha256 from=from_at reason refusal approvedAt',
    'takenBackBy createdAt updatedAt',
  ],
  json: 'content diff',
  writers: 'proposedBy submittedBy approvedBy',
})

export const situation = record<StoredSituation>()({
  plain: 'serial change=change_id plan purpose sha256 submittedBy approvedBy at',
  json: 'content approval',
})

export const effect = record<StoredEffect>()({
  plain: 'id change=change_id plan purpose occurrence serial nextAt endedBy endedAt',
  json: 'document',
  flags: 'isRunning',
})

export const deed = record<StoredDeed>()({
  plain: 'id serial change=change_id effect does occurrence state dueAt tries doneAt',
  json: 'failure',
  parts: { thing: 'is id' },
})

export const task = record<StoredTask>()({
  plain: 'id deed plan purpose deadlineAt state note doneAt createdAt',
  json: 'content',
  writers: 'doneBy',
})

export const importOf = record<StoredImport>()({
  plain: 'serial plan form sha256 rows=rows_read taken rejected from=from_day until=until_day at',
  parts: { by: 'id name' },
})

export const population = record<StoredPopulation>()({ plain: 'area population source at', parts: { by: 'id name' } })

export const proposal = record<StoredProposal>()({
  plain: [
    'id plan area level from=came_from reason state change=change_id decision createdAt',
    'decidedAt decidedBy=decided_by_name',
  ],
  json: 'evidence',
  parts: { by: 'id name' },
})

/** Data that were mapped, and how. */
export const mapping = record<{ plan: string; content: DhisMapping; at: number; by: Writer }>()({
  plain: 'plan at',
  json: 'content',
  parts: { by: 'id name' },
})

export type PlanTables = {
  /** What is worked on of each plan; there is one row a plan. */
  plan_draft: RowOf<typeof draft>
  plan_version: RowOf<typeof version>
  plan_change: RowOf<typeof change>
  plan_situation: RowOf<typeof situation>
  plan_effect: RowOf<typeof effect> & { effect_key: string; action: string }
  plan_deed: RowOf<typeof deed>
  plan_task: RowOf<typeof task>
  plan_import: RowOf<typeof importOf>
  plan_value: { plan: string; area: string; day: string; input: string; import: number; value: number }
  plan_mapping: RowOf<typeof mapping> & { serial: number }
  plan_population: RowOf<typeof population> & { serial: number }
  plan_proposal: RowOf<typeof proposal>
}
