/**
 * The faults of a list in Vietnamese and English: what is wrong and how to mend it. Pure; runs in a browser too.
 *
 * `{service}`, `{value}` and `{other}` are filled from the fault; both languages tell the same of them.
 */
import type { Language } from '../base/failure.ts'
import type { FaultCode, ListFault } from './faults.ts'

export const FAULT_WORDS: Readonly<Record<FaultCode, Readonly<Record<Language, string>>>> = {
  'no-such-time-zone': {
    vi: 'Không có múi giờ {value}. Viết tên theo cơ sở dữ liệu IANA, ví dụ Asia/Ho_Chi_Minh.',
    en: 'There is no time zone {value}. Write its IANA name, such as Asia/Ho_Chi_Minh.',
  },
  'letter-odd': {
    vi: 'Tên, đơn vị hoặc căn cứ có {value}, không phải chữ đọc được ở mọi nơi. Xóa hoặc thay ký tự đó.',
    en: 'A name, an owner or an evidence has {value}, which cannot be read everywhere. Delete or replace it.',
  },
  'in-force-before-issued': {
    vi: 'Danh mục có hiệu lực từ {value}, trước lúc ban hành {other}. Nếu đúng là hồi tố thì giữ nguyên; nếu không, sửa một trong hai.',
    en: 'The list is in force from {value}, before it is issued at {other}. Keep it where it is meant to reach back; else correct one of the two.',
  },
  'id-twice': {
    vi: 'Mã dịch vụ {value} có hai lần. Cho một trong hai dịch vụ mã khác.',
    en: 'The service id {value} stands there twice. Give one of the two services another id.',
  },
  'never-free': {
    vi: 'Dịch vụ {service} không có khoảng thời gian miễn cước nào. Thêm khoảng thời gian, hoặc giữ nguyên nếu dịch vụ đã hết được miễn cước.',
    en: 'The service {service} has no period in which it is free. Add one, or keep it so where it is free no longer.',
  },
  'end-before-start': {
    vi: 'Dịch vụ {service} miễn cước đến {value}, không sau lúc bắt đầu {other}. Sửa lại một trong hai thời điểm.',
    en: 'The service {service} is free until {value}, which is not after its start at {other}. Correct one of the two.',
  },
  'periods-overlap': {
    vi: 'Dịch vụ {service} có hai khoảng thời gian chồng nhau: bắt đầu lúc {other} và lúc {value}. Gộp hai khoảng, hoặc cho khoảng trước kết thúc đúng lúc khoảng sau bắt đầu.',
    en: 'The service {service} has two periods that overlap, from {other} and from {value}. Join them, or end the first where the second begins.',
  },
  'ends-a-second-early': {
    vi: 'Dịch vụ {service} miễn cước đến trước {value}: giây cuối cùng của giờ đó vẫn bị tính cước. Nếu ý là trọn giờ đó, viết {other}.',
    en: 'The service {service} is free until just before {value}: the last second of that hour is charged. Where the whole hour is meant, write {other}.',
  },
  'starts-in-the-past': {
    vi: 'Dịch vụ {service} miễn cước từ {value}, trước khi danh mục có hiệu lực: từ lúc đó đến khi có hiệu lực vẫn bị tính cước. Nếu đúng ý thì giữ nguyên; nếu không, sửa lúc bắt đầu.',
    en: 'The service {service} is free from {value}, before the list is in force: until then it is charged. Keep it where that is meant; else correct its start.',
  },
  'held-by-a-level': {
    vi: 'Cấp độ dịch đang áp dụng ở {other} cần dịch vụ {service} được miễn cước, nhưng danh mục này không miễn cước dịch vụ đó. Thêm lại khoảng thời gian miễn cước; nếu thật sự thôi miễn cước, người duyệt xác nhận.',
    en: 'The level in force in {other} calls for {service} to be free, and by this list it is not. Add its period again; if it is meant to be charged, the approver confirms it.',
  },
  'ends-before-a-level': {
    vi: 'Cấp độ dịch đang áp dụng ở {other} cần dịch vụ {service} được miễn cước, nhưng theo danh mục này việc miễn cước dừng lúc {value}. Kéo dài khoảng thời gian miễn cước; nếu đúng ý, người duyệt xác nhận.',
    en: 'The level in force in {other} calls for {service} to be free, and by this list it is free only until {value}. Extend its period; if that is meant, the approver confirms it.',
  },
  'number-twice': {
    vi: 'Số {value} của dịch vụ {service} đã thuộc dịch vụ {other}, hoặc trùng một cách viết của số ở đó. Mỗi số chỉ thuộc một dịch vụ: bỏ số ở một nơi.',
    en: "The number {value} of the service {service} is that of {other} already, or one way to write it. A number is one service's: take it out of one of them.",
  },
  'number-again': {
    vi: 'Dịch vụ {service} đã có số {other}: {value} là cách viết khác của chính số đó. Bỏ một trong hai; mọi cách viết đều được nhận ra.',
    en: 'The service {service} has the number {other} already, and {value} is another way to write it. Take one out: every way to write it is known.',
  },
  'diverts-to-itself': {
    vi: 'Dịch vụ {service} chuyển hướng sang chính số {value} của mình. Bỏ số này khỏi danh sách chuyển hướng.',
    en: 'The service {service} diverts to its own number {value}. Take it out of the diversions.',
  },
  'diversion-twice': {
    vi: 'Dịch vụ {service} ghi số chuyển hướng {value} hai lần. Bỏ một lần.',
    en: 'The service {service} names the diversion {value} twice. Take one out.',
  },
  'host-invalid': {
    vi: 'Dịch vụ {service}: {value} không phải tên máy chủ. Viết chỉ tên, ví dụ ncov.moh.gov.vn hoặc *.moh.gov.vn; không có https:// và không có dấu gạch chéo.',
    en: 'In the service {service}, {value} is no host name. Write the name alone, such as ncov.moh.gov.vn or *.moh.gov.vn, without https:// or a slash.',
  },
  'host-is-address': {
    vi: 'Dịch vụ {service}: {value} là địa chỉ IP, không phải tên máy chủ. Chuyển nó sang danh sách dải địa chỉ.',
    en: 'In the service {service}, the host {value} is an IP address. Put it among the prefixes.',
  },
  'host-twice': {
    vi: 'Máy chủ {value} của dịch vụ {service} đã có ở dịch vụ {other}. Mỗi tên máy chủ chỉ thuộc một dịch vụ: bỏ ở một nơi.',
    en: "The host {value} of the service {service} stands in {other} already. A host is one service's: take it out of one of them.",
  },
  'hosts-overlap': {
    vi: 'Máy chủ {value} của dịch vụ {service} nằm dưới {other} của một dịch vụ khác nên không rõ thuộc dịch vụ nào. Thay {other} bằng từng tên máy chủ.',
    en: 'The host {value} of the service {service} lies below {other} of another service, so whose it is cannot be told. Name the hosts one by one in place of {other}.',
  },
  'host-wide': {
    vi: 'Dịch vụ {service}: {value} miễn cước cho mọi tên dưới một tên miền cấp hai. Thu hẹp lại, hoặc giữ nguyên nếu đúng ý.',
    en: 'In the service {service}, {value} frees every name below a second-level domain. Narrow it, or keep it where that is meant.',
  },
  'no-prefix': {
    vi: 'Dịch vụ {service} không có dải địa chỉ nào nên không lượt truy cập nào được miễn cước: chỉ tên máy chủ thì không chứng minh được gì. Thêm các dải địa chỉ của trang.',
    en: 'The service {service} has no prefix, so no access to it is free: a name alone proves nothing. Add the prefixes that the page is served from.',
  },
  'prefix-invalid': {
    vi: 'Dịch vụ {service}: {value} không phải dải địa chỉ. Viết như 123.30.0.0/28 hoặc 2405:4800:1::/48, không có bit nào sau độ dài.',
    en: 'In the service {service}, {value} is no prefix. Write it as 123.30.0.0/28 or 2405:4800:1::/48, with no bit set behind its length.',
  },
  'prefix-everything': {
    vi: 'Dịch vụ {service}: {value} là toàn bộ Internet. Viết các dải địa chỉ thật của trang.',
    en: 'In the service {service}, {value} is the whole Internet. Write the prefixes that the page is really served from.',
  },
  'prefix-special': {
    vi: 'Dịch vụ {service}: {value} chạm vào địa chỉ riêng hoặc dành riêng, nơi không có trang công cộng nào. Viết các dải địa chỉ công cộng của trang.',
    en: 'In the service {service}, {value} touches private or reserved addresses, where no public page is. Write the public prefixes of the page.',
  },
  'prefix-wide': {
    vi: 'Dịch vụ {service}: {value} rộng hơn mọi trang cần. Thu hẹp lại, hoặc giữ nguyên nếu trang thật sự ở trên cả dải đó.',
    en: 'In the service {service}, {value} is wider than any page needs. Narrow it, or keep it where the page really has all of it.',
  },
  'prefixes-overlap': {
    vi: 'Dải địa chỉ {value} của dịch vụ {service} chồng lên {other}. Bỏ bớt một dải; nếu hai dịch vụ dùng chung máy chủ, ghi exclusive là false ở cả hai.',
    en: 'The prefix {value} of the service {service} overlaps {other}. Take one out; where two services share servers, say exclusive: false in both.',
  },
  'port-twice': {
    vi: 'Dịch vụ {service} ghi cổng {value} hai lần. Bỏ một lần.',
    en: 'The service {service} names the port {value} twice. Take one out.',
  },
}

export function faultSentence(fault: ListFault, language: Language): string {
  return FAULT_WORDS[fault.code][language].replace(
    /\{(service|value|other)\}/g,
    (_, name: 'service' | 'value' | 'other') => fault[name],
  )
}
