/** What does not add up in a return, and why an operator's node has refused a directive. */
import type { Words } from '../../web/words/both.ts'

export const flags = {
  'flag.segments-short': {
    vi: 'Số bản tin tổng đài nhận ít hơn số phải gửi',
    en: 'Fewer segments accepted than required',
  },
  'flag.segments-over': {
    vi: 'Số bản tin tổng đài nhận nhiều hơn số phải gửi',
    en: 'More segments accepted than required',
  },
  'flag.outcomes-do-not-sum': {
    vi: 'Tổng các kết quả không bằng tập thuê bao nhận tin',
    en: 'Outcomes do not sum to the audience',
  },
  'flag.progress-differs': {
    vi: 'Báo cáo kết quả khác số liệu tiến độ cuối cùng',
    en: 'The return differs from the last progress',
  },
  'flag.audience-differs': {
    vi: 'Tập thuê bao nhận tin khác lúc nhận lệnh',
    en: 'The audience differs from the one acknowledged',
  },
  'flag.audience-over-declared': {
    vi: 'Tập thuê bao nhận tin lớn hơn số đã khai báo',
    en: 'The audience is larger than the operator declared',
  },
  'flag.legs-do-not-sum': {
    vi: 'Số liệu từng nội dung không cộng thành tổng',
    en: 'The messages do not sum to the total',
  },
  'flag.unknown-directive': { vi: 'Báo cáo cho một lệnh mà ở đây không có', en: 'A return for an unknown directive' },
  'flag.clock-skew': { vi: 'Đồng hồ của nhà mạng lệch', en: "The operator's clock is off" },
  'flag.never-returned': { vi: 'Quá hạn mà chưa có báo cáo kết quả', en: 'No return came in time' },

  'flag.node-replaced': { vi: 'nút này thay cho một nút đã bị thu hồi', en: 'this node replaces a revoked one' },
  'flag.roster-unknown': {
    vi: 'nút giữ danh sách người ký khác với của cơ quan',
    en: 'the node holds a roster that is not the authority’s',
  },
  'flag.machines-differ': {
    vi: 'Các máy của nhà mạng không giống nhau: có máy không tham gia',
    en: 'The operator’s machines differ: one takes no part',
  },
  'flag.list-unknown': {
    vi: 'Nhà mạng giữ một bản danh mục miễn cước không có ở đây',
    en: 'The operator holds an unknown list of free services',
  },

  'refusal.expired': { vi: 'lệnh đã hết hạn', en: 'the directive had expired' },
  'refusal.replayed': { vi: 'lệnh đã dùng rồi', en: 'the directive was used before' },
  'refusal.digest-differs': { vi: 'mã kiểm của nội dung không khớp', en: "the text's digest differs" },
  'refusal.no-exercise-lane': { vi: 'nhà mạng chưa có kênh diễn tập', en: 'the operator has no exercise lane' },
  'refusal.no-audience': { vi: 'không có thuê bao nào phù hợp', en: 'no subscriber matches' },
  'refusal.unknown-province': { vi: 'không có danh sách của tỉnh này', en: 'no list of that province' },
  'refusal.unknown-list': { vi: 'không có danh sách loại trừ này', en: 'no such exclusion list' },
  'refusal.needs-two-people': {
    vi: 'thiếu chữ ký của hai người trong danh sách người ký',
    en: 'lacks the signatures of two people on the roster',
  },
  'refusal.bad-source': { vi: 'tên người gửi không dùng được', en: 'the sender name cannot be used' },
  'refusal.malformed': { vi: 'lệnh không đọc được', en: 'the directive cannot be read' },
} as const satisfies Words
