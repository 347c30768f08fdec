/** What is said while a briefing is prepared: when, agenda, roster, documents, links, sheets for the printer. */
import type { Words } from '../../web/words/both.ts'

export const briefingPreparing = {
  'prepare.zone': { vi: 'Theo {{zone}}', en: 'In {{zone}}' },
  'prepare.new': { vi: 'Chuẩn bị buổi giao ban', en: 'Prepare a briefing' },
  'prepare.title': { vi: 'Sửa phần chuẩn bị', en: 'Change what is prepared' },
  'prepare.lead': {
    vi: 'Danh sách điểm cầu và chương trình lưu lại được rồi sửa tiếp; liên kết chỉ cấp sau khi lưu.',
    en: 'Roster and agenda can be saved and changed again; links are made after that.',
  },
  'prepare.create': { vi: 'Lưu buổi giao ban', en: 'Save the briefing' },
  'prepare.save': { vi: 'Lưu thay đổi', en: 'Save the changes' },
  'prepare.cancel': { vi: 'Quay lại, không lưu', en: 'Back without saving' },
  'prepare.saved': { vi: 'Đã lưu {{title}}.', en: '{{title}} was saved.' },
  'prepare.over': { vi: 'Không sửa được nữa', en: 'This cannot be changed any more' },
  'prepare.overWhy': {
    vi: 'Buổi giao ban đã kết thúc hoặc đã hủy. Những gì đã chuẩn bị vẫn xem được.',
    en: 'The briefing has ended or was cancelled. What was prepared can still be read.',
  },
  'prepare.readOnly': { vi: 'Anh/chị chỉ xem', en: 'You may only read' },
  'prepare.readOnlyWhy': {
    vi: 'Người soạn và người duyệt chuẩn bị các buổi giao ban.',
    en: 'Editors and approvers prepare briefings.',
  },
  'prepare.when': { vi: 'Tên và thời gian', en: 'Name and time' },
  'prepare.name': { vi: 'Tên buổi giao ban', en: 'Name of the briefing' },
  'prepare.nameHint': {
    vi: 'Đứng trên liên kết, biên bản và thông báo kết luận.',
    en: 'Stands on links, minutes and conclusions.',
  },
  'prepare.starts': { vi: 'Bắt đầu', en: 'Begins' },
  'prepare.minutes': { vi: 'Kéo dài (phút)', en: 'Length (minutes)' },
  'prepare.minutesHint': { vi: 'Từ {{min}} đến {{max}}', en: 'From {{min}} to {{max}}' },
  'prepare.floor': { vi: 'Phát biểu và ghi lại', en: 'Speaking and recording' },
  'prepare.queue': { vi: 'Đăng ký phát biểu', en: 'Asking for the floor' },
  'prepare.queue.open': { vi: 'Đăng ký là vào hàng chờ', en: 'Whoever asks is in the queue' },
  'prepare.queue.openHint': {
    vi: 'Chủ trì mời theo thứ tự; đăng ký trước được mời trước.',
    en: 'The chair gives the floor in order; who asked first is first.',
  },
  'prepare.queue.chair': {
    vi: 'Chủ trì đồng ý rồi mới vào hàng chờ',
    en: 'The chair lets people into the queue',
  },
  'prepare.queue.chairHint': {
    vi: 'Dùng khi nhiều điểm cầu cùng đăng ký.',
    en: 'For when many sites ask at once.',
  },
  'prepare.granted': { vi: 'Số điểm cầu cùng phát biểu', en: 'How many may speak at once' },
  'prepare.granted.1': { vi: 'Một điểm cầu, ngoài chủ trì', en: 'One site, besides the chair' },
  'prepare.granted.2': { vi: 'Hai điểm cầu, ngoài chủ trì', en: 'Two sites, besides the chair' },
  'prepare.recorded': { vi: 'Ghi lại', en: 'Recording' },
  'prepare.recorded.yes': { vi: 'Có ghi lại', en: 'It is recorded' },
  'prepare.recorded.yesHint': {
    vi: 'Ghi những gì được nghe và thấy. Trong phòng ai cũng thấy báo đang ghi.',
    en: 'What is heard and seen is recorded. Everybody in the room sees that it is.',
  },
  'prepare.recorded.no': { vi: 'Không ghi lại', en: 'It is not recorded' },
  'prepare.recorded.noHint': {
    vi: 'Biên bản và điểm danh vẫn được giữ.',
    en: 'Minutes and attendance are kept all the same.',
  },
  'prepare.notEndToEnd': {
    vi: 'Tiếng và hình mã hóa tới máy chủ của cơ quan, không mã hóa từ đầu đến cuối: máy chủ quyết định ai được nghe và ghi lại.',
    en: 'Voice and picture are encrypted to the authority’s server, not end to end: the server decides who is heard, and records.',
  },
  'prepare.fault.title': { vi: 'Hãy đặt tên buổi giao ban.', en: 'Give the briefing a name.' },
  'prepare.fault.starts': {
    vi: 'Hãy chọn ngày và giờ bắt đầu.',
    en: 'Choose the day and hour at which it begins.',
  },
  'prepare.fault.minutes': {
    vi: 'Độ dài là số phút từ {{min}} đến {{max}}.',
    en: 'Its length is a number of minutes from {{min}} to {{max}}.',
  },
  'prepare.fault.item': { vi: 'Nội dung {{n}} chưa có tên.', en: 'Item {{n}} has no title.' },
  'prepare.fault.itemMinutes': {
    vi: 'Nội dung {{n}}: số phút từ {{min}} đến {{max}}.',
    en: 'Item {{n}}: a number of minutes from {{min}} to {{max}}.',
  },
  'prepare.fault.noChair': {
    vi: 'Hãy chọn một điểm cầu làm chủ trì.',
    en: 'Choose the site that is the chair.',
  },
  'prepare.fault.language': {
    vi: 'Phiên dịch cần mã ngôn ngữ, ví dụ en, lo, zh.',
    en: 'An interpreter needs the code of a language, such as en, lo, zh.',
  },

  'agenda.title': { vi: 'Chương trình', en: 'Agenda' },
  'agenda.none': { vi: 'Chưa có chương trình', en: 'There is no agenda yet' },
  'agenda.hint': {
    vi: 'Nhấn Enter ở tên nội dung để thêm nội dung sau đó; Alt cùng phím mũi tên lên, xuống để đổi chỗ.',
    en: 'Press Enter in a title to add an item after it; Alt and the up and down arrows move an item.',
  },
  'agenda.item': { vi: 'Nội dung {{n}}', en: 'Item {{n}}' },
  'agenda.minutes': { vi: 'Phút', en: 'Minutes' },
  'agenda.site': { vi: 'Báo cáo', en: 'Reported by' },
  'agenda.nobody': { vi: 'không riêng ai', en: 'nobody in particular' },
  'agenda.up': { vi: 'Đưa nội dung {{n}} lên', en: 'Move item {{n}} up' },
  'agenda.down': { vi: 'Đưa nội dung {{n}} xuống', en: 'Move item {{n}} down' },
  'agenda.remove': { vi: 'Bỏ', en: 'Remove' },
  'agenda.removeItem': { vi: 'Bỏ nội dung {{n}}', en: 'Remove item {{n}}' },
  'agenda.moved': {
    vi: 'Nội dung “{{title}}” giờ ở vị trí {{n}}.',
    en: 'Item “{{title}}” is now at place {{n}}.',
  },
  'agenda.add': { vi: 'Thêm nội dung', en: 'Add an item' },
  'agenda.total': { vi: 'Tổng cộng {{time}}.', en: '{{time}} in all.' },
  'agenda.longer': {
    vi: 'Dài hơn thời lượng {{minutes}} phút của buổi giao ban.',
    en: 'That is longer than the {{minutes}} {{minutes|minute|minutes}} of the briefing.',
  },

  'roster.title': { vi: 'Điểm cầu được mời', en: 'Sites that are invited' },
  'roster.hint': {
    vi: 'Một chủ trì, nhiều nhất một người thay chủ trì: chọn điểm cầu khác thì điểm cầu trước trở lại vai trò thường.',
    en: 'One chair, and one deputy at most: when another is chosen, the one before is a site again.',
  },
  'roster.noSites': {
    vi: 'Chưa có điểm cầu nào để mời. Hãy lập danh sách trước:',
    en: 'There is no site to invite. Enter some first:',
  },
  'roster.take': { vi: 'Lấy danh sách buổi trước', en: 'Take the last roster' },
  'roster.takeOf': { vi: 'của “{{title}}”', en: 'that of “{{title}}”' },
  'roster.taken': {
    vi: 'Đã lấy {{count}} điểm cầu của “{{title}}”.',
    en: '{{count}} {{count|site|sites}} of “{{title}}” {{count|was|were}} taken over.',
  },
  'roster.all': { vi: 'Mời tất cả {{count}} điểm cầu', en: 'Invite every site ({{count}})' },
  'roster.count': {
    vi: 'Đang mời {{count}} điểm cầu.',
    en: '{{count}} {{count|site is|sites are}} invited.',
  },
  'roster.invited': { vi: 'Mời', en: 'Invited' },
  'roster.role': { vi: 'Vai trò', en: 'Role' },
  'roster.roleOf': { vi: 'Vai trò của {{name}}', en: 'Role of {{name}}' },
  'roster.languageOf': {
    vi: 'Ngôn ngữ mà {{name}} dịch ra',
    en: 'Language that {{name}} speaks',
  },

  'roster.languageHint': { vi: 'Mã, ví dụ en', en: 'Its code, such as en' },

  'documents.title': { vi: 'Tài liệu', en: 'Documents' },
  'documents.none': { vi: 'Chưa có tài liệu', en: 'There are no documents' },
  'documents.noneHow': {
    vi: 'Trang của tài liệu hiện trong phòng theo lệnh của người chủ trì hoặc người đang phát biểu.',
    en: 'Their pages are shown in the room by the chair or whoever has the floor.',
  },
  'documents.name': { vi: 'Tài liệu', en: 'Document' },
  'documents.pages': { vi: 'Số trang', en: 'Pages' },
  'documents.count': { vi: '{{count}} trang', en: '{{count}} {{count|page|pages}}' },
  'documents.partly': {
    vi: 'mới có {{ready}}/{{pages}} trang',
    en: '{{ready}} of {{pages}} {{pages|page|pages}} so far',
  },
  'documents.added': { vi: 'Thêm lúc', en: 'Added' },
  'documents.remove': { vi: 'Bỏ tài liệu', en: 'Remove' },
  'documents.removeTitle': { vi: 'Bỏ tài liệu', en: 'Remove the document' },
  'documents.removeAsk': {
    vi: 'Gõ số trang của tài liệu: {{pages}}',
    en: 'Type its number of pages: {{pages}}',
  },
  'documents.removeWhat': {
    vi: '“{{name}}” sẽ không còn trong phòng. Muốn dùng lại phải thêm lại.',
    en: '“{{name}}” will not be in the room any more. To use it again it has to be added again.',
  },
  'documents.removed': { vi: 'Đã bỏ {{name}}.', en: '{{name}} was removed.' },
  'documents.add': { vi: 'Thêm tài liệu', en: 'Add a document' },
  'documents.addHint': {
    vi: 'PDF, hoặc ảnh PNG, JPEG, WebP: mỗi ảnh là một trang. Nhiều nhất {{most}} trang. Máy này tách trang; máy chủ chỉ nhận ảnh.',
    en: 'A PDF, or pictures in PNG, JPEG or WebP, each a page. At most {{most}} pages. This computer makes the pages; the server is given pictures alone.',
  },
  'documents.reading': { vi: 'Đang đọc {{name}}', en: 'Reading {{name}}' },
  'documents.going': {
    vi: '{{name}}: đã gửi {{sent}}/{{count}} trang',
    en: '{{name}}: {{sent}} of {{count}} {{count|page|pages}} sent',
  },
  'documents.progress': { vi: 'Đã gửi bao nhiêu trang', en: 'How many pages are sent' },
  'documents.cancel': { vi: 'Dừng gửi', en: 'Stop sending' },
  'documents.cancelled': {
    vi: 'Đã dừng. {{name}} chưa được thêm.',
    en: 'Stopped. {{name}} was not added.',
  },
  'documents.done': {
    vi: 'Đã thêm {{name}}, {{count}} trang.',
    en: '{{name}} was added, {{count}} {{count|page|pages}}.',
  },
  'documents.not.unknown': {
    vi: '{{file}} không phải PDF, cũng không phải ảnh PNG, JPEG hay WebP. Hãy lưu tài liệu thành PDF rồi thêm lại.',
    en: '{{file}} is neither a PDF nor a picture in PNG, JPEG or WebP. Save it as a PDF, then add that.',
  },
  'documents.not.mixed': {
    vi: 'Hãy thêm {{file}} riêng: mỗi lần thêm một PDF, hoặc nhiều ảnh.',
    en: 'Add {{file}} by itself: one PDF at a time, or several pictures.',
  },
  'documents.not.broken': {
    vi: 'Không đọc được {{file}}: tệp hỏng hoặc có mật khẩu. Hãy bỏ mật khẩu, hoặc in lại thành PDF, rồi thêm lại.',
    en: '{{file}} cannot be read: it is damaged or has a password. Remove the password, or print it to a PDF again, then add that.',
  },
  'documents.not.long': {
    vi: '{{file}} có hơn {{most}} trang. Hãy tách thành nhiều tệp.',
    en: '{{file}} has more than {{most}} pages. Split it into several files.',
  },
  'documents.not.nothing': { vi: 'Chưa chọn tệp nào.', en: 'No file was chosen.' },

  'links.title': { vi: 'Liên kết vào phòng', en: 'Links to the room' },
  'links.lead': {
    vi: 'Mỗi điểm cầu một liên kết, mở được một lần, trên một máy. Cấp lại thì liên kết trước không dùng được nữa.',
    en: 'Each site has a link of its own, which opens once, on one computer. When it is made anew the one before counts no more.',
  },
  'links.nobody': { vi: 'Chưa mời điểm cầu nào', en: 'No site is invited yet' },
  'links.nobodyHow': {
    vi: 'Hãy chọn điểm cầu ở phần chuẩn bị trước.',
    en: 'Choose the sites in the preparation first.',
  },
  'links.make': { vi: 'Cấp liên kết', en: 'Make links' },
  'links.without': {
    vi: '{{count}} điểm cầu chưa có liên kết.',
    en: '{{count}} {{count|site has|sites have}} no link yet.',
  },
  'links.makeAll': {
    vi: 'Cấp liên kết cho {{count}} điểm cầu',
    en: 'Make links for {{count}} {{count|site|sites}}',
  },
  'links.mail': {
    vi: 'Gửi luôn qua thư điện tử cho {{count}} người phụ trách có địa chỉ',
    en: 'Mail them to the {{count}} {{count|person who has|persons who have}} an address',
  },
  'links.mailHint': {
    vi: 'Điểm cầu không có địa chỉ nhận liên kết do anh/chị đưa.',
    en: 'Sites without an address get theirs from you.',
  },
  'links.made': {
    vi: 'Đã cấp {{count}} liên kết.',
    en: '{{count}} {{count|link was|links were}} made.',
  },
  'links.makeOne': { vi: 'Cấp liên kết', en: 'Make a link' },
  'links.renew': { vi: 'Cấp lại', en: 'Make anew' },
  'links.renewWhat.none': {
    vi: 'Điểm cầu này chưa có liên kết.',
    en: 'This site has no link yet.',
  },
  'links.renewWhat.sent': {
    vi: 'Liên kết đã cấp và chưa ai mở sẽ không dùng được nữa.',
    en: 'The link that was made, and that nobody has opened, counts no more.',
  },
  'links.renewWhat.used': {
    vi: 'Máy đã vào phòng bằng liên kết trước sẽ bị đưa ra, và phải vào lại bằng liên kết mới.',
    en: 'The computer that came by the link before is put out, and has to come in by the new one.',
  },
  'links.mailOne': { vi: 'Gửi luôn tới {{mail}}', en: 'Mail it to {{mail}}' },
  'links.madeOne': { vi: 'Đã cấp liên kết cho {{name}}.', en: 'A link was made for {{name}}.' },
  'links.until': { vi: 'Dùng được đến', en: 'Good until' },
  'links.do': { vi: 'Thao tác', en: 'Actions' },
  'links.told': { vi: 'Liên kết vừa cấp', en: 'Links just made' },
  'links.once': { vi: 'Chỉ hiện một lần', en: 'Shown once' },
  'links.onceWhy': {
    vi: 'Rời trang này thì không xem lại được; khi đó chỉ có thể cấp lại. Hãy sao chép hoặc in ngay.',
    en: 'They cannot be seen again once you leave this page, only made anew. Copy or print them now.',
  },
  'links.mailed': {
    vi: '{{count}} liên kết đã gửi qua thư điện tử.',
    en: '{{count}} were sent by mail.',
  },
  'links.wasMailed': { vi: 'đã gửi thư', en: 'mailed' },
  'links.print': {
    vi: 'In {{count}} tờ, mỗi điểm cầu một tờ',
    en: 'Print {{count}} {{count|sheet|sheets}}, one a site',
  },
  'links.leaveTitle': {
    vi: 'Còn liên kết chỉ hiện một lần',
    en: 'These links are shown only once',
  },
  'links.leaveWhy': {
    vi: 'Có liên kết chưa gửi thư. Rời trang thì chỉ có thể cấp lại.',
    en: 'Some were not mailed. Once you leave they can only be made anew.',
  },
  'links.stay': { vi: 'Ở lại', en: 'Stay' },
  'links.leave': { vi: 'Đã chép hoặc in, rời trang', en: 'I have copied or printed them' },

  'sheet.kind': { vi: 'Giấy vào phòng giao ban trực tuyến', en: 'Way into the briefing room' },
  'sheet.role': { vi: 'Vai trò', en: 'Role' },
  'sheet.code': { vi: 'Mã QR vào phòng của {{name}}', en: 'QR code of {{name}} for the room' },
  'sheet.step1': {
    vi: 'Dùng máy tính có micrô và loa, tốt nhất cắm dây mạng. Mở liên kết bằng Chrome, Edge, Firefox hoặc Safari.',
    en: 'Use a computer with microphone and speakers, best on a cable. Open the link in Chrome, Edge, Firefox or Safari.',
  },
  'sheet.step2': {
    vi: 'Cho phép trình duyệt dùng micrô và camera, rồi chờ mười giây thử đường truyền.',
    en: 'Let the browser use microphone and camera, and wait ten seconds for the test of the line.',
  },
  'sheet.step3': {
    vi: 'Thử trước giờ bắt đầu ít nhất ba mươi phút, đúng máy sẽ dùng: liên kết chỉ mở trên một máy.',
    en: 'Test at least thirty minutes before it begins, on the very computer: the link opens on one alone.',
  },
  'sheet.step4': {
    vi: 'Bấm “Vào phòng giao ban” khi đến giờ. Muốn nói thì bấm “Đăng ký phát biểu”.',
    en: 'Press “Join the briefing” in time. To speak press “Ask for the floor”.',
  },
  'sheet.until': {
    vi: 'Dùng được đến {{time}}. Đừng chuyển cho người khác: ai có liên kết này là người của điểm cầu.',
    en: 'Good until {{time}}. Do not pass it on: whoever has this link is the site.',
  },
} as const satisfies Words
