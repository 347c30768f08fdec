/** What people and keys write into the trail, in words. */
import type { Words } from '../../web/words/both.ts'

export const trailWords = {
  'trail.kind.person': { vi: 'Người dùng', en: 'People' },
  'trail.kind.session': { vi: 'Đăng nhập', en: 'Sign-ins' },
  'trail.kind.key': { vi: 'Mã API', en: 'API keys' },
  'trail.person.setup': { vi: 'tạo quản trị viên đầu tiên', en: 'created the first administrator' },
  'trail.person.invite': { vi: 'mời người dùng', en: 'invited someone' },
  'trail.person.link': { vi: 'tạo liên kết mới cho người dùng', en: 'created a new link' },
  'trail.person.role': { vi: 'đổi vai trò', en: 'changed a role' },
  'trail.person.name': { vi: 'đổi tên người dùng', en: 'changed a name' },
  'trail.person.disable': { vi: 'tạm khóa tài khoản', en: 'disabled an account' },
  'trail.person.enable': { vi: 'mở lại tài khoản', en: 'enabled an account' },
  'trail.person.password': { vi: 'đặt mật khẩu', en: 'set a password' },
  'trail.person.sessions': { vi: 'kết thúc các phiên khác', en: 'ended other sessions' },
  'trail.person.totp-on': { vi: 'bật xác thực hai bước', en: 'turned on two-step sign-in' },
  'trail.person.totp-off': { vi: 'tắt xác thực hai bước', en: 'turned off two-step sign-in' },
  'trail.person.backup-codes': { vi: 'tạo mã dự phòng mới', en: 'created new backup codes' },
  'trail.person.passkey-on': { vi: 'thêm khóa truy cập', en: 'added a passkey' },
  'trail.person.passkey-off': { vi: 'gỡ khóa truy cập', en: 'removed a passkey' },
  'trail.session.begin': { vi: 'đăng nhập', en: 'signed in' },
  'trail.session.refuse': { vi: 'từ chối đăng nhập', en: 'refused a sign-in' },
  'trail.key.make': { vi: 'tạo mã API', en: 'created an API key' },
  'trail.key.revoke': { vi: 'thu hồi mã API', en: 'revoked an API key' },
} as const satisfies Words
