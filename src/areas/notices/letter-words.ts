/** What letters and pushes to people who work here say, and what there is to do of what is left, there and on the page where one lands. */
import type { LeftDeed } from '../../authority/hands.ts'
import type { Language } from '../../base/failure.ts'

export const LEFT_WORDS = {
  finish: {
    vi: 'Dự thảo lập theo quyết định, chờ hoàn thiện và trình',
    en: 'Draft made by a decision, to be completed and submitted',
  },
  issue: { vi: 'Đã duyệt, chờ ban hành lệnh triển khai', en: 'Approved; its directives are still to be issued' },
  hold: { vi: 'Đã duyệt, chờ chạy diễn tập', en: 'Approved; its exercise is still to be run' },
  resume: { vi: 'Đang tạm dừng, chờ quyết định gửi tiếp hoặc dừng hẳn', en: 'Paused; it is to go on or to be stopped' },
  publish: { vi: 'Đã ký, chờ công bố', en: 'Signed, to be published' },
  release: {
    vi: 'Đã duyệt nhưng chưa phát được, chờ xử lý',
    en: 'Approved, but could not be released; to be dealt with',
  },
  uphold: { vi: 'Chờ xác nhận còn hiệu lực sau khi khôi phục', en: 'To be confirmed as still valid after the restore' },
  prepare: {
    vi: 'Lập theo quyết định, chờ kiểm tra và mời điểm cầu',
    en: 'Planned by a decision, to be checked and its sites invited',
  },
  stop: { vi: 'Chờ dừng thủ công', en: 'To be stopped by a person' },
  retry: {
    vi: 'Chưa thực hiện được. Xem lý do và thực hiện lại.',
    en: 'Could not be carried out. See why, and try again.',
  },
  do: { vi: 'Việc phải làm theo kế hoạch', en: 'Task of the plan' },
  remind: {
    vi: 'Nhiệm vụ đã quá hạn, chờ đôn đốc hoặc thu hồi',
    en: 'Instruction overdue, to be followed up or withdrawn',
  },
  key: {
    vi: 'Anh/chị chưa có khóa ký. Hãy tạo khóa để trình và phê duyệt được.',
    en: 'You have no signing key. Make one, so that you can submit and approve.',
  },
  lanes: {
    vi: 'Nút chưa có đường gửi diễn tập: không diễn tập được',
    en: 'The node has no exercise lanes: no exercise can be run',
  },
  roster: {
    vi: 'Nút chưa giữ danh sách người ký: không gửi được gì',
    en: 'The node holds no roster: it can send nothing',
  },
} as const satisfies Readonly<Record<LeftDeed, Readonly<Record<Language, string>>>>

const vi = {
  urgent: 'Khẩn',
  counts: {
    waits: (count: number) => `${count} việc chờ bạn phê duyệt`,
    sentBack: (count: number) => `${count} việc bị trả lại cho bạn`,
    proposed: (count: number) => `${count} đề xuất chờ xem xét`,
    left: (count: number) => `${count} việc phải làm theo quyết định`,
    away: (count: number) => `${count} nhà mạng mất kết nối`,
    back: (count: number) => `${count} nhà mạng đã kết nối lại`,
  },
  lines: {
    waits: (by: string, at: string) => `${by} trình lúc ${at}`,
    sentBack: (by: string, at: string) => `${by} trả lại lúc ${at}`,
    proposed: (by: string, at: string) => `${by === '' ? 'theo số liệu' : `${by} đề xuất`}, lúc ${at}`,
    left: (is: string, due: string) => `${is} (hạn ${due})`,
    away: (by: string, since: string) => `${by}: mất liên lạc từ ${since}`,
    back: (by: string, at: string, since: string) => `${by}: mất liên lạc từ ${since}, kết nối lại lúc ${at}`,
  },
  open: 'Mở bảng điều khiển',
  more: (count: number) => `và ${count} việc khác`,
  choose: 'Chọn được báo gì, bằng cách nào, giờ nào ở trang Tài khoản',
  confirmTitle: (name: string) => `${name}: xác nhận địa chỉ nhận thông báo công việc`,
  confirm: (name: string) =>
    `Một người có tài khoản ở ${name} muốn nhận thông báo công việc tại địa chỉ này.\n\nNếu đó là bạn: mở liên kết dưới đây bằng trình duyệt đã đăng nhập, rồi bấm nút xác nhận ở trang Tài khoản.\n\nNếu không phải bạn: không cần làm gì. Không có gì được gửi thêm, và địa chỉ bị xóa sau 48 giờ.`,
}

const en: typeof vi = {
  urgent: 'Urgent',
  counts: {
    waits: count => (count === 1 ? '1 thing waits for your approval' : `${count} things wait for your approval`),
    sentBack: count => (count === 1 ? '1 thing was sent back to you' : `${count} things were sent back to you`),
    proposed: count => (count === 1 ? '1 proposal to consider' : `${count} proposals to consider`),
    left: count => (count === 1 ? '1 thing is left to do' : `${count} things are left to do`),
    away: count => (count === 1 ? '1 operator is away' : `${count} operators are away`),
    back: count => (count === 1 ? '1 operator is back' : `${count} operators are back`),
  },
  lines: {
    waits: (by, at) => `submitted by ${by} at ${at}`,
    sentBack: (by, at) => `sent back by ${by} at ${at}`,
    proposed: (by, at) => `${by === '' ? 'called for by data' : `proposed by ${by}`} at ${at}`,
    left: (is, due) => `${is} (due ${due})`,
    away: (by, since) => `${by}: not heard since ${since}`,
    back: (by, at, since) => `${by}: away since ${since}, back at ${at}`,
  },
  open: 'Open the console',
  more: count => (count === 1 ? 'and 1 more' : `and ${count} more`),
  choose: 'Choose on the page Account what you are told, how and when',
  confirmTitle: name => `${name}: confirm where your notices go`,
  confirm: name =>
    `Somebody with an account at ${name} wants to get notices about their work at this address.\n\nIf it is you: open the link below in the browser where you are signed in, and press the button on the page Account.\n\nIf it is not you: nothing needs to be done. Nothing else is sent, and the address is deleted after 48 hours.`,
}

export const LETTER_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en }
