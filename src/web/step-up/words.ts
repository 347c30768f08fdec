/** The words of proving again who one is come with what speaks them. */
import { takeIn } from '../i18n.ts'
import { useWords as useWordsOf } from '../use-words.ts'
import type { Words } from '../words/both.ts'

export const stepUp = {
  'stepUp.title': { vi: 'Xác thực lại', en: 'Confirm that it is you' },
  'stepUp.why': {
    vi: 'Phiên đăng nhập đã lâu. Xác thực lại để tiếp tục việc đang làm.',
    en: 'You signed in some time ago. Confirm to go on with what you were doing.',
  },
  'stepUp.password': { vi: 'Mật khẩu', en: 'Password' },
  'stepUp.passwordMissing': { vi: 'Nhập mật khẩu.', en: 'Enter your password.' },
  'stepUp.show': { vi: 'Hiện mật khẩu', en: 'Show the password' },
  'stepUp.code': { vi: 'Mã 6 chữ số của ứng dụng xác thực', en: '6-digit code from your app' },
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
