/** A plan as a file of this computer, brought into a draft. Whatever else is wrong with it is told by the draft itself. Pure. */
import { planId } from '../../../plan/plan.ts'
import type { PlanContent } from '../model.ts'

export type ReadFile =
  | { readonly is: 'content'; readonly id: string; readonly content: PlanContent }
  | { readonly is: 'notJson' }
  | { readonly is: 'noId' }
  | { readonly is: 'other'; readonly id: string }

/** `wanted`: the plan that it has to be of; null: any. */
export function readPlanFile(text: string, wanted: string | null): ReadFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { is: 'notJson' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { is: 'notJson' }
  const content = Object.fromEntries(Object.entries(value))
  const id = planId.safeParse(content.id)
  if (!id.success) return { is: 'noId' }
  if (wanted !== null && id.data !== wanted) return { is: 'other', id: id.data }
  return { is: 'content', id: id.data, content }
}
