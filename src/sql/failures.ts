/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { busy, conflict, unprocessable } from '../base/failure-kinds.ts'

export const SQL_FAILURES = {
  databaseUnavailable: busy({
    vi: 'Không dùng được cơ sở dữ liệu: {why}. Kiểm tra đường dẫn, máy chủ và quyền truy cập rồi thử lại.',
    en: 'The database cannot be used: {why}. Check its path, its server and its permissions, and try again.',
  }),
  commitUnknown: busy({
    vi: 'Cơ sở dữ liệu không trả lời đúng lúc lưu ({why}): có thể đã lưu, có thể chưa. Hãy tải lại trang và xem trước khi làm lại.',
    en: 'The database did not answer at the very moment of saving ({why}): it may be saved or not. Reload and look before you do it again.',
  }),
  databaseUnwritable: {
    ...busy({
      vi: 'Không ghi được vào cơ sở dữ liệu ({why}); chưa có gì thay đổi. Giải phóng dung lượng đĩa rồi thử lại.',
      en: 'The database could not be written ({why}); nothing was changed. Free some disk space and try again.',
    }),
    http: 507,
  },
  databaseTaken: {
    ...conflict({
      vi: 'Một máy chủ khác đang dùng cơ sở dữ liệu này. Dừng máy chủ đó trước; mỗi lúc chỉ chạy một.',
      en: 'Another server uses this database. Stop it first: one runs at a time.',
    }),
    retry: 'later',
  },
  databaseNewer: {
    ...unprocessable({
      vi: 'Cơ sở dữ liệu do phiên bản mới hơn tạo ra (có bước {step}). Không thay đổi gì; hãy chạy phiên bản mới hơn.',
      en: 'The database was made by a newer version (it has the step {step}). Nothing was changed; run that newer version.',
    }),
    http: 500,
  },
  restoreOverLive: conflict({
    vi: 'Thư mục đã có cơ sở dữ liệu {file}. Không ghi đè lên; hãy chuyển nó đi hoặc chọn thư mục khác.',
    en: 'The directory already has a database, {file}. It is not overwritten; move it away or choose another directory.',
  }),
  backupUnreadable: unprocessable({
    vi: '{file} không phải là bản sao lưu còn nguyên vẹn ({why}). Hãy chọn bản sao lưu khác.',
    en: '{file} is no whole backup ({why}). Choose another one.',
  }),
} as const satisfies FailureTable

export const sqlFailure = failuresOf(SQL_FAILURES)
