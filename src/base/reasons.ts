/**
 * Why something failed, as the system or a program below says it in English, for the sentence in Vietnamese that cites it. What
 * is not in the table stays as it was said: an engineer looks for those very words.
 */

export function reasonInVietnamese(why: string): string {
  for (const [said, meant] of REASONS) {
    const match = said.exec(why)
    if (match !== null)
      return meant.replace(/\$(\d)/g, (_, place: string) => match[Number(place)] ?? '')
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
  [/^(?:it is )?(?:longer|more|larger) than (\d+) (?:octets|bytes)$/, 'dài hơn $1 byte'],
  [/^(?:it|a message) is (?:longer|larger) than (\d+) MiB$/, 'dài hơn $1 MiB'],
  [/^it is longer than (\d+) characters$/, 'dài hơn $1 ký tự'],
  [/^(?:the answer|an event) is too large$/, 'bên kia gửi quá nhiều một lúc'],
  [/^it does not answer$/, 'không trả lời'],
  [/^the connection was closed$/, 'kết nối đã đóng'],
  [/^it is no whole number from (\S+) to (\S+)$/, 'không phải số nguyên từ $1 đến $2'],
  [/^it is none of (.+)$/, 'không phải một trong: $1'],
  [/^(\w+) is no list of (\{.+\})$/, '$1 không phải danh sách $2'],
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
  [/^it is a pipe, and is read twice$/, 'đây là ống dẫn (pipe), mà tệp này phải đọc hai lần'],
  [/^its answer$/, 'trả lời không đúng dạng'],
  // The trail, and exports of it.
  [/^missing$/, 'thiếu mục này'],
  [/^entry (\d+) is missing$/, 'thiếu mục $1'],
  [/^hash differs$/, 'mã băm của mục không khớp'],
  [/^previous differs$/, 'mã băm của mục trước không khớp'],
  [/^head differs$/, 'mã băm cuối không khớp'],
  [/^the noted head differs$/, 'mã băm đã ghi lại không khớp'],
  [/^beyond the head$/, 'nằm sau mục cuối'],
  [/^the noted head is beyond the end$/, 'mục đã ghi lại nằm sau mục cuối'],
  [/^not after the one before$/, 'không đứng sau mục trước'],
  [/^the trail has another entry$/, 'nhật ký có mục khác ở chỗ này'],
  [/^no heading of an export of the trail$/, 'không phải dòng đầu của tệp trích nhật ký'],
  [/^no entry of the trail$/, 'không phải mục nhật ký'],
  [/^beyond the end$/, 'đứng sau dòng kết thúc'],
  [/^cut short: its end is missing$/, 'bị cắt cụt, thiếu phần cuối'],
  [/^(\d+) entries were written$/, 'lúc ghi có $1 mục'],
  // A numbering plan.
  [/^country is not two capital letters$/, 'country không phải hai chữ cái hoa'],
  [/^callingCode is not 1 to 3 digits$/, 'callingCode không phải 1 đến 3 chữ số'],
  [/^trunkPrefix is not at most 3 digits$/, 'trunkPrefix không phải nhiều nhất 3 chữ số'],
  [
    /^internationalPrefixes is no list of up to 4 digits each$/,
    'internationalPrefixes không phải danh sách mã nhiều nhất 4 chữ số',
  ],
  [
    /^(\d+) is renumbered to (\d+), which is no mobile prefix of that length$/,
    'đầu số $1 đổi thành $2, mà $2 không phải đầu số di động có độ dài đó',
  ],
  [
    /^(\d+) is both renumbered and in use at (\d+) digits$/,
    'đầu số $1 vừa được đổi vừa đang dùng với $2 chữ số',
  ],
  // A leg, its replicated log, its lanes.
  [
    /^its first entry is damaged, or of another key$/,
    'mục đầu tiên bị hỏng, hoặc được ghi bằng khóa khác',
  ],
  [/^its format has version (\d+)$/, 'định dạng là phiên bản $1'],
  [/^(?:it has lost|its) entry (\d+)(?: is gone)?$/, 'mất mục $1'],
  [/^entry (\d+) is not what it was$/, 'mục $1 không còn như đã ghi'],
  [/^entry (\d+) does not follow the one before it$/, 'mục $1 không nối tiếp mục trước'],
  [/^entry (\d+) is damaged$/, 'mục $1 bị hỏng'],
  [/^it holds (\d+) entries, and (\d+) were kept$/, 'chỉ có $1 mục, trong khi đã ghi $2 mục'],
  [/^it was not connected yet$/, 'chưa kết nối'],
  [/^it takes no entry$/, 'không nhận thêm mục nào'],
  [/^it only follows another server$/, 'máy chủ chỉ theo sau máy khác'],
  [/^it no longer commits to a standby$/, 'không còn ghi sang máy dự phòng'],
  [/^a commit waits for a standby$/, 'một lần ghi còn chờ máy dự phòng'],
  [/^authorization violation$/, 'sai tài khoản, hoặc tài khoản không có quyền'],
  [/^enquire_link was not answered$/, 'không trả lời enquire_link'],
  [
    /^the centre sent an impossible command_length$/,
    'tổng đài gửi một command_length không thể có',
  ],
  // A session of SMPP, and what is written of it.
  [/^the peer closed the connection$/, 'bên kia đóng kết nối'],
  [/^the peer has unbound$/, 'bên kia đã kết thúc phiên (unbind)'],
  [/^the peer was silent$/, 'bên kia im lặng'],
  [/^the session is closed$/, 'phiên đã đóng'],
  [/^broken off by us$/, 'bên này ngắt kết nối'],
  [/^a server needs this handler$/, 'máy chủ cần có hàm này'],
  [/^it is not from 1 s to 63 weeks$/, 'không nằm trong khoảng từ 1 giây đến 63 tuần'],
  [/^it is none$/, 'không phải giá trị như vậy'],
  [/^it is no (text|Buffer)$/, 'không phải kiểu $1'],
  [/^the PDU grows too long$/, 'PDU quá dài'],
  [
    /^it holds a character that SMPP cannot carry there$/,
    'có ký tự mà SMPP không chuyển được ở trường này',
  ],
  // A message of Diameter, of CBSP.
  [/^it may come several times and is a list$/, 'có thể lặp lại, nên phải là danh sách'],
  [/^it is not in the dictionary; use `others`$/, 'không có trong từ điển, hãy dùng `others`'],
  [/^it is no group$/, 'không phải nhóm AVP'],
  [/^the message would have more than (\d+) octets$/, 'bản tin sẽ dài hơn $1 byte'],
  [/^numberOfPages is not the number of pages$/, 'numberOfPages không bằng số trang'],
  [/^(\S+) is missing$/, 'thiếu $1'],
  [/^(\S+) has (\d+) octets and not (\d+)$/, '$1 có $2 byte, không phải $3'],
  [/^it has (\d+) pages$/, 'có $1 trang'],
  [/^a page has (\d+) octets, (\d+) of them used$/, 'một trang có $1 byte, dùng $2 byte'],
  [/^(\S+) names all cells and more$/, '$1 ghi mọi ô phát và thêm nữa'],
  [/^(\S+) names its cells in two ways$/, '$1 ghi các ô phát theo hai cách'],
  [/^(\S+) is longer than its length can say$/, '$1 dài hơn trường độ dài ghi được'],
  [/^(\S+) has a cell whose numbers do not fit$/, '$1 có ô phát mà số hiệu quá lớn'],
  [/^(\S+) is no number of (\d+) bits$/, '$1 không phải số $2 bit'],
  [/^it does not open$/, 'không mở phiên'],
  [/^it takes no more on this connection$/, 'không nhận thêm gì qua kết nối này'],
  [/^another connection has taken its place$/, 'một kết nối khác đã thay thế'],
  // Sound.
  [/^ffmpeg takes too long$/, 'ffmpeg chạy quá lâu'],
  [/^not WAV$/, 'không phải WAV'],
  [/^data before fmt$/, 'phần data đứng trước phần fmt'],
  [/^no data$/, 'không có phần data'],
  // A file of a backup.
  [/^no ([\w.:-]+)$/, 'không có $1'],
]
