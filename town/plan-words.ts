/** What the demo says of its change of level, in Vietnamese and English: what happens, and the table of what was planned and done. */

import { columns } from '../src/app/columns.ts'
import { figure } from '../src/app/terminal.ts'
import type { Awaited } from '../src/areas/plan/model.ts'
import type { Language } from '../src/base/failure.ts'
import type { ActionKind, PlanMoment, PlannedSums, PlanProved } from './plan.ts'

export interface PlanWords {
  readonly begins: string
  readonly moment: (moment: PlanMoment) => string
  readonly title: (proved: PlanProved) => string
  readonly kind: string
  readonly is: Readonly<Record<keyof PlannedSums, string>>
  readonly kinds: Readonly<Record<ActionKind, string>>
  readonly awaits: Readonly<Record<Awaited, string>>
  /** Sentences of what was done, of the exercise, and of what is left. */
  readonly done: (proved: PlanProved) => readonly string[]
}

const vi: PlanWords = {
  begins:
    'Kế hoạch truyền thông theo diễn biến dịch: giữa tháng Hai một tỉnh nâng cấp độ (số ca, dân số và ngưỡng đều là giả định)',
  moment: moment => `Kế hoạch: ${momentVi(moment)}`,
  title: ({ area, before, level }) =>
    `Chuyển cấp độ: ${area}, từ “${before.vi}” lên “${level.vi}” (số tác động, từng loại, không cộng với nhau)`,
  kind: 'Loại',
  is: { starts: 'bắt đầu', stops: 'dừng', replaced: 'thay', stays: 'giữ nguyên' },
  kinds: {
    bulletin: 'bản tin',
    round: 'đợt nhắn tin',
    loudspeakers: 'chương trình loa',
    'free-list': 'miễn cước',
    briefing: 'giao ban',
    screening: 'ngưỡng thân nhiệt',
    task: 'việc của người',
  },
  awaits: {
    content: 'chờ viết tiếp',
    submission: 'chờ trình',
    approval: 'chờ duyệt',
    schedule: 'đã duyệt, chờ đặt lịch',
    stop: 'của cấp độ trước, chờ người dừng',
    task: 'chờ người làm',
  },
  done: ({ deeds, exercise, left, equal, counts }) => [
    `Đã quyết định ${deeds.all} lượt bắt đầu hoặc dừng; đã làm ${deeds.done}, không được ${deeds.failed}, còn mở ${deeds.planned + deeds.asked}, thôi ${deeds.dropped}.`,
    ...(left.length === 0
      ? []
      : [
          `Còn chờ người: ${left.map(({ kind, awaits, count }) => `${count} ${vi.kinds[kind]} ${vi.awaits[awaits]}`).join(', ')} (chỉ các đợt của tháng được gửi).`,
        ]),
    `Diễn tập cùng lần chuyển ấy: ${exercise.effects} tác động, ${exercise.done} lượt bắt đầu hoặc dừng đã thành bản thảo diễn tập hoặc việc.`,
    equal
      ? `${figure(counts.length)} số đếm bằng nhau: trước và sau diễn tập không gì đang chạy thật đã đổi; cụm loa của tỉnh và máy chủ đếm như nhau.`
      : 'Có số đếm KHÁC NHAU: diễn tập đã chạm tới cái đang chạy thật, hoặc loa và máy chủ đếm khác nhau.',
  ],
}

const en: PlanWords = {
  begins:
    'The communication plan that follows the epidemic: in the middle of February a province goes up a level (cases, population and bounds are made up)',
  moment: moment => `Plan: ${momentEn(moment)}`,
  title: ({ area, before, level }) =>
    `Level change: ${area}, from “${before.en}” up to “${level.en}” (effects, kind by kind, never added up)`,
  kind: 'Kind',
  is: { starts: 'starts', stops: 'stops', replaced: 'replaced', stays: 'stays' },
  kinds: {
    bulletin: 'bulletin',
    round: 'round of messages',
    loudspeakers: 'loudspeakers',
    'free-list': 'free of charge',
    briefing: 'briefing',
    screening: 'threshold of temperature',
    task: 'task for people',
  },
  awaits: {
    content: 'to be finished',
    submission: 'to be submitted',
    approval: 'to be approved',
    schedule: 'approved, to be scheduled',
    stop: 'of the level before, to be stopped',
    task: 'to be done',
  },
  done: ({ deeds, exercise, left, equal, counts }) => [
    `Decided: ${deeds.all} beginnings or ends; done ${deeds.done}, failed ${deeds.failed}, open ${deeds.planned + deeds.asked}, given up ${deeds.dropped}.`,
    ...(left.length === 0
      ? []
      : [
          `Waits for people: ${left.map(({ kind, awaits, count }) => `${count} ${en.kinds[kind]} ${en.awaits[awaits]}`).join(', ')} (only the month's own rounds are sent).`,
        ]),
    `The same change as an exercise: ${exercise.effects} effects, ${exercise.done} beginnings or ends became drafts of an exercise or tasks.`,
    equal
      ? `${figure(counts.length)} counts are equal: nothing live has moved by the exercise; the province's cluster and the server count the same.`
      : 'A count DIFFERS: the exercise has touched what is live, or loudspeaker and server count otherwise.',
  ],
}

export const PLAN_WORDS: Readonly<Record<Language, PlanWords>> = { vi, en }

/** Its title and its table, with the sentences below. */
export function planTables(proved: PlanProved, language: Language): readonly [string, string] {
  const words = PLAN_WORDS[language]
  const columnsOf = ['starts', 'stops', 'replaced', 'stays'] as const
  const table = columns([
    [words.kind, ...columnsOf.map(is => words.is[is])],
    ...proved.kinds.map(sums => [words.kinds[sums.kind], ...columnsOf.map(is => figure(sums[is]))]),
  ])
  return [words.title(proved), table]
}

function momentVi(moment: PlanMoment): string {
  switch (moment.is) {
    case 'data':
      return `nhận tệp CSV số ca giả định: ${moment.taken} trong ${moment.rows} dòng được lấy`
    case 'proposed':
      return `số liệu đề xuất ${moment.area} từ “${moment.before.vi}” lên “${moment.level.vi}”: ${moment.value} ca trong 14 ngày trên 100.000 dân, ${moment.days} ngày liền; số liệu chỉ đề xuất, người quyết định`
    case 'diff':
      return `lần chuyển này bắt đầu ${moment.sums.starts}, dừng ${moment.sums.stops}, thay ${moment.sums.replaced}, giữ nguyên ${moment.sums.stays} tác động; ${smsVi(moment.sms)}; phút đầu tiên ${moment.first.vi}`
    case 'rehearsed':
      return `diễn tập trước: ${moment.effects} tác động thành bản thảo diễn tập; ${moment.equal ? 'không gì đang chạy thật đã đổi' : 'CÁI ĐANG CHẠY THẬT ĐÃ ĐỔI'}`
    case 'approved':
      return `người thứ hai đã ký lần chuyển, theo kế hoạch phiên bản ${moment.version}`
    case 'signed':
      return `mỗi bản thảo do hai người ký: ${moment.bulletins} bản tin đã phát hành, danh mục miễn cước phiên bản ${moment.listVersion}, đợt nhắn tin tới ${figure(moment.subscribers)} thuê bao đã duyệt và chưa đặt lịch`
    case 'played':
      return `${moment.cluster} của tỉnh đã phát trọn ${moment.plays} lượt`
  }
}

function momentEn(moment: PlanMoment): string {
  switch (moment.is) {
    case 'data':
      return `a CSV file of made-up cases: ${moment.taken} of ${moment.rows} rows are taken`
    case 'proposed':
      return `data proposes ${moment.area} from “${moment.before.en}” up to “${moment.level.en}”: ${moment.value} cases in 14 days per 100,000 people, ${moment.days} days in a row; data proposes, people decide`
    case 'diff':
      return `the change starts ${moment.sums.starts}, stops ${moment.sums.stops}, replaces ${moment.sums.replaced} and leaves ${moment.sums.stays} effects; ${smsEn(moment.sms)}; first minute ${moment.first.en}`
    case 'rehearsed':
      return `rehearsed before: ${moment.effects} effects are drafts of an exercise; ${moment.equal ? 'nothing live has moved' : 'WHAT IS LIVE HAS MOVED'}`
    case 'approved':
      return `a second person has signed the change, by version ${moment.version} of the plan`
    case 'signed':
      return `each draft signed by two: ${moment.bulletins} bulletins released, version ${moment.listVersion} of the list of what is free, a round to ${figure(moment.subscribers)} subscribers approved and not scheduled`
    case 'played':
      return `${moment.cluster} of the province: ${moment.plays} played whole`
  }
}

function smsVi(sms: number | null): string {
  return sms === null ? 'số bản tin SMS thông thường chưa biết' : `${figure(sms)} bản tin SMS thông thường`
}

function smsEn(sms: number | null): string {
  return sms === null ? 'ordinary SMS not known' : `${figure(sms)} ordinary SMS`
}
