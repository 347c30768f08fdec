/** A room with sites in every state, and an instruction to one of them, for the page that sites open. */
import type { BriefingRoom, GivenInstruction, RoomSite } from '../../src/areas/briefing/model.ts'

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`

function site(last: number, of: Pick<RoomSite, 'name' | 'short'> & Partial<RoomSite>): RoomSite {
  return {
    site: id(last),
    role: 'site',
    language: null,
    is: 'present',
    line: 'A',
    isHeard: false,
    isSlow: false,
    floor: null,
    queue: null,
    questions: 0,
    ...of,
  }
}

export const SITES = {
  ministry: site(1, { name: 'Bộ Y tế', short: 'BYT', role: 'chair' }),
  deputy: site(2, { name: 'Cục Quản lý Khám, chữa bệnh', short: 'KCB', role: 'deputy' }),
  bachMai: site(3, { name: 'Bệnh viện Bạch Mai', short: 'Bạch Mai', floor: 'accepted', queue: 1, line: 'B' }),
  vietDuc: site(4, { name: 'Bệnh viện Hữu nghị Việt Đức', short: 'Việt Đức' }),
  choRay: site(5, { name: 'Bệnh viện Chợ Rẫy', short: 'Chợ Rẫy', line: 'C' }),
  hue: site(6, { name: 'Bệnh viện Trung ương Huế', short: 'Huế', is: 'absent', line: null }),
  daNang: site(7, { name: 'Bệnh viện Đà Nẵng', short: 'Đà Nẵng', is: 'dropped', line: null }),
  secretary: site(8, { name: 'Văn phòng Bộ', short: 'VPB', role: 'secretary', line: 'D' }),
} as const satisfies Record<string, RoomSite>

export const INSTRUCTION: GivenInstruction = {
  id: id(20),
  briefing: id(21),
  briefingTitle: 'Giao ban tuần 8',
  text: 'Lập điểm sàng lọc tại cổng và báo cáo số người qua sàng lọc mỗi ngày.',
  due: '2020-02-28',
  basis: 'Quyết định 343/QĐ-BYT',
  state: 'issued',
  isOverdue: true,
  issuedAt: '2020-02-24T02:00:00.000Z',
  acknowledged: null,
  done: null,
  sha256: 'a'.repeat(64),
  approvedBy: ['Trần Văn Cường'],
  document: 'a.b.c',
}

export function furnishedRoom(): BriefingRoom {
  return {
    briefing: id(10),
    title: 'Giao ban phòng, chống dịch tuần 9',
    startsAt: '2026-11-27T00:30:00.000Z',
    state: 'planned',
    beganAt: null,
    endedAt: null,
    isRecorded: true,
    isQueueOpen: true,
    grantedMax: 2,
    chair: null,
    heard: [],
    places: [null, null, null],
    thumbnails: [null, null, null, null, null, null],
    screen: null,
    sites: Object.values(SITES),
    agenda: [
      { id: id(30), title: 'Tình hình trong tuần', minutes: 20, site: SITES.deputy.site },
      { id: id(31), title: 'Thuốc và vật tư', minutes: 15, site: null },
    ],
    documents: [{ id: id(40), name: 'Báo cáo', pages: 3 }],
    slide: null,
    minutes: [
      {
        id: id(50),
        version: 1,
        item: id(30),
        is: 'statement',
        site: SITES.bachMai.site,
        text: 'Còn 12 giường trống.',
        at: '2026-11-27T00:40:00.000Z',
        updatedAt: '2026-11-27T00:40:00.000Z',
        updatedBy: { id: 'p', name: 'Thư ký' },
      },
      {
        id: id(51),
        version: 1,
        item: id(30),
        is: 'decision',
        site: SITES.ministry.site,
        text: 'Mỗi bệnh viện lập điểm sàng lọc tại cổng trước ngày 28.',
        at: '2026-11-27T00:50:00.000Z',
        updatedAt: '2026-11-27T00:50:00.000Z',
        updatedBy: { id: 'p', name: 'Thư ký' },
      },
    ],
    captions: [],
    roll: null,
    languages: [],
    isMediaUp: true,
    revision: 0,
  }
}
