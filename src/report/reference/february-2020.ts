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
    label: {
      vi: 'Theo báo cáo đã công bố, thuê bao nhận tin',
      en: 'By the published report, subscribers addressed',
    },
    unit: 'subscribers',
    citations: [REPORTED.subscribers],
  },
  {
    id: 'reported-messages',
    section: 'sms',
    label: {
      vi: 'Theo báo cáo đã công bố, tin nhắn cả tháng',
      en: 'By the published report, messages of the month',
    },
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
    citations: [
      { value: 30_000_000, qualifier: 'exactly', asOf: '2020-02-19', source: PRESS, note: null },
    ],
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

function item(
  number: number,
  section: WorkItem['section'],
  vi: { title: string; result: string },
  en: { title: string; result: string },
): WorkItem {
  return {
    id: `0170a000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    section,
    date: null,
    unit: UNIT,
    ...vi,
    nextStep: null,
    english: { ...en, nextStep: null },
  }
}

/** The lines of the published report that are no figures. Its dates were not given. */
export const REFERENCE_ITEMS: readonly WorkItem[] = [
  item(
    1,
    'free-services',
    {
      title:
        'Miễn cước gọi đường dây nóng của Bộ Y tế và truy cập tốc độ cao các trang phòng, chống dịch',
      result: 'các nhà mạng đã thực hiện',
    },
    {
      title:
        'Calls to the hotlines of the Ministry of Health and fast access to pages on prevention free of charge',
      result: 'carried out by the operators',
    },
  ),
  item(
    2,
    'channels',
    {
      title:
        'Thông tin cơ sở, báo chí và các kênh khác theo kế hoạch truyền thông bám sát diễn biến dịch',
      result: 'đã triển khai',
    },
    {
      title:
        'Grassroots loudspeakers, press and other channels, by a plan that followed the epidemic',
      result: 'carried out',
    },
  ),
  item(
    3,
    'screening',
    {
      title: 'Đo thân nhiệt và khuyến cáo sát khuẩn tay với cán bộ đến làm việc tại trụ sở',
      result: 'đã triển khai',
    },
    {
      title:
        'Temperature checks and advice to disinfect hands for staff who came to the headquarters',
      result: 'carried out',
    },
  ),
  item(
    4,
    'network-security',
    { title: 'Nhóm nghiên cứu tiêu chuẩn an toàn 5G', result: 'đã triển khai' },
    { title: 'Study group on 5G security standards', result: 'under way' },
  ),
  item(
    5,
    'network-security',
    {
      title: 'Hướng dẫn kỹ thuật cho hạ tầng điện toán đám mây phục vụ chính phủ điện tử',
      result: 'đã triển khai',
    },
    {
      title: 'Technical guidelines for cloud infrastructure that serves e-government',
      result: 'under way',
    },
  ),
  item(
    6,
    'network-security',
    {
      title: 'Phối hợp với liên minh sản phẩm an toàn thông tin trong nước',
      result: 'đã triển khai',
    },
    { title: 'Work with the alliance of domestic security products', result: 'under way' },
  ),
  item(
    7,
    'ict-industry',
    {
      title: 'Hợp tác với đối tác nước ngoài và diễn đàn giới thiệu sản phẩm trong nước',
      result: 'đã triển khai',
    },
    {
      title:
        'Cooperation with a foreign partner, and forums that introduce domestic products there',
      result: 'under way',
    },
  ),
]
