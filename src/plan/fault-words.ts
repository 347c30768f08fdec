/**
 * The faults of a plan in Vietnamese and English: what is wrong and how to mend it. The place stands in front of the sentence. Pure; runs in
 * a browser too. `{value}` and `{other}` are filled from the fault; both languages tell the same of them.
 */
import type { Language } from '../base/failure.ts'
import type { FaultCode, PlanFault } from './check.ts'

export const FAULT_WORDS: Readonly<Record<FaultCode, Readonly<Record<Language, string>>>> = {
  shape: {
    vi: 'Giá trị này không đúng kiểu: {value}. Đối chiếu với tài liệu về định dạng kế hoạch.',
    en: 'This value has the wrong type: {value}. Compare it with the guide to plans.',
  },
  'field-missing': {
    vi: 'Thiếu trường này. Thêm vào; nếu không có gì thì ghi null hoặc danh sách rỗng.',
    en: 'This field is missing. Add it; if there is nothing, write null or an empty list.',
  },
  'field-unknown': {
    vi: 'Không có trường nào tên {value}. Bỏ trường đó hoặc sửa tên.',
    en: 'There is no field {value}. Remove the field, or correct its name.',
  },
  'language-missing': {
    vi: 'Thiếu nội dung bằng ngôn ngữ {value}. Viết đủ tiếng Việt và tiếng Anh.',
    en: 'The text in the language {value} is missing. Write both Vietnamese and English.',
  },
  'too-long': {
    vi: 'Vượt mức cho phép {value}. Rút ngắn hoặc chia nhỏ.',
    en: 'Longer or more than the allowed {value}. Shorten or split it.',
  },
  'too-many-faults': {
    vi: 'Còn nhiều lỗi hơn {value} lỗi ở trên. Sửa những lỗi này rồi kiểm tra lại.',
    en: 'There are more errors than the {value} above. Fix those, then check again.',
  },
  'text-marks': {
    vi: 'Có ký tự điều khiển, ký tự đổi hướng viết, ký tự không nhìn thấy hoặc không phải là chữ: {value}. Xóa hoặc thay ký tự đó.',
    en: 'A character is a control, changes the writing direction, is invisible or is not a letter: {value}. Delete or replace it.',
  },
  'text-damaged': {
    vi: 'Có chữ đã hỏng khi chuyển đổi văn bản. Chép lại từ văn bản gốc.',
    en: 'A letter was damaged when the text was converted. Copy it again from the original.',
  },
  'no-such-time-zone': {
    vi: 'Không có múi giờ {value}. Viết tên theo cơ sở dữ liệu IANA, ví dụ Asia/Ho_Chi_Minh.',
    en: 'There is no time zone {value}. Use an IANA name, for example Asia/Ho_Chi_Minh.',
  },
  'id-twice': {
    vi: 'Mã {value} có hai lần. Cho một trong hai mã khác.',
    en: 'The id {value} is used twice. Give one of the two another id.',
  },
  'rank-twice': {
    vi: 'Hai cấp độ cùng thứ bậc {value} nên không rõ cấp nào cao hơn. Cho mỗi cấp độ một thứ bậc riêng.',
    en: 'Two levels have the rank {value}, so neither is higher. Give each its own rank.',
  },
  'name-twice': {
    vi: 'Hai cấp độ cùng tên {value}. Đặt tên khác để người dân không nhầm.',
    en: 'Two levels are called {value}. Rename one, so that people do not confuse them.',
  },
  'colour-twice': {
    vi: 'Hai cấp độ cùng màu {value}. Chọn màu khác để phân biệt được trên bản đồ.',
    en: 'Two levels have the colour {value}. Choose another, so that a map shows the difference.',
  },
  'source-unknown': {
    vi: 'Không có nguồn {value} trong danh sách nguồn. Thêm nguồn hoặc ghi null.',
    en: 'The source {value} is not in the list of sources. Add it, or write null.',
  },
  'no-source': {
    vi: 'Kế hoạch không nêu nguồn nào. Thêm văn bản mà kế hoạch dựa vào.',
    en: 'The plan names no source. Add the documents behind the plan.',
  },
  'input-unknown': {
    vi: 'Chỉ số cần số liệu {value} nhưng inputs không có. Thêm vào inputs hoặc sửa tên.',
    en: 'The measure needs the input {value}, which is missing from inputs. Add it, or correct its name.',
  },
  'input-of-other-kind': {
    vi: 'Số liệu {value} là giá trị đọc được trong ngày nên không cộng lại được. Dùng greatest, hoặc đổi số liệu thành count.',
    en: 'The input {value} is a daily reading, which cannot be added up. Use greatest, or change the input to count.',
  },
  'measure-unknown': {
    vi: 'Không có chỉ số {value}. Thêm vào measures hoặc sửa tên.',
    en: 'There is no measure {value}. Add it to measures, or correct its name.',
  },
  'measure-unused': {
    vi: 'Không tiêu chí nào dùng chỉ số {value}. Dùng hoặc bỏ chỉ số đó.',
    en: 'No criterion uses the measure {value}. Use or remove it.',
  },
  'interval-empty': {
    vi: 'Khoảng từ {value} đến dưới {other} không chứa giá trị nào. Sửa một trong hai cận.',
    en: 'The interval from {value} to below {other} is empty. Correct one of the bounds.',
  },
  'dates-reversed': {
    vi: 'Tiêu chí hết hiệu lực ngày {value}, không sau ngày bắt đầu {other}. Sửa một trong hai ngày.',
    en: 'The criterion ends on {value}, not after its first day, {other}. Correct one of the two.',
  },
  'dates-overlap': {
    vi: 'Hai tiêu chí của một cấp độ cùng có hiệu lực: từ {other} và từ {value}. Cho tiêu chí trước kết thúc đúng ngày tiêu chí sau bắt đầu.',
    en: 'Two criteria of one level apply at the same time: from {other} and from {value}. End the first on the day the second begins.',
  },
  'days-without-criteria': {
    vi: 'Từ {value} đến trước {other} không cấp độ nào có tiêu chí. Kéo dài một tiêu chí.',
    en: 'From {value} until before {other} no level has a criterion. Extend one of them.',
  },
  'criteria-overlap': {
    vi: 'Tiêu chí của các cấp độ {value} chồng nhau, ví dụ tại {other}. Dời một cận để mỗi giá trị thuộc đúng một cấp độ.',
    en: 'The criteria of the levels {value} overlap, for example at {other}. Move a bound, so that each value has exactly one level.',
  },
  'criteria-gap': {
    vi: 'Không tiêu chí nào chứa {value}, kể từ {other}. Nới một cận để mỗi giá trị thuộc đúng một cấp độ.',
    en: 'No criterion covers {value}, from {other} on. Move a bound, so that each value has exactly one level.',
  },
  'criteria-too-fine': {
    vi: 'Tiêu chí có quá nhiều khoảng để kiểm tra hết. Gộp bớt các khoảng.',
    en: 'The criteria have too many intervals to check. Merge some of them.',
  },
  'level-unknown': {
    vi: 'Không có cấp độ {value}. Thêm cấp độ hoặc sửa mã.',
    en: 'There is no level {value}. Add it, or correct its id.',
  },
  'level-in-force': {
    vi: 'Cấp độ {value} đang được áp dụng hoặc đã được quyết định cho {other}, nên phiên bản mới không được thiếu cấp độ đó. Giữ cấp độ này với đúng mã cũ, hoặc chuyển các địa bàn đó sang cấp độ khác trước.',
    en: 'The level {value} is in force or decided for {other}, so the next version must have it. Keep it with the same id, or move these areas to another level first.',
  },
  'level-named-twice': { vi: '{value} được ghi hai lần. Bỏ một lần.', en: '{value} is listed twice. Remove one.' },
  'area-unknown': {
    vi: 'Không có địa bàn {value}. Ghi mã kèm năm của danh mục, ví dụ 48.2004 hoặc 48.2025.',
    en: 'There is no area {value}. Write a code with the year of its list, for example 48.2004 or 48.2025.',
  },
  'lowered-in-silence': {
    vi: 'Khi rời cấp độ {value} không có bản tin hay tin nhắn nào báo cho người dân ở đó. Thêm một hành động leaving.',
    en: 'When an area leaves the level {value}, no bulletin or round tells the people there. Add a leaving action.',
  },
  'raised-in-silence': {
    vi: 'Khi vào cấp độ {value} không có bản tin hay tin nhắn nào báo cho người dân ở đó. Thêm một hành động entering, hoặc giữ nguyên nếu đúng ý.',
    en: 'When an area enters the level {value}, no bulletin or round tells the people there. Add an entering action, or keep it if intended.',
  },
  'repeated-once': {
    vi: 'Hành động {value} chỉ thực hiện một lần nhưng có everyDays. Ghi null, hoặc chọn while.',
    en: 'The action {value} happens once but has everyDays. Write null, or choose while.',
  },
  'channel-without-text': {
    vi: 'Dùng kênh {value} nhưng không có nội dung cho kênh đó. Viết nội dung hoặc bỏ kênh.',
    en: 'The channel {value} is used but has no text. Write the text, or remove the channel.',
  },
  'text-without-channel': {
    vi: 'Có nội dung cho kênh {value} nhưng không dùng kênh. Thêm kênh hoặc ghi null.',
    en: 'There is a text for {value}, but the channel is not used. Add the channel, or write null.',
  },
  'sms-undone': {
    vi: 'Hành động {value} gửi tin nhắn hoặc tin quảng bá nhưng ghi là thu hồi được. Tin mà điện thoại đã hiện thì không thu hồi được: ghi can là false và nêu điều đó nghĩa là gì.',
    en: 'The action {value} sends SMS or a cell broadcast but claims to be undoable. Phones keep shown messages: write false, and say what that means.',
  },
  'sms-long': {
    vi: 'Tin nhắn này dài {value} bản tin SMS thông thường, nhiều hơn {other}. Rút ngắn, hoặc giữ nguyên nếu đúng ý.',
    en: 'This message takes {value} ordinary SMS, more than {other}. Shorten it, or keep it if intended.',
  },
  'broadcast-long': {
    vi: 'Tin quảng bá này không vừa {value} trang khi điền tên địa bàn. Rút ngắn.',
    en: 'This cell broadcast exceeds {value} pages once area names are filled in. Shorten it.',
  },
  'threshold-twice': {
    vi: 'Hành động {value} và {other} đặt hai ngưỡng nhiệt độ cho cùng một cấp độ. Chỉ giữ một.',
    en: 'The actions {value} and {other} set two thresholds at one level. Keep one.',
  },
  'threshold-elsewhere': {
    vi: 'Ngưỡng của {value} phải có hiệu lực while và cho chính địa bàn. Sửa when hoặc areas.',
    en: 'The threshold of {value} must apply while the level lasts, in the area itself. Correct when or areas.',
  },
  'brace-stray': {
    vi: 'Có dấu ngoặc nhọn không bao quanh tham số nào. Viết như {hotline}, hoặc xóa dấu ngoặc.',
    en: 'A brace surrounds no parameter. Write it like {hotline}, or delete the brace.',
  },
  'parameter-missing': {
    vi: 'Nội dung của hành động {other} không nêu tham số {value}. Thêm {value} vào nội dung.',
    en: 'The texts of the action {other} lack the parameter {value}. Add {value} to the text.',
  },
  'parameter-unknown': {
    vi: 'Tham số {value} không có giá trị. Thêm vào parameters của kế hoạch hoặc sửa tên.',
    en: 'The parameter {value} has no value. Add it to the plan’s parameters, or correct its name.',
  },
  'parameter-in-one-language': {
    vi: 'Tham số {value} chỉ có ở một ngôn ngữ. Dùng trong cả hai.',
    en: 'The parameter {value} is in one language only. Use it in both.',
  },
  'parameter-of-change': {
    vi: 'Tham số {value} do việc chuyển cấp độ đặt nên kế hoạch không đặt lại được. Chọn tên khác.',
    en: 'The level change sets the parameter {value}, so the plan cannot. Choose another name.',
  },
  'parameter-of-moment': {
    vi: 'Nội dung này còn dùng lâu sau khi chuyển cấp độ nên không nêu {value} được. Bỏ tham số, hoặc chọn entering.',
    en: 'This text is used long after the level change, so it cannot name {value}. Remove the parameter, or choose entering.',
  },
  'parameter-unused': {
    vi: 'Không nội dung nào dùng tham số {value}. Dùng hoặc bỏ tham số đó.',
    en: 'No text uses the parameter {value}. Use or remove it.',
  },
}

export function faultSentence(fault: PlanFault, language: Language): string {
  return FAULT_WORDS[fault.code][language].replace(/\{(value|other)\}/g, (_, name: 'value' | 'other') => fault[name])
}
