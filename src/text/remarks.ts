/**
 * What a person should know about a message before it goes out, beside the figures: as values, and as short
 * sentences in both languages. Knows nothing of files or screens.
 */
import type { Language } from '../base/failure.ts'

export type Remark =
  /** The text was not in Normalization Form C; what is counted and sent is. */
  | { readonly is: 'normalised' }
  /** A few letters alone make a text UCS-2 that would else be GSM-7. */
  | { readonly is: 'forcesUcs2'; readonly letters: readonly string[] }
  /** Control characters other than line ends: phones show them as a blank, a box, or end the text there. */
  | { readonly is: 'control'; readonly letters: readonly string[] }
  /** U+FFFD: a letter was lost when the text was converted before it came here. */
  | { readonly is: 'lostLetter'; readonly count: number }
  /** The file began with a byte order mark, which is no part of the message. */
  | { readonly is: 'byteOrderMark' }

export function remarkSentence(remark: Remark, language: Language): string {
  const vi = language === 'vi'
  switch (remark.is) {
    case 'normalised':
      return vi ? 'đã chuẩn hóa về NFC' : 'normalised to NFC'
    case 'forcesUcs2': {
      const letters = remark.letters.map(letterName).join(', ')
      if (vi) return `phải dùng UCS-2 chỉ vì ${letters}`
      return `UCS-2 only because of ${letters}`
    }
    case 'control': {
      const letters = remark.letters.map(letterName).join(', ')
      if (vi) return `có ký tự điều khiển mà điện thoại có thể không hiển thị: ${letters}`
      return `holds control characters that phones may not show: ${letters}`
    }
    case 'lostLetter':
      if (vi) return `có ${remark.count} chữ đã hỏng (U+FFFD) từ trước; hãy xem lại văn bản gốc`
      return `${remark.count} damaged ${remark.count === 1 ? 'letter' : 'letters'} (U+FFFD); look at the original text`
    case 'byteOrderMark':
      return vi ? 'đã bỏ dấu thứ tự byte (BOM) ở đầu tệp' : 'byte order mark left out'
  }
}

/** A letter as people can see and search it: `“ (U+201C)`; the code alone where there is nothing to see. */
export function letterName(letter: string): string {
  const code = letterCode(letter)
  return /[\p{C}\p{Z}\p{M}]/u.test(letter) ? code : `${letter} (${code})`
}

/** `U+201C` */
export function letterCode(letter: string): string {
  return `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
}
