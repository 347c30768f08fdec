/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { broken, busy, conflict, malformed, missing, peerAway, wrongUsage } from '../base/failure-kinds.ts'

export const ROUND_FAILURES = {
  ledgerCutShort: broken({
    vi: 'Sổ cái bị cắt cụt: tệp {file} ngắn hơn kích thước đã ghi. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The ledger is cut short: its file {file} is shorter than when created. Nothing was overwritten; restore the round’s directory from a copy.',
  }),
  ledgerFileMissing: broken({
    vi: 'Sổ cái thiếu tệp {file}. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The ledger file {file} is missing. Nothing was overwritten; restore the round’s directory from a copy.',
  }),
  ledgerDamaged: broken({
    vi: 'Sổ cái bị hỏng: tệp {file} sai tổng kiểm tra ở vị trí {at}. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The ledger is damaged: its file {file} fails its checksum at byte {at}. Nothing was overwritten; restore the round’s directory from a copy.',
  }),
  ledgerVersion: malformed({
    vi: 'Sổ cái có định dạng phiên bản {version} mà chương trình này chưa biết. Dùng phiên bản Loa đã tạo sổ cái này.',
    en: 'The ledger has format version {version}, unknown to this program. Use the version of Loa that created the ledger.',
  }),
  roundExists: conflict({
    vi: 'Thư mục {directory} đã có. Dùng: loa round resume {directory}, hoặc chọn thư mục khác cho đợt mới.',
    en: 'The directory {directory} already exists. Use: loa round resume {directory}, or choose another directory for a new round.',
  }),
  noRound: missing({
    vi: '{directory} không phải là thư mục của một đợt nhắn tin. Kiểm tra lại đường dẫn; đợt mới bắt đầu bằng loa round run.',
    en: '{directory} is not the directory of a round. Check the path; start a new round with loa round run.',
  }),
  roundDamaged: broken({
    vi: 'Tệp {file} bị hỏng: {why}. Không có gì bị ghi đè; hãy khôi phục thư mục của đợt từ bản sao.',
    en: 'The file {file} is damaged: {why}. Nothing was overwritten; restore the round’s directory from a copy.',
  }),
  roundEmpty: malformed({
    vi: 'Tập thuê bao nhận tin không có số nào. Kiểm tra lại danh sách hoặc biểu thức đã tạo ra tập này.',
    en: 'The audience has no numbers. Check the list or expression behind this audience.',
  }),
  roundRuns: conflict({
    vi: 'Một tiến trình khác đang chạy đợt {directory}. Xem bằng: loa round status {directory}.',
    en: 'Another process is running the round {directory}. Follow its state with: loa round status {directory}.',
  }),
  roundSilent: busy({
    vi: 'Một tiến trình giữ đợt {directory} nhưng không trả lời. Thử lại, hoặc kết thúc tiến trình đó rồi chạy: loa round resume {directory}.',
    en: 'A process holds the round {directory} but does not answer. Try again, or end that process and run: loa round resume {directory}.',
  }),
  roundNotRunning: conflict({
    vi: 'Không có tiến trình nào đang chạy đợt {directory}, nên không có gì để tạm dừng. Tiếp tục bằng: loa round resume {directory}.',
    en: 'No process is running the round {directory}, so there is nothing to pause. Continue with: loa round resume {directory}.',
  }),
  roundStopped: {
    retry: 'later',
    blame: 'caller',
    http: 409,
    exit: 3,
    vi: 'Đợt {directory} đã bị dừng. Chỉ tiếp tục khi đã được đồng ý: loa round resume {directory} --stopped.',
    en: 'The round {directory} was stopped. Continue only with approval: loa round resume {directory} --stopped.',
  },
  outcomesCut: {
    ...busy({
      vi: 'Tiến trình của đợt {directory} kết thúc khi đang liệt kê; danh sách in ra chưa đủ. Chạy lại lệnh này.',
      en: 'The process of the round {directory} ended while listing outcomes; the printed list is incomplete. Run this command again.',
    }),
    retry: 'now',
  },
  roundInterrupted: {
    ...busy({
      vi: 'Đợt bị ngắt khi chưa xong. Chạy tiếp bằng: loa round resume {directory}.',
      en: 'The round was interrupted before its end. Continue with: loa round resume {directory}.',
    }),
    exit: 3,
  },
  roundWindowOver: {
    retry: 'later',
    blame: 'caller',
    http: 409,
    exit: 3,
    vi: 'Thời hạn gửi của đợt đã hết khi còn {unsent} thuê bao chưa gửi. Xem: loa round status {directory}.',
    en: 'The round’s time is over with {unsent} subscribers unsent. See: loa round status {directory}.',
  },
  diskFull: {
    ...busy({
      vi: 'Đĩa chứa {directory} không đủ chỗ cho sổ cái; chưa gửi tin nào. Giải phóng dung lượng rồi chạy lại.',
      en: 'The disk of {directory} has no room for the ledger; nothing was sent. Free some space and run this again.',
    }),
    http: 507,
  },
  diskTrouble: {
    retry: 'later',
    blame: 'us',
    http: 507,
    exit: 3,
    vi: 'Không ghi được sổ cái: {why}. Đã dừng gửi. Sửa đĩa rồi chạy: loa round resume {directory}.',
    en: 'Cannot write the ledger: {why}. Sending has stopped. Fix the disk, then run: loa round resume {directory}.',
  },
  notBound: peerAway({
    vi: 'Không kết nối được với tổng đài tin nhắn nào ({why}); chưa gửi tin nào. Kiểm tra địa chỉ, tài khoản và mật khẩu rồi chạy lại.',
    en: 'Cannot bind to any SMSC ({why}); nothing was sent. Check the address, system_id and password, then run this again.',
  }),
  notBoundAgain: peerAway({
    vi: 'Không kết nối được với tổng đài tin nhắn nào ({why}); lần này chưa gửi thêm tin nào. Kiểm tra tổng đài rồi chạy: loa round resume {directory}.',
    en: 'Cannot bind to any SMSC ({why}); nothing more was sent. Check the SMSC, then run: loa round resume {directory}.',
  }),
  legTaken: conflict({
    vi: 'Chặng {leg} đã được bắt đầu trước đó; mỗi chặng chỉ chạy một lần, kể cả khi đã xong. Theo sau chặng bằng: loa round follow, hoặc chọn tên chặng khác.',
    en: 'The batch {leg} was already started; each batch runs once, even when finished. Follow with: loa round follow, or choose another --leg.',
  }),
  legOtherMessage: conflict({
    vi: 'Chặng {leg} gửi nội dung tin nhắn khác với tệp đã cho. Dùng đúng tệp nội dung của chặng.',
    en: 'The batch {leg} sends a message other than this file. Give the message of the batch.',
  }),
  legOtherAudience: conflict({
    vi: 'Chặng {leg} gửi cho tập thuê bao khác với tệp đã cho. Dùng đúng tập thuê bao của chặng.',
    en: 'The batch {leg} goes to an audience other than this file. Give the audience of the batch.',
  }),
  legTooSmall: wrongUsage({
    vi: 'Nhật ký nhân bản của chặng phải chứa được ít nhất {megabytes} MB cho {subscribers} thuê bao. Chọn --log-size lớn hơn, hoặc bỏ tùy chọn này.',
    en: 'The replicated log of the batch must hold at least {megabytes} MB for {subscribers} subscribers. Choose a larger --log-size, or omit this option.',
  }),
  legBroken: broken({
    vi: 'Nhật ký nhân bản của chặng {leg} không còn nguyên vẹn: {why}. Không gửi gì thêm; cần người phụ trách xem lại các bản sổ cái trước khi tiếp tục.',
    en: 'The replicated log of the batch {leg} is damaged: {why}. Nothing more is sent; compare the ledgers before you continue.',
  }),
  legFenced: {
    ...busy({
      vi: 'Máy khác đã tiếp quản đợt này, nên tiến trình ở {directory} dừng lại. Số liệu đúng nằm ở máy đang gửi.',
      en: 'Another machine has taken over this round, so the process in {directory} stopped. See the figures on the leader.',
    }),
    exit: 3,
  },
  legUnheard: peerAway({
    vi: 'Không máy nào đang gửi đợt của {directory} trả lời, nên yêu cầu chưa có hiệu lực. Thử lại sau vài giây, hoặc yêu cầu trực tiếp ở máy đang gửi.',
    en: 'No leader of the round in {directory} answered, so the request had no effect. Try again in a few seconds, or on the leader itself.',
  }),
  legNotAlone: conflict({
    vi: 'Sổ cái ở {directory} thuộc một chặng chạy trên nhiều máy, nên không chạy riêng được: máy khác có thể đang gửi. Ra lệnh ở cơ quan chủ quản hoặc ở máy đang chạy nút.',
    en: 'The ledger in {directory} belongs to a batch on several machines; another one may be sending. Give the order at the authority, or on a machine whose node runs.',
  }),
  legBegunAlone: conflict({
    vi: 'Sổ cái ở {directory} đã bắt đầu không có nhật ký nhân bản, nên không nhập được vào chặng {leg}. Chạy tiếp riêng máy này cho tới khi xong.',
    en: 'The ledger in {directory} was started without a replicated log, so it cannot join the batch {leg}. Finish the round on this machine.',
  }),
  audienceChanged: broken({
    vi: 'Tệp {file} không còn là tập thuê bao đã duyệt của đợt. Không gửi gì; hãy khôi phục tệp từ bản sao.',
    en: 'The file {file} is no longer the round’s approved audience. Nothing is sent; restore the file from a copy.',
  }),
} as const satisfies FailureTable

export const roundFailure = failuresOf(ROUND_FAILURES)
