/** What a round says to whom, when and how: written, previewed, compared, approved. */
import type { Words } from '../../web/words/both.ts'

export const message = {
  'field.title': { vi: 'Tên đợt', en: 'Title of the round' },
  'field.source': { vi: 'Tên người gửi', en: 'Sender' },
  'field.message': { vi: 'Tin {{n}}', en: 'Message {{n}}' },
  'field.text': { vi: 'Tin {{n}}, nội dung {{v}}', en: 'Message {{n}}, text {{v}}' },
  'field.language': { vi: 'Tin {{n}}, ngôn ngữ {{v}}', en: 'Message {{n}}, language {{v}}' },
  'field.operators': { vi: 'Nhà mạng', en: 'Operators' },
  'field.audience.provinces': { vi: 'Tỉnh, thành phố', en: 'Provinces' },
  'field.audience.excludes': { vi: 'Loại trừ', en: 'Exclusions' },
  'field.window.notBefore': { vi: 'Gửi từ', en: 'Not before' },
  'field.window.notAfter': { vi: 'Gửi đến', en: 'Not after' },
  'field.window.daily': { vi: 'Giờ gửi trong ngày', en: 'Daily hours' },
  'field.window.timeZone': { vi: 'Múi giờ', en: 'Time zone' },
  'field.sending.receipts': { vi: 'Báo nhận', en: 'Receipts' },
  'field.sending.receiptWaitSeconds': { vi: 'Thời gian chờ báo nhận', en: 'Wait for receipts' },
  'field.sending.uncertain': { vi: 'Khi chưa rõ kết quả', en: 'When uncertain' },
  'field.sending.validitySeconds': { vi: 'Hạn của tin ở tổng đài', en: 'Validity at the centre' },
  'field.sending.canary': { vi: 'Gửi thăm dò trước', en: 'Canary' },
  'field.sending.segmentsPerSecondMax': { vi: 'Tốc độ nhiều nhất', en: 'Highest rate' },
  'field.exerciseFirst': { vi: 'Diễn tập trước khi gửi thật', en: 'Exercise first' },

  'compose.title': { vi: 'Soạn tin', en: 'Write the messages' },
  'compose.about': { vi: 'Về đợt này', en: 'About this round' },
  'compose.titleHint': {
    vi: 'Chỉ người làm việc với Loa thấy, người nhận tin không thấy.',
    en: 'Seen by those who work with Loa, not by those who get the message.',
  },
  'compose.sourceHint': {
    vi: 'Hiện trên điện thoại: 1 đến 11 chữ không dấu hoặc chữ số, ví dụ BOYTE.',
    en: 'Shown on the phone: 1 to 11 letters without accents or digits, such as BOYTE.',
  },
  'compose.check': { vi: 'Trình duyệt…', en: 'Submit…' },
  'compose.save': { vi: 'Lưu dự thảo', en: 'Save the draft' },
  'compose.saved': { vi: 'Đã lưu dự thảo.', en: 'The draft is saved.' },
  'compose.notSaved': {
    vi: 'Chưa lưu được dự thảo. Hãy xem thông báo trên trang.',
    en: 'The draft could not be saved. See the notice on the page.',
  },
  'compose.submitted': {
    vi: 'Đã trình. Người duyệt sẽ thấy đợt này trong danh sách chờ duyệt.',
    en: 'Submitted. Approvers see it among the rounds to be approved.',
  },
  'compose.restored': {
    vi: 'Đã khôi phục phần chưa lưu của lần trước',
    en: 'What you had not saved is back',
  },
  'compose.restoredWhy': {
    vi: 'Trình duyệt này đã giữ lại phần bạn viết. Nó sẽ được lưu ngay khi có thể.',
    en: 'This browser had kept what you wrote. It will be saved as soon as possible.',
  },
  'compose.approved': { vi: 'Đợt này đã được duyệt', en: 'This round is approved' },
  'compose.approvedWhy': {
    vi: 'Mọi thay đổi sẽ đưa đợt về dự thảo và phải trình duyệt lại từ đầu.',
    en: 'Any change makes it a draft again, which needs a new approval.',
  },
  'compose.returned': {
    vi: '{{by}} đã trả lại lúc {{time}}',
    en: 'Sent back by {{by}} at {{time}}',
  },
  'compose.closed': {
    vi: 'Bây giờ không sửa được nội dung này',
    en: 'This content cannot be changed now',
  },
  'compose.closedWhy': {
    vi: 'Đợt đang ở trạng thái không cho sửa, hoặc vai trò của bạn chỉ được xem. Muốn sửa một đợt đang chờ duyệt, hãy rút lại trước.',
    en: 'Its state does not allow it, or your role may only read. To change a round that waits for approval, withdraw it first.',
  },
  'compose.closedKept': {
    vi: 'Phần bạn viết mà chưa lưu vẫn còn ở bên dưới và trong trình duyệt này; hãy chép lại nếu cần.',
    en: 'What you wrote and did not save is below and still in this browser; copy it if you need it.',
  },

  'save.saved': {
    vi: 'Đã lưu lúc {{time}}, bản {{version}}',
    en: 'Saved {{time}}, version {{version}}',
  },
  'save.changed': { vi: 'Có thay đổi chưa lưu', en: 'Changes not saved yet' },
  'save.sending': { vi: 'Đang lưu', en: 'Saving' },
  'save.failed': {
    vi: 'Chưa lưu được; phần bạn viết vẫn giữ trong trình duyệt này.',
    en: 'Not saved; what you wrote is kept in this browser.',
  },
  'save.conflict': {
    vi: 'Người khác đã lưu một bản khác. Hãy chọn ở đầu trang.',
    en: 'Someone else saved another version. Choose at the top of the page.',
  },
  'leave.title': { vi: 'Có thay đổi chưa lưu', en: 'There are changes not saved yet' },
  'leave.why': {
    vi: 'Nếu rời trang mà không lưu, phần này chỉ còn trong trình duyệt này; người khác không thấy.',
    en: 'If you leave without saving, they stay in this browser only; others do not see them.',
  },
  'leave.save': { vi: 'Lưu rồi rời trang', en: 'Save, then leave' },
  'leave.keep': {
    vi: 'Rời trang, giữ trong trình duyệt này',
    en: 'Leave, keep them in this browser',
  },
  'leave.stay': { vi: 'Ở lại trang', en: 'Stay on the page' },

  'conflict.title': {
    vi: 'Hai người cùng sửa dự thảo này',
    en: 'Two people changed this draft',
  },
  'conflict.why': {
    vi: '{{by}} đã lưu một bản khác lúc {{time}}. Chưa có gì bị mất: hãy chọn bản nào sẽ là dự thảo. Bản kia vẫn còn trong các bản đã lưu.',
    en: '{{by}} saved another version at {{time}}. Nothing is lost: choose which one the draft will be. What was saved stays among the versions.',
  },
  'conflict.mine': { vi: 'Bản của bạn, chưa lưu', en: 'Yours, not saved' },
  'conflict.theirs': { vi: 'Bản {{by}} đã lưu', en: 'As {{by}} saved it' },
  'conflict.keepMine': { vi: 'Giữ bản của tôi', en: 'Keep mine' },
  'conflict.takeTheirs': {
    vi: 'Lấy bản kia, bỏ phần tôi vừa viết',
    en: 'Take the other, drop what I wrote',
  },
  'conflict.differences': { vi: 'Khác nhau ở đâu', en: 'Where they differ' },
  'conflict.reading': {
    vi: 'Gạch ngang: chỉ có ở bản đã lưu. Gạch chân: chỉ có ở bản của bạn.',
    en: 'Struck through: only in the saved one. Underlined: only in yours.',
  },

  'message.only': { vi: 'Tin nhắn', en: 'Message' },
  'message.title': { vi: 'Tin {{n}} trong {{all}}', en: 'Message {{n}} of {{all}}' },
  'message.text': { vi: 'Nội dung tin nhắn', en: 'Text of the message' },
  'message.textIn': { vi: 'Nội dung, {{language}}', en: 'Text, {{language}}' },
  'message.language': { vi: 'Ngôn ngữ', en: 'Language' },
  'message.languageFirst': {
    vi: 'Ngôn ngữ chính, cho mọi người còn lại',
    en: 'Main language, for everyone else',
  },
  'message.addVariant': { vi: 'Thêm ngôn ngữ', en: 'Add a language' },
  'message.removeVariant': { vi: 'Bỏ {{language}}', en: 'Remove {{language}}' },
  'message.add': { vi: 'Thêm một tin vào đợt', en: 'Add a message to the round' },
  'message.remove': { vi: 'Bỏ tin {{n}}', en: 'Remove message {{n}}' },

  'marks.title': { vi: 'Ký tự nên xem lại', en: 'Characters to look at' },
  'marks.forcesUcs2': { vi: 'Buộc dùng UCS-2', en: 'Forces UCS-2' },
  'marks.forcesUcs2.why': {
    vi: 'Chỉ vì ký tự này mà một bản tin chứa 70 chữ thay vì 160.',
    en: 'This alone makes an SMS hold 70 letters instead of 160.',
  },
  'marks.lookAlike': { vi: 'Chữ giống chữ Việt', en: 'Look-alike' },
  'marks.lookAlike.why': {
    vi: 'Trông như một chữ Việt nhưng là ký tự của bảng chữ khác.',
    en: 'Looks like a Vietnamese letter but belongs to another script.',
  },
  'marks.invisible': { vi: 'Không nhìn thấy', en: 'Invisible' },
  'marks.invisible.why': {
    vi: 'Không hiện trên màn hình nhưng vẫn được gửi và tính vào độ dài.',
    en: 'Not seen on a screen, but sent and counted.',
  },
  'marks.control': { vi: 'Ký tự điều khiển', en: 'Control character' },
  'marks.control.why': {
    vi: 'Điện thoại có thể hiện ô trống hoặc cắt tin ở đây.',
    en: 'Phones may show a box or end the text here.',
  },
  'marks.lost': { vi: 'Chữ đã hỏng', en: 'Damaged letter' },
  'marks.lost.why': {
    vi: 'Chữ bị mất khi chuyển mã. Hãy xem lại văn bản gốc và gõ lại.',
    en: 'Lost in a conversion. Look at the original text and type it again.',
  },
  'marks.number': { vi: 'Giống số thuê bao', en: "A subscriber's number" },
  'marks.number.why': {
    vi: 'Hệ thống này không lưu số thuê bao nào: dự thảo chưa được lưu khi còn số này. Hãy dùng số ngắn hoặc số cố định.',
    en: 'This system keeps no number of a subscriber: the draft is not saved while it is there. Use a short code or a landline.',
  },
  'marks.show': { vi: 'Chỉ chỗ', en: 'Show' },
  'marks.remove': { vi: 'Xóa', en: 'Remove' },
  'marks.bySpace': { vi: 'Thay bằng dấu cách', en: 'Replace by a space' },
  'marks.replace': { vi: 'Thay bằng {{by}}', en: 'Replace by {{by}}' },
  'marks.more': {
    vi: 'và {{amount}} ký tự khác nữa',
    en: 'and {{amount}} more characters',
  },

  'split.encoding': { vi: 'Bảng mã', en: 'Encoding' },
  'split.gsm7': { vi: 'GSM-7', en: 'GSM-7' },
  'split.ucs2': { vi: 'UCS-2', en: 'UCS-2' },
  'split.segments': { vi: 'Quy đổi', en: 'Takes' },
  'split.segmentsUnit': { vi: 'bản tin', en: 'SMS' },
  'split.left': { vi: 'Còn trong bản tin này', en: 'Left in this SMS' },
  'split.length': { vi: 'Độ dài', en: 'Length' },
  'split.letters': { vi: 'ký tự', en: 'characters' },
  'split.normalised': {
    vi: 'Dấu gõ rời đã được ghép vào chữ (NFC): trông như cũ, ngắn hơn.',
    en: 'Accents typed apart were joined to their letters (NFC): looks the same, takes less.',
  },

  'phone.caption': { vi: 'Trên điện thoại của người nhận', en: "On the recipient's phone" },
  'phone.noSender': { vi: 'Chưa có tên người gửi', en: 'No sender yet' },
  'phone.nothing': {
    vi: 'Nội dung tin nhắn sẽ hiện ở đây khi bạn viết.',
    en: 'The message appears here as you write.',
  },
  'phone.noReply': {
    vi: 'Không trả lời được người gửi này',
    en: 'This sender cannot be replied to',
  },
  'phone.cut': { vi: 'Hiện chỗ chia bản tin', en: 'Show where it is divided' },
  'phone.segment': { vi: 'bản tin {{n}}/{{all}}', en: 'SMS {{n}}/{{all}}' },
  'phone.language': { vi: 'Người nhận đọc tin bằng', en: 'The recipient reads' },

  'alternatives.title': { vi: 'Có dấu hay không dấu', en: 'With or without accents' },
  'alternatives.what': { vi: 'So sánh', en: 'Compared' },
  'alternatives.written': { vi: 'Như đang viết', en: 'As written' },
  'alternatives.unaccented': { vi: 'Không dấu', en: 'Without accents' },
  'alternatives.each': { vi: 'Mỗi thuê bao', en: 'Each subscriber' },
  'alternatives.total': { vi: 'Cả đợt', en: 'The whole round' },
  'alternatives.saving': { vi: 'Tiết kiệm', en: 'Saved' },
  'alternatives.nothing': { vi: 'không', en: 'nothing' },
  'alternatives.timeAt': { vi: 'Gửi ở {{name}} mất', en: 'Takes at {{name}}' },
  'alternatives.days': { vi: '{{amount}} ngày', en: '{{amount}} days' },
  'alternatives.neverTold': { vi: 'chưa khai báo', en: 'not declared' },
  'alternatives.noLimit': { vi: 'không giới hạn', en: 'no limit declared' },
  'alternatives.note': {
    vi: 'Tính cho {{subscribers}} mà các nhà mạng khai báo, trước khi loại trừ; thời gian theo năng lực của nhà mạng, trong giờ gửi.',
    en: 'For {{subscribers}} as the operators declare them, before exclusions; time at their capacity, within the daily hours.',
  },
  'alternatives.kept': {
    vi: 'Bỏ dấu rồi vẫn phải dùng UCS-2 vì: {{letters}}.',
    en: 'Even without accents it stays UCS-2 because of: {{letters}}.',
  },
  'alternatives.take': { vi: 'Dùng bản không dấu', en: 'Use the one without accents' },
  'alternatives.taken': {
    vi: 'Đã bỏ dấu mọi nội dung.',
    en: 'The accents are gone from all texts.',
  },
  'alternatives.undo': { vi: 'Lấy lại bản có dấu', en: 'Bring the accents back' },

  'audience.title': { vi: 'Gửi cho ai', en: 'To whom' },
  'audience.operators': { vi: 'Nhà mạng', en: 'Operators' },
  'audience.noOperators': {
    vi: 'Chưa có nhà mạng nào. Quản trị viên thêm ở trang Nhà mạng.',
    en: 'There is no operator yet. The administrator adds them on the page Operators.',
  },
  'audience.operator.new': { vi: 'chưa đăng ký nút', en: 'node not enrolled' },
  'audience.operator.enrolling': { vi: 'đang đăng ký nút', en: 'node enrolling' },
  'audience.operator.revoked': { vi: 'nút đã bị thu hồi', en: 'node revoked' },
  'audience.operator.silent': {
    vi: 'chưa khai báo số thuê bao',
    en: 'has not declared its subscribers',
  },
  'audience.operator.unknown': { vi: 'không có nhà mạng này', en: 'there is no such operator' },
  'audience.provinces': { vi: 'Ở đâu', en: 'Where' },
  'audience.provinces.all': { vi: 'Cả nước', en: 'The whole country' },
  'audience.provinces.now': {
    vi: 'Chọn trong 34 tỉnh, thành phố (từ 1/7/2025)',
    en: 'Some of the 34 provinces (since 1 July 2025)',
  },
  'audience.provinces.before': {
    vi: 'Chọn trong 63 tỉnh, thành phố (đến 30/6/2025)',
    en: 'Some of the 63 provinces (until 30 June 2025)',
  },
  'audience.provinces.choose': { vi: 'Các tỉnh, thành phố', en: 'Provinces' },
  'audience.provinces.hint': {
    vi: 'Gõ tên có dấu hoặc không dấu, hoặc mã tỉnh.',
    en: 'Type a name, with or without accents, or a code.',
  },
  'audience.provinces.none': { vi: 'Không có tỉnh nào như vậy', en: 'No such province' },
  'audience.excludes': { vi: 'Không gửi cho', en: 'Except' },
  'audience.excludes.hint': {
    vi: 'Danh sách do nhà mạng giữ; số điện thoại không rời nhà mạng.',
    en: 'Lists that the operators hold; no number leaves them.',
  },
  'audience.excludes.none': {
    vi: 'Các nhà mạng đã chọn không có danh sách loại trừ nào.',
    en: 'The chosen operators have no such list.',
  },
  'audience.excludes.nobody': {
    vi: 'không nhà mạng nào có danh sách này',
    en: 'no chosen operator has this list',
  },

  'window.title': { vi: 'Thời hạn gửi', en: 'When' },
  'window.notBefore': { vi: 'Gửi từ', en: 'Not before' },
  'window.notBefore.hint': {
    vi: 'Để trống: ngay khi ban hành.',
    en: 'Empty: as soon as it is issued.',
  },
  'window.notAfter': { vi: 'Gửi đến', en: 'Not after' },
  'window.notAfter.hint': { vi: 'Để trống: đến khi xong.', en: 'Empty: until it is done.' },
  'window.means': { vi: 'Tức là {{time}}', en: 'That is {{time}}' },
  'window.daily': { vi: 'Giờ gửi trong ngày', en: 'Hours of the day' },
  'window.decent': { vi: '7 giờ đến 21 giờ', en: '7 am to 9 pm' },
  'window.office': { vi: '8 giờ đến 20 giờ', en: '8 am to 8 pm' },
  'window.other': { vi: 'Giờ khác', en: 'Other hours' },
  'window.always': { vi: 'Cả ngày đêm', en: 'Day and night' },
  'window.always.hint': {
    vi: 'Chỉ cho tình huống khẩn cấp: tin có thể đến lúc nửa đêm.',
    en: 'For emergencies only: messages may arrive at midnight.',
  },
  'window.from': { vi: 'Từ giờ', en: 'From' },
  'window.to': { vi: 'Đến giờ', en: 'To' },
  'window.zone': { vi: 'Các giờ trên tính theo {{zone}}.', en: 'These times are {{zone}}.' },

  'sending.title': { vi: 'Cách gửi', en: 'How' },
  'sending.exercise': { vi: 'Diễn tập trước khi gửi thật', en: 'Exercise first' },
  'sending.exercise.hint': {
    vi: 'Gửi tới số thử của cán bộ nhà mạng; gửi thật chỉ bắt đầu khi diễn tập đạt.',
    en: "Sent to the operators' own test numbers; the live round waits until that went well.",
  },
  'sending.canary': { vi: 'Gửi thăm dò trước', en: 'Canary' },
  'sending.canary.hint': {
    vi: 'Mỗi nhà mạng gửi cho một số ít thuê bao rồi tự tạm dừng, chờ người duyệt cho tiếp tục.',
    en: 'Each operator sends to a few subscribers, then pauses by itself until an approver resumes.',
  },
  'sending.canary.count': { vi: 'Số thuê bao ở mỗi nhà mạng', en: 'Subscribers at each operator' },
  'sending.receipts': { vi: 'Báo nhận', en: 'Receipts' },
  'sending.receipts.last': {
    vi: 'Cho bản tin cuối của mỗi tin',
    en: 'For the last SMS of each message',
  },
  'sending.receipts.last.hint': {
    vi: 'Đủ để biết tin đã tới máy. Nên dùng.',
    en: 'Enough to know that it arrived. Recommended.',
  },
  'sending.receipts.all': { vi: 'Cho mọi bản tin', en: 'For every SMS' },
  'sending.receipts.all.hint': {
    vi: 'Tải gấp nhiều lần cho tổng đài.',
    en: 'Many times the load for the centres.',
  },
  'sending.receipts.none': { vi: 'Không cần', en: 'None' },
  'sending.receipts.none.hint': {
    vi: 'Chỉ biết tổng đài đã nhận, không biết đã tới máy.',
    en: 'Only says that the centre accepted it, not that it arrived.',
  },
  'sending.technical': { vi: 'Thiết lập kỹ thuật', en: 'Technical settings' },
  'sending.rate': {
    vi: 'Tốc độ nhiều nhất ở mỗi nhà mạng, bản tin/giây',
    en: 'Highest rate at each operator, SMS per second',
  },
  'sending.rate.hint': {
    vi: '0: theo năng lực của nhà mạng.',
    en: "0: the operator's own capacity.",
  },
  'sending.wait': { vi: 'Chờ báo nhận, giờ', en: 'Wait for receipts, hours' },
  'sending.wait.hint': {
    vi: 'Tính từ khi tổng đài trả lời bản tin cuối cùng.',
    en: "From the centre's last answer on.",
  },
  'sending.uncertain': {
    vi: 'Khi chưa rõ tin đã gửi hay chưa (mất kết nối giữa chừng)',
    en: 'When it is uncertain whether a message went out (a broken connection)',
  },
  'sending.uncertain.hold': { vi: 'Không gửi lại', en: 'Do not send again' },
  'sending.uncertain.hold.hint': {
    vi: 'Không ai nhận hai lần; một số ít có thể không nhận.',
    en: 'Nobody gets it twice; a few may not get it.',
  },
  'sending.uncertain.resend': { vi: 'Gửi lại một lần', en: 'Send once more' },
  'sending.uncertain.resend.hint': {
    vi: 'Ai cũng nhận; một số ít có thể nhận hai lần. Số gửi lại được ghi riêng.',
    en: 'Everyone gets it; a few may get it twice. Those are counted apart.',
  },
} as const satisfies Words
