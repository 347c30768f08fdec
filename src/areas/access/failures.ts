/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, malformed, refused, unknownCaller, unprocessable } from '../../base/failure-kinds.ts'

export const ACCESS_FAILURES = {
  signInWrong: {
    ...unknownCaller({
      vi: 'Địa chỉ thư hoặc mật khẩu không đúng. Kiểm tra lại rồi đăng nhập.',
      en: 'The address or the password is wrong. Check both and sign in again.',
    }),
    retry: 'now',
  },
  passkeyUnverified: refused({
    vi: 'Thiết bị không xác minh được người dùng khóa truy cập. Hãy đặt mã PIN hoặc vân tay cho khóa, hoặc đăng nhập bằng mật khẩu.',
    en: 'The device could not verify you. Set a PIN or a fingerprint for the passkey, or sign in by password.',
  }),
  codeWrong: {
    ...unknownCaller({
      vi: 'Mã xác thực không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng.',
      en: 'The code is wrong or has expired. Enter the one that your app shows now.',
    }),
    retry: 'now',
  },
  signInRefused: malformed({
    vi: 'Không thực hiện được yêu cầu đăng nhập này ({reason}). Tải lại trang rồi thử lại.',
    en: 'This sign-in request was refused ({reason}). Reload the page and try again.',
  }),
  passwordShort: {
    ...unprocessable({
      vi: 'Mật khẩu phải có từ {min} đến {max} ký tự. Một câu dễ nhớ là tốt nhất.',
      en: 'A password has {min} to {max} characters. A sentence you remember is best.',
    }),
    retry: 'now',
  },
  passwordCommon: {
    ...unprocessable({
      vi: 'Mật khẩu này quá dễ đoán. Hãy đặt một câu chỉ riêng anh/chị nghĩ ra.',
      en: 'This password is easy to guess. Use a sentence that only you would think of.',
    }),
    retry: 'now',
  },
  passwordOwn: {
    ...unprocessable({
      vi: 'Mật khẩu này gần như chỉ gồm tên hoặc địa chỉ thư của người dùng. Hãy đặt một câu khác.',
      en: 'This password is little more than your own name or address. Use another sentence.',
    }),
    retry: 'now',
  },
  linkWrong: {
    ...unprocessable({
      vi: 'Liên kết này đã dùng, đã hết hạn hoặc không đúng. Hãy đề nghị quản trị viên cấp liên kết mới.',
      en: 'This link was used, has expired or is wrong. Ask an administrator for a new one.',
    }),
    http: 410,
  },
  setupDone: conflict({
    vi: 'Hệ thống đã có quản trị viên. Hãy đăng nhập.',
    en: 'An administrator already exists. Sign in.',
  }),
  emailTaken: conflict({
    vi: 'Địa chỉ thư này đã có người dùng. Hãy tìm trong danh sách người dùng.',
    en: 'Someone already has this address. Look in the list of people.',
  }),
  ownAccount: conflict({
    vi: 'Không ai tự đổi vai trò hoặc tự tạm khóa tài khoản của mình. Hãy đề nghị quản trị viên khác thực hiện.',
    en: 'You cannot change your own role or disable your own account. Ask another administrator.',
  }),
  operatorOfEngineer: unprocessable({
    vi: 'Kỹ sư phải thuộc một nhà mạng đã có; các vai trò khác thì không.',
    en: 'An engineer belongs to an existing operator; other roles belong to none.',
  }),
} as const satisfies FailureTable

export const accessFailure = failuresOf(ACCESS_FAILURES)
