/** Words of the room's page in both languages: plain, for people who are in a hurry and know no technique. */
import { filled, type Language, type Words } from '../../../web/words/both.ts'

export const briefingRoom = {
  title: { vi: 'Giao ban trực tuyến', en: 'Online briefing' },
  language: { vi: 'English', en: 'Tiếng Việt' },
  skip: { vi: 'Tới nội dung chính', en: 'Skip to the main content' },

  'entering.title': { vi: 'Đang mở phòng giao ban', en: 'Opening the briefing' },
  'entering.wait': { vi: 'Đang kiểm tra liên kết…', en: 'Checking the link…' },
  'entering.again': {
    vi: 'Máy chủ chưa trả lời. Trang tự thử lại; kiểm tra mạng nếu chờ quá một phút.',
    en: 'The server has not answered yet. The page retries by itself; check your network if it takes over a minute.',
  },

  // Why there is no way in ------------------------------------------------------------------------------------------
  'refused.no-link': { vi: 'Cần liên kết vào phòng', en: 'You need a link' },
  'refused.no-link.do': {
    vi: 'Mở liên kết do cơ quan chủ quản gửi cho điểm cầu. Nếu không tìm thấy, gọi thư ký để xin liên kết mới.',
    en: 'Open the link that the authority sent to your site. If you cannot find it, call the secretary for a new one.',
  },
  'refused.link': { vi: 'Liên kết này không mở được phòng', en: 'This link does not open a room' },
  'refused.link.do': {
    vi: 'Mỗi liên kết chỉ dùng trên một máy và có thời hạn. Nếu đã vào phòng bằng máy khác, dùng máy đó. Nếu không, gọi thư ký để xin liên kết mới.',
    en: 'Each link works on one computer for a limited time. If you joined on another computer, use that one. If not, call the secretary for a new link.',
  },
  'refused.replaced': { vi: 'Điểm cầu này đã chuyển sang liên kết khác', en: 'This site now has another link' },
  'refused.replaced.do': {
    vi: 'Liên kết của máy này đã hết hiệu lực. Mở liên kết mới nhất đã gửi cho điểm cầu, hoặc gọi thư ký.',
    en: 'The link on this computer no longer works. Open the newest one sent to your site, or call the secretary.',
  },
  'refused.removed': { vi: 'Điểm cầu đã được đưa ra khỏi phòng', en: 'Your site was removed from the room' },
  'refused.removed.do': {
    vi: 'Chủ trì hoặc thư ký đã đưa điểm cầu ra khỏi phòng. Gọi thư ký để biết lý do và xin liên kết mới.',
    en: 'The chair or the secretary removed your site. Call the secretary for the reason and a new link.',
  },
  'refused.elsewhere': {
    vi: 'Phòng đang mở ở cửa sổ khác của máy này',
    en: 'The room is open in another window on this computer',
  },
  'refused.elsewhere.do': {
    vi: 'Chuyển sang cửa sổ đó. Nếu không tìm thấy, bấm nút dưới đây để dùng cửa sổ này.',
    en: 'Go to that window. If you cannot find it, press the button below to use this one.',
  },
  'refused.elsewhere.here': { vi: 'Dùng ở cửa sổ này', en: 'Use this window' },
  'refused.cancelled': { vi: 'Buổi giao ban đã hủy', en: 'The briefing was cancelled' },
  'refused.cancelled.do': {
    vi: 'Buổi giao ban này không diễn ra. Cơ quan chủ quản sẽ báo lịch mới nếu có.',
    en: 'This briefing will not take place. The authority will tell you of any new date.',
  },
  'refused.insecure': { vi: 'Trang này cần kết nối mã hóa', en: 'This page needs an encrypted connection' },
  'refused.insecure.do': {
    vi: 'Trình duyệt chỉ cho dùng micrô và camera ở địa chỉ https. Mở lại liên kết, bắt đầu bằng https.',
    en: 'Browsers allow microphone and camera only at https addresses. Open the link again, starting with https.',
  },

  // Before going in -------------------------------------------------------------------------------------------------
  'check.site': { vi: 'Điểm cầu', en: 'Site' },
  'check.responsible': { vi: 'Người phụ trách', en: 'Responsible' },
  'check.starts': { vi: 'Bắt đầu', en: 'Starts' },
  'check.role': { vi: 'Vai trò', en: 'Role' },
  join: { vi: 'Vào phòng giao ban', en: 'Join the briefing' },
  'join.how': { vi: 'Vào được ngay, không cần kiểm tra trước.', en: 'You can join now without the check.' },
  'check.title': { vi: 'Kiểm tra máy và đường truyền', en: 'Check the computer and the line' },
  'check.how': {
    vi: 'Mất 10 giây. Nói vài câu trong lúc kiểm tra; không ai nghe thấy anh/chị.',
    en: 'Takes 10 seconds. Say a few words meanwhile; nobody hears you.',
  },
  'check.do': { vi: 'Kiểm tra', en: 'Check' },
  'check.again': { vi: 'Kiểm tra lại', en: 'Check again' },
  'check.beginning': { vi: 'Đang gọi thử…', en: 'Calling…' },
  'check.running': {
    vi: 'Đang gọi thử, còn {{seconds}} giây. Đề nghị nói vài câu.',
    en: 'Test call, {{seconds}} {{seconds|second|seconds}} left. Say a few words.',
  },
  'check.ending': { vi: 'Đang lấy kết quả…', en: 'Getting the result…' },
  'check.failed': {
    vi: 'Không gọi thử được. Anh/chị vẫn vào phòng được.',
    en: 'The test call failed. You can still join.',
  },
  'check.verdict': { vi: 'Kết quả', en: 'Result' },
  'check.at': { vi: 'kiểm tra lúc {{at}}', en: 'checked at {{at}}' },
  'check.advice': { vi: 'Nên làm', en: 'What to do' },
  'check.nothing': { vi: 'Máy và đường truyền đều tốt.', en: 'Your computer and line are good.' },
  'check.level': { vi: 'Mức tiếng của micrô', en: 'Microphone level' },
  'check.preview': { vi: 'Hình của camera', en: 'Camera picture' },
  'check.microphone': { vi: 'Chọn micrô', en: 'Choose a microphone' },
  'check.microphone.none': { vi: 'Chưa chọn micrô', en: 'No microphone' },
  'check.camera': { vi: 'Chọn camera', en: 'Choose a camera' },
  'check.camera.none': { vi: 'Chưa chọn camera', en: 'No camera' },
  'check.find': { vi: 'Bật micrô và camera', en: 'Turn on microphone and camera' },
  'check.figures': { vi: 'lên {{up}} kbit/s, xuống {{down}} kbit/s', en: 'up {{up}} kbit/s, down {{down}} kbit/s' },

  'class.A': { vi: 'Hạng A: đường truyền tốt', en: 'Class A: good line' },
  'class.A.gives': {
    vi: 'Thấy mọi người phát biểu, ảnh nhỏ của các điểm cầu, và màn hình chia sẻ.',
    en: 'You see all speakers, small pictures of the sites, and shared screens.',
  },
  'class.B': { vi: 'Hạng B: đường truyền khá', en: 'Class B: fair line' },
  'class.B.gives': {
    vi: 'Thấy người phát biểu và hai ảnh nhỏ; nghe đủ ba giọng.',
    en: 'You see the speaker and two small pictures; you hear three voices.',
  },
  'class.C': { vi: 'Hạng C: đường truyền yếu', en: 'Class C: weak line' },
  'class.C.gives': {
    vi: 'Nghe đủ ba giọng, xem tài liệu theo trang; không có hình.',
    en: 'You hear three voices and see documents page by page; no pictures.',
  },
  'class.D': { vi: 'Hạng D: đường truyền rất yếu', en: 'Class D: very weak line' },
  'class.D.gives': {
    vi: 'Nghe được người phát biểu, đọc được chữ của tài liệu.',
    en: 'You hear the speaker and read the text of documents.',
  },

  'microphone.works': { vi: 'Micrô hoạt động', en: 'The microphone works' },
  'microphone.missing': { vi: 'Không có micrô', en: 'No microphone' },
  'microphone.missing.do': {
    vi: 'Cắm micrô hoặc tai nghe có micrô, rồi kiểm tra lại. Không có micrô vẫn nghe được.',
    en: 'Plug in a microphone or headset, then check again. You can still listen without one.',
  },
  'microphone.refused': { vi: 'Trình duyệt chặn micrô', en: 'The browser blocked the microphone' },
  'microphone.refused.do': {
    vi: 'Bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép dùng micrô, rồi tải lại trang.',
    en: 'Press the lock icon next to the address, allow the microphone, then reload the page.',
  },
  'microphone.silent': { vi: 'Micrô không thu được tiếng', en: 'The microphone picks up no sound' },
  'microphone.silent.do': {
    vi: 'Nói to hơn, mở nút tắt tiếng trên micrô, hoặc chọn micrô khác trong cài đặt của máy, rồi kiểm tra lại.',
    en: 'Speak up, unmute the microphone, or choose another in the computer’s settings, then check again.',
  },
  'camera.works': { vi: 'Camera hoạt động', en: 'The camera works' },
  'camera.missing': { vi: 'Không có camera', en: 'No camera' },
  'camera.missing.do': {
    vi: 'Không có camera, điểm cầu vẫn nghe và phát biểu được.',
    en: 'Your site can still listen and speak without a camera.',
  },
  'camera.refused': { vi: 'Trình duyệt chặn camera', en: 'The browser blocked the camera' },
  'camera.refused.do': {
    vi: 'Muốn có hình: bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép dùng camera, rồi tải lại trang.',
    en: 'For a picture, press the lock icon next to the address, allow the camera, then reload the page.',
  },
  'camera.silent': { vi: 'Camera không có hình', en: 'The camera shows no picture' },
  'camera.silent.do': {
    vi: 'Mở nắp che camera, đóng chương trình khác đang dùng camera, rồi kiểm tra lại.',
    en: 'Open the camera cover, close other programs that use it, then check again.',
  },
  'devices.gone': {
    vi: 'Micrô hoặc camera vừa bị rút ra. Anh/chị vẫn nghe được; cắm lại để dùng tiếp.',
    en: 'The microphone or camera was unplugged. You can still hear; plug it in to continue.',
  },

  'line.reason.rate-up.do': {
    vi: 'Đường gửi đi quá chậm: tắt chương trình đang tải tệp lên, và dùng dây mạng thay cho Wi-Fi.',
    en: 'Upload is too slow: stop file uploads, and use a cable instead of Wi-Fi.',
  },
  'line.reason.rate-down.do': {
    vi: 'Đường nhận về quá chậm: tắt chương trình đang tải tệp hoặc xem phim, và dùng dây mạng thay cho Wi-Fi.',
    en: 'Download is too slow: stop downloads and videos, and use a cable instead of Wi-Fi.',
  },
  'line.reason.loss.do': {
    vi: 'Đường truyền làm mất gói tin: dùng dây mạng, hoặc ngồi gần bộ phát Wi-Fi hơn.',
    en: 'The line loses packets: use a cable, or sit closer to the Wi-Fi router.',
  },
  'line.reason.round-trip.do': {
    vi: 'Độ trễ cao: nếu đang dùng VPN hoặc mạng vệ tinh, đổi sang đường truyền khác.',
    en: 'The delay is long: if you use a VPN or satellite, switch to another line.',
  },
  'line.reason.jitter.do': {
    vi: 'Đường truyền không ổn định: dùng dây mạng thay cho Wi-Fi hoặc mạng di động.',
    en: 'The line is unsteady: use a cable instead of Wi-Fi or a mobile network.',
  },
  'line.call': {
    vi: 'Báo thư ký trước giờ họp: điểm cầu này chỉ nghe được tiếng.',
    en: 'Tell the secretary before the start: this site will have sound only.',
  },
  'line.relay.do': {
    vi: 'Mạng của cơ quan chặn đường truyền trực tiếp (UDP). Đề nghị người quản trị mạng mở cho địa chỉ của trang này.',
    en: 'Your network blocks the direct connection (UDP). Ask its administrator to allow it to this page’s address.',
  },

  // Roles -----------------------------------------------------------------------------------------------------------
  'role.chair': { vi: 'Chủ trì', en: 'Chair' },
  'role.deputy': { vi: 'Thay chủ trì', en: 'Deputy' },
  'role.secretary': { vi: 'Thư ký', en: 'Secretary' },
  'role.site': { vi: 'Điểm cầu', en: 'Site' },
  'role.interpreter': { vi: 'Phiên dịch', en: 'Interpreter' },
  'role.observer': { vi: 'Dự thính', en: 'Observer' },

  // In the room -----------------------------------------------------------------------------------------------------
  'lobby.title': { vi: 'Phòng chờ', en: 'Lobby' },
  'lobby.wait': {
    vi: 'Buổi giao ban chưa bắt đầu. Đề nghị anh/chị chờ ở đây; trang tự chuyển khi chủ trì bắt đầu.',
    en: 'The briefing has not started. Please wait here; the page continues when the chair starts it.',
  },
  'lobby.starts': { vi: 'Dự kiến {{at}}', en: 'Planned for {{at}}' },
  leave: { vi: 'Rời phòng', en: 'Leave' },

  'lamp.heard': { vi: 'Anh/chị đang được nghe', en: 'You are being heard' },
  'lamp.muted': { vi: 'Micrô của anh/chị đang tắt', en: 'Your microphone is off' },
  'lamp.no-microphone': {
    vi: 'Anh/chị được phát biểu nhưng máy không có micrô',
    en: 'You may speak, but this computer has no microphone',
  },
  'lamp.may-be-heard': {
    vi: 'Mời anh/chị nói: chưa có tiếng nào được chuyển đi',
    en: 'Please speak: no sound is going out yet',
  },
  'lamp.not-connected': {
    vi: 'Đang nối tiếng và hình: chưa ai nghe thấy anh/chị',
    en: 'Connecting sound and picture: nobody hears you yet',
  },
  'lamp.waiting': { vi: 'Chưa ai nghe thấy anh/chị: đang chờ tới lượt', en: 'Nobody hears you yet: you are waiting' },
  'lamp.not-heard': { vi: 'Không ai nghe thấy anh/chị', en: 'Nobody hears you' },

  ask: { vi: 'Đăng ký phát biểu', en: 'Ask for the floor' },
  withdraw: { vi: 'Rút đăng ký', en: 'Withdraw' },
  release: { vi: 'Kết thúc phát biểu', en: 'Release the floor' },
  give: { vi: 'Mời phát biểu', en: 'Give the floor' },
  revoke: { vi: 'Dừng phát biểu', en: 'Revoke' },
  accept: { vi: 'Đồng ý cho chờ', en: 'Accept' },
  deny: { vi: 'Từ chối', en: 'Deny' },
  roll: { vi: 'Điểm danh', en: 'Call the roll' },
  begin: { vi: 'Bắt đầu', en: 'Start' },
  end: { vi: 'Kết thúc giao ban', en: 'End the briefing' },
  'end.soon': {
    vi: 'Kết thúc cho tất cả điểm cầu sau vài giây.',
    en: 'The meeting ends for everyone in a few seconds.',
  },
  'end.no': { vi: 'Họp tiếp', en: 'Continue the meeting' },
  takeChair: { vi: 'Nhận lại quyền chủ trì', en: 'Take the chair back' },
  giveChair: { vi: 'Giao cho người thay chủ trì', en: 'Give the chair to the deputy' },
  mute: { vi: 'Tắt micrô', en: 'Mute' },
  unmute: { vi: 'Bật micrô', en: 'Unmute' },
  cameraOff: { vi: 'Tắt camera', en: 'Camera off' },
  cameraOn: { vi: 'Bật camera', en: 'Camera on' },
  shareScreen: { vi: 'Chia sẻ màn hình', en: 'Share the screen' },
  unshareScreen: { vi: 'Dừng chia sẻ màn hình', en: 'Stop sharing' },
  play: { vi: 'Bật tiếng', en: 'Play the sound' },
  'play.why': {
    vi: 'Trình duyệt chưa phát tiếng. Bấm một lần để nghe.',
    en: 'The browser has not started the sound. Press once to hear.',
  },
  controls: { vi: 'Điều khiển', en: 'Controls' },
  chairControls: { vi: 'Chủ trì', en: 'Chair' },
  'keys.hint': { vi: 'Phím tắt: {{keys}}', en: 'Shortcuts: {{keys}}' },

  'said.began': { vi: 'Buổi giao ban đã bắt đầu.', en: 'The briefing has started.' },
  'said.chair': { vi: 'Anh/chị đang chủ trì.', en: 'You are the chair.' },
  'said.noChair': { vi: 'Anh/chị không còn chủ trì.', en: 'You are no longer the chair.' },
  'said.granted': { vi: 'Mời anh/chị phát biểu.', en: 'You have the floor.' },
  'said.pending': {
    vi: 'Đã đăng ký phát biểu, chờ chủ trì đồng ý.',
    en: 'You asked for the floor; waiting for the chair.',
  },
  'said.queue': { vi: 'Anh/chị đứng thứ {{place}} trong hàng chờ.', en: 'You are number {{place}} in the queue.' },
  'said.over': { vi: 'Lượt phát biểu của anh/chị đã kết thúc.', en: 'Your speaking turn is over.' },
  'said.notAsking': { vi: 'Anh/chị không còn trong hàng chờ.', en: 'You are no longer in the queue.' },
  'said.asks': { vi: '{{name}} đăng ký phát biểu.', en: '{{name}} asks for the floor.' },
  'said.roll': { vi: 'Chủ trì vừa điểm danh.', en: 'The chair has called the roll.' },

  'said.wrote': { vi: '{{name}} gửi câu hỏi bằng văn bản.', en: '{{name}} sent a written question.' },
  'said.answered': { vi: 'Chủ trì đã trả lời câu hỏi của điểm cầu.', en: 'The chair has answered your question.' },

  'questions.title': { vi: 'Hỏi bằng văn bản', en: 'Ask in writing' },
  'questions.count': { vi: 'chờ trả lời: {{count}}', en: '{{count}} waiting' },
  'questions.write': { vi: 'Câu hỏi gửi chủ trì', en: 'Question to the chair' },
  'questions.how': {
    vi: 'Chủ trì và thư ký đọc được; câu hỏi được ghi vào biên bản.',
    en: 'The chair and the secretary read it; it is added to the minutes.',
  },
  'questions.send': { vi: 'Gửi câu hỏi', en: 'Send the question' },
  'questions.withdraw': { vi: 'Rút câu hỏi', en: 'Withdraw the question' },
  'questions.waiting': { vi: 'Câu hỏi bằng văn bản', en: 'Written questions' },
  'questions.answer': { vi: 'Đã trả lời', en: 'Answered' },
  'question.waiting': { vi: 'Chờ trả lời', en: 'Waiting' },
  'question.answered': { vi: 'Đã trả lời', en: 'Answered' },
  'question.withdrawn': { vi: 'Đã rút', en: 'Withdrawn' },

  'stream.silent': {
    vi: 'Mất kết nối với máy chủ. Trang tự nối lại; anh/chị không cần làm gì.',
    en: 'Connection to the server lost. The page reconnects by itself.',
  },
  'stream.offline': {
    vi: 'Máy này không có mạng. Kiểm tra dây mạng hoặc Wi-Fi; trang tự nối lại khi có mạng.',
    en: 'This computer is offline. Check the cable or Wi-Fi; the page reconnects by itself.',
  },
  'stuck.none': {
    vi: 'Trình duyệt không tìm thấy mạng cho tiếng và hình. Kiểm tra dây mạng hoặc Wi-Fi của máy này. Trang vẫn đang thử nối lại.',
    en: 'The browser finds no network for sound and picture. Check this computer’s cable or Wi-Fi. The page keeps trying.',
  },
  'stuck.udp': {
    vi: 'Mạng ở đây chặn tiếng và hình (UDP). Kiểm tra dây mạng hoặc Wi-Fi, rồi đề nghị người quản trị mạng mở UDP tới địa chỉ của trang này. Trang vẫn đang thử nối lại.',
    en: 'Your network blocks sound and picture (UDP). Check the cable or Wi-Fi, then ask the network administrator to allow UDP to this page’s address. The page keeps trying.',
  },
  'stuck.relay': {
    vi: 'Mạng ở đây chặn tiếng và hình. Kiểm tra dây mạng hoặc Wi-Fi, rồi đề nghị người quản trị mạng mở đường tới {{relay}} (TURN). Trang vẫn đang thử nối lại.',
    en: 'Your network blocks sound and picture. Check the cable or Wi-Fi, then ask the network administrator to allow {{relay}} (TURN). The page keeps trying.',
  },
  'computer.slow': {
    vi: 'Máy tính này đang chậm: đóng bớt các chương trình khác. Đường truyền vẫn tốt.',
    en: 'This computer is slow: close other programs. The line is good.',
  },
  'computer.slowOnly': {
    vi: 'Máy tính này đang chậm: đóng bớt các chương trình khác.',
    en: 'This computer is slow: close other programs.',
  },
  'media.joining': { vi: 'Đang nối tiếng và hình…', en: 'Connecting sound and picture…' },
  'media.again': { vi: 'Đang nối lại tiếng và hình…', en: 'Reconnecting sound and picture…' },
  'media.down': {
    vi: 'Tiếng và hình tạm ngừng ở máy chủ. Hàng chờ, điểm danh và tài liệu vẫn dùng được; tiếng tự trở lại.',
    en: 'Sound and picture are down at the server. Queue, roll and documents still work; sound returns by itself.',
  },
  recorded: {
    vi: 'Cơ quan chủ quản ghi lại buổi giao ban này. Máy chủ nghe và thấy được nội dung: không mã hóa đầu cuối.',
    en: 'The authority records this briefing. Its server can hear and see everything: there is no end-to-end encryption.',
  },
  notRecorded: {
    vi: 'Buổi giao ban này không được ghi. Máy chủ nghe và thấy được nội dung: không mã hóa đầu cuối.',
    en: 'This briefing is not recorded. The server can hear and see everything: there is no end-to-end encryption.',
  },

  'stage.title': { vi: 'Đang phát biểu', en: 'Speaking' },
  'stage.nobody': { vi: 'Chưa ai phát biểu', en: 'Nobody has the floor' },
  'stage.own': { vi: 'Điểm cầu này', en: 'You' },
  'stage.screen': { vi: 'Màn hình của {{name}}', en: '{{name}}’s screen' },
  'stage.voice': { vi: 'chỉ có tiếng', en: 'voice only' },
  'stage.small': { vi: 'Các điểm cầu', en: 'Sites' },
  'stage.someone': { vi: 'Một điểm cầu', en: 'A site' },
  'stage.heard': { vi: 'đang nói', en: 'speaking now' },
  'stage.item': { vi: 'Nội dung {{number}}: {{title}}', en: 'Item {{number}}: {{title}}' },

  'roster.title': { vi: 'Điểm cầu', en: 'Sites' },
  'roster.count': { vi: '{{there}}/{{expected}} có mặt', en: '{{there}} of {{expected}} present' },
  'roster.speaks': { vi: 'Đang phát biểu', en: 'Has the floor' },
  'roster.asks': { vi: 'Xin phát biểu', en: 'Requests to speak' },
  'roster.floor': { vi: 'Phát biểu', en: 'Floor' },
  'roster.missing': { vi: 'Chưa vào: {{count}} điểm cầu', en: 'Not joined: {{count}} {{count|site|sites}}' },
  'roster.gone': {
    vi: 'Chưa vào hoặc đã rời: {{count}} điểm cầu',
    en: 'Not joined or left: {{count}} {{count|site|sites}}',
  },
  'roster.chairAway': { vi: 'Chủ trì vắng mặt: {{name}}', en: 'The chair is absent: {{name}}' },
  'roster.there': { vi: 'Có mặt', en: 'Present' },
  'roster.nobodyAsks': { vi: 'Chưa ai xin phát biểu.', en: 'No requests to speak.' },
  'roster.nobodyMissing': { vi: 'Đủ các điểm cầu.', en: 'Everyone is present.' },
  'roster.rollAt': { vi: 'Điểm danh gần nhất: {{at}}', en: 'Last roll call: {{at}}' },
  'roster.hasChair': { vi: 'đang chủ trì', en: 'has the chair' },
  'roster.queue': { vi: 'thứ {{place}}', en: 'number {{place}}' },
  'roster.slow': { vi: 'máy chậm', en: 'slow computer' },
  'roster.pending': { vi: 'chờ đồng ý', en: 'awaiting the chair' },
  'is.awaited': { vi: 'chưa vào', en: 'not joined' },
  'is.present': { vi: 'có mặt', en: 'present' },
  'is.late': { vi: 'vào muộn', en: 'joined late' },
  'is.left-early': { vi: 'đã rời', en: 'left' },
  'is.dropped': { vi: 'mất kết nối', en: 'lost connection' },
  'is.removed': { vi: 'bị đưa ra', en: 'removed' },
  'is.absent-with-reason': { vi: 'vắng có lý do', en: 'absent with a reason' },
  'is.absent': { vi: 'vắng không lý do', en: 'absent without a reason' },
  'line.A': { vi: 'đường truyền tốt (A)', en: 'good line (A)' },
  'line.B': { vi: 'đường truyền khá (B)', en: 'fair line (B)' },
  'line.C': { vi: 'đường truyền yếu (C)', en: 'weak line (C)' },
  'line.D': { vi: 'đường truyền rất yếu (D)', en: 'very weak line (D)' },
  'line.none': { vi: 'chưa có tiếng và hình', en: 'no sound and picture' },

  'slides.title': { vi: 'Tài liệu đang trình chiếu', en: 'Document being shown' },
  'slides.page': { vi: '{{name}}, trang {{page}} / {{pages}}', en: '{{name}}, page {{page}} of {{pages}}' },
  'slides.previous': { vi: 'Trang trước', en: 'Previous page' },
  'slides.next': { vi: 'Trang sau', en: 'Next page' },
  'slides.hide': { vi: 'Dừng trình chiếu', en: 'Stop showing' },
  'slides.show': { vi: 'Trình chiếu', en: 'Show' },
  'slides.text': { vi: 'Chữ trên trang', en: 'Text on the page' },
  'slides.noText': { vi: 'Trang này không có chữ.', en: 'This page has no text.' },
  'slides.loading': { vi: 'Đang tải trang…', en: 'Loading the page…' },
  'slides.failed': {
    vi: 'Chưa tải được hình của trang này. Vẫn xem được các trang khác.',
    en: 'This page’s picture could not be loaded. Other pages can still be seen.',
  },
  'slides.wordsOnly': {
    vi: 'Đường truyền rất yếu: không tải hình của trang.',
    en: 'Very weak line: page pictures are not loaded.',
  },
  documents: { vi: 'Tài liệu', en: 'Documents' },
  'documents.none': { vi: 'Chưa có tài liệu.', en: 'No documents.' },
  'documents.open': { vi: 'Xem', en: 'View' },
  'documents.openOne': { vi: 'Xem: {{name}}', en: 'View: {{name}}' },
  'documents.close': { vi: 'Đóng', en: 'Close' },
  'documents.closeOne': { vi: 'Đóng: {{name}}', en: 'Close: {{name}}' },
  'documents.pages': { vi: '{{count}} trang', en: '{{count}} {{count|page|pages}}' },

  agenda: { vi: 'Chương trình', en: 'Agenda' },
  'agenda.none': { vi: 'Chưa có chương trình.', en: 'No agenda yet.' },
  'agenda.minutes': { vi: '{{count}} phút', en: '{{count}} {{count|minute|minutes}}' },

  captions: { vi: 'Phụ đề', en: 'Captions' },
  'captions.type': { vi: 'Gõ phụ đề', en: 'Type a caption' },
  'captions.send': { vi: 'Gửi phụ đề', en: 'Send the caption' },
  listen: { vi: 'Nghe', en: 'Listen to' },
  'listen.floor': { vi: 'Phòng họp', en: 'The floor' },
  'listen.interprets': { vi: 'Anh/chị phiên dịch sang: {{language}}', en: 'You interpret into {{language}}' },

  minutes: { vi: 'Biên bản', en: 'Minutes' },
  'minutes.none': { vi: 'Biên bản chưa có nội dung.', en: 'The minutes are empty.' },
  'minutes.statement': { vi: 'Ý kiến', en: 'Statement' },
  'minutes.decision': { vi: 'Kết luận', en: 'Decision' },

  // Afterwards ------------------------------------------------------------------------------------------------------
  'ended.title': { vi: 'Buổi giao ban đã kết thúc', en: 'The briefing has ended' },
  'ended.lead': {
    vi: 'Cảm ơn điểm cầu đã tham dự. Kết luận và nhiệm vụ được giao ở dưới đây.',
    en: 'Thank you for attending. The conclusions and your site’s instructions are below.',
  },
  concluded: { vi: 'Kết luận', en: 'Conclusions' },
  'concluded.none': { vi: 'Chưa ghi kết luận.', en: 'No conclusions recorded.' },
  instructions: { vi: 'Nhiệm vụ được giao', en: 'Instructions' },
  'instructions.open': { vi: 'Nhiệm vụ chưa xong của điểm cầu', en: 'Open instructions to your site' },
  'instructions.none': { vi: 'Không có nhiệm vụ cho điểm cầu này.', en: 'No instructions to this site.' },
  'instruction.due': { vi: 'Thời hạn {{due}}', en: 'Due {{due}}' },
  'instruction.overdue': { vi: 'Quá hạn', en: 'Overdue' },
  'instruction.basis': { vi: 'Căn cứ: {{basis}}', en: 'Basis: {{basis}}' },
  'instruction.from': { vi: 'Từ buổi: {{title}}', en: 'From: {{title}}' },
  'instruction.issued': { vi: 'Chưa xác nhận', en: 'Not acknowledged' },
  'instruction.acknowledged': { vi: 'Đã xác nhận', en: 'Acknowledged' },
  'instruction.done': { vi: 'Đã báo hoàn thành', en: 'Reported done' },
  'instruction.withdrawn': { vi: 'Đã thu hồi', en: 'Withdrawn' },
  'instruction.acknowledge': { vi: 'Xác nhận đã nhận', en: 'Acknowledge' },
  'instruction.report': { vi: 'Báo đã hoàn thành', en: 'Report done' },
  'instruction.by': { vi: 'Họ tên người xác nhận', en: 'Your name' },
  'instruction.byMissing': { vi: 'Nhập họ tên người xác nhận.', en: 'Enter your name.' },
  'instruction.note': { vi: 'Ghi chú (không bắt buộc)', en: 'Note (optional)' },
  'instruction.answered': { vi: '{{by}}, {{at}}', en: '{{by}}, {{at}}' },
  problem: { vi: 'Chưa thực hiện được', en: 'Not done' },
  'problem.screen': {
    vi: 'Trình duyệt không chia sẻ màn hình. Chọn một màn hình hoặc cửa sổ, hoặc dùng máy tính.',
    en: 'The browser did not share the screen. Choose a screen or window, or use a computer.',
  },
} as const satisfies Words

export type RoomWord = keyof typeof briefingRoom

export function spoken(
  word: RoomWord,
  language: Language,
  blanks: Readonly<Record<string, string | number>> = {},
): string {
  return filled(briefingRoom[word][language], blanks)
}
