/** What the duty officer reads: where and why, in both languages. Neither a temperature nor a badge. Pure. */
import { clockTime } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { Notice } from './office.ts'

export interface NoticeText {
  readonly title: string
  readonly body: string
}

export function noticeText({ kind, door, atMs }: Notice): NoticeText {
  const at = clockTime(atMs, TIME_ZONE)
  const { vi, en } = SENTENCES[kind]
  return { title: `Kiểm tra thân nhiệt: ${door}, ${at}`, body: `${vi} ${DO.vi}\n${en} ${DO.en}` }
}

const DO = {
  vi: 'Đến cửa, rồi ghi kết quả xử lý trên bảng điều khiển.',
  en: 'Go to the door, then record the action taken in the console.',
}

const SENTENCES = {
  'high-twice': {
    vi: 'Một người đo hai lần đều từ ngưỡng trở lên và đang chờ riêng.',
    en: 'Somebody reached the threshold twice and is waiting apart.',
  },
  missed: {
    vi: 'Một người đo từ ngưỡng trở lên không quay lại đo lần hai.',
    en: 'Somebody at or above the threshold did not return for the second measurement.',
  },
}
