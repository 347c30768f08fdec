/** What people do with a round: write it, approve it as another, schedule it. */
import type { Campaign, RoundContent, RoundDetail } from '../../areas/rounds/model.ts'
import type { Signed } from './arrival.ts'
import type { AuthorityClient } from './authority-client.ts'

export async function writeRound(signed: Signed, content: RoundContent): Promise<RoundDetail> {
  const editor = of(signed, 'editor')
  const { id } = await editor.post<Campaign>('/api/v1/campaigns', {
    title: 'Phòng, chống dịch',
    note: '',
  })
  return await editor.post<RoundDetail>(`/api/v1/campaigns/${id}/rounds`, { content })
}

/** What has been written, or was given back: once more to the approver, who says yes. */
export async function approveRound(
  signed: Signed,
  { id, version }: Pick<RoundDetail, 'id' | 'version'>,
): Promise<RoundDetail> {
  const path = `/api/v1/rounds/${id}`
  const { digest, subscribers } = await of(signed, 'editor').post<RoundDetail>(`${path}/submit`, {
    version,
  })
  const approval = { version, digest, subscribers }
  return await of(signed, 'approver').post<RoundDetail>(`${path}/approve`, approval)
}

export async function scheduleRound(signed: Signed, id: string): Promise<void> {
  await of(signed, 'approver').post(`/api/v1/rounds/${id}/schedule`)
}

/** Who was there at the arrival. */
export function of(
  signed: Signed,
  role: 'administrator' | 'editor' | 'approver' | 'auditor',
): AuthorityClient {
  return signed.get(role) as AuthorityClient
}
