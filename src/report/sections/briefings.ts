/**
 * The briefings of the month: how many were held, which sites were expected and which came, what was issued to them and what became
 * of it. A briefing belongs to the month in which it began, an instruction to the one in which it was issued.
 */
import type { Block, Cell } from '../document.ts'
import { type Both, counted, type Figure, type Part } from '../figure.ts'
import { instantName, isMonthOver, monthName } from '../months.ts'
import type { BriefingHeld, InstructionIssued, MonthRecords } from '../records.ts'
import type { UnitId } from '../units.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Giao ban trực tuyến', 'Online briefings')
const NONE = said(
  'Trong tháng không có buổi giao ban trực tuyến nào được ghi.',
  'No online briefing was recorded in the month.',
)
/** Beside what people entered or others said of briefings that were held elsewhere. */
const NONE_COUNTED = said(
  'Hệ thống này không ghi buổi giao ban nào trong tháng; nội dung dưới đây không được đếm từ điểm danh.',
  'This system recorded no briefing in the month; the items below are not from a roll call.',
)

/** What is counted of each briefing, by its roll. */
const COUNTED = {
  expected: {
    label: said('điểm cầu được mời', 'sites expected'),
    how: said('Điểm cầu trong danh sách, trừ chủ trì', 'Sites on the list, without the chair'),
  },
  came: {
    label: said('điểm cầu có mặt', 'sites present'),
    how: said('Điểm cầu có mặt lúc nào đó trong buổi', 'Sites present at any time'),
  },
  late: { label: said('vào muộn', 'came late'), how: said('Trong số điểm cầu có mặt', 'Of the sites present') },
  dropped: {
    label: said('mất kết nối', 'disconnected'),
    how: said(
      'Trong số điểm cầu có mặt: mất kết nối và không vào lại tới khi kết thúc',
      'Of the sites present: disconnected, and not back before the end',
    ),
  },
  absentWithReason: {
    label: said('vắng có lý do', 'absent with a reason'),
    how: said('Điểm cầu vắng mà thư ký đã ghi lý do', 'Absent sites with a recorded reason'),
  },
  absent: {
    label: said('vắng không lý do', 'absent without a reason'),
    how: said('Điểm cầu vắng mà không có lý do nào được ghi', 'Absent sites without a recorded reason'),
  },
} as const satisfies Partial<Record<keyof BriefingHeld, { label: Both; how: Both }>>
type Column = keyof typeof COUNTED
const COLUMNS = Object.keys(COUNTED) as readonly Column[]

/** Null: no briefing was ever held here. */
export function briefingsSection(records: MonthRecords): Composed | null {
  if (records.briefings === null) return null
  const held = records.briefings.held.toSorted((a, b) => a.beganAt.localeCompare(b.beganAt))
  const { issued } = records.briefings
  const figures: Figure[] = []
  const keep = (figure: Figure) => {
    figures.push(figure)
    return figure
  }
  const blocks = [
    ...(held.length === 0 ? [notice('note', noneOf(records))] : heldBlocks(held, records, keep)),
    ...(issued.length === 0 ? [] : [issuedBlock(issued, records, keep)]),
  ]
  return { section: { id: 'briefings', title: TITLE, blocks }, figures }
}

type Keep = (figure: Figure) => Figure

function noneOf({ workItems, citedFacts }: MonthRecords): Both {
  const isToldOtherwise = [...workItems, ...citedFacts].some(({ section }) => section === 'briefings')
  return isToldOtherwise ? NONE_COUNTED : NONE
}

function heldBlocks(held: readonly BriefingHeld[], records: MonthRecords, keep: Keep): Block[] {
  const { month, asOf, timeZone } = records
  const going = held.filter(({ endedAt }) => endedAt === null)
  const isFinal = isMonthOver(month, asOf, timeZone) && going.length === 0
  const name = monthName(month)
  const about = (id: string, unit: UnitId, label: Both) => ({
    id: `briefings.${id}`,
    label: ofMonth(label),
    unit,
    asOf,
    isFinal,
  })
  const howMany = keep(
    counted(about('held', 'briefings', said('buổi giao ban', 'briefings')), {
      operation: 'count',
      how: said('Số buổi bắt đầu trong tháng', 'Briefings begun in the month'),
      parts: held.map(each => partOf(each, 1)),
    }),
  )
  const closed = keep(
    counted(about('closed', 'briefings', said('buổi đã khóa biên bản', 'briefings with closed minutes')), {
      operation: 'count',
      how: said('Số buổi mà biên bản đã khóa', 'Briefings whose minutes were closed'),
      parts: held.filter(({ isClosed }) => isClosed).map(each => partOf(each, 1)),
    }),
  )
  const sites = keep(
    counted(about('sites', 'sites', said('điểm cầu của buổi đông nhất', 'sites of the largest briefing')), {
      operation: 'largest',
      how: said(
        'Buổi mời nhiều điểm cầu nhất, không kể chủ trì',
        'The briefing with the most expected sites, without the chair',
      ),
      parts: held.map(each => partOf(each, each.expected)),
    }),
  )
  const sum = (column: Column) =>
    keep(
      counted(about(idOf(column), 'site-turns', COUNTED[column].label), {
        operation: 'sum',
        how: said(`Tổng các buổi. ${COUNTED[column].how.vi}`, `The sum over all briefings. ${COUNTED[column].how.en}`),
        parts: held.map(each => partOf(each, each[column])),
      }),
    )
  const of = {
    expected: sum('expected'),
    came: sum('came'),
    late: sum('late'),
    dropped: sum('dropped'),
    absentWithReason: sum('absentWithReason'),
    absent: sum('absent'),
  }
  return [
    paragraph({
      vi: written(
        `Trong ${name.vi} có `,
        phrase(howMany),
        ' trực tuyến; buổi đông nhất mời ',
        phrase(sites),
        '. Cộng các buổi, ',
        phrase(of.expected),
        ' được mời, ',
        phrase(of.came),
        ' có mặt (vào muộn: ',
        phrase(of.late),
        '; mất kết nối: ',
        phrase(of.dropped),
        '); vắng có lý do: ',
        phrase(of.absentWithReason),
        '; vắng không lý do: ',
        phrase(of.absent),
        '. Đã khóa biên bản của ',
        phrase(closed),
        '.',
      ),
      en: written(
        `${name.en} had `,
        phrase(howMany),
        ' online; the largest expected ',
        phrase(sites),
        '. All briefings together expected ',
        phrase(of.expected),
        '; present: ',
        phrase(of.came),
        ' (late: ',
        phrase(of.late),
        '; disconnected: ',
        phrase(of.dropped),
        '); absent with a reason: ',
        phrase(of.absentWithReason),
        '; absent without a reason: ',
        phrase(of.absent),
        '. Minutes closed: ',
        phrase(closed),
        '.',
      ),
    }),
    ...goingNotice(going, records),
    heldTable(held, records, keep),
  ]
}

/** Briefings that a notice names; of more it says how many. */
const NAMED_MAX = 10

function goingNotice(going: readonly BriefingHeld[], { asOf, timeZone }: MonthRecords): Block[] {
  if (going.length === 0) return []
  const at = instantName(asOf, timeZone)
  const titles = going
    .slice(0, NAMED_MAX)
    .map(({ title }) => title)
    .join('; ')
  const more = going.length - NAMED_MAX
  const rest = more > 0 ? said(` và ${more} buổi khác`, ` and ${more} more`) : said('', '')
  const text = said(
    `Số liệu tạm tính đến ${at.vi}; đang diễn ra: ${titles}${rest.vi}.`,
    `Provisional figures as of ${at.en}; still under way: ${titles}${rest.en}.`,
  )
  return [notice('warning', text)]
}

function heldTable(held: readonly BriefingHeld[], records: MonthRecords, keep: Keep): Block {
  const { asOf, timeZone } = records
  const rows = held.map((each, index): Cell[] => {
    const cells = COLUMNS.map(column => {
      const { label, how } = COUNTED[column]
      const figure = counted(
        {
          id: `briefings.briefing-${index + 1}.${idOf(column)}`,
          label: said(`${each.title}: ${label.vi}`, `${each.title}: ${label.en}`),
          unit: 'sites',
          asOf,
          isFinal: each.endedAt !== null,
        },
        { operation: 'sum', how, parts: [partOf(each, each[column])] },
      )
      return { figure: keep(figure).id }
    })
    const began = instantName(each.beganAt, timeZone)
    const ended = each.endedAt === null ? said('đang diễn ra', 'under way') : instantName(each.endedAt, timeZone)
    return [said(each.title, each.title), began, ended, ...cells]
  })
  return {
    is: 'table',
    caption: said('Điểm danh theo buổi (số điểm cầu)', 'Roll call by briefing (sites)'),
    head: [
      said('Buổi giao ban', 'Briefing'),
      said('Bắt đầu', 'Began'),
      said('Kết thúc', 'Ended'),
      said('Được mời', 'Expected'),
      said('Có mặt', 'Present'),
      said('Vào muộn', 'Late'),
      said('Mất kết nối', 'Disconnected'),
      said('Vắng có lý do', 'Absent with a reason'),
      said('Vắng không lý do', 'Absent without a reason'),
    ],
    rows,
  }
}

/** What became of them changes until each is done or withdrawn. */
function issuedBlock(issued: readonly InstructionIssued[], { month, asOf, timeZone }: MonthRecords, keep: Keep): Block {
  const isOver = isMonthOver(month, asOf, timeZone)
  const isSettled = issued.every(({ doneAt, isWithdrawn }) => doneAt !== null || isWithdrawn)
  const howMany = (id: string, of: { label: Both; how: Both; isFinal: boolean }, which: readonly InstructionIssued[]) =>
    keep(
      counted(
        {
          id: `briefings.instructions-${id}`,
          label: ofMonth(of.label),
          unit: 'instructions',
          asOf,
          isFinal: of.isFinal,
        },
        { operation: 'count', how: of.how, parts: which.map(instructionPart) },
      ),
    )
  const all = howMany(
    'issued',
    {
      label: said('nhiệm vụ đã giao điểm cầu', 'instructions issued to sites'),
      how: said('Số nhiệm vụ giao trong tháng', 'Instructions issued in the month'),
      isFinal: isOver,
    },
    issued,
  )
  const done = howMany(
    'done',
    {
      label: said('nhiệm vụ đã hoàn thành', 'instructions done'),
      how: said('Trong số đã giao: điểm cầu đã báo cáo hoàn thành', 'Of those issued: reported done by the sites'),
      isFinal: isOver && isSettled,
    },
    issued.filter(({ doneAt }) => doneAt !== null),
  )
  const overdue = howMany(
    'overdue',
    {
      label: said('nhiệm vụ quá hạn', 'instructions overdue'),
      how: said(
        'Trong số đã giao: hết ngày thời hạn mà chưa hoàn thành và chưa thu hồi',
        'Of those issued: neither done nor withdrawn by the end of the due date',
      ),
      isFinal: isOver && isSettled,
    },
    issued.filter(({ isOverdue }) => isOverdue),
  )
  return paragraph({
    vi: written(
      'Đã giao ',
      phrase(all),
      ' cho các điểm cầu; đã hoàn thành ',
      phrase(done),
      ', quá hạn ',
      phrase(overdue),
      '.',
    ),
    en: written(
      'Issued to sites: ',
      phrase(all),
      '; reported done: ',
      phrase(done),
      '; overdue: ',
      phrase(overdue),
      '.',
    ),
  })
}

function ofMonth({ vi, en }: Both): Both {
  return said(`Cả tháng: ${vi}`, `The month: ${en}`)
}

function partOf({ id, title }: BriefingHeld, value: number): Part {
  return { label: said(title, title), value, record: { is: 'briefing', briefing: id } }
}

function instructionPart({ id, site, sha256 }: InstructionIssued): Part {
  const record = { is: 'instruction', instruction: id, sha256 } as const
  return { label: said(site, site), value: 1, record }
}

/** As a part of a figure's id. */
function idOf(column: Column): string {
  return column === 'absentWithReason' ? 'absent-with-reason' : column
}
