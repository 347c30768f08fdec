/**
 * Templates: what two people approved, kept under a name for another draft to begin with. The content is taken here of what was approved;
 * nothing of it is taken from whoever asks.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, line, paragraph } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { draftingFailure } from './failures.ts'
import { type DraftKind, TEMPLATES_MAX, type Template, type TemplateLine } from './model.ts'
import { mustDraft } from './remarks.ts'
import { draftingRows, type StoredTemplate, type Subject } from './store.ts'
import type { DraftSubjects } from './subjects.ts'

export interface TemplateUseCases {
  /** Newest first; null: of either kind. */
  templates(kind: DraftKind | null): Promise<readonly TemplateLine[]>
  template(id: string): Promise<Template>
  keepTemplate(actor: Actor, of: Subject, input: { name: string; note: string }): Promise<TemplateLine>
  dropTemplate(actor: Actor, id: string): Promise<void>
}

export function templateUseCases(work: UnitOfWork, subjects: DraftSubjects): TemplateUseCases {
  return {
    templates: async kind => (await draftingRows(work.store).templates(kind)).map(shown),

    template: async id => {
      const found = await draftingRows(work.store).template(id)
      if (found === null) throw notFound('template')
      const { content, ...rest } = found
      return { ...shown(rest), content }
    },

    keepTemplate: async (actor, { kind, id: sourceId }, input) => {
      mustDraft(actor)
      const [name, note] = [line.parse(input.name), paragraph.parse(input.note)]
      return await work.transaction(async ({ store, now, record, publish }) => {
        const approved = await subjects[kind].approved(store, sourceId)
        if (approved === null) throw draftingFailure('templateUnapproved')
        const rows = draftingRows(store)
        if ((await rows.countTemplates()) >= TEMPLATES_MAX)
          throw draftingFailure('templatesFull', { max: TEMPLATES_MAX })
        const { title, purpose, version, digest, texts, content } = approved
        const template = {
          id: randomUUID(),
          kind,
          name,
          note,
          purpose,
          texts,
          version,
          digest,
          sourceId,
          sourceTitle: title,
          approvedAt: approved.at,
          approvedBy: approved.by,
          madeAt: now,
          madeBy: actor.name,
        }
        await rows.insertTemplate({ ...template, content })
        await record(trailActor(actor), {
          action: 'template.keep',
          subject: { kind: 'template', id: template.id },
          details: { name, of: kind, source: sourceId, version, digest },
        })
        publish({ is: 'template' })
        return shown(template)
      })
    },

    dropTemplate: async (actor, id) => {
      mustDraft(actor)
      await work.transaction(async ({ store, record, publish }) => {
        const rows = draftingRows(store)
        const found = await rows.template(id)
        if (found === null) throw notFound('template')
        await rows.dropTemplate(id)
        const { name, kind, digest } = found
        await record(trailActor(actor), {
          action: 'template.drop',
          subject: { kind: 'template', id },
          details: { name, of: kind, digest },
        })
        publish({ is: 'template' })
      })
    },
  }
}

function shown({ texts, approvedAt, madeAt, ...rest }: StoredTemplate): TemplateLine {
  return {
    ...rest,
    texts: texts.map(each => [...each]),
    approvedAt: new Date(approvedAt).toISOString(),
    madeAt: new Date(madeAt).toISOString(),
  }
}
