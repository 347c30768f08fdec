/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { malformed, wrongUsage } from '../base/failure-kinds.ts'

export const AUDIENCE_FAILURES = {
  planUnknown: wrongUsage({
    vi: "Không có phương án đánh số cho '{country}'. Dùng VN hoặc nêu đường dẫn tới tệp JSON.",
    en: "There is no numbering plan for '{country}'. Use VN, or the path of a JSON file.",
  }),
  planBad: malformed({
    vi: "Phương án đánh số '{country}' không hợp lệ: {why}. Sửa tệp JSON.",
    en: "The numbering plan '{country}' is not valid: {why}. Correct the JSON file.",
  }),
  listBuilt: malformed({
    vi: '{file} là tệp đối tượng đã dựng, không phải danh sách. Ghép các tệp đó bằng: loa audience combine.',
    en: '{file} is a built audience, not a list. Combine audiences with: loa audience combine.',
  }),
  columnUnclear: malformed({
    vi: 'Không rõ cột nào của {file} chứa số điện thoại. Chỉ rõ bằng --column TÊN, hoặc số thứ tự của cột từ 1.',
    en: 'The column of {file} with the numbers is unclear. Give --column NAME, or the column’s position from 1.',
  }),
  parquetFromPipe: malformed({
    vi: 'Parquet không đọc được từ đầu vào chuẩn. Nêu đường dẫn của tệp.',
    en: 'Cannot read Parquet from standard input. Give the path of the file.',
  }),
  parquetDamaged: malformed({
    vi: 'Không đọc được {file} như Parquet: {why}.',
    en: 'Cannot read {file} as Parquet: {why}.',
  }),
  parquetUnavailable: malformed({
    vi: 'Máy này thiếu gói @duckdb/node-api nên không đọc được Parquet: {why}. Cài gói đó hoặc chuyển tệp sang CSV.',
    en: 'This machine cannot load @duckdb/node-api, which reads Parquet: {why}. Install it or convert the file to CSV.',
  }),
  outTaken: malformed({
    vi: '{file} đã có và không phải là tệp đối tượng, nên không bị ghi đè. Chọn tên khác hoặc xóa tệp đó trước.',
    en: '{file} exists and is not a built audience, so it is not overwritten. Choose another name or delete the file first.',
  }),
  importStopped: malformed({
    vi: 'Đã dừng theo yêu cầu; chưa ghi gì. Chạy lại lệnh để làm từ đầu.',
    en: 'Stopped as asked; nothing was written. Run the command again to start over.',
  }),
  audienceCountry: malformed({
    vi: '{file} là đối tượng của {country}, không phải {asked}. Bỏ --country hoặc chọn tệp khác.',
    en: '{file} is an audience of {country}, not of {asked}. Omit --country or choose another file.',
  }),
  countriesDiffer: malformed({
    vi: '{a} là của {countryA} còn {b} là của {countryB}. Chỉ ghép được tệp đối tượng của cùng một nước.',
    en: '{a} is of {countryA} and {b} is of {countryB}. Only audiences of one country can be combined.',
  }),
  expressionUnexpected: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: '{found}' không thể đứng ở đó. Ví dụ: 'a & (b | c) - d'.",
    en: "The expression is wrong at position {at}: '{found}' is not allowed there. For example: 'a & (b | c) - d'.",
  }),
  expressionEnds: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: biểu thức kết thúc ở chỗ cần một tên hoặc dấu '('. Ví dụ: 'a & (b | c) - d'.",
    en: "The expression is wrong at position {at}: it ends where a name or '(' is needed. For example: 'a & (b | c) - d'.",
  }),
  expressionOpen: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: dấu '(' ở đó không được đóng. Ví dụ: 'a & (b | c) - d'.",
    en: "The expression is wrong at position {at}: the '(' there is not closed. For example: 'a & (b | c) - d'.",
  }),
  expressionName: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: tên '{name}' không có tệp. Thêm --let {name}=TỆP.",
    en: "The expression is wrong at position {at}: the name '{name}' has no file. Add --let {name}=FILE.",
  }),
  expressionSize: wrongUsage({
    vi: 'Biểu thức quá dài hoặc lồng nhau quá sâu: tối đa {size} ký tự và {depth} tầng ngoặc.',
    en: 'The expression is too long or too deeply nested: at most {size} characters and {depth} levels of parentheses.',
  }),
  audienceForeign: malformed({
    vi: '{file} không phải là tệp đối tượng đã dựng. Dựng tệp đó bằng: loa audience build.',
    en: '{file} is not a built audience. Build one with: loa audience build.',
  }),
  audienceVersion: malformed({
    vi: '{file} có phiên bản định dạng {version}, mới hơn chương trình này. Cập nhật Loa hoặc dựng lại tệp.',
    en: '{file} has format version {version}, newer than this program. Update Loa or build the file again.',
  }),
  audienceCut: malformed({
    vi: '{file} bị cắt cụt: thiếu phần cuối. Chép lại hoặc dựng lại tệp.',
    en: '{file} is cut short: its end is missing. Copy it again or build it again.',
  }),
  audienceDamaged: malformed({
    vi: '{file} bị hỏng: nội dung không khớp với mã băm. Chép lại hoặc dựng lại tệp.',
    en: '{file} is damaged: its content does not match its digest. Copy it again or build it again.',
  }),
} as const satisfies FailureTable

export const audienceFailure = failuresOf(AUDIENCE_FAILURES)
