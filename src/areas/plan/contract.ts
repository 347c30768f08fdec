/** What can be asked about plans by people: plans, the situation, changes of level and what comes of them, data and proposals. */
import { z } from 'zod'
import { line, paragraph } from '../../authority/actor.ts'
import { APPROVERS, type PeopleAccess, row } from '../../authority/contract.ts'
import { documentKind, reason, revision, signature } from '../../authority/document-kind.ts'
import { byId, pageOf, pageQuery } from '../../authority/paging.ts'
import { purpose } from '../../directive/documents.ts'
import { instant, sha256 } from '../../directive/values.ts'
import { areaId } from '../../plan/areas.ts'
import { dhisMapping } from '../../plan/data.ts'
import { PLAN_OCTETS_MAX, planId } from '../../plan/plan.ts'
import { DECISIONS_MAX, decision } from '../../plan/situation.ts'
import {
  areaData,
  changeDetail,
  changeLine,
  changeState,
  dataOverview,
  deedState,
  deedView,
  effectGroup,
  effectLine,
  importResult,
  planContent,
  planDetail,
  planLine,
  planVersion,
  population,
  populationView,
  proposalState,
  proposalView,
  situationView,
  task,
} from './model.ts'

const PLAN_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}
/** A program drafts no plan and decides no level: it brings data. */
const WRITERS_THEMSELVES: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }
const DATA_BRINGERS: PeopleAccess = { ...WRITERS_THEMSELVES, scope: 'lists' }

const PLANS = '/api/v1/plans'
const PLAN = `${PLANS}/{plan}`
const CHANGE = '/api/v1/level-changes/{id}'
/** Five hundred actions in two languages. */
const PLAN_VALUES_MAX = 100_000
const POPULATIONS_MAX = 128
/** Ten years of all provinces, day by day: whoever has more brings it in parts, so that nobody waits for long. */
const IMPORT_OCTETS_MAX = 8_000_000

const byPlan = z.strictObject({ plan: planId })
const anyPurpose = purpose.default('live')
/** `?state=draft,submitted` */
const words = z
  .string()
  .max(200)
  .transform(text => text.split(','))
const changeStates = words.pipe(z.array(changeState).max(8))
const deedStates = words.pipe(z.array(deedState).max(8))

/** The draft of the next version of a plan. */
export const planDrafts = documentKind({
  of: 'PlanDraft',
  at: `${PLAN}/draft`,
  params: byPlan,
  answer: planDetail,
  writers: WRITERS_THEMSELVES,
  steps: {
    save: {
      summary: 'Saves the draft over the revision that was opened, 0 for a plan that is not there; it may have faults',
      body: z.strictObject({ revision, content: planContent }).meta({ id: 'PlanDraftInput' }),
      size: PLAN_OCTETS_MAX + 200_000,
      values: PLAN_VALUES_MAX,
    },
    submit: {
      summary: 'Gives it to a second person; a fault keeps it from that, a doubt does not',
      body: z.strictObject({ revision, sha256, signature }).meta({ id: 'PlanSubmission' }),
    },
    withdraw: {
      summary: 'Takes it back before it is approved',
      body: z.strictObject({ revision }).meta({ id: 'PlanWithdrawal' }),
    },
    approve: {
      summary:
        'Signs this very content as the next version; what runs stays until the next level change; never one’s own',
      body: z.strictObject({ revision, sha256, doubts: z.int().min(0), signature }).meta({ id: 'PlanApproval' }),
    },
    return: {
      summary: 'Sends it back with a reason',
      body: z.strictObject({ revision, reason }).meta({ id: 'PlanSendingBack' }),
    },
  },
})

export const levelChanges = documentKind({
  of: 'LevelChange',
  at: CHANGE,
  params: byId,
  answer: changeDetail,
  writers: WRITERS_THEMSELVES,
  steps: {
    submit: {
      summary: 'Gives it to a second person; lowering a level in silence keeps it from that',
      body: z.strictObject({ sha256, signature }).meta({ id: 'PlanChangeSubmission' }),
    },
    approve: {
      summary:
        'Decides it and begins what it does, as drafts that two people sign each; who approves names what it does and whether it is live or an exercise; never one’s own',
      body: z.strictObject({ sha256, effectsSha256: sha256, purpose, signature }).meta({ id: 'PlanChangeApproval' }),
    },
    refuse: {
      summary: 'Refuses it with a reason; whoever wants another proposes another',
      may: APPROVERS,
      body: z.strictObject({ reason }).meta({ id: 'PlanChangeRefusal' }),
    },
    withdraw: { summary: 'Takes it away before it is approved' },
  },
})

export const planContract = {
  listPlans: row({
    method: 'get',
    path: PLANS,
    summary: 'Communication plans, by their ids',
    may: PLAN_READERS,
    answer: z.array(planLine),
  }),
  getPlan: row({
    method: 'get',
    path: PLAN,
    summary: 'One plan: its newest version, the draft of the next with its faults, all versions',
    may: PLAN_READERS,
    params: byPlan,
    answer: planDetail,
  }),
  getPlanVersion: row({
    method: 'get',
    path: `${PLAN}/versions/{version}`,
    summary: 'One version, as two people signed it',
    may: PLAN_READERS,
    params: byPlan.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
    answer: planVersion,
  }),
  ...planDrafts.rows,

  getSituation: row({
    method: 'get',
    path: `${PLAN}/situation`,
    summary: 'At which level each area is on an instant, and by which change; now without one',
    may: PLAN_READERS,
    params: byPlan,
    query: z.strictObject({ purpose: anyPurpose, at: instant.optional() }),
    answer: situationView,
  }),
  listRunningEffects: row({
    method: 'get',
    path: `${PLAN}/running`,
    summary: 'What runs now because of the levels that areas are at, by action',
    may: PLAN_READERS,
    params: byPlan,
    query: z.strictObject({ purpose: anyPurpose }),
    answer: z.array(effectGroup),
  }),
  endPlanExercise: row({
    method: 'post',
    path: `${PLAN}/exercise/end`,
    summary: 'Ends the exercise: what it began is given up, and the next one begins with what is live',
    may: WRITERS_THEMSELVES,
    params: byPlan,
    answer: situationView,
    starts: true,
  }),
  listLevelChanges: row({
    method: 'get',
    path: `${PLAN}/changes`,
    summary: 'Level changes, newest first: the log of why',
    may: PLAN_READERS,
    params: byPlan,
    query: pageQuery.extend({ state: changeStates.optional(), purpose: purpose.optional() }),
    answer: pageOf(changeLine, 'PlanChangePage'),
  }),
  proposeLevelChange: row({
    method: 'post',
    path: `${PLAN}/changes`,
    summary:
      'A level change as a draft, by the newest version of the plan; it is never altered. Without an instant it is from now on; `takesBackId` names one that waits for its time',
    may: WRITERS_THEMSELVES,
    params: byPlan,
    body: z
      .strictObject({
        purpose,
        from: instant.nullable(),
        decisions: z.array(decision).max(DECISIONS_MAX),
        takesBackId: z.uuid().nullable(),
        reason,
      })
      .meta({ id: 'PlanChangeInput' }),
    status: 201,
    answer: changeDetail,
    starts: true,
  }),
  getLevelChange: row({
    method: 'get',
    path: CHANGE,
    summary:
      'One level change: what it does, or what was approved that it does, how far that is, and what the reader may do',
    may: PLAN_READERS,
    params: byId,
    answer: changeDetail,
  }),
  ...levelChanges.rows,
  listPlanEffects: row({
    method: 'get',
    path: `${CHANGE}/effects`,
    summary: 'The effects of one action, each by itself with what is said and what it costs',
    may: PLAN_READERS,
    params: byId,
    query: z.strictObject({ action: planId }),
    answer: z.array(effectLine),
  }),
  listPlanDeeds: row({
    method: 'get',
    path: `${CHANGE}/deeds`,
    summary: 'What is carried out of it, each with what it became, how far that is and whom it waits for',
    may: PLAN_READERS,
    params: byId,
    query: pageQuery.extend({ state: deedStates.optional() }),
    answer: pageOf(deedView, 'PlanDeedPage'),
  }),
  retryPlanDeed: row({
    method: 'post',
    path: '/api/v1/plan-deeds/{id}/retry',
    summary: 'Has one that failed tried again',
    may: WRITERS_THEMSELVES,
    params: byId,
    answer: deedView,
    starts: true,
  }),
  listPlanTasks: row({
    method: 'get',
    path: `${PLAN}/tasks`,
    summary: 'What people are to do, newest first',
    may: PLAN_READERS,
    params: byPlan,
    query: pageQuery.extend({ open: z.enum(['true', 'false']).optional() }),
    answer: pageOf(task, 'PlanTaskPage'),
  }),
  doPlanTask: row({
    method: 'post',
    path: '/api/v1/plan-tasks/{id}/done',
    summary: 'One says that it is done, and what there is to say about it',
    may: WRITERS_THEMSELVES,
    params: byId,
    body: z.strictObject({ note: paragraph }).meta({ id: 'PlanTaskDone' }),
    answer: task,
    starts: true,
  }),

  getPlanData: row({
    method: 'get',
    path: `${PLAN}/data`,
    summary: 'What data there is, how old it is, and why nothing is proposed for an area',
    may: PLAN_READERS,
    params: byPlan,
    answer: dataOverview,
  }),
  getPlanAreaData: row({
    method: 'get',
    path: `${PLAN}/data/{area}`,
    summary: 'Data of an area day by day with the measures of the plan; the last 90 days without days',
    may: PLAN_READERS,
    params: byPlan.extend({ area: areaId }),
    query: z.strictObject({ from: z.iso.date().optional(), until: z.iso.date().optional() }),
    answer: areaData,
  }),
  importPlanData: row({
    method: 'post',
    path: `${PLAN}/data`,
    summary:
      'A table of days, areas and inputs as CSV, or the answer of DHIS2’s analytics as JSON; the same file twice is one',
    may: DATA_BRINGERS,
    params: byPlan,
    octets: ['text/csv', 'application/json'],
    size: IMPORT_OCTETS_MAX,
    status: 201,
    answer: importResult,
  }),
  setPlanMapping: row({
    method: 'put',
    path: `${PLAN}/data-mapping`,
    summary: 'Which data element of DHIS2 is which input, and which organisation unit is which area',
    may: WRITERS_THEMSELVES,
    params: byPlan,
    body: dhisMapping.meta({ id: 'PlanDataMapping' }),
    answer: dataOverview,
  }),
  listPopulations: row({
    method: 'get',
    path: '/api/v1/plan-populations',
    summary: 'How many live where, as it was entered last, with its source',
    may: PLAN_READERS,
    answer: z.array(populationView),
  }),
  enterPopulations: row({
    method: 'put',
    path: '/api/v1/plan-populations',
    summary: 'Enters how many live where, with the source; what was entered before stays as a record',
    may: WRITERS_THEMSELVES,
    body: z
      .strictObject({ source: line, populations: z.array(population).min(1).max(POPULATIONS_MAX) })
      .meta({ id: 'PlanPopulationInput' }),
    answer: z.array(populationView),
  }),

  listLevelProposals: row({
    method: 'get',
    path: `${PLAN}/proposals`,
    summary: 'Proposals of levels by data, with their evidence, and by people; newest first',
    may: PLAN_READERS,
    params: byPlan,
    query: pageQuery.extend({ state: proposalState.optional() }),
    answer: pageOf(proposalView, 'PlanProposalPage'),
  }),
  makeLevelProposal: row({
    method: 'post',
    path: `${PLAN}/proposals`,
    summary: 'A person proposes a level for an area; one is open an area',
    may: WRITERS_THEMSELVES,
    params: byPlan,
    body: z.strictObject({ area: areaId, level: planId.nullable(), reason }).meta({ id: 'PlanProposalInput' }),
    status: 201,
    answer: proposalView,
    starts: true,
  }),
  getLevelProposal: row({
    method: 'get',
    path: '/api/v1/level-proposals/{id}',
    summary: 'One proposal with its evidence, however long ago it was made',
    may: PLAN_READERS,
    params: byId,
    answer: proposalView,
  }),
  dismissLevelProposal: row({
    method: 'post',
    path: '/api/v1/level-proposals/{id}/dismiss',
    summary: 'Says why it is not followed; data may propose again',
    may: WRITERS_THEMSELVES,
    params: byId,
    body: z.strictObject({ reason }).meta({ id: 'PlanProposalDismissal' }),
    answer: proposalView,
    starts: true,
  }),
}
