/**
 * Communication plans in the month: which changes of level two people decided, what each was to begin and to end, what was carried out of it
 * until now, and at which level areas were. Exercises stand apart, in none of the sums.
 */
import type { Block, Cell } from '../document.ts'
import { type Both, counted, type Figure, type Part } from '../figure.ts'
import { dateName, instantName, isMonthOver, monthName } from '../months.ts'
import type { DeedsRecord, LevelChangeRecord, LevelRecord, PlanRecord } from '../plan-records.ts'
import type { MonthRecords } from '../records.ts'
import type { UnitId } from '../units.ts'
import { type Composed, notice, paragraph, phrase, said, written } from './said.ts'

const TITLE = said('Truyền thông theo cấp độ', 'Communication by levels')
const NONE = said(
  'Trong tháng không có lần chuyển cấp độ nào.',
  'No level was changed in the month.',
)
const NO_LEVEL = said('theo cả nước', 'as the country')
/** A cell names so many areas. */
const NAMED_MAX = 8

/** Null: no level was ever decided by a plan here. */
export function plansSection(records: MonthRecords): Composed | null {
  const { plans } = records
  if (plans === null) return null
  const figures: Figure[] = []
  const keep: Keep = figure => {
    figures.push(figure)
    return figure
  }
  const blocks = plans.flatMap((plan, at) => planBlocks(plan, at + 1, records, keep))
  return {
    section: { id: 'plans', title: TITLE, blocks: blocks.length > 0 ? blocks : [nothing()] },
    figures,
  }
}

type Keep = (figure: Figure) => Figure

function nothing(): Block {
  return notice('note', NONE)
}

function planBlocks(plan: PlanRecord, number: number, records: MonthRecords, keep: Keep): Block[] {
  const live = plan.changes.filter(({ purpose }) => purpose === 'live')
  const exercises = plan.changes.filter(({ purpose }) => purpose === 'exercise')
  if (plan.changes.length === 0 && plan.levels.length === 0) return []
  const sums = new Sums(plan, number, records, keep)
  return [
    ...(live.length === 0
      ? [notice('note', said(`${plan.title.vi}: ${NONE.vi}`, `${plan.title.en}: ${NONE.en}`))]
      : [sums.paragraph(live), changesTable(live, sums, records)]),
    ...(plan.levels.length === 0 ? [] : [levelsTable(plan)]),
    ...(exercises.length === 0 ? [] : [sums.exercises(exercises)]),
  ]
}

const DEEDS = {
  done: said('đã thực hiện', 'carried out'),
  failed: said('lỗi', 'failed'),
  asked: said('chờ người dừng', 'waiting for a person to stop them'),
  planned: said('chưa đến lượt', 'still to come'),
  dropped: said('không cần nữa', 'not needed any more'),
} as const satisfies Readonly<Record<keyof DeedsRecord, Both>>

/** Figures of one plan's changes. */
class Sums {
  readonly #plan: PlanRecord
  readonly #number: number
  readonly #records: MonthRecords
  readonly #keep: Keep

  constructor(plan: PlanRecord, number: number, records: MonthRecords, keep: Keep) {
    this.#plan = plan
    this.#number = number
    this.#records = records
    this.#keep = keep
  }

  figure(
    id: string,
    { unit, label, how }: { readonly unit: UnitId; readonly label: Both; readonly how: Both },
    parts: readonly Part[],
  ): Figure {
    const { month, asOf, timeZone } = this.#records
    const { title } = this.#plan
    const isOver = isMonthOver(month, asOf, timeZone)
    return this.#keep(
      counted(
        {
          ...{ id: `plans.${this.#number}.${id}`, unit, asOf },
          label: said(`${title.vi}: ${label.vi}`, `${title.en}: ${label.en}`),
          // What is carried out of them goes on after the month.
          isFinal: isOver && unit !== 'deeds',
        },
        { operation: unit === 'level-changes' ? 'count' : 'sum', how, parts },
      ),
    )
  }

  begins(id: string, changes: readonly LevelChangeRecord[]): Figure {
    const label = said('tác động bắt đầu', 'effects begun')
    const how = said('Theo nội dung đã phê duyệt', 'As it was approved')
    return this.figure(
      id,
      { unit: 'effects', label, how },
      changes.map(change => partOf(this.#plan, change, change.begins)),
    )
  }

  ends(id: string, changes: readonly LevelChangeRecord[]): Figure {
    const label = said('tác động kết thúc', 'effects ended')
    const how = said('Theo nội dung đã phê duyệt', 'As it was approved')
    return this.figure(
      id,
      { unit: 'effects', label, how },
      changes.map(change => partOf(this.#plan, change, change.ends)),
    )
  }

  deeds(id: string, which: keyof DeedsRecord, changes: readonly LevelChangeRecord[]): Figure {
    const how = said(
      'Mỗi lần bắt đầu hoặc kết thúc một tác động, tính đến nay',
      'Each beginning and each end of an effect, until now',
    )
    return this.figure(
      id,
      { unit: 'deeds', label: DEEDS[which], how },
      changes.map(change => partOf(this.#plan, change, change.deeds[which])),
    )
  }

  count(id: string, label: Both, changes: readonly LevelChangeRecord[]): Figure {
    const how = said('Được phê duyệt trong tháng', 'Approved in the month')
    return this.figure(
      id,
      { unit: 'level-changes', label, how },
      changes.map(change => partOf(this.#plan, change, 1)),
    )
  }

  paragraph(changes: readonly LevelChangeRecord[]): Block {
    const { title } = this.#plan
    const name = monthName(this.#records.month)
    const all = this.count('changes', said('chuyển cấp độ', 'level changes'), changes)
    const begins = this.begins('begins', changes)
    const ends = this.ends('ends', changes)
    const of = (Object.keys(DEEDS) as (keyof DeedsRecord)[]).map(
      which => [DEEDS[which], this.deeds(which, which, changes)] as const,
    )
    const listed = (language: 'vi' | 'en') =>
      of.flatMap(([label, figure], at) => [
        `${at === 0 ? '' : '; '}${label[language]}: `,
        phrase(figure),
      ])
    return paragraph({
      vi: written(
        `Trong ${name.vi}, theo ${title.vi}, có `,
        phrase(all),
        ', mỗi lần do hai người quyết định: ',
        phrase(begins),
        ' bắt đầu, ',
        phrase(ends),
        ' kết thúc. Kế hoạch so với thực hiện: ',
        ...listed('vi'),
        '.',
      ),
      en: written(
        `In ${name.en}, by ${title.en}, there were `,
        phrase(all),
        ', each decided by two people: ',
        phrase(begins),
        ' to begin and ',
        phrase(ends),
        ' to end. Planned against done: ',
        ...listed('en'),
        '.',
      ),
    })
  }

  exercises(changes: readonly LevelChangeRecord[]): Block {
    const all = this.count('exercises', said('diễn tập', 'exercises'), changes)
    return paragraph({
      vi: written('Ngoài ra đã diễn tập ', phrase(all), ', không tính vào các số trên.'),
      en: written('Beside that, as exercises, in none of these sums: ', phrase(all), '.'),
    })
  }
}

function changesTable(
  changes: readonly LevelChangeRecord[],
  sums: Sums,
  { timeZone }: MonthRecords,
): Block {
  const rows = changes.map((change, index): Cell[] => {
    const id = (of: string) => `change-${index + 1}.${of}`
    const one = [change]
    const taken = change.isTakenBack ? said(' (đã thu hồi)', ' (taken back)') : said('', '')
    const from = instantName(change.from, timeZone)
    const who = `${change.proposedBy} / ${change.approvedBy}`
    return [
      said(`${from.vi}${taken.vi}`, `${from.en}${taken.en}`),
      decisionsOf(change),
      said(who, who),
      { figure: sums.begins(id('begins'), one).id },
      { figure: sums.ends(id('ends'), one).id },
      { figure: sums.deeds(id('done'), 'done', one).id },
      { figure: sums.deeds(id('failed'), 'failed', one).id },
    ]
  })
  return {
    is: 'table',
    caption: said('Các lần chuyển cấp độ', 'Level changes'),
    head: [
      said('Có hiệu lực từ', 'In force from'),
      said('Địa bàn và cấp độ', 'Areas and levels'),
      said('Đề xuất / phê duyệt', 'Proposed / approved'),
      said('Tác động bắt đầu', 'Effects begun'),
      said('Tác động kết thúc', 'Effects ended'),
      said('Đã thực hiện', 'Carried out'),
      said('Lỗi', 'Failed'),
    ],
    rows,
  }
}

function decisionsOf({ decisions }: LevelChangeRecord): Both {
  if (decisions.length === 0) return said('không có quyết định mới', 'nothing new decided')
  const named = (language: 'vi' | 'en') => {
    const shown = decisions
      .slice(0, NAMED_MAX)
      .map(({ area, level }) => `${area}: ${(level ?? NO_LEVEL)[language]}`)
      .join('; ')
    const more = decisions.length - NAMED_MAX
    if (more <= 0) return shown
    return language === 'vi' ? `${shown} và ${more} địa bàn khác` : `${shown} and ${more} more`
  }
  return said(named('vi'), named('en'))
}

/** Areas that were at one level on the same days stand in one row. */
function levelsTable({ levels, title }: PlanRecord): Block {
  const groups = Map.groupBy(
    levels,
    ({ level, from, until }: LevelRecord) => `${from} ${until} ${level.vi}`,
  )
  const rows = [...groups.values()].map((group): Cell[] => {
    const [{ level, from, until }] = group
    const shown = group
      .slice(0, NAMED_MAX)
      .map(({ area }) => area)
      .join(', ')
    const more = group.length - NAMED_MAX
    return [
      more <= 0
        ? said(shown, shown)
        : said(`${shown} và ${more} địa bàn khác`, `${shown} and ${more} more`),
      level,
      dateName(from),
      dateName(until),
    ]
  })
  return {
    is: 'table',
    caption: said(`Cấp độ của địa bàn theo ${title.vi}`, `Levels of areas by ${title.en}`),
    head: [
      said('Địa bàn', 'Areas'),
      said('Cấp độ', 'Level'),
      said('Từ ngày', 'From'),
      said('Đến hết ngày', 'To the end of'),
    ],
    rows,
  }
}

function partOf(
  { plan }: PlanRecord,
  { id, sha256, from }: LevelChangeRecord,
  value: number,
): Part {
  const label = said(`chuyển cấp độ từ ${from}`, `level change from ${from}`)
  return { label, value, record: { is: 'level-change', plan, change: id, sha256 } }
}
