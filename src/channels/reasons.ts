/** Why something did not go out, in words for people: a code that is kept beside a message, and its sentence. Knows no recipient. */
import type { Language } from '../base/failure.ts'

export const REASONS = {
  recipientGone: { vi: 'Địa chỉ nhận không còn nữa.', en: 'The recipient’s address no longer exists.' },
  recipientUnusable: { vi: 'Địa chỉ nhận không dùng được.', en: 'The recipient’s address cannot be used.' },
  recipientFull: {
    vi: 'Hộp thư của người nhận đã đầy hoặc đang bị khóa.',
    en: 'The recipient’s mailbox is full or locked.',
  },
  messageUnusable: {
    vi: 'Bản tin trống, quá dài hoặc có liên kết không phải https.',
    en: 'The message is empty, too long, or has a link that is not https.',
  },
  messageRefused: { vi: 'Máy chủ bên nhận từ chối nội dung này.', en: 'The receiving server refuses this message.' },
  serviceNotListed: {
    vi: 'Dịch vụ thông báo đẩy này không có trong danh sách cho phép.',
    en: 'This push service is not on the allowed list.',
  },
  peerBusy: {
    vi: 'Máy chủ bên nhận đang bận và yêu cầu gửi lại sau.',
    en: 'The receiving server is busy and asks to retry later.',
  },
  peerAway: {
    vi: 'Không kết nối được với máy chủ bên nhận; chưa gửi gì.',
    en: 'Cannot reach the receiving server; nothing was sent.',
  },
  peerRefusesUs: {
    vi: 'Máy chủ bên nhận không cho máy chủ này gửi: kiểm tra mật khẩu, khóa và địa chỉ gửi.',
    en: 'The receiving server does not let this server send: check the password, key and sender address.',
  },
  notBegun: {
    vi: 'Chương trình dừng trước khi gửi; chưa gửi gì.',
    en: 'The program stopped before sending; nothing was sent.',
  },
  brokenOff: {
    vi: 'Mất kết nối khi đang gửi: có thể đã gửi.',
    en: 'The connection was lost while sending: the message may have been sent.',
  },
  noAnswer: {
    vi: 'Máy chủ bên nhận không trả lời kịp: có thể đã gửi.',
    en: 'The receiving server did not answer in time: the message may have been sent.',
  },
  answerUnclear: {
    vi: 'Máy chủ bên nhận trả lời sai dạng: có thể đã gửi.',
    en: 'The receiving server’s answer is unreadable: the message may have been sent.',
  },
  stoppedMeanwhile: {
    vi: 'Chương trình dừng khi đang gửi: có thể đã gửi.',
    en: 'The program stopped while sending: the message may have been sent.',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

export type Reason = keyof typeof REASONS
