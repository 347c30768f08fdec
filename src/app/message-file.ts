/**
 * Reads the message of a file, or of standard input where the path is `-`.
 *
 * A message file is UTF-8. A byte order mark at its start and one final line end (LF or CRLF) are no part of the
 * message; everything else is, octet for octet: nothing is trimmed or repaired. Whether the text can be sent is for
 * `text/split.ts` to say. Reads at most MESSAGE_OCTETS_MAX octets, so `--message /dev/zero` ends too.
 */

import { baseFailure } from '../base/failures.ts'
import { type Remark, remarkSentence } from '../text/remarks.ts'
import { TEXT_UNITS_MAX } from '../text/split.ts'
import { appFailure } from './failures.ts'
import { displayed, readAtMost } from './octets-file.ts'

export interface Message {
  readonly text: string
  readonly remarks: readonly Remark[]
  /** The remarks in English. */
  readonly notes: readonly string[]
}

const BYTE_ORDER_MARK = '\ufeff'

/** UTF-8 needs at most 3 octets for a UTF-16 unit; then the byte order mark and the final CRLF. */
export const MESSAGE_OCTETS_MAX = 3 * TEXT_UNITS_MAX + 3 + 2

/** What a command was given: a text, taken as it is, or the file of `--file`; not both. */
export async function messageOf(given: string | undefined, file: string | undefined): Promise<Message> {
  if ((given === undefined) === (file === undefined))
    throw baseFailure('usage', { vi: 'cần một trong hai: văn bản hoặc --file', en: 'give either a text or --file' })
  if (given !== undefined) return { text: given, remarks: [], notes: [] }
  return await readMessage(file ?? '-')
}

/** Fails with `fileUnreadable`, `messageFileTooLarge` or `messageNotUtf8`. The text may be empty. */
export async function readMessage(path: string): Promise<Message> {
  const octets = await readAtMost(path, MESSAGE_OCTETS_MAX)
  if (octets === null) throw appFailure('messageFileTooLarge', { file: displayed(path), octets: MESSAGE_OCTETS_MAX })
  return decodeMessage(octets, displayed(path))
}

function decodeMessage(octets: Uint8Array, file: string): Message {
  if (looksLikeUtf16(octets)) throw appFailure('messageNotUtf8', { file })
  let text = utf8(octets, file)
  const remarks: Remark[] = []
  if (text.startsWith(BYTE_ORDER_MARK)) {
    text = text.slice(BYTE_ORDER_MARK.length)
    remarks.push({ is: 'byteOrderMark' })
  }
  return { text: text.replace(/\r?\n$/, ''), remarks, notes: remarks.map(remark => remarkSentence(remark, 'en')) }
}

function utf8(octets: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    throw appFailure('messageNotUtf8', { file })
  }
}

/**
 * UTF-16 without a byte order mark is valid UTF-8 where its letters are ASCII, only with a NUL beside each: half of
 * the octets, all at odd or all at even places. (With a byte order mark it is no UTF-8.)
 */
function looksLikeUtf16(octets: Uint8Array): boolean {
  if (octets.length < 4 || octets.length % 2 !== 0) return false
  const nuls = [0, 0]
  for (const [i, octet] of octets.entries()) if (octet === 0) nuls[i % 2] += 1
  const [few, many] = nuls.sort((a, b) => a - b)
  return few === 0 && many >= octets.length / 4
}
