/** What the demo says, in Vietnamese and English: sentences about rounds and mishaps, and the words of its tables. */

import { figure } from '../src/app/terminal.ts'
import type { FlagCode } from '../src/areas/operators/model.ts'
import type { Language } from '../src/base/failure.ts'
import { terms } from '../src/web/words/terms.ts'
import type { Month, Plans, TurnAccount } from './country.ts'
import { outcomesSum, type Side } from './counts.ts'
import type { DemoAccount } from './people.ts'
import type { Moment } from './play.ts'

export interface Words {
  readonly intro: (plans: Plans, scale: number, rounds: number) => string
  readonly invented: string
  readonly space: (needed: string, free: string, minutes: number) => string
  readonly preparing: string
  readonly opened: (url: string, people: number) => string
  readonly signed: (signers: number) => string
  readonly moment: (round: number, moment: Moment) => string
  readonly flagged: (name: string, code: FlagCode) => string
  readonly visit: (url: string, accounts: readonly DemoAccount[]) => string
  readonly round: (round: number, rounds: number) => string
  readonly roundEnded: (round: number, accepted: number, equal: boolean, seconds: string) => string
  readonly dropped: (name: string, turn: TurnAccount) => string
  readonly killed: (name: string, turn: TurnAccount) => string
  readonly notKilled: (name: string) => string
  readonly throttled: (name: string, times: number) => string
  readonly perSecond: string
  readonly waits: (what: string) => string
  readonly tables: {
    readonly bothTitle: (rounds: number) => string
    readonly operator: string
    readonly subscribers: string
    readonly arrived: string
    readonly accepted: string
    readonly delivered: string
    readonly sender: string
    readonly centre: string
    readonly equal: string
    readonly differs: string
    readonly all: string
    readonly detailTitle: string
    readonly details: Readonly<Record<keyof Side, string>>
    readonly unanswered: string
    readonly secondCopies: string
    readonly outcomesTitle: string
    readonly outcomes: Readonly<
      Record<'delivered' | 'failed' | 'expired' | 'accepted' | 'uncertain' | 'unsent' | 'sum' | 'resent', string>
    >
    readonly happenedTitle: string
    readonly quiet: string
    readonly verdict: (equal: number, of: number, seconds: string) => string
    /** What matters, a heading and a sentence each. */
    readonly short: (month: Month) => readonly (readonly [string, string])[]
    /** A heading, and where the files are: the first by its path, the others by their endings. */
    readonly written: readonly [string, (first: string, forms: string, tables: string) => string]
    readonly courseTitle: string
    readonly kept: (directory: string) => string
  }
}

const vi: Words = {
  intro: ({ operators, message }, scale, rounds) =>
    `Tháng 2/2020 thu nhỏ ${figure(scale)} lần: ${operators.length} nhà mạng, ${figure(sum(operators))} thuê bao, ${rounds} đợt, mỗi đợt một tin dài ${message.segments} bản tin SMS thông thường (${message.units} ký tự UCS-2)`,
  invented: 'Số thuê bao từng nhà mạng và mọi số điện thoại đều là số giả định; tổng đài SMS là mô phỏng trên máy này',
  space: (needed, free, minutes) =>
    `Cần tới ${needed} GB đĩa (còn trống ${free} GB) và ít nhất khoảng ${figure(minutes)} phút`,
  preparing: 'Đang lập danh sách thuê bao giả định, mở máy chủ của cơ quan chủ quản và nút của từng nhà mạng',
  opened: (url, people) => `Cơ quan chủ quản đã mở ở ${url}; ${people} người đã có tài khoản`,
  signed: signers =>
    `${signers} người có khóa ký riêng: nút của mỗi nhà mạng tự kiểm tra chữ ký của hai người trước khi gửi`,
  moment: (round, moment) => `Đợt ${round}: ${momentVi(moment)}`,
  flagged: (name, code) => `${name}: báo cáo kết quả KHÔNG KHỚP (${code})`,
  visit: (url, accounts) =>
    [
      `Bảng điều khiển đang mở ở ${url}. Một đợt nữa đang chờ phê duyệt. Tài khoản chạy thử:`,
      ...accounts.map(
        ({ name, role, email, password }) =>
          `  ${terms[`role.${role}`].vi} (${name}, tên giả định): ${email}  ${password}`,
      ),
      'Ctrl+C để dừng tất cả.',
    ].join('\n'),
  round: (round, rounds) => `Đợt ${round}/${rounds}`,
  roundEnded: (round, accepted, equal, seconds) =>
    `Đợt ${round}: tổng đài đã nhận ${figure(accepted)} bản tin, hai bên đếm ${equal ? 'bằng nhau' : 'KHÁC NHAU'}; ${seconds} giây`,
  dropped: (name, turn) =>
    `Đợt ${turn.round}, ${name}: tổng đài ngắt kết nối giữa chừng; làn gửi tự nối lại ${rebinds(turn)} lần; ${figure(turn.unanswered)} bản tin mất trên đường, ${figure(turn.outcomes.resent)} thuê bao được gửi bù`,
  killed: (name, turn) =>
    `Đợt ${turn.round}, ${name}: nút của nhà mạng bị kill -9 khi ${figure(turn.killed?.unsent ?? 0)} thuê bao chưa gửi, ${figure(turn.killed?.uncertain ?? 0)} chưa rõ; khởi động lại và tự chạy tiếp: báo nhận làm rõ ${figure(proved(turn))}, gửi bù ${figure(turn.outcomes.resent)}`,
  notKilled: name => `${name}: nút đã gửi xong trước khi kịp kill -9`,
  throttled: (name, times) =>
    `${name}: tổng đài yêu cầu chậm lại ${figure(times)} lần (ESME_RTHROTTLED); mỗi lần bản tin được gửi lại`,
  perSecond: 'bản tin/giây',
  waits: what => `chờ ${what}`,
  tables: {
    bothTitle: rounds => `Bản tin SMS thông thường của ${rounds} đợt: sổ cái bên gửi và số đếm độc lập của tổng đài`,
    operator: 'Nhà mạng',
    subscribers: 'Thuê bao',
    arrived: 'Đến nơi',
    accepted: 'Chấp nhận',
    delivered: 'Tới máy',
    sender: 'bên gửi',
    centre: 'tổng đài',
    equal: 'bằng nhau',
    differs: 'KHÁC NHAU',
    all: 'Tổng',
    detailTitle: 'Mọi số được đối chiếu, cộng tất cả nhà mạng và đợt',
    details: {
      numbers: 'Lượt thuê bao',
      received: 'Bản tin đến tổng đài',
      accepted: '  chấp nhận (mỗi bản một lần)',
      refused: '  từ chối hẳn',
      temporary: '  lỗi tạm thời, gửi lại',
      delivered: 'Bản tin đã tới máy',
      failed: 'Lượt thuê bao không nhận được',
    },
    unanswered: 'Gửi đi mà không đến tổng đài',
    secondCopies: 'Bản thứ hai do gửi bù',
    outcomesTitle: 'Kết quả cuối cùng của từng lượt thuê bao',
    outcomes: {
      delivered: 'Tới máy',
      failed: 'Không tới',
      expired: 'Quá hạn',
      accepted: 'Đã nhận',
      uncertain: 'Chưa rõ',
      unsent: 'Chưa gửi',
      sum: 'Cộng',
      resent: 'gửi bù',
    },
    happenedTitle: 'Sự cố đã gặp',
    quiet: 'không có',
    verdict: (equal, of, seconds) =>
      equal === of
        ? `Hai bên đếm bằng nhau ở cả ${of} nhà mạng và ở tổng cộng. ${seconds} giây.`
        : `HAI BÊN ĐẾM KHÁC NHAU: chỉ ${equal} trong ${of} nhà mạng bằng nhau. ${seconds} giây.`,
    short: month => {
      const { operators, sum, door, briefing, plan, bulletin } = month
      const agree = (equal: boolean) => (equal ? 'bằng nhau' : 'KHÁC NHAU')
      const both = (what: 'accepted' | 'delivered') =>
        `bên gửi ${figure(sum.sender[what])} · tổng đài ${figure(sum.centre[what])} · ${agree(sum.sender[what] === sum.centre[what])}`
      const { dropped, killed } = mishapsOf(month)
      return [
        [
          'Tin nhắn',
          `${operators.length} nhà mạng, ${operators[0].turns.length} đợt: ${figure(outcomesSum(sum))} lượt thuê bao, mỗi lượt đúng một kết quả`,
        ],
        ['  đã nhận', both('accepted')],
        ['  tới máy', both('delivered')],
        [
          'Sự cố',
          `${dropped} kết nối bị ngắt, ${killed} nút bị dừng đột ngột: ${figure(sum.outcomes.resent)} thuê bao được gửi bù, ${figure(sum.secondCopies)} bản thứ hai`,
        ],
        [
          'Thân nhiệt',
          `${door.people} người được đo, ${door.alerts} người cao cả hai lần; máy tính bảng và máy chủ đếm ${agree(door.equal)}`,
        ],
        [
          'Giao ban',
          `${briefing.came} trong ${briefing.expected} bệnh viện có mặt; tiếng không có quyền phát biểu mà tới nơi khác: ${briefing.heardWithoutFloor}`,
        ],
        [
          'Kế hoạch',
          `${plan.area} từ “${plan.before.vi}” lên “${plan.level.vi}”: đã làm ${plan.deeds.done} trong ${plan.deeds.all} việc; ${plan.counts.length} số đếm ${agree(plan.equal)}`,
        ],
        [
          'Bản tin',
          `mọi kênh, đính chính và thu hồi; ${figure(bulletin.counts.length)} số đếm của thiết bị, nhà mạng, hộp thư và máy chủ ${agree(bulletin.equal)}`,
        ],
      ]
    },
    written: ['Báo cáo tháng', (first, forms, tables) => `${first} (${forms}); mọi bảng: ${tables}`],
    courseTitle: 'Diễn biến (phút:giây từ lúc bắt đầu)',
    kept: directory => `Danh sách, tập thuê bao và thư mục các đợt còn ở ${directory}`,
  },
}

const en: Words = {
  intro: ({ operators, message }, scale, rounds) =>
    `February 2020 at one ${ordinal(scale)}: ${operators.length} operators, ${figure(sum(operators))} subscribers, ${rounds} rounds, each one message of ${message.segments} ordinary SMS (${message.units} units of UCS-2)`,
  invented:
    "Each operator's number of subscribers and every phone number is made up; the SMS centres are simulated on this machine",
  space: (needed, free, minutes) =>
    `Needs up to ${needed} GB of disk (${free} GB are free) and at least about ${figure(minutes)} minutes`,
  preparing: "Making up subscriber lists, opening the authority's server and a node at each operator",
  opened: (url, people) => `The authority is open at ${url}; ${people} people have accounts`,
  signed: signers =>
    `${signers} of them sign with keys of their own: each operator’s node verifies two people’s signatures before it sends`,
  moment: (round, moment) => `Round ${round}: ${momentEn(moment)}`,
  flagged: (name, code) => `${name}: the return does NOT ADD UP (${code})`,
  visit: (url, accounts) =>
    [
      `The console is open at ${url}. One more round waits for approval. Accounts of the demo:`,
      ...accounts.map(
        ({ name, role, email, password }) =>
          `  ${terms[`role.${role}`].en} (${name}, a made-up name): ${email}  ${password}`,
      ),
      'Ctrl+C stops everything.',
    ].join('\n'),
  round: (round, rounds) => `Round ${round} of ${rounds}`,
  roundEnded: (round, accepted, equal, seconds) =>
    `Round ${round}: ${figure(accepted)} ordinary SMS accepted, both counts ${equal ? 'equal' : 'DIFFER'}; ${seconds} s`,
  dropped: (name, turn) =>
    `Round ${turn.round}, ${name}: the centre broke the connection in the middle; the lane bound again (${rebinds(turn)}×); ${figure(turn.unanswered)} segments were lost on the way, ${figure(turn.outcomes.resent)} subscribers got what they lacked once more`,
  killed: (name, turn) =>
    `Round ${turn.round}, ${name}: the node was killed (kill -9) with ${figure(turn.killed?.unsent ?? 0)} subscribers unsent and ${figure(turn.killed?.uncertain ?? 0)} uncertain; started again, it went on by itself: receipts settled ${figure(proved(turn))}, ${figure(turn.outcomes.resent)} got what they lacked once more`,
  notKilled: name => `${name}: the node had ended the round before it could be killed`,
  throttled: (name, times) =>
    `${name}: the centre asked for less ${figure(times)} times (ESME_RTHROTTLED); each time the segment went again`,
  perSecond: 'segments/s',
  waits: what => `waits for ${what}`,
  tables: {
    bothTitle: rounds =>
      `Ordinary SMS of ${rounds} round${rounds === 1 ? '' : 's'}: the sender's ledger beside the centre's own count`,
    operator: 'Operator',
    subscribers: 'Subscribers',
    arrived: 'Arrived',
    accepted: 'Accepted',
    delivered: 'Delivered',
    sender: 'sender',
    centre: 'centre',
    equal: 'equal',
    differs: 'DIFFER',
    all: 'All',
    detailTitle: 'Every figure that was compared, all operators and rounds together',
    details: {
      numbers: 'Subscribers addressed',
      received: 'Segments that came to the centre',
      accepted: '  accepted (each counted once)',
      refused: '  refused for good',
      temporary: '  temporary error, went again',
      delivered: 'Segments delivered',
      failed: 'Subscribers not reached',
    },
    unanswered: 'Submitted, never came to the centre',
    secondCopies: 'Second copies of what was sent once more',
    outcomesTitle: 'The one outcome of each subscriber in each round',
    outcomes: {
      delivered: 'Delivered',
      failed: 'Failed',
      expired: 'Expired',
      accepted: 'Accepted',
      uncertain: 'Uncertain',
      unsent: 'Unsent',
      sum: 'Sum',
      resent: 'resent',
    },
    happenedTitle: 'What happened on the way',
    quiet: 'nothing',
    verdict: (equal, of, seconds) =>
      equal === of
        ? `Both counts are equal for all ${of} operators and in sum. ${seconds} s.`
        : `THE COUNTS DIFFER: only ${equal} of ${of} operators are equal. ${seconds} s.`,
    short: month => {
      const { operators, sum, door, briefing, plan, bulletin } = month
      const agree = (equal: boolean) => (equal ? 'equal' : 'THEY DIFFER')
      const both = (what: 'accepted' | 'delivered') =>
        `sender ${figure(sum.sender[what])} · centres ${figure(sum.centre[what])} · ${agree(sum.sender[what] === sum.centre[what])}`
      const { dropped, killed } = mishapsOf(month)
      return [
        [
          'Messages',
          `${operators.length} operators, ${operators[0].turns.length} round${operators[0].turns.length === 1 ? '' : 's'}: ${figure(outcomesSum(sum))} subscribers addressed, each with exactly one outcome`,
        ],
        ['  accepted', both('accepted')],
        ['  delivered', both('delivered')],
        [
          'Mishaps',
          `connections broken: ${dropped}, nodes killed: ${killed}; sent once more to ${figure(sum.outcomes.resent)} subscribers, second copies: ${figure(sum.secondCopies)}`,
        ],
        [
          'Door',
          `${door.people} people measured, ${door.alerts} high twice; the tablet's count and the server's: ${agree(door.equal)}`,
        ],
        [
          'Briefing',
          `${briefing.came} of ${briefing.expected} hospitals came; voices without the floor that came to any other: ${briefing.heardWithoutFloor}`,
        ],
        [
          'Plan',
          `${plan.area} from “${plan.before.en}” up to “${plan.level.en}”: ${plan.deeds.done} of ${plan.deeds.all} done; ${plan.counts.length} counts: ${agree(plan.equal)}`,
        ],
        [
          'Bulletin',
          `on every channel, corrected, cancelled; ${figure(bulletin.counts.length)} counts of devices, operators, mailboxes and the server's: ${agree(bulletin.equal)}`,
        ],
      ]
    },
    written: ['Report', (first, forms, tables) => `${first} (${forms}); all tables: ${tables}`],
    courseTitle: 'What happened (minutes:seconds since the beginning)',
    kept: directory => `Lists, audiences and the directories of the rounds are in ${directory}`,
  },
}

export const WORDS: Readonly<Record<Language, Words>> = { vi, en }

function sum(operators: Plans['operators']): number {
  return operators.reduce((all, each) => all + each.subscribers, 0)
}

function ordinal(scale: number): string {
  return scale === 1 ? 'to one' : scale === 1000 ? 'thousandth' : `in ${figure(scale)}`
}

function mishapsOf({ operators }: Month): { dropped: number; killed: number } {
  const all = operators.flatMap(({ turns }) => turns)
  const count = (is: TurnAccount['mishap']) => all.filter(({ mishap }) => mishap === is).length
  return { dropped: count('dropped'), killed: count('killed') }
}

function rebinds({ tally }: TurnAccount): number {
  return tally.lanes.rebinds
}

/** Uncertain after the kill, and settled without a second copy. */
function proved({ killed, outcomes }: TurnAccount): number {
  return Math.max(0, (killed?.uncertain ?? 0) - outcomes.resent)
}

function momentVi(moment: Moment): string {
  switch (moment.is) {
    case 'returned':
      return `người duyệt trả lại: ${moment.reason}; người soạn sửa và trình lại`
    case 'own-approval-refused':
      return `người soạn thử tự phê duyệt và bị từ chối: ${moment.vi}`
    case 'approved':
      return `đã phê duyệt cho ${figure(moment.subscribers)} thuê bao, ${figure(moment.segments)} bản tin SMS thông thường; lệnh triển khai đã ký`
    case 'exercised':
      return `diễn tập trước: ${figure(moment.numbers)} số thử nghiệm của nhân viên đã nhận`
    case 'canary':
      return `gửi thử ${figure(moment.turns)} thuê bao đầu tiên rồi tự dừng; người duyệt cho gửi tiếp`
    case 'paused':
      return `tạm dừng giữa chừng, mọi nút đã thực hiện sau ${figure(moment.obeyedMs)} ms; rồi tiếp tục`
    case 'killed':
      return `${moment.operator.name}: nút bị kill -9, đang khởi động lại`
  }
}

function momentEn(moment: Moment): string {
  switch (moment.is) {
    case 'returned':
      return `the approver sent it back: ${moment.reason}; the editor mended it and submitted again`
    case 'own-approval-refused':
      return `the editor tried to approve it and was refused: ${moment.en}`
    case 'approved':
      return `approved for ${figure(moment.subscribers)} subscribers, ${figure(moment.segments)} ordinary SMS; the directives are signed`
    case 'exercised':
      return `an exercise first: it reached ${figure(moment.numbers)} test numbers of the staff`
    case 'canary':
      return `the first ${figure(moment.turns)} subscribers got it, then every node paused by itself; the approver let it go on`
    case 'paused':
      return `paused in the middle, obeyed by every node after ${figure(moment.obeyedMs)} ms; then resumed`
    case 'killed':
      return `${moment.operator.name}: the node was killed (kill -9) and is starting again`
  }
}
