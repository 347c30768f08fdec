/**
 * What was sent as SMS in the month: rounds, subscribers, ordinary SMS, by round and by operator.
 *
 * Every figure is counted from the operators' signed returns, or from their last progress where a round has not ended:
 * then it is said to be so far. What did not add up is told with the figures that it touches, never smoothed. Rounds that are exercises for
 * good have a line of their own and are in none of the sums.
 */
import type { Block, Cell } from '../document.ts'
import { type Both, counted, type Figure, type FigureRecord, type Part } from '../figure.ts'
import { instantName, isMonthOver, monthName } from '../months.ts'
import type { MonthRecords, OperatorPart, RoundRecord } from '../records.ts'
import type { UnitId } from '../units.ts'
import { flagName, flagValue } from './flags.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Truyền thông qua tin nhắn SMS', 'Communication by SMS')

/** What is counted of an operator's part. */
const COUNTED = {
  subscribers: {
    unit: 'subscribers',
    label: said('thuê bao nhận tin', 'subscribers addressed'),
    of: (part: OperatorPart) => part.subscribers,
  },
  accepted: {
    unit: 'ordinary-sms',
    label: said('tổng đài đã nhận', 'accepted by the SMS centres'),
    of: (part: OperatorPart) => part.segments.accepted,
  },
  delivered: {
    unit: 'ordinary-sms',
    label: said('gửi thành công (có báo nhận)', 'delivered to the phone'),
    of: (part: OperatorPart) => part.segments.delivered,
  },
  failed: {
    unit: 'turns',
    label: said('không gửi được hoặc quá hạn', 'failed or expired'),
    of: ({ turns }: OperatorPart) => turns.failed + turns.expired,
  },
  uncertain: {
    unit: 'turns',
    label: said('chưa rõ kết quả', 'uncertain'),
    of: ({ turns }: OperatorPart) => turns.uncertain,
  },
} as const satisfies Record<string, { unit: UnitId; label: Both; of: (part: OperatorPart) => number }>
const COLUMNS = ['subscribers', 'accepted', 'delivered', 'failed', 'uncertain'] as const

export function smsSection(records: MonthRecords): Composed {
  const rounds = records.rounds.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))
  const figures: Figure[] = []
  const keep = (figure: Figure) => {
    figures.push(figure)
    return figure
  }
  const about = { records, keep }
  if (rounds.length === 0) {
    const blocks = [...nothingSent(records), ...exerciseBlocks(about)]
    return { section: { id: 'sms', title: TITLE, blocks }, figures }
  }
  const months = monthFigures(rounds, about)
  const blocks: Block[] = [
    ...records.caveats.map(caveat => notice('warning', caveat)),
    summary(months, records.month),
    ...notices(rounds, records),
    roundsTable(rounds, about),
    operatorsTable(rounds, about),
    ...roundsChart(rounds, about),
    ...exerciseBlocks(about),
  ]
  return { section: { id: 'sms', title: TITLE, blocks }, figures }
}

interface About {
  readonly records: MonthRecords
  readonly keep: (figure: Figure) => Figure
}

function nothingSent(records: MonthRecords): Block[] {
  const { vi, en } = monthName(records.month)
  const text = said(`Trong ${vi} không có đợt nhắn tin nào.`, `No round was sent in ${en}.`)
  return [...monthNotice(records), notice('note', text)]
}

function exerciseBlocks({ records, keep }: About): Block[] {
  const { exercises, month, asOf, timeZone } = records
  if (exercises.length === 0) return []
  const isFinal = isMonthOver(month, asOf, timeZone) && exercises.every(isOver)
  const rounds = keep(
    counted(
      { id: 'sms.exercises', label: ofMonth(said('đợt diễn tập', 'exercise rounds')), unit: 'rounds', asOf, isFinal },
      {
        operation: 'count',
        how: said(
          'Số đợt diễn tập có tin nhắn đầu tiên trong tháng',
          'Exercise rounds with the first message in the month',
        ),
        parts: exercises.map(round => roundPart(round, 1)),
      },
    ),
  )
  const accepted = keep(
    counted(
      {
        id: 'sms.exercises.accepted',
        label: ofMonth(said('diễn tập: tổng đài đã nhận', 'exercises: accepted by the SMS centres')),
        unit: 'ordinary-sms',
        asOf,
        isFinal,
      },
      {
        operation: 'sum',
        how: said(
          'Tổng của mọi đợt diễn tập và mọi doanh nghiệp viễn thông',
          'The sum over all exercise rounds and operators',
        ),
        parts: exercises.flatMap(round => round.parts.map(part => partOf(round, part, part.segments.accepted))),
      },
    ),
  )
  return [
    paragraph({
      vi: written(
        'Diễn tập, không tính vào số nào ở trên: ',
        phrase(rounds),
        ' tới số thử nghiệm của các doanh nghiệp viễn thông; tổng đài đã nhận ',
        phrase(accepted),
        '.',
      ),
      en: written(
        'Exercises, not counted above: ',
        phrase(rounds),
        " to the operators' test numbers; their SMS centres accepted ",
        phrase(accepted),
        '.',
      ),
    }),
  ]
}

type MonthFigures = Record<'rounds' | 'operators' | 'subscribers' | 'accepted' | 'delivered', Figure>

function monthFigures(rounds: readonly RoundRecord[], { records, keep }: About): MonthFigures {
  const { month, asOf, timeZone } = records
  const isFinal = isMonthOver(month, asOf, timeZone) && rounds.every(isOver)
  const about = (id: string, unit: UnitId, label: Both) => ({
    id: `sms.${id}`,
    label,
    unit,
    asOf: records.asOf,
    isFinal,
  })
  const parts = rounds.flatMap(round => round.parts.map(part => ({ round, part })))
  const sum = (name: 'accepted' | 'delivered') =>
    keep(
      counted(about(name, 'ordinary-sms', ofMonth(COUNTED[name].label)), {
        operation: 'sum',
        how: said('Tổng của mọi đợt và mọi doanh nghiệp viễn thông', 'The sum over all rounds and operators'),
        parts: parts.map(({ round, part }) => partOf(round, part, COUNTED[name].of(part))),
      }),
    )
  const byOperator = new Map(parts.map(({ round, part }) => [part.operator, { round, part }]))
  return {
    rounds: keep(
      counted(about('rounds', 'rounds', ofMonth(said('đợt nhắn tin', 'rounds'))), {
        operation: 'count',
        how: said('Số đợt có tin nhắn đầu tiên trong tháng', 'Rounds with the first message in the month'),
        parts: rounds.map(round => roundPart(round, 1)),
      }),
    ),
    operators: keep(
      counted(
        about('operators', 'operators', ofMonth(said('doanh nghiệp viễn thông tham gia', 'operators that took part'))),
        {
          operation: 'count',
          how: said('Số doanh nghiệp viễn thông có ít nhất một đợt', 'Operators with at least one round'),
          parts: [...byOperator.values()].map(({ round, part }) => partOf(round, part, 1)),
        },
      ),
    ),
    subscribers: keep(
      counted(
        about(
          'subscribers',
          'subscribers',
          ofMonth(said('thuê bao của đợt lớn nhất', 'subscribers of the largest round')),
        ),
        {
          operation: 'largest',
          how: said(
            'Đợt có nhiều thuê bao nhất, cộng mọi doanh nghiệp viễn thông; một người có hai số là hai thuê bao',
            'The round with the most subscribers, all operators together; a person with two numbers is two subscribers',
          ),
          parts: rounds.map(round =>
            roundPart(
              round,
              total(round.parts, part => part.subscribers),
            ),
          ),
        },
      ),
    ),
    accepted: sum('accepted'),
    delivered: sum('delivered'),
  }
}

function summary(figures: MonthFigures, month: string): Block {
  const name = monthName(month)
  return paragraph({
    vi: written(
      `Trong ${name.vi}, `,
      phrase(figures.operators),
      ' đã triển khai ',
      phrase(figures.rounds),
      ' theo lệnh đã ký của cơ quan chủ quản. Đợt lớn nhất tới ',
      phrase(figures.subscribers),
      '. Tổng đài của các doanh nghiệp viễn thông đã nhận ',
      phrase(figures.accepted),
      '; trong đó ',
      phrase(figures.delivered),
      ' có báo nhận gửi thành công.',
    ),
    en: written(
      `In ${name.en}, `,
      phrase(figures.operators),
      ' carried out ',
      phrase(figures.rounds),
      ' under signed directives of the authority. The largest went to ',
      phrase(figures.subscribers),
      ". The operators' SMS centres accepted ",
      phrase(figures.accepted),
      '; receipts say that ',
      phrase(figures.delivered),
      ' reached the phone.',
    ),
  })
}

/** A month that goes on: more may come. */
function monthNotice({ month, asOf, timeZone }: MonthRecords): Block[] {
  if (isMonthOver(month, asOf, timeZone)) return []
  const [name, at] = [monthName(month), instantName(asOf, timeZone)]
  const text = said(
    `Chưa hết ${name.vi}: số liệu tạm tính đến ${at.vi}.`,
    `${name.en} is not over: provisional figures as of ${at.en}.`,
  )
  return [notice('warning', text)]
}

/** Rounds that a notice names; of more it says how many. */
const NAMED_MAX = 10
/** Flags that are told one by one; of more it is said how many. */
const FLAGS_MAX = 200

/** What a reader must not overlook. */
function notices(rounds: readonly RoundRecord[], records: MonthRecords): Block[] {
  const { asOf, timeZone } = records
  const blocks = monthNotice(records)
  const open = rounds.filter(round => !isOver(round)).map(({ title }) => title)
  if (open.length > 0) {
    const at = instantName(asOf, timeZone)
    const titles = open.slice(0, NAMED_MAX).join('; ')
    const more = open.length - NAMED_MAX
    const rest = more > 0 ? said(` và ${more} đợt khác`, ` and ${more} more rounds`) : said('', '')
    const text = said(
      `Số liệu tạm tính đến ${at.vi}; còn chờ kết quả của ${titles}${rest.vi}.`,
      `Provisional figures as of ${at.en}; results still awaited: ${titles}${rest.en}.`,
    )
    blocks.push(notice('warning', text))
  }
  const flags = rounds.flatMap(round =>
    round.parts.flatMap(part =>
      part.flags.map(flag => {
        const name = flagName(flag.code)
        const [expected, found] = [flagValue(flag.expected), flagValue(flag.found)]
        return said(
          `Chưa khớp: ${round.title}, ${part.name}: ${name.vi} (cần: ${expected.vi}; nhận được: ${found.vi}). Số liệu giữ nguyên như doanh nghiệp viễn thông báo cáo.`,
          `Mismatch: ${round.title}, ${part.name}: ${name.en} (expected: ${expected.en}; found: ${found.en}). Figures remain as the operator returned them.`,
        )
      }),
    ),
  )
  blocks.push(
    ...flags.slice(0, FLAGS_MAX).map(text => ({ ...notice('warning', text), about: 'does-not-add-up' as const })),
  )
  const more = flags.length - FLAGS_MAX
  if (more > 0) {
    const text = said(
      `Còn ${more} điểm chưa khớp khác: xem trang của từng đợt.`,
      `${more} more mismatches: see the page of each round.`,
    )
    blocks.push(notice('warning', text))
  }
  return blocks
}

function roundsTable(rounds: readonly RoundRecord[], { records, keep }: About): Block {
  const rows = rounds.map((round, index): Cell[] => {
    const started = instantName(round.startedAt, records.timeZone)
    const ended =
      round.endedAt === null ? said('đang triển khai', 'under way') : instantName(round.endedAt, records.timeZone)
    const cells = COLUMNS.map(name => {
      const { unit, label, of } = COUNTED[name]
      const figure = counted(
        {
          id: `sms.round-${index + 1}.${name}`,
          label: said(`${round.title}: ${label.vi}`, `${round.title}: ${label.en}`),
          unit,
          asOf: records.asOf,
          isFinal: isOver(round),
        },
        {
          operation: 'sum',
          how: said('Tổng của mọi doanh nghiệp viễn thông', 'The sum over all operators'),
          parts: round.parts.map(part => partOf(round, part, of(part))),
        },
      )
      return { figure: keep(figure).id }
    })
    return [said(round.title, round.title), started, ended, ...cells]
  })
  return {
    is: 'table',
    caption: said('Kết quả theo đợt', 'Results by round'),
    head: [said('Đợt', 'Round'), said('Bắt đầu', 'Began'), said('Kết thúc', 'Ended'), ...heads()],
    rows,
  }
}

function operatorsTable(rounds: readonly RoundRecord[], { records, keep }: About): Block {
  const rows = operatorsOf(rounds).map(([operator, name]): Cell[] => {
    const own = rounds.flatMap(round =>
      round.parts.filter(part => part.operator === operator).map(part => ({ round, part })),
    )
    const cells = COLUMNS.map(column => {
      const { unit, label, of } = COUNTED[column]
      // Subscribers are not added up over rounds: the same ones got each of them.
      const isLargest = column === 'subscribers'
      const figure = counted(
        {
          id: `sms.operator-${operator}.${column}`,
          label: said(`${name}: ${label.vi}`, `${name}: ${label.en}`),
          unit,
          asOf: records.asOf,
          isFinal: own.every(({ round }) => isOver(round)),
        },
        {
          operation: isLargest ? 'largest' : 'sum',
          how: isLargest
            ? said('Đợt lớn nhất của doanh nghiệp viễn thông', "The operator's largest round")
            : said('Tổng các đợt của doanh nghiệp viễn thông', "The sum over the operator's rounds"),
          parts: own.map(({ round, part }) => partOf(round, part, of(part))),
        },
      )
      return { figure: keep(figure).id }
    })
    return [said(name, name), ...cells]
  })
  return {
    is: 'table',
    caption: said('Kết quả theo doanh nghiệp viễn thông', 'Results by operator'),
    head: [said('Doanh nghiệp viễn thông', 'Operator'), ...heads()],
    rows,
  }
}

/** A chart shows so many series at most; with more operators there is none. */
const SERIES_MAX = 8

function roundsChart(rounds: readonly RoundRecord[], { records, keep }: About): Block[] {
  const operators = operatorsOf(rounds)
  if (operators.length > SERIES_MAX || rounds.length > 40) return []
  const bars = rounds.map((round, index) => ({
    label: said(round.title, round.title),
    figures: operators.map(([operator, name]) => {
      const own = round.parts.filter(part => part.operator === operator)
      const figure = counted(
        {
          id: `sms.round-${index + 1}.operator-${operator}`,
          label: said(`${round.title}, ${name}: tổng đài đã nhận`, `${round.title}, ${name}: accepted`),
          unit: 'ordinary-sms',
          asOf: records.asOf,
          isFinal: isOver(round),
        },
        {
          operation: 'sum',
          how: said('Báo cáo kết quả của doanh nghiệp viễn thông', "The operator's return"),
          parts: own.map(part => partOf(round, part, part.segments.accepted)),
        },
      )
      return keep(figure).id
    }),
  }))
  return [
    {
      is: 'chart',
      caption: said(
        'Bản tin SMS thông thường tổng đài đã nhận, theo đợt và doanh nghiệp viễn thông',
        'Ordinary SMS accepted by the SMS centres, by round and operator',
      ),
      bars,
      series: operators.map(([, name]) => said(name, name)),
    },
  ]
}

/** Id and name, the largest first. */
function operatorsOf(rounds: readonly RoundRecord[]): readonly (readonly [string, string])[] {
  const parts = rounds.flatMap(round => round.parts)
  const largest = new Map<string, OperatorPart>()
  for (const part of parts) {
    const known = largest.get(part.operator)
    if (known === undefined || part.subscribers > known.subscribers) largest.set(part.operator, part)
  }
  return [...largest.values()]
    .toSorted((a, b) => b.subscribers - a.subscribers)
    .map(({ operator, name }) => [operator, name] as const)
}

function ofMonth({ vi, en }: Both): Both {
  return said(`Cả tháng: ${vi}`, `The month: ${en}`)
}

function heads(): Both[] {
  return [
    said('Thuê bao', 'Subscribers'),
    said('Tổng đài đã nhận (bản tin SMS thông thường)', 'Accepted (ordinary SMS)'),
    said('Gửi thành công (bản tin SMS thông thường)', 'Delivered (ordinary SMS)'),
    said('Không gửi được, quá hạn (lượt thuê bao)', 'Failed, expired (subscriber turns)'),
    said('Chưa rõ kết quả (lượt thuê bao)', 'Uncertain (subscriber turns)'),
  ]
}

function isOver({ endedAt, parts }: RoundRecord): boolean {
  return endedAt !== null && parts.every(({ returnSha256 }) => returnSha256 !== null)
}

function total(parts: readonly OperatorPart[], of: (part: OperatorPart) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0)
}

function roundPart(round: RoundRecord, value: number): Part {
  return { label: said(round.title, round.title), value, record: { is: 'round', round: round.id } }
}

function partOf(round: RoundRecord, part: OperatorPart, value: number): Part {
  const label = `${round.title}, ${part.name}`
  return { label: said(label, label), value, record: recordOf(round, part) }
}

function recordOf(round: RoundRecord, part: OperatorPart): FigureRecord {
  const { directive, operator, returnSha256, heardAt } = part
  if (returnSha256 !== null) return { is: 'return', round: round.id, directive, operator, sha256: returnSha256 }
  return { is: 'progress', round: round.id, directive, operator, at: heardAt ?? round.startedAt }
}
