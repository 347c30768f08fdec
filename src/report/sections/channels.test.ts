import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BroadcastRecord, CHANNELS, type ChannelsRecord, type ReleaseRecord } from '../channel-records.ts'
import { composeReport } from '../compose.ts'
import { danglingFigures, type Report } from '../document.ts'
import { Prose } from '../documents/prose.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import { monthRecords } from '../records.ts'
import { isSound } from '../working-out.ts'

const uuid = (number: number) => `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}`
const hex = (number: number) => number.toString(16).padStart(64, '0')
const [FIRST, SECOND, REHEARSED] = [uuid(1), uuid(2), uuid(3)]

function release(serial: number, change: Partial<ReleaseRecord>): ReleaseRecord {
  return {
    serial,
    bulletin: FIRST,
    version: 1,
    title: 'Rửa tay',
    purpose: 'live',
    priority: 'urgent',
    kind: 'publish',
    channels: ['page', 'cap', 'loudspeakers'],
    sha256: hex(serial),
    at: '2020-02-03T07:00:00+07:00',
    ...change,
  }
}

type Play = NonNullable<ChannelsRecord['plays']>[number]

function play(item: string, change: Partial<Play>): Play {
  const of = { bulletin: FIRST, title: 'Rửa tay', purpose: 'live' as const, milliseconds: 95_000 }
  const none = { played: 0, cut: 0, refused: 0, missed: 0, unknown: 0, open: 0, heard: 0 }
  return { item, of, ...none, ...change }
}

const rehearsed = {
  bulletin: REHEARSED,
  title: '[DIỄN TẬP] Rửa tay',
  purpose: 'exercise' as const,
  milliseconds: 60_000,
}

const CHANNELS_RECORD: ChannelsRecord = {
  releases: [
    release(1, {}),
    release(2, { bulletin: SECOND, title: 'Đeo khẩu trang', priority: 'normal', channels: ['page', 'mail'] }),
    release(3, { bulletin: REHEARSED, purpose: 'exercise', title: rehearsed.title }),
    release(4, { kind: 'correct' }),
    release(5, { kind: 'publish', version: 2 }),
    release(6, {
      bulletin: SECOND,
      title: 'Đeo khẩu trang',
      priority: 'normal',
      kind: 'cancel',
      channels: ['page', 'mail'],
    }),
  ],
  placements: [
    { id: uuid(20), bulletin: FIRST, purpose: 'live', kind: 'press', outlet: 'Báo A' },
    { id: uuid(21), bulletin: FIRST, purpose: 'live', kind: 'press', outlet: 'Báo B' },
    { id: uuid(22), bulletin: SECOND, purpose: 'live', kind: 'poster', outlet: 'Bến xe' },
    { id: uuid(23), bulletin: REHEARSED, purpose: 'exercise', kind: 'press', outlet: 'Báo A' },
  ],
  plays: [
    play('a', { played: 10, cut: 1, missed: 2, heard: 4 }),
    play('b', { played: 3, refused: 1, unknown: 2 }),
    play('c', { of: rehearsed, played: 100, missed: 7, heard: 1 }),
  ],
  clusters: 3,
  rings: [
    ring(30, { operator: 'viettel', name: 'Viettel', calls: 1200 }),
    ring(31, { operator: 'vinaphone', name: 'VinaPhone', calls: 34, state: 'withdrawn' }),
    ring(32, { operator: 'gmobile', name: 'Gmobile', state: 'refused', calls: null }),
    ring(34, { operator: 'itel', name: 'Itel' }),
    ring(33, { operator: 'viettel', name: 'Viettel', calls: 5, purpose: 'exercise' }),
  ],
  broadcasts: [
    aired(40, { operator: 'viettel', name: 'Viettel', known: 9, ...told(7, 1, 1), broadcasts: 120 }),
    aired(41, { operator: 'vinaphone', name: 'VinaPhone', state: 'replaced', known: 4, ...told(4, 0, 0) }),
    aired(42, { operator: 'gmobile', name: 'Gmobile', state: 'refused' }),
    aired(43, { operator: 'itel', name: 'Itel', known: 2, unknown: 2 }),
    aired(44, { known: 100, ...told(99, 1, 0), broadcasts: 1000, purpose: 'exercise' }),
  ],
  asked: [
    {
      channel: 'mail',
      subscribers: 12,
      asked: 7,
      confirmed: 5,
      accepted: 23,
      unsubscribed: 2,
      complained: 0,
      bounced: 0,
      gone: 1,
    },
    {
      channel: 'push',
      subscribers: 5,
      asked: 3,
      confirmed: 3,
      accepted: 9,
      unsubscribed: 0,
      complained: 0,
      bounced: 0,
      gone: 0,
    },
  ],
}

function told(onAir: number, failed: number, unknown: number) {
  return { onAir, failed, unknown }
}

function aired(number: number, change: Partial<BroadcastRecord>): BroadcastRecord {
  return {
    directive: uuid(number),
    sha256: hex(number),
    purpose: 'live',
    state: 'held',
    bulletin: change.purpose === 'exercise' ? REHEARSED : FIRST,
    operator: 'viettel',
    name: 'Viettel',
    known: null,
    broadcasts: null,
    onAir: null,
    failed: null,
    unknown: null,
    isFinal: true,
    ...change,
  }
}

function ring(number: number, change: Partial<ChannelsRecord['rings'][number]>): ChannelsRecord['rings'][number] {
  return {
    directive: uuid(number),
    sha256: hex(number),
    bulletin: change.purpose === 'exercise' ? REHEARSED : FIRST,
    purpose: 'live',
    operator: 'viettel',
    name: 'Viettel',
    state: 'held',
    calls: null,
    isFinal: true,
    ...change,
  }
}

function reportOf(change: Partial<ChannelsRecord> = {}, more = {}): Report {
  const channels = { ...CHANNELS_RECORD, ...change }
  return composeReport(monthRecords.parse({ ...RECORDS, ...more, channels }), HEADING)
}

function textOf(of: Report, language: 'vi' | 'en'): string {
  const prose = new Prose(of, language)
  const section = of.sections.find(({ id }) => id === 'channels')
  return (section?.blocks ?? [])
    .flatMap(block => ('runs' in block ? [prose.pieces(block.runs).map(({ text }) => text)] : []))
    .map(texts => texts.join(''))
    .join('\n')
}

function figureOf({ figures }: Report, id: string) {
  const found = figures.find(each => each.id === `channels.${id}`)
  assert.ok(found, id)
  return found
}

test('the bulletins of a month are told channel by channel, with what took them back, and no kind of proof added to another', () => {
  const told = textOf(reportOf(), 'vi').split('\n')
  assert.equal(
    told[0],
    'Trong tháng 02/2020 đã phát hành 2 bản tin, mỗi bản tin do hai người ký trước khi phát hành (thông thường: 1 bản tin; ưu tiên: 0 bản tin; khẩn cấp: 1 bản tin). Sau đó có 1 bản cập nhật, 1 bản đính chính và 1 lần thu hồi.',
  )
  assert.equal(
    told[1],
    'Loa: 3 cụm loa đã báo về. Theo lịch có 19 lượt phát (29 phút phát thanh); đã phát trọn 13 lượt phát (19 phút phát thanh). Không phát trọn: bị cắt 1 lượt phát, bị từ chối 1 lượt phát, bị lỡ 2 lượt phát, không rõ 2 lượt phát, chưa báo kết thúc 0 lượt phát. Nghe được trong bản thu (bằng chứng riêng): 4 lượt phát.',
  )
  assert.match(told[2], /^Có lượt phát chưa rõ đã phát trọn hay chưa/)
  assert.equal(
    told[3],
    'Âm thông báo trước khi đổ chuông: 3 doanh nghiệp viễn thông đã nhận và phát; theo hệ thống của họ, 1.234 cuộc gọi đã nghe.',
  )
  assert.equal(told[4], 'Chưa có số cuộc gọi của Itel: không có nghĩa là không ai nghe.')
  assert.match(told[5], /^Tin quảng bá di động: 3 doanh nghiệp viễn thông đã nhận; trong vùng phát có 15 ô phát/)
  assert.equal(told[6], 'Chưa có số ô phát của Itel: chưa rõ tin đã lên sóng ở đó hay chưa.')
  assert.match(told[7], /3 lần đăng, phát \(báo chí: 2 lần đăng, phát; áp phích: 1 lần đăng, phát\)/)
  assert.equal(
    told[8],
    'Thư điện tử: 12 địa chỉ thư đăng ký nhận tin. Trong tháng có 7 địa chỉ thư đề nghị nhận tin, 5 địa chỉ thư đã xác nhận; 3 địa chỉ thư thôi nhận (người nhận tự thôi: 2 địa chỉ thư; địa chỉ hoặc trình duyệt không còn: 1 địa chỉ thư). Máy chủ bên nhận đã nhận 23 thư; không xác định đã mở hay chưa.',
  )
  assert.equal(
    told[9],
    'Thông báo đẩy: 5 trình duyệt đăng ký nhận tin. Trong tháng có 3 trình duyệt đăng ký mới; 0 trình duyệt thôi nhận. Máy chủ bên nhận đã nhận 9 thông báo đẩy; không xác định đã mở hay chưa.',
  )
  assert.match(
    textOf(reportOf(), 'en'),
    /^Released in February 2020: 2 bulletins, .+\nLoudspeakers: 3 loudspeaker clusters reported\. Scheduled: 19 plays/,
  )
})

test('exercises stand apart in the month’s report, and none of its sums changes when they are taken out', () => {
  const { releases, placements, plays, rings, broadcasts = [] } = CHANNELS_RECORD
  const without = reportOf({
    releases: releases.filter(({ purpose }) => purpose === 'live'),
    placements: placements.filter(({ purpose }) => purpose === 'live'),
    rings: rings.filter(({ purpose }) => purpose === 'live'),
    broadcasts: broadcasts.filter(({ purpose }) => purpose === 'live'),
    plays: (plays ?? []).filter(({ of }) => of?.purpose === 'live'),
  })
  const live = ({ figures }: Report) =>
    figures.filter(({ id }) => id.startsWith('channels.') && !id.startsWith('channels.exercise.'))
  assert.deepEqual(live(reportOf()), live(without))
  assert.match(
    textOf(reportOf(), 'vi'),
    /\nDiễn tập, không tính vào số nào ở trên: 1 bản tin; loa diễn tập theo lịch có 107 lượt phát, đã phát trọn 100 lượt phát\.$/,
  )
  assert.doesNotMatch(textOf(without, 'vi'), /Diễn tập/)
})

test('each figure of channels is what counting the records one by one gives, and leads to them', () => {
  const of = reportOf()
  assert.deepEqual(danglingFigures(of), { missing: [], unused: [] })
  for (const each of of.figures) assert.ok(isSound(each), each.id)
  const { releases, plays, rings, placements, asked } = CHANNELS_RECORD
  // By brute force: one pass over all records for each figure.
  const value = (id: string) => figureOf(of, id).value
  let [corrections, cancellations] = [0, 0]
  const bulletins = new Set<string>()
  let versions = 0
  for (const { purpose, kind, bulletin } of releases) {
    if (purpose !== 'live') continue
    if (kind === 'correct') corrections++
    if (kind === 'cancel') cancellations++
    if (kind === 'publish') versions++
    if (kind === 'publish') bulletins.add(bulletin)
  }
  assert.deepEqual(['bulletins', 'updates', 'corrections', 'cancellations'].map(value), [
    bulletins.size,
    versions - bulletins.size,
    corrections,
    cancellations,
  ])
  for (const channel of CHANNELS) {
    const on = new Set<string>()
    for (const each of releases)
      if (each.purpose === 'live' && each.kind === 'publish' && each.channels.includes(channel)) on.add(each.bulletin)
    const found = of.figures.find(({ id }) => id === `channels.channel-${channel}`)
    assert.equal(found?.value ?? 0, on.size, channel)
  }
  let [scheduled, minutes] = [0, 0]
  const endings = ['played', 'cut', 'refused', 'missed', 'unknown', 'open'] as const
  for (const ending of endings) {
    let sum = 0
    for (const each of plays ?? []) if (each.of?.purpose === 'live') sum += each[ending]
    assert.equal(value(`loudspeakers.${ending}`), sum, ending)
    scheduled += sum
  }
  for (const each of plays ?? [])
    if (each.of?.purpose === 'live') minutes += Math.floor((each.played * each.of.milliseconds) / 60_000)
  assert.equal(value('loudspeakers.clusters'), CHANNELS_RECORD.clusters)
  assert.equal(value('loudspeakers.scheduled'), scheduled, 'every play has exactly one ending')
  assert.equal(value('loudspeakers.played-minutes'), minutes)
  let calls = 0
  for (const each of rings) if (each.purpose === 'live') calls += each.calls ?? 0
  assert.equal(value('ring.calls'), calls)
  let [known, onAir, failed, unknown, times] = [0, 0, 0, 0, 0]
  for (const each of CHANNELS_RECORD.broadcasts ?? []) {
    if (each.purpose !== 'live') continue
    known += each.known ?? 0
    onAir += each.onAir ?? 0
    failed += each.failed ?? 0
    unknown += each.unknown ?? 0
    times += each.broadcasts ?? 0
  }
  assert.deepEqual(
    ['operators', 'known', 'cells', 'failed', 'unknown', 'times'].map(id => value(`broadcast.${id}`)),
    [3, known, onAir, failed, unknown, times],
  )
  assert.equal(known, onAir + failed + unknown, 'each cell is one of the three')
  assert.match(
    textOf(of, 'vi'),
    /đã lên sóng ở 11 ô phát, không phát được ở 1 ô phát, chưa rõ ở 3 ô phát; [^.]*\. Lên sóng không phải là đã đọc/,
  )
  assert.match(textOf(of, 'en'), /11 cells; refused or failed: 1 cell; unknown: 3 cells;/)
  assert.match(textOf(of, 'en'), /No cell count from Itel/)
  const untold = reportOf({
    broadcasts: [aired(40, { operator: 'viettel', name: 'Viettel', known: 9, ...told(7, 1, 1) })],
  })
  assert.match(textOf(untold, 'vi'), /chưa rõ ở 1 ô phát; chưa thiết bị điều khiển nào báo số lần phát\. Lên sóng/)
  assert.doesNotMatch(textOf(untold, 'en'), /transmissions/, 'what nobody told is not none')
  let seen = 0
  for (const each of placements) if (each.purpose === 'live') seen++
  assert.equal(value('placements.all'), seen)
  for (const each of asked ?? []) {
    const { channel, unsubscribed, complained, bounced, gone } = each
    for (const id of ['subscribers', 'confirmed', 'accepted'] as const)
      assert.equal(value(`${channel}.${id}`), each[id], `${channel} ${id}`)
    assert.equal(value(`${channel}.left`), unsubscribed + complained + bounced + gone)
  }
  assert.equal(value('mail.asked'), 7)
  const { derivation } = figureOf(of, 'corrections')
  assert.deepEqual(derivation.is === 'counted' && derivation.parts.map(({ record }) => record), [
    { is: 'release', bulletin: FIRST, serial: 4, sha256: hex(4) },
  ])
})

test('a month in which no bulletin was released says so, and of what others said of channels that it was not counted here', () => {
  const none = { releases: [], placements: [], plays: null, clusters: 0, rings: [], broadcasts: [], asked: null }
  assert.equal(textOf(reportOf(none), 'vi'), 'Trong tháng không có bản tin nào được phát hành.')
  const item = { ...RECORDS.workItems[0], section: 'channels' as const }
  assert.match(textOf(reportOf(none, { workItems: [item] }), 'en'), /^This system released no bulletin in the month; /)
  const unused = composeReport({ ...RECORDS, channels: null }, HEADING)
  assert.equal(textOf(unused, 'vi'), '', 'where none was ever released nothing is said')
})

test('a play without an end, a count that is awaited or a month that goes on makes the figures of channels so far', () => {
  const isFinal = (of: Report, id: string) => figureOf(of, id).isFinal
  assert.equal(isFinal(reportOf(), 'loudspeakers.played'), true)
  assert.equal(isFinal(reportOf(), 'ring.calls'), false, 'an operator has told nothing')
  const open = { plays: [play('a', { played: 1, open: 1 })] }
  assert.equal(isFinal(reportOf(open), 'loudspeakers.played'), false)
  const asOf = '2020-02-20T08:30:00+07:00'
  assert.equal(isFinal(reportOf({}, { asOf }), 'bulletins'), false)
  assert.match(textOf(reportOf({}, { asOf }), 'vi'), /Chưa hết tháng 02\/2020: số liệu của các kênh/)
})

test('what loudspeakers told of no bulletin of this authority is said, and counted in no figure', () => {
  const told = reportOf({ plays: [play('a', { played: 2 }), play('x', { of: null, played: 9 })] })
  assert.equal(figureOf(told, 'loudspeakers.played').value, 2)
  assert.match(textOf(told, 'vi'), /Loa báo về 1 mục không thuộc bản tin nào của hệ thống này/)
})
