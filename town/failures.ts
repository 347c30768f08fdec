/** What can go wrong in the demo and is nobody's bug. A sentence says what happened and what to do. */

import { type FailureTable, failuresOf } from '../src/base/failure.ts'
import { broken, conflict, failed, noRoom } from '../src/base/failure-kinds.ts'

export const DEMO_FAILURES = {
  demoTaken: conflict({
    vi: 'Thư mục {directory} không trống. Chọn một thư mục mới cho --keep.',
    en: 'The directory {directory} is not empty. Give --keep a new one.',
  }),
  demoNoSpace: noRoom({
    vi: 'Cần tới {needed} GB đĩa ở {directory}, chỉ còn trống {free} GB. Giải phóng dung lượng, chọn --keep ở đĩa khác hoặc --scale lớn hơn.',
    en: 'Up to {needed} GB are needed in {directory}, and {free} GB are free. Free some space, choose --keep on another disk or a larger --scale.',
  }),
  demoTurnFailed: failed({
    vi: 'Chạy thử bị hỏng ở nhà mạng {operator}: tiến trình con kết thúc với {code} ({why}). Chạy lại lệnh này.',
    en: 'The demo failed at {operator}: its process ended with {code} ({why}). Run it again.',
  }),
  demoSilent: failed({
    vi: 'Chạy thử không đi tiếp: chờ {vi}, và không còn gì thay đổi. Chạy lại lệnh này.',
    en: 'The demo does not go on: it waits for {en}, and nothing changes any more. Run it again.',
  }),
  demoStopped: {
    ...conflict({
      vi: 'Đã dừng theo yêu cầu; các tiến trình con đã kết thúc. Chạy lại lệnh để làm từ đầu.',
      en: 'Stopped as asked; its child processes have ended. Run the command again to start over.',
    }),
    retry: 'now',
  },
  demoDiffers: broken({
    vi: 'Số đếm của bên gửi và của tổng đài khác nhau; xem bảng. Đây là lỗi của chương trình, hãy báo lại cùng --json.',
    en: "The sender's and the centres' counts differ, see the table. This is a fault of the program: report it with --json.",
  }),
  demoBulletinDiffers: broken({
    vi: 'Số đếm của thiết bị loa hoặc nhà mạng khác số của máy chủ; xem bảng. Đây là lỗi của chương trình, hãy báo lại cùng --json.',
    en: "A count of a loudspeaker's device or of an operator differs from the server's, see the table. This is a fault of the program: report it with --json.",
  }),
  demoDoorDiffers: broken({
    vi: 'Máy tính bảng ở cửa và máy chủ đếm khác nhau; xem bảng. Đây là lỗi của chương trình, hãy báo lại cùng --json.',
    en: 'The tablet at the door and the server count otherwise, see the table. This is a fault of the program: report it with --json.',
  }),
  demoPlanDiffers: broken({
    vi: 'Sau diễn tập một số đếm của cái đang chạy thật đã đổi, hoặc cụm loa và máy chủ đếm khác nhau; xem bảng. Đây là lỗi của chương trình, hãy báo lại cùng --json.',
    en: "An exercise has changed a count of what is live, or a loudspeaker's device and the server count otherwise, see the table. This is a fault of the program: report it with --json.",
  }),
} as const satisfies FailureTable

export const demoFailure = failuresOf(DEMO_FAILURES)
