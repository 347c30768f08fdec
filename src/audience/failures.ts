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
    en: "The numbering plan '{country}' is not valid: {why}. Mend the JSON file.",
  }),
  listBuilt: malformed({
    vi: '{file} là tệp đối tượng đã dựng, không phải danh sách. Ghép các tệp đó bằng: loa audience combine.',
    en: '{file} is a built audience already, not a list. Join those with: loa audience combine.',
  }),
  columnUnclear: malformed({
    vi: 'Không rõ cột nào của {file} chứa số điện thoại. Chỉ rõ bằng --column TÊN, hoặc số thứ tự của cột từ 1.',
    en: 'Which column of {file} holds the numbers is not clear. Say it with --column NAME, or the position of the column from 1.',
  }),
  parquetFromPipe: malformed({
    vi: 'Parquet không đọc được từ đầu vào chuẩn. Nêu đường dẫn của tệp.',
    en: 'Parquet cannot be read from standard input. Give the path of the file.',
  }),
  parquetDamaged: malformed({
    vi: 'Không đọc được {file} như Parquet: {why}.',
    en: 'Cannot read {file} as Parquet: {why}.',
  }),
  parquetUnavailable: malformed({
    vi: 'Máy này thiếu gói @duckdb/node-api nên không đọc được Parquet: {why}. Cài gói đó hoặc chuyển tệp sang CSV.',
    en: 'This machine cannot load @duckdb/node-api, which reads Parquet: {why}. Install it or turn the file into CSV.',
  }),
  outTaken: malformed({
    vi: '{file} đã có và không phải là tệp đối tượng, nên không bị ghi đè. Chọn tên khác hoặc xoá tệp đó trước.',
    en: '{file} exists and is no built audience, so it is left alone. Choose another name or remove it first.',
  }),
  importStopped: malformed({
    vi: 'Đã dừng theo yêu cầu; chưa ghi gì. Chạy lại lệnh để làm từ đầu.',
    en: 'Stopped as asked; nothing was written. Run the command again to start over.',
  }),
  audienceCountry: malformed({
    vi: '{file} là đối tượng của {country}, không phải {asked}. Bỏ --country hoặc chọn tệp khác.',
    en: '{file} is an audience of {country}, not of {asked}. Leave --country out or choose another file.',
  }),
  countriesDiffer: malformed({
    vi: '{a} là của {countryA} còn {b} là của {countryB}. Chỉ ghép được tệp đối tượng của cùng một nước.',
    en: '{a} is of {countryA} and {b} is of {countryB}. Only audiences of one country can be combined.',
  }),
  expressionUnexpected: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: '{found}' không thể đứng ở đó. Ví dụ: 'a & (b | c) - d'.",
    en: "The expression is wrong at position {at}: '{found}' cannot stand there. An example: 'a & (b | c) - d'.",
  }),
  expressionEnds: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: nó kết thúc ở chỗ cần một tên hoặc dấu '('. Ví dụ: 'a & (b | c) - d'.",
    en: "The expression is wrong at position {at}: it ends where a name or '(' is needed. An example: 'a & (b | c) - d'.",
  }),
  expressionOpen: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: dấu '(' ở đó không được đóng. Ví dụ: 'a & (b | c) - d'.",
    en: "The expression is wrong at position {at}: the '(' there is never closed. An example: 'a & (b | c) - d'.",
  }),
  expressionName: wrongUsage({
    vi: "Biểu thức sai ở vị trí {at}: tên '{name}' không có tệp. Thêm --let {name}=TỆP.",
    en: "The expression is wrong at position {at}: the name '{name}' has no file. Add --let {name}=FILE.",
  }),
  expressionSize: wrongUsage({
    vi: 'Biểu thức quá dài hoặc lồng nhau quá sâu: tối đa {size} ký tự và {depth} tầng ngoặc.',
    en: 'The expression is too long or nested too deep: at most {size} characters and {depth} parentheses deep.',
  }),
  audienceForeign: malformed({
    vi: '{file} không phải là tệp đối tượng đã dựng. Dựng tệp đó bằng: loa audience build.',
    en: '{file} is no built audience. Build one with: loa audience build.',
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
    vi: '{file} bị hỏng: nội dung không khớp với mã băm của nó. Chép lại hoặc dựng lại tệp.',
    en: '{file} is damaged: its content does not match its digest. Copy it again or build it again.',
  }),
} as const satisfies FailureTable

export const audienceFailure = failuresOf(AUDIENCE_FAILURES)
