/** What can go wrong in this room and is nobody's bug. What is wrong with an alert that somebody wrote is a fault: `faults.ts`. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { failed, malformed, unprocessable } from '../base/failure-kinds.ts'

export const CAP_FAILURES = {
  alertFaulty: unprocessable({
    vi: 'Không ghi được cảnh báo CAP: {element} có lỗi {fault}. Sửa nội dung rồi thử lại.',
    en: 'Cannot write the CAP alert: {element} has the error {fault}. Correct the content and try again.',
  }),
  certificateMalformed: malformed({
    vi: 'Chứng thư không đọc được ({why}). Cần đúng một chứng thư X.509 dạng PEM, có khóa RSA hoặc EC.',
    en: 'Cannot read the certificate ({why}). Give one X.509 certificate in PEM, with an RSA or EC key.',
  }),
  alertUnsigned: {
    ...failed({
      vi: 'Không ký được cảnh báo CAP ({why}). Kiểm tra khóa ký và chứng thư có khớp nhau và còn hạn.',
      en: 'Cannot sign the CAP alert ({why}). Check that the signing key and the certificate match and are valid.',
    }),
    retry: 'never',
  },
} as const satisfies FailureTable

export const capFailure = failuresOf(CAP_FAILURES)
