/**
 * What else is there when a visitor comes: beside what the level of a province holds free a page that is free from tomorrow, and
 * a draft that waits for the approver and ends one of the hotlines, which is a doubt; a second door, without a tablet yet; work items of the month, one still without English.
 *
 *   write ─► submit ─► approve ─► version 1 at every node ─► the next draft ─► submit … waits
 *
 * The page's addresses and the work items are made up and say so.
 */
import type { FreeContent, FreeDraft, FreeOverview } from '../src/areas/free/model.ts'
import { saidOfList } from '../src/areas/free/said.ts'
import type { WorkItemContent } from '../src/areas/months/model.ts'
import type { Door } from '../src/areas/screening/model.ts'
import { isoInZone, wallDate } from '../src/base/wall-time.ts'
import { monthOf } from '../src/report/months.ts'
import { FEBRUARY_CONTENT, NCOV } from '../src/zerorating/example-list.ts'
import type { AuthorityClient } from './authority-client.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const DRAFT = '/api/v1/zero-rating/draft'
const { timeZone } = FEBRUARY_CONTENT

export interface RoomsFilled {
  /** Of the version in force, as the server tells it. */
  readonly freeServices: number
  readonly doors: number
  readonly workItems: number
}

export interface RoomsPlay {
  readonly administrator: AuthorityClient
  readonly editor: AuthorityClient
  readonly approver: AuthorityClient
}

export async function fillRooms(play: RoomsPlay): Promise<RoomsFilled> {
  await freeServices(play)
  const { administrator, editor } = play
  await administrator.post<Door>('/api/v1/screening/doors', { name: 'Cửa sau (giả định)' })
  const month = monthOf(new Date().toISOString(), timeZone)
  for (const item of itemsOf(month)) await editor.post(`/api/v1/months/${month}/items`, item)
  const { services } = await editor.get<FreeOverview>('/api/v1/zero-rating')
  return {
    freeServices: services.filter(({ isListed }) => isListed).length,
    doors: (await administrator.get<readonly Door[]>('/api/v1/screening/doors')).length,
    workItems: (await editor.get<readonly object[]>(`/api/v1/months/${month}/items`)).length,
  }
}

async function freeServices({ editor, approver }: RoomsPlay): Promise<void> {
  const draft = await submitted(editor, ({ services, ...content }) => ({
    ...content,
    services: [...services, { ...NCOV, free: [{ from: midnight(1), until: midnight(61) }] }],
  }))
  const signature = await approver.sign(saidOfList(draft, 'approve'))
  const { revision, digest, services, faults } = draft
  await approver.post(`${DRAFT}/approve`, { revision, digest, services, doubts: faults.length, signature })
  await submitted(editor, ({ services, ...content }) => ({
    ...content,
    services: services.map((service, at) =>
      at > 0 ? service : { ...service, free: service.free.map(({ from }) => ({ from, until: midnight(61) })) },
    ),
  }))
}

/** What is free now, changed. */
async function submitted(editor: AuthorityClient, change: (content: FreeContent) => FreeContent): Promise<FreeDraft> {
  const { revision, content } = await editor.get<FreeDraft>(DRAFT)
  const draft = await editor.put<FreeDraft>(DRAFT, { revision, content: change(content) })
  const signature = await editor.sign(saidOfList(draft, 'submit'))
  return await editor.post<FreeDraft>(`${DRAFT}/submit`, { revision: draft.revision, signature })
}

/** Midnight in Viet Nam, so many days from today. */
function midnight(days: number): string {
  const today = wallDate(Date.now(), timeZone)
  return isoInZone(Date.parse(`${today}T00:00:00+07:00`) + days * DAY_MS, timeZone)
}

function itemsOf(month: string): readonly WorkItemContent[] {
  const item = (
    section: WorkItemContent['section'],
    given: Pick<WorkItemContent, 'unit' | 'title' | 'result' | 'english'>,
  ): WorkItemContent => ({ section, date: `${month}-01`, nextStep: null, ...given })
  return [
    item('network-security', {
      unit: 'Đơn vị A (giả định)',
      title: 'Rà soát lỗ hổng của cổng tin của 10 đơn vị (giả định)',
      result: 'Đã rà soát 10 cổng tin, 2 đơn vị còn phải cập nhật',
      english: {
        title: 'Review of the portals of 10 units (made up)',
        result: '10 portals were reviewed, 2 units are still to update theirs',
        nextStep: null,
      },
    }),
    item('ict-industry', {
      unit: 'Đơn vị B (giả định)',
      title: 'Thử nghiệm trạm thu phát tại 2 khu cách ly (giả định)',
      result: 'Đã lắp đặt và đo tốc độ',
      english: {
        title: 'Trial of base stations at 2 quarantine sites (made up)',
        result: 'Set up and measured',
        nextStep: null,
      },
    }),
    item('other', {
      unit: 'Đơn vị C (giả định)',
      title: 'Tập huấn cán bộ trực về kiểm tra thân nhiệt (giả định)',
      result: 'Đã tập huấn 3 buổi',
      english: null,
    }),
    item('directions', {
      unit: 'Đơn vị A (giả định)',
      title: 'Diễn tập nhắn tin toàn quốc quý sau (giả định)',
      result: 'Đang soạn kịch bản',
      english: null,
    }),
  ]
}
