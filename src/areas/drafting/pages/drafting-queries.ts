/** What is asked about remarks and templates, with the keys that the area's `touches` marks as old; and who may. */
import type { Me } from '../../../web/api.ts'
import { getQuery, queries, useMe } from '../../../web/session.ts'
import type { DraftKind, Remark } from '../model.ts'

export const remarksQuery = (kind: DraftKind, id: string) =>
  kind === 'round'
    ? getQuery(['remarks', id], 'GET /api/v1/rounds/{id}/remarks', { params: { id } })
    : getQuery(['remarks', id], 'GET /api/v1/bulletins/{id}/remarks', { params: { id } })

export const templatesQuery = (kind: DraftKind | undefined) =>
  getQuery(['templates', kind ?? ''], 'GET /api/v1/templates', { query: { kind } })

export const insertedQuery = (id: string) =>
  getQuery(['inserted', id], 'GET /api/v1/rounds/{id}/inserted', { params: { id } })

export function openOf(remarks: readonly Remark[]): readonly Remark[] {
  return remarks.filter(({ settled }) => settled === null)
}

/** The server decides again. */
export function useMayDraft(): boolean {
  const { role } = useMe()
  return role === 'editor' || role === 'approver'
}

export function useMayReadDrafting(): boolean {
  return mayReadDrafting(useMe().role)
}

export function mayReadDrafting(role: Me['role'] | null): boolean {
  return role === 'editor' || role === 'approver' || role === 'auditor'
}

export async function forgetTemplates(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['templates'] })
}

export async function forgetRemarks(id: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['remarks', id] })
}
