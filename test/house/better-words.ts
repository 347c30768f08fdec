/**
 * Words that the console, its papers and the terminal once said and no longer do, each with what is said instead. Data alone;
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
