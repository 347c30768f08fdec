/** The words with which a bulletin is written. */
import type { Words } from '../../web/words/both.ts'

export const bulletinsWriting = {
  'write.new': { vi: 'Soạn bản tin', en: 'Write a bulletin' },
  'write.title': { vi: 'Sửa bản tin', en: 'Edit the bulletin' },
  'write.lead': {
    vi: 'Viết cho trang công khai trước; mỗi kênh được chọn lấy từ đó và sửa riêng được. Lời đính chính viết luôn từ bây giờ.',
    en: 'Write for the public page first; each channel that you choose begins with it and can differ. The correction is written now as well.',
  },
  'write.save': { vi: 'Lưu dự thảo', en: 'Save the draft' },
  'write.saved': { vi: 'Đã lưu dự thảo', en: 'The draft was saved' },
  'write.over': { vi: 'Không sửa được bây giờ', en: 'It cannot be edited now' },
  'write.overWhy': {
    vi: 'Bản tin đã trình hoặc đã duyệt. Hãy trả lại, hoặc soạn bản mới.',
    en: 'It is submitted or approved. Send it back, or write a new version.',
  },
  'leave.title': { vi: 'Rời trang khi chưa lưu?', en: 'Leave without saving?' },
  'leave.why': { vi: 'Những gì bạn vừa viết sẽ mất.', en: 'What you have written will be lost.' },
  'leave.stay': { vi: 'Ở lại', en: 'Stay' },
  'leave.go': { vi: 'Rời trang', en: 'Leave' },
  'write.parts': { vi: 'Các phần của bản tin', en: 'Parts of the bulletin' },
  'write.open': { vi: '{{count}} chỗ phải sửa', en: '{{count}} to mend' },
  'write.faults': { vi: 'Phải sửa trước khi trình', en: 'To be mended before it is submitted' },
  'conflict.title': { vi: '{{by}} vừa sửa bản tin này', en: '{{by}} has just changed this bulletin' },
  'conflict.what': {
    vi: 'Bản bạn đang sửa không còn mới nhất. Lưu lần nữa sẽ thay bản của họ bằng bản của bạn.',
    en: 'What you are editing is no longer the newest. Saving again puts yours in place of theirs.',
  },

  'basics.title': { vi: 'Loại, mức, nơi và thời gian', en: 'Kind, level, where and when' },
  'basics.purpose': { vi: 'Phát thật hay diễn tập', en: 'Live or an exercise' },
  'basics.exerciseHint': {
    vi: 'Mọi văn bản tự mang chữ DIỄN TẬP; không đi vào kênh thật.',
    en: 'Every text says EXERCISE by itself; it never enters a live channel.',
  },
  'basics.priority': { vi: 'Mức', en: 'Level' },
  'basics.urgentHint': {
    vi: 'Loa phát ngay, bất kể khung giờ.',
    en: 'Loudspeakers play it at once, whatever the hour.',
  },
  'basics.from': { vi: 'Từ', en: 'From' },
  'basics.fromHint': { vi: 'Để trống: ngay khi duyệt.', en: 'Empty: as soon as it is approved.' },
  'basics.until': { vi: 'Đến', en: 'Until' },
  'basics.untilHint': { vi: 'Nhiều nhất 31 ngày; khẩn cấp 7 ngày.', en: 'At most 31 days; 7 where it is urgent.' },
  'basics.means': { vi: 'Nghĩa là {{time}}', en: 'That is {{time}}' },

  'languages.title': { vi: 'Ngôn ngữ', en: 'Languages' },
  'languages.first': {
    vi: '{{name}}: ai không chọn ngôn ngữ nào sẽ nhận bản này.',
    en: '{{name}}: what everyone gets who chooses no other language.',
  },
  'languages.add': { vi: 'Thêm ngôn ngữ', en: 'Add a language' },
  'languages.remove': { vi: 'Bỏ {{name}}', en: 'Remove {{name}}' },
  'languages.choose': { vi: 'Chọn ngôn ngữ', en: 'Choose a language' },

  'channels.title': { vi: 'Các kênh', en: 'Channels' },
  'channels.choose': { vi: 'Bản tin còn đi trên những kênh nào', en: 'On which channels it goes besides the page' },
  'channels.none': {
    vi: 'Trang công khai và nguồn tin luôn có.',
    en: 'The public page and its feeds are always there.',
  },

  'field.title': { vi: 'Tiêu đề', en: 'Title' },
  'field.text': { vi: 'Nội dung', en: 'Text' },
  'field.subject': { vi: 'Tiêu đề thư', en: 'Subject' },
  'field.spoken': { vi: 'Lời đọc', en: 'Spoken text' },
  'field.spokenHint': {
    vi: 'Viết đúng như sẽ đọc lên: số, ngày, chữ viết tắt đều thành lời.',
    en: 'Exactly as it will be spoken: numbers, dates and abbreviations as words.',
  },
  'field.perWindow': { vi: 'Số lần phát mỗi khung giờ', en: 'Plays in each window' },
  'field.gap': { vi: 'Nghỉ giữa hai lần (giây)', en: 'Between two plays (seconds)' },
  'field.gapNone': {
    vi: 'Không nghỉ thì không có tín hiệu sau lượt phát: không chứng minh được là đã nghe.',
    en: 'Without a pause there are no tones after a play: nobody can prove that it was heard.',
  },
  'field.addLanguage': { vi: 'Thêm {{name}}', en: 'Add {{name}}' },
  'field.asPage': { vi: 'Lấy lại từ trang', en: 'Take the page’s text again' },
  'field.asTitle': { vi: 'Lấy lại tiêu đề của trang', en: 'Take the page’s title again' },
  'field.follows': {
    vi: 'Theo trang công khai, đến khi sửa ở đây.',
    en: 'Follows the public page until you edit it here.',
  },
  'field.followsCorrection': {
    vi: 'Theo lời đính chính trên trang, đến khi sửa ở đây.',
    en: 'Follows the page’s correction until you edit it here.',
  },
  'field.followsTitle': {
    vi: 'Theo tiêu đề của trang, đến khi sửa ở đây.',
    en: 'Follows the page’s title until you edit it here.',
  },
  'field.asSpoken': { vi: 'Chuyển thành lời đọc', en: 'Turn into spoken text' },
  'field.asSpokenWhy': {
    vi: 'Còn số, ký hiệu hoặc chữ viết tắt đọc được theo quy tắc.',
    en: 'It has figures, signs or abbreviations that are spoken by rule.',
  },
  'field.asks': { vi: 'Chưa biết đọc thế nào: {{words}}', en: 'Nobody says how this is spoken: {{words}}' },
  'field.in': { vi: '{{what}} ({{language}})', en: '{{what}} ({{language}})' },

  'limit.unaccented': { vi: 'Bỏ dấu: còn {{segments}} bản tin SMS', en: 'Without accents: {{segments}} ordinary SMS' },
  'limit.smsLong': { vi: 'Quá dài cho một tin nhắn', en: 'Too long for a message' },
  'limit.spoken': {
    vi: 'khoảng {{seconds}} giây khi đọc',
    en: 'about {{seconds}} {{seconds|second|seconds}} when spoken',
  },
  'limit.letters': { vi: '{{used}} trên {{max}} ký tự', en: '{{used}} of {{max}} letters' },

  'sound.title': { vi: 'Âm thanh', en: 'Sound' },
  'sound.record': { vi: 'Thu âm', en: 'Record' },
  'sound.stop': { vi: 'Dừng thu', en: 'Stop recording' },
  'sound.recording': { vi: 'Đang thu: {{seconds}} giây', en: 'Recording: {{seconds}} {{seconds|second|seconds}}' },
  'sound.upload': { vi: 'Chọn tệp âm thanh', en: 'Choose a sound file' },
  'sound.machine': { vi: 'Để máy đọc', en: 'Let a machine speak' },
  'sound.silent': { vi: 'Máy đọc được khi đã có lời đọc.', en: 'A machine can speak once there is a text.' },
  'sound.made': { vi: 'Đã có âm thanh', en: 'The sound is there' },
  'sound.refused': {
    vi: 'Trình duyệt không cho dùng micrô. Hãy cho phép, hoặc chọn một tệp âm thanh.',
    en: 'The browser may not use the microphone. Allow it, or choose a sound file.',
  },
  'sound.listen': { vi: 'Nghe thử: {{what}}', en: 'Listen: {{what}}' },
  'sound.is': { vi: '{{by}}, {{seconds}} giây', en: '{{by}}, {{seconds}} {{seconds|second|seconds}}' },

  'cap.category': { vi: 'Nhóm', en: 'Category' },
  'cap.event': { vi: 'Mã sự kiện OASIS', en: 'OASIS event code' },
  'cap.eventHint': { vi: 'OET-062: dịch bệnh bùng phát', en: 'OET-062: outbreak of a disease' },
  'cap.urgency': { vi: 'Độ khẩn', en: 'Urgency' },
  'cap.severity': { vi: 'Mức nghiêm trọng', en: 'Severity' },
  'cap.certainty': { vi: 'Độ chắc chắn', en: 'Certainty' },
  'cap.response': { vi: 'Người dân nên làm gì (nhiều nhất bốn)', en: 'What people should do (four at most)' },
  'cap.lead': {
    vi: 'Những ô này là từ của tiêu chuẩn CAP 1.2; máy nhận cảnh báo đọc chúng.',
    en: 'These are words of the CAP 1.2 standard, which machines read.',
  },

  'ring.lead': {
    vi: 'Người gọi nghe trước khi chuông reo; nhiều nhất 60 giây. Nhà mạng phát từ tệp này và báo lại số cuộc gọi.',
    en: 'What callers hear before it rings; 60 seconds at most. Operators play this file and tell how many calls heard it.',
  },

  'placed.lead': {
    vi: 'Văn bản nằm trong bộ chia sẻ, để báo, đài, mạng và tờ rơi dùng đúng từng chữ.',
    en: 'These stand in the share kit, so that press, radio, networks and leaflets say exactly this.',
  },
  'placed.number': { vi: '{{what}}, văn bản {{n}}', en: '{{what}} of text {{n}}' },
  'placed.language': { vi: 'Ngôn ngữ', en: 'Language' },
  'placed.add': { vi: 'Thêm văn bản', en: 'Add a text' },
  'placed.remove': { vi: 'Bỏ văn bản', en: 'Remove the text' },

  'correction.title': { vi: 'Lời đính chính viết sẵn', en: 'The correction, written beforehand' },
  'correction.lead': {
    vi: 'Được duyệt cùng bản tin. Nếu phải rút lại, một người bấm là phát ngay trên đúng các kênh bản tin đã đi.',
    en: 'It is approved with the bulletin. Should it have to be taken back, one person releases it at once, on exactly the channels where the bulletin went.',
  },

  'fault.more': { vi: 'và {{count}} chỗ khác', en: 'and {{count}} more' },
  'fault.missing': { vi: 'Còn trống', en: 'Still empty' },
  'fault.too-long': { vi: 'Quá dài', en: 'Too long' },
  'fault.language-twice': { vi: 'Ngôn ngữ này có hai lần', en: 'This language is there twice' },
  'fault.language-missing': { vi: 'Thiếu một ngôn ngữ', en: 'A language is missing' },
  'fault.sound-missing': { vi: 'Chưa có âm thanh', en: 'There is no sound' },
  'fault.sound-other': { vi: 'Âm thanh không phải của lời đọc này', en: 'The sound is not of this text' },
  'fault.asks': { vi: 'Có chữ chưa biết đọc thế nào', en: 'It has a word that nobody knows how to speak' },
  'fault.window-over': { vi: 'Thời điểm này đã qua', en: 'This time is over' },
  'fault.window-wrong': { vi: 'Thời gian không hợp lệ', en: 'The times do not fit' },
  'fault.window-long': { vi: 'Kéo dài quá lâu', en: 'It stands for too long' },
  'fault.province-unknown': { vi: 'Không có tỉnh, thành này', en: 'There is no such province' },
  'fault.sms-too-long': { vi: 'Quá dài cho một tin nhắn', en: 'Too long for a message' },
  'fault.pages-many': { vi: 'Dài hơn 15 trang tin quảng bá', en: 'It takes more than 15 pages of a broadcast' },
  'fault.period-short': {
    vi: 'Chu kỳ phát quá ngắn cho từng ấy trang',
    en: 'The period has no room for so many pages',
  },
  'fault.polygon-wrong': {
    vi: 'Vùng phát phải có ít nhất ba đỉnh không thẳng hàng',
    en: 'An area has three corners at least, and not all on one line',
  },
  'fault.letter': { vi: 'Có ký tự không phát đi được', en: 'A letter cannot go out' },
  'fault.live-marked': { vi: 'Phát thật mà bắt đầu như diễn tập', en: 'It is live and begins as an exercise does' },
} as const satisfies Words
