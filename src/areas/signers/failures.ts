/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, unprocessable } from '../../base/failure-kinds.ts'

export const SIGNERS_FAILURES = {
  signingKeyTaken: conflict({
    vi: 'Khóa ký này đã có người dùng. Hãy tạo một khóa mới trên trình duyệt này.',
    en: 'This signing key already belongs to someone. Create a new one in your browser.',
  }),
  signingKeyNotMade: unprocessable({
    vi: 'Khóa ký này không được tạo cho anh/chị trên trang ký. Hãy tạo lại từ trang Tài khoản.',
    en: 'This signing key was not created for you on the signing page. Create it again from the page Account.',
  }),
  signingKeysFull: conflict({
    vi: 'Đã có {max} khóa ký, là số tối đa. Hãy bỏ bớt khóa không dùng nữa.',
    en: 'You have {max} signing keys already. Remove those you no longer use.',
  }),
  rosterDraftChanged: conflict({
    vi: 'Danh sách người ký đang chờ đã khác với bản đã xem. Hãy tải lại trang, đọc lại rồi ký.',
    en: 'The pending roster is no longer the one you saw. Reload the page, read it again, then sign.',
  }),
  rosterUnchanged: conflict({
    vi: 'Danh sách người ký hiện hành đã đúng với người dùng và khóa ký. Không có gì để ký.',
    en: 'The roster in force already has these people and keys. There is nothing to sign.',
  }),
  rosterWithoutAdministrator: unprocessable({
    vi: 'Danh sách người ký cần ít nhất một quản trị viên có khóa ký. Hãy tạo khóa ký ở trang Tài khoản trước.',
    en: 'A roster needs at least one administrator with a signing key. Create a signing key on the page Account first.',
  }),
} as const satisfies FailureTable

export const signersFailure = failuresOf(SIGNERS_FAILURES)
