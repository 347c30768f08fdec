/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { busy, unprocessable } from '../base/failure-kinds.ts'

export const REPORT_FAILURES = {
  documentsBusy: busy({
    vi: 'Nhiều văn bản đang chờ được viết. Thử lại sau một phút.',
    en: 'Many documents are waiting to be written. Try again in a minute.',
  }),
  documentTooLong: unprocessable({
    vi: 'Báo cáo quá dài để viết thành {form} trên máy chủ này. Hãy tải HTML hoặc JSON, hoặc dùng lệnh loa report month trên máy khác.',
    en: 'The report is too long to be written as {form} on this server. Take HTML or JSON, or use loa report month on another machine.',
  }),
  docxTooLarge: unprocessable({
    vi: 'Tệp này quá lớn để kiểm tra: tối đa 20 MB, cả khi giải nén. Bỏ bớt ảnh và phụ lục rồi thử lại.',
    en: 'That file is too large to be checked: 20 MB at most, unpacked too. Take out pictures and annexes and try again.',
  }),
  docxUnreadable: unprocessable({
    vi: 'Tệp này không phải văn bản DOCX đọc được. Mở bằng Word hoặc LibreOffice rồi lưu lại thành DOCX.',
    en: 'That is no readable DOCX. Open it in Word or LibreOffice and save it as DOCX again.',
  }),
} as const satisfies FailureTable

export const reportFailure = failuresOf(REPORT_FAILURES)
