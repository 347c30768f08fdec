/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { broken, unprocessable } from '../base/failure-kinds.ts'

export const CBS_FAILURES = {
  cbsTooManyPages: unprocessable({
    vi: 'Tin dài {pages} trang, tin quảng bá di động có nhiều nhất {max} trang. Hãy rút gọn.',
    en: 'The message takes {pages} pages; a cell broadcast has at most {max}. Shorten it.',
  }),
  cbspUnencodable: broken({
    vi: 'Không tạo được bản tin CBSP {message}: {why}. Đây là lỗi của chương trình, hãy báo lại.',
    en: 'Cannot create the CBSP message {message}: {why}. This is an error in the program: please report it.',
  }),
} as const satisfies FailureTable

export const cbsFailure = failuresOf(CBS_FAILURES)
