/** Words of the overview and of the calendar. What things are called areas say themselves. */
import type { Words } from '../../web/words/both.ts'

export const overview = {
  title: { vi: 'Tổng quan', en: 'Overview' },
  asOf: { vi: 'Số liệu lúc {{time}}', en: 'As of {{time}}' },

  'begin.round': { vi: 'Đợt mới', en: 'New round' },
  'begin.templates': { vi: 'Mẫu và nội dung đã duyệt', en: 'Templates and approved texts' },

  'waits.title': { vi: 'Chờ tôi xử lý', en: 'Waits for me' },
  'waits.none': { vi: 'Hiện không có việc nào chờ anh/chị xử lý.', en: 'Nothing waits for you at present.' },
  'waits.due': { vi: 'hạn', en: 'due' },
  'waits.noneOfReader': {
    vi: 'Vai trò của anh/chị là theo dõi, không có việc phải quyết định. Tình hình chung ở bên dưới.',
    en: 'Your role looks on and has nothing to decide. How things stand is below.',
  },
  urgent: { vi: 'Gấp', en: 'Urgent' },
  exercise: { vi: 'Diễn tập', en: 'Exercise' },

  'unwell.title': { vi: 'Cần lưu ý', en: 'Needs attention' },
  'setUp.title': { vi: 'Thiết lập', en: 'Set up' },
  'setUp.lead': {
    vi: 'Những việc cần làm trước đợt nhắn tin thật đầu tiên. Xong các việc bắt buộc, trang tổng quan sẽ ở đây.',
    en: 'What to do before the first live round. Once the required steps are done, the overview is here.',
  },
  'setUp.must': { vi: 'Bắt buộc', en: 'Required' },
  'setUp.may': { vi: 'Nên có', en: 'Recommended' },
  'setUp.left': { vi: 'Thiết lập còn lại', en: 'Set-up: still open' },
  'setUp.done.count': { vi: 'Đã xong {{done}}/{{all}} việc.', en: '{{done}} of {{all}} done.' },
  'setUp.done': { vi: 'Đã xong', en: 'Done' },
  'setUp.waits': { vi: 'Chưa xong', en: 'Open' },
  'setUp.unknown': { vi: 'Chưa biết', en: 'Not known' },
  'setUp.aside': { vi: 'Đã gác lại', en: 'Put aside' },
  'setUp.by': { vi: 'Người làm: {{by}}', en: 'Who acts: {{by}}' },
  'setUp.asideBy': { vi: '{{by}} đã gác lại.', en: 'Put aside by {{by}}.' },
  'setUp.putAside': { vi: 'Gác lại', en: 'Put aside' },
  'setUp.takeUp': { vi: 'Làm lại', en: 'Take up again' },

  'unwell.noneHere': {
    vi: 'Nút của nhà mạng mình không có trục trặc nào được biết.',
    en: 'No trouble is known at your operator’s node.',
  },
  'unwell.none': { vi: 'Mọi việc đang bình thường.', en: 'All is well.' },

  'runs.title': { vi: 'Đang diễn ra', en: 'Runs now' },
  'runs.none': {
    vi: 'Hiện không có đợt nhắn tin, buổi giao ban hay bản tin nào đang diễn ra.',
    en: 'No round, briefing or bulletin is under way.',
  },
  'runs.since': { vi: 'từ {{time}}', en: 'since {{time}}' },
  'runs.until': { vi: 'đến {{time}}', en: 'until {{time}}' },
  'runs.operators': { vi: 'Từng nhà mạng: {{name}}', en: 'By operator: {{name}}' },

  'comes.title': { vi: 'Sắp tới: 14 ngày', en: 'Comes next: 14 days' },
  'comes.none': {
    vi: 'Không có việc nào được lên lịch trong 14 ngày tới.',
    en: 'Nothing is planned in the next 14 days.',
  },
  'comes.calendar': { vi: 'Mở lịch theo tháng', en: 'Open the calendar of the month' },

  'month.title': { vi: 'Tháng {{month}} đến nay', en: '{{month}} so far' },
  'month.none': { vi: 'Tháng này chưa có số liệu.', en: 'There are no figures of this month yet.' },
  'month.report': { vi: 'Báo cáo tháng {{month}}', en: 'Report of {{month}}' },
  'month.how': {
    vi: 'Đợt nhắn tin tính theo ngày ban hành lệnh; báo cáo tháng tính theo bản tin đầu tiên được gửi.',
    en: 'Rounds are of the month in which they were issued; the report counts them by the first message that was sent.',
  },

  'more.show': { vi: 'Xem thêm {{count}} mục', en: 'Show {{count}} more' },
  'more.rest': { vi: 'và {{count}} mục khác.', en: 'and {{count}} more.' },

  'calendar.title': { vi: 'Lịch tháng {{month}}', en: 'Calendar of {{month}}' },
  'calendar.lead': {
    vi: 'Giờ gửi của các đợt nhắn tin, các buổi giao ban, chuyển cấp độ dịch, bản tin hẹn giờ và các mốc miễn cước.',
    en: 'Sending hours of rounds, briefings, level changes, bulletins that are to be released, and when things become free or cease to be.',
  },
  'calendar.months': { vi: 'Chọn tháng', en: 'Choose a month' },
  'calendar.before': { vi: 'Tháng trước', en: 'Month before' },
  'calendar.this': { vi: 'Tháng này', en: 'This month' },
  'calendar.after': { vi: 'Tháng sau', en: 'Month after' },
  'calendar.none': { vi: 'Không có việc nào được lên lịch trong tháng này.', en: 'Nothing is planned in this month.' },
  'calendar.grid': { vi: 'Lịch', en: 'Calendar' },
  'calendar.list': { vi: 'Danh sách', en: 'List' },
  'calendar.shown': { vi: 'Cách xem', en: 'Shown as' },
  'calendar.today': { vi: 'hôm nay', en: 'today' },
  'calendar.on': { vi: 'tiếp tục: {{name}}', en: 'goes on: {{name}}' },
  'calendar.when': { vi: 'Thời gian', en: 'When' },
  'calendar.what': { vi: 'Việc', en: 'What' },
  'calendar.state': { vi: 'Tình trạng', en: 'State' },
  'calendar.full': {
    vi: 'Tháng này có quá nhiều việc: chỉ hiện {{shown}} trong {{total}} mục đầu.',
    en: 'There is too much in this month: the first {{shown}} of {{total}} are shown.',
  },
  'weekday.1': { vi: 'Thứ Hai', en: 'Monday' },
  'weekday.2': { vi: 'Thứ Ba', en: 'Tuesday' },
  'weekday.3': { vi: 'Thứ Tư', en: 'Wednesday' },
  'weekday.4': { vi: 'Thứ Năm', en: 'Thursday' },
  'weekday.5': { vi: 'Thứ Sáu', en: 'Friday' },
  'weekday.6': { vi: 'Thứ Bảy', en: 'Saturday' },
  'weekday.0': { vi: 'Chủ nhật', en: 'Sunday' },
  'day.1': { vi: 'T2', en: 'Mon' },
  'day.2': { vi: 'T3', en: 'Tue' },
  'day.3': { vi: 'T4', en: 'Wed' },
  'day.4': { vi: 'T5', en: 'Thu' },
  'day.5': { vi: 'T6', en: 'Fri' },
  'day.6': { vi: 'T7', en: 'Sat' },
  'day.0': { vi: 'CN', en: 'Sun' },
} as const satisfies Words
