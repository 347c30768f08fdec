/** The table of failures, by room. A sentence says what happened and what to do, without a number of a subscriber in it. */
import type { FailureKind } from './failure.ts'

export const FAILURES = {
  // command line
  usage: {
    retry: 'never',
    blame: 'caller',
    http: 400,
    exit: 2,
    vi: '{what}. Xem trợ giúp với --help.',
    en: '{what}. See --help.',
  },
  fileUnreadable: {
    retry: 'later',
    blame: 'caller',
    http: 400,
    exit: 1,
    vi: 'Không đọc được {file}: {why}. Kiểm tra lại đường dẫn và quyền đọc.',
    en: 'Cannot read {file}: {why}. Check the path and its permissions.',
  },
  fileUnwritable: {
    retry: 'later',
    blame: 'caller',
    http: 507,
    exit: 1,
    vi: 'Không ghi được {file}: {why}. Giải phóng dung lượng đĩa hoặc chọn nơi khác.',
    en: 'Cannot write {file}: {why}. Free some disk space or choose another place.',
  },
  // text
  textEmpty: {
    retry: 'never',
    blame: 'caller',
    http: 422,
    exit: 1,
    vi: 'Nội dung tin nhắn trống. Hãy nhập ít nhất một chữ.',
    en: 'The message is empty. Give it at least one letter.',
  },
  textTooLong: {
    retry: 'never',
    blame: 'caller',
    http: 422,
    exit: 1,
    vi: 'Tin nhắn dài {segments} bản tin SMS thông thường, nhiều nhất là {max}. Hãy rút gọn hoặc chia thành nhiều tin.',
    en: 'The message takes {segments} ordinary SMS (segments), of which one message can have {max}. Shorten or divide it.',
  },
  textLoneSurrogate: {
    retry: 'never',
    blame: 'caller',
    http: 422,
    exit: 1,
    vi: 'Chữ thứ {position} của tin nhắn là nửa ký tự ({letter}), văn bản đã hỏng. Hãy gõ lại chữ đó.',
    en: 'Letter {position} of the message is half a character ({letter}): the text is damaged. Type that letter again.',
  },
  letterNotInGsm7: {
    retry: 'never',
    blame: 'caller',
    http: 422,
    exit: 1,
    vi: 'Chữ thứ {position} của tin nhắn, {letter}, không có trong bảng mã GSM-7. Hãy thay chữ đó hoặc gửi bằng UCS-2.',
    en: 'Letter {position} of the message, {letter}, is not in the GSM-7 alphabet. Replace it or send as UCS-2.',
  },
  messageNotUtf8: {
    retry: 'never',
    blame: 'caller',
    http: 422,
    exit: 1,
    vi: '{file} không phải là văn bản UTF-8. Hãy lưu lại tệp với bảng mã UTF-8.',
    en: '{file} is not UTF-8 text. Save it again with the encoding UTF-8.',
  },
  messageFileTooLarge: {
    retry: 'never',
    blame: 'caller',
    http: 413,
    exit: 1,
    vi: '{file} lớn hơn {octets} byte, dài hơn mọi tin nhắn có thể gửi. Kiểm tra lại đường dẫn.',
    en: '{file} has more than {octets} octets, longer than any message can be. Check the path.',
  },
} as const satisfies Record<string, FailureKind>
