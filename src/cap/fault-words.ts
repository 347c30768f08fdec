/** The faults of an alert in Vietnamese and English: what is wrong and how to mend it. Both tell the same details. */
import { fill, type Language } from '../base/failure.ts'
import type { Fault, FaultCode } from './faults.ts'

export const faultSentence = ({ code, details }: Fault, language: Language) =>
  fill(FAULT_WORDS[code][language], details)

export const FAULT_WORDS: Readonly<Record<FaultCode, Readonly<Record<Language, string>>>> = {
  'too-large': {
    vi: 'Tệp lớn hơn {max} byte nên không được đọc. Đặt hình và âm thanh ra ngoài tệp, chỉ ghi địa chỉ trong uri.',
    en: 'The file has more than {max} bytes and is not read. Keep pictures and sound outside and link them in uri.',
  },
  encoding: {
    vi: 'Tệp không phải UTF-8 ({found}). Lưu lại tệp với bảng mã UTF-8.',
    en: 'The file is not UTF-8 ({found}). Save it again as UTF-8.',
  },
  character: {
    vi: 'Tệp chứa ký tự {found}, XML không cho phép. Bỏ ký tự đó.',
    en: 'The file has the character {found}, which XML does not allow. Remove the character.',
  },
  doctype: {
    vi: 'Tệp có khai báo DOCTYPE nên không được đọc: cảnh báo CAP không cần DOCTYPE, còn kẻ xấu thì lợi dụng. Bỏ khai báo đó.',
    en: 'The file declares a DOCTYPE and is not read: alerts need none, attackers do. Remove the declaration.',
  },
  'not-well-formed': {
    vi: 'Dòng {line} không đúng cú pháp XML: thẻ chưa đóng, dấu & chưa viết thành &amp;, hoặc tiền tố chưa khai báo. Sửa dòng đó.',
    en: 'Line {line} is not well-formed XML: an unclosed tag, an & not written as &amp;, or an undeclared prefix. Correct the line.',
  },
  'too-deep': {
    vi: 'Tệp lồng nhau sâu hơn {max} thẻ nên không được đọc. Cảnh báo CAP chỉ lồng sáu thẻ.',
    en: 'The file is nested deeper than {max} elements and is not read. An alert needs six.',
  },
  'too-many-elements': {
    vi: 'Tệp có hơn {max} phần tử nên không được đọc. Bỏ những phần tử lặp lại.',
    en: 'The file has more than {max} elements and is not read. Remove repeated elements.',
  },
  'too-many-names': {
    vi: 'Tệp có hơn {max} thuộc tính hoặc tiền tố ở cùng một chỗ nên không được đọc. Bỏ những thứ thừa.',
    en: 'The file has more than {max} attributes or prefixes in one place and is not read. Remove the unneeded ones.',
  },
  'too-many-faults': {
    vi: 'Còn nhiều lỗi nữa: chỉ nêu {max} lỗi đầu. Sửa các lỗi này rồi kiểm tra lại.',
    en: 'There are more: only the first {max} errors are shown. Fix these and check again.',
  },
  root: {
    vi: 'Phần tử gốc là {found}, không phải alert. Mỗi tệp chứa đúng một cảnh báo.',
    en: 'The root element is {found}, not alert. Each file has exactly one alert.',
  },
  namespace: {
    vi: 'Phần tử này thuộc không gian tên “{found}”, không phải của CAP 1.2. Dùng urn:oasis:names:tc:emergency:cap:1.2.',
    en: "This element has the namespace '{found}', not that of CAP 1.2. Use urn:oasis:names:tc:emergency:cap:1.2.",
  },
  'unknown-element': {
    vi: 'CAP 1.2 không có phần tử {found} ở đây. Bỏ phần tử đó; dữ liệu riêng thì đặt trong parameter.',
    en: 'CAP 1.2 has no element {found} here. Remove the element; put your own data in parameter.',
  },
  order: {
    vi: 'Phần tử {found} đứng sai thứ tự. Xếp lại theo thứ tự của lược đồ CAP 1.2.',
    en: 'The element {found} is out of order. Follow the order of the CAP 1.2 schema.',
  },
  repeated: {
    vi: 'Phần tử {found} chỉ được có một lần. Bỏ phần tử thừa.',
    en: 'The element {found} may appear only once. Remove the other.',
  },
  missing: {
    vi: 'Thiếu phần tử bắt buộc {found}. Thêm phần tử đó.',
    en: 'The required element {found} is missing. Add it.',
  },
  attribute: {
    vi: 'Phần tử này không được có thuộc tính {found}. Bỏ thuộc tính đó.',
    en: 'This element may not have the attribute {found}. Remove the attribute.',
  },
  text: {
    vi: 'Có chữ “{found}” nằm giữa các phần tử. Chuyển chữ đó vào một phần tử.',
    en: "The text '{found}' is between elements. Move it into one of them.",
  },
  value: {
    vi: '“{found}” không phải là một giá trị cho phép: {allowed}. Viết đúng chữ hoa, chữ thường và không có dấu cách.',
    en: "'{found}' is not an allowed value: {allowed}. Match upper and lower case, without spaces.",
  },
  number: {
    vi: '“{found}” không phải là số. Viết bằng chữ số, không có đơn vị.',
    en: "'{found}' is not a number. Write digits, without a unit.",
  },
  time: {
    vi: '“{found}” không phải thời điểm của CAP. Viết như 2026-02-03T07:00:00+07:00, đến giây, không có phần lẻ.',
    en: "'{found}' is not a CAP time. Write it like 2026-02-03T07:00:00+07:00, to the second, without a fraction.",
  },
  'time-zone': {
    vi: '“{found}” không có độ lệch múi giờ như CAP đòi hỏi: +07:00, không bao giờ là Z. Giờ UTC viết là -00:00.',
    en: "'{found}' lacks a time offset as CAP requires: +07:00, never Z. Write UTC as -00:00.",
  },
  empty: {
    vi: 'Phần tử bắt buộc {found} để trống. Điền nội dung.',
    en: 'The required element {found} is empty. Add its content.',
  },
  identifier: {
    vi: '“{found}” có dấu cách, dấu phẩy, < hoặc &, là những ký tự dùng để tách. Dùng dấu gạch nối hoặc dấu chấm.',
    en: "'{found}' has a space, a comma, < or &, which are separators. Use a hyphen or a dot.",
  },
  'language-missing': {
    vi: 'Không nêu ngôn ngữ nên máy đọc sẽ hiểu là en-US. Thêm language, ví dụ vi-VN.',
    en: 'No language is given, so readers assume en-US. Add language, for example vi-VN.',
  },
  language: {
    vi: '“{found}” không phải mã ngôn ngữ của BCP 47. Viết như vi-VN hoặc en.',
    en: "'{found}' is not a BCP 47 language tag. Write it like vi-VN or en.",
  },
  uri: {
    vi: '“{found}” không phải địa chỉ hợp lệ. Viết đầy đủ, bắt đầu bằng https://.',
    en: "'{found}' is no valid address. Write it in full, from https:// on.",
  },
  'note-missing': {
    vi: 'Cảnh báo có status là Exercise mà thiếu note. Thêm note nói rõ đây là diễn tập nào.',
    en: 'The status is Exercise but there is no note. Add a note that names the exercise.',
  },
  'addresses-missing': {
    vi: 'Cảnh báo có scope là Private mà thiếu addresses. Thêm addresses nêu người nhận.',
    en: 'The scope is Private but there are no addresses. Add addresses that name the recipients.',
  },
  'restriction-missing': {
    vi: 'Cảnh báo có scope là Restricted mà thiếu restriction. Thêm restriction nêu ai được phát lại.',
    en: 'The scope is Restricted but there is no restriction. Add a restriction that says who may pass the alert on.',
  },
  'references-missing': {
    vi: 'Cảnh báo có msgType là {type} mà thiếu references. Thêm references nêu cảnh báo trước đó.',
    en: 'The msgType is {type} but there are no references. Add references that name the earlier message.',
  },
  reference: {
    vi: '“{found}” không phải bộ ba sender,identifier,sent. Tách các bộ ba bằng dấu cách; sent có độ lệch múi giờ.',
    en: "'{found}' is not a triple of sender,identifier,sent. Separate triples with spaces; sent needs a time offset.",
  },
  'reference-later': {
    vi: 'Cảnh báo “{found}” được nhắc tới lại gửi sau cảnh báo này ({sent}). Sửa một trong hai thời điểm.',
    en: "The message '{found}' was sent after this one ({sent}). Correct one of the two times.",
  },
  'reference-itself': {
    vi: 'Cảnh báo “{found}” nhắc tới chính mình. Cho cảnh báo này một identifier mới.',
    en: "The message '{found}' refers to itself. Give this alert a new identifier.",
  },
  twice: { vi: '“{found}” có hai lần. Bỏ một lần.', en: "'{found}' appears twice. Remove one." },
  'expires-early': {
    vi: 'Cảnh báo hết hạn lúc {found}, không sau {other} ({instant}). Sửa một trong hai thời điểm.',
    en: 'The alert expires at {found}, not after {other} ({instant}). Correct one of the two.',
  },
  'polygon-points': {
    vi: 'Đa giác có {count} điểm; cần ít nhất 4, điểm cuối trùng điểm đầu. Thêm điểm còn thiếu.',
    en: 'The polygon has {count} points; at least 4 are needed, the last equal to the first. Add the missing points.',
  },
  'polygon-open': {
    vi: 'Đa giác không khép kín: bắt đầu ở {first}, kết thúc ở {last}. Lặp lại điểm đầu ở cuối.',
    en: 'The polygon is not closed: it begins at {first} and ends at {last}. Repeat the first point at the end.',
  },
  coordinate: {
    vi: '“{found}” không phải là điểm. Viết vĩ độ,kinh độ như 21.03,105.85, không có dấu cách ở giữa.',
    en: "'{found}' is not a point. Write latitude,longitude like 21.03,105.85, without a space.",
  },
  'coordinate-range': {
    vi: 'Điểm {found} nằm ngoài Trái Đất: vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180. Có thể hai số bị đổi chỗ.',
    en: 'The point {found} is not on Earth: latitudes are from -90 to 90, longitudes from -180 to 180. The two may be swapped.',
  },
  circle: {
    vi: '“{found}” không phải hình tròn. Viết vĩ độ,kinh độ rồi dấu cách rồi bán kính theo km, như 21.03,105.85 5.',
    en: "'{found}' is not a circle. Write latitude,longitude, a space and a radius in km, like 21.03,105.85 5.",
  },
  'altitude-missing': {
    vi: 'Có ceiling mà thiếu altitude. Thêm altitude, hoặc bỏ ceiling.',
    en: 'There is a ceiling but no altitude. Add an altitude, or remove the ceiling.',
  },
  'ceiling-low': {
    vi: 'Giá trị ceiling {found} thấp hơn altitude {other}. Sửa một trong hai.',
    en: 'The ceiling {found} is below the altitude {other}. Correct one of the two.',
  },
  'mime-type': {
    vi: '“{found}” không phải kiểu MIME. Viết như image/png.',
    en: "'{found}' is not a MIME type. Write it like image/png.",
  },
  size: {
    vi: 'Kích thước “{found}” không phải số byte. Viết số nguyên từ 0 trở lên.',
    en: "The size '{found}' is not a number of bytes. Write a whole number from 0 up.",
  },
  base64: {
    vi: 'Nội dung của derefUri không phải base64. Mã hóa lại tệp.',
    en: 'The content of derefUri is not base64. Encode the file again.',
  },
  digest: {
    vi: '“{found}” không phải mã băm SHA-1. Viết 40 chữ số thập lục phân.',
    en: "'{found}' is not a SHA-1 digest. Write 40 hexadecimal digits.",
  },
  'digest-differs': {
    vi: 'Mã băm ghi là {found} nhưng SHA-1 của derefUri là {computed}. Tệp đã bị thay đổi: lấy lại tệp hoặc tính lại mã băm.',
    en: 'The digest says {found}, but the SHA-1 of derefUri is {computed}. The file was changed: get it again, or recompute the digest.',
  },
  unsigned: {
    vi: 'Cảnh báo không có chữ ký. Chỉ tin cảnh báo đã ký, hoặc bỏ --certificate.',
    en: 'The alert is not signed. Trust only signed alerts, or omit --certificate.',
  },
  'signature-several': {
    vi: 'Có {count} chữ ký; chỉ được có một. Không dùng tệp này.',
    en: 'There are {count} signatures; only one is allowed. Do not use this file.',
  },
  'signature-place': {
    vi: 'Chữ ký không nằm ngay trong alert nên không rõ ký cho phần nào. Không dùng tệp này.',
    en: 'The signature is not directly inside alert, so what it covers is unclear. Do not use this file.',
  },
  'signature-wrapped': {
    vi: 'Có một alert khác bên trong cảnh báo: chữ ký có thể là của bản đó. Không dùng tệp này.',
    en: 'There is another alert inside this one: the signature may cover that one. Do not use this file.',
  },
  'signature-shape': {
    vi: 'Chữ ký thiếu hoặc thừa {found}, hoặc phần đó viết sai. Ký lại cảnh báo.',
    en: 'In the signature {found} is missing, repeated or malformed. Sign the alert again.',
  },
  'signature-reference': {
    vi: 'Chữ ký có {count} Reference với URI “{found}”; chỉ được có một, với URI rỗng, nghĩa là cả cảnh báo. Không dùng tệp này.',
    en: "The signature has {count} references, URI '{found}'; only one is allowed, with an empty URI (the whole alert). Do not use this file.",
  },
  'signature-transform': {
    vi: 'Chữ ký dùng phép biến đổi {found}, có thể bỏ bớt nội dung được ký. Chỉ chấp nhận enveloped-signature rồi một phép c14n.',
    en: 'The signature uses the transform {found}, which may drop signed content. Only enveloped-signature, then one c14n, are accepted.',
  },
  'signature-algorithm': {
    vi: 'Chữ ký dùng thuật toán {found}. Chỉ chấp nhận RSA hoặc ECDSA với SHA-256, SHA-384 hoặc SHA-512.',
    en: 'The signature uses the algorithm {found}. Only RSA and ECDSA with SHA-256, SHA-384 or SHA-512 are accepted.',
  },
  'signature-key': {
    vi: 'Chữ ký là {found} nhưng khóa của chứng thư là {other}. Kiểm tra lại chứng thư.',
    en: 'The signature is {found} but the certificate’s key is {other}. Check the certificate.',
  },
  'signature-content': {
    vi: 'Nội dung khác với nội dung đã ký: cảnh báo đã bị thay đổi sau khi ký. Không dùng tệp này.',
    en: 'The content differs from what was signed: the alert was changed afterwards. Do not use this file.',
  },
  'signature-value': {
    vi: 'Chữ ký không phải do khóa của chứng thư này ký. Kiểm tra lại chứng thư; nếu đúng, không dùng tệp này.',
    en: 'The signature is not by this certificate’s key. Check the certificate; if it is right, do not use this file.',
  },
  'certificate-expired': {
    vi: 'Chứng thư đã hết hạn lúc {instant}. Lấy chứng thư mới của nơi gửi.',
    en: 'The certificate expired at {instant}. Get the sender’s new certificate.',
  },
  'certificate-early': {
    vi: 'Chứng thư chỉ có hiệu lực từ {instant}. Kiểm tra đồng hồ của máy và chứng thư.',
    en: 'The certificate is valid only from {instant}. Check this machine’s clock and the certificate.',
  },
}
