/** The words of proving again who one is come with what speaks them. */
import { takeIn } from '../i18n.ts'
import { useWords as useWordsOf } from '../use-words.ts'
import type { Words } from '../words/both.ts'

export const stepUp = {
  'stepUp.title': { vi: 'Xác nhận lại là bạn', en: 'Confirm that it is you' },
  'stepUp.why': {
    vi: 'Bạn đăng nhập đã lâu, mà việc này cho người khác quyền hoặc cho tin đi ra. Xác nhận xong, việc bạn vừa làm được tiếp tục.',
    en: 'You signed in some time ago, and this gives others rights or lets something go out. Once confirmed, what you were doing goes on.',
  },
  'stepUp.password': { vi: 'Mật khẩu', en: 'Password' },
  'stepUp.passwordMissing': { vi: 'Nhập mật khẩu.', en: 'Enter your password.' },
  'stepUp.show': { vi: 'Hiện mật khẩu', en: 'Show the password' },
  'stepUp.code': { vi: 'Mã sáu số của ứng dụng xác thực', en: 'Six-digit code of your app' },
  'stepUp.codeMissing': { vi: 'Nhập mã.', en: 'Enter the code.' },
  'stepUp.confirm': { vi: 'Xác nhận', en: 'Confirm' },
  'stepUp.passkey': { vi: 'Dùng khóa truy cập', en: 'Use a passkey' },
} as const satisfies Words

declare module '../i18n.ts' {
  interface AreaWords {
    readonly stepUp: typeof stepUp
  }
}

takeIn('stepUp', stepUp)

export function useWords() {
  return useWordsOf('stepUp')
}
