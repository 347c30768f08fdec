/** What health checks say on the page where whoever is on duty lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  alert: { vi: 'Cảnh báo thân nhiệt', en: 'Health alert' },
  'high-twice': {
    vi: 'Hai lần đo đều trên ngưỡng. Đến cửa và ghi việc đã làm.',
    en: 'High twice. Go to the door, and write down what was done.',
  },
  missed: {
    vi: 'Không quay lại đo lần hai. Tìm người và ghi việc đã làm.',
    en: 'Did not come back for the second reading. Look for them, and write down what was done.',
  },
} as const satisfies Words
