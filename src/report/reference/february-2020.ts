/**
 * What others said of February 2020 in Viet Nam, with their sources: the figures that Loa's records cannot give, and
 * those that theirs are compared with. Where sources differ, all are kept.
 *
 * Sources: the monthly report of the Ministry of Information and Communications as the press gave it on 2 March 2020,
 * and press of 31 January to 19 February 2020. Figures only; the sentences are ours.
 */
import type { Citation } from '../figure.ts'
import type { CitedFact, WorkItem } from '../records.ts'

export const REFERENCE_MONTH = '2020-02'

const REPORT = {
  vi: 'báo cáo tháng của Bộ Thông tin và Truyền thông, theo báo chí',
  en: 'the monthly report of the Ministry of Information and Communications, by the press',
}
const PRESS = { vi: 'báo chí', en: 'press' }
const REPORTED_ON = '2020-03-02'

function reported(value: number, qualifier: Citation['qualifier'] = 'exactly'): Citation {
  return { value, qualifier, asOf: REPORTED_ON, source: REPORT, note: null }
}

/** What our records are compared with. */
export const REPORTED = {
  rounds: reported(5),
  exercises: [],
  subscribers: reported(125_000_000, 'moreThan'),
  messages: reported(7_000_000_000, 'nearly'),
} as const

export const REFERENCE_FACTS: readonly CitedFact[] = [
  {
    id: 'reported-rounds',
    section: 'sms',
    label: {
      vi: 'Theo báo cáo đã công bố, số đợt nhắn tin trong tháng',
      en: 'By the published report, rounds of the month',
    },
    unit: 'rounds',
    citations: [REPORTED.rounds],
  },
  {
    id: 'reported-subscribers',
    section: 'sms',
    label: { vi: 'Theo báo cáo đã công bố, thuê bao nhận tin', en: 'By the published report, subscribers addressed' },
    unit: 'subscribers',
    citations: [REPORTED.subscribers],
  },
  {
    id: 'reported-messages',
    section: 'sms',
    label: { vi: 'Theo báo cáo đã công bố, tin nhắn cả tháng', en: 'By the published report, messages of the month' },
    unit: 'ordinary-sms',
    citations: [REPORTED.messages],
  },
  {
    id: 'mobifone-subscribers',
    section: 'sms',
    label: {
      vi: 'MobiFone tự công bố 5 đợt từ 04/02 đến 19/02/2020, thuê bao nhận tin',
      en: "By MobiFone's own account, 5 rounds from 4 to 19 February 2020, subscribers addressed",
    },
    unit: 'subscribers',
    citations: [{ value: 30_000_000, qualifier: 'exactly', asOf: '2020-02-19', source: PRESS, note: null }],
  },
  {
    id: 'hospitals',
    section: 'briefings',
    label: {
      vi: 'Bệnh viện trên hệ thống giao ban trực tuyến với Bộ Y tế',
      en: 'Hospitals on the online briefing system of the Ministry of Health',
    },
    unit: 'hospitals',
    citations: [
      reported(23),
      {
        value: 22,
        qualifier: 'exactly',
        asOf: '2020-02-02',
        source: PRESS,
        note: { vi: 'cùng Bộ là 23 điểm cầu', en: 'with the ministry 23 sites' },
      },
      {
        value: 21,
        qualifier: 'exactly',
        asOf: '2020-01-31',
        source: PRESS,
        note: { vi: 'tại 22 điểm cầu', en: 'at 22 sites' },
      },
    ],
  },
]

const UNIT = 'Bộ Thông tin và Truyền thông'

/** How far something had come, by the source. What it does not say is not said here. */
const CAME = {
  done: { vi: 'đã thực hiện', en: 'done' },
  unsaid: {
    vi: 'được nêu trong báo cáo, không rõ đã làm đến đâu',
    en: 'named in the report, which does not say how far it had come',
  },
} as const

function item(
  number: number,
  section: WorkItem['section'],
  { vi, en, came }: { vi: string; en: string; came: keyof typeof CAME },
): WorkItem {
  const result = CAME[came]
  return {
    id: `0170a000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    section,
    date: null,
    unit: UNIT,
    title: vi,
    result: result.vi,
    nextStep: null,
    english: { title: en, result: result.en, nextStep: null },
  }
}

/** The lines of the published report that are no figures. Its dates were not given. */
export const REFERENCE_ITEMS: readonly WorkItem[] = [
  item(1, 'free-services', {
    vi: 'Miễn cước cuộc gọi đến các số đường dây nóng của Bộ Y tế và miễn cước truy nhập tốc độ cao đến các trang thông tin về phòng, chống dịch',
    en: 'Free calls to the hotline numbers of the Ministry of Health and free high-speed access to pages on disease prevention',
    came: 'done',
  }),
  item(2, 'channels', {
    vi: 'Thông tin cơ sở, phương tiện thông tin đại chúng và các kênh khác; kế hoạch truyền thông bám sát diễn biến dịch',
    en: 'Grassroots information, mass media and other channels; a communication plan that follows the evolution of the epidemic',
    came: 'unsaid',
  }),
  item(3, 'screening', {
    vi: 'Kiểm tra thân nhiệt và khuyến nghị khử trùng tay với cán bộ đến làm việc tại trụ sở Bộ',
    en: "Temperature checks of staff who come to work at the ministry's headquarters, and the advice to disinfect their hands",
    came: 'done',
  }),
  item(4, 'network-security', {
    vi: 'Nhóm nghiên cứu về tiêu chuẩn an toàn 5G (5G Security)',
    en: 'A study group on “5G Security” standards',
    came: 'unsaid',
  }),
  item(5, 'network-security', {
    vi: 'Hướng dẫn kỹ thuật về hạ tầng điện toán đám mây phục vụ Chính phủ điện tử',
    en: 'Technical guidelines for cloud infrastructure that serves e-government',
    came: 'unsaid',
  }),
  item(6, 'network-security', {
    vi: 'Phối hợp với liên minh sản phẩm an toàn thông tin trong nước',
    en: 'Work with the alliance of domestic security products',
    came: 'unsaid',
  }),
  item(7, 'ict-industry', {
    vi: 'Hợp tác với một đối tác nước ngoài; diễn đàn giới thiệu sản phẩm trong nước tại nước đó',
    en: 'Cooperation with a foreign partner; forums to introduce domestic products there',
    came: 'unsaid',
  }),
]
