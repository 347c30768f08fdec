/** What can go wrong with plans at the authority and is nobody's bug. A sentence says what happened and what to do. */
import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, failed, unprocessable } from '../../base/failure-kinds.ts'

export const PLAN_AREA_FAILURES = {
  planState: conflict({
    vi: 'Kế hoạch đã sang bước khác nên không làm được việc này. Hãy tải lại trang để xem bước hiện tại.',
    en: 'The plan has moved to another step, so this cannot be done. Reload the page to see where it stands.',
  }),
  planDoubtsUnseen: conflict({
    vi: 'Số điểm cần xem lại đã khác với khi bạn đọc. Hãy tải lại và đọc lại trước khi phê duyệt.',
    en: 'The number of points to look at is no longer what you saw. Reload and read it again before you approve.',
  }),
  planUnsigned: conflict({
    vi: 'Kế hoạch này chưa có phiên bản nào được phê duyệt. Hãy phê duyệt kế hoạch trước.',
    en: 'No version of this plan was approved yet. Approve the plan first.',
  }),
  planTooLarge: unprocessable({
    vi: 'Kế hoạch lớn hơn {max} byte. Hãy bớt hành động hoặc tách thành hai kế hoạch.',
    en: 'The plan has more than {max} octets. Take out actions, or make two plans of it.',
  }),
  plansFull: conflict({
    vi: 'Đã có {max} kế hoạch, không thêm được nữa.',
    en: 'There are {max} plans, no more can be added.',
  }),
  changeState: conflict({
    vi: 'Chuyển cấp độ này đã sang bước khác nên không làm được việc này. Hãy tải lại trang.',
    en: 'The level change has moved to another step, so this cannot be done. Reload the page.',
  }),
  changeOfOldPlan: conflict({
    vi: 'Kế hoạch đã có phiên bản {newest}, còn chuyển cấp độ này theo phiên bản {version}. Hãy đề xuất lại theo phiên bản mới.',
    en: 'The plan has version {newest} by now, and this level change is by version {version}. Propose it again by the new one.',
  }),
  changeLate: conflict({
    vi: 'Thời điểm chuyển cấp độ đã qua hơn {hours} giờ. Hãy đề xuất lại với thời điểm mới.',
    en: 'The instant of the level change is more than {hours} hours ago. Propose it again with another one.',
  }),
  changeFar: unprocessable({
    vi: 'Thời điểm chuyển cấp độ còn hơn {days} ngày nữa mới đến. Hãy chọn thời điểm gần hơn.',
    en: 'The instant of the level change is more than {days} days ahead. Choose a nearer one.',
  }),
  changeBehind: conflict({
    vi: 'Đã có chuyển cấp độ {other} có hiệu lực từ {from}, sau thời điểm bạn chọn. Hãy thu hồi nó trước, cái sau cùng trước, hoặc chọn thời điểm sau đó.',
    en: 'The level change {other} takes effect from {from}, after the instant that you chose. Take it back first, the last one first, or choose an instant after it.',
  }),
  changeNotLast: conflict({
    vi: 'Chỉ thu hồi được chuyển cấp độ được duyệt sau cùng. Hãy thu hồi {other} trước.',
    en: 'Only the level change that was approved last can be taken back. Take back {other} first.',
  }),
  changeBeingCarriedOut: conflict({
    vi: 'Chuyển cấp độ {other} đang được thực hiện. Hãy chờ xong, thường trong vòng một phút, rồi phê duyệt lại.',
    en: 'The level change {other} is being carried out. Wait until that is done, usually within a minute, and approve again.',
  }),
  changeEmpty: unprocessable({
    vi: 'Chuyển cấp độ này không quyết định gì, không thu hồi gì, và kế hoạch không có gì mới để áp dụng.',
    en: 'This level change decides nothing and takes back nothing, and the plan has nothing new to apply.',
  }),
  changeInSilence: conflict({
    vi: 'Cấp độ giảm mà không có thông báo nào cho địa bàn {areas}. Hãy thêm vào kế hoạch một thông báo khi rời cấp độ.',
    en: 'The level is lowered and nothing says so in {areas}. Add a message on leaving the level to the plan.',
  }),
  changePurposeDiffers: unprocessable({
    vi: 'Bạn phê duyệt nhầm loại: chuyển cấp độ này không phải loại bạn chọn (thật hay diễn tập). Chưa làm gì. Hãy đọc lại.',
    en: 'You are about to approve the other kind: this level change is not what you chose, live or exercise. Nothing was done. Read it again.',
  }),
  exerciseTakesBack: unprocessable({
    vi: 'Trong diễn tập không thu hồi chuyển cấp độ. Hãy kết thúc diễn tập rồi bắt đầu lại.',
    en: 'In an exercise no level change is taken back. End the exercise and begin anew.',
  }),
  effectsDiffer: conflict({
    vi: 'Những gì chuyển cấp độ này gây ra đã khác với bản bạn xem. Hãy tải lại và đọc lại trước khi phê duyệt.',
    en: 'What this level change does is no longer what you saw. Reload and read it again before you approve.',
  }),
  deedNotFailed: conflict({
    vi: 'Tác động này không ở trạng thái lỗi nên không cần thử lại. Hãy tải lại trang.',
    en: 'This effect has not failed, so there is nothing to try again. Reload the page.',
  }),
  deedUnexpected: failed({
    vi: 'Lỗi không lường trước khi thực hiện tác động này. Xem nhật ký của máy chủ rồi thử lại.',
    en: 'Something unexpected went wrong while this effect was carried out. Look at the log of the server, then try again.',
  }),
  deedRestored: conflict({
    vi: 'Máy chủ được khôi phục từ bản sao lưu, nên tác động này có thể đã được thực hiện. Hãy kiểm tra rồi thử lại.',
    en: 'The server was restored from a backup, so this effect may have been carried out already. Look, then have it tried again.',
  }),
  servicesUnknown: conflict({
    vi: 'Danh mục miễn cước không có dịch vụ {services}. Hãy thêm vào danh mục rồi thử lại.',
    en: 'The list of what is free has no service {services}. Add it to the list, then try again.',
  }),
  freeListBusy: conflict({
    vi: 'Danh mục miễn cước đang chờ duyệt nên chưa sửa được. Hãy chờ người duyệt, rồi thử lại.',
    en: 'The list of what is free waits for approval and cannot be changed. Wait for that, then try again.',
  }),
  sitesUnknown: conflict({
    vi: 'Không có điểm cầu {sites}. Hãy thêm điểm cầu rồi thử lại.',
    en: 'There is no site {sites}. Add it, then try again.',
  }),
  taskClosed: conflict({
    vi: 'Việc này đã xong hoặc không còn phải làm. Hãy tải lại trang.',
    en: 'This task is done, or need not be done any more. Reload the page.',
  }),
  proposalAsItIs: unprocessable({
    vi: 'Địa bàn {area} đang ở đúng cấp độ này rồi. Hãy chọn cấp độ khác.',
    en: 'The area {area} is at this very level already. Choose another one.',
  }),
  proposalOpen: conflict({
    vi: 'Địa bàn {area} đã có một đề xuất đang chờ. Hãy quyết định đề xuất đó trước.',
    en: 'There is an open proposal for {area}. Decide about that one first.',
  }),
  proposalClosed: conflict({
    vi: 'Đề xuất này đã được quyết định. Hãy tải lại trang.',
    en: 'This proposal is decided already. Reload the page.',
  }),
  mappingMissing: conflict({
    vi: 'Chưa có cách đọc số liệu của DHIS2. Hãy đặt phần tử nào là số liệu nào và đơn vị nào là địa bàn nào trước.',
    en: 'How data of DHIS2 is read was not said yet. Say which element is which input and which unit is which area first.',
  }),
  importTooLong: unprocessable({
    vi: 'Tệp có {values} giá trị, mỗi lần nhận nhiều nhất {max}. Chia tệp theo thời gian rồi gửi từng phần.',
    en: 'The file has {values} values, and at most {max} are taken at a time. Split it by time and give it part by part.',
  }),
  dataFull: conflict({
    vi: 'Kế hoạch này đã có quá nhiều số liệu ({max} giá trị), không nhận thêm.',
    en: 'This plan holds too much data ({max} values) to take more.',
  }),
} as const satisfies FailureTable

export const planAreaFailure = failuresOf(PLAN_AREA_FAILURES)
