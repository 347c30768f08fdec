/** Words of the frame and the parts that every page is made of. */
import type { Words } from './both.ts'

export const shell = {
  'nav.title': { vi: 'Điều hướng chính', en: 'Main navigation' },
  'nav.more': { vi: 'Thêm', en: 'More' },
  'frame.waits': { vi: '{{count}} việc chờ xử lý', en: '{{count}} waiting' },
  'frame.skip': { vi: 'Đến nội dung chính', en: 'Skip to the main content' },
  'frame.menuOpen': { vi: 'Mở trình đơn', en: 'Open the menu' },
  'frame.menuClose': { vi: 'Đóng trình đơn', en: 'Close the menu' },
  'frame.menu': { vi: 'Trình đơn', en: 'Menu' },
  'frame.language': { vi: 'Ngôn ngữ', en: 'Language' },
  'frame.toDark': { vi: 'Chuyển sang nền tối', en: 'Switch to dark' },
  'frame.toLight': { vi: 'Chuyển sang nền sáng', en: 'Switch to light' },
  'frame.help': { vi: 'Hướng dẫn và thuật ngữ', en: 'Help and terms' },
  'frame.account': { vi: 'Tài khoản', en: 'Account' },
  'frame.signOut': { vi: 'Đăng xuất', en: 'Sign out' },
  'frame.signedInAs': { vi: 'Đang đăng nhập: {{name}}', en: 'Signed in: {{name}}' },
  'frame.offline': {
    vi: 'Máy này đang mất mạng. Số liệu có thể đã cũ; thay đổi chưa gửi được.',
    en: 'This device is offline. Figures may be old; changes cannot be sent.',
  },
  'frame.lost': {
    vi: 'Mất kết nối trực tiếp với máy chủ, liên lạc gần nhất {{age}}. Đang nối lại.',
    en: 'Live connection to the server lost, last contact {{age}}. Reconnecting.',
  },
  'frame.back': { vi: 'Đã nối lại với máy chủ.', en: 'Reconnected to the server.' },
  'frame.version': { vi: 'Phiên bản {{version}}', en: 'Version {{version}}' },
  'frame.demo': {
    vi: 'Bản trình diễn: không có tin nhắn nào ra mạng thật; người và số liệu đều là giả định.',
    en: 'Demonstration: no message reaches a real network; people and figures are made up.',
  },

  'page.crumbs': { vi: 'Vị trí trang', en: 'Breadcrumbs' },
  'page.notFound': { vi: 'Không có trang này', en: 'No such page' },
  'page.notFoundWhy': {
    vi: 'Địa chỉ có thể gõ sai, hoặc trang đã được chuyển đi.',
    en: 'The address may be mistyped, or the page has moved.',
  },
  'page.home': { vi: 'Về trang tổng quan', en: 'To the overview' },
  'next.is': { vi: 'Tiếp theo: {{what}}', en: 'Next: {{what}}' },
  'next.waits': { vi: 'Tiếp theo: {{what}}. Chờ: {{by}}', en: 'Next: {{what}}. Waiting for: {{by}}' },

  'time.never': { vi: 'chưa bao giờ', en: 'never' },
  'figure.unknown': { vi: 'chưa có', en: 'not known' },
  'figure.asOf': { vi: 'số liệu lúc {{time}}', en: 'as of {{time}}' },

  'state.loading': { vi: 'Đang tải', en: 'Loading' },
  'state.stale': {
    vi: 'Số liệu cũ: liên lạc gần nhất lúc {{time}} ({{age}})',
    en: 'Old figures: last contact at {{time}} ({{age}})',
  },
  'state.reconnecting': {
    vi: 'Đang nối lại với máy chủ. Việc gửi tin ở các nhà mạng không bị ảnh hưởng.',
    en: 'Reconnecting to the server. Sending at the operators is not affected.',
  },
  'state.errorTitle': { vi: 'Không tải được', en: 'Could not be loaded' },
  'state.notFoundTitle': { vi: 'Không tìm thấy', en: 'Not found' },
  'state.forbiddenTitle': { vi: 'Anh/chị không có quyền xem trang này', en: 'You do not have access to this page' },
  'state.forbidden': {
    vi: 'Trang này dành cho vai trò khác. Nếu cần xem, hãy hỏi quản trị viên.',
    en: 'This page is for other roles. If you need it, ask an administrator.',
  },
  'state.offlineTitle': { vi: 'Không kết nối được', en: 'No connection' },
  'state.offlineComesBack': {
    vi: 'Trang tự mở lại khi máy chủ trả lời.',
    en: 'The page opens by itself when the server answers again.',
  },
  'state.offline': {
    vi: 'Máy này đang mất mạng. Kiểm tra mạng rồi thử lại; nội dung đã lưu vẫn còn.',
    en: 'This device is offline. Check the network, then try again; saved work is kept.',
  },
  'state.serverAway': {
    vi: 'Máy chủ không trả lời. Hãy thử lại sau ít phút; nội dung đã lưu vẫn còn.',
    en: 'The server does not answer. Try again in a few minutes; saved work is kept.',
  },
  'state.retry': { vi: 'Thử lại', en: 'Try again' },

  'faults.title': { vi: 'Cần sửa các mục sau', en: 'There is a problem' },
  'confirm.cancel': { vi: 'Không, quay lại', en: 'No, go back' },
  'confirm.close': { vi: 'Đóng', en: 'Close' },
} as const satisfies Words
