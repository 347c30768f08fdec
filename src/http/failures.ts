/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import {
  busy,
  conflict,
  malformed,
  refused,
  tooLarge,
  tooMany,
  unknownCaller,
  unprocessable,
} from '../base/failure-kinds.ts'

export const HTTP_FAILURES = {
  subscriberNumber: unprocessable({
    vi: 'Trường {path} có nội dung giống số thuê bao. Hệ thống này không lưu số thuê bao; hãy bỏ số đó rồi gửi lại.',
    en: "The field {path} looks like a subscriber's number. This system stores none: remove the number and send again.",
  }),
  signedOut: unknownCaller({
    vi: 'Chưa đăng nhập hoặc phiên đã hết hạn. Hãy đăng nhập lại.',
    en: 'You are not signed in, or the session has ended. Sign in again.',
  }),
  factorNeeded: refused({
    vi: 'Phiên đăng nhập đã quá {minutes} phút. Hãy nhập lại mật khẩu hoặc dùng khóa truy cập trước khi thực hiện.',
    en: 'You signed in more than {minutes} minutes ago. Confirm with your password or passkey to continue.',
  }),
  factorMissing: refused({
    vi: 'Vai trò này phải xác thực hai bước. Hãy mở trang Tài khoản để cài ứng dụng xác thực hoặc khóa truy cập.',
    en: 'Your role needs two-step sign-in. Set up an authenticator app or a passkey on your account page.',
  }),
  factorUnused: refused({
    vi: 'Mới đăng nhập bằng mật khẩu, trong khi vai trò này phải xác thực hai bước. Hãy đăng nhập bằng khóa truy cập.',
    en: 'You signed in by password only. Your role needs two-step sign-in: use your passkey.',
  }),
  inputFaulty: unprocessable({
    vi: 'Có {faults} chỗ không hợp lệ trong yêu cầu. Xem từng chỗ rồi sửa.',
    en: 'Parts of the request are not valid ({faults}). Correct each of them.',
  }),
  bodyNotJson: malformed({
    vi: 'Nội dung gửi lên không phải là JSON hợp lệ ({why}).',
    en: 'The body is not valid JSON ({why}).',
  }),
  bodyTooLarge: tooLarge({
    vi: 'Nội dung gửi lên quá lớn: tối đa {size} KB.',
    en: 'The body is too large: at most {size} kB.',
  }),
  mediaTypeWrong: {
    ...unprocessable({ vi: 'Nội dung phải là application/json.', en: 'The body must be application/json.' }),
    http: 415,
  },
  bodyTypeWrong: {
    ...unprocessable({ vi: 'Nội dung phải là một trong các loại: {types}.', en: 'The body must be one of: {types}.' }),
    http: 415,
  },
  methodWrong: {
    ...unprocessable({
      vi: 'Đường dẫn này không có phương thức đó. Có: {allowed}.',
      en: 'This path has no such method. Allowed: {allowed}.',
    }),
    http: 405,
  },
  originWrong: refused({
    vi: 'Yêu cầu đến từ trang khác nên bị từ chối. Hãy mở bảng điều khiển ở đúng địa chỉ.',
    en: 'The request comes from another site and is refused. Open the console at its own address.',
  }),
  scopeMissing: refused({
    vi: 'Mã API này không có quyền {scope}. Hãy xin mã có quyền đó.',
    en: 'This API key lacks the scope {scope}. Ask for a key that has it.',
  }),
  keyWrong: unknownCaller({
    vi: 'Mã API không đúng, đã hết hạn, bị thu hồi, hoặc người tạo không còn là quản trị viên.',
    en: 'The API key is wrong, expired or revoked, or its creator is no longer an administrator.',
  }),
  tooManyRequests: tooMany({
    vi: 'Quá nhiều yêu cầu. Thử lại sau {seconds} giây.',
    en: 'Too many requests. Try again in {seconds} seconds.',
  }),
  tooManyWatchers: busy({
    vi: 'Quá nhiều người đang xem trực tiếp. Thử lại sau ít phút.',
    en: 'Too many live viewers. Try again in a few minutes.',
  }),
  idempotencyKeyMissing: malformed({
    vi: 'Yêu cầu này của mã API cần tiêu đề Idempotency-Key, từ 8 đến 128 ký tự.',
    en: 'With an API key this request needs the header Idempotency-Key, 8 to 128 characters.',
  }),
  idempotencyKeyReused: unprocessable({
    vi: 'Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy dùng giá trị mới cho yêu cầu mới.',
    en: 'This Idempotency-Key was used for another request. Use a new one for a new request.',
  }),
  idempotencyUnknown: {
    ...conflict({
      vi: 'Máy chủ dừng đột ngột khi đang xử lý yêu cầu này, nên không rõ đã làm xong chưa. Hãy xem kết quả rồi dùng Idempotency-Key mới.',
      en: 'The server stopped while handling this request, so it may or may not be done. Check the result, then use a new Idempotency-Key.',
    }),
    blame: 'us',
  },
  idempotencyTold: conflict({
    vi: 'Yêu cầu này đã thực hiện; kết quả có bí mật nên chỉ hiện một lần. Nếu đã mất, hãy tạo lại với Idempotency-Key mới.',
    en: 'This is already done; the answer held a secret, shown only once. If the secret is lost, create a new one.',
  }),
  shiftMoved: busy({
    vi: 'Phòng họp đang chuyển sang máy chủ khác. Trang sẽ tự thử lại sau ít giây.',
    en: 'The room is moving to another server. The page tries again in a few seconds.',
  }),
  changesUnheard: busy({
    vi: 'Máy chủ này tạm không nhận được thay đổi từ các máy chủ khác. Trang sẽ tự kết nối lại.',
    en: 'This server is not receiving changes from other servers. The page reconnects by itself.',
  }),
  stopping: busy({
    vi: 'Máy chủ đang dừng. Thử lại sau ít phút.',
    en: 'The server is stopping. Try again in a few minutes.',
  }),
} as const satisfies FailureTable

export const httpFailure = failuresOf(HTTP_FAILURES)
