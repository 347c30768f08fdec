/** What any program may meet: its command line, files that people give, a port, a bug. */

import type { FailureTable } from './failure.ts'
import { failuresOf } from './failure.ts'
import { broken, conflict, failed, malformed, noRoom, unsupported, wrongUsage } from './failure-kinds.ts'

export const BASE_FAILURES = {
  /** What is wrong is told by whoever finds it, in both languages. */
  usage: wrongUsage({ vi: '{vi}. Xem trợ giúp với --help.', en: '{en}. See --help.' }),
  stoppedAsAsked: {
    ...conflict({
      vi: 'Đã dừng theo yêu cầu; chưa có gì thay đổi. Chạy lại lệnh để làm từ đầu.',
      en: 'Stopped as asked; nothing has changed. Run the command again to start over.',
    }),
    retry: 'now',
  },
  standardInputTwice: wrongUsage({
    vi: 'Đầu vào chuẩn chỉ đọc được một lần. Giữ một dấu -, còn lại nêu tên tệp.',
    en: 'Standard input can be read only once. Keep one -, and name files for the others.',
  }),
  fileUnreadable: {
    ...malformed({
      vi: 'Không đọc được {file}: {why}. Kiểm tra lại đường dẫn và quyền đọc.',
      en: 'Cannot read {file}: {why}. Check the path and its permissions.',
    }),
    retry: 'later',
  },
  fileUnwritable: noRoom({
    vi: 'Không ghi được {file}: {why}. Giải phóng dung lượng đĩa hoặc chọn nơi khác.',
    en: 'Cannot write {file}: {why}. Free some disk space or choose another place.',
  }),
  fileThere: conflict({
    vi: '{file} đã có và không bị ghi đè. Chọn tên khác hoặc chuyển tệp đó đi trước.',
    en: '{file} exists and is not overwritten. Choose another name or move it away first.',
  }),
  cannotListen: {
    ...failed({
      vi: 'Không mở được cổng {where}: {why}. Chọn cổng khác hoặc dừng chương trình đang giữ cổng đó.',
      en: 'Cannot listen on {where}: {why}. Choose another port or stop the program that holds it.',
    }),
    blame: 'caller',
  },
  fileMissing: malformed({
    vi: 'Không có tệp {file}. Kiểm tra lại đường dẫn.',
    en: 'There is no file {file}. Check the path.',
  }),
  fileIsFolder: malformed({
    vi: '{file} là thư mục, không phải tệp. Nêu tên tệp bên trong.',
    en: '{file} is a folder, not a file. Name the file in it.',
  }),
  listEmpty: malformed({
    vi: '{file} rỗng: không có dòng nào. Kiểm tra lại tệp đã xuất.',
    en: '{file} is empty: it has no rows. Check the export.',
  }),
  listBinary: malformed({
    vi: '{file} không phải là danh sách: đó là tệp nhị phân. Cần CSV, CSV nén gzip, Parquet hoặc mỗi dòng một số.',
    en: '{file} is a binary file, not a list. Give CSV, gzipped CSV, Parquet or one number per line.',
  }),
  listZip: malformed({
    vi: '{file} là tệp ZIP hoặc bảng tính Excel. Lưu bảng thành CSV rồi thử lại.',
    en: '{file} is a ZIP archive or an Excel workbook. Save the sheet as CSV and try again.',
  }),
  listDamaged: malformed({
    vi: '{file} bị hỏng hoặc bị cắt cụt: không giải nén được ({why}). Chép lại tệp.',
    en: '{file} is damaged or cut short: cannot decompress ({why}). Copy the file again.',
  }),
  columnMissing: malformed({
    vi: "{file} không có cột '{column}'. Các cột là: {columns}.",
    en: "{file} has no column '{column}'. Its columns are: {columns}.",
  }),
  columnInexact: malformed({
    vi: "Cột '{column}' của {file} có kiểu FLOAT 32 bit, không giữ đủ chữ số: nhiều giá trị khác nhau thành một. Xuất lại cột đó dạng văn bản, số nguyên hoặc DECIMAL.",
    en: "The column '{column}' of {file} has the 32-bit type FLOAT, which keeps too few digits: different values become one. Export that column again as text, a whole number or DECIMAL.",
  }),
  journalDamaged: broken({
    vi: 'Nhật ký {file} bị hỏng ở dòng {line}. Không làm gì và không ghi đè gì; hãy khôi phục tệp từ bản sao.',
    en: 'The journal {file} is damaged at line {line}. Nothing was done or overwritten; restore the file from a copy.',
  }),
  nodeTooOld: unsupported({
    vi: 'Lệnh này cần Node 24 trở lên, máy đang dùng {version}. Cài Node mới hơn rồi chạy lại.',
    en: 'This command needs Node 24 or newer; this is {version}. Install a newer Node, then run it again.',
  }),
  unexpected: failed({
    vi: 'Có lỗi ngoài dự kiến. Thử lại; nếu vẫn lỗi, báo quản trị viên mã {id}.',
    en: 'An unexpected error occurred. Try again; if it persists, give an administrator the id {id}.',
  }),
} as const satisfies FailureTable

export const baseFailure = failuresOf(BASE_FAILURES)
