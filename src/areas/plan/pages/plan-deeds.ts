/** The steps of the draft of a plan as the page shows it. */
import { checkPlan } from '../../../plan/check.ts'
import { planText } from '../../../plan/plan.ts'
import { type Deeds, type StepBodies, stepDeeds } from '../../../web/approval/deeds.ts'
import type { PlanDetail } from '../model.ts'
import { saidOfPlan } from '../said.ts'
import { keepPlan, planQuery } from './queries.ts'

const AT = '/api/v1/plans/{plan}/draft'
export type PlanBodies = StepBodies<
  typeof AT,
  'submit' | 'withdraw' | 'approve' | 'return',
  'revision' | 'sha256' | 'signature'
>

export function planDeeds({ id, draft }: PlanDetail): Deeds<PlanBodies> {
  const { revision, version, content, sha256 } = draft
  return stepDeeds({
    at: AT,
    params: { plan: id },
    shown: planQuery(id).queryKey,
    opened: step => (step === 'submit' || step === 'approve' ? { revision, sha256: sha256 ?? '' } : { revision }),
    signs: step => {
      if (sha256 === null || (step !== 'submit' && step !== 'approve')) return null
      const { plan } = checkPlan(content)
      const text = plan === null ? null : planText(plan)
      return { text, said: saidOfPlan({ id, version }, sha256, step) }
    },
    keep: keepPlan,
  })
}
