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
    en: 'Two items of the agenda have the id {id}. Give each item an id of its own.',
  }),
  agendaZoneUnknown: unprocessable({
    vi: 'Lịch lệnh dùng múi giờ không có: {zone}. Hãy ghi tên như Asia/Ho_Chi_Minh.',
    en: 'The time zone of the agenda is unknown: {zone}. Write a name such as Asia/Ho_Chi_Minh.',
  }),
  agendaPriorityUnknown: unprocessable({
    vi: 'Mức ưu tiên không có, ở {where} của lịch lệnh. Chỉ dùng normal, priority hoặc urgent.',
    en: 'The priority is unknown, at {where} of the agenda. Use normal, priority or urgent.',
  }),
  agendaTooShort: unprocessable({
    vi: 'Thời lượng dưới 1 ms, ở {where} của lịch lệnh. Hãy ghi thời lượng thật của tệp âm thanh.',
    en: 'The length is below 1 ms, at {where} of the agenda. Write how long the sound is.',
  }),
  agendaPerWindow: unprocessable({
    vi: 'Số lần phát dưới 1, ở {where} của lịch lệnh. Hãy ghi từ 1 trở lên hoặc bỏ mục đó.',
    en: 'The number of plays is below 1, at {where} of the agenda. Write 1 or more, or leave the item out.',
  }),
  agendaTimesReversed: unprocessable({
    vi: 'Mục {id} của lịch lệnh kết thúc trước khi bắt đầu. Hãy sửa notBefore và notAfter.',
    en: 'The item {id} of the agenda ends before it begins. Mend notBefore and notAfter.',
  }),
  agendaInstant: unprocessable({
    vi: 'Thời điểm không có múi giờ hoặc không đọc được, ở {where} của lịch lệnh. Hãy ghi như 2026-02-03T06:00:00+07:00.',
    en: 'An instant without an offset, or none at all, at {where} of the agenda. Write it as 2026-02-03T06:00:00+07:00.',
  }),
  agendaWindowsOverlap: unprocessable({
    vi: 'Hai khung giờ phát của lịch lệnh chồng lên nhau. Hãy gộp hoặc tách chúng ra.',
    en: 'Two windows of the agenda overlap. Join them or part them.',
  }),
  agendaMalformed: unprocessable({
    vi: 'Lịch lệnh sai cấu trúc ở {where}. Hãy đối chiếu với hướng dẫn.',
    en: 'The agenda is malformed at {where}. Compare it with the guide.',
  }),
  programmeTooLong: unprocessable({
    vi: 'Chương trình phát dài quá 10 năm hoặc quá một triệu lượt phát. Hãy chọn khoảng thời gian ngắn hơn.',
    en: 'The programme is longer than 10 years or a million plays. Choose a shorter period.',
  }),
  soundUnreadable: unprocessable({
    vi: 'Không đọc được âm thanh ({why}). Hãy dùng tệp WAV, MP3, M4A, OGG hoặc WebM có tiếng.',
    en: 'The sound cannot be read ({why}). Give WAV, MP3, M4A, OGG or WebM with sound in it.',
  }),
  soundSilent: unprocessable({
    vi: 'Âm thanh im lặng hoặc quá nhỏ. Hãy ghi lại gần micrô hơn.',
    en: 'The sound is silent or too quiet. Record it again, nearer to the microphone.',
  }),
  soundTooShort: unprocessable({
    vi: 'Âm thanh ngắn hơn 0,4 giây, chưa nghe được gì. Hãy ghi dài hơn.',
    en: 'The sound is shorter than 0.4 seconds, nothing can be heard in it. Record a longer one.',
  }),
  soundTooLarge: tooLarge({
    vi: 'Tệp âm thanh lớn hơn {megabytes} MB. Hãy dùng MP3 hoặc cắt ngắn.',
    en: 'The file is larger than {megabytes} MB. Bring MP3, or cut it shorter.',
  }),
  soundTooLong: unprocessable({
    vi: 'Âm thanh dài hơn {minutes} phút. Hãy cắt ngắn.',
    en: 'The sound is longer than {minutes} minutes. Cut it shorter.',
  }),
  soundCostly: unprocessable({
    vi: 'Âm thanh này tốn quá nhiều thời gian hoặc bộ nhớ để xử lý. Hãy cắt ngắn hoặc dùng tệp khác.',
    en: 'This sound takes too much time or memory to work on. Cut it shorter, or bring another file.',
  }),
  ffmpegMissing: unsupported({
    vi: 'Máy này không có ffmpeg nên chỉ đọc và ghi được WAV. Hãy cài gói ffmpeg hoặc dùng WAV.',
    en: 'This machine has no ffmpeg and so knows WAV alone. Install the package ffmpeg, or bring WAV.',
  }),
  voiceMissing: unsupported({
    vi: 'Máy này không có chương trình đọc {program}. Hãy cài nó hoặc ghi âm người đọc.',
    en: 'This machine has no {program} to speak with. Install it, or record a person.',
  }),
  voiceUnknown: unprocessable({
    vi: 'Không có giọng đọc cho ngôn ngữ {language}. Hãy thu âm hoặc tải tệp âm thanh lên.',
    en: 'There is no voice for the language {language}. Record it or upload a sound file.',
  }),
  voiceFailed: {
    ...peerAway({
      vi: 'Chương trình đọc {program} không đọc được ({why}). Hãy chạy thử nó với chính văn bản này.',
      en: '{program} could not speak ({why}). Try it by hand with the same text.',
    }),
    http: 422,
  },
  speakerKeyWrong: malformed({
    vi: '{file} không phải là tệp khóa của cụm loa. Hãy đăng ký lại cụm loa bằng mã mới.',
    en: '{file} is no key file of a loudspeaker. Enrol the device again, with a new code.',
  }),
  speakerRuns: conflict({
    vi: 'Một chương trình khác đang dùng thư mục {directory}. Hãy dừng nó trước.',
    en: 'Another program uses the folder {directory}. Stop it first.',
  }),
  authorityOther: {
    ...unknownCaller({
      vi: 'Máy chủ ở {url} không có khóa mà mã đăng ký nêu. Không gửi gì; hãy kiểm tra địa chỉ và mã.',
      en: 'The server at {url} does not have the key that the code names. Nothing was given away; check the address and the code.',
    }),
    blame: 'peer',
  },
  authorityFar: peerAway({
    vi: 'Cơ quan chủ quản ở {url} không trả lời như cần ({why}). Hãy thử lại sau; cùng mã đó vẫn dùng được.',
    en: 'The authority at {url} does not answer as it should ({why}). Try again later; the same code still counts.',
  }),
} as const satisfies FailureTable

export const speakerFailure = failuresOf(SPEAKER_FAILURES)
