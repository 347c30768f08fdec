/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { conflict, refused, unprocessable } from '../base/failure-kinds.ts'

export const PLAN_FAILURES = {
  changeNeedsTwo: refused({
    vi: 'Chuyển cấp độ {change} do một người vừa trình vừa duyệt. Cần người thứ hai duyệt.',
    en: 'One person both submitted and approved the level change {change}. A second person must approve it.',
  }),
  changeOfOther: refused({
    vi: 'Chuyển cấp độ {change} là diễn tập còn diễn biến này là thật, hoặc ngược lại. Hãy dùng đúng diễn biến.',
    en: 'The level change {change} is an exercise and this situation is live, or the reverse. Use the matching situation.',
  }),
  changeTwice: conflict({
    vi: 'Chuyển cấp độ {change} đã có. Hãy đặt mã khác.',
    en: 'The level change {change} already exists. Use another id.',
  }),
  changeUnknown: unprocessable({
    vi: 'Chuyển cấp độ {change} thu hồi {other}, nhưng không có {other}. Kiểm tra lại mã.',
    en: 'The level change {change} revokes {other}, which does not exist. Check the id.',
  }),
  changeInForce: conflict({
    vi: 'Chuyển cấp độ {other} có hiệu lực trước hoặc cùng lúc với {change} nên không thu hồi được. Hãy quyết định một cấp độ mới.',
    en: 'The level change {other} is in force before {change} or with it, so it cannot be revoked. Decide a new level instead.',
  }),
  areaNotThere: unprocessable({
    vi: 'Không có địa bàn {area} vào ngày {day}. Dùng mã có hiệu lực vào ngày đó.',
    en: 'There is no area {area} on {day}. Use a code that is in force on that day.',
  }),
  areaTwice: unprocessable({
    vi: 'Chuyển cấp độ {change} quyết định hai lần cho địa bàn {area}. Chỉ giữ một quyết định.',
    en: 'The level change {change} has two decisions for the area {area}. Keep one decision.',
  }),
  levelTwice: conflict({
    vi: 'Địa bàn {area} đã có cấp độ từ đúng thời điểm đó theo {other}, nên {change} không thể cho thêm một cấp độ nữa. Chọn thời điểm khác hoặc thu hồi {other}.',
    en: 'The area {area} already has a level from that time by {other}, so {change} cannot set another. Choose another time, or revoke {other}.',
  }),
  areaUnclear: unprocessable({
    vi: 'Địa bàn {area} được sáp nhập từ các địa bàn đang ở các cấp độ khác nhau ({parts}). Hãy quyết định cấp độ cho {area} trước.',
    en: 'The area {area} was merged from areas at different levels ({parts}). Decide a level for {area} first.',
  }),
  levelUnknown: unprocessable({
    vi: 'Kế hoạch {plan} không có cấp độ {level} mà chuyển cấp độ {change} nêu. Dùng cấp độ của kế hoạch.',
    en: 'The plan {plan} has no level {level}, which the level change {change} names. Use a level of the plan.',
  }),
  purposesMixed: refused({
    vi: 'Diễn tập và thật bị trộn lẫn ở {key}. Không làm gì; hãy dùng riêng từng loại.',
    en: 'Exercise and live data are mixed at {key}. Nothing is done; keep them apart.',
  }),
  planMalformed: unprocessable({
    vi: 'Đây không phải kế hoạch truyền thông: sai ở {where}. Chạy loa plan check để xem đủ các lỗi.',
    en: 'This is not a communication plan: {where} is wrong. Run loa plan check to see all errors.',
  }),
  planFaulty: unprocessable({
    vi: 'Kế hoạch có lỗi ở {where}: {sentence} Chạy loa plan check để xem đủ các lỗi.',
    en: 'The plan has an error at {where}: {sentence} Run loa plan check to see all errors.',
  }),
  situationMalformed: unprocessable({
    vi: 'Đây không phải diễn biến: sai ở {where}. Sửa chỗ đó rồi thử lại.',
    en: 'This is not a situation: {where} is wrong. Correct it and try again.',
  }),
  dataMalformed: unprocessable({
    vi: 'Không đọc được số liệu: sai hoặc thiếu ở {where}. Cần bảng có cột date, area và các số liệu của kế hoạch.',
    en: 'Cannot read the data: {where} is wrong or missing. Give a table with the columns date, area and the inputs of the plan.',
  }),
  replayTooLong: unprocessable({
    vi: 'Khoảng thời gian dài hơn {max} ngày. Chọn khoảng ngắn hơn.',
    en: 'The period is longer than {max} days. Choose a shorter one.',
  }),
  effectsMalformed: unprocessable({
    vi: 'Đây không phải danh sách tác động: sai ở {where}. Dùng tệp mà loa plan effects đã ghi.',
    en: 'This is not a list of effects: {where} is wrong. Use a file written by loa plan effects.',
  }),
} as const satisfies FailureTable

export const planFailure = failuresOf(PLAN_FAILURES)
