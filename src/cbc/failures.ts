/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { broken, busy, conflict, malformed, missing, noRoom, wrongUsage } from '../base/failure-kinds.ts'

/** Not finished, and a later command goes on with it. */
const unfinished = { retry: 'later', blame: 'caller', http: 409, exit: 3 } as const

export const CBC_FAILURES = {
  cbcExists: conflict({
    vi: 'Thư mục {directory} đã có. Dùng: loa cbs resume {directory}, hoặc chọn thư mục khác cho tin mới.',
    en: 'The directory {directory} already exists. Use: loa cbs resume {directory}, or choose another directory for a new broadcast.',
  }),
  cbcMissing: missing({
    vi: '{directory} không phải là thư mục của một tin quảng bá di động. Kiểm tra lại đường dẫn; tin mới bắt đầu bằng loa cbs run.',
    en: '{directory} is not the directory of a cell broadcast. Check the path; start a new one with loa cbs run.',
  }),
  cbcDamaged: broken({
    vi: 'Sổ của tin quảng bá {file} không đọc được: {why}. Không có gì bị ghi đè; hãy khôi phục thư mục từ bản sao.',
    en: 'Cannot read the cell broadcast’s record {file}: {why}. Nothing was overwritten; restore the directory from a copy.',
  }),
  cbcRuns: busy({
    vi: 'Một tiến trình khác đang giữ {directory} mà không trả lời. Thử lại, hoặc kết thúc tiến trình đó rồi chạy: loa cbs resume {directory}.',
    en: 'A process holds {directory} but does not answer. Try again, or end that process and run: loa cbs resume {directory}.',
  }),
  cbcNotRunning: conflict({
    vi: 'Không có tiến trình nào đang phát {directory}, nên chưa thay được nội dung. Phát tiếp bằng: loa cbs resume {directory}.',
    en: 'No process is broadcasting {directory}, so nothing is replaced. Continue with: loa cbs resume {directory}.',
  }),
  cbcNotOnAir: conflict({
    vi: 'Tin quảng bá {directory} đã dừng hoặc đã hết giờ, nên không thay được nội dung. Phát một tin mới bằng loa cbs run.',
    en: 'The cell broadcast {directory} is stopped or over, so nothing is replaced. Start a new one with loa cbs run.',
  }),
  cbcNoSuchMessage: malformed({
    vi: 'Tin quảng bá {directory} không có mã {id}. Xem các mã bằng: loa cbs status {directory}.',
    en: 'The cell broadcast {directory} has no identifier {id}. List identifiers with: loa cbs status {directory}.',
  }),
  cbcWhichMessage: wrongUsage({
    vi: 'Tin quảng bá {directory} có {count} nội dung. Đặt --id cho từng --message.',
    en: 'The cell broadcast {directory} has {count} messages. Give an --id for each --message.',
  }),
  cbcNoCode: noRoom({
    vi: 'Cả 1 024 mã tin trong {directory} đều đang dùng, hoặc vừa dùng trong hai ngày qua và điện thoại còn nhớ. Đặt --code, hoặc chuyển các tin đã hết giờ đi nơi khác.',
    en: 'All 1 024 message codes in {directory} are in use, or were within two days and phones remember them. Give --code, or move finished broadcasts away.',
  }),
  cbcStopped: {
    ...unfinished,
    vi: 'Tin quảng bá {directory} đã dừng.',
    en: 'The cell broadcast {directory} is stopped.',
  },
  cbcInterrupted: {
    ...unfinished,
    vi: 'Đã ngắt {directory}; tin vẫn còn ở các BSC. Phát tiếp bằng: loa cbs resume {directory}, dừng hẳn bằng: loa cbs stop {directory}.',
    en: 'Interrupted {directory}; the message stays at the BSCs. Continue with: loa cbs resume {directory}, end with: loa cbs stop {directory}.',
  },
  cbcStillThere: {
    ...unfinished,
    blame: 'peer',
    vi: 'Chưa xác nhận đã gỡ tin ở: {bscs}. Gỡ tiếp bằng: loa cbs resume {directory}.',
    en: 'Removal not confirmed at: {bscs}. Continue with: loa cbs resume {directory}.',
  },
} as const satisfies FailureTable

export const cbcFailure = failuresOf(CBC_FAILURES)
