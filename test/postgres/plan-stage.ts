/** An authority with a signed plan, whose changes are proposed, approved and carried out, for the tests. */
import type { TestContext } from 'node:test'
import { declared } from '../../src/app/plan-things/declared.ts'
import { planThings } from '../../src/app/plan-things/things.ts'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import type { Carriers } from '../../src/areas/plan/carrier.ts'
import { carryOutDue, planAgain, settleAsked } from '../../src/areas/plan/carrying.ts'
import { smallPlan } from '../../src/areas/plan/fixtures.test.ts'
import type { ChangeDetail, DeedView } from '../../src/areas/plan/model.ts'
import { planUseCases } from '../../src/areas/plan/plans.ts'
import { SeriesCache } from '../../src/areas/plan/series-cache.ts'
import { taskCarrier } from '../../src/areas/plan/tasks.ts'
import type { PlanUseCases } from '../../src/areas/plan/use-cases.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { Letter, Mailer } from '../../src/authority/mailer.ts'
import type { Purpose } from '../../src/directive/documents.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Decision } from '../../src/plan/situation.ts'
import { speakerFailure } from '../../src/speaker/failures.ts'
import { bulletinsOf } from './bulletins-stage.ts'
import type { Databases } from './databases.ts'
import { opened } from './signers-stage.ts'
import { PEOPLE, type StagedAuthority } from './stage.ts'

const { editor, approver } = PEOPLE
export const PLAN = 'dich'
/** Hanoi and Ho Chi Minh City of the list that counts on the stage's day. */
export const HANOI = '01.2025'
export const SAIGON = '79.2025'

export function plansOn(authority: StagedAuthority, change: Partial<Carriers> = {}) {
  const { work } = authority
  const bulletins = bulletinsOf(authority)
  const rounds = smsRounds(authority)
  const speak: typeof bulletins.speak = async () => {
    throw speakerFailure('voiceMissing', { program: 'espeak-ng' })
  }
  const letters: Letter[] = []
  const mailer: Mailer = {
    from: 'loa@bo.example',
    send: async letter => {
      letters.push(letter)
      return { reached: 1, failed: 0 }
    },
  }
  const carriers: Carriers = {
    ...planThings({ work, rounds, speak, mailer, origin: 'https://loa.bo.example' }),
    task: taskCarrier,
    ...change,
  }
  const errors: unknown[] = []
  const carrying = { work, carriers, onError: (error: unknown) => void errors.push(error) }
  const plans = planUseCases({ work, carriers, declared, cache: new SeriesCache() })
  return {
    plans,
    bulletins,
    carriers,
    errors,
    letters,
    carryOut: async () => {
      while (await carryOutDue(carrying));
    },
    again: async () => {
      await planAgain(work)
      await settleAsked(carrying)
      while (await carryOutDue(carrying));
    },
  }
}

export async function withPlan(t: TestContext, databases: Databases, change: Partial<Carriers> = {}) {
  const stage = await opened(t, databases)
  const on = plansOn(stage.authority, change)
  await sign(on.plans, smallPlan())
  return { ...on, stage, work: stage.authority.work, clock: stage.clock, ...deedsOf(on.plans) }
}

/** As the next version, by two people. */
export async function sign(plans: PlanUseCases, plan: Plan): Promise<void> {
  const { draft } = await plans.plan(editor, plan.id).catch(() => ({ draft: { revision: 0 } }))
  const content = JSON.parse(JSON.stringify(plan)) as Record<string, unknown>
  const saved = await plans.savePlanDraft(editor, plan.id, { revision: draft.revision, content })
  const { revision, sha256, faults } = saved.draft
  const of = { revision, sha256: sha256 ?? '0'.repeat(64) }
  await plans.submitPlanDraft(editor, plan.id, of)
  await plans.approvePlanDraft(approver, plan.id, { ...of, doubts: faults.length })
}

type Wanted = { readonly purpose?: Purpose; readonly from?: string; readonly takesBackId?: string }

export const to = (area: string, level: string | null): Decision => ({ area, level })

function deedsOf(plans: PlanUseCases) {
  const propose = async (decisions: readonly Decision[], { purpose = 'live', from, takesBackId }: Wanted = {}) =>
    await plans.propose(editor, PLAN, {
      purpose,
      decisions,
      reason: 'Số ca tăng',
      from: from ?? null,
      takesBackId: takesBackId ?? null,
    })
  const submit = async ({ id, sha256 }: ChangeDetail, who: Actor = editor) =>
    await plans.submitLevelChange(who, id, { sha256 })
  const approve = async (shown: ChangeDetail, who: Actor = approver) =>
    await plans.approveLevelChange(who, shown.id, {
      sha256: shown.sha256,
      purpose: shown.purpose,
      effectsSha256: shown.diff?.effectsSha256 ?? '0'.repeat(64),
    })
  return {
    propose,
    submit,
    approve,
    decided: async (decisions: readonly Decision[], wanted: Wanted = {}) =>
      await approve(await submit(await propose(decisions, wanted))),
    /** In short. */
    told: (deeds: readonly DeedView[]) =>
      deeds.map(({ does, action, state, thing, awaits }) => [
        ...[does, action, state, thing?.is, thing?.state],
        awaits,
      ]),
    deeds: async ({ id }: Pick<ChangeDetail, 'id'>): Promise<readonly DeedView[]> =>
      (await plans.deeds(id, { cursor: null, limit: 100, states: null })).items,
  }
}
