/**
 * What a request can come back with instead of an answer, as one class with a sentence in both languages.
 *
 * The server's problems (RFC 9457) carry their own sentences. Those that never reached it, or that something between
 * answered, get theirs here. Knows no page.
 */
import type { Both, Language } from './words/both.ts'

export interface Fault {
  /** JSON path in the request's body, such as `content.messages.0`. */
  readonly path: string
  readonly code: string
  readonly vi: string
  readonly en: string
}

export class Problem extends Error {
  /** 0: no answer came. */
  readonly status: number
  readonly code: string
  readonly faults: readonly Fault[]
  readonly details: Readonly<Record<string, unknown>>
  readonly #sentence: Both

  constructor(said: {
    status: number
    code: string
    sentence: Both
    faults?: readonly Fault[]
    details?: Readonly<Record<string, unknown>>
  }) {
    super(said.sentence.en)
    this.name = 'Problem'
    this.status = said.status
    this.code = said.code
    this.faults = said.faults ?? []
    this.details = said.details ?? {}
    this.#sentence = said.sentence
  }

  sentence(language: Language): string {
    return this.#sentence[language]
  }
}

export function offline(): Problem {
  return new Problem({
    status: 0,
    code: 'offline',
    sentence: {
      vi: 'Không kết nối được với máy chủ. Kiểm tra mạng rồi thử lại; những gì đã lưu vẫn còn.',
      en: 'The server cannot be reached. Check the network, then try again; what was saved is still there.',
    },
  })
}

/** Any thrown thing as a Problem, so that a page shows a sentence and never a stack. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem({
    status: 0,
    code: 'unexpected',
    sentence: {
      vi: 'Trang này gặp lỗi ngoài dự kiến. Hãy tải lại trang.',
      en: 'This page met an error that was not foreseen. Reload it.',
    },
  })
}

/** What the body of an answer with this status says. */
export function readProblem(status: number, body: unknown): Problem {
  if (isRecord(body) && typeof body.vi === 'string' && typeof body.en === 'string') {
    return new Problem({
      status,
      code: typeof body.code === 'string' ? body.code : 'unknown',
      sentence: { vi: body.vi, en: body.en },
      faults: Array.isArray(body.faults) ? body.faults.filter(isFault) : [],
      details: isRecord(body.details) ? body.details : {},
    })
  }
  if (isRecord(body) && typeof body.code === 'string') {
    const known = SIGN_IN[body.code]
    if (known !== undefined) return new Problem({ status, code: body.code, sentence: known })
  }
  const code = isRecord(body) && typeof body.code === 'string' ? body.code : `http${status}`
  return new Problem({ status, code, sentence: byStatus(status) })
}

function byStatus(status: number): Both {
  const said = STATUSES[status]
  if (said !== undefined) return said
  return status >= 500
    ? {
        vi: `Máy chủ gặp lỗi (${status}). Hãy thử lại sau ít phút; nếu vẫn lỗi, báo cho quản trị viên.`,
        en: `The server failed (${status}). Try again in a few minutes; if it goes on, tell the administrator.`,
      }
    : {
        vi: `Máy chủ không nhận yêu cầu này (${status}). Hãy tải lại trang rồi thử lại.`,
        en: `The server did not take this request (${status}). Reload the page, then try again.`,
      }
}

const STATUSES: Readonly<Record<number, Both>> = {
  401: {
    vi: 'Phiên làm việc đã hết. Hãy đăng nhập lại.',
    en: 'Your session has ended. Sign in again.',
  },
  403: {
    vi: 'Vai trò của bạn không cho phép việc này.',
    en: 'Your role does not allow this.',
  },
  404: { vi: 'Không tìm thấy.', en: 'Not found.' },
  413: {
    vi: 'Nội dung gửi lên quá lớn. Hãy rút gọn.',
    en: 'What was sent is too large. Shorten it.',
  },
  429: {
    vi: 'Quá nhiều lần thử. Hãy đợi một phút rồi thử lại.',
    en: 'Too many attempts. Wait a minute, then try again.',
  },
}

/** Codes of better-auth, which answers without our sentences. */
const SIGN_IN: Readonly<Record<string, Both>> = {
  INVALID_EMAIL_OR_PASSWORD: {
    vi: 'Thư điện tử hoặc mật khẩu không đúng. Hãy kiểm tra rồi nhập lại.',
    en: 'The email or the password is wrong. Check them and enter them again.',
  },
  INVALID_EMAIL: {
    vi: 'Địa chỉ thư điện tử chưa đúng dạng, ví dụ ten@coquan.vn.',
    en: 'The email address is not in the right form, such as name@agency.vn.',
  },
  INVALID_PASSWORD: {
    vi: 'Mật khẩu hiện tại không đúng. Hãy nhập lại.',
    en: 'The current password is wrong. Enter it again.',
  },
  PASSWORD_TOO_SHORT: {
    vi: 'Mật khẩu quá ngắn. Dùng ít nhất 12 ký tự.',
    en: 'The password is too short. Use at least 12 characters.',
  },
  PASSWORD_TOO_LONG: {
    vi: 'Mật khẩu quá dài. Dùng nhiều nhất 128 ký tự.',
    en: 'The password is too long. Use at most 128 characters.',
  },
  INVALID_CODE: {
    vi: 'Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trên điện thoại.',
    en: 'The code is wrong or has expired. Enter the one your phone shows now.',
  },
  INVALID_BACKUP_CODE: {
    vi: 'Mã dự phòng không đúng hoặc đã dùng. Hãy nhập mã khác.',
    en: 'The backup code is wrong or was used. Enter another one.',
  },
  INVALID_TWO_FACTOR_COOKIE: {
    vi: 'Bước thứ hai đã quá hạn. Hãy nhập lại mật khẩu.',
    en: 'The second step took too long. Enter your password again.',
  },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: {
    vi: 'Quá nhiều lần nhập sai. Hãy nhập lại mật khẩu.',
    en: 'Too many wrong codes. Enter your password again.',
  },
  ACCOUNT_TEMPORARILY_LOCKED: {
    vi: 'Nhập sai quá nhiều lần nên tài khoản tạm khóa. Hãy đợi ít phút rồi thử lại.',
    en: 'Too many wrong attempts: the account is locked for a while. Wait a few minutes, then try again.',
  },
  SESSION_NOT_FRESH: {
    vi: 'Việc này cần đăng nhập mới. Hãy đăng xuất, đăng nhập lại rồi làm lại.',
    en: 'This needs a fresh sign-in. Sign out, sign in again and repeat it.',
  },
  PASSKEY_NOT_FOUND: {
    vi: 'Khóa truy cập này không thuộc tài khoản nào ở đây. Hãy đăng nhập bằng mật khẩu.',
    en: 'This passkey belongs to no account here. Sign in with your password.',
  },
  AUTHENTICATION_FAILED: {
    vi: 'Khóa truy cập không được chấp nhận. Hãy thử lại hoặc đăng nhập bằng mật khẩu.',
    en: 'The passkey was not accepted. Try again or sign in with your password.',
  },
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFault(value: unknown): value is Fault {
  return (
    isRecord(value) &&
    typeof value.path === 'string' &&
    typeof value.code === 'string' &&
    typeof value.vi === 'string' &&
    typeof value.en === 'string'
  )
}
