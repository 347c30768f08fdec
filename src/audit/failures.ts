/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { failed, malformed, noRoom, unprocessable, unsupported } from '../base/failure-kinds.ts'

export const AUDIT_FAILURES = {
  chargingMapMalformed: unprocessable({
    vi: 'Tệp ánh xạ bản ghi cước sai ở {where}. Xem mẫu bằng: loa zerorating map.',
    en: 'The mapping of charging records is wrong at {where}. See an example with: loa zerorating map.',
  }),
  chargingMapUnfit: unprocessable({
    vi: 'Tệp ánh xạ không khớp với {file}: {percent} % trong {rows} dòng đầu bị loại, phần lớn vì {reason}. Sửa tệp ánh xạ rồi chạy lại.',
    en: 'The mapping does not fit {file}: {percent} % of its first {rows} rows are rejected, mostly for {reason}. Correct the mapping, then run this again.',
  }),
  chargingCurrencyOdd: unprocessable({
    vi: 'Các phiên bản của danh mục miễn cước dùng hai loại tiền ({one}, {other}). Đối soát riêng từng loại.',
    en: 'The versions of the list of free services use two currencies ({one}, {other}). Audit one at a time.',
  }),
  chargingOperatorsOdd: unprocessable({
    vi: 'Cột nhà mạng trong tệp ánh xạ chứa thứ khác ({count} giá trị, hoặc có dãy số dài). Chọn đúng cột, hoặc dùng --operator.',
    en: 'The operator column in the mapping holds something else ({count} values, or long numbers). Name the right column, or use --operator.',
  }),
  duckDbUnavailable: unsupported({
    vi: 'Máy này không nạp được gói @duckdb/node-api nên không đối soát được: {why}. Cài gói đó rồi chạy lại.',
    en: 'This machine cannot load @duckdb/node-api, needed for the audit: {why}. Install it, then run this again.',
  }),
  recordRowsLost: failed({
    vi: 'Đọc {file} không đủ dòng: có {rows}, đọc được {read}. Không đưa ra con số nào; hãy báo lỗi này.',
    en: 'Not all rows of {file} were read: {read} of {rows}. No figures are given; please report this.',
  }),
  auditNoRoom: noRoom({
    vi: 'Không đủ bộ nhớ hoặc đĩa để đối soát ({why}). Giải phóng dung lượng, hoặc chọn nơi khác cho --out.',
    en: 'Not enough memory or disk for the audit ({why}). Free some, or choose another place for --out.',
  }),
  auditSumTooLarge: unprocessable({
    vi: 'Một tổng vượt quá số nguyên mà máy tính chính xác được. Đối soát ít bản ghi hơn mỗi lần.',
    en: 'A sum is too large to be exact. Audit fewer records at a time.',
  }),
  auditStopped: {
    ...noRoom({
      vi: 'Đã dừng đối soát theo yêu cầu; không để lại kết quả nào.',
      en: 'The audit was stopped as asked; it left no results.',
    }),
    http: 499,
  },
  hashKeyWrong: malformed({
    vi: '{file} không phải là khóa băm thuê bao (64 chữ số hệ 16, chỉ chủ sở hữu đọc được). Chọn tệp khác; tệp chưa có sẽ được tạo.',
    en: '{file} is not a key for hashing subscribers (64 hexadecimal digits, readable only by its owner). Choose another file; a missing one is created.',
  }),
} as const satisfies FailureTable

export const auditFailure = failuresOf(AUDIT_FAILURES)
