/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { broken, busy, conflict, malformed, missing, peerAway, wrongUsage } from '../base/failure-kinds.ts'

export const ROUND_FAILURES = {
  ledgerCutShort: broken({
    vi: 'Sổ cái bị cắt cụt: tệp {file} ngắn hơn kích thước đã ghi. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The ledger was cut short: its file {file} is shorter than it was made. Nothing was overwritten; restore the directory of the round from a copy.',
  }),
  ledgerFileMissing: broken({
    vi: 'Sổ cái thiếu tệp {file}. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The ledger lacks its file {file}. Nothing was overwritten; restore the directory of the round from a copy.',
  }),
  ledgerDamaged: broken({
    vi: 'Sổ cái bị hỏng: tệp {file} sai tổng kiểm tra ở vị trí {at}. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The ledger is damaged: its file {file} fails its checksum at octet {at}. Nothing was overwritten; restore the directory of the round from a copy.',
  }),
  ledgerVersion: malformed({
    vi: 'Sổ cái có định dạng phiên bản {version} mà chương trình này chưa biết. Dùng phiên bản Loa đã tạo ra nó.',
    en: 'The ledger has format version {version}, which this program does not know. Use the version of Loa that made it.',
  }),
  roundExists: conflict({
    vi: 'Thư mục {directory} đã có. Dùng: loa round resume {directory}, hoặc chọn thư mục khác cho đợt mới.',
    en: 'The directory {directory} exists. Use: loa round resume {directory}, or choose another directory for a new round.',
  }),
  noRound: missing({
    vi: '{directory} không phải là thư mục của một đợt nhắn tin. Kiểm tra lại đường dẫn; đợt mới bắt đầu bằng loa round run.',
    en: '{directory} is no directory of a round. Check the path; a new round begins with loa round run.',
  }),
  roundDamaged: broken({
    vi: 'Tệp {file} bị hỏng: {why}. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The file {file} is damaged: {why}. Nothing was overwritten; restore the directory of the round from a copy.',
  }),
  roundEmpty: malformed({
    vi: 'Tập thuê bao nhận tin không có số nào. Kiểm tra lại danh sách hoặc biểu thức đã tạo ra nó.',
    en: 'The audience has no number in it. Check the list or the expression it was made from.',
  }),
  roundRuns: conflict({
    vi: 'Một tiến trình khác đang chạy đợt {directory}. Xem nó bằng: loa round status {directory}.',
    en: 'Another process runs the round {directory}. See it with: loa round status {directory}.',
  }),
  roundSilent: busy({
    vi: 'Một tiến trình giữ đợt {directory} nhưng không trả lời. Thử lại, hoặc kết thúc tiến trình đó rồi chạy: loa round resume {directory}.',
    en: 'A process holds the round {directory} and does not answer. Try again, or end that process and run: loa round resume {directory}.',
  }),
  roundNotRunning: conflict({
    vi: 'Không có tiến trình nào đang chạy đợt {directory}, nên không có gì để tạm dừng. Tiếp tục bằng: loa round resume {directory}.',
    en: 'No process runs the round {directory}, so there is nothing to pause. Go on with: loa round resume {directory}.',
  }),
  roundStopped: {
    retry: 'later',
    blame: 'caller',
    http: 409,
    exit: 3,
    vi: 'Đợt {directory} đã bị dừng. Chỉ tiếp tục khi đã được đồng ý: loa round resume {directory} --stopped.',
    en: 'The round {directory} was stopped. Go on only when that is agreed: loa round resume {directory} --stopped.',
  },
  outcomesCut: {
    ...busy({
      vi: 'Tiến trình của đợt {directory} kết thúc khi đang liệt kê; danh sách in ra chưa đủ. Chạy lại lệnh này.',
      en: 'The process of the round {directory} ended while it told the outcomes; what was printed is not all. Run it again.',
    }),
    retry: 'now',
  },
  roundInterrupted: {
    ...busy({
      vi: 'Đợt bị ngắt khi chưa xong. Chạy tiếp bằng: loa round resume {directory}.',
      en: 'The round was interrupted before its end. Go on with: loa round resume {directory}.',
    }),
    exit: 3,
  },
  roundWindowOver: {
    retry: 'later',
    blame: 'caller',
    http: 409,
    exit: 3,
    vi: 'Thời hạn gửi của đợt đã hết khi còn {unsent} thuê bao chưa gửi. Xem: loa round status {directory}.',
    en: 'The window of the round is over with {unsent} subscribers unsent. See: loa round status {directory}.',
  },
  diskFull: {
    ...busy({
      vi: 'Đĩa chứa {directory} không đủ chỗ cho sổ cái; chưa gửi tin nào. Giải phóng dung lượng rồi chạy lại.',
      en: 'The disk of {directory} has no room for the ledger; nothing was sent. Free some space and run it again.',
    }),
    http: 507,
  },
  diskTrouble: {
    retry: 'later',
    blame: 'us',
    http: 507,
    exit: 3,
    vi: 'Không ghi được sổ cái: {why}. Đã dừng gửi. Sửa đĩa rồi chạy: loa round resume {directory}.',
    en: 'The ledger could not be written: {why}. Sending has stopped. Mend the disk, then: loa round resume {directory}.',
  },
  notBound: peerAway({
    vi: 'Không kết nối được với tổng đài tin nhắn nào ({why}); chưa gửi tin nào. Kiểm tra địa chỉ, tài khoản và mật khẩu rồi chạy lại.',
    en: 'No SMS centre could be bound ({why}); nothing was sent. Check the address, the system_id and the password, and run it again.',
  }),
  notBoundAgain: peerAway({
    vi: 'Không kết nối được với tổng đài tin nhắn nào ({why}); lần này chưa gửi thêm tin nào. Kiểm tra tổng đài rồi chạy: loa round resume {directory}.',
    en: 'No SMS centre could be bound ({why}); nothing more was sent. Check the centre, then: loa round resume {directory}.',
  }),
  legTaken: conflict({
    vi: 'Chặng {leg} đã được bắt đầu trước đó; mỗi chặng chỉ chạy một lần, kể cả khi đã xong. Theo sau nó bằng: loa round follow, hoặc chọn tên chặng khác.',
    en: 'The leg {leg} was begun before; a leg is run once, also after its end. Follow it with: loa round follow, or choose another name.',
  }),
  legOtherMessage: conflict({
    vi: 'Chặng {leg} gửi nội dung tin nhắn khác với tệp đã cho. Dùng đúng tệp nội dung của chặng.',
    en: 'The leg {leg} sends another message than the file that was given. Give the message of the leg.',
  }),
  legOtherAudience: conflict({
    vi: 'Chặng {leg} gửi cho tập thuê bao khác với tệp đã cho. Dùng đúng tập thuê bao của chặng.',
    en: 'The leg {leg} goes to another audience than the file that was given. Give the audience of the leg.',
  }),
  legTooSmall: wrongUsage({
    vi: 'Nhật ký nhân bản của chặng phải chứa được ít nhất {megabytes} MB cho {subscribers} thuê bao. Chọn --log-size lớn hơn, hoặc bỏ tuỳ chọn này.',
    en: 'The replicated log of the leg must hold at least {megabytes} MB for {subscribers} subscribers. Choose a larger --log-size, or leave it out.',
  }),
  legBroken: broken({
    vi: 'Nhật ký nhân bản của chặng {leg} không còn nguyên vẹn: {why}. Không gửi gì thêm; cần người phụ trách xem lại các bản sổ cái trước khi tiếp tục.',
    en: 'The replicated log of the leg {leg} is not what it was: {why}. Nothing more is sent; people must compare the ledgers before anything goes on.',
  }),
  legFenced: {
    ...busy({
      vi: 'Máy khác đã tiếp quản đợt này, nên tiến trình ở {directory} dừng lại. Số liệu đúng nằm ở máy đang gửi.',
      en: 'Another process took the round over, so the one of {directory} has stopped. The figures that count are the owner’s.',
    }),
    exit: 3,
  },
  legUnheard: peerAway({
    vi: 'Không máy nào đang gửi đợt của {directory} trả lời, nên yêu cầu chưa có hiệu lực. Thử lại sau vài giây, hoặc yêu cầu trực tiếp ở máy đang gửi.',
    en: 'No process that sends the round of {directory} answered, so nothing was asked of it. Try again in a few seconds, or ask at the machine that sends.',
  }),
  legNotAlone: conflict({
    vi: 'Sổ cái ở {directory} thuộc một chặng chạy trên nhiều máy, nên không chạy riêng được: máy khác có thể đang gửi. Ra lệnh ở cơ quan chủ quản hoặc ở máy đang chạy nút.',
    en: 'The ledger of {directory} is of a leg that several machines have, so it does not go on by itself: another one may be sending. Give the order at the authority, or at a machine whose node runs.',
  }),
  legBegunAlone: conflict({
    vi: 'Sổ cái ở {directory} đã bắt đầu không có nhật ký nhân bản, nên không nhập được vào chặng {leg}. Chạy tiếp riêng máy này cho tới khi xong.',
    en: 'The ledger of {directory} was begun without a log, so it cannot join the leg {leg}. Let this machine finish it by itself.',
  }),
  audienceChanged: broken({
    vi: 'Tệp {file} không còn là tập thuê bao đã duyệt của đợt. Không gửi gì; hãy khôi phục tệp từ bản sao.',
    en: 'The file {file} is no longer the audience of the round. Nothing is sent; restore it from a copy.',
  }),
} as const satisfies FailureTable

export const roundFailure = failuresOf(ROUND_FAILURES)
