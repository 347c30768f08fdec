/** What can go wrong with loudspeakers and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { busy, conflict, unknownCaller, unprocessable } from '../../base/failure-kinds.ts'

export const LOUDSPEAKER_FAILURES = {
  speakerUnknown: unknownCaller({
    vi: 'Máy chủ không nhận ra thiết bị loa này. Hãy đăng ký lại bằng mã mới, hoặc kiểm tra xem khóa của nó có bị thu hồi không.',
    en: 'The server does not know this loudspeaker device. Enrol it with a new code, or see whether its key was revoked.',
  }),
  speakerCodeWrong: unknownCaller({
    vi: 'Mã đăng ký của cụm loa không đúng, đã dùng hoặc đã quá hạn. Hãy xin mã mới.',
    en: 'The enrolment code of the cluster is wrong, used or expired. Ask for a new one.',
  }),
  speakerEnrolled: conflict({
    vi: 'Cụm loa {cluster} đang có thiết bị. Hãy thu hồi khóa của thiết bị đó trước khi cấp mã mới.',
    en: 'The cluster {cluster} has a device. Revoke its key before you issue a new code.',
  }),
  clusterTaken: conflict({
    vi: 'Đã có cụm loa mang mã {cluster}. Hãy chọn mã khác.',
    en: 'There is a cluster with the id {cluster} already. Choose another.',
  }),
  clustersFull: conflict({
    vi: 'Đã có {max} cụm loa, nhiều nhất có thể. Chưa thêm cụm nào.',
    en: 'There are {max} clusters, as many as there may be. None was added.',
  }),
  communeUnknown: unprocessable({
    vi: 'Không có xã, phường mã {commune}. Hãy thêm xã, phường trước khi thêm cụm loa.',
    en: 'There is no commune with the code {commune}. Add the commune before its clusters.',
  }),
  windowsWrong: unprocessable({
    vi: 'Khung giờ phát phải nằm trong khoảng {from} đến {until} và không chồng lên nhau. Hãy sửa khung giờ.',
    en: 'Hours must lie between {from} and {until} and must not overlap. Mend them.',
  }),
  provinceWrong: unprocessable({
    vi: 'Không có tỉnh, thành phố mã {province} vào ngày {day}. Hãy sửa mã hoặc ngày.',
    en: 'There is no province with the code {province} on {day}. Mend the code or the day.',
  }),
  speakerSetBack: conflict({
    vi: 'Thiết bị của cụm loa {cluster} báo khác với điều nó đã báo: dữ liệu của nó là bản cũ. Hãy thu hồi khóa rồi đăng ký lại.',
    en: 'The device of the cluster {cluster} tells something else than it did before: its data are an older copy. Revoke its key and enrol it anew.',
  }),
  recordingTooMuch: unprocessable({
    vi: 'Tìm dấu âm trong bản ghi này mất quá lâu. Hãy gửi một đoạn ngắn hơn.',
    en: 'Looking for tags in this recording takes too long. Send a shorter piece.',
  }),
  hearingBusy: busy({
    vi: 'Máy chủ đang nghe nhiều bản ghi khác. Hãy gửi lại sau ít phút.',
    en: 'The server is hearing many other recordings. Send it again in a few minutes.',
  }),
  recordingUnreadable: unprocessable({
    vi: 'Không đọc được bản ghi âm: cần tệp WAV, từ 8000 mẫu một giây trở lên. Hãy chuyển đổi rồi gửi lại.',
    en: 'The recording cannot be read: it has to be a WAV file of 8000 samples a second or more. Convert it and send it again.',
  }),
} as const satisfies FailureTable

export const loudspeakerFailure = failuresOf(LOUDSPEAKER_FAILURES)
