/** The words of pages/live/: a round while it runs. */
import type { Words } from '../../web/words/both.ts'

export const live = {
  title: { vi: 'Đợt đang chạy', en: 'Live round' },

  'progress.title': { vi: 'Tiến độ của đợt', en: 'Progress of the round' },
  'progress.left': { vi: 'còn khoảng {{time}}', en: 'about {{time}} left' },
  'progress.leftUnknown': { vi: 'chưa ước được thời gian còn lại', en: 'time left not known yet' },
  'progress.heard': { vi: 'số liệu lúc {{time}}', en: 'figures as of {{time}}' },
  'progress.neverHeard': { vi: 'chưa nghe từ nhà mạng nào', en: 'no operator heard yet' },
  'progress.paused': { vi: 'đang tạm dừng', en: 'paused' },
  'progress.finished': { vi: 'đã gửi xong', en: 'finished' },
  'progress.stopped': { vi: 'đã dừng', en: 'stopped' },
  'course.title': { vi: 'Kết quả của đợt', en: 'Outcome of the round' },
  'course.delivered': { vi: 'đã tới máy', en: 'delivered' },
  'course.accepted': { vi: 'tổng đài đã nhận', en: 'accepted by the centre' },
  'course.notDelivered': { vi: 'chưa tới máy: {{amount}}', en: 'not delivered: {{amount}}' },
  'course.notAccepted': {
    vi: 'tổng đài chưa nhận: {{amount}}',
    en: 'not accepted by the centre: {{amount}}',
  },
  'course.span': {
    vi: 'từ {{start}} đến {{end}} ({{length}})',
    en: 'from {{start}} to {{end}} ({{length}})',
  },
  'course.never': {
    vi: 'kết thúc lúc {{end}}, chưa gửi gì',
    en: 'over at {{end}}, nothing was sent',
  },
  'course.stopped': {
    vi: '{{by}} đã dừng đợt này lúc {{time}}',
    en: '{{by}} stopped it at {{time}}',
  },
  'course.reason': { vi: 'Lý do: {{reason}}', en: 'Why: {{reason}}' },
  'progress.waiting': { vi: 'chưa bắt đầu gửi', en: 'not sending yet' },

  'operators.title': { vi: 'Từng nhà mạng', en: 'Each operator' },
  'operators.operator': { vi: 'Nhà mạng', en: 'Operator' },
  'operators.rate': { vi: 'Tốc độ', en: 'Rate' },
  'operators.all': { vi: 'Cả đợt', en: 'The whole round' },
  'operators.turns': {
    vi: 'Đợt có {{n}} tin: mỗi thuê bao tính {{n}} lượt gửi.',
    en: 'The round has {{n}} {{n|message|messages}}: each subscriber counts {{n}} {{n|send|sends}}.',
  },
  'operators.heard': { vi: 'số liệu lúc {{time}}', en: 'heard at {{time}}' },
  'operators.machine': { vi: 'máy {{name}} gửi', en: 'machine {{name}} sends' },
  'operators.told': { vi: 'trạng thái, lúc', en: 'state, heard at' },
  'operators.old': { vi: 'số liệu cũ: {{age}}', en: 'old figures: {{age}}' },
  'operators.refused': {
    vi: 'từ chối lệnh: {{why}}',
    en: 'refused the directive: {{why}}',
  },
  'operators.notObeyed': {
    vi: 'chưa thực hiện lệnh mới nhất',
    en: 'has not obeyed the latest order yet',
  },
  'operators.flag': {
    vi: 'cần có {{expected}}, nhận được {{found}}',
    en: 'expected {{expected}}, found {{found}}',
  },

  'outcome.delivered': { vi: 'Đã tới máy', en: 'Delivered' },
  'outcome.accepted': { vi: 'Tổng đài đã nhận', en: 'Accepted by the centre' },
  'outcome.undelivered': { vi: 'Không gửi được', en: 'Not delivered' },
  'outcome.uncertain': { vi: 'Chưa rõ', en: 'Uncertain' },
  'outcome.unsent': { vi: 'Chưa gửi', en: 'Unsent' },

  'note.canary': {
    vi: 'đã gửi thử một phần, chờ cho tiếp tục',
    en: 'sent the part that goes first, waits to be resumed',
  },
  'note.not-bound': { vi: 'mất kết nối với tổng đài', en: 'not connected to its centre' },
  'note.throttled': {
    vi: 'chậm lại: tổng đài yêu cầu (ESME_RTHROTTLED)',
    en: 'slowed down: the centre asks for it (ESME_RTHROTTLED)',
  },
  'note.disk': { vi: 'đĩa của nút đầy hoặc lỗi', en: "the node's disk is full or failing" },
  'note.log-away': {
    vi: 'nhật ký nhân bản của các máy không trả lời, tạm ngừng gửi',
    en: 'the log that its machines have in common does not answer; sending rests',
  },
  'note.lane-stopped': {
    vi: 'một kênh tới tổng đài đã ngừng',
    en: 'a lane to the centre has stopped',
  },
  'note.outside-hours': { vi: 'ngoài giờ gửi trong ngày', en: 'outside the daily hours' },
  'note.other': { vi: 'nút báo có vướng mắc', en: 'the node reports a difficulty' },
  'note.since': { vi: 'từ {{time}}', en: 'since {{time}}' },
  'note.sinceBefore': { vi: 'từ trước {{time}}', en: 'since before {{time}}' },

  'charts.title': { vi: 'Diễn biến', en: 'Over time' },
  'charts.none': {
    vi: 'Biểu đồ hiện khi có ít nhất hai lần báo số liệu.',
    en: 'Charts appear once figures have come twice.',
  },
  'charts.table': { vi: 'Xem bảng số liệu', en: 'Show the figures as a table' },
  'charts.at': { vi: 'Lúc', en: 'At' },
  'charts.interval': { vi: 'Từ – đến', en: 'From – to' },
  'charts.events': { vi: 'Việc xảy ra', en: 'What happened' },
  'mark.title': { vi: 'Các dấu trên biểu đồ', en: 'Signs on the chart' },
  'mark.pause': { vi: 'tạm dừng', en: 'paused' },
  'mark.resume': { vi: 'cho tiếp tục', en: 'resumed' },
  'mark.stop': { vi: 'dừng', en: 'stopped' },
  'mark.throttled': {
    vi: 'tổng đài yêu cầu chậm lại (từng khoảng ở trong bảng)',
    en: 'a centre asked to slow down (each interval is in the table)',
  },
  'mark.throttledBriefly': {
    vi: 'tổng đài bắt đầu yêu cầu chậm lại',
    en: 'a centre began to ask for less',
  },
  'mark.throttledAt': {
    vi: '{{name}}: tổng đài yêu cầu chậm lại',
    en: '{{name}}: the centre asked to slow down',
  },
  'rate.title': { vi: 'Tốc độ gửi của từng nhà mạng', en: 'Rate of each operator' },
  'rate.interval': {
    vi: 'trung bình từng khoảng {{length}}',
    en: 'mean of each interval of {{length}}',
  },
  'rate.others': { vi: '{{n}} nhà mạng khác', en: '{{n}} other {{n|operator|operators}}' },
  'rate.none': { vi: 'Chưa gửi bản tin nào.', en: 'Nothing has been sent yet.' },
  'rate.sentence': {
    vi: 'Biểu đồ đường: tốc độ gửi từ {{from}} đến {{to}}. Hiện tại {{now}}, cao nhất {{most}}.',
    en: 'Line chart: rate from {{from}} to {{to}}. Now {{now}}, at most {{most}}.',
  },
  'outcomes.title': { vi: 'Kết quả theo thời gian', en: 'Outcomes over time' },
  'outcomes.share': { vi: 'phần trăm cả đợt', en: 'share of the round' },
  'outcomes.sentence': {
    vi: 'Biểu đồ miền chồng. Lúc {{time}}: {{now}}.',
    en: 'Stacked areas. At {{time}}: {{now}}.',
  },

  'causes.title': { vi: 'Tổng đài từ chối, theo nguyên nhân', en: 'Refused, by cause' },
  'causes.none': {
    vi: 'Tổng đài chưa từ chối bản tin nào.',
    en: 'No centre has refused anything.',
  },
  'causes.cause': { vi: 'Nguyên nhân', en: 'Cause' },
  'causes.answers': { vi: 'Số lần, bản tin', en: 'Times, SMS' },
  'causes.others': { vi: 'các nguyên nhân khác', en: 'other causes' },
  'cause.ESME_RTHROTTLED': { vi: 'tổng đài yêu cầu chậm lại', en: 'the centre asks to slow down' },
  'cause.ESME_RMSGQFUL': { vi: 'hàng đợi của tổng đài đầy', en: "the centre's queue is full" },
  'cause.ESME_RSYSERR': { vi: 'lỗi hệ thống ở tổng đài', en: 'system error at the centre' },
  'cause.ESME_RINVDSTADR': { vi: 'số nhận không hợp lệ', en: 'the destination is not valid' },
  'cause.ESME_RINVSRCADR': {
    vi: 'tên người gửi không được nhận',
    en: 'the sender is not accepted',
  },
  'cause.ESME_RSUBMITFAIL': { vi: 'tổng đài không nhận bản tin', en: 'the centre did not take it' },

  'orders.pause': { vi: 'Tạm dừng', en: 'Pause' },
  'orders.resume': { vi: 'Tiếp tục', en: 'Resume' },
  'orders.stop': { vi: 'Dừng…', en: 'Stop…' },
  'stop.title': { vi: 'Dừng đợt nhắn tin', en: 'Stop the round' },
  'stop.what': {
    vi: 'Mọi nhà mạng ngừng gửi đợt này ngay và không gửi lại được nữa. Tin đã gửi không thu lại được. Nếu chỉ cần ngừng một lúc, hãy tạm dừng.',
    en: 'Every operator stops sending this round at once, for good. What is sent cannot be called back. To hold it for a while, pause it instead.',
  },
  'stop.reason': { vi: 'Lý do dừng', en: 'Why' },
  'stop.reasonMissing': {
    vi: 'Hãy ghi lý do dừng; nó vào nhật ký.',
    en: 'Say why; it goes into the trail.',
  },
  'stop.word': { vi: 'Để xác nhận, gõ DỪNG', en: 'To confirm, type STOP' },
  'stop.wordMissing': { vi: 'Gõ DỪNG để xác nhận.', en: 'Type STOP to confirm.' },
  'stop.deed': { vi: 'Dừng đợt nhắn tin', en: 'Stop the round' },

  'obeyed.stop': {
    vi: 'Lệnh dừng: {{obeyed}} trong {{all}} nhà mạng đã dừng',
    en: 'Stop: {{obeyed}} of {{all}} {{all|operator has|operators have}} stopped',
  },
  'obeyed.pause': {
    vi: 'Lệnh tạm dừng: {{obeyed}} trong {{all}} nhà mạng đã tạm dừng',
    en: 'Pause: {{obeyed}} of {{all}} {{all|operator has|operators have}} paused',
  },
  'obeyed.run': {
    vi: 'Lệnh gửi: {{obeyed}} trong {{all}} nhà mạng đã thực hiện',
    en: 'Send: {{obeyed}} of {{all}} {{all|operator has|operators have}} obeyed',
  },
  'obeyed.yes': { vi: 'Đã thực hiện', en: 'Obeyed' },
  'obeyed.notYet': { vi: 'Chưa thực hiện', en: 'Not yet' },

  'canary.title': {
    vi: 'Đã gửi thử một phần, đang chờ: {{operators}}',
    en: 'The first part is sent, waiting: {{operators}}',
  },
  'canary.why': {
    vi: 'Theo nội dung đã duyệt, mỗi nhà mạng gửi cho {{subscribers}} đầu tiên rồi tự tạm dừng để kiểm tra.',
    en: 'As approved, each operator sends to its first {{subscribers}}, then pauses by itself to be looked at.',
  },
  'canary.resume': {
    vi: 'Xem kết quả bên dưới; nếu tốt, bấm Tiếp tục.',
    en: 'Look at the outcomes below; if they are good, press Resume.',
  },
  'canary.wait': {
    vi: 'Người duyệt xem kết quả rồi cho tiếp tục.',
    en: 'An approver looks at the outcomes and resumes.',
  },

  'exercise.title': { vi: 'Đây là diễn tập', en: 'This is an exercise' },
  'exercise.why': {
    vi: 'Tin chỉ tới các số thử của cán bộ nhà mạng, không tới thuê bao nào khác.',
    en: "Messages go to the operators' own test numbers only.",
  },
  'returns.title': { vi: 'Báo cáo kết quả', en: 'Returns' },
  'returns.sound': {
    vi: '{{n}} trong {{all}} nhà mạng đã báo cáo, số liệu khớp',
    en: '{{n}} of {{all}} {{all|operator has|operators have}} returned, and it adds up',
  },
  'empty.title': { vi: 'Đợt này chưa có lệnh nào', en: 'This round has no directives yet' },
  'empty.how': {
    vi: 'Trang này có số liệu khi lệnh diễn tập hoặc lệnh gửi thật được ban hành.',
    en: 'Figures appear here once the exercise or the live directives are issued.',
  },
  'empty.back': { vi: 'Về trang của đợt', en: 'To the round' },

  'said.round': { vi: 'Đợt nhắn tin: {{state}}.', en: 'The round: {{state}}.' },
  'said.operator': { vi: '{{name}}: {{state}}.', en: '{{name}}: {{state}}.' },
  'said.obeyed': {
    vi: 'Cả {{all}} nhà mạng đã thực hiện lệnh.',
    en: 'Every operator has obeyed ({{all}}).',
  },
  'said.flagged': {
    vi: 'Báo cáo của {{name}} có số liệu không khớp.',
    en: 'The return of {{name}} does not add up.',
  },

  'directive.issued': { vi: 'Đã ban hành', en: 'Issued' },
  'directive.refused': { vi: 'Bị từ chối', en: 'Refused' },
  'directive.acknowledged': { vi: 'Nhà mạng đã nhận', en: 'Acknowledged' },
  'directive.returned': { vi: 'Đã báo cáo', en: 'Returned' },
  'directive.waiting-to-start': { vi: 'Chờ bắt đầu', en: 'Waiting to start' },
  'directive.running': { vi: 'Đang gửi', en: 'Sending' },
  'directive.paused': { vi: 'Tạm dừng', en: 'Paused' },
  'directive.waiting-for-receipts': { vi: 'Chờ báo nhận', en: 'Waiting for receipts' },
  'directive.interrupted': { vi: 'Gián đoạn', en: 'Interrupted' },
  'directive.finished': { vi: 'Hoàn thành', en: 'Finished' },
  'directive.stopped': { vi: 'Đã dừng', en: 'Stopped' },
  'directive.window-over': { vi: 'Hết giờ gửi', en: 'Window over' },
  'directive.failed': { vi: 'Thất bại', en: 'Failed' },
  'purpose.live': { vi: 'Gửi thật', en: 'Live' },
  'purpose.exercise': { vi: 'Diễn tập', en: 'Exercise' },
  'unit.turns': { vi: 'lượt gửi', en: 'sends' },
} as const satisfies Words
