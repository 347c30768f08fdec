/** What can go wrong with plans at the authority and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, failed, unprocessable } from '../../base/failure-kinds.ts'

export const PLAN_AREA_FAILURES = {
  planState: conflict({
    vi: 'Kế hoạch đã chuyển sang bước khác nên không thực hiện được việc này. Tải lại trang để xem bước hiện tại.',
    en: 'The plan has moved to another step, so this cannot be done. Reload the page to see its current step.',
  }),
  planDoubtsUnseen: conflict({
    vi: 'Số điểm cần xem lại đã thay đổi. Tải lại và đọc lại trước khi phê duyệt.',
    en: 'The number of points to review has changed. Reload and read it again before approving.',
  }),
  planUnsigned: conflict({
    vi: 'Kế hoạch này chưa có phiên bản được phê duyệt. Phê duyệt kế hoạch trước.',
    en: 'This plan has no approved version yet. Approve the plan first.',
  }),
  planTooLarge: unprocessable({
    vi: 'Kế hoạch lớn hơn {max} byte. Bớt hành động hoặc tách thành hai kế hoạch.',
    en: 'The plan is larger than {max} bytes. Remove actions, or split it into two plans.',
  }),
  plansFull: conflict({
    vi: 'Đã có {max} kế hoạch, không thêm được nữa.',
    en: 'There are already {max} plans, the most allowed.',
  }),
  changeState: conflict({
    vi: 'Lần chuyển cấp độ này đã chuyển sang bước khác nên không thực hiện được việc này. Tải lại trang.',
    en: 'The level change has moved to another step, so this cannot be done. Reload the page.',
  }),
  changeOfOldPlan: conflict({
    vi: 'Kế hoạch đã có phiên bản {newest}, còn lần chuyển cấp độ này theo phiên bản {version}. Đề xuất lại theo phiên bản mới.',
    en: 'The plan now has version {newest}, but this level change uses version {version}. Propose it again with the new version.',
  }),
  changeLate: conflict({
    vi: 'Thời điểm chuyển cấp độ đã qua hơn {hours} giờ. Đề xuất lại với thời điểm mới.',
    en: 'The level change was due more than {hours} hours ago. Propose it again with a new time.',
  }),
  changeFar: unprocessable({
    vi: 'Thời điểm chuyển cấp độ còn hơn {days} ngày nữa mới đến. Chọn thời điểm gần hơn.',
    en: 'The level change is more than {days} days ahead. Choose an earlier time.',
  }),
  changeBehind: conflict({
    vi: 'Lần chuyển cấp độ {other} có hiệu lực từ {from}, sau thời điểm đã chọn. Thu hồi lần chuyển đó trước (lần mới nhất trước), hoặc chọn thời điểm muộn hơn.',
    en: 'Level change {other} takes effect from {from}, after the chosen time. Revoke that change first (newest first), or choose a later time.',
  }),
  changeNotLast: conflict({
    vi: 'Chỉ thu hồi được lần chuyển cấp độ được phê duyệt sau cùng. Thu hồi {other} trước.',
    en: 'Only the most recently approved level change can be revoked. Revoke {other} first.',
  }),
  changeBeingCarriedOut: conflict({
    vi: 'Lần chuyển cấp độ {other} đang được thực hiện. Chờ xong, thường trong một phút, rồi phê duyệt lại.',
    en: 'Level change {other} is being carried out. Wait for it to finish, usually within a minute, then approve again.',
  }),
  changeEmpty: unprocessable({
    vi: 'Lần chuyển cấp độ này không quyết định, không thu hồi gì, và kế hoạch không có gì mới để áp dụng.',
    en: 'This level change decides nothing and revokes nothing, and the plan has nothing new to apply.',
  }),
  changeInSilence: conflict({
    vi: 'Hạ cấp độ nhưng không có thông báo cho địa bàn {areas}. Thêm vào kế hoạch một thông báo khi rời cấp độ.',
    en: 'The level is lowered but no message announces it in {areas}. Add a message on leaving the level to the plan.',
  }),
  changePurposeDiffers: unprocessable({
    vi: 'Chọn sai loại: lần chuyển cấp độ này không phải loại đã chọn (thật hay diễn tập). Chưa thực hiện gì. Đề nghị đọc lại.',
    en: 'Wrong kind: this level change is not what you chose, live or exercise. Nothing was done. Read it again.',
  }),
  exerciseTakesBack: unprocessable({
    vi: 'Trong diễn tập không thu hồi được chuyển cấp độ. Kết thúc diễn tập rồi bắt đầu lại.',
    en: 'Level changes cannot be revoked in an exercise. End the exercise and start again.',
  }),
  effectsDiffer: conflict({
    vi: 'Các tác động của lần chuyển cấp độ này đã thay đổi. Tải lại và đọc lại trước khi phê duyệt.',
    en: 'The effects of this level change have changed. Reload and read them again before approving.',
  }),
  deedNotFailed: conflict({
    vi: 'Tác động này không ở trạng thái lỗi nên không cần thử lại. Tải lại trang.',
    en: 'This effect has not failed, so there is nothing to retry. Reload the page.',
  }),
  deedUnexpected: failed({
    vi: 'Lỗi ngoài dự kiến khi thực hiện tác động này. Xem nhật ký của máy chủ rồi thử lại.',
    en: 'An unexpected error occurred while carrying out this effect. Check the server’s log, then try again.',
  }),
  deedRestored: conflict({
    vi: 'Máy chủ được khôi phục từ bản sao lưu, nên tác động này có thể đã được thực hiện. Kiểm tra rồi thử lại.',
    en: 'The server was restored from a backup, so this effect may already have been carried out. Check, then try again.',
  }),
  servicesUnknown: conflict({
    vi: 'Danh mục miễn cước không có dịch vụ {services}. Thêm vào danh mục rồi thử lại.',
    en: 'The free list has no service {services}. Add it to the list, then try again.',
  }),
  freeListBusy: conflict({
    vi: 'Danh mục miễn cước đang chờ phê duyệt nên chưa sửa được. Thử lại sau khi có quyết định.',
    en: 'The free list is awaiting approval and cannot be changed. Try again after the decision.',
  }),
  sitesUnknown: conflict({
    vi: 'Không có điểm cầu {sites}. Thêm điểm cầu rồi thử lại.',
    en: 'There is no site {sites}. Add it, then try again.',
  }),
  taskClosed: conflict({
    vi: 'Việc này đã xong hoặc không còn phải làm. Tải lại trang.',
    en: 'This task is done or no longer needed. Reload the page.',
  }),
  proposalAsItIs: unprocessable({
    vi: 'Địa bàn {area} đã ở cấp độ này. Chọn cấp độ khác.',
    en: 'The area {area} is already at this level. Choose another.',
  }),
  proposalOpen: conflict({
    vi: 'Địa bàn {area} đã có đề xuất đang chờ. Quyết định đề xuất đó trước.',
    en: 'A proposal for {area} is already open. Decide that one first.',
  }),
  proposalClosed: conflict({
    vi: 'Đề xuất này đã được quyết định. Tải lại trang.',
    en: 'This proposal has already been decided. Reload the page.',
  }),
  mappingMissing: conflict({
    vi: 'Chưa thiết lập cách đọc số liệu DHIS2. Khai báo phần tử nào là số liệu nào và đơn vị nào là địa bàn nào trước.',
    en: 'How DHIS2 data is read is not set yet. First map elements to inputs and units to areas.',
  }),
  importTooLong: unprocessable({
    vi: 'Tệp có {values} giá trị, mỗi lần nhận tối đa {max}. Chia tệp theo thời gian rồi gửi từng phần.',
    en: 'The file has {values} values; at most {max} are accepted at a time. Split it by time and import the parts.',
  }),
  dataFull: conflict({
    vi: 'Kế hoạch này đã có quá nhiều số liệu ({max} giá trị), không nhận thêm được.',
    en: 'This plan already holds too much data ({max} values) to accept more.',
  }),
} as const satisfies FailureTable

export const planAreaFailure = failuresOf(PLAN_AREA_FAILURES)
