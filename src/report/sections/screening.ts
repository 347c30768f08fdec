/** The health checks at the door: counts only, of doors and days that have enough of them to be told. */
import { counted, type Figure } from '../figure.ts'
import { dateName } from '../months.ts'
import type { MonthRecords, ScreeningRecord } from '../records.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Kiểm tra thân nhiệt khi vào cơ quan', 'Health checks at the door')
const NONE = said(
  'Trong tháng không có lượt kiểm tra nào được ghi.',
  'No check was recorded in the month.',
)

/** Null where nobody is screened. */
export function screeningSection({ screenings, asOf }: MonthRecords): Composed | null {
  if (screenings === null) return null
  if (screenings.length === 0)
    return {
      section: { id: 'screening', title: TITLE, blocks: [notice('note', NONE)] },
      figures: [],
    }
  const sum = (name: 'readings' | 'above', unit: 'screenings' | 'alerts'): Figure =>
    counted(
      { id: `screening.${name}`, label: LABELS[name], unit, asOf, isFinal: true },
      {
        operation: 'sum',
        how: said(
          'Tổng theo cửa và ngày; nhóm quá ít người không được kể',
          'The sum over doors and days; too small groups are not told',
        ),
        parts: screenings.map(record => ({
          label: labelOf(record),
          value: record[name],
          record: { is: 'screening', door: record.door, day: record.day },
        })),
      },
    )
  const [readings, above] = [sum('readings', 'screenings'), sum('above', 'alerts')]
  const block = paragraph({
    vi: written(
      'Cán bộ và khách vào cơ quan được đo thân nhiệt và nhắc sát khuẩn tay: ',
      phrase(readings),
      ', trong đó ',
      phrase(above),
      '.',
    ),
    en: written(
      'Staff and visitors had their temperature taken and were reminded to disinfect their hands: ',
      phrase(readings),
      ', of which ',
      phrase(above),
      '.',
    ),
  })
  return { section: { id: 'screening', title: TITLE, blocks: [block] }, figures: [readings, above] }
}

const LABELS = {
  readings: said('lượt kiểm tra thân nhiệt', 'temperature checks'),
  above: said('lượt vượt ngưỡng', 'readings above the threshold'),
}

function labelOf({ door, day }: ScreeningRecord) {
  const { vi, en } = dateName(day)
  return said(`${door}, ${vi}`, `${door}, ${en}`)
}
