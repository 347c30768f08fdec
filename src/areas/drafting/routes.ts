/** Each row of the contract to its use case. */
import { type Route, routesOf } from '../../http/route.ts'
import { draftingContract } from './contract.ts'
import type { InsertedUseCases } from './inserted.ts'
import type { DraftKind } from './model.ts'
import type { RemarkUseCases } from './remarks.ts'
import type { TemplateUseCases } from './templates.ts'

export function draftingRoutes(drafting: RemarkUseCases & TemplateUseCases & InsertedUseCases): Route[] {
  const of = (kind: DraftKind, { id }: { readonly id: string }) => ({ kind, id })
  return routesOf(draftingContract, {
    listRoundRemarks: async ({ params }) => [...(await drafting.remarks(of('round', params)))],
    listBulletinRemarks: async ({ params }) => [...(await drafting.remarks(of('bulletin', params)))],
    writeRoundRemark: async ({ actor, params, body }) => await drafting.writeRemark(actor, of('round', params), body),
    writeBulletinRemark: async ({ actor, params, body }) =>
      await drafting.writeRemark(actor, of('bulletin', params), body),
    settleRemark: async ({ actor, params, body }) => await drafting.settleRemark(actor, params.id, body),

    listInsertedTexts: async ({ params }) => [...(await drafting.insertedTexts(of('round', params)))],
    keepInsertedTexts: async ({ actor, params, body }) => [
      ...(await drafting.keepInserted(actor, of('round', params), body.texts)),
    ],

    listTemplates: async ({ query: { kind = null } }) => [...(await drafting.templates(kind))],
    getTemplate: async ({ params }) => await drafting.template(params.id),
    keepRoundTemplate: async ({ actor, params, body }) => await drafting.keepTemplate(actor, of('round', params), body),
    keepBulletinTemplate: async ({ actor, params, body }) =>
      await drafting.keepTemplate(actor, of('bulletin', params), body),
    dropTemplate: async ({ actor, params }) => await drafting.dropTemplate(actor, params.id),
  })
}
