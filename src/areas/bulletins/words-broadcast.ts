/** The words with which a cell broadcast is written, shown and followed. */
import type { Words } from '../../web/words/both.ts'

export const bulletinsBroadcast = {
  'broadcast.lead': {
    vi: 'Hiện trên mọi điện thoại trong vùng, không cần số thuê bao. Mỗi ngôn ngữ là một tin riêng; ngôn ngữ thứ hai chỉ hiện trên máy bật ngôn ngữ bổ sung.',
    en: 'It appears on every phone in the area, without a number. Each language is a broadcast of its own; the second appears where a phone asks for additional languages.',
  },
  'broadcast.severity': { vi: 'Mức nghiêm trọng', en: 'Severity' },
  'broadcast.urgency': { vi: 'Độ khẩn', en: 'Urgency' },
  'broadcast.certainty': { vi: 'Độ chắc chắn', en: 'Certainty' },
  'level.extreme': { vi: 'Cực kỳ nghiêm trọng', en: 'Extreme' },
  'level.severe': { vi: 'Nghiêm trọng', en: 'Severe' },
  'level.advisory': {
    vi: 'Thông tin, không reo chuông cảnh báo',
    en: 'Information, without the alarm',
  },
  'level.immediate': { vi: 'Ngay lập tức', en: 'Immediate' },
  'level.expected': { vi: 'Sắp xảy ra', en: 'Expected' },
  'level.observed': { vi: 'Đã thấy', en: 'Observed' },
  'level.likely': { vi: 'Có khả năng', en: 'Likely' },
  'broadcast.emergency': {
    vi: 'Tin mà không ai tắt được (4370): chỉ khi tính mạng bị đe dọa ngay',
    en: 'What nobody can switch off (4370): only where lives are in danger now',
  },
  'broadcast.period': { vi: 'Phát lại mỗi', en: 'Sent again every' },
  'broadcast.seconds': { vi: '{{count}} giây', en: '{{count}} {{count|second|seconds}}' },
  'broadcast.minutes': { vi: '{{count}} phút', en: '{{count}} {{count|minute|minutes}}' },
  'broadcast.until': { vi: 'Trên sóng đến', en: 'On the air until' },
  'broadcast.anHour': {
    vi: 'Trên sóng {{minutes}} phút',
    en: 'On the air for {{minutes}} {{minutes|minute|minutes}}',
  },
  'broadcast.follows': {
    vi: 'Cách báo trên điện thoại theo mức của bản tin và cảnh báo CAP, đến khi chọn khác ở đây.',
    en: 'How loud it is follows the level and the CAP alert, until you choose otherwise here.',
  },
  'broadcast.asLevel': { vi: 'Lấy lại theo mức của bản tin', en: 'Take it from the level again' },
  'doubt.title': {
    vi: 'Mức, cảnh báo CAP và tin quảng bá không khớp nhau',
    en: 'Level, CAP alert and cell broadcast contradict each other',
  },
  'doubt.write': {
    vi: 'Vẫn trình được, nhưng người trình và người duyệt phải đánh dấu từng điểm, và chữ ký nêu rõ điểm đó.',
    en: 'It can still be submitted, but editor and approver tick each point, and their signatures name it.',
  },
  'doubt.decide': { vi: 'Cần lưu ý trước khi ký', en: 'To be looked at before you sign' },
  'doubt.tick': { vi: 'Đã xem điểm này', en: 'I have looked at this' },
  'doubt.missing': {
    vi: 'Hãy đọc và đánh dấu từng điểm cần lưu ý',
    en: 'Read and tick each point',
  },
  'doubt.broadcast-louder-than-level': {
    vi: 'Mức của bản tin là “{{level}}” nhưng tin quảng bá là “{{broadcast}}” (số hiệu {{id}}): mọi điện thoại trong vùng sẽ reo chuông cảnh báo.',
    en: 'The level of the bulletin is “{{level}}”, but the broadcast is “{{broadcast}}” (identifier {{id}}): every phone in the area sounds its alarm.',
  },
  'doubt.broadcast-quieter-than-level': {
    vi: 'Mức của bản tin là “{{level}}” nhưng tin quảng bá là “{{broadcast}}” (số hiệu {{id}}): điện thoại không reo chuông cảnh báo.',
    en: 'The level of the bulletin is “{{level}}”, but the broadcast is “{{broadcast}}” (identifier {{id}}): no phone sounds its alarm.',
  },
  'doubt.broadcast-other-than-cap': {
    vi: 'Cảnh báo CAP nói “{{cap}}”, còn tin quảng bá là “{{broadcast}}” (số hiệu {{id}}).',
    en: 'The CAP alert says “{{cap}}”, and the broadcast is “{{broadcast}}” (identifier {{id}}).',
  },
  'doubt.cap-above-level': {
    vi: 'Mức của bản tin là “{{level}}” nhưng cảnh báo CAP nói “{{cap}}”, nặng hơn mức.',
    en: 'The level of the bulletin is “{{level}}”, but the CAP alert says “{{cap}}”, which is more.',
  },
  'doubt.cap-below-level': {
    vi: 'Mức của bản tin là “{{level}}” nhưng cảnh báo CAP nói “{{cap}}”, nhẹ hơn mức.',
    en: 'The level of the bulletin is “{{level}}”, but the CAP alert says “{{cap}}”, which is less.',
  },
  'broadcast.identifier': { vi: 'Số hiệu tin {{id}}.', en: 'Message identifier {{id}}.' },
  'broadcast.means.emergency': {
    vi: 'Máy reo và rung hết cỡ; không cài đặt nào tắt được.',
    en: 'Phones sound and vibrate at their loudest; no setting switches it off.',
  },
  'broadcast.means.extreme': {
    vi: 'Máy reo chuông cảnh báo, trừ máy đã tắt cảnh báo cực kỳ nghiêm trọng.',
    en: 'Phones sound their alarm, unless extreme alerts are switched off there.',
  },
  'broadcast.means.severe': {
    vi: 'Máy reo chuông cảnh báo, trừ máy đã tắt cảnh báo nghiêm trọng.',
    en: 'Phones sound their alarm, unless severe alerts are switched off there.',
  },
  'broadcast.means.advisory': {
    vi: 'Tin để đọc (mức 4), không reo chuông cảnh báo; cách báo tùy máy, và người dùng tắt được.',
    en: 'To be read, without the alarm (EU-Alert level 4); how it is announced depends on the phone, and it can be switched off.',
  },
  'broadcast.means.exercise': {
    vi: 'Diễn tập: chỉ hiện trên máy đã bật nhận tin thử. Không thể thành tin thật.',
    en: 'An exercise: it appears where tests are switched on, and can become nothing live.',
  },
  'broadcast.means.second': {
    vi: 'Ngôn ngữ thứ hai: chỉ hiện trên máy bật ngôn ngữ bổ sung.',
    en: 'The second language: where additional languages are switched on.',
  },
  'broadcast.pages': {
    vi: '{{pages}} trên {{max}} trang ({{encoding}}, {{room}} ký tự mỗi trang)',
    en: '{{pages}} of {{max}} pages ({{encoding}}, {{room}} letters each)',
  },
  'broadcast.page': {
    vi: 'Trang {{n}}: {{units}} trên {{room}}',
    en: 'Page {{n}}: {{units}} of {{room}}',
  },
  'broadcast.cycle': {
    vi: 'Cả tin chiếm {{seconds}} giây trên sóng mỗi lần phát.',
    en: 'All of it takes {{seconds}} {{seconds|second|seconds}} on the air each time.',
  },
  'broadcast.phone': { vi: 'Trên điện thoại', en: 'On a phone' },
  'broadcast.phoneWhy': {
    vi: 'Hình vẽ; mỗi máy trình bày một khác.',
    en: 'A drawing; each phone has its own look.',
  },
  'broadcast.title.emergency': { vi: 'Cảnh báo quốc gia', en: 'National alert' },
  'broadcast.title.extreme': {
    vi: 'Cảnh báo khẩn cấp: cực kỳ nghiêm trọng',
    en: 'Emergency alert: extreme',
  },
  'broadcast.title.severe': {
    vi: 'Cảnh báo khẩn cấp: nghiêm trọng',
    en: 'Emergency alert: severe',
  },
  'broadcast.title.advisory': { vi: 'Thông tin cho người dân', en: 'Public information' },
  'broadcast.title.exercise': { vi: 'Tin thử: diễn tập', en: 'Test: exercise' },
  'broadcast.ok': { vi: 'OK', en: 'OK' },
  'broadcast.area': { vi: 'Vùng phát', en: 'Area' },
  'broadcast.areaProvinces': {
    vi: '{{where}}: mọi ô phát trong đó',
    en: '{{where}}: every cell there',
  },
  'broadcast.areaPolygons': {
    vi: '{{where}}: chỉ ô phát nằm trong vùng đã vẽ ({{count}})',
    en: '{{where}}: only cells inside the areas that are drawn ({{count}})',
  },
  'broadcast.polygons': { vi: 'Chỉ phát trong vùng hẹp hơn', en: 'Only in a smaller area' },
  'broadcast.polygonsHint': {
    vi: 'Để trống: cả tỉnh, thành. Mỗi dòng một vùng: vĩ độ,kinh độ cách nhau bằng dấu cách, ít nhất ba đỉnh. Ví dụ 8.6,99 8.6,99.5 9,99',
    en: 'Empty: the whole provinces. One area a line: latitude,longitude parted by blanks, three corners at least, such as 8.6,99 8.6,99.5 9,99',
  },
  'decide.emergency': {
    vi: 'Tôi duyệt cả tin không ai tắt được trên điện thoại (4370)',
    en: 'I approve what nobody can switch off on a phone (4370)',
  },
  'decide.emergencyMissing': {
    vi: 'Hãy đánh dấu ô về tin không ai tắt được, hoặc trả lại bản tin',
    en: 'Tick the box about what nobody can switch off, or send the bulletin back',
  },
  'air.none': {
    vi: 'Chưa có nhà mạng nào nhận tin quảng bá',
    en: 'No operator takes broadcasts yet',
  },
  'air.caption': { vi: 'Tin quảng bá theo nhà mạng', en: 'Broadcasts by operator' },
  'air.lead': {
    vi: 'Đã nhận, trên sóng và đã đọc là ba điều khác nhau: không ai biết có bao nhiêu người đọc.',
    en: 'Accepted, on the air and read are three things: nobody knows how many people read it.',
  },
  'air.operator': { vi: 'Nhà mạng', en: 'Operator' },
  'air.state': { vi: 'Lệnh', en: 'Order' },
  'air.serial': { vi: 'Số sê-ri', en: 'Serial number' },
  'air.cells': { vi: 'Ô phát', en: 'Cells' },
  'air.onAir': {
    vi: '{{onAir}} trên {{known}} đã lên sóng',
    en: '{{onAir}} of {{known}} on the air',
  },
  'air.noCells': {
    vi: 'không biết đã lên sóng ở ô nào',
    en: 'nobody tells in which cells it is on the air',
  },
  'air.failed': { vi: '{{count}} ô không phát được', en: '{{count}} cannot' },
  'air.wasOnAir': {
    vi: 'đã lên sóng ở {{onAir}} trên {{known}} ô',
    en: 'it was on the air in {{onAir}} of {{known}}',
  },
  'air.cause.noCell': {
    vi: 'bộ điều khiển không có ô này; nhà mạng cần sửa bảng ô phát',
    en: 'the controller has no such cell; the operator has to mend its table of cells',
  },
  'air.cause.noBroadcasts': {
    vi: 'ô này không có kênh quảng bá',
    en: 'the cell has no channel for broadcasts',
  },
  'air.cause.down': {
    vi: 'kênh quảng bá của ô đang không hoạt động; nút thử lại mỗi 30 giây',
    en: 'its channel for broadcasts is out of service; the node tries again every 30 seconds',
  },
  'air.cause.full': {
    vi: 'hết chỗ cho tin mới; nút thử lại mỗi 30 giây',
    en: 'there is no room for one more; the node tries again every 30 seconds',
  },
  'air.cause.other': {
    vi: 'bộ điều khiển từ chối; hãy hỏi kỹ sư của nhà mạng',
    en: 'the controller refuses it; ask the operator’s engineer',
  },
  'air.unknown': { vi: '{{count}} ô chưa rõ', en: '{{count}} unknown' },
  'air.unknownWhy.away': {
    vi: 'nút nhà mạng mất kết nối với máy chủ này',
    en: 'the operator’s node is not connected to this server',
  },
  'air.unknownWhy.waiting': {
    vi: 'bộ điều khiển của nhà mạng chưa trả lời hoặc mất kết nối',
    en: 'the operator’s controller has not answered, or is away',
  },
  'air.system.amf': { vi: 'AMF của mạng 5G', en: 'AMFs of 5G' },
  'air.system.cbc': { vi: 'Trung tâm CBC của nhà mạng', en: 'The operator’s own CBC' },
  'air.accepted': {
    vi: '{{accepted}} trên {{asked}} đã nhận, chưa phải đã lên sóng',
    en: '{{accepted}} of {{asked}} accepted it, which is not on the air',
  },
  'air.systemsRefused': { vi: '{{count}} từ chối', en: '{{count}} refused' },
  'air.systemsUnknown': { vi: '{{count}} chưa rõ', en: '{{count}} unknown' },
  'air.notTold': {
    vi: '{{count}} ô trong vùng, chưa báo ô nào lên sóng',
    en: '{{count}} in the area, nothing told of them yet',
  },
  'air.changed': {
    vi: '{{before}} ô khi nhận tin, nay {{now}}: bảng ô phát của nhà mạng đã đổi',
    en: '{{before}} when it was taken, {{now}} now: the operator’s table of cells has changed',
  },
  'air.version': { vi: 'Bản {{version}}', en: 'Version {{version}}' },
  'air.notHeard': {
    vi: 'Mất liên lạc từ {{time}}',
    en: 'Not heard from since {{time}}',
  },
  'air.neverHeard': { vi: 'Chưa từng kết nối', en: 'Never heard from' },
  'air.stopping': { vi: 'Đã lệnh gỡ, chờ trả lời', en: 'Ordered off, no answer yet' },
  'air.foundAt': {
    vi: 'Tìm thấy {{time}}, sau khi khôi phục',
    en: 'Found at {{time}}, after a restore',
  },
  'air.takeOff': {
    vi: 'Thu hồi bản tin thì mọi nhà mạng gỡ khỏi sóng, cùng lúc với các kênh khác. Đính chính thì lời đính chính được phát thay.',
    en: 'Cancel the bulletin, and every operator takes it off the air together with all other channels. Correct it, and the correction is broadcast in its place.',
  },
  'found.title': {
    vi: 'Đang trên sóng ở nhà mạng mà máy chủ này không biết',
    en: 'On the air at operators, unknown here',
  },
  'found.lead': {
    vi: 'Máy chủ được khôi phục từ bản sao lưu: những tin này được giao sau bản sao đó. Nút nhà mạng đã trả lại lệnh do chính máy chủ này ký. Hãy đối chiếu với nơi khác, rồi để yên đến hết giờ hoặc gỡ khỏi sóng.',
    en: 'The server was restored from a backup: these were ordered after it. The operators’ nodes have given back the directives that this server signed. Look elsewhere, then leave them until their end, or take them off the air.',
  },
  'found.caption': {
    vi: 'Tin quảng bá tìm thấy sau khôi phục',
    en: 'Broadcasts found after a restore',
  },
  'found.what': { vi: 'Điện thoại hiện', en: 'What phones show' },
  'found.stop': { vi: 'Gỡ khỏi sóng', en: 'Take off the air' },
  'found.stopWhat': {
    vi: '{{operator}} sẽ ngừng phát tin này. Điện thoại đã hiện rồi thì không rút lại được; ở nhà mạng khác, gỡ riêng từng dòng.',
    en: '{{operator}} will stop broadcasting it. What phones have shown cannot be taken back; at other operators each line is taken off by itself.',
  },
  'found.done': { vi: 'Đã lệnh gỡ khỏi sóng', en: 'Ordered off the air' },
  'reach.title': {
    vi: 'Trước khi duyệt tin quảng bá di động',
    en: 'Before you approve the cell broadcast',
  },
  'reach.some': {
    vi: '{{able}} trên {{all}} nhà mạng phát được: {{names}}.',
    en: '{{able}} of {{all}} {{all|operator|operators}} can broadcast: {{names}}.',
  },
  'reach.none': {
    vi: 'Chưa nhà mạng nào trong {{all}} nhà mạng phát được tin quảng bá: duyệt xong cũng không máy nào hiện, đến khi có nhà mạng.',
    en: 'None of {{all}} {{all|operator|operators}} can broadcast: no phone will show it before one can.',
  },
  'reach.away': {
    vi: 'Đang mất kết nối, nhận khi kết nối lại: {{names}}.',
    en: 'Not connected now, taken when they are back: {{names}}.',
  },
  'reach.forGoodQuiet': {
    vi: 'Không rút lại được: điện thoại đã hiện, không reo chuông cảnh báo. Thu hồi chỉ ngừng phát tiếp; đính chính hiện thêm một tin mới.',
    en: 'What cannot be taken back: phones that have shown it, without the alarm. A cancel only ends the broadcast; a correction is shown as one more message.',
  },
  'reach.forGood': {
    vi: 'Không rút lại được: điện thoại đã reo và đã hiện. Thu hồi chỉ ngừng phát tiếp; đính chính hiện thêm một tin mới.',
    en: 'What cannot be taken back: phones that have sounded and shown it. A cancel only ends the broadcast; a correction is shown as one more message.',
  },
  'air.leaving': {
    vi: '{{count}} ô có thể vẫn còn phát dù đã gỡ',
    en: '{{count}} may still be on the air though it was taken off',
  },
  'air.says.message': { vi: 'Bản tin', en: 'Message' },
  'air.says.correction': { vi: 'Đính chính', en: 'Correction' },
  'air.issued': { vi: 'Đã giao, chờ trả lời', en: 'Issued, no answer yet' },
  'air.held': { vi: 'Nút nhà mạng đã nhận', en: 'The operator’s node has it' },
  'air.replaced': { vi: 'Đã nhận đính chính', en: 'Its correction was taken' },
  'air.refused': { vi: 'Bị từ chối', en: 'Refused' },
  'air.withdrawn': { vi: 'Đã gỡ', en: 'Taken off' },
  'air.expired': { vi: 'Quá hạn nhận', en: 'Taken by no node in time' },
  'air.why.expired': { vi: 'lệnh quá hạn', en: 'the order is too old' },
  'air.why.replayed': { vi: 'lệnh đã dùng', en: 'the order was used already' },
  'air.why.needs-two-people': {
    vi: 'không đủ chữ ký hai người',
    en: 'not signed by two people',
  },
  'air.why.malformed': { vi: 'lệnh sai cấu trúc', en: 'the order is malformed' },
  'air.why.no-cells': {
    vi: 'nhà mạng không có ô phát nào trong vùng',
    en: 'the operator has no cell in the area',
  },
  'air.why.too-many-cells': {
    vi: 'vùng phát có quá nhiều ô, hãy chia nhỏ vùng',
    en: 'the area has too many cells, broadcast to smaller ones',
  },
  'air.why.code-in-use': {
    vi: 'một tin khác đang trên sóng với cùng mã',
    en: 'another broadcast with its code is on the air',
  },
} as const satisfies Words
