/** What people sign of a plan and of a change of level when they submit and approve it. Runs in a browser too. */
import type { Said } from '../../authority/said.ts'
import type { Plan } from '../../plan/plan.ts'
import { saidOfPlan as ofPlan } from '../../plan/plan.ts'
import { type ChangeContent, saidOfChange as ofChange } from '../../plan/situation.ts'

type Does = 'submit' | 'approve'

export function saidOfPlan(plan: Pick<Plan, 'id' | 'version'>, sha256: string, does: Does): Said {
  return { does, ...ofPlan(plan, sha256), sequence: null }
}

export function saidOfChange(content: Pick<ChangeContent, 'change'>, sha256: string, does: Does): Said {
  return { does, ...ofChange(content, sha256), sequence: null }
}
