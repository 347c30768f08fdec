/** What health checks say on the page where whoever is on duty lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  alert: { vi: 'Cảnh báo thân nhiệt', en: 'Health alert' },
  'high-twice': {
    vi: 'Hai lần đo đều từ ngưỡng trở lên. Đến cửa và ghi kết quả xử lý.',
    en: 'At or above the threshold twice. Go to the door and record the action taken.',
  },
  missed: {
    vi: 'Không quay lại đo lần hai. Tìm người đó và ghi kết quả xử lý.',
    en: 'Did not return for the second measurement. Find them and record the action taken.',
  },
} as const satisfies Words
