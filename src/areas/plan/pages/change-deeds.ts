/** The steps of a change of level as the page shows it. */
import { canonicalJson } from '../../../base/canonical.ts'
import { type Deeds, type StepBodies, stepDeeds } from '../../../web/approval/deeds.ts'
import type { ChangeDetail } from '../model.ts'
import { saidOfChange } from '../said.ts'
import { changeQuery, keepChange } from './queries.ts'

const AT = '/api/v1/level-changes/{id}'
export type ChangeBodies = StepBodies<typeof AT, 'submit' | 'approve' | 'refuse', 'sha256' | 'signature'> & {
  readonly withdraw: object
}

export function changeDeeds(shown: ChangeDetail): Deeds<ChangeBodies> {
  const { id, plan, content, sha256 } = shown
  return stepDeeds({
    at: AT,
    params: { id },
    shown: changeQuery(plan, id).queryKey,
    opened: step => (step === 'refuse' ? {} : { sha256 }),
    bare: ['withdraw'],
    signs: step =>
      step === 'submit' || step === 'approve'
        ? { text: canonicalJson(content), said: saidOfChange(content, sha256, step) }
        : null,
    keep: keepChange,
  })
}
