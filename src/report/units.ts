/**
 * What figures of a report count, in both languages. A unit is not a word that may be dropped: a figure is only ever
 * written by `words.ts`, which puts value, magnitude and unit into one phrase.
 */
import type { Language } from '../base/failure.ts'

export interface Unit {
  /** After a whole number; in English the form for one and for all others. */
  readonly vi: string
  readonly en: { readonly one: string; readonly other: string }
  /** Said behind it in brackets, once: what a message counts in. */
  readonly note?: Readonly<Record<Language, string>>
}

export const UNITS = {
  'ordinary-sms': {
    vi: 'tin nhắn',
    en: { one: 'message', other: 'messages' },
    note: { vi: 'quy đổi ra bản tin SMS thông thường', en: 'counted as ordinary SMS' },
  },
  'segments-each': {
    vi: 'bản tin SMS thông thường mỗi lượt',
    en: { one: 'ordinary SMS each time', other: 'ordinary SMS each time' },
  },
  subscribers: { vi: 'thuê bao', en: { one: 'subscriber', other: 'subscribers' } },
  turns: { vi: 'lượt thuê bao', en: { one: 'subscriber turn', other: 'subscriber turns' } },
  rounds: { vi: 'đợt nhắn tin', en: { one: 'round', other: 'rounds' } },
  operators: { vi: 'doanh nghiệp viễn thông', en: { one: 'operator', other: 'operators' } },
  hospitals: { vi: 'bệnh viện', en: { one: 'hospital', other: 'hospitals' } },
  sites: { vi: 'điểm cầu', en: { one: 'site', other: 'sites' } },
  briefings: { vi: 'buổi giao ban', en: { one: 'briefing', other: 'briefings' } },
  /** Sites, once for each briefing. */
  'site-turns': { vi: 'lượt điểm cầu', en: { one: 'site turn', other: 'site turns' } },
  instructions: { vi: 'nhiệm vụ', en: { one: 'instruction', other: 'instructions' } },
  hotlines: { vi: 'số đường dây nóng', en: { one: 'hotline number', other: 'hotline numbers' } },
  pages: { vi: 'trang thông tin', en: { one: 'information page', other: 'information pages' } },
  'free-days': { vi: 'ngày miễn cước', en: { one: 'day free of charge', other: 'days free of charge' } },
  bulletins: { vi: 'bản tin', en: { one: 'bulletin', other: 'bulletins' } },
  updates: { vi: 'bản cập nhật', en: { one: 'update', other: 'updates' } },
  corrections: { vi: 'bản đính chính', en: { one: 'correction', other: 'corrections' } },
  cancellations: { vi: 'lần thu hồi', en: { one: 'cancellation', other: 'cancellations' } },
  clusters: { vi: 'cụm loa', en: { one: 'loudspeaker cluster', other: 'loudspeaker clusters' } },
  plays: { vi: 'lượt phát', en: { one: 'play', other: 'plays' } },
  'play-minutes': { vi: 'phút phát thanh', en: { one: 'minute of loudspeaker', other: 'minutes of loudspeaker' } },
  cells: { vi: 'ô phát', en: { one: 'cell', other: 'cells' } },
  'cell-times': { vi: 'lần phát sóng', en: { one: 'transmission', other: 'transmissions' } },
  placements: { vi: 'lần đăng, phát', en: { one: 'placement', other: 'placements' } },
  addresses: { vi: 'địa chỉ thư', en: { one: 'mail address', other: 'mail addresses' } },
  browsers: { vi: 'trình duyệt', en: { one: 'browser', other: 'browsers' } },
  letters: { vi: 'thư', en: { one: 'letter', other: 'letters' } },
  pushes: { vi: 'thông báo đẩy', en: { one: 'web push', other: 'web pushes' } },
  'level-changes': { vi: 'lần chuyển cấp độ', en: { one: 'level change', other: 'level changes' } },
  effects: { vi: 'tác động', en: { one: 'effect', other: 'effects' } },
  /** Of effects: begun or ended once. */
  deeds: { vi: 'bước thực hiện', en: { one: 'step', other: 'steps' } },
  calls: { vi: 'cuộc gọi', en: { one: 'call', other: 'calls' } },
  areas: { vi: 'địa phương', en: { one: 'area', other: 'areas' } },
  /** Of one area at one level. */
  'level-days': { vi: 'ngày ở cấp độ', en: { one: 'day at the level', other: 'days at the level' } },
  dong: { vi: 'đồng', en: { one: 'dong', other: 'dong' } },
  screenings: { vi: 'lượt kiểm tra thân nhiệt', en: { one: 'temperature check', other: 'temperature checks' } },
  alerts: {
    vi: 'lượt vượt ngưỡng thân nhiệt',
    en: { one: 'reading above the threshold', other: 'readings above the threshold' },
  },
  'work-items': { vi: 'đầu việc', en: { one: 'work item', other: 'work items' } },
} as const satisfies Record<string, Unit>

export type UnitId = keyof typeof UNITS
export const UNIT_IDS = Object.keys(UNITS) as readonly UnitId[]
