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
    en: 'There is no time zone {value}. Use an IANA name, for example Asia/Ho_Chi_Minh.',
  },
  'letter-odd': {
    vi: 'Tên, đơn vị hoặc căn cứ có {value}, không phải chữ đọc được ở mọi nơi. Xóa hoặc thay ký tự đó.',
    en: 'A name, owner or evidence has {value}, which is not readable everywhere. Delete or replace it.',
  },
  'in-force-before-issued': {
    vi: 'Danh mục có hiệu lực từ {value}, trước lúc ban hành {other}. Nếu đúng là hồi tố thì giữ nguyên; nếu không, sửa một trong hai.',
    en: 'The list is in force from {value}, before its issue at {other}. Keep this if retroactive; otherwise correct one of the two.',
  },
  'id-twice': {
    vi: 'Mã dịch vụ {value} có hai lần. Cho một trong hai dịch vụ mã khác.',
    en: 'The service id {value} is used twice. Give one of the two services another id.',
  },
  'never-free': {
    vi: 'Dịch vụ {service} không có khoảng thời gian miễn cước nào. Thêm khoảng thời gian, hoặc giữ nguyên nếu dịch vụ đã hết được miễn cước.',
    en: 'The service {service} has no free period. Add one, or keep it so if the service is no longer free.',
  },
  'end-before-start': {
    vi: 'Dịch vụ {service} miễn cước đến {value}, không sau lúc bắt đầu {other}. Sửa lại một trong hai thời điểm.',
    en: 'The service {service} is free until {value}, not after its start at {other}. Correct one of the two.',
  },
  'periods-overlap': {
    vi: 'Dịch vụ {service} có hai khoảng thời gian chồng nhau: bắt đầu lúc {other} và lúc {value}. Gộp hai khoảng, hoặc cho khoảng trước kết thúc đúng lúc khoảng sau bắt đầu.',
    en: 'The service {service} has two overlapping periods, from {other} and from {value}. Merge them, or end the first where the second begins.',
  },
  'ends-a-second-early': {
    vi: 'Dịch vụ {service} miễn cước đến trước {value}: giây cuối cùng của giờ đó vẫn bị tính cước. Nếu ý là trọn giờ đó, viết {other}.',
    en: 'The service {service} is free until just before {value}: the last second of that hour is charged. For the whole hour, write {other}.',
  },
  'starts-in-the-past': {
    vi: 'Dịch vụ {service} miễn cước từ {value}, trước khi danh mục có hiệu lực: từ lúc đó đến khi có hiệu lực vẫn bị tính cước. Nếu đúng ý thì giữ nguyên; nếu không, sửa lúc bắt đầu.',
    en: 'The service {service} is free from {value}, before the list is in force: until then it is charged. Keep this if intended; otherwise correct its start.',
  },
  'held-by-a-level': {
    vi: 'Cấp độ dịch đang áp dụng ở {other} cần dịch vụ {service} được miễn cước, nhưng danh mục này không miễn cước dịch vụ đó. Thêm lại khoảng thời gian miễn cước; nếu thật sự thôi miễn cước, người duyệt xác nhận.',
    en: 'The level in force in {other} requires {service} to be free, but this list does not free it. Add its period again; if charging is intended, the approver confirms it.',
  },
  'ends-before-a-level': {
    vi: 'Cấp độ dịch đang áp dụng ở {other} cần dịch vụ {service} được miễn cước, nhưng theo danh mục này việc miễn cước dừng lúc {value}. Kéo dài khoảng thời gian miễn cước; nếu đúng ý, người duyệt xác nhận.',
    en: 'The level in force in {other} requires {service} to be free, but this list ends that at {value}. Extend its period; if intended, the approver confirms it.',
  },
  'number-twice': {
    vi: 'Số {value} của dịch vụ {service} đã thuộc dịch vụ {other}, hoặc trùng một cách viết của số ở đó. Mỗi số chỉ thuộc một dịch vụ: bỏ số ở một nơi.',
    en: 'The number {value} of the service {service} already belongs to {other}, possibly written differently. A number has one service: remove it from one of them.',
  },
  'number-again': {
    vi: 'Dịch vụ {service} đã có số {other}: {value} là cách viết khác của chính số đó. Bỏ một trong hai; mọi cách viết đều được nhận ra.',
    en: 'The service {service} already has the number {other}; {value} is the same number written differently. Remove one: every form is recognised.',
  },
  'diverts-to-itself': {
    vi: 'Dịch vụ {service} chuyển hướng sang chính số {value} của mình. Bỏ số này khỏi danh sách chuyển hướng.',
    en: 'The service {service} diverts to its own number {value}. Remove it from the diversions.',
  },
  'diversion-twice': {
    vi: 'Dịch vụ {service} ghi số chuyển hướng {value} hai lần. Bỏ một lần.',
    en: 'The service {service} lists the diversion {value} twice. Remove one.',
  },
  'host-invalid': {
    vi: 'Dịch vụ {service}: {value} không phải tên máy chủ. Viết chỉ tên, ví dụ ncov.moh.gov.vn hoặc *.moh.gov.vn; không có https:// và không có dấu gạch chéo.',
    en: 'In the service {service}, {value} is not a valid host name. Write only the name, for example ncov.moh.gov.vn or *.moh.gov.vn, without https:// or a slash.',
  },
  'host-is-address': {
    vi: 'Dịch vụ {service}: {value} là địa chỉ IP, không phải tên máy chủ. Chuyển sang danh sách dải địa chỉ.',
    en: 'The host {value} is an IP address (service {service}). Move it to the prefixes.',
  },
  'host-twice': {
    vi: 'Máy chủ {value} của dịch vụ {service} đã có ở dịch vụ {other}. Mỗi tên máy chủ chỉ thuộc một dịch vụ: bỏ ở một nơi.',
    en: 'The host {value} of the service {service} is already in {other}. A host has one service: remove it from one of them.',
  },
  'hosts-overlap': {
    vi: 'Máy chủ {value} của dịch vụ {service} nằm dưới {other} của một dịch vụ khác nên không rõ thuộc dịch vụ nào. Thay {other} bằng từng tên máy chủ.',
    en: 'The host {value} of the service {service} is under {other} of another service, so its service is unclear. Replace {other} with single host names.',
  },
  'host-wide': {
    vi: 'Dịch vụ {service}: {value} miễn cước cho mọi tên dưới một tên miền cấp hai. Thu hẹp lại, hoặc giữ nguyên nếu đúng ý.',
    en: 'In the service {service}, {value} frees every name under a second-level domain. Narrow it, or keep it if intended.',
  },
  'no-prefix': {
    vi: 'Dịch vụ {service} không có dải địa chỉ nào nên không lượt truy cập nào được miễn cước: chỉ tên máy chủ thì không chứng minh được gì. Thêm các dải địa chỉ của trang.',
    en: 'The service {service} has no prefix, so no access to it is free: a name proves nothing. Add the prefixes of the page.',
  },
  'prefix-invalid': {
    vi: 'Dịch vụ {service}: {value} không phải dải địa chỉ. Viết như 123.30.0.0/28 hoặc 2405:4800:1::/48, không có bit nào sau độ dài.',
    en: 'In the service {service}, {value} is not a prefix. Write it like 123.30.0.0/28 or 2405:4800:1::/48, with no bit set after its length.',
  },
  'prefix-everything': {
    vi: 'Dịch vụ {service}: {value} là toàn bộ Internet. Viết các dải địa chỉ thật của trang.',
    en: 'In the service {service}, {value} is the whole Internet. Give the real prefixes of the page.',
  },
  'prefix-special': {
    vi: 'Dịch vụ {service}: {value} chạm vào địa chỉ riêng hoặc dành riêng, nơi không có trang công cộng nào. Viết các dải địa chỉ công cộng của trang.',
    en: 'In the service {service}, {value} touches private or reserved addresses, which no public page has. Give the public prefixes of the page.',
  },
  'prefix-wide': {
    vi: 'Dịch vụ {service}: {value} rộng hơn mọi trang cần. Thu hẹp lại, hoặc giữ nguyên nếu trang thật sự ở trên cả dải đó.',
    en: 'In the service {service}, {value} is wider than any page needs. Narrow it, or keep it if the page really uses all of it.',
  },
  'prefixes-overlap': {
    vi: 'Dải địa chỉ {value} của dịch vụ {service} chồng lên {other}. Bỏ bớt một dải; nếu hai dịch vụ dùng chung máy chủ, ghi exclusive là false ở cả hai.',
    en: 'The prefix {value} of the service {service} overlaps {other}. Remove one; if two services share servers, set exclusive: false in both.',
  },
  'port-twice': {
    vi: 'Dịch vụ {service} ghi cổng {value} hai lần. Bỏ một lần.',
    en: 'The service {service} lists the port {value} twice. Remove one.',
  },
}

export function faultSentence(fault: ListFault, language: Language): string {
  return FAULT_WORDS[fault.code][language].replace(
    /\{(service|value|other)\}/g,
    (_, name: 'service' | 'value' | 'other') => fault[name],
  )
}
