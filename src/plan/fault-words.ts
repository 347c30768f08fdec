/**
 * The faults of a plan in Vietnamese and English: what is wrong and how to mend it. The place stands in front of the sentence. Pure; runs in
 * a browser too. `{value}` and `{other}` are filled from the fault; both languages tell the same of them.
 */
import type { Language } from '../base/failure.ts'
import type { FaultCode, PlanFault } from './check.ts'

export const FAULT_WORDS: Readonly<Record<FaultCode, Readonly<Record<Language, string>>>> = {
  shape: {
    vi: 'Giá trị này không đúng kiểu: {value}. Đối chiếu với tài liệu về định dạng kế hoạch.',
    en: 'This value is not what belongs here: {value}. Compare it with the guide to plans.',
  },
  'field-missing': {
    vi: 'Thiếu trường này. Thêm nó vào; nếu không có gì thì ghi null hoặc danh sách rỗng.',
    en: 'This field is missing. Add it; where there is nothing, write null or an empty list.',
  },
  'field-unknown': {
    vi: 'Không có trường nào tên {value}. Bỏ nó đi hoặc sửa tên.',
    en: 'There is no field {value}. Take it out, or correct its name.',
  },
  'language-missing': {
    vi: 'Thiếu lời bằng ngôn ngữ {value}. Viết đủ tiếng Việt và tiếng Anh.',
    en: 'The text is missing in the language {value}. Write it in Vietnamese and in English.',
  },
  'too-long': {
    vi: 'Dài hoặc nhiều hơn mức {value} được nhận. Rút ngắn hoặc chia nhỏ.',
    en: 'Longer, or more, than the {value} that are taken. Shorten it, or divide it.',
  },
  'too-many-faults': {
    vi: 'Còn nhiều lỗi hơn {value} lỗi ở trên. Sửa những lỗi này rồi kiểm tra lại.',
    en: 'There are more faults than the {value} above. Mend those, then check again.',
  },
  'text-marks': {
    vi: 'Có ký tự điều khiển, ký tự đổi hướng viết, ký tự không nhìn thấy hoặc không phải là chữ: {value}. Xoá hoặc thay ký tự đó.',
    en: 'There is a character that controls, turns the direction of writing, cannot be seen or is no letter: {value}. Delete or replace it.',
  },
  'text-damaged': {
    vi: 'Có chữ đã hỏng khi chuyển đổi văn bản. Chép lại từ văn bản gốc.',
    en: 'A letter was damaged when the text was converted. Copy it again from where it came.',
  },
  'no-such-time-zone': {
    vi: 'Không có múi giờ {value}. Viết tên theo cơ sở dữ liệu IANA, ví dụ Asia/Ho_Chi_Minh.',
    en: 'There is no time zone {value}. Write its IANA name, such as Asia/Ho_Chi_Minh.',
  },
  'id-twice': {
    vi: 'Mã {value} có hai lần. Cho một trong hai mã khác.',
    en: 'The id {value} stands there twice. Give one of the two another id.',
  },
  'rank-twice': {
    vi: 'Hai cấp độ cùng thứ bậc {value} nên không rõ cấp nào cao hơn. Cho mỗi cấp độ một thứ bậc riêng.',
    en: 'Two levels have the rank {value}, so which is higher cannot be told. Give each a rank of its own.',
  },
  'name-twice': {
    vi: 'Hai cấp độ cùng tên {value}. Đặt tên khác để người dân không nhầm.',
    en: 'Two levels are called {value}. Name one differently, or people take one for the other.',
  },
  'colour-twice': {
    vi: 'Hai cấp độ cùng màu {value}. Chọn màu khác để phân biệt được trên bản đồ.',
    en: 'Two levels have the colour {value}. Choose another, so that they can be told apart on a map.',
  },
  'source-unknown': {
    vi: 'Không có nguồn {value} trong danh sách nguồn. Thêm nguồn hoặc ghi null.',
    en: 'There is no source {value} among the sources. Add it, or write null.',
  },
  'no-source': {
    vi: 'Kế hoạch không nêu nguồn nào. Thêm văn bản mà kế hoạch dựa vào.',
    en: 'The plan names no source. Add the documents that it rests on.',
  },
  'input-unknown': {
    vi: 'Chỉ số cần số liệu {value} nhưng inputs không có. Thêm vào inputs hoặc sửa tên.',
    en: 'The measure needs the input {value}, which is not among the inputs. Add it, or correct its name.',
  },
  'input-of-other-kind': {
    vi: 'Số liệu {value} là giá trị đọc được trong ngày nên không cộng lại được. Dùng greatest, hoặc đổi số liệu thành count.',
    en: 'The input {value} is a value read on a day, which adds up to nothing. Use greatest, or make the input a count.',
  },
  'measure-unknown': {
    vi: 'Không có chỉ số {value}. Thêm vào measures hoặc sửa tên.',
    en: 'There is no measure {value}. Add it to the measures, or correct its name.',
  },
  'measure-unused': {
    vi: 'Không tiêu chí nào dùng chỉ số {value}. Dùng nó hoặc bỏ đi.',
    en: 'No criterion uses the measure {value}. Use it, or take it out.',
  },
  'interval-empty': {
    vi: 'Khoảng từ {value} đến dưới {other} không chứa giá trị nào. Sửa một trong hai cận.',
    en: 'Nothing lies from {value} to below {other}. Correct one of the two bounds.',
  },
  'dates-reversed': {
    vi: 'Tiêu chí hết hiệu lực ngày {value}, không sau ngày bắt đầu {other}. Sửa một trong hai ngày.',
    en: 'The criterion ends on {value}, which is not after its first day, {other}. Correct one of the two.',
  },
  'dates-overlap': {
    vi: 'Hai tiêu chí của một cấp độ cùng có hiệu lực: từ {other} và từ {value}. Cho tiêu chí trước kết thúc đúng ngày tiêu chí sau bắt đầu.',
    en: 'Two criteria of one level count at the same time, from {other} and from {value}. End the first on the day on which the second begins.',
  },
  'days-without-criteria': {
    vi: 'Từ {value} đến trước {other} không cấp độ nào có tiêu chí. Kéo dài một tiêu chí.',
    en: 'From {value} until before {other} no level has a criterion. Make one of them longer.',
  },
  'criteria-overlap': {
    vi: 'Tiêu chí của các cấp độ {value} chồng nhau, ví dụ tại {other}. Dời một cận để mỗi giá trị thuộc đúng một cấp độ.',
    en: 'The criteria of the levels {value} overlap, such as at {other}. Move a bound, so that every value calls for one level.',
  },
  'criteria-gap': {
    vi: 'Không tiêu chí nào chứa {value}, kể từ {other}. Nới một cận để mỗi giá trị thuộc đúng một cấp độ.',
    en: 'No criterion holds {value}, from {other} on. Move a bound, so that every value calls for one level.',
  },
  'criteria-too-fine': {
    vi: 'Tiêu chí có quá nhiều khoảng để kiểm tra hết. Gộp bớt các khoảng.',
    en: 'The criteria have more intervals than can be looked at. Join some of them.',
  },
  'level-unknown': {
    vi: 'Không có cấp độ {value}. Thêm cấp độ hoặc sửa mã.',
    en: 'There is no level {value}. Add it, or correct its id.',
  },
  'level-in-force': {
    vi: 'Cấp độ {value} đang được áp dụng hoặc đã được quyết định cho {other}, nên phiên bản mới không được thiếu nó. Giữ cấp độ này với đúng mã cũ, hoặc chuyển các địa bàn đó sang cấp độ khác trước.',
    en: 'The level {value} is in force, or decided, for {other}, so the next version must not lack it. Keep it with the very same id, or take these areas to another level first.',
  },
  'level-named-twice': { vi: '{value} được ghi hai lần. Bỏ một lần.', en: '{value} is named twice. Take one out.' },
  'area-unknown': {
    vi: 'Không có địa bàn {value}. Ghi mã kèm năm của danh mục, ví dụ 48.2004 hoặc 48.2025.',
    en: 'There is no area {value}. Write a code with the year of its list, such as 48.2004 or 48.2025.',
  },
  'lowered-in-silence': {
    vi: 'Khi rời cấp độ {value} không có bản tin hay tin nhắn nào báo cho người dân ở đó. Thêm một hành động leaving.',
    en: 'When the level {value} is left, no bulletin and no round tells the people there. Add an action on leaving it.',
  },
  'raised-in-silence': {
    vi: 'Khi vào cấp độ {value} không có bản tin hay tin nhắn nào báo cho người dân ở đó. Thêm một hành động entering, hoặc giữ nguyên nếu đúng ý.',
    en: 'When the level {value} is entered, no bulletin and no round tells the people there. Add an action on entering it, or keep it where that is meant.',
  },
  'repeated-once': {
    vi: 'Hành động {value} chỉ làm một lần nhưng có everyDays. Ghi null, hoặc chọn while.',
    en: 'The action {value} is done once and yet has everyDays. Write null, or choose while.',
  },
  'channel-without-text': {
    vi: 'Dùng kênh {value} nhưng không có lời cho kênh đó. Viết lời hoặc bỏ kênh.',
    en: 'The channel {value} is used, and there is no text for it. Write one, or leave the channel out.',
  },
  'text-without-channel': {
    vi: 'Có lời cho kênh {value} nhưng kênh không được dùng. Thêm kênh hoặc ghi null.',
    en: 'There is a text for {value}, and the channel is not used. Add the channel, or write null.',
  },
  'sms-undone': {
    vi: 'Hành động {value} gửi tin nhắn hoặc tin quảng bá nhưng ghi là thu hồi được. Tin mà điện thoại đã hiện thì không thu hồi được: ghi can là false và nêu điều đó nghĩa là gì.',
    en: 'The action {value} sends short messages or a cell broadcast and says that it can be undone. What phones have shown stays shown: write false, and say what that means.',
  },
  'sms-long': {
    vi: 'Tin nhắn này dài {value} tin nhắn thường, nhiều hơn {other}. Rút ngắn, hoặc giữ nguyên nếu đúng ý.',
    en: 'This message takes {value} ordinary SMS, more than {other}. Shorten it, or keep it where that is meant.',
  },
  'broadcast-long': {
    vi: 'Tin quảng bá này không vừa {value} trang khi điền tên địa bàn. Rút ngắn.',
    en: 'This cell broadcast does not fit into {value} pages once an area is named. Shorten it.',
  },
  'threshold-twice': {
    vi: 'Hành động {value} và {other} đặt hai ngưỡng nhiệt độ cho cùng một cấp độ. Chỉ giữ một.',
    en: 'The actions {value} and {other} set two thresholds at one level. Keep one of them.',
  },
  'threshold-elsewhere': {
    vi: 'Ngưỡng của {value} phải có hiệu lực while và cho chính địa bàn. Sửa when hoặc areas.',
    en: 'The threshold of {value} has to hold while the level lasts, in the area itself. Correct when or areas.',
  },
  'brace-stray': {
    vi: 'Có dấu ngoặc nhọn không bao quanh tham số nào. Viết như {hotline}, hoặc xoá dấu ngoặc.',
    en: 'A brace surrounds no parameter. Write it as {hotline}, or delete the brace.',
  },
  'parameter-missing': {
    vi: 'Lời của hành động {other} không nêu tham số {value}. Thêm {value} vào lời.',
    en: 'The texts of the action {other} lack the parameter {value}. Name it in one of them.',
  },
  'parameter-unknown': {
    vi: 'Không ai cho biết tham số {value}. Thêm vào parameters của kế hoạch hoặc sửa tên.',
    en: 'Nobody gives the parameter {value}. Add it to the parameters of the plan, or correct its name.',
  },
  'parameter-in-one-language': {
    vi: 'Tham số {value} chỉ có ở một ngôn ngữ. Dùng nó trong cả hai.',
    en: 'The parameter {value} stands in one language only. Use it in both.',
  },
  'parameter-of-change': {
    vi: 'Tham số {value} do việc chuyển cấp độ cho biết nên kế hoạch không đặt lại được. Chọn tên khác.',
    en: 'The parameter {value} is given by a change of level, so the plan cannot give it. Choose another name.',
  },
  'parameter-of-moment': {
    vi: 'Lời này còn dùng lâu sau khi chuyển cấp độ nên không nêu {value} được. Bỏ tham số, hoặc chọn entering.',
    en: 'This text lasts long after the change of level, so it cannot name {value}. Take it out, or choose entering.',
  },
  'parameter-unused': {
    vi: 'Không lời nào dùng tham số {value}. Dùng nó hoặc bỏ đi.',
    en: 'No text uses the parameter {value}. Use it, or take it out.',
  },
}

export function faultSentence(fault: PlanFault, language: Language): string {
  return FAULT_WORDS[fault.code][language].replace(/\{(value|other)\}/g, (_, name: 'value' | 'other') => fault[name])
}
