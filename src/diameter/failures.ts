/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { malformed } from '../base/failure-kinds.ts'

export const DIAMETER_FAILURES = {
  diameterUnencodable: malformed({
    vi: 'Không mã hóa được {command}: AVP {avp} không hợp lệ ({why}). Sửa lại giá trị của AVP này.',
    en: 'Cannot encode {command}: the AVP {avp} is not valid ({why}). Correct that AVP.',
  }),
} as const satisfies FailureTable

export const diameterFailure = failuresOf(DIAMETER_FAILURES)
