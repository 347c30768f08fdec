/** Bulletins with page and alert, written by one person and approved by another, over real HTTP. */
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import type { Bulletin, BulletinDraft } from '../../src/areas/bulletins/model.ts'
import type { Staff } from './stage.ts'

const DAY_MS = 86_400_000
export const BULLETINS = '/api/v1/bulletins'
const UNTIL = new Date(Math.ceil(Date.now() / 1000) * 1000 + 2 * DAY_MS).toISOString()

const CAP: BulletinDraft['renditions']['cap'] = {
  category: 'Health',
  eventCode: 'OET-062',
  urgency: 'Immediate',
  severity: 'Moderate',
  certainty: 'Observed',
  response: ['Monitor'],
}

export function draftOf(title: string, change: Partial<BulletinDraft> = {}): BulletinDraft {
  const plain = plainDraft(UNTIL)
  const page = [
    { language: 'vi', title, text: 'Gọi 1900 9095.' },
    { language: 'en', title: `EN ${title}`, text: 'Call 1900 9095.' },
  ]
  const corrected = page.map(each => ({ ...each, text: `${each.language}: nhầm` }))
  return {
    ...plain,
    renditions: { ...plain.renditions, page, cap: CAP },
    correction: { ...plain.correction, page: corrected },
    ...change,
  }
}

export async function published(
  { editor, approver }: Pick<Staff, 'editor' | 'approver'>,
  draft: BulletinDraft,
): Promise<Bulletin> {
  const { id, version, sha256 } = await editor.well('POST', BULLETINS, { draft })
  await editor.well('POST', `${BULLETINS}/${id}/submit`, { version, sha256 })
  const { purpose } = draft
  return await approver.well('POST', `${BULLETINS}/${id}/approve`, { version, sha256, purpose })
}
