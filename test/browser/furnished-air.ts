/**
 * A town whose bulletin is a cell broadcast: one that waits for the second person, and one that is on the air at two operators with
 * simulated BSCs. All of it happened; the cells are the demo's.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Broadcast } from '../../src/areas/broadcasts/model.ts'
import type { Bulletin, BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import { BROADCAST, BROADCAST_CORRECTION } from '../../town/bulletin-content.ts'
import { AREA, Controllers } from '../../town/controllers.ts'
import { untilThere } from '../../town/waiting.ts'
import { Town, TWO_OPERATORS } from '../town/town.ts'
import { plainOf } from './furnished-bulletins.ts'

export interface FurnishedAir {
  readonly town: Town
  readonly bulletins: Readonly<Record<'submitted' | 'released', string>>
  close(): Promise<void>
}

export async function openAir(): Promise<FurnishedAir> {
  const folder = await mkdtemp(join(tmpdir(), 'loa-air-'))
  const controllers = await Controllers.open(folder, TWO_OPERATORS)
  const away = async () => {
    await controllers.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const node = (operator: (typeof TWO_OPERATORS)[number]) => ({ flags: controllers.flags(operator) })
    const plan = { operators: TWO_OPERATORS, pace: 0, media: false, node }
    return await Town.furnished(plan, async town => {
      const bulletins = await furnish(town)
      const close = async () => {
        await town.close()
        await away()
      }
      return { town, bulletins, close }
    })
  } catch (error) {
    await away()
    throw error
  }
}

async function furnish(town: Town): Promise<FurnishedAir['bulletins']> {
  const [editor, approver] = [town.client('editor'), town.client('approver')]
  const submitted = async (title: string) => {
    const made = await editor.post<Bulletin>('/api/v1/bulletins', { draft: draftOf(title) })
    const { id, version, sha256 } = made
    const signature = await editor.sign(saidOf({ id, version, sha256: sha256 ?? '' }, 'submit'))
    const said = { version, sha256, signature }
    return await editor.post<Bulletin>(`/api/v1/bulletins/${id}/submit`, said)
  }
  const waiting = await submitted('Rửa tay, đeo khẩu trang trong bệnh viện')
  const { id, version, sha256 } = await submitted('Rửa tay, đeo khẩu trang')
  const signature = await approver.sign(saidOf({ id, version, sha256: sha256 ?? '' }, 'approve'))
  await approver.post<Bulletin>(`/api/v1/bulletins/${id}/approve`, { version, sha256, purpose: 'live', signature })
  await untilOnAir(town, id)
  return { submitted: waiting.id, released: id }
}

const DAY_MS = 24 * 3_600_000

/** What the demo broadcasts, on the page too. */
function draftOf(title: string): BulletinDraft {
  const plain = plainOf(title)
  const english = { language: 'en', title: 'Wash your hands, wear a mask', text: BROADCAST[1].text }
  const corrected = { ...english, title: 'Correction', text: BROADCAST_CORRECTION[1].text }
  return {
    ...plain,
    priority: 'urgent',
    renditions: {
      ...plain.renditions,
      page: [...plain.renditions.page, english],
      broadcast: {
        texts: [...BROADCAST],
        level: { severity: 'severe', urgency: 'expected', certainty: 'likely' },
        isEmergency: false,
        periodSeconds: 30,
        until: new Date(Date.now() + DAY_MS).toISOString(),
        polygons: [[...AREA]],
      },
    },
    correction: {
      ...plain.correction,
      page: [...plain.correction.page, corrected],
      broadcast: [...BROADCAST_CORRECTION],
    },
  }
}

/** As the page of the bulletin says it of each operator. */
async function untilOnAir(town: Town, id: string): Promise<void> {
  await untilThere('cells on the air', async () => {
    const all = await town.client('editor').get<readonly Broadcast[]>(`/api/v1/bulletins/${id}/broadcasts`)
    const isAired = ({ counts: [told] }: Broadcast) => told !== undefined && told.cells.onAir === told.cells.known
    return all.length === town.operators.length && all.every(isAired) ? true : null
  })
}
