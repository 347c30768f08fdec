/** What can go wrong with bulletins and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { busy, conflict, noRoom, unprocessable } from '../../base/failure-kinds.ts'

export const BULLETIN_FAILURES = {
  bulletinState: conflict({
    vi: 'Bản tin đã chuyển sang bước khác nên không thực hiện được việc này. Tải lại trang để xem bước hiện tại.',
    en: 'The bulletin has moved to another step, so this cannot be done. Reload the page to see its current step.',
  }),
  bulletinUnpublished: conflict({
    vi: 'Bản tin chưa phát hành nên không có gì để đính chính hay thu hồi. Nếu bản tin đang chờ phát hành, trả lại hoặc hủy phiên bản đó.',
    en: 'The bulletin has not been released, so there is nothing to correct or cancel. If it is awaiting release, send it back or discard it.',
  }),
  bulletinOver: conflict({
    vi: 'Bản tin đã hết hiệu lực nên không phát hành được nữa. Soạn một bản tin mới.',
    en: 'The bulletin has expired, so nothing more can be released. Write a new bulletin.',
  }),
  bulletinCorrected: conflict({
    vi: 'Bản tin này đã được đính chính. Tải lại trang.',
    en: 'This bulletin has already been corrected. Reload the page.',
  }),
  bulletinCancelled: conflict({
    vi: 'Bản tin này đã được thu hồi. Tải lại trang.',
    en: 'This bulletin has already been cancelled. Reload the page.',
  }),
  bulletinUndoubted: conflict({
    vi: 'Bản tin này không cần xác nhận: máy chủ chưa khôi phục từ bản sao lưu, hoặc đã có người xác nhận. Tải lại trang.',
    en: 'This bulletin needs no confirmation: no restore affected it, or somebody has already confirmed it. Reload the page.',
  }),
  bulletinArchived: conflict({
    vi: 'Bản tin này đã lưu trữ. Đưa ra khỏi lưu trữ rồi làm tiếp.',
    en: 'This bulletin is archived. Restore it from the archive first.',
  }),
  bulletinSubmitted: conflict({
    vi: 'Bản tin này đã từng được trình, hoặc do kế hoạch lập ra, nên không xóa được. Có thể chuyển vào lưu trữ.',
    en: 'This bulletin was once submitted, or was created by a plan, so it cannot be deleted. Archive it instead.',
  }),
  bulletinStands: conflict({
    vi: 'Bản tin đang phát hoặc sắp phát nên chưa lưu trữ được. Chờ hết hiệu lực, hoặc thu hồi.',
    en: 'The bulletin is published or scheduled, so it cannot be archived. Wait until it expires, or cancel it.',
  }),
  bulletinPurposeDiffers: unprocessable({
    vi: 'Chọn sai loại: bản tin này không phải loại đã chọn (thật hay diễn tập). Chưa phát hành gì. Đề nghị đọc lại.',
    en: 'Wrong kind: this bulletin is not what you chose, live or exercise. Nothing was released. Read it again.',
  }),
  bulletinEmergencyDiffers: unprocessable({
    vi: 'Xác nhận không khớp với số hiệu của tin quảng bá di động: số hiệu người dân không tắt được là 4370 và 4383. Chưa phát hành gì. Đọc lại và đánh dấu đúng ô.',
    en: 'Your confirmation does not match the cell broadcast identifier: people cannot switch off 4370 and 4383. Nothing was released. Read it again and tick the correct box.',
  }),
  bulletinDoubtsUnseen: conflict({
    vi: 'Các điểm không khớp giữa mức, cảnh báo CAP và tin quảng bá di động đã thay đổi ({doubts}). Chưa trình, chưa phát hành gì. Chọn cho khớp, hoặc tải lại, đọc và đánh dấu từng điểm.',
    en: 'The conflicts between level, CAP alert and cell broadcast have changed ({doubts}). Nothing was submitted or released. Resolve them, or reload and tick each point.',
  }),
  bulletinPurposeFixed: conflict({
    vi: 'Bản tin này đã phát hành nên không đổi được giữa diễn tập và phát thật. Soạn một bản tin mới.',
    en: 'This bulletin was released, so it cannot change between exercise and live. Write a new one.',
  }),
  bulletinAltered: conflict({
    vi: 'Nội dung đã khác so với khi trình. Chưa phát hành gì. Trả lại để trình lại; nếu không ai sửa, báo quản trị viên và kiểm tra nhật ký.',
    en: 'The content has changed since it was submitted. Nothing was released. Send it back; if nobody changed it, tell an administrator and verify the trail.',
  }),
  bulletinRestored: conflict({
    vi: 'Máy chủ được khôi phục từ bản sao lưu, nên bản tin này có thể đã phát hành. Kiểm tra trang công khai, rồi trả lại để trình lại hoặc hủy phiên bản này.',
    en: 'The server was restored from a backup, so this bulletin may already have been released. Check the public page, then send it back or discard it.',
  }),
  alertImpossible: unprocessable({
    vi: 'Không lập được cảnh báo CAP của bản tin này, nên chưa trình, chưa phát hành gì. {vi} Hoặc bỏ kênh CAP rồi trình lại.',
    en: 'The CAP alert of this bulletin cannot be created, so nothing was submitted or released. {en} Or remove the CAP channel and resubmit.',
  }),
  soundFaulty: unprocessable({
    vi: 'Không đọc được tệp âm thanh này. Dùng tệp WAV, MP3, Ogg, WebM, FLAC hoặc M4A khác.',
    en: 'This sound file cannot be read. Use another WAV, MP3, Ogg, WebM, FLAC or M4A file.',
  }),
  spokenAsks: unprocessable({
    vi: 'Nội dung đọc có chữ chưa biết cách đọc. Viết ra như khi đọc rồi tạo âm thanh.',
    en: 'The spoken text has a word of unknown pronunciation. Write it as it is spoken, then create the sound.',
  }),
  soundsBusy: busy({
    vi: 'Máy chủ đang xử lý các âm thanh khác. Thử lại sau một phút.',
    en: 'The server is processing other sounds. Try again in a minute.',
  }),
  filesFull: noRoom({
    vi: 'Có quá nhiều tệp tải lên chưa dùng ({max} MB). Tệp chưa dùng được xóa sau một ngày.',
    en: 'Too many uploaded files are unused ({max} MB). Unused files are deleted after a day.',
  }),
  proofPictureFaulty: unprocessable({
    vi: 'Tệp này không phải ảnh PNG, JPEG hoặc WebP. Chọn ảnh khác.',
    en: 'This file is not a PNG, JPEG or WebP picture. Choose another.',
  }),
  proofPictureTaken: conflict({
    vi: 'Lượt đăng, phát này đã có ảnh khác. Ghi nhận lượt mới.',
    en: 'This placement already has another picture. Record a new placement.',
  }),
  placementsFull: conflict({
    vi: 'Bản tin này đã có {max} lượt đăng, phát, không ghi thêm được.',
    en: 'This bulletin has {max} placements, the most allowed.',
  }),
  placementAhead: unprocessable({
    vi: 'Thời điểm đăng, phát chưa đến. Chỉ ghi nhận việc đã diễn ra.',
    en: 'The placement’s time is in the future. Record only what has happened.',
  }),
  placementWithdrawn: conflict({
    vi: 'Lượt đăng, phát này đã được rút. Tải lại trang.',
    en: 'This placement has already been withdrawn. Reload the page.',
  }),
  kitNotYet: conflict({
    vi: 'Bản tin chưa phát hành nên chưa có bộ tài liệu chia sẻ.',
    en: 'The bulletin has not been released, so there is no share kit yet.',
  }),
} as const satisfies FailureTable

export const bulletinFailure = failuresOf(BULLETIN_FAILURES)
