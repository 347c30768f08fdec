/** What people do with a round: write it, approve it as another, schedule it. */
import type { Campaign, RoundContent, RoundDetail } from '../src/areas/rounds/model.ts'
import { saidOfRound } from '../src/areas/rounds/said.ts'
import type { AuthorityClient, Signed } from './authority-client.ts'

export async function writeRound(signed: Signed, content: RoundContent): Promise<RoundDetail> {
  const editor = of(signed, 'editor')
  const { id } = await editor.post<Campaign>('/api/v1/campaigns', { title: 'Phòng, chống dịch', note: '' })
  return await editor.post<RoundDetail>(`/api/v1/campaigns/${id}/rounds`, { content })
}

/** What has been written, or was given back: once more to the approver, who says yes. */
export async function approveRound(signed: Signed, { id }: Pick<RoundDetail, 'id'>): Promise<RoundDetail> {
  await submitBy(of(signed, 'editor'), id)
  return await approveBy(of(signed, 'approver'), id)
}

export async function submitBy(by: AuthorityClient, id: string): Promise<RoundDetail> {
  const round = await roundOf(by, id)
  const signature = await by.sign(saidOfRound(round, 'submit'))
  return await by.post(`/api/v1/rounds/${id}/submit`, { version: round.version, signature })
}

/** To what is there now. */
export async function approveBy(by: AuthorityClient, id: string): Promise<RoundDetail> {
  const round = await roundOf(by, id)
  const { version, digest, subscribers } = round
  const signature = await by.sign(saidOfRound(round, 'approve'))
  const approval = { version, digest, subscribers, signature }
  return await by.post(`/api/v1/rounds/${id}/approve`, approval)
}

export async function scheduleRound(signed: Signed, id: string): Promise<void> {
  await scheduleBy(of(signed, 'approver'), id)
}

export async function scheduleBy(by: AuthorityClient, id: string): Promise<RoundDetail> {
  const signature = await by.sign(saidOfRound(await roundOf(by, id), 'schedule'))
  return await by.post(`/api/v1/rounds/${id}/schedule`, { signature })
}

export async function resumeBy(by: AuthorityClient, id: string): Promise<RoundDetail> {
  const round = await roundOf(by, id)
  const signature = await by.sign(saidOfRound(round, 'resume', round.nextOrder))
  return await by.post(`/api/v1/rounds/${id}/resume`, { signature })
}

async function roundOf(by: AuthorityClient, id: string): Promise<RoundDetail> {
  return await by.get(`/api/v1/rounds/${id}`)
}

/** Who was there at the arrival. */
export function of(signed: Signed, role: 'administrator' | 'editor' | 'approver' | 'auditor'): AuthorityClient {
  return signed.get(role) as AuthorityClient
}
