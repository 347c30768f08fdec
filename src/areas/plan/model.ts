/**
 * Plans, level changes and what came of them as they are shown. What a plan, a change and an effect are is said in src/plan. Shapes alone;
 * runs in a browser too.
 */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { historyEntry } from '../../authority/trail-entry.ts'
import { purpose } from '../../directive/documents.ts'
import { attestation } from '../../directive/statement.ts'
import { count, instant, sha256 } from '../../directive/values.ts'
import { areaId } from '../../plan/areas.ts'
import { FAULT_CODES } from '../../plan/check.ts'
import { dhisMapping, rejection } from '../../plan/data.ts'
import { effect } from '../../plan/effect.ts'
import { action, channel, planId, plan as planShape } from '../../plan/plan.ts'
import { proposal, silence } from '../../plan/proposal.ts'
import { changeContent } from '../../plan/situation.ts'

const person = z.strictObject({ id: z.string(), name: z.string() })
const both = z.strictObject({ vi: z.string(), en: z.string() })
const failure = z.strictObject({ code: z.string(), vi: z.string(), en: z.string() })
const version = z.int().min(1)
const levelOrNone = planId.nullable()
const signatures = z.strictObject({ submitted: attestation, approved: attestation })

// Plans --------------------------------------------------------------------------------------------------------------

/** Of what is worked on: `none` where there is nothing beside the newest version. */
export const planState = z.enum(['none', 'draft', 'submitted', 'returned'])
export type PlanState = z.infer<typeof planState>

export const planAction = z.enum(['save', 'submit', 'withdraw', 'approve', 'return'])
export type PlanAction = z.infer<typeof planAction>

/** Anything may still be wrong with it: src/plan/check.ts says what. */
export const planContent = z.record(z.string().max(40), z.unknown())
export type PlanContent = z.infer<typeof planContent>

export const planFault = z
  .strictObject({
    code: z.enum(FAULT_CODES as [(typeof FAULT_CODES)[number]]),
    severity: z.enum(['fault', 'doubt']),
    place: z.string(),
    value: z.string(),
    other: z.string(),
  })
  .meta({ id: 'PlanFault' })

export const planVersionLine = z
  .strictObject({ version, sha256, at: instant, submittedBy: person, approvedBy: person })
  .meta({ id: 'PlanVersionLine' })

export const planLine = z
  .strictObject({
    id: planId,
    /** Null: it has none yet, as a draft may. */
    title: both.nullable(),
    /** The newest that was signed; null: none was. */
    version: version.nullable(),
    state: planState,
    updatedAt: instant,
  })
  .meta({ id: 'PlanLine' })
export type PlanLine = z.infer<typeof planLine>

export const planDetail = z
  .strictObject({
    id: planId,
    /** The newest that was signed. */
    plan: planShape.nullable(),
    /** Newest first. */
    versions: z.array(planVersionLine),
    draft: z.strictObject({
      state: planState,
      /** Rises by one with each save; 0: nothing was ever saved. */
      revision: count,
      /** Of the plan that it becomes. */
      version,
      content: planContent,
      /** Of what two people sign; null: it is no plan yet. */
      sha256: sha256.nullable(),
      faults: z.array(planFault),
      /** Why it was sent back. */
      reason: z.string().nullable(),
      /** None of them may approve it. */
      authors: z.array(person),
      history: z.array(historyEntry),
      /** What whoever reads it may do now. */
      actions: z.array(planAction),
    }),
  })
  .meta({ id: 'PlanDetail' })
export type PlanDetail = z.infer<typeof planDetail>

export const planVersion = planVersionLine
  .extend({ plan: planShape, approval: signatures.nullable() })
  .meta({ id: 'PlanVersion' })
export type PlanVersion = z.infer<typeof planVersion>

// The situation ------------------------------------------------------------------------------------------------------

/** At which level an area is on the instant that was asked for, and why. `undecided`: nobody has decided anything for it. */
export const areaStanding = z
  .strictObject({
    area: areaId,
    name: z.string(),
    code: z.string(),
    is: z.enum(['undecided', 'decided', 'inherited', 'merged', 'unclear']),
    level: levelOrNone,
    /** By which it is. */
    change: z.string().nullable(),
    since: instant.nullable(),
  })
  .meta({ id: 'PlanAreaStanding' })

export const situationView = z
  .strictObject({
    plan: planId,
    purpose,
    at: instant,
    areas: z.array(areaStanding),
    /** All instants from which something is decided, in order. */
    instants: z.array(instant),
  })
  .meta({ id: 'PlanSituation' })
export type SituationView = z.infer<typeof situationView>

// Changes ------------------------------------------------------------------------------------------------------------

export const changeState = z.enum(['draft', 'submitted', 'approved', 'refused', 'withdrawn'])
export type ChangeState = z.infer<typeof changeState>

export const changeAction = z.enum(['submit', 'approve', 'refuse', 'withdraw'])
export type ChangeAction = z.infer<typeof changeAction>

/** `carried-out`: nothing of it is open any more. `failed`: what failed alone is; `partly`: something failed and something is still to come. */
export const changeStanding = z.enum([
  'none',
  'carrying-out',
  'partly',
  'failed',
  'scheduled',
  'carried-out',
  'taken-back',
])
export type ChangeStanding = z.infer<typeof changeStanding>

const step = z.strictObject({
  area: areaId,
  before: levelOrNone,
  level: levelOrNone,
  goes: z.enum(['up', 'down']),
  isInherited: z.boolean(),
})

const cost = z.strictObject({
  population: z.number().nullable(),
  subscribers: z.number().nullable(),
  sms: z.number().nullable(),
  /** Of all clusters a day. */
  loudspeakerMinutes: z.number().nullable(),
  clusters: z.number().nullable(),
})

/**
 * Of a service that an effect makes free: since when it is, from when it will be, since when it is not because its period is over or a
 * version of the list is without it, that the draft has it and nobody has signed it, or that nothing has it.
 */
export const thingWhy = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('free'), of: z.string(), at: instant }),
  z.strictObject({ is: z.literal('coming'), of: z.string(), at: instant }),
  z.strictObject({ is: z.literal('ended'), of: z.string(), at: instant }),
  z.strictObject({ is: z.literal('dropped'), of: z.string(), at: instant, version }),
  z.strictObject({ is: z.literal('drafted'), of: z.string() }),
  z.strictObject({ is: z.literal('undrafted'), of: z.string() }),
])
export type ThingWhy = z.infer<typeof thingWhy>

/** All effects of one action that go the same way. */
export const effectGroup = z
  .strictObject({
    is: z.enum(['starts', 'stops', 'replaced', 'stays']),
    action: z.string(),
    kind: z.enum(action.options.map(({ shape }) => shape.kind.value)),
    when: z.enum(['entering', 'while', 'leaving']),
    title: both,
    /** Which calls for it, or which comes after the one that is left; missing of what was decided when it was not told. */
    level: levelOrNone.optional(),
    /** Why it stops. */
    why: z.enum(['level', 'plan', 'merged', 'overtaken']).nullable(),
    effects: count,
    areas: z.array(areaId),
    channels: z.array(channel),
    /** The first minute of the first. */
    first: instant,
    deadline: instant.nullable(),
    everyDays: z.int().nullable(),
    owner: both,
    content: z.enum(['prepared', 'draft']),
    undo: z.strictObject({ can: z.boolean(), means: both }),
    /** Of all, once. */
    cost,
    /** The version of the plan by which they are. */
    version,
    /** What the first of them says. */
    said: effect.shape.said,
    /** Of what runs now and makes services free: how each stands. Missing of everything else. */
    whyFree: z.array(thingWhy).optional(),
  })
  .meta({ id: 'PlanEffectGroup' })
export type EffectGroup = z.infer<typeof effectGroup>

export const diffRemark = z.strictObject({
  code: z.enum([
    'cannot-be-undone',
    'half-done',
    'needs-content',
    'needs-people',
    'late',
    'contradicts',
    'neighbours-unknown',
    'no-leave-message',
  ]),
  actions: z.array(z.string()),
  /** Of its effects; missing of what was decided when it was not told. */
  levels: z.array(levelOrNone).optional(),
  effects: count,
  areas: z.array(areaId),
})

const obstacle = z.strictObject({
  action: z.string(),
  level: levelOrNone,
  kind: effect.shape.kind,
  title: both,
  failure,
})

export const diffView = z
  .strictObject({
    at: instant,
    steps: z.array(step),
    groups: z.array(effectGroup),
    remarks: z.array(diffRemark),
    /** What is known to fail as things are now; missing where nothing is, and of what is decided. */
    obstacles: z.array(obstacle).optional(),
    totals: z.strictObject({
      starts: count,
      stops: count,
      replaced: count,
      stays: count,
      sms: z.number().nullable(),
      loudspeakerMinutes: z.number().nullable(),
    }),
    /** Of what starts, stops and is replaced: who approves names it. */
    effectsSha256: sha256,
  })
  .meta({ id: 'PlanDiff' })
export type DiffView = z.infer<typeof diffView>

export const changeLine = z
  .strictObject({
    id: z.uuid(),
    plan: planId,
    version,
    purpose,
    state: changeState,
    standing: changeStanding,
    from: instant,
    decisions: changeContent.shape.decisions,
    takesBack: z.string().nullable(),
    takenBackBy: z.string().nullable(),
    reason: z.string(),
    proposedBy: person,
    createdAt: instant,
  })
  .meta({ id: 'PlanChangeLine' })
export type ChangeLine = z.infer<typeof changeLine>

const planned = z.strictObject({ all: count, planned: count, failed: count, done: count, asked: count, dropped: count })

export const changeDetail = changeLine
  .extend({
    content: changeContent,
    sha256,
    /** Why it was refused. */
    refusal: z.string().nullable(),
    submittedBy: person.nullable(),
    approvedBy: person.nullable(),
    approvedAt: instant.nullable(),
    /** What it does; of one that is decided, as it was approved. Null: it was never approved, or cannot be told: `diffFailure` says why. */
    diff: diffView.nullable(),
    diffFailure: failure.nullable(),
    /** What two people decided, and how far it is. */
    deeds: planned,
    proposals: z.array(z.uuid()),
    history: z.array(historyEntry),
    actions: z.array(changeAction),
  })
  .meta({ id: 'PlanChange' })
export type ChangeDetail = z.infer<typeof changeDetail>

export const effectLine = z
  .strictObject({ is: z.enum(['starts', 'stops', 'replaced', 'stays']), effect, cost })
  .meta({ id: 'PlanEffect' })
export type EffectLine = z.infer<typeof effectLine>

// Carried out --------------------------------------------------------------------------------------------------------

/** What an effect became. */
export const thingKind = z.enum(['bulletin', 'round', 'free-list', 'briefing', 'task'])
export type ThingKind = z.infer<typeof thingKind>

/**
 * How far it is: people finish it, nothing of it is missing and a person submits it, it waits for a second person, it is approved and waits for its time or for being scheduled, it goes out,
 * some of it does and some does not, it is over by itself, it was stopped or given up.
 */
export const thingState = z.enum(['draft', 'ready', 'submitted', 'approved', 'out', 'partly', 'over', 'stopped'])
export type ThingState = z.infer<typeof thingState>

/** What people are waited for; null: for nobody. */
export const awaited = z.enum(['content', 'submission', 'approval', 'schedule', 'stop', 'task'])
export type Awaited = z.infer<typeof awaited>

/** `asked`: what is out is stopped by a person. `dropped`: it was never begun, and is not any more. */
export const deedState = z.enum(['planned', 'failed', 'done', 'asked', 'dropped'])
export type DeedState = z.infer<typeof deedState>

export const deedView = z
  .strictObject({
    id: z.uuid(),
    /** That called for it. */
    change: z.string(),
    plan: planId,
    version,
    purpose,
    does: z.enum(['begin', 'end']),
    action: z.string(),
    kind: effect.shape.kind,
    when: effect.shape.when,
    title: both,
    level: levelOrNone,
    areas: z.array(areaId),
    channels: z.array(channel),
    /** 0: the first time. */
    occurrence: count,
    first: instant,
    deadline: instant.nullable(),
    owner: both,
    state: deedState,
    dueAt: instant,
    doneAt: instant.nullable(),
    tries: count,
    failure: failure.nullable(),
    thing: z
      .strictObject({
        is: thingKind,
        id: z.string(),
        state: thingState,
        /** Of a list of what is free, service by service. */
        why: z.array(thingWhy),
      })
      .nullable(),
    awaits: awaited.nullable(),
  })
  .meta({ id: 'PlanDeed' })
export type DeedView = z.infer<typeof deedView>

export const taskContent = z.strictObject({ title: both, text: both, owner: both, areas: z.array(areaId) })
export type TaskContent = z.infer<typeof taskContent>

export const task = z
  .strictObject({
    id: z.uuid(),
    deed: z.uuid(),
    plan: planId,
    purpose,
    ...taskContent.shape,
    deadline: instant.nullable(),
    state: z.enum(['open', 'done', 'withdrawn']),
    note: z.string().nullable(),
    doneBy: person.nullable(),
    doneAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'PlanTask' })
export type Task = z.infer<typeof task>

// Data and proposals -------------------------------------------------------------------------------------------------

export const dataImport = z
  .strictObject({
    serial: count,
    form: z.enum(['csv', 'dhis2']),
    sha256,
    rows: count,
    taken: count,
    rejected: count,
    from: z.iso.date().nullable(),
    until: z.iso.date().nullable(),
    at: instant,
    by: person,
  })
  .meta({ id: 'PlanDataImport' })
export type DataImport = z.infer<typeof dataImport>

export const importResult = z
  .strictObject({
    /** Null: the very same file is there already, and nothing was taken anew. */
    import: dataImport,
    isKnown: z.boolean(),
    rejected: z.array(z.strictObject({ row: count, why: rejection, value: z.string() })),
    ignored: z.array(z.string()),
    /** Areas about which something was proposed because of it. */
    proposed: z.array(areaId),
  })
  .meta({ id: 'PlanImportResult' })
export type ImportResult = z.infer<typeof importResult>

export const dataOverview = z
  .strictObject({
    /** Newest first. */
    imports: z.array(dataImport),
    mapping: dhisMapping.nullable(),
    /** Of each area that is there now: how old its data is, and why nothing is proposed. */
    areas: z.array(
      z.strictObject({
        area: areaId,
        until: z.iso.date().nullable(),
        population: count.nullable(),
        silence: silence.nullable(),
        /** The day that the silence is about. */
        day: z.iso.date().nullable(),
      }),
    ),
  })
  .meta({ id: 'PlanDataOverview' })
export type DataOverview = z.infer<typeof dataOverview>

/** Values by day, oldest first; null: missing, and nothing is filled in. */
export const areaData = z
  .strictObject({
    area: areaId,
    days: z.array(z.iso.date()),
    inputs: z.record(z.string(), z.array(z.number().nullable())),
    measures: z.record(z.string(), z.array(z.number().nullable())),
  })
  .meta({ id: 'PlanAreaData' })
export type AreaData = z.infer<typeof areaData>

export const population = z
  .strictObject({ area: areaId, population: z.int().min(0).max(10_000_000_000) })
  .meta({ id: 'PlanPopulation' })

export const populationView = population.extend({ source: line, at: instant, by: person })
export type PopulationView = z.infer<typeof populationView>

/** `followed`: a change gave the area this level; `overtaken`: another level. */
export const proposalState = z.enum(['open', 'followed', 'overtaken', 'dismissed'])
export type ProposalState = z.infer<typeof proposalState>

export const proposalView = z
  .strictObject({
    id: z.uuid(),
    plan: planId,
    area: areaId,
    /** Null: to none of its own. */
    level: levelOrNone,
    from: z.enum(['data', 'person']),
    reason: z.string(),
    evidence: proposal.nullable(),
    state: proposalState,
    change: z.string().nullable(),
    /** Why it was dismissed. */
    decision: z.string().nullable(),
    createdAt: instant,
    by: person.nullable(),
    decidedAt: instant.nullable(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: 'PlanProposal' })
export type ProposalView = z.infer<typeof proposalView>
