/** What can go wrong in the room of a briefing and is nobody's bug. A sentence says what happened and what to do. */

import { type Failure, type FailureTable, failuresOf } from '../../../base/failure.ts'
import { busy, conflict, missing, refused, unprocessable } from '../../../base/failure-kinds.ts'
import { briefingFailure } from '../failures.ts'
import { QUESTIONS_MAX, WAITING_MAX } from './questions.ts'
import type { Refusal } from './rules.ts'

export const HALL_FAILURES = {
  briefingNotOpen: conflict({
    vi: 'Giao ban chưa bắt đầu. Hãy chờ chủ trì bắt đầu.',
    en: 'The briefing has not begun. Wait until the chair begins it.',
  }),
  notChair: refused({
    vi: 'Chỉ người đang chủ trì được làm việc này. Hãy nhờ chủ trì.',
    en: 'Only who has the chair now may do this. Ask the chair.',
  }),
  notSpeaking: refused({
    vi: 'Chỉ chủ trì hoặc điểm cầu đang được mời phát biểu được trình chiếu. Hãy đăng ký phát biểu.',
    en: 'Only the chair, or a site that was given the floor, shows pages and screens. Ask for the floor.',
  }),
  chairIsHeard: conflict({
    vi: 'Điểm cầu đang chủ trì luôn được nghe, không cần đăng ký hay mời phát biểu.',
    en: 'The site that has the chair is heard in any case: it neither asks for the floor nor is given it.',
  }),
  floorFull: conflict({
    vi: 'Đã đủ số điểm cầu cùng phát biểu. Hãy dừng phát biểu của một điểm cầu trước.',
    en: 'As many sites hold the floor as may. Revoke one before you give it to another.',
  }),
  asksForNothing: refused({
    vi: 'Người dự thính và phiên dịch không phát biểu trong giao ban.',
    en: 'Observers and interpreters do not take the floor.',
  }),
  siteAway: conflict({
    vi: 'Điểm cầu này hiện không có mặt. Hãy mời lại khi điểm cầu đã vào phòng.',
    en: 'That site is not there now. Do it again when it has come.',
  }),
  noDeputy: conflict({
    vi: 'Giao ban này không có điểm cầu phó chủ trì. Hãy thêm vào danh sách điểm cầu.',
    en: 'This briefing has no deputy. Add one to the roster.',
  }),
  notCaptioner: refused({
    vi: 'Chỉ thư ký và phiên dịch được nhập phụ đề.',
    en: 'Only secretaries and interpreters type captions.',
  }),
  questionUnknown: missing({
    vi: 'Không có câu hỏi này trong buổi giao ban. Hãy tải lại trang.',
    en: 'There is no such question in this briefing. Load the page again.',
  }),
  questionsWaiting: conflict({
    vi: `Điểm cầu đã có ${WAITING_MAX} câu hỏi chờ trả lời. Hãy chờ chủ trì trả lời, hoặc rút bớt một câu.`,
    en: `Your site has ${WAITING_MAX} questions waiting. Wait until the chair answers, or withdraw one.`,
  }),
  questionsMany: conflict({
    vi: `Điểm cầu đã gửi ${QUESTIONS_MAX} câu hỏi trong buổi này. Hãy đăng ký phát biểu.`,
    en: `Your site has sent ${QUESTIONS_MAX} questions in this briefing. Ask for the floor.`,
  }),
  languageUnknown: unprocessable({
    vi: 'Không có phiên dịch tiếng này trong giao ban.',
    en: 'Nobody interprets into this language here.',
  }),
  siteNotInvited: missing({
    vi: 'Điểm cầu này không có trong danh sách của giao ban.',
    en: 'That site is not on the roster of this briefing.',
  }),
  pageUnknown: missing({
    vi: 'Giao ban này không có trang tài liệu đó. Hãy tải lại trang.',
    en: 'This briefing has no such page of a document. Load the page again.',
  }),
  roomMoved: busy({
    vi: 'Phòng giao ban vừa chuyển sang máy chủ khác. Hãy thử lại sau ít giây.',
    en: 'The room has just passed to another server. Try again in a few seconds.',
  }),
  roomBusy: busy({
    vi: 'Phòng giao ban đang bận. Hãy thử lại sau ít giây.',
    en: 'The room is busy. Try again in a few seconds.',
  }),
  mediaOff: {
    ...busy({
      vi: 'Máy chủ này không bật âm thanh và hình ảnh. Hãy hỏi người quản trị.',
      en: 'There is no media here. Ask your administrator.',
    }),
    retry: 'never',
  },
  joinUnknown: missing({
    vi: 'Lời mời kết nối này đã cũ. Hãy vào lại.',
    en: 'That offer is not there any more. Join again.',
  }),
  testUnknown: conflict({
    vi: 'Không có cuộc gọi thử nào. Hãy bắt đầu gọi thử.',
    en: 'There is no test call. Begin one.',
  }),
  testTooShort: conflict({
    vi: 'Chưa đo đủ đường truyền. Hãy gọi thử đủ mười giây; nếu vẫn không được, mạng ở đây đang chặn âm thanh và hình ảnh.',
    en: 'Too little was measured. Let the test call last ten seconds; if that does not help, the network there lets no media through.',
  }),
} as const satisfies FailureTable

export const hallFailure = failuresOf(HALL_FAILURES)

const OF: Readonly<Record<Refusal, () => Failure>> = {
  'not-open': () => hallFailure('briefingNotOpen'),
  ended: () => briefingFailure('briefingEnded'),
  cancelled: () => briefingFailure('briefingCancelled'),
  'no-chair': () => briefingFailure('chairMissing'),
  'not-chair': () => hallFailure('notChair'),
  'not-speaking': () => hallFailure('notSpeaking'),
  'chair-is-heard': () => hallFailure('chairIsHeard'),
  'floor-full': () => hallFailure('floorFull'),
  'asks-for-nothing': () => hallFailure('asksForNothing'),
  'site-away': () => hallFailure('siteAway'),
  'no-such-site': () => hallFailure('siteNotInvited'),
  'no-such-page': () => hallFailure('pageUnknown'),
  'no-such-language': () => hallFailure('languageUnknown'),
  'no-deputy': () => hallFailure('noDeputy'),
  'not-captioner': () => hallFailure('notCaptioner'),
  'no-such-question': () => hallFailure('questionUnknown'),
  'questions-waiting': () => hallFailure('questionsWaiting'),
  'questions-many': () => hallFailure('questionsMany'),
}

export function failureOf(refusal: Refusal): Failure {
  return OF[refusal]()
}
