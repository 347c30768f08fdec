/** Campaigns, rounds and directives: each row of the contract to its use case. Engineers see what was directed to their operator. */

import { type Actor, ownOperator } from '../../authority/actor.ts'
import { stepHandlers } from '../../authority/document-steps.ts'
import { notFound } from '../../authority/failures.ts'
import { event, type Hub, watcherOf } from '../../http/hub.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { roundKind, roundOrders, roundsContract } from './contract.ts'
import { roundRoom } from './feed.ts'
import type { RoundState } from './model.ts'
import type { RoundsUseCases } from './use-cases.ts'

export function roundsRoutes(needs: { readonly rounds: RoundsUseCases; readonly hub: Hub }): Route[] {
  const { rounds, hub } = needs
  const mustSee = async (actor: Actor, id: string) => {
    const own = ownOperator(actor)
    if (own !== null && !(await rounds.directedTo(id)).has(own)) throw notFound('round')
  }
  return routesOf(roundsContract, {
    listCampaigns: async ({ actor, query: { cursor = null, limit, search, archived } }) =>
      await rounds.campaigns({ cursor, limit, search: search || null, archived, directedTo: ownOperator(actor) }),
    createCampaign: async ({ actor, body }) => await rounds.createCampaign(actor, body),
    getCampaign: async ({ actor, params }) => await rounds.campaign(params.id, ownOperator(actor)),
    changeCampaign: async ({ actor, params, body }) => {
      const { title, note } = await rounds.campaign(params.id)
      return await rounds.updateCampaign(actor, params.id, { title: body.title ?? title, note: body.note ?? note })
    },
    createRoundAlone: async ({ actor, body }) => await rounds.createRoundAlone(actor, body.content),
    createRound: async ({ actor, params, body }) => await rounds.createRound(actor, params.id, body.content),
    listRounds: async ({ actor, query }) => {
      const { cursor = null, limit, campaign = null, state, archived } = query
      return await rounds.rounds({
        archived,
        cursor,
        limit,
        campaign,
        states: (state as readonly RoundState[] | undefined) ?? null,
        directedTo: ownOperator(actor),
      })
    },
    getRound: async ({ actor, params }) => await rounds.round(actor, params.id),
    archiveCampaign: async ({ actor, params }) => await rounds.archiveCampaign(actor, params.id),
    unarchiveCampaign: async ({ actor, params }) => await rounds.unarchiveCampaign(actor, params.id),
    copyRound: async ({ actor, params, body }) => await rounds.copyRound(actor, params.id, body),
    deleteRound: async ({ actor, params, query }) => await rounds.deleteRound(actor, params.id, query),
    getLastRound: async ({ actor, query: { purpose, round = null } }) => ({
      last: await rounds.lastRound(actor, { purpose, except: round }),
    }),
    saveRound: async ({ actor, params, body }) => await rounds.saveRound(actor, params.id, body),
    ...stepHandlers(roundKind, rounds),
    ...stepHandlers(roundOrders, rounds),
    listRoundVersions: async ({ actor, params }) => {
      await mustSee(actor, params.id)
      return await rounds.versions(params.id, ownOperator(actor))
    },
    getRoundLive: async ({ actor, params }) => {
      await mustSee(actor, params.id)
      return await rounds.live(params.id, ownOperator(actor))
    },
    getDirective: async ({ actor, params }) => {
      const found = await rounds.directive(params.id)
      const own = ownOperator(actor)
      if (own !== null && found.summary.operator !== own) throw notFound('directive')
      return found
    },
    getDirectiveLanes: async ({ actor, params }) => {
      const own = ownOperator(actor)
      const course = await rounds.laneCourse(params.id)
      if (own !== null && course.directive.operator !== own) throw notFound('directive')
      return course
    },
    listDirectivesOfOperator: async ({ actor, params }) => {
      const own = ownOperator(actor)
      if (own !== null && params.id !== own) throw notFound('operator')
      return [...(await rounds.directivesOf(params.id))]
    },
    tellProgress: async ({ node, body }) => await rounds.progress(node, body.items),
    acknowledge: async ({ node, body }) => {
      await rounds.acknowledge(node, body.document)
    },
    giveReturn: async ({ node, body }) => {
      await rounds.acceptReturn(node, body.document)
    },
    watchRound: async ({ actor, caller, params, cut }) => {
      const own = ownOperator(actor)
      await mustSee(actor, params.id)
      return await hub.open(roundRoom(params.id, own), { ...watcherOf(caller), cut }, async () =>
        event('snapshot', await rounds.live(params.id, own)),
      )
    },
  })
}
