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

/**
 * The places in what was sent that it names, each with what is wrong there. A subscriber's number is told at its field, so its
 * sentence need not name the field as the API does.
 */
export function placesOf(problem: Problem): readonly Fault[] {
  if (problem.faults.length > 0) return problem.faults
  const { code, details } = problem
  if (typeof details.path !== 'string') return []
  const said = code === 'subscriberNumber' ? NUMBER_HERE : { vi: problem.sentence('vi'), en: problem.sentence('en') }
  return [{ path: details.path, code, ...said }]
}

const NUMBER_HERE: Both = {
  vi: 'Có nội dung giống số điện thoại của thuê bao; hệ thống không lưu số nào. Hãy bỏ số đó, hoặc dùng số ngắn, số cố định.',
  en: 'This looks like a subscriber number, and Loa stores none. Remove it, or use a short code or a landline.',
}

export function offline(): Problem {
  return new Problem({
    status: 0,
    code: 'offline',
    sentence: {
      vi: 'Không kết nối được với máy chủ. Kiểm tra mạng rồi thử lại; nội dung đã lưu vẫn còn.',
      en: 'The server cannot be reached. Check the network, then try again; saved work is kept.',
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
      en: 'Unexpected error on this page. Reload it.',
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
  const code = isRecord(body) && typeof body.code === 'string' ? body.code : `http${status}`
  return new Problem({ status, code, sentence: byStatus(status) })
}

function byStatus(status: number): Both {
  const said = STATUSES[status]
  if (said !== undefined) return said
  return status >= 500
    ? {
        vi: `Máy chủ gặp lỗi (${status}). Hãy thử lại sau ít phút; nếu vẫn lỗi, báo cho quản trị viên.`,
        en: `The server failed (${status}). Try again in a few minutes; if the error stays, tell an administrator.`,
      }
    : {
        vi: `Máy chủ không nhận yêu cầu này (${status}). Hãy tải lại trang rồi thử lại.`,
        en: `The server did not accept this request (${status}). Reload the page, then try again.`,
      }
}

const STATUSES: Readonly<Record<number, Both>> = {
  401: { vi: 'Phiên làm việc đã hết. Hãy đăng nhập lại.', en: 'Your session has ended. Sign in again.' },
  403: { vi: 'Vai trò của anh/chị không cho phép việc này.', en: 'Your role does not allow this.' },
  404: { vi: 'Không tìm thấy.', en: 'Not found.' },
  413: { vi: 'Nội dung gửi lên quá lớn. Hãy rút gọn.', en: 'The content is too large. Shorten it.' },
  429: {
    vi: 'Quá nhiều lần thử. Hãy đợi một phút rồi thử lại.',
    en: 'Too many attempts. Wait a minute, then try again.',
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
