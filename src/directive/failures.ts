/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { unknownCaller, unprocessable } from '../base/failure-kinds.ts'

export const DIRECTIVE_FAILURES = {
  signatureWrong: {
    ...unknownCaller({
      vi: 'Chữ ký của {document} không đúng với khóa đã ghim. Văn bản đã bị từ chối; hãy kiểm tra khóa của hai bên.',
      en: 'The signature of this {document} is not by the pinned key. It was refused; check the keys of both sides.',
    }),
    blame: 'peer',
  },
  documentMalformed: {
    ...unprocessable({
      vi: 'Văn bản {document} được ký nhưng sai cấu trúc ở {where}. Hãy cập nhật phần mềm hai bên lên cùng phiên bản.',
      en: 'The {document} is signed but malformed at {where}. Bring both sides to the same version.',
    }),
    blame: 'peer',
  },
  clockSkew: {
    ...unknownCaller({
      vi: 'Đồng hồ hai bên lệch nhau {seconds} giây. Hãy chỉnh lại giờ hệ thống.',
      en: 'The clocks of the two sides differ by {seconds} seconds. Set the system time right.',
    }),
    retry: 'now',
  },
  nodeUnknown: unknownCaller({
    vi: 'Cơ quan chủ quản không nhận khóa của nút này: chưa đăng ký, đã đổi khóa hoặc đã bị thu hồi. Hãy xin mã đăng ký mới.',
    en: 'The authority does not accept the key of this node: never enrolled, rotated or revoked. Ask for a new enrolment code.',
  }),
  enrolmentCodeWrong: unknownCaller({
    vi: 'Mã đăng ký không đúng, đã dùng hoặc đã hết hạn. Hãy xin mã mới từ cơ quan chủ quản.',
    en: 'The enrolment code is wrong, used or expired. Ask the authority for a new one.',
  }),
} as const satisfies FailureTable

export const directiveFailure = failuresOf(DIRECTIVE_FAILURES)
