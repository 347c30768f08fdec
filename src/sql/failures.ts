/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { busy, conflict, unprocessable } from '../base/failure-kinds.ts'

export const SQL_FAILURES = {
  databaseUnavailable: busy({
    vi: 'Không dùng được cơ sở dữ liệu: {why}. Kiểm tra đường dẫn, máy chủ và quyền truy cập rồi thử lại.',
    en: 'Cannot use the database: {why}. Check its path, server and permissions, then try again.',
  }),
  commitUnknown: busy({
    vi: 'Cơ sở dữ liệu không trả lời khi lưu ({why}): có thể đã lưu hoặc chưa. Hãy tải lại trang và kiểm tra trước khi làm lại.',
    en: 'The database did not answer while saving ({why}): your change may be saved or not. Reload and check before you try again.',
  }),
  overtaken: busy({
    vi: 'Một tiến trình khác của máy chủ đã nhận yêu cầu này; ở đây chưa có gì thay đổi. Thử lại với cùng Idempotency-Key.',
    en: 'Another server process is handling this request; nothing was changed here. Try again with the same Idempotency-Key.',
  }),
  databaseUnwritable: {
    ...busy({
      vi: 'Không ghi được vào cơ sở dữ liệu ({why}); chưa có gì thay đổi. Giải phóng dung lượng đĩa rồi thử lại.',
      en: 'Cannot write to the database ({why}); nothing was changed. Free some disk space and try again.',
    }),
    http: 507,
  },
  databaseServed: {
    ...conflict({
      vi: 'Còn {count} tiến trình máy chủ đang dùng cơ sở dữ liệu này. Dừng tất cả rồi thử lại.',
      en: 'Server processes are still using this database: {count}. Stop them all and try again.',
    }),
    retry: 'later',
  },
  processIsolated: busy({
    vi: 'Tiến trình này tạm không nhận được thay đổi của các tiến trình khác trên cùng cơ sở dữ liệu. Hãy thử lại sau giây lát.',
    en: 'This process is not receiving changes that other processes make in the same database. Try again in a moment.',
  }),
  databaseNewer: {
    ...unprocessable({
      vi: 'Cơ sở dữ liệu do phiên bản mới hơn tạo ra (có bước {step}). Không thay đổi gì; hãy chạy phiên bản mới hơn.',
      en: 'A newer version made this database (step {step}). Nothing was changed; run that version.',
    }),
    http: 500,
  },
  restoreOverLive: conflict({
    vi: 'Thư mục đã có cơ sở dữ liệu {file}. Không ghi đè; hãy chuyển tệp đó đi hoặc chọn thư mục khác.',
    en: 'The directory already has a database, {file}, which is not overwritten. Move it away or choose another directory.',
  }),
  backupUnreadable: unprocessable({
    vi: '{file} không phải là bản sao lưu còn nguyên vẹn ({why}). Hãy chọn bản sao lưu khác.',
    en: '{file} is not a complete backup ({why}). Choose another one.',
  }),
} as const satisfies FailureTable

export const sqlFailure = failuresOf(SQL_FAILURES)
