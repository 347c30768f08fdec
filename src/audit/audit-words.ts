/** Why a row is rejected, and why a record is in no sum, for people in both languages. Pure; runs in a browser too. */
import type { Language } from '../base/failure.ts'
import { REASONS, type RejectReason } from './reasons.ts'

export const REJECT_WORDS: Readonly<Record<RejectReason, Readonly<Record<Language, string>>>> = {
  'cells-missing': { vi: 'dòng thiếu ô', en: 'the row has too few cells' },
  'cells-extra': { vi: 'dòng thừa ô', en: 'the row has too many cells' },
  'quote-open': { vi: 'dấu nháy kép chưa đóng', en: 'its quotes are not closed' },
  'not-utf8': { vi: 'không phải UTF-8', en: 'it is not UTF-8' },
  'line-too-long': { vi: 'dòng quá dài', en: 'the line is too long' },
  'line-cut': {
    vi: 'dòng cuối không có dấu xuống dòng: có thể bị cắt',
    en: 'nothing ends the last line: it may be cut',
  },
  'line-unreadable': { vi: 'không đọc được dòng', en: 'the line cannot be read' },
  'kind-unknown': { vi: 'loại bản ghi lạ', en: 'a kind that the mapping does not name' },
  'subscriber-empty': { vi: 'không có thuê bao', en: 'no subscriber' },
  'called-empty': { vi: 'không có số bị gọi', en: 'no called number' },
  'start-empty': { vi: 'không có thời điểm bắt đầu', en: 'no start' },
  'start-without-offset': { vi: 'thời điểm không có múi giờ', en: 'an instant without an offset' },
  'start-unreadable': { vi: 'không đọc được thời điểm bắt đầu', en: 'the start cannot be read' },
  'local-time-twice': {
    vi: 'giờ này có hai lần khi đổi giờ mùa hè',
    en: 'that hour came twice when the clocks were changed',
  },
  'local-time-skipped': {
    vi: 'giờ này không có khi đổi giờ mùa hè',
    en: 'that hour did not exist when the clocks were changed',
  },
  'start-implausible': { vi: 'thời điểm vô lý: đồng hồ sai', en: 'a start that cannot be: a clock that jumped' },
  'duration-empty': { vi: 'không có thời lượng', en: 'no duration' },
  'duration-unreadable': { vi: 'không đọc được thời lượng', en: 'the duration cannot be read' },
  'duration-negative': { vi: 'thời lượng âm', en: 'a negative duration' },
  'duration-implausible': { vi: 'thời lượng hơn 31 ngày', en: 'longer than 31 days' },
  'amount-empty': { vi: 'không có số tiền', en: 'no amount' },
  'amount-unreadable': { vi: 'không đọc được số tiền', en: 'the amount cannot be read' },
  'amount-negative': { vi: 'số tiền âm', en: 'a negative amount' },
  'amount-implausible': { vi: 'số tiền hơn một tỷ', en: 'an amount of more than a thousand million' },
  'currency-other': { vi: 'loại tiền khác', en: 'another currency' },
  'octets-empty': { vi: 'không có dung lượng', en: 'no octets' },
  'octets-unreadable': { vi: 'không đọc được dung lượng', en: 'the octets cannot be read' },
  'octets-negative': { vi: 'dung lượng âm', en: 'negative octets' },
  'port-unreadable': { vi: 'không đọc được cổng', en: 'the port cannot be read' },
}

const WHY_WORDS = {
  'not-now': { vi: 'thời điểm đó không miễn cước', en: 'not free at that instant' },
  forwarded: { vi: 'chuyển tiếp tới số không miễn cước', en: 'forwarded to a number that is not free' },
  unlisted: { vi: 'không có trong danh mục', en: 'not on the list' },
  partly: { vi: 'chỉ một phần cuộc gọi được miễn cước', en: 'only part of the call is free' },
  'host-only': { vi: 'chỉ có tên máy chủ, không có địa chỉ', en: 'only a host name, no address' },
  'address-only': { vi: 'địa chỉ dùng chung, không có tên máy chủ', en: 'a shared address, no host name' },
  'other-address': { vi: 'tên máy chủ đúng, địa chỉ ngoài dải', en: 'the host, at an address of someone else' },
  'other-host': { vi: 'địa chỉ đúng, tên máy chủ khác', en: 'the address, with another host name' },
  'other-port': { vi: 'cổng không có trong danh mục', en: 'a port that is not on the list' },
  'crosses-edge': { vi: 'phiên dữ liệu qua mốc miễn cước', en: 'a data session across an edge of a free period' },
  'record-differs': { vi: 'một bản ghi có hai nội dung', en: 'one record in two versions' },
} as const

/** A code that has no words is told as it is. */
export function whyWords(why: string, language: Language): string {
  if (isOneOf(REASONS, why)) return REJECT_WORDS[why][language]
  return Object.hasOwn(WHY_WORDS, why) ? WHY_WORDS[why as keyof typeof WHY_WORDS][language] : why
}

function isOneOf<T extends string>(all: readonly T[], one: string): one is T {
  return (all as readonly string[]).includes(one)
}
