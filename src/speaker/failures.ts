/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import {
  conflict,
  malformed,
  peerAway,
  tooLarge,
  unknownCaller,
  unprocessable,
  unsupported,
} from '../base/failure-kinds.ts'

export const SPEAKER_FAILURES = {
  agendaIdTwice: unprocessable({
    vi: 'Lịch lệnh có hai mục cùng mã {id}. Mỗi mục cần một mã riêng.',
    en: 'Two agenda items have the id {id}. Give each item its own id.',
  }),
  agendaZoneUnknown: unprocessable({
    vi: 'Lịch lệnh dùng múi giờ không tồn tại: {zone}. Ghi tên như Asia/Ho_Chi_Minh.',
    en: 'The agenda’s time zone is unknown: {zone}. Use a name such as Asia/Ho_Chi_Minh.',
  }),
  agendaPriorityUnknown: unprocessable({
    vi: 'Mức ưu tiên không hợp lệ, ở {where} của lịch lệnh. Chỉ dùng normal, priority hoặc urgent.',
    en: 'Unknown priority at {where} of the agenda. Use normal, priority or urgent.',
  }),
  agendaTooShort: unprocessable({
    vi: 'Thời lượng dưới 1 ms, ở {where} của lịch lệnh. Ghi thời lượng thật của tệp âm thanh.',
    en: 'The length is below 1 ms at {where} of the agenda. Enter the sound’s real length.',
  }),
  agendaPerWindow: unprocessable({
    vi: 'Số lần phát dưới 1, ở {where} của lịch lệnh. Ghi từ 1 trở lên hoặc bỏ mục đó.',
    en: 'The number of plays is below 1 at {where} of the agenda. Enter 1 or more, or remove the item.',
  }),
  agendaTimesReversed: unprocessable({
    vi: 'Mục {id} của lịch lệnh kết thúc trước khi bắt đầu. Sửa notBefore và notAfter.',
    en: 'The agenda item {id} ends before it begins. Correct notBefore and notAfter.',
  }),
  agendaInstant: unprocessable({
    vi: 'Thời điểm không có múi giờ hoặc không đọc được, ở {where} của lịch lệnh. Ghi như 2026-02-03T06:00:00+07:00.',
    en: 'The time at {where} of the agenda is unreadable or has no offset. Write it as 2026-02-03T06:00:00+07:00.',
  }),
  agendaWindowsOverlap: unprocessable({
    vi: 'Hai khung giờ phát của lịch lệnh chồng lên nhau. Gộp hoặc tách hai khung giờ.',
    en: 'Two windows of the agenda overlap. Merge or separate them.',
  }),
  agendaMalformed: unprocessable({
    vi: 'Lịch lệnh sai cấu trúc ở {where}. Đối chiếu với hướng dẫn.',
    en: 'The agenda is malformed at {where}. Compare it with the guide.',
  }),
  programmeTooLong: unprocessable({
    vi: 'Chương trình phát dài quá 10 năm hoặc quá một triệu lượt phát. Chọn khoảng thời gian ngắn hơn.',
    en: 'The programme is longer than 10 years or a million plays. Choose a shorter period.',
  }),
  soundUnreadable: unprocessable({
    vi: 'Không đọc được âm thanh ({why}). Dùng tệp WAV, MP3, M4A, OGG hoặc WebM có tiếng.',
    en: 'The sound cannot be read ({why}). Use a WAV, MP3, M4A, OGG or WebM file with sound in it.',
  }),
  soundSilent: unprocessable({
    vi: 'Âm thanh im lặng hoặc quá nhỏ. Ghi lại gần micrô hơn.',
    en: 'The sound is silent or too quiet. Record it again closer to the microphone.',
  }),
  soundTooShort: unprocessable({
    vi: 'Âm thanh ngắn hơn 0,4 giây, chưa nghe được. Ghi dài hơn.',
    en: 'The sound is shorter than 0.4 seconds, too short to hear. Record a longer one.',
  }),
  soundTooLarge: tooLarge({
    vi: 'Tệp âm thanh lớn hơn {megabytes} MB. Dùng MP3 hoặc cắt ngắn.',
    en: 'The sound file is larger than {megabytes} MB. Use MP3, or shorten it.',
  }),
  soundTooLong: unprocessable({
    vi: 'Âm thanh dài hơn {minutes} phút. Cắt ngắn.',
    en: 'The sound is longer than {minutes} minutes. Shorten it.',
  }),
  soundCostly: unprocessable({
    vi: 'Âm thanh này tốn quá nhiều thời gian hoặc bộ nhớ để xử lý. Cắt ngắn hoặc dùng tệp khác.',
    en: 'This sound takes too much time or memory to process. Shorten it, or use another file.',
  }),
  ffmpegMissing: unsupported({
    vi: 'Máy này không có ffmpeg nên chỉ đọc và ghi được WAV. Cài gói ffmpeg hoặc dùng WAV.',
    en: 'This machine has no ffmpeg, so it can only use WAV. Install the package ffmpeg, or use WAV.',
  }),
  voiceMissing: unsupported({
    vi: 'Máy này không có chương trình đọc {program}. Cài chương trình đó hoặc ghi âm người đọc.',
    en: 'The speech program {program} is not installed. Install it, or record a person.',
  }),
  voiceUnknown: unprocessable({
    vi: 'Không có giọng đọc cho ngôn ngữ {language}. Thu âm hoặc tải tệp âm thanh lên.',
    en: 'There is no voice for the language {language}. Record it or upload a sound file.',
  }),
  voiceFailed: {
    ...peerAway({
      vi: 'Chương trình đọc {program} không đọc được ({why}). Chạy thử chương trình đó với chính văn bản này.',
      en: '{program} failed to read the text aloud ({why}). Try the program with the same text.',
    }),
    http: 422,
  },
  speakerKeyWrong: malformed({
    vi: '{file} không phải là tệp khóa của cụm loa. Đăng ký lại cụm loa bằng mã mới.',
    en: '{file} is not a loudspeaker key file. Enrol the device again with a new code.',
  }),
  speakerRuns: conflict({
    vi: 'Một chương trình khác đang dùng thư mục {directory}. Dừng chương trình đó trước.',
    en: 'Another program is using the folder {directory}. Stop it first.',
  }),
  authorityOther: {
    ...unknownCaller({
      vi: 'Máy chủ ở {url} không có khóa mà mã đăng ký nêu. Chưa gửi gì; kiểm tra địa chỉ và mã.',
      en: 'The server at {url} does not have the key named in the code. Nothing was sent; check the address and the code.',
    }),
    blame: 'peer',
  },
  authorityFar: peerAway({
    vi: 'Cơ quan chủ quản ở {url} không trả lời đúng ({why}). Thử lại sau; mã này vẫn dùng được.',
    en: 'The authority at {url} did not answer correctly ({why}). Try again later; the same code remains valid.',
  }),
} as const satisfies FailureTable

export const speakerFailure = failuresOf(SPEAKER_FAILURES)
