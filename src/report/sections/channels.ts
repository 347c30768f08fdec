/**
 * The bulletins of the month on every channel: what was released and taken back, what loudspeakers played and what they did not, who
 * heard it before the ring, where people have seen it, who had asked for it. Exercises stand apart, in none of the sums. Kinds of proof
 * are never added up: played is not heard, and accepted is not read.
 */
import {
  CHANNELS,
  type ChannelsRecord,
  PLACES,
  PRIORITIES,
  type RecordPurpose,
  type ReleaseRecord,
} from '../channel-records.ts'
import type { Block, Run } from '../document.ts'
import type { Both, Figure } from '../figure.ts'
import { isMonthOver, monthName } from '../months.ts'
import type { MonthRecords } from '../records.ts'
import { Counting, isAwaited } from './channel-counting.ts'
import { CHANNEL_NAMES, PLACE_NAMES, PRIORITY_NAMES } from './channel-names.ts'
import { type Composed, notice, paragraph, phrase, said, separated, written } from './said.ts'
import { subscribersBlock } from './subscribers.ts'

const TITLE = said('Bản tin trên các kênh truyền thông', 'Bulletins on all channels')
const NONE = said('Trong tháng không có bản tin nào được phát hành.', 'No bulletin was released in the month.')
/** Beside what people entered or others said of other channels. */
const NONE_COUNTED = said(
  'Hệ thống này không phát hành bản tin nào trong tháng; nội dung dưới đây không được đếm từ hệ thống.',
  'This system released no bulletin in the month; the items below are not from it.',
)

/** Null: no bulletin was ever released here. */
export function channelsSection(records: MonthRecords): Composed | null {
  const { channels } = records
  if (channels === null) return null
  const figures: Figure[] = []
  const live = new Counting(ofPurpose(channels, 'live'), { ...records, purpose: 'live' }, figures)
  const exercise = new Counting(ofPurpose(channels, 'exercise'), { ...records, purpose: 'exercise' }, figures)
  const blocks = [
    ...(live.releases.length === 0 ? [notice('note', noneOf(records))] : [...releasedBlocks(live, records)]),
    ...loudspeakerBlocks(live, channels),
    ...ringBlocks(live),
    ...broadcastBlocks(live),
    ...placementBlocks(live),
    ...(channels.asked ?? []).map(each => subscribersBlock(live, each)),
    ...soFarBlocks(records),
    ...exerciseBlocks(exercise),
  ]
  return { section: { id: 'channels', title: TITLE, blocks }, figures }
}

function noneOf({ workItems, citedFacts }: MonthRecords): Both {
  const isToldOtherwise = [...workItems, ...citedFacts].some(({ section }) => section === 'channels')
  return isToldOtherwise ? NONE_COUNTED : NONE
}

type OfPurpose = Pick<ChannelsRecord, 'releases' | 'placements' | 'rings'> & {
  readonly broadcasts: NonNullable<ChannelsRecord['broadcasts']>
  readonly plays: NonNullable<ChannelsRecord['plays']>
}

/** What nobody knows the purpose of is in neither. */
function ofPurpose(channels: ChannelsRecord, purpose: RecordPurpose): OfPurpose {
  const isOf = (each: { readonly purpose: RecordPurpose }) => each.purpose === purpose
  return {
    releases: channels.releases.filter(isOf),
    placements: channels.placements.filter(isOf),
    rings: channels.rings.filter(isOf),
    broadcasts: (channels.broadcasts ?? []).filter(isOf),
    plays: (channels.plays ?? []).filter(({ of }) => of !== null && isOf(of)),
  }
}

// Released ------------------------------------------------------------------------------------------------------------

function releasedBlocks(live: Counting, { month }: MonthRecords): Block[] {
  const name = monthName(month)
  const firsts = live.firsts()
  const all = live.bulletins('bulletins', said('bản tin đã phát hành', 'bulletins released'), firsts)
  const levels = PRIORITIES.map(priority => ({
    name: PRIORITY_NAMES[priority],
    figure: live.bulletins(
      `priority-${priority}`,
      said(`bản tin mức ${PRIORITY_NAMES[priority].vi}`, `${PRIORITY_NAMES[priority].en} bulletins`),
      firsts.filter(each => each.priority === priority),
    ),
  }))
  const updates = live.releasesOf('updates', 'updates', live.updates())
  const corrections = live.releasesOf('corrections', 'corrections', live.ofKind('correct'))
  const cancellations = live.releasesOf('cancellations', 'cancellations', live.ofKind('cancel'))
  const listed = (language: 'vi' | 'en') =>
    separated(
      levels.map(level => [`${level.name[language]}: `, phrase(level.figure)]),
      '; ',
    )
  return [
    paragraph({
      vi: written(
        `Trong ${name.vi} đã phát hành `,
        phrase(all),
        ', mỗi bản tin do hai người ký trước khi phát hành (',
        ...listed('vi'),
        '). Sau đó có ',
        phrase(updates),
        ', ',
        phrase(corrections),
        ' và ',
        phrase(cancellations),
        '.',
      ),
      en: written(
        `Released in ${name.en}: `,
        phrase(all),
        ', each signed by two people beforehand (',
        ...listed('en'),
        '). Afterwards: ',
        phrase(updates),
        ', ',
        phrase(corrections),
        ' and ',
        phrase(cancellations),
        '.',
      ),
    }),
    channelTable(live),
  ]
}

/** What was released on each channel. A bulletin is on several, so that the column has no sum. */
function channelTable(live: Counting): Block {
  const used = CHANNELS.filter(channel => live.releases.some(({ channels }) => channels.includes(channel)))
  const on = (channel: (typeof CHANNELS)[number], releases: readonly ReleaseRecord[]) =>
    releases.filter(({ channels }) => channels.includes(channel))
  return {
    is: 'table',
    caption: said(
      'Bản tin theo kênh (một bản tin đi nhiều kênh, nên không cộng các dòng)',
      'Bulletins by channel (one can be on several, so lines do not add up)',
    ),
    head: [
      said('Kênh', 'Channel'),
      said('Bản tin', 'Bulletins'),
      said('Bản đính chính', 'Corrections'),
      said('Lần thu hồi', 'Cancellations'),
    ],
    rows: used.map(channel => {
      const name = CHANNEL_NAMES[channel]
      const bulletins = live.bulletins(
        `channel-${channel}`,
        said(`${name.vi}: bản tin`, `${name.en}: bulletins`),
        live.firsts(on(channel, live.ofKind('publish'))),
      )
      const corrections = live.releasesOf(
        `channel-${channel}.corrections`,
        'corrections',
        on(channel, live.ofKind('correct')),
        name,
      )
      const cancellations = live.releasesOf(
        `channel-${channel}.cancellations`,
        'cancellations',
        on(channel, live.ofKind('cancel')),
        name,
      )
      return [name, { figure: bulletins.id }, { figure: corrections.id }, { figure: cancellations.id }]
    }),
  }
}

// Loudspeakers ----------------------------------------------------------------------------------------------------------

function loudspeakerBlocks(live: Counting, { plays, clusters }: ChannelsRecord): Block[] {
  if (plays === null) return []
  const strangers = plays.filter(({ of }) => of === null).length
  if (live.plays.length === 0)
    return [
      notice(
        'note',
        said(
          'Trong tháng không có lượt phát loa nào của bản tin.',
          'No bulletin was scheduled on loudspeakers in the month.',
        ),
      ),
      ...strangerNotice(strangers),
    ]
  const told = live.clusters(clusters)
  const of = live.playFigures()
  const unknown = of.unknown.value + of.open.value
  return [
    paragraph({
      vi: written(
        'Loa: ',
        phrase(told),
        ' đã báo về. Theo lịch có ',
        phrase(of.scheduled),
        ' (',
        phrase(of.scheduledMinutes),
        '); đã phát trọn ',
        phrase(of.played),
        ' (',
        phrase(of.playedMinutes),
        '). Không phát trọn: bị cắt ',
        phrase(of.cut),
        ', bị từ chối ',
        phrase(of.refused),
        ', bị lỡ ',
        phrase(of.missed),
        ', không rõ ',
        phrase(of.unknown),
        ', chưa báo kết thúc ',
        phrase(of.open),
        '. Nghe được trong bản thu (bằng chứng riêng): ',
        phrase(of.heard),
        '.',
      ),
      en: written(
        'Loudspeakers: ',
        phrase(told),
        ' reported. Scheduled: ',
        phrase(of.scheduled),
        ' (',
        phrase(of.scheduledMinutes),
        '); played in full: ',
        phrase(of.played),
        ' (',
        phrase(of.playedMinutes),
        '). Not played in full: cut ',
        phrase(of.cut),
        ', refused ',
        phrase(of.refused),
        ', missed ',
        phrase(of.missed),
        ', unknown ',
        phrase(of.unknown),
        ', not yet ended ',
        phrase(of.open),
        '. Heard in a recording (separate evidence): ',
        phrase(of.heard),
        '.',
      ),
    }),
    ...(unknown === 0
      ? []
      : [
          notice(
            'warning',
            said(
              'Có lượt phát chưa rõ đã phát trọn hay chưa; các lượt này không được tính là đã phát.',
              'It is unknown whether some plays were complete; these are not counted as played.',
            ),
          ),
        ]),
    ...strangerNotice(strangers),
  ]
}

function strangerNotice(items: number): Block[] {
  if (items === 0) return []
  return [
    notice(
      'warning',
      said(
        `Loa báo về ${items} mục không thuộc bản tin nào của hệ thống này; không số nào ở trên tính các mục đó.`,
        `Loudspeakers reported ${items} items outside this system’s bulletins; no figure above counts them.`,
      ),
    ),
  ]
}

// Before the ring, placements ------------------------------------------------------------------------------------------

function ringBlocks(live: Counting): Block[] {
  if (live.rings.length === 0) return []
  const operators = live.ringOperators()
  const calls = live.calls()
  const silent = live.rings.filter(isAwaited)
  const names = [...new Set(silent.map(({ name }) => name))].join(', ')
  return [
    paragraph({
      vi: written(
        'Âm thông báo trước khi đổ chuông: ',
        phrase(operators),
        ' đã nhận và phát; theo hệ thống của họ, ',
        phrase(calls),
        ' đã nghe.',
      ),
      en: written(
        'Announcement before the ring: ',
        phrase(operators),
        ' accepted and played it; by their systems’ count, ',
        phrase(calls),
        ' heard it.',
      ),
    }),
    ...(silent.length === 0
      ? []
      : [
          notice(
            'warning',
            said(
              `Chưa có số cuộc gọi của ${names}: không có nghĩa là không ai nghe.`,
              `No call count from ${names}: this does not mean that nobody heard it.`,
            ),
          ),
        ]),
  ]
}

/** Cells and how often it was sent, never people: nobody knows who has read it. */
function broadcastBlocks(live: Counting): Block[] {
  if (live.broadcasts.length === 0) return []
  const operators = live.broadcastOperators()
  const [known, onAir, failed, unknown] = (['known', 'onAir', 'failed', 'unknown'] as const).map(of =>
    live.broadcastCells(of),
  )
  // What no controller has told is not none.
  const isTold = live.broadcasts.some(({ broadcasts }) => broadcasts !== null)
  const times = isTold ? live.broadcastCells('broadcasts') : null
  const silent = live.broadcasts.filter(
    ({ onAir, state }) => onAir === null && state !== 'refused' && state !== 'expired',
  )
  const names = [...new Set(silent.map(({ name }) => name))].join(', ')
  return [
    paragraph({
      vi: written(
        'Tin quảng bá di động: ',
        phrase(operators),
        ' đã nhận; trong vùng phát có ',
        phrase(known),
        ', đã lên sóng ở ',
        phrase(onAir),
        ', không phát được ở ',
        phrase(failed),
        ', chưa rõ ở ',
        phrase(unknown),
        ...(times === null
          ? ['; chưa thiết bị điều khiển nào báo số lần phát']
          : ['; thiết bị điều khiển báo ', phrase(times)]),
        '. Lên sóng không phải là đã đọc: không xác định được số người đọc.',
      ),
      en: written(
        'Cell broadcast: ',
        phrase(operators),
        ' accepted it; in the area: ',
        phrase(known),
        '; on the air: ',
        phrase(onAir),
        '; refused or failed: ',
        phrase(failed),
        '; unknown: ',
        phrase(unknown),
        ...(times === null
          ? ['; no controller has told how often it was sent']
          : ['; controllers tell of ', phrase(times)]),
        '. On the air is not read: the number of readers is unknown.',
      ),
    }),
    ...(silent.length === 0
      ? []
      : [
          notice(
            'warning',
            said(
              `Chưa có số ô phát của ${names}: chưa rõ tin đã lên sóng ở đó hay chưa.`,
              `No cell count from ${names}: broadcast there is unknown.`,
            ),
          ),
        ]),
  ]
}

function placementBlocks(live: Counting): Block[] {
  if (live.placements.length === 0) return []
  const all = live.placementsOf(null, said('lần đăng, phát', 'placements'))
  const kinds = PLACES.flatMap(kind => {
    if (live.placements.every(each => each.kind !== kind)) return []
    return [{ name: PLACE_NAMES[kind], figure: live.placementsOf(kind, PLACE_NAMES[kind]) }]
  })
  const listed = (language: 'vi' | 'en') =>
    separated(
      kinds.map(({ name, figure }) => [`${name[language]}: `, phrase(figure)]),
      '; ',
    )
  return [
    paragraph({
      vi: written('Người ghi nhận đã thấy bản tin ở nơi khác: ', phrase(all), ' (', ...listed('vi'), ').'),
      en: written('People have seen the bulletins elsewhere: ', phrase(all), ' (', ...listed('en'), ').'),
    }),
  ]
}

function soFarBlocks({ channels, month, asOf, timeZone }: MonthRecords): Block[] {
  if (channels === null || channels.releases.length === 0 || isMonthOver(month, asOf, timeZone)) return []
  const name = monthName(month)
  return [
    notice(
      'note',
      said(
        `Chưa hết ${name.vi}: số liệu của các kênh là tạm tính.`,
        `${name.en} is not over: channel figures are provisional.`,
      ),
    ),
  ]
}

// Exercises -------------------------------------------------------------------------------------------------------------

function exerciseBlocks(exercise: Counting): Block[] {
  if (exercise.releases.length === 0 && exercise.plays.length === 0) return []
  const bulletins = exercise.bulletins('bulletins', said('bản tin diễn tập', 'exercise bulletins'), exercise.firsts())
  const scheduled = exercise.plays.length === 0 ? null : exercise.playFigure('scheduled')
  const played = exercise.plays.length === 0 ? null : exercise.playFigure('played')
  const tail = (vi: boolean): (string | Run)[] =>
    scheduled === null || played === null
      ? ['.']
      : vi
        ? ['; loa diễn tập theo lịch có ', phrase(scheduled), ', đã phát trọn ', phrase(played), '.']
        : ['; loudspeakers of exercises were scheduled ', phrase(scheduled), ' and played whole ', phrase(played), '.']
  return [
    paragraph({
      vi: written('Diễn tập, không tính vào số nào ở trên: ', phrase(bulletins), ...tail(true)),
      en: written('Exercises, counted in none of the above: ', phrase(bulletins), ...tail(false)),
    }),
  ]
}
