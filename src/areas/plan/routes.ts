/** Plans over HTTP: each row of the contract to its use case. */
import { stepHandlers } from '../../authority/document-steps.ts'
import { type Route, routesOf } from '../../http/route.ts'
import { levelChanges, planContract, planDrafts } from './contract.ts'
import type { PlanUseCases } from './use-cases.ts'

export function planRoutes(plans: PlanUseCases): Route[] {
  return routesOf(planContract, {
    listPlans: async () => [...(await plans.plans())],
    getPlan: async ({ actor, params }) => await plans.plan(actor, params.plan),
    getPlanVersion: async ({ params }) => await plans.version(params.plan, params.version),
    ...stepHandlers(planDrafts, plans, ({ plan }) => plan),

    getSituation: async ({ params, query: { purpose, at } }) =>
      await plans.situation(params.plan, { purpose, atMs: at === undefined ? null : Date.parse(at) }),
    listRunningEffects: async ({ params, query }) => [...(await plans.running(params.plan, query))],
    endPlanExercise: async ({ actor, params }) => await plans.endExercise(actor, params.plan),
    listLevelChanges: async ({ params: { plan }, query: { cursor = null, limit, state = null, purpose = null } }) =>
      await plans.changes({ plan, cursor, limit, states: state, purpose }),
    proposeLevelChange: async ({ actor, params, body }) => await plans.propose(actor, params.plan, body),
    getLevelChange: async ({ actor, params }) => await plans.change(actor, params.id),
    ...stepHandlers(levelChanges, plans),
    listPlanEffects: async ({ params, query }) => [...(await plans.effects(params.id, query.action))],
    listPlanDeeds: async ({ params, query: { cursor = null, limit, state = null } }) =>
      await plans.deeds(params.id, { cursor, limit, states: state }),
    retryPlanDeed: async ({ actor, params }) => await plans.retry(actor, params.id),
    listPlanTasks: async ({ params: { plan }, query: { cursor = null, limit, open } }) =>
      await plans.tasks({ plan, cursor, limit, isOpen: open === undefined ? null : open === 'true' }),
    doPlanTask: async ({ actor, params, body }) => await plans.doTask(actor, params.id, body),

    getPlanData: async ({ params }) => await plans.data(params.plan),
    getPlanAreaData: async ({ params: { plan, area }, query: { from = null, until = null } }) =>
      await plans.areaData(plan, { area, from, until }),
    importPlanData: async ({ actor, params, body, request }) =>
      await plans.importData(actor, params.plan, {
        form: /^text\/csv/i.test(request.headers.get('content-type') ?? '') ? 'csv' : 'dhis2',
        octets: body,
      }),
    setPlanMapping: async ({ actor, params, body }) => await plans.setMapping(actor, params.plan, body),
    listPopulations: async () => [...(await plans.populations())],
    enterPopulations: async ({ actor, body }) => [...(await plans.enterPopulations(actor, body))],

    listLevelProposals: async ({ params: { plan }, query: { cursor = null, limit, state = null } }) =>
      await plans.proposals({ plan, cursor, limit, state }),
    makeLevelProposal: async ({ actor, params, body }) => await plans.makeProposal(actor, params.plan, body),
    getLevelProposal: async ({ params }) => await plans.proposal(params.id),
    dismissLevelProposal: async ({ actor, params, body }) => await plans.dismissProposal(actor, params.id, body),
  })
}
