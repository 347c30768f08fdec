/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { conflict, malformed, missing, noRoom, tooLarge, unprocessable, wrongUsage } from '../base/failure-kinds.ts'

export const APP_FAILURES = {
  messageNotUtf8: unprocessable({
    vi: '{file} không phải là văn bản UTF-8. Lưu lại tệp với bảng mã UTF-8.',
    en: '{file} is not UTF-8 text. Save it as UTF-8.',
  }),
  messageFileTooLarge: tooLarge({
    vi: '{file} lớn hơn {octets} byte, dài hơn mọi tin nhắn có thể gửi. Kiểm tra lại đường dẫn.',
    en: '{file} has more than {octets} bytes, longer than any message. Check the path.',
  }),
  recordsMalformed: unprocessable({
    vi: '{file} không phải tệp số liệu của một tháng. Tạo lại bằng loa report month với --records.',
    en: '{file} is not a file of a month’s records. Create it again with loa report month and --records.',
  }),
  recordsOfAnotherMonth: unprocessable({
    vi: '{file} là số liệu của tháng {found}, không phải {month}. Chọn đúng tệp hoặc đúng tháng.',
    en: '{file} has the records of {found}, not of {month}. Use the right file or the right month.',
  }),
  recordsOfAnotherZone: unprocessable({
    vi: 'Số liệu trong {file} được tính theo múi giờ {found}, không phải {timeZone}. Bỏ --time-zone, hoặc lấy số liệu lại bằng --from và --records.',
    en: 'The records in {file} use the time zone {found}, not {timeZone}. Omit --time-zone, or collect the records again with --from and --records.',
  }),
  headingMalformed: unprocessable({
    vi: 'Phần đầu văn bản trong {file} sai ở {where}. Sửa chỗ đó rồi thử lại.',
    en: 'The heading in {file} is wrong at {where}. Correct it and try again.',
  }),
  listNotSigned: unprocessable({
    vi: '{file} là dự thảo chưa ký nên không dùng được ở đây. Ký bằng: loa zerorating sign.',
    en: '{file} is an unsigned draft and cannot be used here. Sign it with: loa zerorating sign.',
  }),
  ratingGroupsWrong: unprocessable({
    vi: '{file} không phải tệp nhóm cước. Khôi phục tệp từ bản sao; không tạo lại, vì các nhóm cước sẽ đổi số.',
    en: '{file} is not a rating group file. Restore it from a copy; a new file would give services other numbers.',
  }),
  listDoubtful: unprocessable({
    vi: 'Danh mục miễn cước có điểm cần xem lại: {codes}. Sửa lại, hoặc chấp nhận bằng --accept-doubts {codes}.',
    en: 'The list of free services has unaccepted warnings: {codes}. Correct it, or accept them with --accept-doubts {codes}.',
  }),
  auditIncomplete: {
    ...unprocessable({
      vi: '{damaged}/{files} tệp bị hỏng hoặc cụt và không được tính: {first}. Chép lại các tệp đó rồi chạy lại.',
      en: '{damaged} of {files} files are damaged or cut short and not counted: {first}. Copy them again, then run this again.',
    }),
    retry: 'later',
  },
  probePlanWrong: unprocessable({
    vi: '{file} không phải kế hoạch đo thử. Tạo kế hoạch bằng: loa zerorating probe plan.',
    en: '{file} is not a probe plan. Create one with: loa zerorating probe plan.',
  }),
  signingKeyWrong: malformed({
    vi: '{file} không phải là khóa Ed25519 {vi}. Tạo khóa bằng: loa zerorating key.',
    en: '{file} is not a {en} Ed25519 key. Create one with: loa zerorating key.',
  }),
  serveInsecure: wrongUsage({
    vi: 'Không mở {where} ra mạng khi chưa mã hóa. Đặt --url https://… sau máy chủ proxy, dùng --tls-cert và --tls-key, hoặc --insecure-http nếu chấp nhận.',
    en: '{where} would be open to the network without encryption. Use --url https://… behind a proxy, or --tls-cert and --tls-key, or --insecure-http to accept this.',
  }),
  bouncesFull: noRoom({
    vi: 'Trong {folder} có quá nhiều thư báo lỗi chưa được đọc. Kiểm tra loa serve có đang chạy không.',
    en: 'Too many unread bounces in {folder}. Check whether loa serve is running.',
  }),
  dataTaken: {
    ...conflict({
      vi: 'Một tiến trình khác đang dùng thư mục {directory}. Dừng tiến trình đó trước.',
      en: 'Another process is using the directory {directory}. Stop it first.',
    }),
    retry: 'later',
  },
  dataForeign: conflict({
    vi: 'Cơ sở dữ liệu này thuộc về cơ quan có khóa {key}, nhưng {directory} không có khóa đó. Sửa lại --data, hoặc chép các tệp khóa từ máy đang phục vụ cơ sở dữ liệu này. Nếu khóa đã mất hẳn, chạy một lần với --replace-key: mọi nhà mạng phải đăng ký lại.',
    en: 'This database belongs to the authority with the key {key}, which {directory} does not have. Correct --data, or copy the key files from the machine serving this database. If the key is lost for good, start once with --replace-key: every operator must enrol again.',
  }),
  keyForeign: conflict({
    vi: 'Cơ sở dữ liệu này đã được phục vụ với một tệp {file} khác, hoặc {directory} không có tệp đó. Hãy chép {file} từ máy đang phục vụ cơ sở dữ liệu này; ở đây không tạo khóa mới. Nếu tệp đã mất hẳn, chạy một lần với --replace-key.',
    en: 'This database was served with another {file}, or {directory} has none. Copy {file} from the machine serving this database: no new key is created here. If the file is lost for good, start once with --replace-key.',
  }),
  databaseEmpty: missing({
    vi: 'Chưa có loa serve nào ghi vào cơ sở dữ liệu này. Kiểm tra lại --data hoặc --database.',
    en: 'No loa serve has written to this database yet. Check --data or --database.',
  }),
  dataMissing: missing({
    vi: '{directory} không phải là thư mục dữ liệu của loa serve.',
    en: '{directory} is not a data directory of loa serve.',
  }),
  restoreTaken: conflict({
    vi: 'Thư mục {directory} không trống. Chọn thư mục mới cho --data.',
    en: 'The directory {directory} is not empty. Choose a new one for --data.',
  }),
  rosterMissing: missing({
    vi: 'Cơ quan này chưa có danh sách người ký. Quản trị viên lập và ký danh sách ở trang Người ký.',
    en: 'This authority has no roster yet. An administrator prepares and signs one on the Signers page.',
  }),
  signingPageNotBuilt: missing({
    vi: 'Trang ký chưa được dựng. Chạy npm run setup rồi thử lại.',
    en: 'The signing page is not built. Run npm run setup, then try again.',
  }),
  demoAccountsBad: wrongUsage({
    vi: 'Không dùng được {file}: {why}. Tài khoản chạy thử phải có địa chỉ kết thúc bằng “.example”.',
    en: 'Cannot use {file}: {why}. Each demo account needs an address ending in “.example”.',
  }),
} as const satisfies FailureTable

export const appFailure = failuresOf(APP_FAILURES)
