/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict } from '../../base/failure-kinds.ts'

export const OPERATORS_FAILURES = {
  operatorEnrolled: conflict({
    vi: 'Nút của {operator} đang hoạt động. Muốn thay nút, hãy thu hồi khóa trước rồi tạo mã đăng ký.',
    en: 'The node of {operator} is enrolled. To replace it, revoke its key first, then create an enrolment code.',
  }),
  operatorTaken: conflict({
    vi: 'Đã có nhà mạng mang mã {operator} hoặc tên đó. Chọn mã và tên khác.',
    en: 'An operator with the id {operator} or that name already exists. Choose another id and name.',
  }),
  operatorsFull: conflict({
    vi: 'Đã có {max} nhà mạng, là số tối đa.',
    en: 'There are already {max} operators, the maximum.',
  }),
} as const satisfies FailureTable

export const operatorsFailure = failuresOf(OPERATORS_FAILURES)
