/** What people should know of a diff, and why nothing is proposed, in Vietnamese and English. Pure; runs in a browser too. */
import type { Language } from '../base/failure.ts'
import type { RemarkCode, StopReason } from './diff.ts'
import type { Silence } from './proposal.ts'

type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<Language, string>>>>

export const REMARK_WORDS: Words<RemarkCode> = {
  'cannot-be-undone': { vi: 'Làm rồi thì không thu hồi được.', en: 'Once it is done it cannot be undone.' },
  'half-done': {
    vi: 'Đang làm dở thì bị dừng: phần đã nói vẫn còn đó.',
    en: 'It is stopped half done: what it has said by then stays said.',
  },
  'needs-content': {
    vi: 'Còn là dự thảo: cần người viết xong và duyệt.',
    en: 'It is a draft: people have to finish and approve it.',
  },
  'needs-people': { vi: 'Cần người làm.', en: 'People have to do it.' },
  late: {
    vi: 'Lẽ ra phải bắt đầu trước lúc duyệt: sẽ bắt đầu ngay.',
    en: 'It should have begun before it was approved: it begins at once.',
  },
  contradicts: {
    vi: 'Cùng một nơi nhận hai tin về hai cấp độ khác nhau trong vòng một giờ. Xem lại giờ hoặc lời.',
    en: 'One area is told of two levels by one channel within an hour. Look at the times or the texts.',
  },
  'neighbours-unknown': {
    vi: 'Không biết địa bàn nào giáp ranh nên không báo cho nơi nào.',
    en: 'It is not known who borders on it, so nobody there is told.',
  },
  'no-leave-message': {
    vi: 'Hạ cấp độ mà không báo cho người dân. Kế hoạch phải có bản tin hoặc tin nhắn leaving.',
    en: 'The level is lowered and nobody there is told. The plan needs a bulletin or a round on leaving.',
  },
}

export const STOP_WORDS: Words<StopReason> = {
  level: { vi: 'địa bàn đã sang cấp độ khác', en: 'the area is at another level' },
  plan: { vi: 'kế hoạch không còn hành động này', en: 'the plan does not have it any more' },
  merged: { vi: 'địa bàn đã sáp nhập', en: 'the area was merged' },
  overtaken: { vi: 'cấp độ lại đổi khi chưa làm xong', en: 'the level changed again before it was over' },
}

export const SILENCE_WORDS: Words<Silence> = {
  'as-it-is': {
    vi: 'Số liệu không đòi hỏi cấp độ khác đủ lâu.',
    en: 'Data has not called for another level for long enough.',
  },
  'open-proposal': {
    vi: 'Còn một đề xuất chưa ai quyết định.',
    en: 'There is a proposal that nobody has decided yet.',
  },
  'no-data': { vi: 'Không có số liệu nào.', en: 'There is no data.' },
  'old-data': { vi: 'Số liệu đã cũ nên không đề xuất gì.', en: 'The data is old, so nothing is proposed.' },
  'missing-days': {
    vi: 'Thiếu số liệu của một số ngày nên không đề xuất gì.',
    en: 'Data of some days is missing, so nothing is proposed.',
  },
  'no-population': {
    vi: 'Chưa biết dân số nên không tính được chỉ số trên đầu người.',
    en: 'Nobody said how many people live there, so nothing can be counted per inhabitant.',
  },
  'by-people': {
    vi: 'Tiêu chí của những ngày này do người đánh giá.',
    en: 'The criteria of these days are for people to judge.',
  },
  'unclear-level': {
    vi: 'Các địa bàn được sáp nhập đang ở các cấp độ khác nhau: hãy quyết định cấp độ trước.',
    en: 'The areas that it was merged of are at different levels: decide its level first.',
  },
}
