/** The words of briefing/: briefings, sites and their lines, who is ready; what all of its pages say. */
import type { Words } from '../../web/words/both.ts'

export const briefing = {
  title: { vi: 'Giao ban trực tuyến', en: 'Briefings' },
  lead: {
    vi: 'Các buổi giao ban với điểm cầu ở bệnh viện: ai đã sẵn sàng, ai có mặt, kết luận gì và việc gì còn phải làm.',
    en: 'Briefings with sites at hospitals: who is ready, who was there, what was decided and what is still to be done.',
  },
  'briefing.one': { vi: 'Buổi giao ban', en: 'Briefing' },
  'unit.sites': { vi: 'điểm cầu', en: 'sites' },
  'unit.instructions': { vi: 'nhiệm vụ', en: 'instructions' },

  'state.planned': { vi: 'Sắp diễn ra', en: 'Planned' },
  'state.open': { vi: 'Đang diễn ra', en: 'Under way' },
  'state.ended': { vi: 'Đã kết thúc', en: 'Ended' },
  'state.cancelled': { vi: 'Đã hủy', en: 'Cancelled' },

  'role.chair': { vi: 'Chủ trì', en: 'Chair' },
  'role.deputy': { vi: 'Thay chủ trì', en: 'Deputy' },
  'role.secretary': { vi: 'Thư ký', en: 'Secretary' },
  'role.site': { vi: 'Điểm cầu', en: 'Site' },
  'role.interpreter': { vi: 'Phiên dịch', en: 'Interpreter' },
  'role.observer': { vi: 'Dự thính', en: 'Observer' },

  'line.untested': { vi: 'Chưa thử', en: 'Not tested' },
  'line.A': { vi: 'Hạng A: đủ hình và tiếng', en: 'Class A: all pictures and voices' },
  'line.B': { vi: 'Hạng B: hình người nói và tiếng', en: 'Class B: the speaker and voices' },
  'line.C': { vi: 'Hạng C: chỉ có tiếng', en: 'Class C: voices only' },
  'line.D': { vi: 'Hạng D: chỉ nghe người đang nói', en: 'Class D: the speaker’s voice only' },
  'verdict.rate-up': { vi: 'đường gửi đi chậm', en: 'slow upwards' },
  'verdict.rate-down': { vi: 'đường nhận về chậm', en: 'slow downwards' },
  'verdict.loss': { vi: 'mất gói', en: 'loses packets' },
  'verdict.round-trip': { vi: 'trễ', en: 'delayed' },
  'verdict.jitter': { vi: 'không đều', en: 'unsteady' },
  'verdict.rates': {
    vi: 'gửi {{up}}, nhận {{down}} kbit/s',
    en: '{{up}} up, {{down}} down kbit/s',
  },
  'verdict.lost': { vi: 'mất {{percent}} %', en: '{{percent}} % lost' },
  'verdict.trip': { vi: 'đi về {{ms}} ms', en: '{{ms}} ms there and back' },
  'verdict.jitters': { vi: 'lệch {{ms}} ms', en: '{{ms}} ms of jitter' },
  'verdict.relay': { vi: 'qua máy chủ trung chuyển', en: 'through the relay' },

  'device.works': { vi: 'dùng được', en: 'works' },
  'device.missing': { vi: 'không có', en: 'there is none' },
  'device.refused': { vi: 'trình duyệt bị chặn quyền', en: 'the browser may not use it' },
  'device.silent': { vi: 'không có tín hiệu', en: 'gives nothing' },

  'link.none': { vi: 'Chưa có', en: 'None yet' },
  'link.sent': { vi: 'Đã cấp, chưa mở', en: 'Made, not opened' },
  'link.used': { vi: 'Đã mở', en: 'Opened' },

  'place.site': { vi: 'Điểm cầu', en: 'Site' },

  'list.title': { vi: 'Các buổi giao ban', en: 'All briefings' },
  'list.new': { vi: 'Chuẩn bị buổi giao ban', en: 'Prepare a briefing' },
  'list.none': { vi: 'Chưa có buổi giao ban nào', en: 'There is no briefing yet' },
  'list.noneHow': {
    vi: 'Hãy lập danh sách điểm cầu trước, rồi chuẩn bị buổi đầu tiên.',
    en: 'Enter the sites first, then prepare the first briefing.',
  },
  'list.noneWait': {
    vi: 'Người soạn và người duyệt chuẩn bị các buổi giao ban; chúng sẽ hiện ở đây.',
    en: 'Editors and approvers prepare briefings; they will be shown here.',
  },
  'list.noneSites': { vi: 'Đến danh sách điểm cầu', en: 'To the sites' },
  'list.name': { vi: 'Buổi giao ban', en: 'Briefing' },
  'list.starts': { vi: 'Bắt đầu', en: 'Begins' },
  'list.state': { vi: 'Trạng thái', en: 'State' },
  'list.came': { vi: 'Tham dự', en: 'Attended' },
  'list.cameOf': { vi: '{{came}} trên {{expected}}', en: '{{came}} of {{expected}}' },
  'list.expectedUnit': { vi: 'được mời', en: 'invited' },
  'list.instructions': { vi: 'Nhiệm vụ', en: 'Instructions' },
  'list.minutes': { vi: 'Biên bản', en: 'Minutes' },
  'list.closed': { vi: 'đã khóa', en: 'closed' },
  'list.open': { vi: 'chưa khóa', en: 'not closed' },

  'next.title': { vi: 'Buổi sắp tới', en: 'Next briefing' },
  'next.now': { vi: 'Đang diễn ra', en: 'Under way' },
  'next.none': { vi: 'Chưa có buổi nào sắp tới', en: 'No briefing is planned' },
  'next.noneHow': {
    vi: 'Buổi được chuẩn bị tiếp theo sẽ đứng ở đây, cùng các điểm cầu đã sẵn sàng.',
    en: 'The briefing that is prepared next will stand here, with the sites that are ready.',
  },
  'next.open': { vi: 'Xem chuẩn bị', en: 'See what is prepared' },
  'next.in': { vi: 'Còn {{time}}', en: '{{time}} left' },
  'next.late': { vi: 'Đáng lẽ bắt đầu {{time}}', en: 'Should have begun {{time}}' },

  'ready.title': { vi: 'Điểm cầu sẵn sàng', en: 'Who is ready' },
  'ready.nobody': {
    vi: 'Chưa mời điểm cầu nào.',
    en: 'No site is invited yet.',
  },
  'ready.state': { vi: 'Tình trạng', en: 'Readiness' },
  'ready.weak': { vi: 'Cần gọi', en: 'Call them' },
  'ready.untested': { vi: 'Chưa thử', en: 'Not tested' },
  'ready.no-link': { vi: 'Chưa có liên kết', en: 'No link' },
  'ready.ready': { vi: 'Sẵn sàng', en: 'Ready' },
  'ready.call': { vi: 'Người phụ trách', en: 'Person responsible' },
  'ready.line': { vi: 'Đường truyền', en: 'Line' },
  'ready.link': { vi: 'Liên kết', en: 'Link' },
  'ready.count': {
    vi: '{{ready}} trên {{all}} điểm cầu sẵn sàng',
    en: '{{ready}} of {{all}} sites are ready',
  },
  'ready.counts.weak': { vi: '{{count}} cần gọi', en: '{{count}} to call' },
  'ready.counts.untested': { vi: '{{count}} chưa thử', en: '{{count}} not tested' },
  'ready.counts.no-link': { vi: '{{count}} chưa có liên kết', en: '{{count}} without a link' },
  'ready.doubt.microphone': { vi: 'Micrô: {{why}}', en: 'Microphone: {{why}}' },
  'ready.doubt.camera': { vi: 'Camera: {{why}}', en: 'Camera: {{why}}' },

  'open.title': { vi: 'Nhiệm vụ còn phải làm', en: 'Open instructions' },
  'open.none': { vi: 'Không còn nhiệm vụ nào chưa xong', en: 'No instruction is open' },
  'open.all': { vi: 'Xem tất cả nhiệm vụ', en: 'See all instructions' },

  'sites.title': { vi: 'Danh sách điểm cầu', en: 'Sites' },
  'sites.lead': {
    vi: 'Các nơi được mời, dùng lại từ buổi này sang buổi khác. Người phụ trách nhận liên kết vào phòng qua thư điện tử.',
    en: 'Places that are invited, kept from one briefing to the next. The person responsible gets the link to the room by mail.',
  },
  'sites.none': { vi: 'Chưa có điểm cầu nào', en: 'There is no site yet' },
  'sites.noneHow': {
    vi: 'Hãy thêm cơ quan chủ trì và từng bệnh viện một lần; các buổi sau chỉ cần chọn lại.',
    en: 'Add the chairing office and each hospital once; later briefings only choose from them.',
  },
  'sites.noneWait': {
    vi: 'Người soạn và người duyệt lập danh sách này.',
    en: 'Editors and approvers keep this list.',
  },
  'sites.add': { vi: 'Thêm điểm cầu', en: 'Add a site' },
  'sites.edit': { vi: 'Sửa', en: 'Change' },
  'sites.save': { vi: 'Lưu điểm cầu', en: 'Save the site' },
  'sites.saved': { vi: 'Đã lưu {{name}}.', en: '{{name}} was saved.' },
  'sites.retire': { vi: 'Thôi mời', en: 'Invite no more' },
  'sites.restore': { vi: 'Mời lại', en: 'Invite again' },
  'sites.retired': {
    vi: 'Thôi mời {{name}}. Những gì đã ghi vẫn còn.',
    en: '{{name}} is invited no more. What was recorded stays.',
  },
  'sites.restored': { vi: 'Mời lại {{name}}.', en: '{{name}} is invited again.' },
  'sites.isRetired': { vi: 'Thôi mời', en: 'Invited no more' },
  'sites.showRetired': {
    vi: 'Hiện cả {{count}} điểm cầu thôi mời',
    en: 'Show the {{count}} invited no more',
  },
  'sites.responsible': { vi: 'Người phụ trách', en: 'Person responsible' },
  'sites.verdict': { vi: 'Lần thử gần nhất', en: 'Last test call' },
  'sites.instructions': { vi: 'Nhiệm vụ chưa xong', en: 'Open instructions' },
  'sites.do': { vi: 'Thao tác', en: 'Actions' },

  'site.name': { vi: 'Tên điểm cầu', en: 'Name of the site' },
  'site.nameHint': { vi: 'Như trong giấy mời.', en: 'As in the invitation.' },
  'site.short': { vi: 'Tên ngắn', en: 'Short name' },
  'site.shortHint': {
    vi: 'Đứng cạnh hình nhỏ trong phòng, nhiều nhất 16 chữ.',
    en: 'Stands beside the small picture in the room; 16 letters at most.',
  },
  'site.responsible': { vi: 'Họ tên người phụ trách', en: 'Name of the person responsible' },
  'site.responsibleHint': {
    vi: 'Người thay mặt điểm cầu trả lời, và được gọi khi đường truyền yếu.',
    en: 'Answers for the site, and is called when its line is weak.',
  },
  'site.title': { vi: 'Chức vụ (không bắt buộc)', en: 'Title (optional)' },
  'site.mail': { vi: 'Thư điện tử (không bắt buộc)', en: 'Mail address (optional)' },
  'site.mailHint': {
    vi: 'Liên kết vào phòng và nhiệm vụ được giao gửi tới đây.',
    en: 'Links to the room and instructions are sent here.',
  },
  'site.fault.missing': { vi: 'Chưa điền: {{field}}.', en: 'Still empty: {{field}}.' },
  'site.fault.mail': {
    vi: '{{field}}: địa chỉ chưa đúng. Ví dụ: tennguoi@benhvien.gov.vn.',
    en: '{{field}}: this is no address. Such as name@hospital.gov.vn.',
  },

  'conflict.title': { vi: '{{by}} vừa lưu bản khác', en: '{{by}} has saved another version' },
  'conflict.site': {
    vi: 'Người khác vừa lưu điểm cầu này',
    en: 'Somebody else has saved this site',
  },
  'conflict.why': {
    vi: 'Chưa lưu gì của bạn. Hãy chọn phần nào được giữ; chọn xong thì bấm lưu lần nữa.',
    en: 'Nothing of yours was saved. Choose which is kept, then save again.',
  },
  'conflict.briefing': {
    vi: 'Bản vừa lưu: “{{title}}”, {{items}} nội dung, {{sites}} điểm cầu.',
    en: 'The version that was saved: “{{title}}”, {{items}} items, {{sites}} sites.',
  },
  'conflict.field': { vi: 'Chỗ khác nhau', en: 'Where they differ' },
  'conflict.mine': { vi: 'Bạn viết', en: 'Yours' },
  'conflict.theirs': { vi: 'Vừa được lưu', en: 'Saved meanwhile' },
  'conflict.nothing': { vi: 'để trống', en: 'left empty' },
  'conflict.keepMine': { vi: 'Giữ phần tôi viết', en: 'Keep mine' },
  'conflict.takeTheirs': { vi: 'Lấy bản vừa lưu', en: 'Take what was saved' },

  'leave.title': { vi: 'Chưa lưu', en: 'Not saved' },
  'leave.why': {
    vi: 'Những gì đã viết ở trang này chưa được lưu và sẽ mất khi rời trang.',
    en: 'What was written here is not saved, and is lost when you leave.',
  },
  'leave.stay': { vi: 'Ở lại', en: 'Stay' },
  'leave.go': { vi: 'Rời trang, bỏ phần chưa lưu', en: 'Leave without saving' },

  'step.title': { vi: 'Việc tiếp theo', en: 'What comes next' },
  'step.empty': {
    vi: 'Chưa mời điểm cầu nào. Hãy mở phần chuẩn bị và chọn danh sách.',
    en: 'No site is invited yet. Open the preparation and choose the roster.',
  },
  'step.links': {
    vi: '{{count}} điểm cầu chưa có liên kết vào phòng.',
    en: '{{count}} sites have no link to the room yet.',
  },
  'step.ready': {
    vi: 'Ai cũng có liên kết. Hãy gọi các điểm cầu đứng đầu bảng dưới đây trước giờ bắt đầu.',
    en: 'Everybody has a link. Call those at the top of the table below before it begins.',
  },
  'step.open': { vi: 'Buổi giao ban đang diễn ra.', en: 'The briefing is under way.' },
  'step.ended': {
    vi: 'Buổi giao ban đã kết thúc. Hãy soát biên bản, giao nhiệm vụ từ các kết luận, rồi khóa biên bản.',
    en: 'The briefing has ended. Look through the minutes, make instructions of the decisions, then close the minutes.',
  },
  'step.closed': {
    vi: 'Biên bản đã khóa. Việc còn lại là theo dõi các nhiệm vụ đã giao.',
    en: 'The minutes are closed. What is left is to follow the instructions.',
  },
  'step.cancelled': {
    vi: 'Buổi giao ban này đã hủy. Các liên kết không mở được nữa.',
    en: 'This briefing was cancelled. Its links open nothing any more.',
  },
  'briefing.held': { vi: 'Đã họp', en: 'Held' },
  'briefing.since': { vi: 'từ {{time}}', en: 'since {{time}}' },
  'briefing.fromTo': {
    vi: '{{from}} đến {{until}} ({{time}})',
    en: '{{from}} to {{until}} ({{time}})',
  },
  'briefing.closedAt': { vi: 'Khóa biên bản', en: 'Minutes closed' },
  'briefing.prepared': { vi: 'Người chuẩn bị', en: 'Prepared by' },

  'cancel.open': { vi: 'Hủy buổi giao ban…', en: 'Cancel the briefing…' },
  'cancel.title': { vi: 'Hủy buổi giao ban', en: 'Cancel the briefing' },
  'cancel.what': {
    vi: 'Các liên kết đã cấp không mở được nữa. Không thể khôi phục; buổi khác phải chuẩn bị lại.',
    en: 'Links that were made open nothing any more. This cannot be undone; another briefing has to be prepared.',
  },
  'cancel.reason': { vi: 'Lý do hủy', en: 'Why it is cancelled' },
  'cancel.missing': { vi: 'Hãy ghi lý do hủy.', en: 'Write why it is cancelled.' },
  'cancel.deed': { vi: 'Hủy buổi giao ban', en: 'Cancel the briefing' },
  'cancel.done': { vi: 'Đã hủy {{title}}.', en: '{{title}} was cancelled.' },
} as const satisfies Words
