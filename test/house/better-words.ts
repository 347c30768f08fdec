/**
 * Words that the console, its papers, the terminal and logs once said and no longer do, each with what is said instead. Data alone;
 * a word comes back here when somebody who reads the pages stumbles over it.
 */

export interface BetterWord {
  /** Vietnamese as it must not stand in any file that people read from. */
  readonly not: RegExp
  readonly better: string
  /** Where it is sought; everywhere in `src` without. */
  readonly within?: string
}

export const BETTER_WORDS: readonly BetterWord[] = [
  { not: /Đang kết nối', en: 'Connected'/, better: 'Đã kết nối' },
  { not: /Giờ Đông Dương|giờ Đông Dương/, better: 'giờ Việt Nam (GMT+7)' },
  { not: /nghe lúc/, better: 'số liệu lúc…' },
  { not: /nghe lần cuối/i, better: 'liên lạc gần nhất' },
  { not: /(?:Đã|Chưa|đã|chưa) làm theo/, better: 'Đã thực hiện' },
  { not: /Sửa nó để lập/, better: 'Lập phiên bản mới từ danh mục hiện hành' },
  { not: /từng octet/, better: 'Tính trên từng byte sẽ gửi đi', within: 'src/areas' },
  { not: /'Chỉ chỗ'/, better: 'Xem vị trí' },
  { not: /Có chỗ cần sửa/, better: 'Cần sửa các mục sau' },
  { not: /'Khóa'/, better: 'Tạm khóa, mã API, khóa truy cập, mã băm: which of them' },
  { not: /[Kk]hóa API/, better: 'mã API' },
  { not: /khóa vào dòng trước/, better: 'nối với dòng trước bằng mã băm' },
  { not: /thăm dò/, better: 'Gửi thử một phần trước' },
  { not: /Bước tiếp theo/, better: 'Việc tiếp theo' },
  { not: /[Nn]hà mạng/, better: 'doanh nghiệp viễn thông', within: 'src/report' },
  { not: /tới máy/, better: 'gửi thành công', within: 'src/report' },
  { not: /Tên người gửi phải là/, better: 'what is wrong with this name, then the rule' },
]

/** What no message of a log says: the word of the field is beside it. */
export const LOG_WORDS: readonly BetterWord[] = [
  { not: /\blegs?\b/i, better: 'batch' },
  { not: /\brests?\b/i, better: 'paused' },
  { not: /\bagendas?\b/i, better: 'job list' },
  { not: /\btells?\b|\btold\b/i, better: 'reported, sent' },
  { not: /\bmend(?:s|ed)?\b/i, better: 'fixed' },
  { not: /\bshel(?:f|ves)\b/i, better: 'cache' },
  { not: /\btaker\b|\bdesk\b/i, better: 'handler' },
  { not: /\bhouse\b/i, better: 'transaction' },
  { not: /\bdeeds?\b/i, better: 'command' },
  { not: /\bobey(?:s|ed)?\b/i, better: 'applied' },
  { not: /\bcentres? of messages\b|\bcontrollers? of cells\b/i, better: 'SMSC, BSC' },
  { not: /\boctets?\b/i, better: 'byte' },
  { not: /\bowner\b|\bstandby\b/i, better: 'leader, follower' },
  { not: /\bby itself\b/i, better: 'nothing: what happens without anybody is what a log is about' },
  { not: /\bit is tried again\b|\btried again\b/i, better: 'will retry' },
  { not: /\bis away\b|\bis gone\b/i, better: 'unreachable, connection lost' },
  { not: /\bkept back\b/i, better: 'withheld' },
  { not: /\bcould not be\b|\bcannot be\b/i, better: 'failed, not …' },
  { not: /\bgoes on\b|\bcannot go on\b/i, better: 'continues' },
  { not: /\bhow .* fares\b/i, better: 'status' },
  { not: /\bat work\b/i, better: 'ready' },
  { not: /[;.]/, better: 'subject, event and, after a comma, the consequence' },
  { not: /^(?:an?|the) /i, better: 'the subject without its article' },
]
