/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { unprocessable } from '../base/failure-kinds.ts'

export const TEXT_FAILURES = {
  textEmpty: unprocessable({
    vi: 'Nội dung tin nhắn trống. Hãy nhập nội dung.',
    en: 'The message is empty. Enter its text.',
  }),
  textTooLong: unprocessable({
    vi: 'Tin nhắn dài {segments} bản tin SMS thông thường, nhiều nhất là {max}. Hãy rút gọn hoặc chia thành nhiều tin.',
    en: 'The message takes {segments} ordinary SMS (segments); at most {max} are possible. Shorten or split it.',
  }),
  textLoneSurrogate: unprocessable({
    vi: 'Chữ thứ {position} của tin nhắn là nửa ký tự ({letter}), văn bản đã hỏng. Hãy gõ lại chữ đó.',
    en: 'Letter {position} of the message is half a character ({letter}): the text is damaged. Type that letter again.',
  }),
  letterNotInGsm7: unprocessable({
    vi: 'Chữ thứ {position} của tin nhắn, {letter}, không có trong bảng mã GSM-7. Hãy thay chữ đó hoặc gửi bằng UCS-2.',
    en: 'Letter {position} of the message, {letter}, is not in the GSM-7 alphabet. Replace it or send as UCS-2.',
  }),
} as const satisfies FailureTable

export const textFailure = failuresOf(TEXT_FAILURES)
