/** A broadcast as people write it, approve it as another, correct it and take it back. */

import { blankDraft } from '../../src/areas/bulletins/blank-draft.ts'
import type { Bulletin, BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import type { AuthorityClient } from '../../town/authority-client.ts'
import { benchFailure } from '../failures.ts'

export interface Desk {
  readonly editor: AuthorityClient
  readonly approver: AuthorityClient
}

const BULLETINS = '/api/v1/bulletins'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What is said, where and in earnest or not; its correction says that it is one. */
export interface Wording extends Pick<BulletinDraft, 'provinces' | 'purpose'> {
  readonly text: string
}

export const CORRECTION = 'Đính chính. '

/** It waits for the second person. */
export async function submitted({ editor }: Desk, of: Wording): Promise<string> {
  const { id } = await editor.post<Bulletin>(BULLETINS, { draft: draftOf(of) })
  await decide(editor, id, 'submit')
  return id
}

/** The request is sent when `began` is called: until then it is prepared. */
export async function approve({ approver }: Desk, id: string, began: () => void = () => {}): Promise<void> {
  await decide(approver, id, 'approve', began)
}

export async function correct({ editor }: Desk, id: string): Promise<void> {
  await editor.post(`${BULLETINS}/${id}/correct`, { version: 1 })
}

export async function cancel({ editor }: Desk, id: string): Promise<void> {
  await editor.post(`${BULLETINS}/${id}/cancel`, { version: 1 })
}

async function decide(
  by: AuthorityClient,
  id: string,
  does: 'submit' | 'approve',
  began: () => void = () => {},
): Promise<void> {
  const { version, sha256, draft, faults } = await by.get<Bulletin>(`${BULLETINS}/${id}`)
  if (sha256 === null) throw benchFailure('benchFailed', { name: does, why: JSON.stringify(faults) })
  const signature = await by.sign(saidOf({ id, version, sha256 }, does))
  const purpose = does === 'approve' ? { purpose: draft.purpose } : {}
  began()
  await by.post(`${BULLETINS}/${id}/${does}`, { version, sha256, signature, ...purpose })
}

function draftOf({ text, provinces, purpose }: Wording): BulletinDraft {
  const until = new Date(Date.now() + HOUR_MS).toISOString()
  const blank = blankDraft(new Date(Date.now() + DAY_MS).toISOString())
  const page = (title: string) => [{ language: 'vi', title, text }]
  return {
    ...blank,
    priority: 'urgent',
    provinces,
    purpose,
    renditions: {
      ...blank.renditions,
      page: page('Bản tin đo'),
      broadcast: {
        texts: [{ language: 'vi', text }],
        level: { severity: 'severe', urgency: 'expected', certainty: 'observed' },
        isEmergency: false,
        periodSeconds: 60,
        until,
        polygons: [],
      },
    },
    correction: {
      ...blank.correction,
      page: page('Đính chính'),
      broadcast: [{ language: 'vi', text: CORRECTION + text }],
    },
  }
}
