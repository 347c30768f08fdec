/** Words of the calendar of a month, which comes when it is opened. */
import type { Words } from '../../web/words/both.ts'

export const calendar = {
  'calendar.title': { vi: 'Lịch tháng {{month}}', en: 'Calendar of {{month}}' },
  'calendar.lead': {
    vi: 'Giờ gửi của các đợt nhắn tin, buổi giao ban, chuyển cấp độ dịch, bản tin hẹn giờ và các mốc miễn cước.',
    en: 'Sending hours, briefings, level changes, scheduled bulletins and dates of free services.',
  },
  'calendar.months': { vi: 'Chọn tháng', en: 'Choose a month' },
  'calendar.before': { vi: 'Tháng trước', en: 'Previous month' },
  'calendar.this': { vi: 'Tháng này', en: 'This month' },
  'calendar.after': { vi: 'Tháng sau', en: 'Next month' },
  'calendar.none': { vi: 'Không có việc nào được lên lịch trong tháng này.', en: 'Nothing planned in this month.' },
  'calendar.grid': { vi: 'Lịch', en: 'Calendar' },
  'calendar.list': { vi: 'Danh sách', en: 'List' },
  'calendar.shown': { vi: 'Cách xem', en: 'View' },
  'calendar.today': { vi: 'hôm nay', en: 'today' },
  'calendar.on': { vi: 'tiếp tục: {{name}}', en: 'continues: {{name}}' },
  'calendar.when': { vi: 'Thời gian', en: 'When' },
  'calendar.what': { vi: 'Việc', en: 'What' },
  'calendar.state': { vi: 'Tình trạng', en: 'State' },
  'calendar.full': {
    vi: 'Tháng này có quá nhiều việc: chỉ hiện {{shown}}/{{total}} mục đầu.',
    en: 'Too many entries this month: the first {{shown}} of {{total}} are shown.',
  },
  'weekday.1': { vi: 'Thứ Hai', en: 'Monday' },
  'weekday.2': { vi: 'Thứ Ba', en: 'Tuesday' },
  'weekday.3': { vi: 'Thứ Tư', en: 'Wednesday' },
  'weekday.4': { vi: 'Thứ Năm', en: 'Thursday' },
  'weekday.5': { vi: 'Thứ Sáu', en: 'Friday' },
  'weekday.6': { vi: 'Thứ Bảy', en: 'Saturday' },
  'weekday.0': { vi: 'Chủ nhật', en: 'Sunday' },
} as const satisfies Words
