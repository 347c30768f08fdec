/** The table of failures, by room. A sentence says what happened and what to do, without a number of a subscriber in it. */
import type { FailureKind } from './failure.ts'

export const FAILURES = {
  // command line
  usage: {
    retry: 'never',
    blame: 'caller',
    http: 400,
    exit: 2,
    vi: '{what}. Xem trợ giúp với --help.',
    en: '{what}. See --help.',
  },
  fileUnreadable: {
    retry: 'later',
    blame: 'caller',
    http: 400,
    exit: 1,
    vi: 'Không đọc được {file}: {why}. Kiểm tra lại đường dẫn và quyền đọc.',
    en: 'Cannot read {file}: {why}. Check the path and its permissions.',
  },
  fileUnwritable: {
    retry: 'later',
    blame: 'caller',
    http: 507,
    exit: 1,
    vi: 'Không ghi được {file}: {why}. Giải phóng dung lượng đĩa hoặc chọn nơi khác.',
    en: 'Cannot write {file}: {why}. Free some disk space or choose another place.',
  },
} as const satisfies Record<string, FailureKind>
