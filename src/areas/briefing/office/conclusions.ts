/**
 * The conclusions of a briefing (thông báo kết luận) as a paper in the administrative layout: who chaired, from when to when, who was
 * there, what was decided under each item, and which instructions were issued. A draft until the minutes are closed. Pure.
 */
import { clockTime, wallDate } from '../../../base/wall-time.ts'
import type { Block, Report } from '../../../report/document.ts'
import type { Both } from '../../../report/figure.ts'
import { dateName, instantName } from '../../../report/months.ts'
import type { Paper } from '../../../report/paper.ts'
import { notice, paragraph, said, written } from '../../../report/sections/said.ts'
import { instructionFailure } from '../instructions/failures.ts'
import { type Briefing, EXPECTED, type Instruction, type Minute, type Place, type Question } from '../model.ts'

/** Who issues it, from where, and who signs; its number and its date are its own. */
export type ConclusionsHeading = Report['heading']

interface About {
  readonly heading: ConclusionsHeading
  readonly now: number
  readonly timeZone: string
}

type Section = Paper['sections'][number]

/** Fails with conclusionsNotYet, of a briefing that has not begun. */
export function conclusionsOf(
  briefing: Briefing,
  { heading, now, timeZone }: About,
): Paper & { readonly kind: 'announcement' } {
  const { beganAt, closedAt, title } = briefing
  if (beganAt === null) throw instructionFailure('conclusionsNotYet')
  const asOf = closedAt ?? new Date(now).toISOString()
  const day = dateName(wallDate(Date.parse(beganAt), timeZone))
  return {
    kind: 'announcement',
    ...(closedAt === null ? { mark: said('BẢN NHÁP', 'DRAFT') } : {}),
    timeZone,
    asOf,
    title: said(
      `Thông báo kết luận tại buổi giao ban trực tuyến “${title}” ngày ${day.vi}`,
      `Conclusions of the online briefing “${title}” of ${day.en}`,
    ),
    heading: {
      ...heading,
      symbol: null,
      date: wallDate(Date.parse(asOf), timeZone),
      recipients: [said('Các điểm cầu trong danh sách', 'The sites of the roster'), ...heading.recipients],
    },
    sections: [
      attendanceSection(briefing, beganAt, timeZone),
      ...agendaSection(briefing),
      decisionsSection(briefing),
      ...questionsSection(briefing, timeZone),
      ...instructionsSection(briefing),
      ...recordingSection(briefing),
    ],
    figures: [],
  }
}

function attendanceSection(briefing: Briefing, beganAt: string, timeZone: string): Section {
  const { endedAt, places } = briefing
  const began = instantName(beganAt, timeZone)
  const ended = endedAt === null ? null : instantName(endedAt, timeZone)
  const span =
    ended === null
      ? said(`Bắt đầu lúc ${began.vi}`, `Began at ${began.en}`)
      : said(`Từ ${began.vi} đến ${ended.vi}`, `From ${began.en} to ${ended.en}`)
  const chair = presiding(places)
  const chaired =
    chair === undefined ? said('.', '.') : said(`; chủ trì: ${person(chair)}.`, `; in the chair: ${person(chair)}.`)
  const secretaries = places.filter(({ role }) => role === 'secretary').map(person)
  const expected = places.filter(({ role }) => EXPECTED.includes(role))
  const came = expected.filter(({ is }) => hasCome(is)).length
  const withReason = expected.filter(({ is }) => is === 'absent-with-reason').length
  const absent = expected.filter(({ is }) => is === 'absent').length
  return {
    id: 'attendance',
    title: said('Thời gian, thành phần', 'Time and attendance'),
    blocks: [
      sentence(said(`${span.vi}${chaired.vi}`, `${span.en}${chaired.en}`)),
      ...(secretaries.length === 0
        ? []
        : [sentence(said(`Thư ký: ${secretaries.join('; ')}.`, `Secretary: ${secretaries.join('; ')}.`))]),
      sentence(
        said(
          `Có mặt ${came}/${expected.length} điểm cầu được mời; vắng có lý do: ${withReason}; vắng không lý do: ${absent}.`,
          `${came} of ${expected.length} invited sites attended; absent with a reason: ${withReason}; absent without a reason: ${absent}.`,
        ),
      ),
      ...(expected.length === 0 ? [] : [attendanceTable(expected)]),
    ],
  }
}

function attendanceTable(expected: readonly Place[]): Block {
  return {
    is: 'table',
    caption: said('Điểm danh', 'Roll call'),
    head: [
      said('Điểm cầu', 'Site'),
      said('Người phụ trách', 'Responsible'),
      said('Có mặt', 'Attendance'),
      said('Lý do, ghi chú', 'Reason, remarks'),
    ],
    rows: expected.map(each => {
      const { name, title } = each.responsible
      const who = title === null ? name : `${name}, ${title}`
      return [alike(each.name), alike(who), ATTENDANCE[each.is], remarks(each)]
    }),
  }
}

const ATTENDANCE: Readonly<Record<Place['is'], Both>> = {
  awaited: said('chưa vào', 'awaited'),
  present: said('có mặt', 'present'),
  late: said('có mặt, vào muộn', 'present, late'),
  'left-early': said('rời sớm', 'left early'),
  dropped: said('mất kết nối', 'lost connection'),
  removed: said('bị đưa ra', 'removed'),
  'absent-with-reason': said('vắng có lý do', 'absent with a reason'),
  absent: said('vắng không lý do', 'absent without a reason'),
}

function remarks({ reason, drops, is, wasLate }: Place): Both {
  const all = [
    ...(reason === null || reason === '' ? [] : [alike(oneLine(reason))]),
    ...(wasLate && is !== 'late' ? [said('vào muộn', 'late')] : []),
    ...(drops > 0
      ? [said(`mất kết nối ${drops} lần`, `lost connection ${drops === 1 ? 'once' : `${drops} times`}`)]
      : []),
  ]
  if (all.length === 0) return said('–', '–')
  return said(all.map(({ vi }) => vi).join('; '), all.map(({ en }) => en).join('; '))
}

function agendaSection({ agenda, places }: Briefing): Section[] {
  if (agenda.length === 0) return []
  const nameOf = (site: string) => places.find(place => place.site === site)?.name ?? null
  const blocks: Block[] = [
    {
      is: 'list',
      items: agenda.map(({ title, minutes, site }, at) => {
        const name = site === null ? null : nameOf(site)
        return {
          vi: written(`Nội dung ${at + 1}: ${title} (${minutes} phút${name === null ? '' : `; ${name} báo cáo`})`),
          en: written(`Item ${at + 1}: ${title} (${minutes} min${name === null ? '' : `; reported by ${name}`})`),
        }
      }),
    },
  ]
  return [{ id: 'agenda', title: said('Chương trình', 'Agenda'), blocks }]
}

function decisionsSection({ agenda, minutes }: Briefing): Section {
  const decisions = minutes.filter(({ is }) => is === 'decision')
  const items = new Set(agenda.map(({ id }) => id))
  const under = (id: string) => decisions.filter(({ item }) => item === id)
  const others = decisions.filter(({ item }) => item === null || !items.has(item))
  const blocks = [
    ...agenda.flatMap(({ id, title }, at) =>
      decided(said(`Nội dung ${at + 1}, ${title}:`, `Item ${at + 1}, ${title}:`), under(id)),
    ),
    ...decided(said('Nội dung khác:', 'Other matters:'), others),
  ]
  const none = said('Biên bản chưa ghi kết luận nào.', 'The minutes contain no decisions.')
  return {
    id: 'decisions',
    title: said('Kết luận', 'Decisions'),
    blocks: blocks.length === 0 ? [notice('note', none)] : blocks,
  }
}

function decided(under: Both, decisions: readonly Minute[]): Block[] {
  if (decisions.length === 0) return []
  const items = decisions.map(({ text }) => {
    const own = written(oneLine(text))
    return { vi: own, en: own }
  })
  return [sentence(under), { is: 'list', items }]
}

/** In writing, to the chair: as they stand in the minutes. */
function questionsSection({ questions, places }: Briefing, timeZone: string): Section[] {
  if (questions.length === 0) return []
  const nameOf = (site: string) => places.find(place => place.site === site)?.name ?? '–'
  const table: Block = {
    is: 'table',
    caption: said('Câu hỏi gửi chủ trì', 'Questions to the chair'),
    head: [said('Lúc', 'At'), said('Điểm cầu', 'Site'), said('Câu hỏi', 'Question'), said('Trả lời', 'Answer')],
    rows: questions.map(({ at, site, text, state }) => [
      alike(clockTime(Date.parse(at), timeZone)),
      alike(nameOf(site)),
      alike(oneLine(text)),
      QUESTION_STATE[state],
    ]),
  }
  return [{ id: 'questions', title: said('Câu hỏi bằng văn bản', 'Written questions'), blocks: [table] }]
}

const QUESTION_STATE: Readonly<Record<Question['state'], Both>> = {
  waiting: said('chưa trả lời', 'not answered'),
  answered: said('đã trả lời', 'answered'),
  withdrawn: said('đã rút', 'withdrawn'),
}

/** What was issued and still counts. */
function instructionsSection({ instructions }: Briefing): Section[] {
  const issued = instructions.filter(({ issuedAt, state }) => issuedAt !== null && state !== 'withdrawn')
  if (issued.length === 0) return []
  const row = ({ siteName, text, due, basis }: Instruction, at: number) => [
    alike(String(at + 1)),
    alike(siteName),
    alike(oneLine(text)),
    dateName(due),
    alike(basis ?? '–'),
  ]
  const table: Block = {
    is: 'table',
    caption: said('Nhiệm vụ đã giao các điểm cầu', 'Instructions issued to sites'),
    head: [
      said('STT', 'No'),
      said('Đơn vị thực hiện', 'Owner'),
      said('Nhiệm vụ', 'Instruction'),
      said('Thời hạn', 'Due'),
      said('Căn cứ', 'Basis'),
    ],
    rows: issued.map(row),
  }
  const title = said('Nhiệm vụ được giao', 'Instructions')
  return [{ id: 'instructions', title, blocks: [table] }]
}

const MINUTE_MS = 60_000

function recordingSection({ recordings }: Briefing): Section[] {
  if (recordings.length === 0) return []
  const ms = recordings.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const minutes = Math.round(ms / MINUTE_MS)
  const text = said(
    `Buổi giao ban được ghi trong ${recordings.length} tệp, tổng cộng ${minutes} phút; mã SHA-256 của từng tệp được lưu cùng biên bản.`,
    `The briefing was recorded in ${recordings.length === 1 ? 'one file' : `${recordings.length} files`}, ${minutes} minutes in all; the SHA-256 of each is kept with the minutes.`,
  )
  return [{ id: 'recording', title: said('Bản ghi', 'Recording'), blocks: [sentence(text)] }]
}

/** Was there at some time, however it went. */
function hasCome(is: Place['is']): boolean {
  return is !== 'awaited' && is !== 'absent' && is !== 'absent-with-reason'
}

/** The chair, or the deputy where only the deputy came. */
function presiding(places: readonly Place[]): Place | undefined {
  const [chair, deputy] = (['chair', 'deputy'] as const).map(role => places.find(place => place.role === role))
  if (chair !== undefined && (hasCome(chair.is) || deputy === undefined)) return chair
  return deputy !== undefined && hasCome(deputy.is) ? deputy : chair
}

function person({ name, responsible }: Place): string {
  const title = responsible.title === null ? '' : `, ${responsible.title}`
  return `${responsible.name}${title} (${name})`
}

function sentence(text: Both): Block {
  return paragraph({ vi: written(text.vi), en: written(text.en) })
}

/** What people wrote stands as they wrote it, in either language. */
function alike(text: string): Both {
  return said(text, text)
}

function oneLine(text: string): string {
  return text.replace(/\s*[\n\r\t]+\s*/g, ' ')
}
