/** What can go wrong with loudspeakers and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { busy, conflict, unknownCaller, unprocessable } from '../../base/failure-kinds.ts'

export const LOUDSPEAKER_FAILURES = {
  speakerUnknown: unknownCaller({
    vi: 'Máy chủ không nhận ra thiết bị loa này. Đăng ký lại bằng mã mới, hoặc kiểm tra khóa của thiết bị có bị thu hồi không.',
    en: 'The server does not recognise this loudspeaker device. Enrol it with a new code, or check whether its key was revoked.',
  }),
  speakerCodeWrong: unknownCaller({
    vi: 'Mã đăng ký của cụm loa không đúng, đã dùng hoặc đã quá hạn. Xin mã mới.',
    en: 'The cluster’s enrolment code is wrong, used or expired. Ask for a new one.',
  }),
  speakerEnrolled: conflict({
    vi: 'Cụm loa {cluster} đang có thiết bị. Thu hồi khóa của thiết bị đó trước khi cấp mã mới.',
    en: 'The cluster {cluster} already has a device. Revoke its key before issuing a new code.',
  }),
  clusterTaken: conflict({
    vi: 'Đã có cụm loa mang mã {cluster}. Chọn mã khác.',
    en: 'A cluster with the id {cluster} already exists. Choose another.',
  }),
  clustersFull: conflict({
    vi: 'Đã có {max} cụm loa, không thêm được nữa. Chưa thêm cụm nào.',
    en: 'There are already {max} clusters, the maximum. None was added.',
  }),
  communeUnknown: unprocessable({
    vi: 'Không có xã, phường mã {commune}. Thêm xã, phường trước khi thêm cụm loa.',
    en: 'There is no commune with the code {commune}. Add the commune before its clusters.',
  }),
  windowsWrong: unprocessable({
    vi: 'Khung giờ phát phải nằm trong khoảng {from} đến {until} và không chồng lên nhau. Sửa khung giờ.',
    en: 'Hours must lie between {from} and {until} and must not overlap. Correct them.',
  }),
  provinceWrong: unprocessable({
    vi: 'Không có tỉnh, thành phố mã {province} vào ngày {day}. Sửa mã hoặc ngày.',
    en: 'There is no province with the code {province} on {day}. Correct the code or the day.',
  }),
  speakerSetBack: conflict({
    vi: 'Dữ liệu của thiết bị cụm loa {cluster} là bản cũ, khác với những gì đã báo. Thu hồi khóa rồi đăng ký lại.',
    en: 'The device of cluster {cluster} holds an older copy of its data than it reported before. Revoke its key and enrol it again.',
  }),
  recordingTooMuch: unprocessable({
    vi: 'Tìm tín hiệu trong bản ghi này mất quá lâu. Gửi một đoạn ngắn hơn.',
    en: 'Searching this recording for tags takes too long. Send a shorter piece.',
  }),
  hearingBusy: busy({
    vi: 'Máy chủ đang xử lý nhiều bản ghi khác. Gửi lại sau ít phút.',
    en: 'The server is processing many other recordings. Send it again in a few minutes.',
  }),
  recordingUnreadable: unprocessable({
    vi: 'Không đọc được bản ghi âm: cần tệp WAV, từ 8000 mẫu một giây trở lên. Chuyển đổi rồi gửi lại.',
    en: 'The recording cannot be read: send a WAV file with at least 8000 samples a second.',
  }),
} as const satisfies FailureTable

export const loudspeakerFailure = failuresOf(LOUDSPEAKER_FAILURES)
