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
  overtaken: busy({
    vi: 'Một tiến trình khác của máy chủ đã nhận yêu cầu này; ở đây chưa có gì thay đổi. Thử lại với cùng Idempotency-Key.',
    en: 'Another process of the server has taken this request; nothing was changed here. Try again with the same Idempotency-Key.',
  }),
  databaseUnwritable: {
    ...busy({
      vi: 'Không ghi được vào cơ sở dữ liệu ({why}); chưa có gì thay đổi. Giải phóng dung lượng đĩa rồi thử lại.',
      en: 'The database could not be written ({why}); nothing was changed. Free some disk space and try again.',
    }),
    http: 507,
  },
  databaseServed: {
    ...conflict({
      vi: 'Còn {count} tiến trình máy chủ đang dùng cơ sở dữ liệu này. Dừng tất cả rồi thử lại.',
      en: 'Server processes still use this database: {count}. Stop them all and try again.',
    }),
    retry: 'later',
  },
  processIsolated: busy({
    vi: 'Tiến trình này tạm không nghe được thay đổi của các tiến trình khác trên cùng cơ sở dữ liệu. Hãy thử lại sau giây lát.',
    en: 'This process hears nothing just now of what other processes change in the same database. Try again in a moment.',
  }),
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
