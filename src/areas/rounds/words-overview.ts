/** What rounds and operators say on the page where one lands. */
import type { Words } from '../../web/words/both.ts'

export const overviewWords = {
  round: { vi: 'Đợt nhắn tin', en: 'Round' },
  operator: { vi: 'Nhà mạng', en: 'Operator' },
  takenBack: { vi: 'Đã thu hồi', en: 'Taken back' },
  draft: { vi: 'Dự thảo', en: 'Draft' },
  submitted: { vi: 'Chờ duyệt', en: 'Submitted' },
  returned: { vi: 'Trả lại', en: 'Sent back' },
  approved: { vi: 'Đã duyệt', en: 'Approved' },
  scheduled: { vi: 'Đã lên lịch', en: 'Scheduled' },
  running: { vi: 'Đang gửi', en: 'Sending' },
  paused: { vi: 'Tạm dừng', en: 'Paused' },
  finished: { vi: 'Hoàn thành', en: 'Finished' },
  stopped: { vi: 'Đã dừng', en: 'Stopped' },
  'part.waits': { vi: 'chưa bắt đầu', en: 'not begun' },
  'part.sends': { vi: 'đang gửi', en: 'sending' },
  'part.paused': { vi: 'tạm dừng', en: 'paused' },
  'part.ended': { vi: 'đã gửi xong', en: 'sent' },
  'part.interrupted': { vi: 'gián đoạn', en: 'interrupted' },
  'part.refused': { vi: 'từ chối lệnh', en: 'refused the directive' },
  'part.failed': { vi: 'không thực hiện được', en: 'failed' },
  'note.throttled': { vi: 'đang gửi, bị hạn chế tốc độ', en: 'sending, slowed down' },
  'note.outside-hours': { vi: 'ngoài giờ được gửi', en: 'outside its hours' },
  'note.not-bound': { vi: 'chưa nối được tổng đài', en: 'not bound to its centre' },
  'note.canary': { vi: 'đã gửi thử, chờ quyết định', en: 'tried out, waits for a decision' },
  'note.other': { vi: 'có trục trặc ở nút', en: 'trouble at the node' },
  withoutRoster: {
    vi: 'Nút chưa có danh sách người ký nên từ chối mọi lệnh. Đầu mối của nhà mạng chạy loa operator trust.',
    en: 'The node has no roster of signers, so it refuses every directive. The operator’s engineer runs loa operator trust.',
  },
  asksNobody: {
    vi: 'Nút dùng phiên bản cũ, không kiểm tra chữ ký nên không được giao gì mới. Đầu mối của nhà mạng cập nhật nút.',
    en: 'The node is of an earlier version that checks no signatures, so it is given nothing new. The operator’s engineer updates it.',
  },
  away: {
    vi: 'Mất liên lạc. Gọi cho đầu mối trực của nhà mạng.',
    en: 'Not connected. Call the operator’s engineers.',
  },
  awayOwn: {
    vi: 'Nút không còn liên lạc với cơ quan chủ quản. Kiểm tra nút và đường truyền.',
    en: 'The node is not connected to the authority. Look at the node and its line.',
  },
  'alarm.away': { vi: 'Mất liên lạc.', en: 'Not connected.' },
  'alarm.clock': {
    vi: 'Đồng hồ của nút sai giờ.',
    en: 'The node’s clock is wrong.',
  },
  'alarm.alone': {
    vi: 'Nút đang chạy một mình, không có nhật ký nhân bản.',
    en: 'The node goes on alone, without the replicated log.',
  },
  'alarm.disk-low': { vi: 'Đĩa của nút sắp đầy.', en: 'The node’s disk is nearly full.' },
  'alarm.disk': { vi: 'Nút không ghi được sổ cái.', en: 'The node cannot write its ledger.' },
  'alarm.log-away': {
    vi: 'Nhật ký nhân bản không trả lời.',
    en: 'The replicated log does not answer.',
  },
  'alarm.broken': {
    vi: 'Tệp hoặc nhật ký nhân bản của một đợt bị hỏng.',
    en: 'The files or the replicated log of a round are damaged.',
  },
  'alarm.apart': {
    vi: 'Một máy đứng ngoài đợt mà các máy khác gửi.',
    en: 'A machine takes no part in what the others send.',
  },
  'alarm.centre-lost': {
    vi: 'Mất kết nối tới tổng đài SMS.',
    en: 'No connection to an SMS centre.',
  },
  returnDiffers: {
    vi: 'Báo cáo kết quả gần nhất không khớp. Xem từng điểm và yêu cầu giải trình.',
    en: 'The last return does not add up. Look at each point and ask for an explanation.',
  },
  flagged: {
    vi: 'Có điểm chưa khớp cần xem xét.',
    en: 'Something does not add up and is to be looked at.',
  },
  points: { vi: 'điểm chưa khớp', en: 'points' },
  turns: { vi: 'lượt thuê bao', en: 'subscriber turns' },
  perSecond: { vi: 'bản tin/giây', en: 'ordinary SMS/s' },
  subscribers: { vi: 'thuê bao', en: 'subscribers' },
  segments: { vi: 'bản tin SMS quy đổi', en: 'ordinary SMS' },
  rounds: { vi: 'đợt', en: 'rounds' },
  issued: { vi: 'Đợt nhắn tin đã ban hành lệnh', en: 'Rounds issued' },
  sent: { vi: 'Đã gửi trong các đợt đó', en: 'Sent in those rounds' },
} as const satisfies Words
