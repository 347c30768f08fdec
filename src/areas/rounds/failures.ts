/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, tooMany, unprocessable } from '../../base/failure-kinds.ts'

export const ROUNDS_FAILURES = {
  stateConflict: conflict({
    vi: 'Đợt nhắn tin đang ở trạng thái {state}, không làm được việc này. Hãy tải lại trang.',
    en: 'The round is {state}, so this is not possible. Reload the page.',
  }),
  countDiffers: unprocessable({
    vi: 'Số thuê bao đã gõ không đúng với đợt này. Hãy đọc lại rồi gõ đúng.',
    en: 'The number you typed is not the number of subscribers of this round. Read it again and type it.',
  }),
  lettersUnseen: conflict({
    vi: 'Có ký tự cần lưu ý chưa được xem: giống chữ khác, không nhìn thấy, hoặc đã hỏng. Hãy tải lại trang, xem từng điểm rồi duyệt.',
    en: 'Some characters were not checked: look-alike, invisible or damaged. Reload the page, check each one, then approve.',
  }),
  exerciseMissing: conflict({
    vi: 'Phải diễn tập đạt ở mọi nhà mạng có số thử nghiệm trước khi gửi thật. Nếu không nhà mạng nào diễn tập được, hãy sửa đợt để gửi không diễn tập rồi trình lại.',
    en: 'The exercise must succeed at every operator with test numbers before live sending. If no operator can run one, change the round to go out without an exercise and resubmit.',
  }),
  exerciseNeverLive: conflict({
    vi: 'Đợt này là diễn tập, không bao giờ được gửi thật. Hãy bắt đầu diễn tập, hoặc soạn một đợt gửi thật.',
    en: 'This round is an exercise and never goes live. Start the exercise, or write a live round.',
  }),
  purposeFixed: conflict({
    vi: 'Đợt gửi thật và đợt diễn tập không chuyển thành nhau được. Hãy soạn một đợt mới.',
    en: 'A live round cannot become an exercise, nor an exercise a live round. Write a new round.',
  }),
  roundArchived: conflict({
    vi: 'Đợt này đang ở mục lưu trữ. Hãy đưa ra khỏi lưu trữ rồi làm tiếp.',
    en: 'This round is archived. Unarchive it first.',
  }),
  roundSubmitted: conflict({
    vi: 'Đợt này đã từng được trình, hoặc được lập từ một bản tin hay kế hoạch, nên không xóa được. Có thể chuyển vào lưu trữ.',
    en: 'This round was submitted once, or comes from a bulletin or a plan, so it cannot be deleted. Archive it instead.',
  }),
  campaignGoesOn: conflict({
    vi: 'Chiến dịch còn đợt chờ duyệt, đã duyệt hoặc đang gửi. Hãy chờ xong, dừng hoặc rút lại các đợt đó rồi chuyển chiến dịch vào lưu trữ.',
    en: 'This campaign has rounds that await approval, are approved or are being sent. Let them end, or stop or withdraw them, then archive the campaign.',
  }),
  acknowledgementsFull: tooMany({
    vi: 'Nút đã trả lời lệnh này {max} lần, mỗi lần một khác. Hãy xem nhật ký của nút.',
    en: 'The node has answered this directive {max} times, each time differently. Check the node’s log.',
  }),
  strayReturnsFull: tooMany({
    vi: 'Trong 24 giờ qua, nút này đã gửi {max} báo cáo cho lệnh không có ở đây hoặc đã báo cáo rồi. Hãy xem nhật ký của nút, ngày mai gửi lại.',
    en: 'In the last 24 hours this node sent {max} returns for directives that are unknown or already returned. Check the node’s log and send again tomorrow.',
  }),
} as const satisfies FailureTable

export const roundsFailure = failuresOf(ROUNDS_FAILURES)
