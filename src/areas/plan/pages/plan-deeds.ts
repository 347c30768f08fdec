/** The deeds of the draft of a plan; each answers with the plan, which is kept. Submitting and approving are signed before they are sent. */
import { checkPlan } from '../../../plan/check.ts'
import { planText } from '../../../plan/plan.ts'
import { ask } from '../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../web/approval/deeds.ts'
import { type AsRead, digestAsRead } from '../../../web/signing/digest.ts'
import { signed } from '../../../web/signing/signed.ts'
import type { PlanDetail } from '../model.ts'
import { saidOfPlan } from '../said.ts'
import { keepPlan, planQuery } from './queries.ts'

type Name = 'submit' | 'withdraw' | 'approve' | 'return'
type Body<Of extends Name> = Omit<
  BodyOf<`POST /api/v1/plans/{plan}/draft/${Of}`>,
  'revision' | 'sha256' | 'signature'
>
export type PlanBodies = { readonly [Of in Name]: Body<Of> }

/** Of the draft as it is shown: that is what is signed. */
export function planDeeds({ id, draft }: PlanDetail): Deeds<PlanBodies> {
  const { revision, version } = draft
  return {
    shown: planQuery(id).queryKey,
    post: async (name, body, once) => {
      // All take a body of their own, which `PlanBodies` has checked, and answer with the plan.
      const route =
        `POST /api/v1/plans/{plan}/draft/${name}` as 'POST /api/v1/plans/{plan}/draft/return'
      const does = name === 'submit' || name === 'approve' ? (name as 'submit' | 'approve') : null
      const read = does === null || draft.sha256 === null ? null : await asRead(draft)
      const sha256 = read?.sha256 ?? ''
      const signature =
        does === null
          ? {}
          : read === null
            ? { sha256 }
            : { sha256, ...(await signed(saidOfPlan({ id, version }, sha256, does), read, once)) }
      const given = { ...(body as PlanBodies['return']), revision, ...signature }
      return keepPlan(await ask(route, { params: { plan: id }, body: given, once }))
    },
  }
}

/** Of the plan that the draft is, which the page shows. */
async function asRead({ content, sha256 }: PlanDetail['draft']): Promise<AsRead> {
  const { plan } = checkPlan(content)
  return await digestAsRead(plan === null ? null : planText(plan), sha256 ?? '')
}
