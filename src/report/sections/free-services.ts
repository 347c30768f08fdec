/** What citizens could reach free of charge in the month: hotlines and pages of the signed list, with their periods. */
import type { Block } from '../document.ts'
import { counted, type Figure } from '../figure.ts'
import { instantName, isMonthOver } from '../months.ts'
import type { FreeServiceRecord, MonthRecords } from '../records.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Đường dây nóng và trang thông tin miễn cước', 'Hotlines and pages free of charge')
const NONE = said(
  'Trong tháng không có dịch vụ nào trong danh mục miễn cước.',
  'The list of free services had no service in the month.',
)
/** Beside what people entered or others said, which may well have been free. */
const NONE_COUNTED = said(
  'Hệ thống này không có danh mục miễn cước đã ký nào có hiệu lực trong tháng; nội dung dưới đây không được đếm từ danh mục.',
  'This system has no signed list of free services for the month; the items below are not from a list.',
)

/** Days from 00:00 to 24:00, and what was free for a minute: what no clock shows counts nothing. */
const WHOLE = {
  days: said('Số ngày trọn (00:00–24:00)', 'Whole days (00:00–24:00)'),
  label: said('số ngày trọn được miễn cước', 'whole days free of charge'),
  how: (timeZone: string) =>
    said(
      `Ngày đã qua được miễn cước trọn từ 00:00 đến 24:00 (${timeZone}), theo các phiên bản danh mục có hiệu lực; ngày chỉ miễn cước một phần không tính`,
      `Past days that were free from 00:00 to 24:00 (${timeZone}), by the versions in force; days free in part do not count`,
    ),
  counted: said(
    'Dịch vụ đã miễn cước ít nhất một phút trong tháng',
    'Services free for at least one minute of the month',
  ),
}
/** Of records of before. */
const BEGUN: typeof WHOLE = {
  days: said('Số ngày trong tháng', 'Days of the month'),
  label: said('số ngày miễn cước', 'days free of charge'),
  how: () => said('Ngày có lúc miễn cước, theo danh mục', 'Days free at any time, by the list'),
  counted: said('Dịch vụ miễn cước ít nhất một ngày trong tháng', 'Services free on at least one day of the month'),
}

function wordsOf(services: readonly FreeServiceRecord[]): typeof WHOLE {
  return services.every(({ isWholeDays }) => isWholeDays === true) ? WHOLE : BEGUN
}

export function freeServicesSection(records: MonthRecords): Composed {
  const services = records.freeServices.filter(({ days, isWholeDays }) => days > 0 || isWholeDays === true)
  if (services.length === 0) {
    const isToldOtherwise = [...records.workItems, ...records.citedFacts].some(
      ({ section }) => section === 'free-services',
    )
    const text = isToldOtherwise ? NONE_COUNTED : NONE
    return { section: { id: 'free-services', title: TITLE, blocks: [notice('note', text)] }, figures: [] }
  }
  const hotlines = howMany(
    'hotlines',
    services.filter(({ kind }) => kind !== 'page'),
    records,
  )
  const pages = howMany(
    'pages',
    services.filter(({ kind }) => kind === 'page'),
    records,
  )
  const days = services.map(service => daysOf(service, records))
  const words = wordsOf(services)
  const blocks: Block[] = [
    paragraph({
      vi: written(
        'Theo danh mục miễn cước đã ký, trong tháng người dân gọi miễn phí tới ',
        phrase(hotlines),
        ' và truy cập miễn phí ',
        phrase(pages),
        '.',
      ),
      en: written(
        'By the signed list, during the month citizens could call ',
        phrase(hotlines),
        ' and visit ',
        phrase(pages),
        ' free of charge.',
      ),
    }),
    {
      is: 'table',
      caption: said('Dịch vụ miễn cước', 'Services free of charge'),
      head: [
        said('Dịch vụ', 'Service'),
        said('Đơn vị chủ quản', 'Owner'),
        said('Thời gian miễn cước', 'Free'),
        words.days,
      ],
      rows: services.map((service, index) => [
        said(service.title, service.title),
        said(service.owner, service.owner),
        periodsOf(service, records.timeZone),
        { figure: days[index].id },
      ]),
    },
  ]
  return { section: { id: 'free-services', title: TITLE, blocks }, figures: [hotlines, pages, ...days] }
}

function howMany(unit: 'hotlines' | 'pages', services: readonly FreeServiceRecord[], records: MonthRecords): Figure {
  const label =
    unit === 'hotlines'
      ? said('số đường dây nóng miễn cước', 'hotline numbers free of charge')
      : said('trang thông tin miễn cước', 'pages free of charge')
  return counted(
    { id: `free-services.${unit}`, label, unit, ...standing(records) },
    {
      operation: 'count',
      how: wordsOf(records.freeServices).counted,
      parts: services.map(service => ({
        label: said(service.title, service.title),
        value: 1,
        record: { is: 'free-list', version: service.listVersion, service: service.id },
      })),
    },
  )
}

/** Until the month is over the list may still change what is free in it. */
function standing({ month, asOf, timeZone }: MonthRecords) {
  return { asOf, isFinal: isMonthOver(month, asOf, timeZone) }
}

function daysOf(service: FreeServiceRecord, records: MonthRecords): Figure {
  const { id, title, listVersion } = service
  const words = wordsOf([service])
  return counted(
    {
      id: `free-services.${id}.days`,
      label: said(`${title}: ${words.label.vi}`, `${title}: ${words.label.en}`),
      unit: 'free-days',
      ...standing(records),
    },
    {
      operation: 'sum',
      how: words.how(records.timeZone),
      parts: [
        {
          label: said(title, title),
          value: service.days,
          record: { is: 'free-list', version: listVersion, service: id },
        },
      ],
    },
  )
}

/** Periods that a cell tells; of more it says how many. */
const PERIODS_MAX = 5

function periodsOf({ free }: FreeServiceRecord, timeZone: string) {
  const periods = free.slice(0, PERIODS_MAX).map(({ from, until }) => {
    const begin = instantName(from, timeZone)
    if (until === null) return said(`từ ${begin.vi}`, `from ${begin.en}`)
    const end = instantName(until, timeZone)
    return said(`từ ${begin.vi} đến trước ${end.vi}`, `from ${begin.en} until just before ${end.en}`)
  })
  const more = free.length - PERIODS_MAX
  if (more > 0) periods.push(said(`${more} khoảng khác`, `${more} more periods`))
  return said(periods.map(({ vi }) => vi).join('; '), periods.map(({ en }) => en).join('; '))
}
