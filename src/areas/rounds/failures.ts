/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, tooMany, unprocessable } from '../../base/failure-kinds.ts'

export const ROUNDS_FAILURES = {
  stateConflict: conflict({
    vi: 'Đợt nhắn tin đang ở trạng thái {state}, không làm được việc này. Hãy tải lại trang.',
    en: 'The round is {state}, so this cannot be done. Reload the page.',
  }),
  countDiffers: unprocessable({
    vi: 'Số thuê bao bạn gõ không đúng với số của đợt này. Hãy đọc lại rồi gõ đúng.',
    en: 'The number of subscribers you typed is not that of this round. Read it again and type it.',
  }),
  lettersUnseen: conflict({
    vi: 'Có ký tự cần lưu ý mà bạn chưa xem: giống chữ khác, không nhìn thấy, hoặc đã hỏng. Hãy tải lại trang, xem từng điểm rồi duyệt.',
    en: 'There are letters that you have not looked at: ones that look like others, cannot be seen, or are damaged. Reload, look at each, then approve.',
  }),
  exerciseMissing: conflict({
    vi: 'Phải diễn tập xong ở mọi nhà mạng có số thử nghiệm trước khi gửi thật. Hãy chạy diễn tập; nếu không nhà mạng nào diễn tập được, hãy sửa đợt để gửi không diễn tập rồi trình lại.',
    en: 'An exercise must have ended well at every operator with test numbers before it goes out. Run the exercise; where no operator can hold one, change the round to go out without and submit it again.',
  }),
  exerciseNeverLive: conflict({
    vi: 'Đợt này là diễn tập, nên không bao giờ được gửi thật. Hãy bắt đầu diễn tập, hoặc soạn một đợt gửi thật.',
    en: 'This round is an exercise, so it never goes out for real. Start the exercise, or write a live round.',
  }),
  purposeFixed: conflict({
    vi: 'Đợt gửi thật và đợt diễn tập không đổi thành nhau được. Hãy soạn một đợt mới.',
    en: 'A live round and an exercise never become each other. Write a new round.',
  }),
  roundArchived: conflict({
    vi: 'Đợt này đang ở mục lưu trữ. Hãy đưa ra khỏi lưu trữ rồi làm tiếp.',
    en: 'This round is archived. Bring it back first.',
  }),
  roundSubmitted: conflict({
    vi: 'Đợt này đã từng được trình, hoặc do một bản tin hay kế hoạch lập ra, nên không xóa được. Có thể chuyển vào lưu trữ.',
    en: 'This round was submitted once, or was made of a bulletin or a plan, so it cannot be deleted. It can be archived.',
  }),
  campaignGoesOn: conflict({
    vi: 'Chiến dịch còn đợt chờ duyệt, đã duyệt hoặc đang gửi. Hãy chờ xong, dừng hoặc rút lại các đợt đó rồi chuyển chiến dịch vào lưu trữ.',
    en: 'A round of this campaign waits, is approved or goes out. Let them end, stop or withdraw them, then archive the campaign.',
  }),
  acknowledgementsFull: tooMany({
    vi: 'Nút đã trả lời chỉ thị này {max} lần, mỗi lần một khác. Hãy xem nhật ký của nút.',
    en: 'The node has answered this directive {max} times, each time otherwise. Look at its journal.',
  }),
  strayReturnsFull: tooMany({
    vi: 'Trong 24 giờ qua đã nhận {max} báo cáo của nút này cho chỉ thị không có ở đây hoặc đã báo cáo rồi. Hãy xem nhật ký của nút, ngày mai gửi lại.',
    en: 'In the last 24 hours {max} returns of this node were for directives that are not here, or were returned before. Look at its journal, and send again tomorrow.',
  }),
} as const satisfies FailureTable

export const roundsFailure = failuresOf(ROUNDS_FAILURES)
