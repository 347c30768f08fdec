/** Words of the room's page in both languages: plain, for people who are in a hurry and know no technique. */
import { filled, type Language, type Words } from '../../../web/words/both.ts'

export const briefingRoom = {
  title: { vi: 'Giao ban trực tuyến', en: 'Online briefing' },
  language: { vi: 'English', en: 'Tiếng Việt' },
  skip: { vi: 'Tới nội dung chính', en: 'Skip to the main content' },

  'entering.title': { vi: 'Đang mở phòng giao ban', en: 'Opening the briefing' },
  'entering.wait': { vi: 'Đang kiểm tra liên kết…', en: 'Checking the link…' },
  'entering.again': {
    vi: 'Máy chủ chưa trả lời. Trang tự thử lại; hãy kiểm tra mạng nếu chờ quá một phút.',
    en: 'The server does not answer yet. The page tries again by itself; check the network if it takes more than a minute.',
  },

  // Why there is no way in ------------------------------------------------------------------------------------------
  'refused.no-link': { vi: 'Cần liên kết vào phòng', en: 'A link is needed' },
  'refused.no-link.do': {
    vi: 'Hãy mở liên kết mà cơ quan chủ quản đã gửi cho điểm cầu. Nếu không tìm thấy, hãy gọi thư ký để xin liên kết mới.',
    en: 'Open the link that the authority sent to your site. If you cannot find it, call the secretary for a new one.',
  },
  'refused.link': { vi: 'Liên kết này không mở được phòng', en: 'This link opens no room' },
  'refused.link.do': {
    vi: 'Mỗi liên kết chỉ dùng được trên một máy và có thời hạn. Nếu anh/chị đã vào phòng bằng máy khác, hãy dùng máy đó. Nếu không, hãy gọi thư ký để xin liên kết mới.',
    en: 'Each link works on one computer and for a time. If you have been in the room with another computer, use that one. If not, call the secretary for a new link.',
  },
  'refused.replaced': { vi: 'Điểm cầu này đã chuyển sang liên kết khác', en: 'This site has another link now' },
  'refused.replaced.do': {
    vi: 'Liên kết của máy này không còn dùng được. Hãy mở liên kết mới nhất đã gửi cho điểm cầu, hoặc gọi thư ký.',
    en: 'The link of this computer counts no more. Open the newest one that was sent to your site, or call the secretary.',
  },
  'refused.removed': { vi: 'Điểm cầu đã được đưa ra khỏi phòng', en: 'Your site was put out of the room' },
  'refused.removed.do': {
    vi: 'Chủ trì hoặc thư ký đã đưa điểm cầu ra khỏi phòng. Hãy gọi thư ký để biết lý do và xin liên kết mới.',
    en: 'The chair or the secretary has put your site out. Call the secretary to hear why, and for a new link.',
  },
  'refused.elsewhere': {
    vi: 'Phòng đang mở ở cửa sổ khác của máy này',
    en: 'The room is open in another window of this computer',
  },
  'refused.elsewhere.do': {
    vi: 'Hãy chuyển sang cửa sổ đó. Nếu không tìm thấy, hãy bấm nút dưới đây để dùng cửa sổ này.',
    en: 'Go to that window. If you cannot find it, press the button below to use this one.',
  },
  'refused.elsewhere.here': { vi: 'Dùng ở cửa sổ này', en: 'Use this window' },
  'refused.cancelled': { vi: 'Buổi giao ban đã hủy', en: 'The briefing was cancelled' },
  'refused.cancelled.do': {
    vi: 'Buổi giao ban này không diễn ra. Cơ quan chủ quản sẽ báo lịch mới nếu có.',
    en: 'This briefing is not held. The authority will tell you of another one.',
  },
  'refused.insecure': { vi: 'Trang này cần kết nối mã hóa', en: 'This page needs encryption' },
  'refused.insecure.do': {
    vi: 'Trình duyệt chỉ cho dùng micrô và camera ở địa chỉ https. Hãy mở lại liên kết, bắt đầu bằng https.',
    en: 'A browser lets a page use microphone and camera at an https address only. Open the link again, beginning with https.',
  },

  // Before going in -------------------------------------------------------------------------------------------------
  'check.site': { vi: 'Điểm cầu', en: 'Site' },
  'check.responsible': { vi: 'Người phụ trách', en: 'Responsible' },
  'check.starts': { vi: 'Bắt đầu', en: 'Begins' },
  'check.role': { vi: 'Vai trò', en: 'Role' },
  join: { vi: 'Vào phòng giao ban', en: 'Join the briefing' },
  'join.how': { vi: 'Vào được ngay, không cần kiểm tra trước.', en: 'You can join now, without the check.' },
  'check.title': { vi: 'Kiểm tra máy và đường truyền', en: 'Check the computer and the line' },
  'check.how': {
    vi: 'Mất 10 giây. Hãy nói vài câu trong lúc kiểm tra; không ai nghe thấy anh/chị.',
    en: 'It takes 10 seconds. Say a few words meanwhile; nobody hears you.',
  },
  'check.do': { vi: 'Kiểm tra', en: 'Check' },
  'check.again': { vi: 'Kiểm tra lại', en: 'Check again' },
  'check.beginning': { vi: 'Đang gọi thử…', en: 'Calling…' },
  'check.running': {
    vi: 'Đang gọi thử, còn {{seconds}} giây. Hãy nói vài câu.',
    en: 'Test call, {{seconds}} {{seconds|second|seconds}} left. Say a few words.',
  },
  'check.ending': { vi: 'Đang lấy kết quả…', en: 'Getting the result…' },
  'check.failed': {
    vi: 'Không gọi thử được. Anh/chị vẫn vào phòng được.',
    en: 'The test call failed. You can join all the same.',
  },
  'check.verdict': { vi: 'Kết quả', en: 'Result' },
  'check.at': { vi: 'kiểm tra lúc {{at}}', en: 'checked at {{at}}' },
  'check.advice': { vi: 'Nên làm', en: 'What to do' },
  'check.nothing': { vi: 'Máy và đường truyền đều tốt.', en: 'Computer and line are good.' },
  'check.level': { vi: 'Mức tiếng của micrô', en: 'Level of the microphone' },
  'check.preview': { vi: 'Hình của camera', en: 'Picture of the camera' },
  'check.microphone': { vi: 'Chọn micrô', en: 'Choose a microphone' },
  'check.microphone.none': { vi: 'Chưa chọn micrô', en: 'No microphone' },
  'check.camera': { vi: 'Chọn camera', en: 'Choose a camera' },
  'check.camera.none': { vi: 'Chưa chọn camera', en: 'No camera' },
  'check.find': { vi: 'Bật micrô và camera', en: 'Turn on microphone and camera' },
  'check.figures': { vi: 'lên {{up}} kbit/s, xuống {{down}} kbit/s', en: 'up {{up}} kbit/s, down {{down}} kbit/s' },

  'class.A': { vi: 'Hạng A: đường truyền tốt', en: 'Class A: a good line' },
  'class.A.gives': {
    vi: 'Thấy mọi người phát biểu, ảnh nhỏ của các điểm cầu, và màn hình chia sẻ.',
    en: 'You see all who speak, small pictures of the sites, and shared screens.',
  },
  'class.B': { vi: 'Hạng B: đường truyền khá', en: 'Class B: a fair line' },
  'class.B.gives': {
    vi: 'Thấy người phát biểu và hai ảnh nhỏ; nghe đủ ba giọng.',
    en: 'You see the speaker and two small pictures; you hear three voices.',
  },
  'class.C': { vi: 'Hạng C: đường truyền yếu', en: 'Class C: a weak line' },
  'class.C.gives': {
    vi: 'Nghe đủ ba giọng, xem tài liệu theo trang; không có hình.',
    en: 'You hear three voices and see documents page by page; no pictures.',
  },
  'class.D': { vi: 'Hạng D: đường truyền rất yếu', en: 'Class D: a very weak line' },
  'class.D.gives': {
    vi: 'Nghe được người phát biểu, đọc được chữ của tài liệu.',
    en: 'You hear the speaker and read the words of the documents.',
  },

  'microphone.works': { vi: 'Micrô hoạt động', en: 'The microphone works' },
  'microphone.missing': { vi: 'Không có micrô', en: 'No microphone' },
  'microphone.missing.do': {
    vi: 'Hãy cắm micrô hoặc tai nghe có micrô, rồi kiểm tra lại. Chưa có thì vẫn nghe được.',
    en: 'Plug in a microphone or a headset, then check again. Without one you can still listen.',
  },
  'microphone.refused': { vi: 'Trình duyệt chặn micrô', en: 'The browser blocks the microphone' },
  'microphone.refused.do': {
    vi: 'Bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép dùng micrô, rồi tải lại trang.',
    en: 'Press the lock beside the address, allow the microphone, then load the page again.',
  },
  'microphone.silent': { vi: 'Micrô không thu được tiếng', en: 'The microphone hears nothing' },
  'microphone.silent.do': {
    vi: 'Nói to hơn, mở nút tắt tiếng trên micrô, hoặc chọn micrô khác trong cài đặt của máy, rồi kiểm tra lại.',
    en: 'Speak up, switch the microphone on, or choose another one in the settings of the computer, then check again.',
  },
  'camera.works': { vi: 'Camera hoạt động', en: 'The camera works' },
  'camera.missing': { vi: 'Không có camera', en: 'No camera' },
  'camera.missing.do': {
    vi: 'Không có camera thì điểm cầu vẫn nghe và phát biểu được.',
    en: 'Without a camera your site can still listen and speak.',
  },
  'camera.refused': { vi: 'Trình duyệt chặn camera', en: 'The browser blocks the camera' },
  'camera.refused.do': {
    vi: 'Muốn có hình: bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép dùng camera, rồi tải lại trang.',
    en: 'For a picture: press the lock beside the address, allow the camera, then load the page again.',
  },
  'camera.silent': { vi: 'Camera không có hình', en: 'The camera gives no picture' },
  'camera.silent.do': {
    vi: 'Mở nắp che camera, đóng chương trình khác đang dùng camera, rồi kiểm tra lại.',
    en: 'Open the cover of the camera, close other programs that use it, then check again.',
  },
  'devices.gone': {
    vi: 'Micrô hoặc camera vừa bị rút ra. Anh/chị vẫn nghe được; cắm lại là dùng tiếp.',
    en: 'The microphone or the camera was unplugged. You still hear; plug it in and it goes on.',
  },

  'line.reason.rate-up.do': {
    vi: 'Chiều gửi đi quá chậm: tắt chương trình đang tải tệp lên, và dùng dây mạng thay cho Wi-Fi.',
    en: 'What you send is too slow: stop what uploads files, and use a cable in place of Wi-Fi.',
  },
  'line.reason.rate-down.do': {
    vi: 'Chiều nhận về quá chậm: tắt chương trình đang tải tệp hoặc xem phim, và dùng dây mạng thay cho Wi-Fi.',
    en: 'What you get is too slow: stop downloads and films, and use a cable in place of Wi-Fi.',
  },
  'line.reason.loss.do': {
    vi: 'Đường truyền làm mất gói tin: dùng dây mạng, hoặc ngồi gần bộ phát Wi-Fi hơn.',
    en: 'The line loses packets: use a cable, or sit nearer to the Wi-Fi.',
  },
  'line.reason.round-trip.do': {
    vi: 'Tiếng đi và về lâu: nếu đang dùng VPN hoặc mạng vệ tinh, hãy đổi sang đường truyền khác.',
    en: 'Voices take long: if you use a VPN or a satellite, change to another line.',
  },
  'line.reason.jitter.do': {
    vi: 'Đường truyền lúc nhanh lúc chậm: dùng dây mạng thay cho Wi-Fi hoặc mạng di động.',
    en: 'The line is now fast, now slow: use a cable in place of Wi-Fi or a mobile network.',
  },
  'line.call': {
    vi: 'Hãy báo thư ký trước giờ họp: điểm cầu này chỉ nghe được tiếng.',
    en: 'Tell the secretary before it begins: this site will have voices alone.',
  },
  'line.relay.do': {
    vi: 'Mạng của cơ quan chặn đường truyền trực tiếp (UDP). Hãy nhờ người quản trị mạng mở cho địa chỉ của trang này.',
    en: 'The network here blocks the direct way (UDP). Ask whoever keeps it to open it for the address of this page.',
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
    en: 'The briefing has not begun. Stay here; the page goes on when the chair begins.',
  },
  'lobby.starts': { vi: 'Dự kiến {{at}}', en: 'Planned for {{at}}' },
  leave: { vi: 'Rời phòng', en: 'Leave' },

  'lamp.heard': { vi: 'Anh/chị đang được nghe', en: 'You are being heard' },
  'lamp.muted': { vi: 'Micrô của anh/chị đang tắt', en: 'Your microphone is off' },
  'lamp.no-microphone': {
    vi: 'Anh/chị được phát biểu nhưng máy không có micrô',
    en: 'You may speak, but there is no microphone',
  },
  'lamp.may-be-heard': {
    vi: 'Mời anh/chị nói: chưa có tiếng nào được chuyển đi',
    en: 'Please speak: no sound of yours goes out yet',
  },
  'lamp.not-connected': {
    vi: 'Đang nối tiếng và hình: chưa ai nghe thấy anh/chị',
    en: 'Sound and picture are being connected: nobody hears you yet',
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
  begin: { vi: 'Bắt đầu', en: 'Begin' },
  end: { vi: 'Kết thúc giao ban', en: 'End the briefing' },
  'end.soon': { vi: 'Kết thúc cho tất cả các điểm cầu sau vài giây.', en: 'It ends for all sites in a few seconds.' },
  'end.no': { vi: 'Họp tiếp', en: 'Go on' },
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
    vi: 'Trình duyệt chưa cho phát tiếng. Bấm một lần là nghe được.',
    en: 'The browser does not play sound yet. Press once to hear.',
  },
  controls: { vi: 'Điều khiển', en: 'Controls' },
  chairControls: { vi: 'Chủ trì', en: 'Chair' },
  'keys.hint': { vi: 'Phím tắt: {{keys}}', en: 'Keys: {{keys}}' },

  'said.began': { vi: 'Buổi giao ban đã bắt đầu.', en: 'The briefing has begun.' },
  'said.chair': { vi: 'Anh/chị đang chủ trì.', en: 'You have the chair.' },
  'said.noChair': { vi: 'Anh/chị không còn chủ trì.', en: 'You have the chair no more.' },
  'said.granted': { vi: 'Mời anh/chị phát biểu.', en: 'You have the floor.' },
  'said.pending': {
    vi: 'Đã đăng ký phát biểu, chờ chủ trì đồng ý.',
    en: 'You have asked for the floor; the chair will answer.',
  },
  'said.queue': { vi: 'Anh/chị đứng thứ {{place}} trong hàng chờ.', en: 'You are number {{place}} in the queue.' },
  'said.over': { vi: 'Lượt phát biểu của anh/chị đã kết thúc.', en: 'Your turn is over.' },
  'said.notAsking': { vi: 'Anh/chị không còn trong hàng chờ.', en: 'You are not in the queue any more.' },
  'said.asks': { vi: '{{name}} đăng ký phát biểu.', en: '{{name}} asks for the floor.' },
  'said.roll': { vi: 'Chủ trì vừa điểm danh.', en: 'The roll was called.' },

  'said.wrote': { vi: '{{name}} gửi câu hỏi bằng văn bản.', en: '{{name}} has sent a question.' },
  'said.answered': { vi: 'Chủ trì đã trả lời câu hỏi của điểm cầu.', en: 'The chair has answered your question.' },

  'questions.title': { vi: 'Hỏi bằng văn bản', en: 'Ask in writing' },
  'questions.count': { vi: 'chờ trả lời: {{count}}', en: '{{count}} waiting' },
  'questions.write': { vi: 'Câu hỏi gửi chủ trì', en: 'Question to the chair' },
  'questions.how': {
    vi: 'Chủ trì và thư ký đọc được; câu hỏi được ghi vào biên bản.',
    en: 'The chair and the secretary read it; it goes into the minutes.',
  },
  'questions.send': { vi: 'Gửi câu hỏi', en: 'Send the question' },
  'questions.withdraw': { vi: 'Rút câu hỏi', en: 'Withdraw the question' },
  'questions.waiting': { vi: 'Câu hỏi bằng văn bản', en: 'Questions in writing' },
  'questions.answer': { vi: 'Đã trả lời', en: 'Answered' },
  'question.waiting': { vi: 'Chờ trả lời', en: 'Waiting' },
  'question.answered': { vi: 'Đã trả lời', en: 'Answered' },
  'question.withdrawn': { vi: 'Đã rút', en: 'Withdrawn' },

  'stream.silent': {
    vi: 'Mất liên lạc với máy chủ. Trang tự nối lại; anh/chị không cần làm gì.',
    en: 'The server is not heard. The page connects again by itself; there is nothing to do.',
  },
  'stream.offline': {
    vi: 'Máy này không có mạng. Hãy kiểm tra dây mạng hoặc Wi-Fi; có mạng là trang tự nối lại.',
    en: 'This computer has no network. Check the cable or the Wi-Fi; the page connects again by itself.',
  },
  'stuck.none': {
    vi: 'Trình duyệt không tìm thấy mạng nào cho tiếng và hình. Hãy kiểm tra dây mạng hoặc Wi-Fi của máy này. Trang vẫn đang thử nối lại.',
    en: 'The browser finds no network for sound and picture. Check the cable or the Wi-Fi of this computer. The page keeps trying.',
  },
  'stuck.udp': {
    vi: 'Mạng ở đây không cho tiếng và hình đi qua (UDP). Hãy kiểm tra dây mạng hoặc Wi-Fi, rồi đề nghị người quản trị mạng mở UDP tới địa chỉ của trang này. Trang vẫn đang thử nối lại.',
    en: 'The network here lets no sound and picture through (UDP). Check the cable or the Wi-Fi, then ask whoever keeps the network to open UDP to the address of this page. The page keeps trying.',
  },
  'stuck.relay': {
    vi: 'Mạng ở đây không cho tiếng và hình đi qua. Hãy kiểm tra dây mạng hoặc Wi-Fi, rồi đề nghị người quản trị mạng mở đường tới {{relay}} (TURN). Trang vẫn đang thử nối lại.',
    en: 'The network here lets no sound and picture through. Check the cable or the Wi-Fi, then ask whoever keeps the network to open the way to {{relay}} (TURN). The page keeps trying.',
  },
  'computer.slow': {
    vi: 'Máy tính này đang chậm: hãy đóng bớt các chương trình khác. Đường truyền vẫn tốt.',
    en: 'This computer is slow now: close other programs. The line is good.',
  },
  'computer.slowOnly': {
    vi: 'Máy tính này đang chậm: hãy đóng bớt các chương trình khác.',
    en: 'This computer is slow now: close other programs.',
  },
  'media.joining': { vi: 'Đang nối tiếng và hình…', en: 'Connecting sound and picture…' },
  'media.again': { vi: 'Đang nối lại tiếng và hình…', en: 'Connecting sound and picture again…' },
  'media.down': {
    vi: 'Tiếng và hình tạm ngừng ở máy chủ. Hàng chờ, điểm danh và tài liệu vẫn dùng được; tiếng tự trở lại.',
    en: 'Sound and picture are down at the server. Queue, roll and documents go on; sound comes back by itself.',
  },
  recorded: {
    vi: 'Buổi giao ban này được cơ quan chủ quản ghi lại. Máy chủ nghe và thấy được nội dung: không mã hóa đầu cuối.',
    en: 'The authority records this briefing. Its server hears and sees it: it is not end-to-end encrypted.',
  },
  notRecorded: {
    vi: 'Buổi giao ban này không được ghi. Máy chủ nghe và thấy được nội dung: không mã hóa đầu cuối.',
    en: 'This briefing is not recorded. The server hears and sees it: it is not end-to-end encrypted.',
  },

  'stage.title': { vi: 'Đang phát biểu', en: 'Speaking' },
  'stage.nobody': { vi: 'Chưa ai phát biểu', en: 'Nobody has the floor' },
  'stage.own': { vi: 'Điểm cầu này', en: 'You' },
  'stage.screen': { vi: 'Màn hình của {{name}}', en: 'Screen of {{name}}' },
  'stage.voice': { vi: 'chỉ có tiếng', en: 'voice only' },
  'stage.small': { vi: 'Các điểm cầu', en: 'Sites' },
  'stage.someone': { vi: 'Một điểm cầu', en: 'A site' },
  'stage.heard': { vi: 'đang nói', en: 'heard now' },
  'stage.item': { vi: 'Nội dung {{number}}: {{title}}', en: 'Item {{number}}: {{title}}' },

  'roster.title': { vi: 'Điểm cầu', en: 'Sites' },
  'roster.count': { vi: '{{there}}/{{expected}} có mặt', en: '{{there}} of {{expected}} present' },
  'roster.speaks': { vi: 'Đang phát biểu', en: 'Have the floor' },
  'roster.asks': { vi: 'Xin phát biểu', en: 'Want to speak' },
  'roster.floor': { vi: 'Phát biểu', en: 'The floor' },
  'roster.missing': { vi: 'Chưa vào: {{count}} điểm cầu', en: 'Not here: {{count}} {{count|site|sites}}' },
  'roster.gone': {
    vi: 'Chưa vào hoặc đã rời: {{count}} điểm cầu',
    en: 'Not here or gone: {{count}} {{count|site|sites}}',
  },
  'roster.chairAway': { vi: 'Chủ trì không có mặt: {{name}}', en: 'The chair is not here: {{name}}' },
  'roster.there': { vi: 'Có mặt', en: 'There' },
  'roster.nobodyAsks': { vi: 'Chưa ai xin phát biểu.', en: 'Nobody wants to speak.' },
  'roster.nobodyMissing': { vi: 'Đủ các điểm cầu.', en: 'Nobody is missing.' },
  'roster.rollAt': { vi: 'Điểm danh gần nhất: {{at}}', en: 'Roll last called: {{at}}' },
  'roster.hasChair': { vi: 'đang chủ trì', en: 'has the chair' },
  'roster.queue': { vi: 'thứ {{place}}', en: 'number {{place}}' },
  'roster.slow': { vi: 'máy chậm', en: 'slow computer' },
  'roster.pending': { vi: 'chờ đồng ý', en: 'to be accepted' },
  'is.awaited': { vi: 'chưa vào', en: 'awaited' },
  'is.present': { vi: 'có mặt', en: 'there' },
  'is.late': { vi: 'vào muộn', en: 'came late' },
  'is.left-early': { vi: 'đã rời', en: 'left' },
  'is.dropped': { vi: 'rớt mạng', en: 'line broke' },
  'is.removed': { vi: 'bị đưa ra', en: 'was put out' },
  'is.absent-with-reason': { vi: 'vắng có lý do', en: 'absent with a reason' },
  'is.absent': { vi: 'vắng không lý do', en: 'absent without a reason' },
  'line.A': { vi: 'đường truyền tốt (A)', en: 'good line (A)' },
  'line.B': { vi: 'đường truyền khá (B)', en: 'fair line (B)' },
  'line.C': { vi: 'đường truyền yếu (C)', en: 'weak line (C)' },
  'line.D': { vi: 'đường truyền rất yếu (D)', en: 'very weak line (D)' },
  'line.none': { vi: 'chưa có tiếng và hình', en: 'no sound and picture' },

  'slides.title': { vi: 'Tài liệu đang trình chiếu', en: 'Document on show' },
  'slides.page': { vi: '{{name}}, trang {{page}} / {{pages}}', en: '{{name}}, page {{page}} of {{pages}}' },
  'slides.previous': { vi: 'Trang trước', en: 'Previous page' },
  'slides.next': { vi: 'Trang sau', en: 'Next page' },
  'slides.hide': { vi: 'Thôi trình chiếu', en: 'Stop showing' },
  'slides.show': { vi: 'Trình chiếu', en: 'Show' },
  'slides.text': { vi: 'Chữ trên trang', en: 'Words on the page' },
  'slides.noText': { vi: 'Trang này không có chữ.', en: 'This page has no words.' },
  'slides.loading': { vi: 'Đang tải trang…', en: 'The page is loading…' },
  'slides.failed': {
    vi: 'Chưa tải được hình của trang. Trang sau, trang trước vẫn xem được.',
    en: 'The picture of this page could not be loaded. Others can still be seen.',
  },
  'slides.wordsOnly': {
    vi: 'Đường truyền rất yếu: không tải hình của trang.',
    en: 'Very weak line: pictures of pages are not loaded.',
  },
  documents: { vi: 'Tài liệu', en: 'Documents' },
  'documents.none': { vi: 'Chưa có tài liệu.', en: 'There are no documents.' },
  'documents.open': { vi: 'Xem', en: 'Read' },
  'documents.openOne': { vi: 'Xem: {{name}}', en: 'Read: {{name}}' },
  'documents.close': { vi: 'Đóng', en: 'Close' },
  'documents.closeOne': { vi: 'Đóng: {{name}}', en: 'Close: {{name}}' },
  'documents.pages': { vi: '{{count}} trang', en: '{{count}} {{count|page|pages}}' },

  agenda: { vi: 'Chương trình', en: 'Agenda' },
  'agenda.none': { vi: 'Chưa có chương trình.', en: 'There is no agenda.' },
  'agenda.minutes': { vi: '{{count}} phút', en: '{{count}} {{count|minute|minutes}}' },

  captions: { vi: 'Phụ đề', en: 'Captions' },
  'captions.type': { vi: 'Gõ phụ đề', en: 'Type a caption' },
  'captions.send': { vi: 'Gửi phụ đề', en: 'Send the caption' },
  listen: { vi: 'Nghe', en: 'Listen to' },
  'listen.floor': { vi: 'Phòng họp', en: 'The floor' },
  'listen.interprets': { vi: 'Anh/chị phiên dịch sang: {{language}}', en: 'You interpret into: {{language}}' },

  minutes: { vi: 'Biên bản', en: 'Minutes' },
  'minutes.none': { vi: 'Biên bản chưa có nội dung.', en: 'The minutes are empty.' },
  'minutes.statement': { vi: 'Ý kiến', en: 'Statement' },
  'minutes.decision': { vi: 'Kết luận', en: 'Decision' },

  // Afterwards ------------------------------------------------------------------------------------------------------
  'ended.title': { vi: 'Buổi giao ban đã kết thúc', en: 'The briefing has ended' },
  'ended.lead': {
    vi: 'Cảm ơn điểm cầu đã tham dự. Kết luận và nhiệm vụ được giao ở dưới đây.',
    en: 'Thank you for having been there. What was concluded, and what your site is to do, stands below.',
  },
  concluded: { vi: 'Kết luận', en: 'Conclusions' },
  'concluded.none': { vi: 'Chưa ghi kết luận nào.', en: 'No conclusion has been written down.' },
  instructions: { vi: 'Nhiệm vụ được giao', en: 'Instructions' },
  'instructions.open': { vi: 'Nhiệm vụ chưa xong của điểm cầu', en: 'Open instructions to your site' },
  'instructions.none': {
    vi: 'Không có nhiệm vụ nào được giao cho điểm cầu này.',
    en: 'There is no instruction to this site.',
  },
  'instruction.due': { vi: 'Thời hạn {{due}}', en: 'Due {{due}}' },
  'instruction.overdue': { vi: 'Quá hạn', en: 'Overdue' },
  'instruction.basis': { vi: 'Căn cứ: {{basis}}', en: 'Basis: {{basis}}' },
  'instruction.from': { vi: 'Từ buổi: {{title}}', en: 'Of: {{title}}' },
  'instruction.issued': { vi: 'Chưa xác nhận', en: 'Not acknowledged' },
  'instruction.acknowledged': { vi: 'Đã xác nhận', en: 'Acknowledged' },
  'instruction.done': { vi: 'Đã báo hoàn thành', en: 'Reported done' },
  'instruction.withdrawn': { vi: 'Đã thu hồi', en: 'Withdrawn' },
  'instruction.acknowledge': { vi: 'Xác nhận đã nhận', en: 'Acknowledge' },
  'instruction.report': { vi: 'Báo đã hoàn thành', en: 'Report done' },
  'instruction.by': { vi: 'Họ tên người xác nhận', en: 'Your name' },
  'instruction.byMissing': { vi: 'Hãy nhập họ tên người xác nhận.', en: 'Enter your name.' },
  'instruction.note': { vi: 'Ghi chú (không bắt buộc)', en: 'Note (optional)' },
  'instruction.answered': { vi: '{{by}}, {{at}}', en: '{{by}}, {{at}}' },
  problem: { vi: 'Chưa làm được', en: 'Not done' },
  'problem.screen': {
    vi: 'Trình duyệt không chia sẻ màn hình. Hãy chọn một màn hình hoặc cửa sổ, hoặc dùng máy tính.',
    en: 'The browser does not share the screen. Choose a screen or a window, or use a computer.',
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
