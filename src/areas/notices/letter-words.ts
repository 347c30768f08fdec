/** What letters and pushes to people who work here say. */
import type { Language } from '../../base/failure.ts'

const vi = {
  urgent: 'Khẩn',
  counts: {
    waits: (count: number) => `${count} việc chờ bạn phê duyệt`,
    sentBack: (count: number) => `${count} việc bị trả lại cho bạn`,
    proposed: (count: number) => `${count} đề xuất chờ xem xét`,
    away: (count: number) => `${count} nhà mạng mất kết nối`,
    back: (count: number) => `${count} nhà mạng đã kết nối lại`,
  },
  lines: {
    waits: (by: string, at: string) => `${by} trình lúc ${at}`,
    sentBack: (by: string, at: string) => `${by} trả lại lúc ${at}`,
    proposed: (by: string, at: string) =>
      `${by === '' ? 'theo số liệu' : `${by} đề xuất`}, lúc ${at}`,
    away: (by: string, since: string) => `${by}: mất liên lạc từ ${since}`,
    back: (by: string, at: string, since: string) =>
      `${by}: mất liên lạc từ ${since}, kết nối lại lúc ${at}`,
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
    waits: count =>
      count === 1 ? '1 thing waits for your approval' : `${count} things wait for your approval`,
    sentBack: count =>
      count === 1 ? '1 thing was sent back to you' : `${count} things were sent back to you`,
    proposed: count => (count === 1 ? '1 proposal to consider' : `${count} proposals to consider`),
    away: count => (count === 1 ? '1 operator is away' : `${count} operators are away`),
    back: count => (count === 1 ? '1 operator is back' : `${count} operators are back`),
  },
  lines: {
    waits: (by, at) => `submitted by ${by} at ${at}`,
    sentBack: (by, at) => `sent back by ${by} at ${at}`,
    proposed: (by, at) => `${by === '' ? 'called for by data' : `proposed by ${by}`} at ${at}`,
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
