/**
 * The figures of one communication plan in a month: days of areas at levels, what changes of level began and ended, what came of it. Kinds
 * of action are never added up: a bulletin is no task. Figures of exercises have ids of their own.
 */
import { type Both, counted, type Figure, type Part } from '../figure.ts'
import { isMonthOver } from '../months.ts'
import type {
  DeedsRecord,
  LevelChangeRecord,
  LevelStretch,
  PLAN_KINDS,
  PlannedRecord,
  PlanRecord,
} from '../plan-records.ts'
import type { MonthRecords } from '../records.ts'
import { said } from './said.ts'

type Kind = (typeof PLAN_KINDS)[number]

export const KIND_NAMES: Readonly<Record<Kind, Both>> = {
  bulletin: said('Bản tin', 'Bulletins'),
  round: said('Đợt nhắn tin', 'Rounds of messages'),
  loudspeakers: said('Loa truyền thanh', 'Loudspeakers'),
  'free-list': said('Miễn cước', 'Free of charge'),
  briefing: said('Giao ban', 'Briefings'),
  screening: said('Ngưỡng thân nhiệt', 'Temperature thresholds'),
  task: said('Việc giao cán bộ', 'Tasks'),
}

/** What a change does to what runs, as it was approved. */
export const PLANNED = ['starts', 'stops', 'replaced', 'stays'] as const
export type Planned = (typeof PLANNED)[number]
export const PLANNED_NAMES: Readonly<Record<Planned, Both>> = {
  starts: said('Bắt đầu', 'Starts'),
  stops: said('Dừng', 'Stops'),
  replaced: said('Thay thế', 'Replaced'),
  stays: said('Giữ nguyên', 'Stays'),
}

/** What was decided is exactly one of the others. */
const DEED_ENDS = ['done', 'failed', 'planned', 'asked', 'dropped'] as const
export const DEEDS = ['all', ...DEED_ENDS] as const
export type Deed = (typeof DEEDS)[number]
export const DEED_NAMES: Readonly<Record<Deed, Both>> = {
  all: said('Đã quyết định', 'Decided'),
  done: said('Đã thực hiện', 'Done'),
  failed: said('Chưa thực hiện được', 'Failed'),
  planned: said('Chưa đến lượt', 'Planned'),
  asked: said('Chờ dừng thủ công', 'To be stopped by hand'),
  dropped: said('Đã hủy', 'Dropped'),
}

const HOW = {
  planned: said(
    'Theo từng hành động của kế hoạch, như hai người đã duyệt',
    'By action of the plan, as approved by two people',
  ),
  deeds: said('Theo từng hành động của kế hoạch, tính đến thời điểm này', 'By action of the plan, so far'),
} as const

export class PlanCounting {
  readonly #plan: PlanRecord
  readonly #of: Pick<MonthRecords, 'month' | 'asOf'>
  readonly #isOver: boolean
  readonly #id: string
  readonly #figures: Figure[]

  /** Each figure that is made is put behind those of `figures`. `number`: of the plan among those of the month. */
  constructor(plan: PlanRecord, number: number, of: MonthRecords, figures: Figure[]) {
    this.#plan = plan
    this.#of = of
    this.#isOver = isMonthOver(of.month, of.asOf, of.timeZone)
    this.#id = `plan.plan-${number}`
    this.#figures = figures
  }

  changes(purpose: LevelChangeRecord['purpose']): Figure {
    const isExercise = purpose === 'exercise'
    const own = this.#plan.changes.filter(each => each.purpose === purpose)
    return this.#keep(
      {
        id: isExercise ? 'exercise.changes' : 'changes',
        label: isExercise
          ? said('Diễn tập: lần chuyển cấp độ', 'Exercises: level changes')
          : said('lần chuyển cấp độ', 'level changes'),
        unit: 'level-changes',
        isFinal: this.#isOver,
      },
      {
        operation: 'count',
        how: said(
          'Lần chuyển được người thứ hai duyệt trong tháng',
          'Changes approved by a second person in the month',
        ),
        parts: own.map(change => this.#changePart(change, changeName(change), 1)),
      },
    )
  }

  areas(): Figure {
    const firsts = new Map<string, LevelStretch>()
    for (const each of this.#plan.stretches) if (!firsts.has(each.area)) firsts.set(each.area, each)
    return this.#keep(
      { id: 'areas', label: said('địa phương có cấp độ', 'areas with a level'), unit: 'areas', isFinal: this.#isOver },
      {
        operation: 'count',
        how: said(
          'Mỗi địa phương một lần, nếu có cấp độ vào ngày nào đó trong tháng',
          'Each area once, if at a level on any day of the month',
        ),
        parts: [...firsts.values()].map(each => this.#stretchPart(each, each.name, 1)),
      },
    )
  }

  /** `number`: of the stretch. */
  days(stretch: LevelStretch, number: number): Figure {
    const level = this.levelName(stretch.level)
    const label = said(`${stretch.name.vi}: ${level.vi}`, `${stretch.name.en}: ${level.en}`)
    return this.#keep(
      { id: `stretch-${number}`, label, unit: 'level-days', isFinal: this.#isOver },
      {
        operation: 'sum',
        how: said(
          'Từ ngày đầu đến hết ngày cuối; cấp độ của một ngày là cấp độ lúc hết ngày',
          'From the first day to the last; a day has the level at its end',
        ),
        parts: [this.#stretchPart(stretch, label, daysOf(stretch))],
      },
    )
  }

  levelName(level: string): Both {
    return this.#plan.levels.find(({ id }) => id === level)?.name ?? said(level, level)
  }

  /** Approved once, it is never another. */
  planned(change: LevelChangeRecord, number: number, of: { kind: Kind; is: Planned }): Figure {
    const { kind, is } = of
    return this.#ofKind(change, number, {
      id: `${kind}.${is}`,
      kind,
      name: PLANNED_NAMES[is],
      unit: 'effects',
      isFinal: true,
      how: HOW.planned,
      rows: change.planned,
      valueOf: (row: PlannedRecord) => row[is],
    })
  }

  deeds(change: LevelChangeRecord, number: number, of: { kind: Kind; is: Deed }): Figure {
    const { kind, is } = of
    const own = change.deeds.filter(row => row.kind === kind)
    const isOpen = own.some(({ planned, failed, asked }) => planned + failed + asked > 0)
    return this.#ofKind(change, number, {
      id: `${kind}.deeds-${is}`,
      kind,
      name: DEED_NAMES[is],
      unit: 'deeds',
      isFinal: !isOpen,
      how: HOW.deeds,
      rows: change.deeds,
      valueOf: (row: DeedsRecord) => deedsOf(row, is),
    })
  }

  #ofKind<Row extends PlannedRecord | DeedsRecord>(
    change: LevelChangeRecord,
    number: number,
    of: Pick<Figure, 'id' | 'unit' | 'isFinal'> & {
      readonly kind: Kind
      readonly name: Both
      readonly how: Both
      readonly rows: readonly Row[]
      readonly valueOf: (row: Row) => number
    },
  ): Figure {
    const { id, unit, isFinal, kind, name, how, rows, valueOf: countOf } = of
    const [kindName, who] = [KIND_NAMES[kind], changeName(change)]
    const lead = change.purpose === 'exercise' ? said('Diễn tập: ', 'Exercise: ') : said('', '')
    return this.#keep(
      {
        id: `change-${number}.${id}`,
        unit,
        isFinal,
        label: said(
          cut(`${lead.vi}${kindName.vi}, ${name.vi.toLowerCase()}: ${who.vi}`),
          cut(`${lead.en}${kindName.en}, ${name.en.toLowerCase()}: ${who.en}`),
        ),
      },
      {
        operation: 'sum',
        how,
        parts: rows
          .filter(row => row.kind === kind && countOf(row) > 0)
          .map(row => this.#changePart(change, row.title, countOf(row))),
      },
    )
  }

  #changePart({ id, sha256 }: LevelChangeRecord, label: Both, value: number): Part {
    const { plan } = this.#plan
    return { label, value, record: { is: 'level-change', plan, change: id, sha256 } }
  }

  #stretchPart({ area }: LevelStretch, label: Both, value: number): Part {
    const { plan } = this.#plan
    return { label, value, record: { is: 'situation', plan, area, month: this.#of.month } }
  }

  #keep(about: Pick<Figure, 'id' | 'label' | 'unit' | 'isFinal'>, from: Parameters<typeof counted>[1]): Figure {
    const figure = counted({ ...about, id: `${this.#id}.${about.id}`, asOf: this.#of.asOf }, from)
    this.#figures.push(figure)
    return figure
  }
}

const DAY_MS = 86_400_000
const LABEL_MAX = 300
/** Areas that are named of a change; of more it says how many. */
const NAMED_MAX = 5

export function daysOf({ from, until }: Pick<LevelStretch, 'from' | 'until'>): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS + 1
}

/** `Bắc Ninh → Giãn cách`. */
export function changeName({ decisions, isTakenBack }: LevelChangeRecord): Both {
  const none = said('cấp độ chung của cả nước', 'the national level')
  const of = (language: 'vi' | 'en', more: string, takenBack: string) => {
    const named = decisions
      .slice(0, NAMED_MAX)
      .map(({ name, level }) => `${name[language]} → ${(level ?? none)[language]}`)
    const rest = decisions.length - named.length
    const text = [...named, ...(rest > 0 ? [`${more} ${rest}`] : [])].join('; ')
    return cut(isTakenBack || text === '' ? `${text}${text && ' '}(${takenBack})` : text)
  }
  return said(of('vi', 'và thêm', 'rút lại'), of('en', 'and more:', 'taken back'))
}

function cut(text: string): string {
  return text.length <= LABEL_MAX ? text : `${text.slice(0, LABEL_MAX - 1)}…`
}

export function deedsOf(row: DeedsRecord, is: Deed): number {
  if (is !== 'all') return row[is]
  return DEED_ENDS.reduce((sum, each) => sum + row[each], 0)
}
