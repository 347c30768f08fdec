/** What can go wrong in the room of a briefing and is nobody's bug. A sentence says what happened and what to do. */

import { type Failure, type FailureTable, failuresOf } from '../../../base/failure.ts'
import { busy, conflict, missing, refused, unprocessable } from '../../../base/failure-kinds.ts'
import { briefingFailure } from '../failures.ts'
import { QUESTIONS_MAX, WAITING_MAX } from './questions.ts'
import type { Refusal } from './rules.ts'

export const HALL_FAILURES = {
  briefingNotOpen: conflict({
    vi: 'Giao ban chưa bắt đầu. Chờ chủ trì bắt đầu.',
    en: 'The briefing has not started. Wait for the chair to start it.',
  }),
  notChair: refused({
    vi: 'Chỉ người đang chủ trì thực hiện được việc này. Đề nghị chủ trì.',
    en: 'Only the chair can do this. Ask the chair.',
  }),
  notSpeaking: refused({
    vi: 'Chỉ chủ trì hoặc điểm cầu đang phát biểu được trình chiếu. Đăng ký phát biểu.',
    en: 'Only the chair or a site with the floor can show pages and screens. Ask for the floor.',
  }),
  chairIsHeard: conflict({
    vi: 'Điểm cầu chủ trì luôn được nghe, không cần đăng ký hay mời phát biểu.',
    en: 'The chair’s site is always heard and does not need the floor.',
  }),
  floorFull: conflict({
    vi: 'Đã đủ số điểm cầu cùng phát biểu. Dừng phát biểu của một điểm cầu trước.',
    en: 'The maximum number of sites has the floor. Revoke one first.',
  }),
  asksForNothing: refused({
    vi: 'Người dự thính và phiên dịch không phát biểu trong giao ban.',
    en: 'Observers and interpreters do not take the floor.',
  }),
  siteAway: conflict({
    vi: 'Điểm cầu này không có mặt. Mời lại khi điểm cầu đã vào phòng.',
    en: 'That site is not present. Try again when it has joined.',
  }),
  noDeputy: conflict({
    vi: 'Giao ban này không có điểm cầu thay chủ trì. Thêm vào danh sách điểm cầu.',
    en: 'This briefing has no deputy. Add one to the roster.',
  }),
  notCaptioner: refused({
    vi: 'Chỉ thư ký và phiên dịch được nhập phụ đề.',
    en: 'Only secretaries and interpreters can type captions.',
  }),
  questionUnknown: missing({
    vi: 'Không có câu hỏi này trong buổi giao ban. Tải lại trang.',
    en: 'This question does not exist in this briefing. Reload the page.',
  }),
  questionsWaiting: conflict({
    vi: `Điểm cầu đã có ${WAITING_MAX} câu hỏi chờ trả lời. Chờ chủ trì trả lời, hoặc rút một câu.`,
    en: `Your site has ${WAITING_MAX} questions waiting. Wait for the chair to answer, or withdraw one.`,
  }),
  questionsMany: conflict({
    vi: `Điểm cầu đã gửi ${QUESTIONS_MAX} câu hỏi trong buổi này. Đăng ký phát biểu.`,
    en: `Your site has sent ${QUESTIONS_MAX} questions in this briefing. Ask for the floor.`,
  }),
  languageUnknown: unprocessable({
    vi: 'Không có phiên dịch tiếng này trong giao ban.',
    en: 'There is no interpreter for this language.',
  }),
  siteNotInvited: missing({
    vi: 'Điểm cầu này không có trong danh sách của giao ban.',
    en: 'That site is not on the roster of this briefing.',
  }),
  pageUnknown: missing({
    vi: 'Giao ban này không có trang tài liệu đó. Tải lại trang.',
    en: 'This briefing has no such document page. Reload the page.',
  }),
  roomMoved: busy({
    vi: 'Phòng giao ban vừa chuyển sang máy chủ khác. Thử lại sau vài giây.',
    en: 'The room has just moved to another server. Try again in a few seconds.',
  }),
  roomBusy: busy({
    vi: 'Phòng giao ban đang bận. Thử lại sau vài giây.',
    en: 'The room is busy. Try again in a few seconds.',
  }),
  mediaOff: {
    ...busy({
      vi: 'Máy chủ này không bật âm thanh và hình ảnh. Hỏi quản trị viên.',
      en: 'Sound and picture are off on this server. Ask your administrator.',
    }),
    retry: 'never',
  },
  joinUnknown: missing({
    vi: 'Lời mời kết nối này đã cũ. Vào lại phòng.',
    en: 'That offer is no longer valid. Join again.',
  }),
  testUnknown: conflict({ vi: 'Chưa có cuộc gọi thử. Bắt đầu gọi thử.', en: 'There is no test call. Start one.' }),
  testTooShort: conflict({
    vi: 'Chưa đo đủ đường truyền. Gọi thử đủ mười giây; nếu vẫn không được, mạng ở đây đang chặn âm thanh và hình ảnh.',
    en: 'Too little was measured. Let the test run ten seconds; if that does not help, your network blocks sound and picture.',
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
