/** What can go wrong with bulletins and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { busy, conflict, noRoom, unprocessable } from '../../base/failure-kinds.ts'

export const BULLETIN_FAILURES = {
  bulletinState: conflict({
    vi: 'Bản tin đã sang bước khác nên không làm được việc này. Hãy tải lại trang để xem bước hiện tại.',
    en: 'The bulletin has moved to another step, so this cannot be done. Reload the page to see where it stands.',
  }),
  bulletinUnpublished: conflict({
    vi: 'Bản tin chưa được phát hành nên không có gì để đính chính hay thu hồi. Nếu bản tin đang chờ phát hành, hãy trả lại hoặc bỏ bản tin.',
    en: 'The bulletin was not released, so there is nothing to correct or to cancel. If it waits for its release, send it back or discard it.',
  }),
  bulletinOver: conflict({
    vi: 'Bản tin đã hết hiệu lực, sau đó không phát hành gì nữa. Hãy soạn một bản tin mới.',
    en: 'The time of the bulletin is over, and nothing is released after it. Write a new bulletin.',
  }),
  bulletinCorrected: conflict({
    vi: 'Bản tin này đã được đính chính. Hãy tải lại trang.',
    en: 'This bulletin was corrected already. Reload the page.',
  }),
  bulletinCancelled: conflict({
    vi: 'Bản tin này đã được thu hồi. Hãy tải lại trang.',
    en: 'This bulletin was cancelled already. Reload the page.',
  }),
  bulletinUndoubted: conflict({
    vi: 'Bản tin này không chờ xác nhận: nó chưa qua lần khôi phục nào, hoặc đã có người xác nhận. Hãy tải lại trang.',
    en: 'This bulletin does not wait to be confirmed: no restore has touched it, or somebody has confirmed it. Reload the page.',
  }),
  bulletinArchived: conflict({
    vi: 'Bản tin này đang ở mục lưu trữ. Hãy đưa ra khỏi lưu trữ rồi làm tiếp.',
    en: 'This bulletin is archived. Bring it back first.',
  }),
  bulletinSubmitted: conflict({
    vi: 'Bản tin này đã từng được trình, hoặc do một kế hoạch lập ra, nên không xóa được. Có thể chuyển vào lưu trữ.',
    en: 'This bulletin was submitted once, or was made of a plan, so it cannot be deleted. It can be archived.',
  }),
  bulletinStands: conflict({
    vi: 'Bản tin đang phát hoặc sắp phát nên chưa chuyển vào lưu trữ được. Hãy chờ hết hiệu lực, hoặc thu hồi.',
    en: 'The bulletin is out, or will be, so it cannot be archived yet. Wait until its time is over, or cancel it.',
  }),
  bulletinPurposeDiffers: unprocessable({
    vi: 'Bạn phê duyệt nhầm loại: bản tin này không phải loại bạn chọn (thật hay diễn tập). Chưa phát hành gì. Hãy đọc lại.',
    en: 'You are about to approve the other kind: this bulletin is not what you chose, live or exercise. Nothing was released. Read it again.',
  }),
  bulletinEmergencyDiffers: unprocessable({
    vi: 'Tin quảng bá di động của bản tin này có số hiệu mà người dân không tắt được (4370, 4383), hoặc bạn đã xác nhận điều đó khi nó không có. Chưa phát hành gì. Hãy đọc lại và đánh dấu đúng ô.',
    en: 'The cell broadcast of this bulletin has the identifier that nobody can switch off (4370, 4383), or you said so where it has not. Nothing was released. Read it again and tick the box accordingly.',
  }),
  bulletinDoubtsUnseen: conflict({
    vi: 'Mức của bản tin, cảnh báo CAP và tin quảng bá di động không khớp nhau, hoặc đã khớp lại ({doubts}). Chưa trình và chưa phát hành gì. Hãy chọn cho khớp, hoặc tải lại, đọc và đánh dấu từng điểm.',
    en: 'The level, the CAP alert and the cell broadcast of this bulletin contradict each other, or no longer do ({doubts}). Nothing was submitted or released. Make them agree, or reload, read and tick each point.',
  }),
  bulletinPurposeFixed: conflict({
    vi: 'Bản tin này đã phát hành, nên không đổi được giữa diễn tập và phát thật. Hãy viết một bản tin mới.',
    en: 'This bulletin was released, so it is an exercise, or live, for good. Write a new one.',
  }),
  bulletinAltered: conflict({
    vi: 'Nội dung không còn như khi trình. Chưa phát hành gì. Hãy trả lại để trình lại; nếu không ai sửa, hãy báo quản trị viên và kiểm tra nhật ký.',
    en: 'The content is no longer what was submitted. Nothing was released. Send it back to be submitted anew; if nobody has changed it, tell an administrator and verify the trail.',
  }),
  bulletinRestored: conflict({
    vi: 'Máy chủ được khôi phục từ bản sao lưu, nên bản tin này có thể đã được phát hành. Hãy kiểm tra trang công khai, rồi trả lại để trình lại hoặc bỏ bản tin.',
    en: 'The server was restored from a backup, so this bulletin may have been released already. Look at the public page, then send it back to be submitted anew, or discard it.',
  }),
  alertImpossible: unprocessable({
    vi: 'Cảnh báo CAP của bản tin này không lập được, nên chưa trình và chưa phát hành gì. {vi} Hoặc bỏ kênh CAP rồi trình lại.',
    en: 'The CAP alert of this bulletin cannot be made, so nothing was submitted or released. {en} Or take it off CAP and submit it anew.',
  }),
  soundFaulty: unprocessable({
    vi: 'Không đọc được tệp âm thanh này. Hãy dùng một tệp WAV, MP3, Ogg, WebM, FLAC hoặc M4A khác.',
    en: 'This sound file cannot be read. Use another file: WAV, MP3, Ogg, WebM, FLAC or M4A.',
  }),
  spokenAsks: unprocessable({
    vi: 'Lời đọc còn từ chưa rõ cách đọc. Hãy viết ra như khi đọc rồi tạo âm thanh.',
    en: 'How some word of the spoken text is spoken is not known. Write it as it is spoken, then make the sound.',
  }),
  soundsBusy: busy({
    vi: 'Máy chủ đang xử lý các âm thanh khác. Hãy thử lại sau một phút.',
    en: 'The server is working on other sounds. Try again in a minute.',
  }),
  filesFull: noRoom({
    vi: 'Có quá nhiều tệp tải lên chưa dùng đến ({max} MB). Tệp không dùng được xóa sau một ngày.',
    en: 'Too many files were uploaded and are not used ({max} MB). What is not used is deleted after a day.',
  }),
  proofPictureFaulty: unprocessable({
    vi: 'Tệp này không phải ảnh PNG, JPEG hoặc WebP. Hãy chọn ảnh khác.',
    en: 'This file is no PNG, JPEG or WebP picture. Choose another.',
  }),
  proofPictureTaken: conflict({
    vi: 'Lượt đăng phát này đã có ảnh khác. Hãy ghi một lượt mới.',
    en: 'This placement has another picture already. Record a new one.',
  }),
  placementsFull: conflict({
    vi: 'Bản tin này đã có {max} lượt đăng phát, không ghi thêm được.',
    en: 'This bulletin has {max} placements, no more can be recorded.',
  }),
  placementAhead: unprocessable({
    vi: 'Thời điểm đăng phát còn ở tương lai. Chỉ ghi điều đã diễn ra.',
    en: 'The time of the placement is still to come. Record what has happened.',
  }),
  placementWithdrawn: conflict({
    vi: 'Lượt đăng phát này đã được rút. Hãy tải lại trang.',
    en: 'This placement was withdrawn already. Reload the page.',
  }),
  kitNotYet: conflict({
    vi: 'Bản tin chưa được phát hành nên chưa có bộ tài liệu chia sẻ.',
    en: 'The bulletin was not released, so there is nothing to share yet.',
  }),
} as const satisfies FailureTable

export const bulletinFailure = failuresOf(BULLETIN_FAILURES)
