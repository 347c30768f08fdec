/** The health checks at the door: counts of the month, none so small that it could point at somebody. */
import { type Both, counted, type Figure } from '../figure.ts'
import type { MonthRecords } from '../records.ts'
import type { UnitId } from '../units.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Kiểm tra thân nhiệt khi vào cơ quan', 'Health checks at the door')
const NONE = said(
  'Trong tháng không có lượt kiểm tra nào được ghi.',
  'No check was recorded in the month.',
)
const TOO_FEW = said(
  'Số lượt kiểm tra trong tháng quá ít để nêu mà không chỉ tới một người.',
  'The checks of the month are too few to be told without pointing at somebody.',
)

/** Null where nobody is screened. */
export function screeningSection({ screenings, month, asOf }: MonthRecords): Composed | null {
  if (screenings === null) return null
  const only = (text: Both): Composed => ({
    section: { id: 'screening', title: TITLE, blocks: [notice('note', text)] },
    figures: [],
  })
  if (screenings.days === 0) return only(NONE)
  if (screenings.readings === null) return only(TOO_FEW)
  const of = (id: string, label: Both, unit: UnitId, value: number): Figure =>
    counted(
      { id: `screening.${id}`, label, unit, asOf, isFinal: !screenings.isSoFar },
      {
        operation: 'sum',
        how: said(
          `Tổng của ${screenings.doors} cửa trong ${screenings.days} ngày`,
          `The sum over ${screenings.doors} doors and ${screenings.days} days`,
        ),
        parts: [{ label, value, record: { is: 'screening', month } }],
      },
    )
  const readings = of(
    'readings',
    said('lượt kiểm tra thân nhiệt', 'temperature checks'),
    'screenings',
    screenings.readings,
  )
  const aboveLabel = said('lượt vượt ngưỡng', 'readings above the threshold')
  const above =
    screenings.above === null ? null : of('above', aboveLabel, 'alerts', screenings.above)
  const rest = {
    vi:
      above === null
        ? ['; số lượt vượt ngưỡng quá ít để nêu.']
        : [', trong đó ', phrase(above), '.'],
    en:
      above === null
        ? ['; those above the threshold are too few to be told.']
        : [', of which ', phrase(above), '.'],
  }
  const block = paragraph({
    vi: written(
      'Cán bộ và khách vào cơ quan được đo thân nhiệt và nhắc sát khuẩn tay: ',
      phrase(readings),
      ...rest.vi,
    ),
    en: written(
      'Staff and visitors had their temperature taken and were reminded to disinfect their hands: ',
      phrase(readings),
      ...rest.en,
    ),
  })
  const figures = above === null ? [readings] : [readings, above]
  return { section: { id: 'screening', title: TITLE, blocks: [block] }, figures }
}
