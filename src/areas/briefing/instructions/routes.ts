/** Instructions and conclusions: each row of the contract to its use case. */
import type { Actor } from '../../../authority/actor.ts'
import { stepHandlers } from '../../../authority/document-steps.ts'
import { wallDate } from '../../../base/wall-time.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { type Route, routesOf } from '../../../http/route.ts'
import { DocumentThread } from '../../../report/documents/document-thread.ts'
import { MEDIA_TYPES } from '../../../report/documents/forms.ts'
import type { Briefing } from '../model.ts'
import { type ConclusionsHeading, conclusionsOf } from '../office/conclusions.ts'
import { instructionContract, instructions as kind } from './contract.ts'
import type { InstructionUseCases } from './use-cases.ts'

export interface InstructionNeeds {
  readonly instructions: InstructionUseCases
  readonly nowMs: () => number
  /** A briefing, whole, as this reader sees it. */
  readonly briefing: (actor: Actor, id: string) => Promise<Briefing>
  /** Who issues documents, from where, and who signs them, as far as the authority has said so. */
  readonly heading: (nowMs: number) => Promise<ConclusionsHeading>
}

export function instructionRoutes(needs: InstructionNeeds): Route[] {
  const { instructions, nowMs } = needs
  const writer = new DocumentThread()
  return routesOf(instructionContract, {
    downloadConclusions: async ({ actor, params, query }) => {
      const briefing = await needs.briefing(actor, params.id)
      const now = nowMs()
      const report = conclusionsOf(briefing, { heading: await needs.heading(now), now, timeZone: TIME_ZONE })
      const { form } = params
      const day = wallDate(Date.parse(briefing.beganAt ?? briefing.startsAt), TIME_ZONE)
      return new Response(await writer.write({ report, form, language: query.language }), {
        headers: {
          'content-type': MEDIA_TYPES[form],
          'content-disposition': `attachment; filename="${day}-conclusions.${form}"`,
          'cache-control': 'no-store',
        },
      })
    },

    listInstructions: async ({ actor, query }) => await instructions.instructions(actor, query.of),
    createInstruction: async ({ actor, params, body }) => await instructions.createInstruction(actor, params.id, body),
    getInstruction: async ({ actor, params }) => await instructions.instruction(actor, params.id),
    ...stepHandlers(kind, instructions),
    acknowledgeInstruction: async ({ site, params, body }) =>
      await instructions.answerInstruction(site, params.id, 'acknowledge', body),
    reportInstructionDone: async ({ site, params, body }) =>
      await instructions.answerInstruction(site, params.id, 'done', body),
  })
}
