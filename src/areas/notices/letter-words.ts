/** What letters and pushes to people who work here say, and what there is to do of what is left, there and on the page where one lands. */
import type { LeftDeed } from '../../authority/hands.ts'
import type { Language } from '../../base/failure.ts'

export const LEFT_WORDS = {
  finish: {
    vi: 'Dự thảo lập theo quyết định, chờ hoàn thiện và trình',
    en: 'Draft created by a decision, to be completed and submitted',
  },
  issue: { vi: 'Đã duyệt, chờ ban hành lệnh triển khai', en: 'Approved, directives to be issued' },
  hold: { vi: 'Đã duyệt, chờ chạy diễn tập', en: 'Approved, exercise to be run' },
  resume: { vi: 'Đang tạm dừng, chờ quyết định gửi tiếp hoặc dừng hẳn', en: 'Paused, to be resumed or stopped' },
  publish: { vi: 'Đã ký, chờ công bố', en: 'Signed, to be published' },
  release: { vi: 'Đã duyệt nhưng chưa phát được, chờ xử lý', en: 'Approved but not released, to be resolved' },
  uphold: { vi: 'Chờ xác nhận còn hiệu lực sau khi khôi phục', en: 'To be confirmed as valid after a restore' },
  prepare: {
    vi: 'Lập theo quyết định, chờ kiểm tra và mời điểm cầu',
    en: 'Planned by a decision: check it and invite the sites',
  },
  stop: { vi: 'Chờ dừng thủ công', en: 'To be stopped by a person' },
  retry: {
    vi: 'Chưa thực hiện được. Xem lý do và thực hiện lại.',
    en: 'Could not be carried out. See the reason, then try again.',
  },
  do: { vi: 'Việc phải làm theo kế hoạch', en: 'Task of the plan' },
  remind: {
    vi: 'Nhiệm vụ đã quá hạn, chờ đôn đốc hoặc thu hồi',
    en: 'Instruction overdue, to be followed up or withdrawn',
  },
  key: {
    vi: 'Anh/chị chưa có khóa ký. Tạo khóa để trình và phê duyệt.',
    en: 'You have no signing key. Create one to submit and approve.',
  },
  lanes: {
    vi: 'Nút chưa có kênh diễn tập: không diễn tập được',
    en: 'The node has no exercise lanes: no exercise can be run',
  },
  roster: { vi: 'Nút chưa giữ danh sách người ký: không gửi được gì', en: 'The node has no roster: it cannot send' },
} as const satisfies Readonly<Record<LeftDeed, Readonly<Record<Language, string>>>>

const vi = {
  urgent: 'Khẩn',
  counts: {
    waits: (count: number) => `${count} việc chờ anh/chị phê duyệt`,
    sentBack: (count: number) => `${count} việc bị trả lại cho anh/chị`,
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
  choose: 'Chọn nội dung, cách và giờ nhận thông báo ở trang Tài khoản',
  confirmTitle: (name: string) => `${name}: xác nhận địa chỉ nhận thông báo công việc`,
  confirm: (name: string) =>
    `Một người có tài khoản ở ${name} muốn nhận thông báo công việc tại địa chỉ này.\n\nNếu đó là anh/chị: mở liên kết dưới đây bằng trình duyệt đã đăng nhập, rồi bấm nút xác nhận ở trang Tài khoản.\n\nNếu không phải: không cần làm gì. Không có gì được gửi thêm, và địa chỉ bị xóa sau 48 giờ.`,
}

const en: typeof vi = {
  urgent: 'Urgent',
  counts: {
    waits: count => (count === 1 ? '1 item awaits your approval' : `${count} items await your approval`),
    sentBack: count => (count === 1 ? '1 item was sent back to you' : `${count} items were sent back to you`),
    proposed: count => (count === 1 ? '1 proposal to review' : `${count} proposals to review`),
    left: count => (count === 1 ? '1 task to do' : `${count} tasks to do`),
    away: count => (count === 1 ? '1 operator is not connected' : `${count} operators are not connected`),
    back: count => (count === 1 ? '1 operator has reconnected' : `${count} operators have reconnected`),
  },
  lines: {
    waits: (by, at) => `submitted by ${by} at ${at}`,
    sentBack: (by, at) => `sent back by ${by} at ${at}`,
    proposed: (by, at) => `${by === '' ? 'proposed by data' : `proposed by ${by}`} at ${at}`,
    left: (is, due) => `${is} (due ${due})`,
    away: (by, since) => `${by}: not connected since ${since}`,
    back: (by, at, since) => `${by}: not connected since ${since}, reconnected at ${at}`,
  },
  open: 'Open the console',
  more: count => (count === 1 ? 'and 1 more' : `and ${count} more`),
  choose: 'Choose your notices on the page Account',
  confirmTitle: name => `${name}: confirm your address for notices`,
  confirm: name =>
    `Someone with an account at ${name} wants notices about their work at this address.\n\nIf this is you: open the link below in the browser where you are signed in, and press the button on the page Account.\n\nIf this is not you, do nothing. Nothing else is sent, and the address is deleted after 48 hours.`,
}

export const LETTER_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en }
