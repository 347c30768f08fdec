/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { conflict, malformed, missing, noRoom, tooLarge, unprocessable, wrongUsage } from '../base/failure-kinds.ts'

export const APP_FAILURES = {
  messageNotUtf8: unprocessable({
    vi: '{file} không phải là văn bản UTF-8. Hãy lưu lại tệp với bảng mã UTF-8.',
    en: '{file} is not UTF-8 text. Save it again with the encoding UTF-8.',
  }),
  messageFileTooLarge: tooLarge({
    vi: '{file} lớn hơn {octets} byte, dài hơn mọi tin nhắn có thể gửi. Kiểm tra lại đường dẫn.',
    en: '{file} has more than {octets} octets, longer than any message can be. Check the path.',
  }),
  recordsMalformed: unprocessable({
    vi: '{file} không phải tệp số liệu của một tháng. Tạo lại bằng loa report month với --records.',
    en: '{file} is no file of the records of a month. Make it again by loa report month with --records.',
  }),
  recordsOfAnotherMonth: unprocessable({
    vi: '{file} là số liệu của tháng {found}, không phải {month}. Chọn đúng tệp hoặc đúng tháng.',
    en: '{file} has the records of {found}, not of {month}. Take the right file or the right month.',
  }),
  recordsOfAnotherZone: unprocessable({
    vi: 'Số liệu trong {file} được tính theo múi giờ {found}, không phải {timeZone}. Bỏ --time-zone, hoặc lấy số liệu lại bằng --from và --records.',
    en: 'The records in {file} were counted by the clock of {found}, not of {timeZone}. Leave --time-zone out, or take the records again with --from and --records.',
  }),
  headingMalformed: unprocessable({
    vi: 'Phần đầu văn bản trong {file} sai ở {where}. Sửa chỗ đó rồi thử lại.',
    en: 'The heading in {file} is wrong at {where}. Correct it and try again.',
  }),
  listNotSigned: unprocessable({
    vi: '{file} là dự thảo chưa ký nên không dùng được ở đây. Hãy ký bằng: loa zerorating sign.',
    en: '{file} is a draft, not signed, and cannot be used here. Sign it with: loa zerorating sign.',
  }),
  ratingGroupsWrong: unprocessable({
    vi: '{file} không phải tệp nhóm cước. Khôi phục tệp từ bản sao; đừng tạo lại, vì các nhóm cước sẽ đổi số.',
    en: '{file} is no file of rating groups. Restore it from a copy; made anew, services would get other numbers.',
  }),
  listDoubtful: unprocessable({
    vi: 'Danh mục miễn cước có điểm nghi vấn chưa được xem xét: {codes}. Sửa lại, hoặc chấp nhận bằng --accept-doubts {codes}.',
    en: 'The list of what is free has doubts that nobody has accepted: {codes}. Mend it, or accept them: --accept-doubts {codes}.',
  }),
  auditIncomplete: {
    ...unprocessable({
      vi: '{damaged} trong {files} tệp bị hỏng hoặc cụt và không có trong con số nào: {first}. Chép lại các tệp đó rồi chạy lại.',
      en: '{damaged} of {files} files are damaged or cut and in no figure: {first}. Copy them again and run it again.',
    }),
    retry: 'later',
  },
  probePlanWrong: unprocessable({
    vi: '{file} không phải kế hoạch đo thử. Tạo kế hoạch bằng: loa zerorating probe plan.',
    en: '{file} is no plan of probes. Make one with: loa zerorating probe plan.',
  }),
  signingKeyWrong: malformed({
    vi: '{file} không phải là khóa Ed25519 {vi}. Tạo khóa bằng: loa zerorating key.',
    en: '{file} is no {en} Ed25519 key. Make one with: loa zerorating key.',
  }),
  serveInsecure: wrongUsage({
    vi: 'Không mở {where} ra mạng khi chưa mã hóa. Đặt --url https://… sau máy chủ proxy, dùng --tls-cert và --tls-key, hoặc --insecure-http nếu chấp nhận.',
    en: '{where} would be open to the network without encryption. Give --url https://… behind a proxy, or --tls-cert and --tls-key, or --insecure-http if you accept it.',
  }),
  bouncesFull: noRoom({
    vi: 'Trong {folder} có quá nhiều thư báo lỗi chưa được đọc. Kiểm tra loa serve có đang chạy không.',
    en: 'Too many bounces wait unread in {folder}. See whether loa serve runs.',
  }),
  dataTaken: {
    ...conflict({
      vi: 'Một tiến trình khác đang dùng thư mục {directory}. Dừng tiến trình đó trước.',
      en: 'Another process uses the directory {directory}. Stop it first.',
    }),
    retry: 'later',
  },
  dataForeign: conflict({
    vi: 'Cơ sở dữ liệu này thuộc về cơ quan có khóa {key}, còn {directory} không có khóa đó. Sửa lại --data, hoặc chép các tệp khóa từ máy đang phục vụ cơ sở dữ liệu này. Nếu khóa đã mất hẳn, chạy một lần với --replace-key: mọi nhà mạng phải đăng ký lại.',
    en: 'This database belongs to the authority with the key {key}, and {directory} does not have it. Correct --data, or copy the key files from the machine that serves this database. If the key is lost for good, start once with --replace-key: every operator enrols again.',
  }),
  keyForeign: conflict({
    vi: 'Cơ sở dữ liệu này đã được phục vụ với một tệp {file} khác, hoặc {directory} không có tệp đó. Hãy chép {file} từ máy đang phục vụ cơ sở dữ liệu này; ở đây không tạo khóa mới. Nếu tệp đã mất hẳn, chạy một lần với --replace-key.',
    en: 'This database was served with another {file} than that of {directory}, or there is none. Copy {file} from the machine that serves this database: none is made here. If it is lost for good, start once with --replace-key.',
  }),
  databaseEmpty: missing({
    vi: 'Chưa có loa serve nào ghi vào cơ sở dữ liệu này. Kiểm tra lại --data hoặc --database.',
    en: 'No loa serve has written into this database yet. Check --data or --database.',
  }),
  dataMissing: missing({
    vi: '{directory} không phải là thư mục dữ liệu của loa serve.',
    en: '{directory} is no data directory of loa serve.',
  }),
  restoreTaken: conflict({
    vi: 'Thư mục {directory} không trống. Chọn thư mục mới cho --data.',
    en: 'The directory {directory} is not empty. Give --data a new one.',
  }),
  rosterMissing: missing({
    vi: 'Cơ quan này chưa có danh sách người ký nào. Quản trị viên lập và ký danh sách ở trang Người ký.',
    en: 'This authority has no roster yet. An administrator prepares and signs one on the page Signers.',
  }),
  signingPageNotBuilt: missing({
    vi: 'Trang ký chưa được dựng. Chạy npm run setup rồi thử lại.',
    en: 'The signing page is not built. Run npm run setup, then try again.',
  }),
  demoAccountsBad: wrongUsage({
    vi: 'Không dùng được {file}: {why}. Tài khoản chạy thử phải có địa chỉ kết thúc bằng “.example”.',
    en: 'Cannot use {file}: {why}. Each demo account has an address that ends in “.example”.',
  }),
} as const satisfies FailureTable

export const appFailure = failuresOf(APP_FAILURES)
