/** The words of help/: the first steps of each role, and what the terms of the product mean. */
import type { Words } from '../words/both.ts'

export const help = {
  title: { vi: 'Hướng dẫn', en: 'Help' },
  lead: {
    vi: 'Những bước đầu của từng vai trò, kèm trang thực hiện.',
    en: 'The first steps of each role, with their pages.',
  },
  'steps.mine': { vi: 'Các bước đầu: {{role}}', en: 'Your first steps: {{role}}' },
  'steps.done': { vi: 'đã xong', en: 'done' },
  'steps.others': { vi: 'Vai trò khác', en: 'Other roles' },
  glossary: { vi: 'Thuật ngữ', en: 'Terms' },
  'glossary.lead': {
    vi: 'Những từ dùng trên mọi trang, bằng hai ngôn ngữ.',
    en: 'The terms of all pages, in both languages.',
  },
  'glossary.link': { vi: 'Xem thuật ngữ', en: 'Look up a term' },
  'glossary.caption': { vi: 'Thuật ngữ và nghĩa', en: 'Terms and what they mean' },
  'glossary.term': { vi: 'Tiếng Việt', en: 'English' },
  'glossary.other': { vi: 'Tiếng Anh', en: 'Vietnamese' },
  'glossary.means': { vi: 'Nghĩa', en: 'Meaning' },
  'glossary.find': { vi: 'Tìm thuật ngữ', en: 'Find a term' },
  'glossary.none': { vi: 'Không có thuật ngữ nào như vậy.', en: 'No such term.' },
  keyboard: { vi: 'Bàn phím', en: 'Keyboard' },
  'keyboard.how': {
    vi: 'Mọi việc làm được bằng bàn phím: Tab đi tới, Shift+Tab lùi, Enter bấm, Esc đóng cửa sổ. Phím Tab đầu tiên trên mỗi trang đưa tới nội dung chính.',
    en: 'Everything works by keyboard: Tab goes on, Shift+Tab back, Enter presses, Esc closes a window. The first Tab of each page leads to the main content.',
  },

  'editor.1': { vi: 'Bắt đầu một chiến dịch, rồi thêm một đợt nhắn tin.', en: 'Start a campaign, then add a round.' },
  'editor.2': {
    vi: 'Soạn tin: trang hiện số bản tin quy đổi, thời gian gửi và những chữ cần xem lại.',
    en: 'Write the message: the page shows ordinary SMS, sending time and letters to check.',
  },
  'editor.3': {
    vi: 'Trình duyệt. Người khác phê duyệt, hoặc trả lại kèm lý do.',
    en: 'Submit it. Another person approves, or sends it back with a reason.',
  },
  'editor.4': {
    vi: 'Soạn bản tin cho trang công khai, loa, thư và tin quảng bá cùng một lúc.',
    en: 'Write a bulletin for the public page, loudspeakers, mail and cell broadcast at once.',
  },
  'editor.5': {
    vi: 'Nhập đầu việc trong tháng cho báo cáo tháng.',
    en: 'Enter the month’s work items for its report.',
  },
  'approver.1': {
    vi: 'Tạo khóa ký ở trang Tài khoản; quản trị viên đưa khóa vào danh sách người ký.',
    en: 'Create a signing key on the page Account; an administrator puts it on the roster.',
  },
  'approver.2': {
    vi: 'Mở đợt đang chờ duyệt: đọc đúng nội dung sẽ gửi, tập thuê bao, khung giờ và các điểm cần lưu ý.',
    en: 'Open a round that awaits approval: read the exact text, the audience, the window and the doubts.',
  },
  'approver.3': {
    vi: 'Gõ số thuê bao rồi phê duyệt, hoặc trả lại kèm lý do.',
    en: 'Type the number of subscribers and approve, or send back with a reason.',
  },
  'approver.4': {
    vi: 'Ban hành lệnh, theo dõi, tạm dừng hoặc dừng khi cần: trong một giây không còn gì được gửi thêm.',
    en: 'Start sending, watch, pause or stop: within a second nothing more is sent.',
  },
  'engineer.1': {
    vi: 'Nhận mã đăng ký từ cơ quan chủ quản và đăng ký nút: loa operator enrol.',
    en: 'Get an enrolment code from the authority and enrol the node: loa operator enrol.',
  },
  'engineer.2': {
    vi: 'Xem nút của nhà mạng mình: kết nối, năng lực, báo cáo kết quả gần nhất.',
    en: 'See your operator’s node: connection, capacity, last return.',
  },
  'engineer.3': {
    vi: 'Theo dõi các đợt có lệnh giao cho nhà mạng mình.',
    en: 'Watch the rounds that were directed to your operator.',
  },
  'auditor.1': {
    vi: 'Mở nhật ký: ai đã làm gì, lúc nào; kiểm tra rằng nhật ký nguyên vẹn.',
    en: 'Open the trail: who did what and when; verify that the trail is intact.',
  },
  'auditor.2': {
    vi: 'Xem kết quả từng đợt và số liệu không khớp của nhà mạng.',
    en: 'See each round’s outcomes and mismatches.',
  },
  'auditor.3': {
    vi: 'Đọc báo cáo tháng cùng cách tính của từng số.',
    en: 'Read the monthly report and how each figure was made.',
  },
  'administrator.1': {
    vi: 'Mời người dùng, mỗi người một vai trò; gửi liên kết mời qua kênh riêng.',
    en: 'Invite people, each in one role; send them the link by another channel.',
  },
  'administrator.2': {
    vi: 'Tạo khóa ký của mình; quản trị viên thứ hai, người soạn và người duyệt cũng tạo khóa.',
    en: 'Create your own signing key; a second administrator, an editor and an approver create theirs.',
  },
  'administrator.3': {
    vi: 'Lập và ký danh sách người ký được nhà mạng chấp nhận, trước khi đăng ký nút.',
    en: 'Prepare and sign the roster of signers whom operators accept, before any node is enrolled.',
  },
  'administrator.4': {
    vi: 'Thêm nhà mạng và cấp mã đăng ký cho nút.',
    en: 'Add operators and issue enrolment codes for their nodes.',
  },
  'administrator.5': {
    vi: 'Thêm cửa ra vào trước, rồi thêm máy đo ở cửa đó.',
    en: 'Add doors first, then their tablets.',
  },
  'duty.1': {
    vi: 'Mở trang kiểm tra thân nhiệt: cảnh báo hiện ngay khi một người có hai lần đo cao.',
    en: 'Open the page Health checks: an alert appears once somebody measures high twice.',
  },
  'duty.2': { vi: 'Ghi việc đã làm với từng cảnh báo.', en: 'Record what was done about each alert.' },
  'duty.3': {
    vi: 'Cho trình duyệt này nhận cảnh báo, kể cả khi trang đã đóng.',
    en: 'Let this browser receive alerts, also when the page is closed.',
  },
} as const satisfies Words

/** Each with what it means. */
export const glossary = {
  authority: { vi: 'cơ quan chủ quản', en: 'authority' },
  operator: { vi: 'nhà mạng (doanh nghiệp viễn thông)', en: 'operator' },
  subscriber: { vi: 'thuê bao', en: 'subscriber' },
  audience: { vi: 'tập thuê bao nhận tin', en: 'audience' },
  message: { vi: 'nội dung tin nhắn', en: 'message' },
  'ordinary-sms': { vi: 'bản tin SMS thông thường (quy đổi)', en: 'ordinary SMS (segments)' },
  campaign: { vi: 'chiến dịch', en: 'campaign' },
  round: { vi: 'đợt nhắn tin', en: 'round' },
  directive: { vi: 'lệnh triển khai', en: 'directive' },
  return: { vi: 'báo cáo kết quả', en: 'return' },
  ledger: { vi: 'sổ cái, bảng đếm', en: 'ledger, tally' },
  receipt: { vi: 'báo nhận', en: 'receipt' },
  unsent: { vi: 'chưa gửi, đang gửi', en: 'unsent, sending' },
  accepted: { vi: 'tổng đài đã nhận', en: 'accepted' },
  delivered: { vi: 'đã tới máy', en: 'delivered' },
  failed: { vi: 'không gửi được, quá hạn', en: 'failed, expired' },
  uncertain: { vi: 'chưa rõ kết quả', en: 'uncertain' },
  editor: { vi: 'người soạn, người duyệt', en: 'editor, approver' },
  draft: { vi: 'dự thảo, trình duyệt', en: 'draft, submit' },
  approve: { vi: 'phê duyệt, trả lại', en: 'approve, send back' },
  pause: { vi: 'tạm dừng, tiếp tục, dừng', en: 'pause, resume, stop' },
  exercise: { vi: 'diễn tập, thử nghiệm', en: 'exercise, test' },
  trail: { vi: 'nhật ký', en: 'trail' },
  stale: { vi: 'số liệu cũ', en: 'stale' },
  free: { vi: 'miễn cước', en: 'zero-rated, free' },
  hotline: { vi: 'đường dây nóng', en: 'hotline' },
  charging: { vi: 'bản ghi cước', en: 'charging record' },
  audit: { vi: 'đối soát cước', en: 'audit (of charging)' },
  briefing: { vi: 'giao ban trực tuyến', en: 'briefing' },
  site: { vi: 'điểm cầu', en: 'site' },
  roll: { vi: 'điểm danh', en: 'roll call' },
  floor: { vi: 'quyền phát biểu', en: 'floor' },
  screening: { vi: 'kiểm tra thân nhiệt', en: 'screening' },
  plan: { vi: 'kế hoạch truyền thông, giai đoạn', en: 'plan, phase' },
  level: { vi: 'cấp độ dịch', en: 'level (of the epidemic)' },
  report: { vi: 'báo cáo, phương hướng nhiệm vụ', en: 'report, directions' },
} as const satisfies Words

export const meanings = {
  authority: { vi: 'bên viết và phê duyệt thông điệp', en: 'the side that writes and approves messages' },
  operator: { vi: 'bên gửi thông điệp tới thuê bao của mình', en: 'the side that sends messages to its subscribers' },
  subscriber: {
    vi: 'một số điện thoại; người có hai số là hai thuê bao',
    en: 'one phone number; a person with two counts twice',
  },
  audience: {
    vi: 'những thuê bao mà một đợt gửi tới, không số nào lặp lại',
    en: 'the subscribers of a round, no number twice',
  },
  message: { vi: 'nội dung sẽ gửi, đúng từng chữ như đã duyệt', en: 'the text, letter for letter as approved' },
  'ordinary-sms': {
    vi: 'đơn vị đếm và tính tiền: một tin dài được chia thành nhiều bản tin',
    en: 'the unit of count and cost: a long message takes several',
  },
  campaign: { vi: 'một hoạt động truyền thông gồm nhiều đợt', en: 'one communication effort of several rounds' },
  round: {
    vi: 'một lần gửi tới một tập thuê bao trong một khung giờ',
    en: 'one sending to an audience within a window',
  },
  directive: {
    vi: 'chỉ thị đã ký để một nhà mạng thực hiện một đợt',
    en: 'the signed instruction to one operator to carry out a round',
  },
  return: { vi: 'số liệu cuối cùng do nhà mạng ký', en: "an operator's signed final count" },
  ledger: {
    vi: 'điều đã xảy ra với từng thuê bao; số đếm rút ra từ đó',
    en: 'what happened to each subscriber; counts come from it',
  },
  receipt: {
    vi: 'tổng đài báo tin đã tới máy hay không',
    en: 'the centre’s report whether a message reached the phone',
  },
  unsent: {
    vi: 'chưa ra khỏi nút; đã gửi mà tổng đài chưa trả lời',
    en: 'still at the node; sent, without an answer yet',
  },
  accepted: { vi: 'tổng đài nhận chuyển tiếp, chưa có báo nhận', en: 'taken by the centre, no receipt yet' },
  delivered: { vi: 'có báo nhận của tổng đài', en: 'confirmed by a receipt' },
  failed: {
    vi: 'tổng đài từ chối, hoặc máy không nhận trong thời hạn',
    en: 'refused, or not taken by the phone in time',
  },
  uncertain: {
    vi: 'có thể đã gửi mà không ai trả lời; không bao giờ tính vào kết quả khác',
    en: 'possibly sent, never answered; never counted as anything else',
  },
  editor: {
    vi: 'người viết và người phê duyệt: luôn là hai người',
    en: 'who writes and who approves: always two people',
  },
  draft: {
    vi: 'đang viết; đưa cho người thứ hai quyết định',
    en: 'being written; passed to a second person to decide',
  },
  approve: {
    vi: 'cho phép đúng nội dung đó; hoặc đưa lại kèm lý do',
    en: 'allow exactly this content; or return it with a reason',
  },
  pause: { vi: 'ngừng và gửi tiếp được; hoặc ngừng hẳn', en: 'hold and go on later; or end for good' },
  exercise: {
    vi: 'chỉ tới số thử nghiệm của cán bộ, luôn ghi rõ là diễn tập',
    en: 'only to the staff’s test numbers, always marked as such',
  },
  trail: { vi: 'ai đã làm gì, lúc nào; chỉ ghi thêm', en: 'who did what and when; only added to' },
  stale: { vi: 'số liệu lâu hơn mức bình thường chưa được cập nhật', en: 'figures not updated for longer than usual' },
  free: { vi: 'người dân gọi hoặc xem không mất tiền trong một thời gian', en: 'costs the citizen nothing for a time' },
  hotline: { vi: 'số để người dân gọi hỏi', en: 'a number that citizens call' },
  charging: {
    vi: 'ghi nhận của nhà mạng về một lần gọi hoặc truy cập',
    en: "an operator's record of one call or visit",
  },
  audit: { vi: 'so bản ghi cước với danh mục miễn cước', en: 'compares charging records with the free services' },
  briefing: { vi: 'cuộc họp của cơ quan với các điểm cầu', en: 'a meeting of the authority with its sites' },
  site: { vi: 'nơi được mời dự giao ban', en: 'a place invited to a briefing' },
  roll: { vi: 'ghi lại ai đang có mặt', en: 'records who is present' },
  floor: {
    vi: 'được xin, được giao, trả lại hoặc thu hồi',
    en: 'the right to speak: asked for, given, released, revoked',
  },
  screening: {
    vi: 'đo ở cửa; người hai lần đo cao được báo cho cán bộ trực',
    en: 'measured at the door; the duty officer is told of anyone high twice',
  },
  plan: { vi: 'điều được nói và làm ở từng cấp độ dịch', en: 'what is said and done at each level' },
  level: {
    vi: 'mức độ dịch của một địa bàn, do hai người quyết định',
    en: 'the state of an area, decided by two people',
  },
  report: { vi: 'báo cáo tháng và việc sẽ làm', en: 'the monthly report and planned work' },
} as const satisfies Record<keyof typeof glossary, { vi: string; en: string }>
