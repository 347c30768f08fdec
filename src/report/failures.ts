/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { busy, unprocessable } from '../base/failure-kinds.ts'

export const REPORT_FAILURES = {
  documentsBusy: busy({
    vi: 'Nhiều văn bản đang chờ lập. Thử lại sau một phút.',
    en: 'Many documents are waiting to be created. Try again in a minute.',
  }),
  documentTooLong: unprocessable({
    vi: 'Báo cáo quá dài để xuất thành {form} trên máy chủ này. Hãy tải HTML hoặc JSON, hoặc dùng lệnh loa report month trên máy khác.',
    en: 'The report is too long for {form} on this server. Download HTML or JSON, or use loa report month on another machine.',
  }),
  docxTooLarge: unprocessable({
    vi: 'Tệp này quá lớn để kiểm tra: tối đa 20 MB, cả khi giải nén. Bỏ bớt ảnh và phụ lục rồi thử lại.',
    en: 'This file is too large to check: at most 20 MB, also unpacked. Remove pictures and annexes, then try again.',
  }),
  docxUnreadable: unprocessable({
    vi: 'Tệp này không phải văn bản DOCX đọc được. Mở bằng Word hoặc LibreOffice rồi lưu lại thành DOCX.',
    en: 'This file is not a readable DOCX. Open it in Word or LibreOffice and save it as DOCX again.',
  }),
} as const satisfies FailureTable

export const reportFailure = failuresOf(REPORT_FAILURES)
