/** What people should know of a diff, and why nothing is proposed, in Vietnamese and English. Pure; runs in a browser too. */
import type { Language } from '../base/failure.ts'
import type { RemarkCode, StopReason } from './diff.ts'
import type { Silence } from './proposal.ts'

type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<Language, string>>>>

export const REMARK_WORDS: Words<RemarkCode> = {
  'cannot-be-undone': { vi: 'Không thu hồi được sau khi thực hiện.', en: 'Cannot be undone once carried out.' },
  'half-done': {
    vi: 'Dừng khi chưa hoàn thành: nội dung đã phát không thu hồi được.',
    en: 'Stopped midway: what was already sent cannot be recalled.',
  },
  'needs-content': {
    vi: 'Còn là dự thảo: cán bộ soạn tiếp và trình phê duyệt.',
    en: 'A draft: people must finish and approve it.',
  },
  'needs-people': { vi: 'Cần cán bộ thực hiện.', en: 'People must do this.' },
  late: {
    vi: 'Thời điểm bắt đầu đã qua: thực hiện ngay khi phê duyệt.',
    en: 'The start time has passed: starts at once when approved.',
  },
  contradicts: {
    vi: 'Cùng một nơi nhận hai tin về hai cấp độ khác nhau trong vòng một giờ. Xem lại giờ hoặc nội dung.',
    en: 'One channel announces two levels to one area within an hour. Check the times or the texts.',
  },
  'neighbours-unknown': {
    vi: 'Chưa biết địa bàn giáp ranh nên không báo cho nơi nào.',
    en: 'Neighbouring areas are unknown, so nobody there is told.',
  },
  'no-leave-message': {
    vi: 'Hạ cấp độ mà không báo cho người dân. Kế hoạch phải có bản tin hoặc tin nhắn leaving.',
    en: 'The level is lowered and nobody there is told. The plan needs a leaving bulletin or round.',
  },
}

export const STOP_WORDS: Words<StopReason> = {
  level: { vi: 'địa bàn đã sang cấp độ khác', en: 'the area is at another level' },
  plan: { vi: 'kế hoạch không còn hành động này', en: 'the plan no longer has this action' },
  merged: { vi: 'địa bàn đã sáp nhập', en: 'the area was merged' },
  overtaken: { vi: 'cấp độ lại đổi khi chưa thực hiện xong', en: 'the level changed again before the end' },
}

export const SILENCE_WORDS: Words<Silence> = {
  'as-it-is': {
    vi: 'Số liệu chưa đạt ngưỡng của cấp độ khác đủ số ngày quy định.',
    en: 'Data has not called for another level long enough.',
  },
  'open-proposal': { vi: 'Còn một đề xuất chờ quyết định.', en: 'A proposal is still undecided.' },
  'no-data': { vi: 'Không có số liệu nào.', en: 'There is no data.' },
  'old-data': { vi: 'Số liệu đã cũ nên không đề xuất gì.', en: 'The data is old, so nothing is proposed.' },
  'missing-days': {
    vi: 'Thiếu số liệu của một số ngày nên không đề xuất gì.',
    en: 'Some days have no data, so nothing is proposed.',
  },
  'no-population': {
    vi: 'Thiếu dân số nên không tính được chỉ số trên đầu người.',
    en: 'Population is missing, so rates cannot be calculated.',
  },
  'by-people': {
    vi: 'Tiêu chí của những ngày này do cán bộ đánh giá.',
    en: 'People judge the criteria of these days.',
  },
  'unclear-level': {
    vi: 'Các địa bàn được sáp nhập đang ở các cấp độ khác nhau: hãy quyết định cấp độ trước.',
    en: 'The merged areas are at different levels: decide a level first.',
  },
}
