/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { busy, conflict, malformed, peerAway, tooMany, unprocessable, wrongUsage } from '../base/failure-kinds.ts'

export const ENDPOINT_FAILURES = {
  smppUrl: wrongUsage({
    vi: 'Địa chỉ tổng đài SMS không hợp lệ. Viết theo mẫu smpp://system_id:password@host:port, hoặc smpps:// nếu dùng TLS.',
    en: 'The SMSC URL is not valid. Write smpp://system_id:password@host:port, or smpps:// for TLS.',
  }),
  smppUnreachable: peerAway({
    vi: 'Không kết nối được tới {where}: {why}. Kiểm tra địa chỉ, mạng và chứng thư.',
    en: 'Cannot connect to {where}: {why}. Check the address, the network and the certificate.',
  }),
  smppBindRefused: {
    ...peerAway({
      vi: '{where} từ chối bind với {status}. Kiểm tra system_id và mật khẩu, hoặc đợi phiên cũ kết thúc.',
      en: '{where} refused the bind with {status}. Check system_id and password, or wait until an older session has ended.',
    }),
    blame: 'caller',
  },
  smppAgain: {
    ...busy({
      vi: 'Bên kia tạm thời chưa nhận {command}: {status}. Gửi lại sau, chậm hơn.',
      en: 'The peer cannot accept {command} now: {status}. Send again later, and more slowly.',
    }),
    blame: 'peer',
  },
  smppRefused: unprocessable({
    vi: 'Bên kia từ chối {command}: {status}. Gửi lại cũng không được.',
    en: 'The peer refused {command}: {status}. Sending again will not help.',
  }),
  smppAccountRefused: {
    ...unprocessable({
      vi: 'Bên kia không cho tài khoản này gửi {command}: {status}. Kiểm tra địa chỉ nguồn và quyền của tài khoản.',
      en: 'The peer does not let this account send {command}: {status}. Check the source address and the account.',
    }),
    http: 502,
  },
  smppUnanswered: {
    retry: 'never',
    blame: 'peer',
    http: 504,
    exit: 1,
    vi: 'Không có trả lời cho {command} ({why}). Có thể bên kia đã nhận: gửi lại có thể thành gửi hai lần.',
    en: 'No answer to {command} ({why}). The peer may have accepted it: sending again may send it twice.',
  },
  smppNotSent: {
    ...busy({
      vi: '{command} chưa được gửi ({why}). Kết nối lại rồi gửi lại.',
      en: '{command} was not sent ({why}). Reconnect and send again.',
    }),
    blame: 'peer',
  },
  smppWaitingFull: tooMany({
    vi: '{command} chưa được gửi: đã có {most} yêu cầu đang chờ. Đợi các yêu cầu trước xong.',
    en: '{command} was not sent: {most} requests are already waiting. Wait for the earlier ones.',
  }),
  smppNotBoundFor: conflict({
    vi: '{command} không được phép khi phiên ở trạng thái {state}. Bind theo kiểu cho phép gửi lệnh này.',
    en: 'A session that is {state} cannot send {command}. Bind in a way that allows it.',
  }),
  smppSource: malformed({
    vi: "'{source}' không dùng làm địa chỉ nguồn được. Dùng 1 đến 11 chữ, số, dấu cách, '-', '_', '.', hoặc một số điện thoại.",
    en: "'{source}' cannot be a source address. Use 1 to 11 letters, digits, spaces, '-', '_', '.', or a number.",
  }),
  smppDestination: malformed({
    vi: 'Số nhận không hợp lệ. Viết số quốc tế, từ 3 đến 20 chữ số, có thể có dấu + ở đầu.',
    en: 'The destination is not a valid number. Write an international number of 3 to 20 digits, with or without a leading +.',
  }),
  smppOption: malformed({
    vi: 'Tùy chọn {option} không hợp lệ: {why}.',
    en: 'The option {option} is not valid: {why}.',
  }),
} as const satisfies FailureTable

export const endpointFailure = failuresOf(ENDPOINT_FAILURES)
