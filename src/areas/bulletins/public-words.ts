/** Words of the pages and feeds for everyone. */
import type { Priority } from '../../directive/bulletin.ts'
import { BULLETIN_WORDS, type PageLanguage } from '../../directive/public-words.ts'

/** A shape beside the word, for whoever sees no colours. */
export const SHAPES: Readonly<Record<Priority, string>> = {
  urgent: '▲',
  priority: '◆',
  normal: '●',
}

const vi = {
  ...BULLETIN_WORDS.vi,
  title: 'Bản tin chính thức',
  lead: (name: string) =>
    `Do ${name} phát hành. Mỗi bản tin được hai người phê duyệt trước khi công bố.`,
  skip: 'Đến nội dung',
  other: 'English',
  current: 'Đang có hiệu lực',
  none: 'Hiện không có bản tin nào đang có hiệu lực.',
  past: 'Đã hết hiệu lực',
  urgent: 'Khẩn cấp',
  priority: 'Ưu tiên',
  normal: 'Thông thường',
  everywhere: 'Cả nước',
  provinceThen: (name: string, until: string) => `${name} (theo địa giới đến hết ngày ${until})`,
  since: 'Từ',
  correctedAt: 'Đính chính lúc',
  takenBackAt: 'Thu hồi lúc',
  old: 'Nội dung trước đây, nay không còn đúng:',
  over: 'Bản tin này đã hết hiệu lực.',
  replacedTitle: 'Đã được thay bằng bản tin mới hơn',
  replacedBy: 'Bản tin này không còn hiệu lực. Bản tin thay thế:',
  replacedIn: (where: string) => `Tại ${where} đã có bản tin mới hơn:`,
  oldText: 'Nội dung trước đây, nay đã được thay:',
  listen: 'Nghe',
  minutes: (minutes: number, seconds: number) =>
    minutes === 0 ? `${seconds} giây` : `${minutes} phút ${seconds} giây`,
  alsoIn: 'Ngôn ngữ khác:',
  all: 'Tất cả bản tin',
  back: 'Bản tin',
  more: (count: number) => `Còn ${count} bản tin nữa đang có hiệu lực:`,
  subscribe: 'Nhận bản tin mới',
  subscribeWhat:
    'Qua thư điện tử, hoặc thông báo ngay trên máy này. Hủy lúc nào cũng được, chỉ một lần bấm.',
  subscribeDo: 'Đăng ký nhận tin',
  feeds: 'Cho trình đọc tin và các cơ quan khác:',
  alerts: 'CAP (đã ký số)',
  address: 'Địa chỉ chính thức:',
  asOf: 'Tính đến',
  unchanged: 'Không đổi từ',
  exerciseTitle: 'Bản tin diễn tập',
  missing: 'Không có bản tin này',
  missingWhy:
    'Có thể đường dẫn đã cũ hoặc chép thiếu. Mọi bản tin đang có hiệu lực ở trang Bản tin.',
}

const en: typeof vi = {
  ...BULLETIN_WORDS.en,
  title: 'Official bulletins',
  lead: name => `Issued by ${name}. Two people approve each bulletin before it is published.`,
  skip: 'To the content',
  other: 'Tiếng Việt',
  current: 'In force now',
  none: 'No bulletin is in force now.',
  past: 'No longer in force',
  urgent: 'Urgent',
  priority: 'Priority',
  normal: 'Normal',
  everywhere: 'The whole country',
  provinceThen: (name, until) => `${name} (as it was until ${until})`,
  since: 'From',
  correctedAt: 'Corrected at',
  takenBackAt: 'Withdrawn at',
  old: 'What it said before, which is not right:',
  over: 'This bulletin is no longer in force.',
  replacedTitle: 'Replaced by a newer bulletin',
  replacedBy: 'This bulletin is no longer in force. It was replaced by:',
  replacedIn: where => `For ${where} there is a newer bulletin:`,
  oldText: 'What it said before it was replaced:',
  listen: 'Listen',
  minutes: (minutes, seconds) =>
    minutes === 0 ? `${seconds} seconds` : `${minutes} min ${seconds} s`,
  alsoIn: 'In other languages:',
  all: 'All bulletins',
  back: 'Bulletins',
  more: count => (count === 1 ? 'One more is in force:' : `${count} more are in force:`),
  subscribe: 'Get new bulletins',
  subscribeWhat: 'By mail, or as a notice on this device. You can end it at any time with one tap.',
  subscribeDo: 'Subscribe',
  feeds: 'For feed readers and other agencies:',
  alerts: 'CAP (signed)',
  address: 'Official address:',
  asOf: 'As of',
  unchanged: 'Unchanged since',
  exerciseTitle: 'Bulletins of the exercise',
  missing: 'There is no such bulletin',
  missingWhy:
    'The link may be old or incomplete. All bulletins in force are on the page of bulletins.',
}

export const PUBLIC_WORDS: Readonly<Record<PageLanguage, typeof vi>> = { vi, en }
