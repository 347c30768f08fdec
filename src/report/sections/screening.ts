/** The health checks at the door: counts of the month, none so small that it could point at somebody. */
import { type Both, counted, type Figure } from '../figure.ts'
import { dateName } from '../months.ts'
import type { MonthRecords } from '../records.ts'
import type { UnitId } from '../units.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Kiểm tra thân nhiệt khi vào cơ quan', 'Health checks at the door')
const NONE = said('Trong tháng không có lượt kiểm tra nào được ghi.', 'No check was recorded in the month.')
const TOO_FEW = said(
  'Số lượt kiểm tra trong tháng quá ít, không nêu để tránh xác định được danh tính.',
  'The month’s checks are too few to report without identifying people.',
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
  const span = said(`trong ${screenings.days} ngày`, `and ${screenings.days} days`)
  const of = (id: string, label: Both, unit: UnitId, value: number, within = span): Figure =>
    counted(
      { id: `screening.${id}`, label, unit, asOf, isFinal: !screenings.isSoFar },
      {
        operation: 'sum',
        how: said(
          `Tổng của ${screenings.doors} cửa ${within.vi}`,
          `The sum over ${screenings.doors} doors ${within.en}`,
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
  const { aboveUntil } = screenings
  const until = aboveUntil === null ? null : dateName(aboveUntil)
  const aboveLabel = said(
    `lượt vượt ngưỡng${until === null ? '' : ` đến hết ngày ${until.vi}`}`,
    `readings above the threshold${until === null ? '' : ` until ${until.en}`}`,
  )
  const above =
    screenings.above === null
      ? null
      : of(
          'above',
          aboveLabel,
          'alerts',
          screenings.above,
          until === null ? span : said(`đến hết ngày ${until.vi}`, `until ${until.en}`),
        )
  const rest = {
    vi:
      above === null
        ? ['; số lượt vượt ngưỡng quá ít để nêu.']
        : [
            ', trong đó ',
            phrase(above),
            until === null ? '.' : ` đến hết ngày ${until.vi}, các ngày sau quá ít để nêu.`,
          ],
    en:
      above === null
        ? ['; those above the threshold are too few to be told.']
        : [
            ', of which ',
            phrase(above),
            until === null ? '.' : ` until ${until.en}; those of later days are too few to be told.`,
          ],
  }
  const block = paragraph({
    vi: written('Cán bộ và khách vào cơ quan được đo thân nhiệt và nhắc sát khuẩn tay: ', phrase(readings), ...rest.vi),
    en: written(
      'Staff and visitors had temperature checks and reminders to disinfect their hands: ',
      phrase(readings),
      ...rest.en,
    ),
  })
  const figures = above === null ? [readings] : [readings, above]
  return { section: { id: 'screening', title: TITLE, blocks: [block] }, figures }
}
