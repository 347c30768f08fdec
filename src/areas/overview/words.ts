/** Words of the overview. What things are called areas say themselves. */
import type { Words } from '../../web/words/both.ts'

export const overview = {
  title: { vi: 'Tổng quan', en: 'Overview' },
  asOf: { vi: 'Số liệu lúc {{time}}', en: 'As of {{time}}' },

  'begin.round': { vi: 'Đợt mới', en: 'New round' },
  'begin.templates': { vi: 'Mẫu và nội dung đã duyệt', en: 'Templates and approved texts' },

  'waits.title': { vi: 'Chờ tôi xử lý', en: 'Waiting for me' },
  'waits.none': { vi: 'Hiện không có việc nào chờ anh/chị xử lý.', en: 'You have nothing to do right now.' },
  'waits.due': { vi: 'hạn', en: 'due' },
  'waits.noneOfReader': {
    vi: 'Vai trò của anh/chị là theo dõi, không phải quyết định. Tình hình chung ở bên dưới.',
    en: 'Your role is to watch, not to decide. The situation is below.',
  },
  urgent: { vi: 'Gấp', en: 'Urgent' },
  exercise: { vi: 'Diễn tập', en: 'Exercise' },

  'unwell.title': { vi: 'Cần lưu ý', en: 'Needs attention' },
  'setUp.title': { vi: 'Thiết lập', en: 'Set up' },
  'setUp.lead': {
    vi: 'Những việc cần làm trước đợt nhắn tin thật đầu tiên. Xong các việc bắt buộc, trang tổng quan hiện ở đây.',
    en: 'What to do before the first live round. Once the required steps are done, the overview appears here.',
  },
  'setUp.must': { vi: 'Bắt buộc', en: 'Required' },
  'setUp.may': { vi: 'Nên có', en: 'Recommended' },
  'setUp.left': { vi: 'Thiết lập còn lại', en: 'Set-up: steps left' },
  'setUp.done.count': { vi: 'Đã xong {{done}}/{{all}} việc.', en: '{{done}} of {{all}} done.' },
  'setUp.done': { vi: 'Đã xong', en: 'Done' },
  'setUp.waits': { vi: 'Chưa xong', en: 'Open' },
  'setUp.unknown': { vi: 'Chưa biết', en: 'Not known' },
  'setUp.aside': { vi: 'Đã tạm hoãn', en: 'Postponed' },
  'setUp.by': { vi: 'Người thực hiện: {{by}}', en: 'Responsible: {{by}}' },
  'setUp.asideBy': { vi: '{{by}} đã tạm hoãn.', en: 'Postponed by {{by}}.' },
  'setUp.putAside': { vi: 'Tạm hoãn', en: 'Postpone' },
  'setUp.takeUp': { vi: 'Tiếp tục', en: 'Resume' },

  'unwell.noneHere': {
    vi: 'Chưa ghi nhận trục trặc nào ở nút của nhà mạng.',
    en: 'No known problems at your operator’s node.',
  },
  'unwell.none': { vi: 'Mọi việc đang bình thường.', en: 'All is well.' },

  'runs.title': { vi: 'Đang diễn ra', en: 'Running now' },
  'runs.none': {
    vi: 'Hiện không có đợt nhắn tin, buổi giao ban hay bản tin nào đang diễn ra.',
    en: 'No round, briefing or bulletin is running.',
  },
  'runs.since': { vi: 'từ {{time}}', en: 'since {{time}}' },
  'runs.until': { vi: 'đến {{time}}', en: 'until {{time}}' },
  'runs.operators': { vi: 'Từng nhà mạng: {{name}}', en: 'By operator: {{name}}' },

  'comes.title': { vi: '14 ngày tới', en: 'Next 14 days' },
  'comes.none': {
    vi: 'Không có việc nào được lên lịch trong 14 ngày tới.',
    en: 'Nothing planned in the next 14 days.',
  },
  'comes.calendar': { vi: 'Mở lịch theo tháng', en: 'Open the monthly calendar' },

  'month.title': { vi: 'Tháng {{month}} đến nay', en: '{{month}} so far' },
  'month.none': { vi: 'Tháng này chưa có số liệu.', en: 'No figures for this month yet.' },
  'month.report': { vi: 'Báo cáo tháng {{month}}', en: 'Report for {{month}}' },
  'month.how': {
    vi: 'Đợt nhắn tin tính theo ngày ban hành lệnh; báo cáo tháng tính theo bản tin đầu tiên được gửi.',
    en: 'Rounds count in the month they were issued; the report counts them by the first message sent.',
  },

  'more.show': { vi: 'Xem thêm {{count}} mục', en: 'Show {{count}} more' },
  'more.rest': { vi: 'và {{count}} mục khác.', en: 'and {{count}} more.' },

  'day.1': { vi: 'T2', en: 'Mon' },
  'day.2': { vi: 'T3', en: 'Tue' },
  'day.3': { vi: 'T4', en: 'Wed' },
  'day.4': { vi: 'T5', en: 'Thu' },
  'day.5': { vi: 'T6', en: 'Fri' },
  'day.6': { vi: 'T7', en: 'Sat' },
  'day.0': { vi: 'CN', en: 'Sun' },
} as const satisfies Words
