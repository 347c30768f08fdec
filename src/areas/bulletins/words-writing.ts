/** The words with which a bulletin is written. */
import type { Words } from '../../web/words/both.ts'

export const bulletinsWriting = {
  'write.new': { vi: 'Soạn bản tin', en: 'Write a bulletin' },
  'write.title': { vi: 'Sửa bản tin', en: 'Edit the bulletin' },
  'write.lead': {
    vi: 'Viết cho trang công khai trước; các kênh được chọn lấy nội dung từ đó và sửa riêng được. Soạn luôn nội dung đính chính.',
    en: 'Write the public page first; each channel starts from it and can differ. Write the correction now too.',
  },
  'write.save': { vi: 'Lưu dự thảo', en: 'Save the draft' },
  'write.saved': { vi: 'Đã lưu dự thảo', en: 'Draft saved' },
  'write.over': { vi: 'Không sửa được bây giờ', en: 'Editing is not possible now' },
  'write.overWhy': {
    vi: 'Bản tin đã trình hoặc đã phê duyệt. Trả lại bản tin, hoặc soạn phiên bản mới.',
    en: 'The bulletin is submitted or approved. Send it back, or write a new version.',
  },
  'leave.title': { vi: 'Rời trang khi chưa lưu?', en: 'Leave without saving?' },
  'leave.why': { vi: 'Nội dung vừa viết sẽ mất.', en: 'Your changes will be lost.' },
  'leave.stay': { vi: 'Ở lại', en: 'Stay' },
  'leave.go': { vi: 'Rời trang', en: 'Leave' },
  'write.parts': { vi: 'Các phần của bản tin', en: 'Parts of the bulletin' },
  'write.open': { vi: '{{count}} lỗi phải sửa', en: '{{count}} {{count|problem|problems}}' },
  'write.faults': { vi: 'Lỗi phải sửa trước khi trình', en: 'Fix before submitting' },
  'conflict.title': { vi: '{{by}} vừa sửa bản tin này', en: '{{by}} has just changed this bulletin' },
  'conflict.what': {
    vi: 'Bản đang sửa không còn mới nhất. Nếu lưu, bản này sẽ thay bản của người kia.',
    en: 'Your copy is no longer the newest. Saving again replaces their changes with yours.',
  },

  'basics.title': { vi: 'Loại, mức, địa bàn và thời gian', en: 'Kind, level, where and when' },
  'basics.purpose': { vi: 'Phát thật hay diễn tập', en: 'Live or an exercise' },
  'basics.exerciseHint': {
    vi: 'Mọi văn bản được ghi DIỄN TẬP và không phát trên kênh thật.',
    en: 'Every text is marked EXERCISE and never goes to a live channel.',
  },
  'basics.priority': { vi: 'Mức', en: 'Level' },
  'basics.urgentHint': { vi: 'Loa phát ngay, bất kể khung giờ.', en: 'Loudspeakers play it at once, at any hour.' },
  'basics.from': { vi: 'Từ', en: 'From' },
  'basics.fromHint': { vi: 'Để trống: ngay khi phê duyệt.', en: 'Leave empty to start on approval.' },
  'basics.until': { vi: 'Đến', en: 'Until' },
  'basics.untilHint': { vi: 'Tối đa 31 ngày; khẩn cấp 7 ngày.', en: 'At most 31 days; 7 if urgent.' },
  'basics.means': { vi: 'Tức {{time}}', en: 'That is {{time}}' },

  'languages.title': { vi: 'Ngôn ngữ', en: 'Languages' },
  'languages.first': {
    vi: '{{name}}: dành cho người không chọn ngôn ngữ khác.',
    en: '{{name}}: for everyone who chooses no other language.',
  },
  'languages.add': { vi: 'Thêm ngôn ngữ', en: 'Add a language' },
  'languages.remove': { vi: 'Bỏ {{name}}', en: 'Remove {{name}}' },
  'languages.choose': { vi: 'Chọn ngôn ngữ', en: 'Choose a language' },

  'channels.title': { vi: 'Các kênh', en: 'Channels' },
  'channels.choose': { vi: 'Phát thêm trên các kênh', en: 'Channels besides the page' },
  'channels.none': {
    vi: 'Luôn có trang công khai và nguồn tin.',
    en: 'Always included: the public page and its feeds.',
  },

  'field.title': { vi: 'Tiêu đề', en: 'Title' },
  'field.text': { vi: 'Nội dung', en: 'Text' },
  'field.subject': { vi: 'Tiêu đề thư', en: 'Subject' },
  'field.spoken': { vi: 'Nội dung đọc', en: 'Spoken text' },
  'field.spokenHint': {
    vi: 'Viết đúng như khi đọc: số, ngày, chữ viết tắt đều viết thành chữ.',
    en: 'Write it as spoken: numbers, dates and abbreviations in words.',
  },
  'field.perWindow': { vi: 'Số lần phát mỗi khung giờ', en: 'Plays per window' },
  'field.gap': { vi: 'Nghỉ giữa hai lần (giây)', en: 'Pause between plays (seconds)' },
  'field.gapNone': {
    vi: 'Không nghỉ thì không có tín hiệu sau lượt phát, nên không chứng minh được loa đã kêu.',
    en: 'Without a pause there are no tones after a play, so nobody can prove it was heard.',
  },
  'field.addLanguage': { vi: 'Thêm {{name}}', en: 'Add {{name}}' },
  'field.asPage': { vi: 'Lấy lại từ trang', en: 'Copy the page’s text' },
  'field.asTitle': { vi: 'Lấy lại tiêu đề của trang', en: 'Copy the page’s title' },
  'field.follows': {
    vi: 'Theo trang công khai, đến khi sửa ở đây.',
    en: 'Follows the public page until you edit it here.',
  },
  'field.followsCorrection': {
    vi: 'Theo nội dung đính chính trên trang, đến khi sửa ở đây.',
    en: 'Follows the page’s correction until you edit it here.',
  },
  'field.followsTitle': {
    vi: 'Theo tiêu đề của trang, đến khi sửa ở đây.',
    en: 'Follows the page’s title until you edit it here.',
  },
  'field.asSpoken': { vi: 'Chuyển thành nội dung đọc', en: 'Turn into spoken text' },
  'field.asSpokenWhy': {
    vi: 'Còn số, ký hiệu hoặc chữ viết tắt có thể chuyển thành chữ.',
    en: 'Contains figures, signs or abbreviations that can be spelled out.',
  },
  'field.asks': { vi: 'Chưa biết đọc thế nào: {{words}}', en: 'Unknown pronunciation: {{words}}' },
  'field.in': { vi: '{{what}} ({{language}})', en: '{{what}} ({{language}})' },

  'limit.unaccented': { vi: 'Bỏ dấu: còn {{segments}} bản tin SMS', en: 'Without accents: {{segments}} ordinary SMS' },
  'limit.smsLong': { vi: 'Quá dài cho một tin nhắn', en: 'Too long for an SMS' },
  'limit.spoken': {
    vi: 'khoảng {{seconds}} giây khi đọc',
    en: 'about {{seconds}} {{seconds|second|seconds}} when spoken',
  },
  'limit.letters': { vi: '{{used}}/{{max}} ký tự', en: '{{used}} of {{max}} characters' },

  'sound.title': { vi: 'Âm thanh', en: 'Sound' },
  'sound.record': { vi: 'Thu âm', en: 'Record' },
  'sound.stop': { vi: 'Dừng thu', en: 'Stop recording' },
  'sound.recording': { vi: 'Đang thu: {{seconds}} giây', en: 'Recording: {{seconds}} {{seconds|second|seconds}}' },
  'sound.upload': { vi: 'Chọn tệp âm thanh', en: 'Choose a sound file' },
  'sound.machine': { vi: 'Để máy đọc', en: 'Read by machine' },
  'sound.silent': { vi: 'Nhập nội dung đọc trước khi để máy đọc.', en: 'Enter the spoken text first.' },
  'sound.made': { vi: 'Đã có âm thanh', en: 'Sound ready' },
  'sound.refused': {
    vi: 'Trình duyệt không cho dùng micrô. Cho phép, hoặc chọn tệp âm thanh.',
    en: 'The browser blocked the microphone. Allow it, or choose a sound file.',
  },
  'sound.listen': { vi: 'Nghe thử: {{what}}', en: 'Listen: {{what}}' },
  'sound.is': { vi: '{{by}}, {{seconds}} giây', en: '{{by}}, {{seconds}} {{seconds|second|seconds}}' },

  'cap.category': { vi: 'Nhóm', en: 'Category' },
  'cap.event': { vi: 'Mã sự kiện OASIS', en: 'OASIS event code' },
  'cap.eventHint': { vi: 'OET-062: dịch bệnh bùng phát', en: 'OET-062: disease outbreak' },
  'cap.urgency': { vi: 'Độ khẩn', en: 'Urgency' },
  'cap.severity': { vi: 'Mức nghiêm trọng', en: 'Severity' },
  'cap.certainty': { vi: 'Độ chắc chắn', en: 'Certainty' },
  'cap.response': { vi: 'Người dân nên làm gì (tối đa bốn)', en: 'What people should do (at most four)' },
  'cap.lead': {
    vi: 'Giá trị theo tiêu chuẩn CAP 1.2, để máy đọc.',
    en: 'Values of the CAP 1.2 standard, read by machines.',
  },

  'ring.lead': {
    vi: 'Người gọi nghe trước khi chuông reo, tối đa 60 giây. Nhà mạng phát tệp này và báo số cuộc gọi đã nghe.',
    en: 'Callers hear this before the phone rings, at most 60 seconds. Operators play this file and report how many calls heard it.',
  },

  'placed.lead': {
    vi: 'Các văn bản này nằm trong bộ chia sẻ, để báo, đài, mạng xã hội và tờ rơi dùng nguyên văn.',
    en: 'These texts are in the share kit, for press, radio, networks and leaflets to use verbatim.',
  },
  'placed.number': { vi: '{{what}}, văn bản {{n}}', en: '{{what}}, text {{n}}' },
  'placed.language': { vi: 'Ngôn ngữ', en: 'Language' },
  'placed.add': { vi: 'Thêm văn bản', en: 'Add a text' },
  'placed.remove': { vi: 'Bỏ văn bản', en: 'Remove the text' },

  'correction.title': { vi: 'Nội dung đính chính soạn sẵn', en: 'Correction prepared in advance' },
  'correction.lead': {
    vi: 'Được phê duyệt cùng bản tin. Khi cần, một người phát ngay trên đúng các kênh của bản tin.',
    en: 'Approved with the bulletin. If needed, one person issues it at once on the same channels.',
  },

  'fault.more': { vi: 'và {{count}} lỗi khác', en: 'and {{count}} more' },
  'fault.missing': { vi: 'Còn trống', en: 'Required' },
  'fault.too-long': { vi: 'Quá dài', en: 'Too long' },
  'fault.language-twice': { vi: 'Ngôn ngữ này bị lặp', en: 'This language appears twice' },
  'fault.language-missing': { vi: 'Thiếu một ngôn ngữ', en: 'A language is missing' },
  'fault.sound-missing': { vi: 'Chưa có âm thanh', en: 'No sound yet' },
  'fault.sound-other': { vi: 'Âm thanh không khớp với nội dung đọc này', en: 'The sound does not match this text' },
  'fault.asks': { vi: 'Có chữ chưa biết cách đọc', en: 'A word has no known pronunciation' },
  'fault.window-over': { vi: 'Thời điểm này đã qua', en: 'This time has passed' },
  'fault.window-wrong': { vi: 'Thời gian không hợp lệ', en: 'The times are not valid' },
  'fault.window-long': { vi: 'Kéo dài quá lâu', en: 'The period is too long' },
  'fault.province-unknown': { vi: 'Không có tỉnh, thành này', en: 'Unknown province' },
  'fault.sms-too-long': { vi: 'Quá dài cho một tin nhắn', en: 'Too long for an SMS' },
  'fault.pages-many': { vi: 'Dài hơn 15 trang tin quảng bá', en: 'Longer than 15 broadcast pages' },
  'fault.period-short': {
    vi: 'Chu kỳ phát quá ngắn cho số trang này',
    en: 'The period is too short for this many pages',
  },
  'fault.polygon-wrong': {
    vi: 'Vùng phát phải có ít nhất ba đỉnh không thẳng hàng',
    en: 'An area needs at least three corners, not all on one line',
  },
  'fault.letter': { vi: 'Có ký tự không phát được', en: 'A character cannot be sent' },
  'fault.live-marked': { vi: 'Phát thật nhưng mở đầu như diễn tập', en: 'Live, but begins like an exercise' },
} as const satisfies Words
