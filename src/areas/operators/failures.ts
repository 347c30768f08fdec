/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const OPERATORS_FAILURES = {
  operatorEnrolled: conflict({
    vi: 'Nút của {operator} đang được tin. Nếu phải thay nút, hãy thu hồi nút đó trước rồi mới tạo mã đăng ký.',
    en: 'The node of {operator} is trusted. To replace it, revoke it first, then make an enrolment code.',
  }),
  operatorTaken: conflict({
    vi: 'Đã có nhà mạng mang mã {operator} hoặc tên đó. Chọn mã và tên khác.',
    en: 'There is an operator {operator} or one of that name already. Choose another id and name.',
  }),
  operatorsFull: conflict({
    vi: 'Đã có {max} nhà mạng, là số nhiều nhất.',
    en: 'There are {max} operators, which is the most there can be.',
  }),
} as const satisfies FailureTable

export const operatorsFailure = failuresOf(OPERATORS_FAILURES)
