/**
 * Approved texts that stand in a draft and were not read again yet, by their place: beside the draft, so that whoever opens it next, here or
 * elsewhere, sees what was not read. What is said of a template is taken here of what was kept, also where that is removed meanwhile.
 */

import type { Actor } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { draftingFailure } from './failures.ts'
import type { InsertedText } from './model.ts'
import { mustDraft } from './remarks.ts'
import { draftingRows, type Subject } from './store.ts'
import type { DraftSubjects } from './subjects.ts'

export interface InsertedUseCases {
  insertedTexts(of: Subject): Promise<readonly InsertedText[]>
  /** All of them anew: those that are left out were read. */
  keepInserted(
    actor: Actor,
    of: Subject,
    texts: readonly { readonly place: number; readonly templateId: string }[],
  ): Promise<readonly InsertedText[]>
}

export function insertedUseCases(work: UnitOfWork, subjects: DraftSubjects): InsertedUseCases {
  return {
    insertedTexts: async of => {
      if ((await subjects[of.kind].now(work.store, of.id)) === null) throw notFound(of.kind)
      return await draftingRows(work.store).inserted(of)
    },

    keepInserted: async (actor, of, texts) => {
      mustDraft(actor)
      return await work.transaction(async ({ store, publish }) => {
        const subject = await subjects[of.kind].now(store, of.id)
        if (subject === null) throw notFound(of.kind)
        if (!subject.isOpen) throw draftingFailure('remarkClosed')
        const rows = draftingRows(store)
        const known = await rows.inserted(of)
        const kept: InsertedText[] = []
        for (const { place, templateId: id } of texts) {
          const found = await rows.template(id)
          const before = known.find(({ template }) => template.id === id)
          if (found === null && before === undefined) throw notFound('template')
          const template =
            found === null
              ? before!.template
              : {
                  id,
                  name: found.name,
                  approvedBy: found.approvedBy,
                  approvedAt: new Date(found.approvedAt).toISOString(),
                }
          kept.push({ place, template })
        }
        await rows.keepInserted(of, kept)
        publish({ is: 'inserted', of: of.kind, subject: of.id })
        return kept
      })
    },
  }
}
