/**
 * Why something failed, as the system or a program below says it in English, for the sentence in Vietnamese that cites it. What
 * is not in the table stays as it was said: an engineer looks for those very words.
 */

export function reasonInVietnamese(why: string): string {
  for (const [said, meant] of REASONS) {
    const match = said.exec(why)
    if (match !== null) return meant.replaceAll('$1', () => match[1] ?? '')
  }
  return why
}

const REASONS: readonly (readonly [said: RegExp, meant: string])[] = [
  // Of the system: a file, a socket, a name.
  [/^no such file or directory$/, 'không có tệp hoặc thư mục này'],
  [/^file already exists$/, 'tệp đã có'],
  [/^permission denied$/, 'không có quyền'],
  [/^operation not permitted$/, 'thao tác không được phép'],
  [/^illegal operation on a directory$/, 'đây là thư mục'],
  [/^not a directory$/, 'đây không phải thư mục'],
  [/^directory not empty$/, 'thư mục không trống'],
  [/^(?:no space left on device|ENOSPC)$/, 'đĩa đã đầy'],
  [/^read-only file system$/, 'đĩa chỉ cho đọc'],
  [/^i\/o error$/, 'đĩa bị lỗi'],
  [/^too many open files$/, 'đang mở quá nhiều tệp'],
  [/^file too large$/, 'tệp quá lớn'],
  [/^address already in use\b.*$/, 'cổng đang có chương trình khác dùng'],
  [/^address not available\b.*$/, 'máy này không có địa chỉ đó'],
  [/^connect ECONNREFUSED (.+)$/, 'không có chương trình nào nghe ở $1'],
  [/^connect ETIMEDOUT (.+)$/, '$1 không trả lời'],
  [/^getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (.+)$/, 'không tìm thấy máy $1'],
  [/^(?:read ECONNRESET|socket hang up)$/, 'bên kia ngắt kết nối'],
  // Of programs of this house.
  [/^no answer(?: in time)?$/, 'không có trả lời'],
  [/^no leader$/, 'không có máy chủ nào dẫn đầu'],
  [/^not UTF-8$/, 'không phải UTF-8'],
  [/^(?:longer|more) than (\d+) octets$/, 'dài hơn $1 byte'],
  [/^it is no Ed25519 key$/, 'không phải khóa Ed25519'],
  [/^it is no table of rating groups$/, 'không phải bảng nhóm cước'],
  [/^it has no certificate$/, 'không có chứng thư'],
  [/^it is no JSON$/, 'không phải JSON'],
  [/^its digest does not match$/, 'mã băm không khớp'],
  [/^it does not begin$/, 'không có phần đầu'],
  [/^it is read-only, or a standby$/, 'máy chủ chỉ cho đọc, hoặc là máy dự phòng'],
  [/^no sound in it$/, 'không có tiếng'],
  [/^too deep or too many values$/, 'quá nhiều tầng hoặc quá nhiều giá trị'],
  [/^syntax$/, 'sai cú pháp'],
  [/^its answer$/, 'trả lời không đúng dạng'],
]
