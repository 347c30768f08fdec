/** What can go wrong when a replicated log is opened. No sentence holds an address as it was given: it has a password in it. */

import type { FailureTable } from '../../base/failure.ts'
import { failuresOf } from '../../base/failure.ts'
import { conflict, peerAway, unprocessable, wrongUsage } from '../../base/failure-kinds.ts'

export const LOG_FAILURES = {
  logAddressMalformed: wrongUsage({
    vi: 'Địa chỉ nhật ký nhân bản không đúng dạng. Viết nats://MÁY:CỔNG,MÁY:CỔNG,MÁY:CỔNG (hoặc tls://) hay postgres://MÁY/CƠ-SỞ-DỮ-LIỆU.',
    en: 'The address of the replicated log is malformed. Write nats://HOST:PORT,HOST:PORT,HOST:PORT (or tls://), or postgres://HOST/DATABASE.',
  }),
  legMalformed: wrongUsage({
    vi: 'Tên chặng "{leg}" không dùng được. Chỉ dùng chữ cái không dấu, chữ số và dấu gạch nối, nhiều nhất {most} ký tự.',
    en: '"{leg}" is not a valid --leg name. Use unaccented letters, digits and hyphens, at most {most} characters.',
  }),
  logUnreachable: peerAway({
    vi: 'Nhật ký nhân bản ở {at} không trả lời: {why}. Kiểm tra các máy chủ và đường mạng rồi chạy lại.',
    en: 'The replicated log at {at} does not answer: {why}. Check its servers and the network, then run this again.',
  }),
  logRefuses: unprocessable({
    vi: 'Nhật ký nhân bản ở {at} từ chối: {why}. Kiểm tra tài khoản và cấu hình của các máy chủ.',
    en: 'The replicated log at {at} refuses: {why}. Check the account and the configuration of its servers.',
  }),
  logNoRoom: unprocessable({
    vi: 'Các máy chủ của nhật ký nhân bản ở {at} không còn chỗ cho chặng này: mỗi máy phải dành sẵn {megabytes} MB ({why}). Thêm đĩa hoặc tăng max_file_store, xóa nhật ký của các chặng đã xong, hoặc chọn cỡ nhỏ hơn bằng --log-size.',
    en: 'The replicated log at {at} has no room for this batch: each server must reserve {megabytes} MB ({why}). Add disk or raise max_file_store, delete logs of finished batches, or lower --log-size.',
  }),
  logLazy: unprocessable({
    vi: 'Máy chủ {server} của nhật ký nhân bản không ghi chắc xuống đĩa trước khi xác nhận ({found}); mất điện sẽ mất những gì đã xác nhận. Đặt {wanted} cho máy chủ đó rồi chạy lại.',
    en: 'Log server {server} does not sync before acknowledging ({found}); a power cut would lose acknowledged data. Set {wanted} on that server, then run this again.',
  }),
  logSyncUnknown: unprocessable({
    vi: 'Không hỏi được máy chủ {server} của nhật ký nhân bản có ghi chắc xuống đĩa hay không. Mở cổng giám sát của máy chủ đó (cổng máy khách + {offset}, /varz) rồi chạy lại.',
    en: 'Cannot find out whether log server {server} syncs. Open its monitoring port (client port + {offset}, /varz), then run this again.',
  }),
  logFewReplicas: unprocessable({
    vi: 'Nhật ký nhân bản chỉ nằm trên {count} máy chủ; cần ít nhất {least}. Nêu đủ các máy chủ của cụm rồi chạy lại.',
    en: 'The replicated log needs at least {least} servers; it has {count}. Name all servers of the cluster, then run this again.',
  }),
  logDiffers: conflict({
    vi: 'Nhật ký nhân bản {log} đã có nhưng được thiết lập khác: {setting} là {found}, phải là {wanted}. Không sửa gì; hãy dùng tên chặng khác hoặc hỏi quản trị viên của cụm.',
    en: 'The log {log} exists with another setup: {setting} is {found}, not {wanted}. Nothing was changed; use another --leg, or ask the server administrator.',
  }),
} as const satisfies FailureTable

export const logFailure = failuresOf(LOG_FAILURES)
