/** Remarks and templates as an area. What it is about, other areas say. */
import type { Area } from '../../authority/area.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { draftingContract } from './contract.ts'
import { type InsertedUseCases, insertedUseCases } from './inserted.ts'
import { type RemarkUseCases, remarkUseCases } from './remarks.ts'
import { draftingRoutes } from './routes.ts'
import { draftingTables } from './sql.ts'
import type { DraftSubjects } from './subjects.ts'
import { type TemplateUseCases, templateUseCases } from './templates.ts'
import { trailWords } from './words-trail.ts'

export const drafting: Area<AreaTables> = {
  name: 'drafting',
  contract: draftingContract,
  shapes: {},
  tables: draftingTables,
  trail: trailWords,
  hands: { remark: null, template: null },
}

export function openDrafting(
  work: UnitOfWork,
  subjects: DraftSubjects,
): RemarkUseCases & TemplateUseCases & InsertedUseCases {
  return { ...remarkUseCases(work, subjects), ...templateUseCases(work, subjects), ...insertedUseCases(work, subjects) }
}

/** Who is told only that something has changed asks for it, and may not be told what. */
export function openDraftingArea(needs: { readonly work: UnitOfWork; readonly subjects: DraftSubjects }): OpenArea {
  return {
    routes: draftingRoutes(openDrafting(needs.work, needs.subjects)),
    hears: {
      remark: (change, feed) => feed.toMinistry(change, `remark ${change.subject}`),
      inserted: (change, feed) => feed.toMinistry(change, `inserted ${change.subject}`),
      template: (change, feed) => feed.toMinistry(change, 'template'),
    },
  }
}
