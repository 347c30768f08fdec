/** What people of a town do with the list of what is free: write, submit, approve; and what a node has of it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FreeContent, FreeDraft, FreeVersion } from '../../src/areas/free/model.ts'
import { saidOfList } from '../../src/areas/free/said.ts'
import type { DemoOperator } from '../../town/operators.ts'
import type { Town } from './town.ts'

const DRAFT = '/api/v1/zero-rating/draft'

export async function saveDraft(town: Town, content: FreeContent): Promise<FreeDraft> {
  const editor = town.client('editor')
  const { revision } = await editor.get<FreeDraft>(DRAFT)
  return await editor.put<FreeDraft>(DRAFT, { revision, content })
}

export async function submitDraft(town: Town, content: FreeContent): Promise<FreeDraft> {
  await saveDraft(town, content)
  return await submitWritten(town)
}

/** The draft as it is there. */
export async function submitWritten(town: Town): Promise<FreeDraft> {
  const editor = town.client('editor')
  const draft = await editor.get<FreeDraft>(DRAFT)
  const signature = await editor.sign(saidOfList(draft, 'submit'))
  return await editor.post(`${DRAFT}/submit`, { revision: draft.revision, signature })
}

/** Written, approved by another, signed: the version that is on its way. */
export async function approveList(town: Town, content: FreeContent): Promise<FreeVersion> {
  const draft = await submitDraft(town, content)
  const { revision, digest, services, faults, version } = draft
  const approver = town.client('approver')
  const signature = await approver.sign(saidOfList(draft, 'approve'))
  const approval = { revision, digest, services, doubts: faults.length, signature }
  await approver.post(`${DRAFT}/approve`, approval)
  return await approver.get<FreeVersion>(`/api/v1/zero-rating/lists/${version}`)
}

/** A file of the lists in an operator's own directory; null: it is not there. */
export async function listFile(town: Town, operator: DemoOperator, name: string): Promise<string | null> {
  try {
    const path = join(town.host.nodeData(operator), 'zero-rating', name)
    return (await readFile(path, 'utf8')).trim()
  } catch {
    return null
  }
}
