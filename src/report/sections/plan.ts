/**
 * Communication plans in the month: at which level each area was on which days, what each change of level began
 * and ended, and how much of what two people decided was done. Kinds of action are never added up; exercises stand apart, in none of the
 * figures of what is live.
 */
import type { Block, Cell } from '../document.ts'
import type { Both, Figure } from '../figure.ts'
import { dateName, instantName, isMonthOver, monthName } from '../months.ts'
import { type LevelChangeRecord, type LevelStretch, PLAN_KINDS, type PlanRecord } from '../plan-records.ts'
import type { MonthRecords } from '../records.ts'
import { changeName, DEED_NAMES, DEEDS, KIND_NAMES, PLANNED, PLANNED_NAMES, PlanCounting } from './plan-counting.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Kế hoạch truyền thông theo cấp độ', 'Communication plan by level')
const NONE = said(
  'Trong tháng không địa phương nào có cấp độ theo kế hoạch và không có lần chuyển cấp độ nào.',
  'No area had a level of a plan in the month, and no level changed.',
)
/** Rows of one picture. */
const PICTURE_ROWS_MAX = 40
/** More areas than this with the same history are told by how many they are. */
const NAMED_MAX = 3

/** Null: no level was ever decided by a plan here. */
export function planSection(records: MonthRecords): Composed | null {
  const { plans } = records
  if (plans === null) return null
  const figures: Figure[] = []
  const told = plans.filter(({ stretches, changes }) => stretches.length + changes.length > 0)
  const blocks = told.flatMap((plan, at) => planBlocks(plan, new PlanCounting(plan, at + 1, records, figures), records))
  return {
    section: {
      id: 'plan',
      title: TITLE,
      blocks: told.length === 0 ? [notice('note', NONE)] : [...blocks, MEANING, ...soFar(records)],
    },
    figures,
  }
}

const MEANING = notice(
  'note',
  said(
    '“Đã thực hiện” là đã thành dự thảo, danh mục hoặc việc giao cán bộ; mỗi dự thảo còn cần hai người ký như mọi dự thảo khác; tình trạng công bố xem ở mục của kênh đó. Các loại không cộng với nhau.',
    '“Done” means turned into a draft, a list or a task; two people still sign each draft. The section of each channel shows publication. Kinds are not added up.',
  ),
)

function soFar({ month, asOf, timeZone }: MonthRecords): Block[] {
  if (isMonthOver(month, asOf, timeZone)) return []
  const name = monthName(month)
  return [
    notice(
      'note',
      said(
        `Chưa hết ${name.vi}: cấp độ và tác động tính đến nay.`,
        `${name.en} is not over: levels and effects are provisional.`,
      ),
    ),
  ]
}

function planBlocks(plan: PlanRecord, counting: PlanCounting, records: MonthRecords): Block[] {
  const live = plan.changes.filter(({ purpose }) => purpose === 'live')
  const exercises = plan.changes.filter(({ purpose }) => purpose === 'exercise')
  return [
    summary(plan, counting, records),
    ...levelBlocks(plan, counting),
    ...changeBlocks(live, counting, records, 1),
    ...exerciseBlocks(exercises, counting, records, live.length + 1),
  ]
}

function summary({ title }: PlanRecord, counting: PlanCounting, { month }: MonthRecords): Block {
  const name = monthName(month)
  const [changes, areas] = [counting.changes('live'), counting.areas()]
  return paragraph({
    vi: written(
      `Theo kế hoạch “${title.vi}”, trong ${name.vi} có `,
      phrase(changes),
      ' do hai người ký; ',
      phrase(areas),
      ' có cấp độ vào ngày nào đó trong tháng.',
    ),
    en: written(
      `By the plan “${title.en}”, ${name.en} saw `,
      phrase(changes),
      ', each signed by two people; ',
      phrase(areas),
      ' had a level on at least one day of the month.',
    ),
  })
}

// Levels ----------------------------------------------------------------------------------------------------------------

function levelBlocks(plan: PlanRecord, counting: PlanCounting): Block[] {
  const { stretches } = plan
  if (stretches.length === 0) return []
  const rows = stretches.map((each, at): Cell[] => [
    each.name,
    counting.levelName(each.level),
    dateName(each.from),
    dateName(each.until),
    { figure: counting.days(each, at + 1).id },
  ])
  return [
    ...pictures(plan),
    {
      is: 'table',
      caption: said('Cấp độ theo địa phương và ngày', 'Levels by area and day'),
      head: [
        said('Địa phương', 'Area'),
        said('Cấp độ', 'Level'),
        said('Từ ngày', 'From'),
        said('Đến hết ngày', 'Until the end of'),
        said('Số ngày', 'Days'),
      ],
      rows,
    },
  ]
}

function pictures({ levels, stretches }: PlanRecord): Block[] {
  const days = {
    from: least(stretches.map(({ from }) => from)),
    until: least(stretches.map(({ until }) => until).toReversed(), true),
  }
  const place = new Map(levels.map(({ id }, at) => [id, at]))
  const rows = grouped(stretches).map(({ label, of }) => ({
    label,
    spans: of.flatMap(({ from, until, level }) => {
      const at = place.get(level)
      return at === undefined ? [] : [{ from, until, level: at }]
    }),
  }))
  const blocks: Block[] = []
  for (let at = 0; at < rows.length; at += PICTURE_ROWS_MAX)
    blocks.push({
      is: 'strip',
      caption: said('Cấp độ theo ngày', 'Levels by day'),
      days,
      levels: levels.map(({ name }) => name),
      areas: rows.slice(at, at + PICTURE_ROWS_MAX),
    })
  return blocks
}

/** ISO dates are in order as texts. */
function least(days: readonly string[], isGreatest = false): string {
  const sorted = days.toSorted()
  return isGreatest ? sorted[sorted.length - 1] : sorted[0]
}

/** Areas with the same history together. */
function grouped(
  stretches: readonly LevelStretch[],
): readonly { readonly label: Both; readonly of: readonly LevelStretch[] }[] {
  const byArea = Map.groupBy(stretches, ({ area }) => area)
  const history = (of: readonly LevelStretch[]) =>
    of.map(({ level, from, until }) => `${level} ${from} ${until}`).join()
  return [...Map.groupBy(byArea.values(), history).values()].map(alike => ({
    label: labelOf(alike.map(([{ name }]) => name)),
    of: alike[0],
  }))
}

function labelOf(names: readonly Both[]): Both {
  if (names.length > NAMED_MAX) return said(`${names.length} địa phương`, `${names.length} areas`)
  return said(names.map(({ vi }) => vi).join(', '), names.map(({ en }) => en).join(', '))
}

// Changes ---------------------------------------------------------------------------------------------------------------

function changeBlocks(
  changes: readonly LevelChangeRecord[],
  counting: PlanCounting,
  { timeZone }: MonthRecords,
  first: number,
): Block[] {
  if (changes.length === 0) return []
  const isExercise = changes[0].purpose === 'exercise'
  const lead = isExercise ? said('Diễn tập: ', 'Exercises: ') : said('', '')
  const caption = (vi: string, en: string) => said(`${lead.vi}${vi}`, `${lead.en}${en}`)
  const names = changes.map((change, at) => numbered(changeName(change), first + at))
  const rows = changes.map((change, at): Cell[] => [
    names[at],
    instantName(change.from, timeZone),
    said(`Phiên bản ${change.version}`, `Version ${change.version}`),
    said(change.proposedBy, change.proposedBy),
    said(change.approvedBy, change.approvedBy),
    instantName(change.approvedAt, timeZone),
  ])
  return [
    {
      is: 'table',
      caption: caption('Các lần chuyển cấp độ', 'Changes of level'),
      head: [
        said('Địa phương → cấp độ', 'Area → level'),
        said('Hiệu lực từ', 'In force from'),
        said('Kế hoạch', 'Plan'),
        said('Người đề xuất', 'Proposed by'),
        said('Người duyệt', 'Approved by'),
        said('Duyệt lúc', 'Approved at'),
      ],
      rows,
    },
    ...kindTable(changes, names, {
      caption: caption(
        'Tác động bắt đầu và dừng của mỗi lần chuyển (theo loại)',
        'Started and stopped by each change (effects by kind)',
      ),
      head: PLANNED.map(is => PLANNED_NAMES[is]),
      kindsOf: ({ planned }) => planned,
      figures: (change, at, kind) => PLANNED.map(is => counting.planned(change, first + at, { kind, is })),
    }),
    ...kindTable(changes, names, {
      caption: caption(
        'Đã quyết định và đã thực hiện (lượt bắt đầu hoặc dừng, theo loại)',
        'Decided and done (starts or stops by kind)',
      ),
      head: DEEDS.map(is => DEED_NAMES[is]),
      kindsOf: ({ deeds }) => deeds,
      figures: (change, at, kind) => DEEDS.map(is => counting.deeds(change, first + at, { kind, is })),
    }),
  ]
}

type Kind = (typeof PLAN_KINDS)[number]

/** A row a kind of a change that it has; none adds up to another. */
function kindTable(
  changes: readonly LevelChangeRecord[],
  names: readonly Both[],
  of: {
    readonly caption: Both
    readonly head: readonly Both[]
    readonly kindsOf: (change: LevelChangeRecord) => readonly { readonly kind: Kind }[]
    readonly figures: (change: LevelChangeRecord, at: number, kind: Kind) => readonly Figure[]
  },
): Block[] {
  const rows = changes.flatMap((change, at) => {
    const kinds = new Set(of.kindsOf(change).map(({ kind }) => kind))
    return PLAN_KINDS.filter(kind => kinds.has(kind)).map((kind): Cell[] => [
      names[at],
      KIND_NAMES[kind],
      ...of.figures(change, at, kind).map(({ id }) => ({ figure: id })),
    ])
  })
  if (rows.length === 0) return []
  const head = [said('Lần chuyển', 'Change'), said('Loại', 'Kind'), ...of.head]
  return [{ is: 'table', caption: of.caption, head, rows }]
}

function numbered({ vi, en }: Both, number: number): Both {
  return said(`(${number}) ${vi}`, `(${number}) ${en}`)
}

function exerciseBlocks(
  changes: readonly LevelChangeRecord[],
  counting: PlanCounting,
  records: MonthRecords,
  first: number,
): Block[] {
  if (changes.length === 0) return []
  const all = counting.changes('exercise')
  return [
    paragraph({
      vi: written('Diễn tập, không tính vào số liệu trên: ', phrase(all), '.'),
      en: written('Exercises, in no figure above: ', phrase(all), '.'),
    }),
    ...changeBlocks(changes, counting, records, first),
  ]
}
