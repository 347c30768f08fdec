/** What loudspeakers say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  loudspeakers: { vi: 'Loa truyền thanh', en: 'Loudspeakers' },
  playing: { vi: 'Đang phát', en: 'Playing' },
  clusters: { vi: 'cụm loa', en: 'clusters' },
  missed: {
    vi: 'Hôm nay có lượt phát bị bỏ lỡ hoặc từ chối. Xem từng xã và gọi người phụ trách.',
    en: 'Plays were missed or refused today. Check each commune and call the person responsible.',
  },
  plays: { vi: 'lượt phát', en: 'plays' },
} as const satisfies Words
