/** The faults of an alert in Vietnamese and English: what is wrong and how to mend it. Both tell the same details. */
import { fill, type Language } from '../base/failure.ts'
import type { Fault, FaultCode } from './faults.ts'

export const faultSentence = ({ code, details }: Fault, language: Language) =>
  fill(FAULT_WORDS[code][language], details)

export const FAULT_WORDS: Readonly<Record<FaultCode, Readonly<Record<Language, string>>>> = {
  'too-large': {
    vi: 'Tệp lớn hơn {max} byte nên không được đọc. Đặt hình và âm thanh ra ngoài tệp, chỉ ghi địa chỉ trong uri.',
    en: 'The file has more than {max} octets and is not read. Leave pictures and sound outside and name them in uri.',
  },
  encoding: {
    vi: 'Tệp không phải UTF-8 ({found}). Lưu lại tệp với bảng mã UTF-8.',
    en: 'The file is not in UTF-8 ({found}). Save it again in UTF-8.',
  },
  character: {
    vi: 'Tệp chứa ký tự {found}, XML không cho phép. Bỏ ký tự đó.',
    en: 'The file holds the character {found}, which XML does not allow. Take it out.',
  },
  doctype: {
    vi: 'Tệp có khai báo DOCTYPE nên không được đọc: cảnh báo CAP không cần DOCTYPE, còn kẻ xấu thì dùng nó. Bỏ khai báo đó.',
    en: 'The file declares a DOCTYPE and is not read: an alert needs none, and attackers do. Take it out.',
  },
  'not-well-formed': {
    vi: 'Dòng {line} không đúng cú pháp XML: thẻ chưa đóng, dấu & chưa viết thành &amp;, hoặc tiền tố chưa khai báo. Sửa dòng đó.',
    en: 'Line {line} is not well-formed XML: a tag left open, an & not written as &amp;, or a prefix that is not declared. Correct it.',
  },
  'too-deep': {
    vi: 'Tệp lồng nhau sâu hơn {max} thẻ nên không được đọc. Cảnh báo CAP chỉ lồng sáu thẻ.',
    en: 'The file is nested deeper than {max} elements and is not read. An alert needs six.',
  },
  'too-many-elements': {
    vi: 'Tệp có hơn {max} phần tử nên không được đọc. Bỏ những phần tử lặp lại.',
    en: 'The file has more than {max} elements and is not read. Take out what is repeated.',
  },
  'too-many-names': {
    vi: 'Tệp có hơn {max} thuộc tính hoặc tiền tố ở cùng một chỗ nên không được đọc. Bỏ những thứ thừa.',
    en: 'The file has more than {max} attributes or prefixes in one place and is not read. Take out what is not needed.',
  },
  'too-many-faults': {
    vi: 'Còn nhiều lỗi nữa: chỉ nêu {max} lỗi đầu. Sửa các lỗi này rồi kiểm tra lại.',
    en: 'There are more: only the first {max} faults are told. Mend these and check again.',
  },
  root: {
    vi: 'Phần tử gốc là {found}, không phải alert. Mỗi tệp chứa đúng một cảnh báo.',
    en: 'The root element is {found}, not alert. A file holds one alert.',
  },
  namespace: {
    vi: 'Phần tử này thuộc không gian tên “{found}”, không phải của CAP 1.2. Dùng urn:oasis:names:tc:emergency:cap:1.2.',
    en: "This element is of the namespace '{found}', not of CAP 1.2. Use urn:oasis:names:tc:emergency:cap:1.2.",
  },
  'unknown-element': {
    vi: 'CAP 1.2 không có phần tử {found} ở đây. Bỏ phần tử đó; dữ liệu riêng thì đặt trong parameter.',
    en: 'CAP 1.2 has no element {found} here. Take it out; what is your own belongs in parameter.',
  },
  order: {
    vi: 'Phần tử {found} đứng sai thứ tự. Xếp lại theo thứ tự của lược đồ CAP 1.2.',
    en: 'The element {found} stands out of order. Put it where the schema of CAP 1.2 has it.',
  },
  repeated: {
    vi: 'Phần tử {found} chỉ được có một lần. Bỏ phần tử thừa.',
    en: 'The element {found} may stand once only. Take the other out.',
  },
  missing: {
    vi: 'Thiếu phần tử bắt buộc {found}. Thêm phần tử đó.',
    en: 'The required element {found} is missing. Add it.',
  },
  attribute: {
    vi: 'Phần tử này không được có thuộc tính {found}. Bỏ thuộc tính đó.',
    en: 'This element may not have the attribute {found}. Take it out.',
  },
  text: {
    vi: 'Có chữ “{found}” nằm giữa các phần tử. Chuyển chữ đó vào một phần tử.',
    en: "The text '{found}' stands between elements. Put it into one of them.",
  },
  value: {
    vi: '“{found}” không phải là một giá trị cho phép: {allowed}. Viết đúng chữ hoa, chữ thường và không có dấu cách.',
    en: "'{found}' is none of the values allowed: {allowed}. Write it in these letters, without spaces.",
  },
  number: {
    vi: '“{found}” không phải là số. Viết bằng chữ số, không có đơn vị.',
    en: "'{found}' is no number. Write it in digits, without a unit.",
  },
  time: {
    vi: '“{found}” không phải thời điểm của CAP. Viết như 2026-02-03T07:00:00+07:00, đến giây, không có phần lẻ.',
    en: "'{found}' is no instant of CAP. Write it as 2026-02-03T07:00:00+07:00, to the second, without a fraction.",
  },
  'time-zone': {
    vi: '“{found}” không có độ lệch múi giờ như CAP đòi hỏi: +07:00, không bao giờ là Z. Giờ UTC viết là -00:00.',
    en: "'{found}' lacks an offset as CAP writes it: +07:00, and never Z. UTC is written -00:00.",
  },
  empty: {
    vi: 'Phần tử bắt buộc {found} để trống. Điền nội dung.',
    en: 'The required element {found} is empty. Fill it in.',
  },
  identifier: {
    vi: '“{found}” có dấu cách, dấu phẩy, < hoặc &, là những ký tự dùng để tách. Dùng dấu gạch nối hoặc dấu chấm.',
    en: "'{found}' holds a space, a comma, < or &, which part things. Use a hyphen or a dot.",
  },
  'language-missing': {
    vi: 'Không nêu ngôn ngữ nên máy đọc sẽ hiểu là en-US. Thêm language, ví dụ vi-VN.',
    en: 'No language is given, so a reader takes it for en-US. Add language, such as vi-VN.',
  },
  language: {
    vi: '“{found}” không phải mã ngôn ngữ của BCP 47. Viết như vi-VN hoặc en.',
    en: "'{found}' is no language tag of BCP 47. Write it as vi-VN or en.",
  },
  uri: {
    vi: '“{found}” không phải địa chỉ hợp lệ. Viết đầy đủ, bắt đầu bằng https://.',
    en: "'{found}' is no valid address. Write it in full, from https:// on.",
  },
  'note-missing': {
    vi: 'Cảnh báo có status là Exercise mà thiếu note. Thêm note nói rõ đây là diễn tập nào.',
    en: 'The status is Exercise and there is no note. Add a note that says which exercise it is.',
  },
  'addresses-missing': {
    vi: 'Cảnh báo có scope là Private mà thiếu addresses. Thêm addresses nêu người nhận.',
    en: 'The scope is Private and there are no addresses. Add addresses that name the recipients.',
  },
  'restriction-missing': {
    vi: 'Cảnh báo có scope là Restricted mà thiếu restriction. Thêm restriction nêu ai được phát lại.',
    en: 'The scope is Restricted and there is no restriction. Add a restriction that says who may pass it on.',
  },
  'references-missing': {
    vi: 'Cảnh báo có msgType là {type} mà thiếu references. Thêm references nêu cảnh báo trước đó.',
    en: 'The msgType is {type} and there are no references. Add references that name the earlier message.',
  },
  reference: {
    vi: '“{found}” không phải bộ ba sender,identifier,sent. Tách các bộ ba bằng dấu cách; sent có độ lệch múi giờ.',
    en: "'{found}' is no triple of sender,identifier,sent. Part triples by spaces; sent has its offset.",
  },
  'reference-later': {
    vi: 'Cảnh báo “{found}” được nhắc tới lại gửi sau cảnh báo này ({sent}). Sửa một trong hai thời điểm.',
    en: "The message '{found}' was sent after this one ({sent}). Correct one of the two instants.",
  },
  'reference-itself': {
    vi: 'Cảnh báo “{found}” nhắc tới chính mình. Cho cảnh báo này một identifier mới.',
    en: "The message '{found}' refers to itself. Give this one an identifier of its own.",
  },
  twice: { vi: '“{found}” có hai lần. Bỏ một lần.', en: "'{found}' stands there twice. Take one out." },
  'expires-early': {
    vi: 'Cảnh báo hết hạn lúc {found}, không sau {other} ({instant}). Sửa một trong hai thời điểm.',
    en: 'The alert expires at {found}, which is not after {other} ({instant}). Correct one of the two.',
  },
  'polygon-points': {
    vi: 'Đa giác có {count} điểm; cần ít nhất 4, điểm cuối trùng điểm đầu. Thêm điểm còn thiếu.',
    en: 'The polygon has {count} points; it needs 4 or more, the last of them the first again. Add what is missing.',
  },
  'polygon-open': {
    vi: 'Đa giác không khép kín: bắt đầu ở {first}, kết thúc ở {last}. Lặp lại điểm đầu ở cuối.',
    en: 'The polygon is open: it begins at {first} and ends at {last}. Repeat the first point at its end.',
  },
  coordinate: {
    vi: '“{found}” không phải là điểm. Viết vĩ độ,kinh độ như 21.03,105.85, không có dấu cách ở giữa.',
    en: "'{found}' is no point. Write latitude,longitude as 21.03,105.85, without a space between.",
  },
  'coordinate-range': {
    vi: 'Điểm {found} nằm ngoài Trái Đất: vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180. Có thể hai số bị đổi chỗ.',
    en: 'The point {found} is not on Earth: latitudes are from -90 to 90, longitudes from -180 to 180. The two may be swapped.',
  },
  circle: {
    vi: '“{found}” không phải hình tròn. Viết vĩ độ,kinh độ rồi dấu cách rồi bán kính theo km, như 21.03,105.85 5.',
    en: "'{found}' is no circle. Write latitude,longitude, a space and a radius in km, as 21.03,105.85 5.",
  },
  'altitude-missing': {
    vi: 'Có ceiling mà thiếu altitude. Thêm altitude, hoặc bỏ ceiling.',
    en: 'There is a ceiling and no altitude. Add an altitude, or take the ceiling out.',
  },
  'ceiling-low': {
    vi: 'Giá trị ceiling {found} thấp hơn altitude {other}. Sửa một trong hai.',
    en: 'The ceiling {found} is below the altitude {other}. Correct one of the two.',
  },
  'mime-type': {
    vi: '“{found}” không phải kiểu MIME. Viết như image/png.',
    en: "'{found}' is no MIME type. Write it as image/png.",
  },
  size: {
    vi: 'Kích thước “{found}” không phải số byte. Viết số nguyên từ 0 trở lên.',
    en: "The size '{found}' is no number of octets. Write a whole number from 0 on.",
  },
  base64: {
    vi: 'Nội dung của derefUri không phải base64. Mã hóa lại tệp.',
    en: 'What derefUri holds is no base64. Encode the file again.',
  },
  digest: {
    vi: '“{found}” không phải mã băm SHA-1. Viết 40 chữ số thập lục phân.',
    en: "'{found}' is no SHA-1 digest. Write its 40 hexadecimal digits.",
  },
  'digest-differs': {
    vi: 'Mã băm ghi là {found} nhưng SHA-1 của derefUri là {computed}. Tệp đã bị thay đổi: lấy lại tệp hoặc tính lại mã băm.',
    en: 'The digest says {found}, and the SHA-1 of derefUri is {computed}. The file was changed: take it again, or compute the digest again.',
  },
  unsigned: {
    vi: 'Cảnh báo không có chữ ký. Chỉ tin cảnh báo đã ký, hoặc bỏ --certificate.',
    en: 'The alert is not signed. Trust a signed one only, or leave --certificate out.',
  },
  'signature-several': {
    vi: 'Có {count} chữ ký; chỉ được có một. Không dùng tệp này.',
    en: 'There are {count} signatures, and there may be one only. Do not use this file.',
  },
  'signature-place': {
    vi: 'Chữ ký không nằm ngay trong alert nên không rõ ký cho phần nào. Không dùng tệp này.',
    en: 'The signature is no direct child of alert, so what it covers is unclear. Do not use this file.',
  },
  'signature-wrapped': {
    vi: 'Có một alert khác bên trong cảnh báo: chữ ký có thể là của bản đó. Không dùng tệp này.',
    en: 'There is another alert inside this one: the signature may be over that one. Do not use this file.',
  },
  'signature-shape': {
    vi: 'Chữ ký thiếu hoặc thừa {found}, hoặc phần đó viết sai. Ký lại cảnh báo.',
    en: 'In the signature {found} is missing, repeated or malformed. Sign the alert again.',
  },
  'signature-reference': {
    vi: 'Chữ ký có {count} Reference với URI “{found}”; chỉ được có một, với URI rỗng, nghĩa là cả cảnh báo. Không dùng tệp này.',
    en: "The signature has {count} references, the URI '{found}'; it may have one, with an empty URI, which is the whole alert. Do not use this file.",
  },
  'signature-transform': {
    vi: 'Chữ ký dùng phép biến đổi {found}, có thể bỏ bớt nội dung được ký. Chỉ chấp nhận enveloped-signature rồi một phép c14n.',
    en: 'The signature uses the transform {found}, which may leave out what it covers. Accepted are enveloped-signature and then one c14n.',
  },
  'signature-algorithm': {
    vi: 'Chữ ký dùng thuật toán {found}. Chỉ chấp nhận RSA hoặc ECDSA với SHA-256, SHA-384 hoặc SHA-512.',
    en: 'The signature uses the algorithm {found}. Accepted are RSA and ECDSA with SHA-256, SHA-384 or SHA-512.',
  },
  'signature-key': {
    vi: 'Chữ ký là {found} nhưng khóa của chứng thư là {other}. Kiểm tra lại chứng thư.',
    en: 'The signature is by {found} and the key of the certificate is {other}. Check which certificate it is.',
  },
  'signature-content': {
    vi: 'Nội dung khác với nội dung đã ký: cảnh báo đã bị thay đổi sau khi ký. Không dùng tệp này.',
    en: 'The content is not what was signed: the alert was changed afterwards. Do not use this file.',
  },
  'signature-value': {
    vi: 'Chữ ký không phải do khóa của chứng thư này ký. Kiểm tra lại chứng thư; nếu đúng, không dùng tệp này.',
    en: 'The signature is not by the key of this certificate. Check which certificate it is; if it is right, do not use this file.',
  },
  'certificate-expired': {
    vi: 'Chứng thư đã hết hạn lúc {instant}. Lấy chứng thư mới của nơi gửi.',
    en: 'The certificate expired at {instant}. Take the new one of the sender.',
  },
  'certificate-early': {
    vi: 'Chứng thư chỉ có hiệu lực từ {instant}. Kiểm tra đồng hồ của máy và chứng thư.',
    en: 'The certificate is valid from {instant} on. Check the clock of this machine and the certificate.',
  },
}
