/** Bulletins, their log and a clock, for tests of what the public reads. */
import type { BulletinContent, CapTerms, ReleaseKind, Sound } from '../../directive/bulletin.ts'
import type { Released, Releases } from './channel.ts'

export const SITE = { name: 'Bộ Y tế', origin: 'https://loa.example.vn' }
export const ID = '5f0c1c7e-3f5a-4c56-9d3c-1f6f6b7c0a01'
export const OTHER_ID = '5f0c1c7e-3f5a-4c56-9d3c-1f6f6b7c0a02'
export const at = (text: string) => Date.parse(`${text}+07:00`)

export const CAP: CapTerms = {
  category: 'Health',
  eventCode: 'OET-062',
  urgency: 'Immediate',
  severity: 'Severe',
  certainty: 'Observed',
  response: ['Shelter', 'Monitor'],
}

export const SOUND: Sound = {
  by: 'recording',
  milliseconds: 95_000,
  files: [{ form: 'mp3', sha256: 'ab'.repeat(32), octets: 760_000 }],
}

export const CONTENT: BulletinContent = {
  format: 1,
  bulletin: ID,
  version: 1,
  purpose: 'live',
  priority: 'urgent',
  provinces: [{ code: '01', asOf: '2026-02-03' }],
  window: { from: null, until: '2026-02-05T00:00:00+07:00' },
  renditions: {
    page: [
      {
        language: 'vi',
        title: 'Có ca bệnh tại quận Ba Đình',
        text: 'Người có sốt, ho, khó thở hãy ở nhà.\n\nGọi đường dây nóng 1900 9095 hoặc cấp cứu 115.',
      },
      {
        language: 'en',
        title: 'A case in Ba Dinh district',
        text: 'If you have a fever, stay at home.\n\nCall the hotline 19009095.',
      },
    ],
    cap: CAP,
    sms: [],
    loudspeakers: [{ language: 'vi', spoken: 'Kính thưa đồng bào', sound: SOUND, perWindow: 2, gapSeconds: 10 }],
    mail: [],
    push: [],
    ring: null,
    placements: [],
  },
  correction: {
    page: [
      { language: 'vi', title: 'Ba Đình không có ca bệnh', text: 'Tin trước đây là nhầm.' },
      { language: 'en', title: 'No case in Ba Dinh', text: 'What was said before was a mistake.' },
    ],
    sms: [],
    loudspeakers: [],
    mail: [],
    push: [],
  },
}

export function released(
  serial: number,
  kind: ReleaseKind,
  when: string,
  change: Partial<BulletinContent> = {},
): Released {
  const content = { ...CONTENT, ...change }
  return {
    serial,
    kind,
    content,
    approval: null,
    bulletin: content.bulletin,
    version: content.version,
    sha256: 'a'.repeat(64),
    at: new Date(at(when)).toISOString(),
    by: 'Nguyễn Thị Lan',
    channels: content.renditions.cap === null ? ['page'] : ['page', 'cap'],
  }
}

/** The log in memory. */
export function logOf(
  entries: Released[],
  files: ReadonlyMap<string, { readonly type: string; readonly octets: Buffer }> = new Map(),
): Releases {
  return {
    standing: async () => [],
    inForce: async () => [],
    believed: async () => [],
    doubted: async () => new Set(),
    after: async (serial, max) => entries.filter(each => each.serial > serial).slice(0, max),
    of: async bulletin => entries.filter(each => each.bulletin === bulletin),
    file: async sha256 => files.get(sha256) ?? null,
  }
}
