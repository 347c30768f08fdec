/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { malformed } from '../base/failure-kinds.ts'

export const SMPP_FAILURES = {
  smppUnencodable: malformed({
    vi: 'Không mã hóa được {command}: trường {field} không hợp lệ ({why}). Sửa lại giá trị của trường này.',
    en: 'Cannot encode {command}: {field} is not valid ({why}). Correct that field.',
  }),
} as const satisfies FailureTable

export const smppFailure = failuresOf(SMPP_FAILURES)
