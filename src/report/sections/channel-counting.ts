/**
 * The figures of bulletins of one purpose, each counted from the records of its channel and from no other: those of exercises have ids of
 * their own and parts of their own.
 */
import type {
  AskedRecord,
  BroadcastRecord,
  PlacementRecord,
  PlayRecord,
  RecordPurpose,
  ReleaseRecord,
  RingRecord,
} from '../channel-records.ts'
import { type Both, counted, type Figure, type Part } from '../figure.ts'
import { isMonthOver } from '../months.ts'
import type { UnitId } from '../units.ts'
import type { Operation } from '../working-out.ts'
import { said } from './said.ts'

export const MINUTE_MS = 60_000

interface Records {
  readonly releases: readonly ReleaseRecord[]
  readonly placements: readonly PlacementRecord[]
  readonly rings: readonly RingRecord[]
  readonly broadcasts: readonly BroadcastRecord[]
  readonly plays: readonly PlayRecord[]
}

interface Of {
  readonly purpose: RecordPurpose
  readonly month: string
  readonly asOf: string
  readonly timeZone: string
}

/** What becomes of what was scheduled: each play is exactly one of them. */
const ENDINGS = ['played', 'cut', 'refused', 'missed', 'unknown', 'open'] as const
type Ending = (typeof ENDINGS)[number]

const PLAYS: Readonly<Record<Ending | 'scheduled' | 'heard', { label: Both; how: Both }>> = {
  scheduled: {
    label: said('lượt phát theo lịch', 'plays scheduled'),
    how: said(
      'Đã phát, bị cắt, bị từ chối, bị lỡ, không rõ và chưa báo kết thúc, theo từng mục',
      'Played, cut, refused, missed, unknown and not yet ended, by item',
    ),
  },
  played: ending('đã phát trọn', 'played whole'),
  cut: ending('bị cắt giữa chừng', 'cut'),
  refused: ending('bị từ chối', 'refused'),
  missed: ending('bị lỡ', 'missed'),
  unknown: ending('không rõ', 'unknown'),
  open: ending('chưa báo kết thúc', 'without an end so far'),
  heard: {
    label: said('lượt phát nghe được', 'plays heard'),
    how: said('Lượt phát có thẻ được giải mã từ một bản thu', 'Plays whose tag was decoded from a recording'),
  },
}

const BROADCAST_TAKEN = ['held', 'replaced', 'withdrawn'] as const
const BY_NODES = said(
  'Theo số liệu mới nhất do nút của từng doanh nghiệp viễn thông ký; một ô ở hai bản tin tính hai lần',
  'By the newest count signed by each operator’s node; a cell in two bulletins counts twice',
)
const BROADCAST_FIGURES = {
  known: {
    named: {
      id: 'broadcast.known',
      label: said('ô phát trong vùng phát tin quảng bá', 'cells in the broadcast area'),
      unit: 'cells',
    },
    how: BY_NODES,
  },
  onAir: {
    named: {
      id: 'broadcast.cells',
      label: said('ô phát đã lên sóng tin quảng bá', 'cells with broadcasts on the air'),
      unit: 'cells',
    },
    how: BY_NODES,
  },
  failed: {
    named: {
      id: 'broadcast.failed',
      label: said('ô phát không phát được tin quảng bá', 'cells without broadcasts (failed)'),
      unit: 'cells',
    },
    how: BY_NODES,
  },
  unknown: {
    named: {
      id: 'broadcast.unknown',
      label: said('ô phát chưa rõ đã lên sóng hay chưa', 'cells with unknown result'),
      unit: 'cells',
    },
    how: said(
      'Theo số liệu mới nhất do nút của từng doanh nghiệp viễn thông ký, cộng mọi ô của nút đã nhận nhưng chưa báo số liệu',
      'By the newest count signed by each operator’s node, plus all cells of nodes without a count',
    ),
  },
  broadcasts: {
    named: {
      id: 'broadcast.times',
      label: said('lần phát sóng tin quảng bá', 'broadcast transmissions'),
      unit: 'cell-times',
    },
    how: said(
      'Số lần mà thiết bị điều khiển của doanh nghiệp viễn thông báo đã phát, cộng mọi ô và mọi chu kỳ',
      'Transmissions reported by the operators’ controllers, over all cells and periods',
    ),
  },
} as const

const TAKEN_BACK = {
  updates: said('bản cập nhật', 'updates'),
  corrections: said('bản đính chính', 'corrections'),
  cancellations: said('lần thu hồi', 'cancellations'),
} as const satisfies Partial<Record<UnitId, Both>>

export type PlayFigures = Readonly<
  Record<Ending | 'scheduled' | 'heard' | 'scheduledMinutes' | 'playedMinutes', Figure>
>

export class Counting {
  readonly releases: readonly ReleaseRecord[]
  readonly placements: readonly PlacementRecord[]
  readonly rings: readonly RingRecord[]
  readonly broadcasts: readonly BroadcastRecord[]
  readonly plays: readonly PlayRecord[]
  readonly #of: Of
  readonly #isOver: boolean
  readonly #figures: Figure[]

  /** Each figure that is made is put behind those of `figures`. */
  constructor({ releases, placements, rings, broadcasts, plays }: Records, of: Of, figures: Figure[]) {
    this.releases = releases.toSorted((a, b) => a.serial - b.serial)
    this.placements = placements
    this.rings = rings
    this.broadcasts = broadcasts
    this.plays = plays
    this.#of = of
    this.#isOver = isMonthOver(of.month, of.asOf, of.timeZone)
    this.#figures = figures
  }

  ofKind(kind: ReleaseRecord['kind']): readonly ReleaseRecord[] {
    return this.releases.filter(each => each.kind === kind)
  }

  /** Of each bulletin the first that was published. */
  firsts(published = this.ofKind('publish')): readonly ReleaseRecord[] {
    const firsts = new Map<string, ReleaseRecord>()
    for (const each of published) if (!firsts.has(each.bulletin)) firsts.set(each.bulletin, each)
    return [...firsts.values()]
  }

  updates(): readonly ReleaseRecord[] {
    const firsts = new Set(this.firsts())
    return this.ofKind('publish').filter(each => !firsts.has(each))
  }

  bulletins(id: string, label: Both, firsts: readonly ReleaseRecord[]): Figure {
    return this.#count(
      { id, label, unit: 'bulletins' },
      {
        operation: 'count',
        how: said(
          'Mỗi bản tin một lần, theo lần phát hành đầu tiên trong tháng',
          'Each bulletin once, by first release in the month',
        ),
        parts: firsts.map(releasePart),
      },
    )
  }

  /** `on`: of that channel. */
  releasesOf(id: string, unit: keyof typeof TAKEN_BACK, releases: readonly ReleaseRecord[], on?: Both): Figure {
    const { vi, en } = TAKEN_BACK[unit]
    const label = on === undefined ? said(vi, en) : said(`${on.vi}: ${vi}`, `${on.en}: ${en}`)
    return this.#count(
      { id, label, unit },
      {
        operation: 'count',
        how: said('Mục trong nhật ký phát hành của tháng', 'Entries of the month in the release log'),
        parts: releases.map(releasePart),
      },
    )
  }

  clusters(value: number): Figure {
    const { month } = this.#of
    const label = said('cụm loa đã báo về', 'clusters that reported')
    const record = { is: 'plays', month, bulletin: null, item: '' } as const
    return this.#count(
      { id: 'loudspeakers.clusters', label, unit: 'clusters' },
      {
        operation: 'sum',
        how: said('Cụm loa có biên nhận trong tháng', 'Clusters with a receipt in the month'),
        parts: [{ label, value, record }],
      },
    )
  }

  playFigures(): PlayFigures {
    const of = (is: Ending | 'scheduled' | 'heard') => this.playFigure(is)
    return {
      scheduled: of('scheduled'),
      played: of('played'),
      cut: of('cut'),
      refused: of('refused'),
      missed: of('missed'),
      unknown: of('unknown'),
      open: of('open'),
      heard: of('heard'),
      scheduledMinutes: this.#minutes('scheduled'),
      playedMinutes: this.#minutes('played'),
    }
  }

  playFigure(is: Ending | 'scheduled' | 'heard'): Figure {
    const { label, how } = PLAYS[is]
    return this.#count(
      { id: `loudspeakers.${is}`, label, unit: 'plays' },
      { operation: 'sum', how, parts: this.plays.map(each => this.#playPart(each, playsOf(each, is))) },
    )
  }

  /** Whole minutes: of an item no more than were there. */
  #minutes(is: 'scheduled' | 'played'): Figure {
    const { label } = PLAYS[is]
    return this.#count(
      {
        id: `loudspeakers.${is}-minutes`,
        label: said(`thời lượng ${label.vi}`, `minutes of ${label.en}`),
        unit: 'play-minutes',
      },
      {
        operation: 'sum',
        how: said(
          'Lượt phát nhân thời lượng của bản âm thanh, từng mục, làm tròn xuống phút',
          'Plays times the length of the sound, by item, rounded down to minutes',
        ),
        parts: this.plays.map(each =>
          this.#playPart(each, Math.floor((playsOf(each, is) * (each.of?.milliseconds ?? 0)) / MINUTE_MS)),
        ),
      },
    )
  }

  #playPart({ item, of }: PlayRecord, value: number): Part {
    const { month } = this.#of
    const bulletin = of?.bulletin ?? null
    const title = of?.title ?? item
    return { label: said(title, title), value, record: { is: 'plays', month, bulletin, item } }
  }

  /** That have or had it. */
  ringOperators(): Figure {
    const taken = new Map<string, RingRecord>()
    for (const each of this.rings)
      if ((each.state === 'held' || each.state === 'withdrawn') && !taken.has(each.operator))
        taken.set(each.operator, each)
    return this.#count(
      {
        id: 'ring.operators',
        label: said('doanh nghiệp viễn thông đã nhận âm thông báo', 'operators that accepted the announcement'),
        unit: 'operators',
      },
      {
        operation: 'count',
        how: said(
          'Mỗi doanh nghiệp viễn thông một lần, nếu nút của doanh nghiệp đã ký xác nhận',
          'Each operator once, if its node signed the acceptance',
        ),
        parts: [...taken.values()].map(each => ringPart(each, 1)),
      },
      this.rings.every(({ state }) => state !== 'issued'),
    )
  }

  /** Operators that told nothing are no part of it. */
  calls(): Figure {
    return this.#count(
      {
        id: 'ring.calls',
        label: said('cuộc gọi đã nghe âm thông báo', 'calls that heard the announcement'),
        unit: 'calls',
      },
      {
        operation: 'sum',
        how: said(
          'Theo số liệu mới nhất do nút của từng doanh nghiệp viễn thông ký',
          'By the newest count signed by each operator’s node',
        ),
        parts: this.rings.flatMap(each => (each.calls === null ? [] : [ringPart(each, each.calls)])),
      },
      this.rings.every(each => !isAwaited(each) && (each.calls === null || each.isFinal)),
    )
  }

  /** Whose nodes took it. */
  broadcastOperators(): Figure {
    const taken = new Map<string, BroadcastRecord>()
    for (const each of this.broadcasts)
      if (BROADCAST_TAKEN.some(state => state === each.state) && !taken.has(each.operator))
        taken.set(each.operator, each)
    return this.#count(
      {
        id: 'broadcast.operators',
        label: said('doanh nghiệp viễn thông đã nhận tin quảng bá di động', 'operators that accepted the broadcast'),
        unit: 'operators',
      },
      {
        operation: 'count',
        how: said(
          'Mỗi doanh nghiệp viễn thông một lần, nếu nút của doanh nghiệp đã ký xác nhận',
          'Each operator once, if its node signed the acceptance',
        ),
        parts: [...taken.values()].map(each => broadcastPart(each, 1)),
      },
      this.broadcasts.every(({ state }) => state !== 'issued'),
    )
  }

  /** Of operators that told nothing nobody knows; they are no part of it. */
  broadcastCells(of: keyof typeof BROADCAST_FIGURES): Figure {
    return this.#count(
      BROADCAST_FIGURES[of].named,
      {
        operation: 'sum',
        how: BROADCAST_FIGURES[of].how,
        parts: this.broadcasts.flatMap(each => {
          const value = each[of]
          return value === null ? [] : [broadcastPart(each, value)]
        }),
      },
      this.broadcasts.every(({ isFinal, state }) => isFinal || !BROADCAST_TAKEN.some(taken => taken === state)),
    )
  }

  /** Null: of all kinds. */
  placementsOf(kind: PlacementRecord['kind'] | null, label: Both): Figure {
    const own = this.placements.filter(each => kind === null || each.kind === kind)
    return this.#count(
      { id: `placements.${kind ?? 'all'}`, label, unit: 'placements' },
      {
        operation: 'count',
        how: said(
          'Lần được cán bộ ghi nhận và không rút lại, của các bản tin trong tháng',
          'Recorded by a person and not withdrawn, for bulletins of the month',
        ),
        parts: own.map(({ id, bulletin, outlet }) => ({
          label: said(outlet, outlet),
          value: 1,
          record: { is: 'placement', bulletin, id },
        })),
      },
    )
  }

  /** `parts`: of the record of that channel, each with what it is called. */
  subscriptions(
    channel: AskedRecord['channel'],
    { id, label, unit }: Pick<Figure, 'id' | 'label' | 'unit'>,
    how: Both,
    parts: readonly Pick<Part, 'label' | 'value'>[],
  ): Figure {
    const record = { is: 'subscriptions', month: this.#of.month, channel } as const
    return this.#count(
      { id: `${channel}.${id}`, label, unit },
      { operation: 'sum', how, parts: parts.map(part => ({ ...part, record })) },
    )
  }

  /** `isSettled`: what it counts changes no more, once the month is over. */
  #count(
    { id, label, unit }: Pick<Figure, 'id' | 'label' | 'unit'>,
    from: { readonly operation: Operation; readonly how: Both; readonly parts: readonly Part[] },
    isSettled = true,
  ): Figure {
    const { purpose, asOf } = this.#of
    const isExercise = purpose === 'exercise'
    const figure = counted(
      {
        id: `channels.${isExercise ? 'exercise.' : ''}${id}`,
        label: isExercise
          ? said(`Diễn tập: ${label.vi}`, `Exercises: ${label.en}`)
          : said(`Cả tháng: ${label.vi}`, `The month: ${label.en}`),
        unit,
        asOf,
        isFinal: this.#isOver && isSettled && this.#areSettled(from.parts),
      },
      from,
    )
    this.#figures.push(figure)
    return figure
  }

  /** A play without an end will be told to be one of the others. */
  #areSettled(parts: readonly Part[]): boolean {
    return parts.every(({ record }) => record.is !== 'plays') || this.plays.every(({ open }) => open === 0)
  }
}

function ending(vi: string, en: string): { label: Both; how: Both } {
  return {
    label: said(`lượt phát ${vi}`, `plays ${en}`),
    how: said('Theo biên nhận đã ký của loa, từng mục', 'By the devices’ signed receipts, by item'),
  }
}

/** Of an operator that refused it, or never took it, no count will come. */
export function isAwaited({ state, calls }: RingRecord): boolean {
  return calls === null && state !== 'refused' && state !== 'expired'
}

function playsOf(play: PlayRecord, is: Ending | 'scheduled' | 'heard'): number {
  if (is !== 'scheduled') return play[is]
  return ENDINGS.reduce((sum, each) => sum + play[each], 0)
}

function releasePart({ title, bulletin, serial, sha256 }: ReleaseRecord): Part {
  return { label: said(title, title), value: 1, record: { is: 'release', bulletin, serial, sha256 } }
}

function broadcastPart({ bulletin, directive, operator, name, sha256 }: BroadcastRecord, value: number): Part {
  return { label: said(name, name), value, record: { is: 'broadcast', bulletin, directive, operator, sha256 } }
}

function ringPart({ bulletin, directive, operator, name, sha256 }: RingRecord, value: number): Part {
  return { label: said(name, name), value, record: { is: 'announcement', bulletin, directive, operator, sha256 } }
}
