/** What did not add up when a return was reconciled, in words. A code that is not here yet is told as it is. */
import type { Both } from '../figure.ts'
import { grouped } from '../words.ts'
import { said } from './said.ts'

export const FLAGS: Readonly<Record<string, Both>> = {
  'segments-short': said('số bản tin tổng đài nhận ít hơn số phải gửi', 'fewer segments accepted than required'),
  'segments-over': said('số bản tin tổng đài nhận nhiều hơn số phải gửi', 'more segments accepted than required'),
  'outcomes-do-not-sum': said(
    'tổng các kết quả không bằng tập thuê bao nhận tin',
    'outcomes do not sum to the audience',
  ),
  'progress-differs': said(
    'báo cáo kết quả khác số liệu tiến độ cuối cùng',
    'the return differs from the last progress',
  ),
  'audience-differs': said(
    'tập thuê bao nhận tin khác lúc nhận lệnh',
    'the audience differs from the one acknowledged',
  ),
  'audience-over-declared': said(
    'tập thuê bao nhận tin lớn hơn số đã khai báo',
    'the audience is larger than declared by the operator',
  ),
  'legs-do-not-sum': said('số liệu từng nội dung không cộng thành tổng', 'the messages do not sum to the total'),
  'unknown-directive': said(
    'báo cáo kết quả của một lệnh không có ở cơ quan chủ quản',
    'a return for a directive unknown to the authority',
  ),
  'clock-skew': said('đồng hồ của doanh nghiệp viễn thông lệch', "the operator's clock is off"),
  'never-returned': said('quá hạn mà chưa có báo cáo kết quả', 'no return in time'),
  'roster-unknown': said(
    'doanh nghiệp viễn thông giữ một danh sách người ký khác với của cơ quan chủ quản',
    'the operator holds a roster that is not the authority’s',
  ),
  'node-replaced': said(
    'nút của doanh nghiệp viễn thông đã được thay sau khi nút trước bị thu hồi',
    'the node was replaced after its predecessor was revoked',
  ),
  'machines-differ': said(
    'các máy của doanh nghiệp viễn thông không giống nhau, có máy không tham gia',
    'the operator’s machines differ, one does not take part',
  ),
  'list-unknown': said(
    'doanh nghiệp viễn thông giữ một danh mục miễn cước không có ở cơ quan chủ quản',
    'the operator holds a list of free services unknown to the authority',
  ),
}

/** What the authority writes beside a flag, but for numbers, digests and ids. */
const SAID: Readonly<Record<string, Both>> = {
  '>=': said('ít nhất', 'at least'),
  '<=': said('nhiều nhất', 'at most'),
  submitted: said('đã gửi', 'submitted'),
  accepted: said('tổng đài đã nhận', 'accepted'),
  delivered: said('gửi thành công', 'delivered'),
  acknowledgement: said('xác nhận lệnh', 'an acknowledgement'),
  return: said('báo cáo kết quả', 'return'),
  none: said('không có', 'none'),
}
const WORDS = /[<>]=|\b(?:submitted|accepted|delivered|acknowledgement|return|none)\b/g
/** A number that stands by itself: no part of a digest or an id. */
const NUMBER = /(?<![\w-])\d{4,15}(?![\w-])/g

/** What was expected or found, as people read it. */
export function flagValue(value: string): Both {
  const speak = (language: 'vi' | 'en') =>
    value
      .replace(NUMBER, digits => grouped(Number(digits), language))
      .replace(WORDS, word => SAID[word]?.[language] ?? word)
  return said(speak('vi'), speak('en'))
}

export function flagName(code: string): Both {
  return FLAGS[code] ?? said(code, code)
}
