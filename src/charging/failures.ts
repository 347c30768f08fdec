/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { malformed } from '../base/failure-kinds.ts'

export const CHARGING_FAILURES = {
  gyCertificate: malformed({
    vi: 'Chứng thư hoặc khóa TLS không dùng được: {why}. Kiểm tra các tệp của --tls-cert, --tls-key và --tls-ca.',
    en: 'Cannot use the TLS certificate or key: {why}. Check the files of --tls-cert, --tls-key and --tls-ca.',
  }),
} as const satisfies FailureTable

export const chargingFailure = failuresOf(CHARGING_FAILURES)
