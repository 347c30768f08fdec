/**
 * Text of people's for places where a character may do more than be read: one line of a header, a paragraph, HTML. Pure.
 *
 * Control characters end a header and begin another; marks of direction let a line read other than it is written, and may
 * run on into what follows. Vietnamese needs none of them.
 */

/** Bidirectional controls of Unicode: ALM, LRM, RLM, embeddings, overrides, isolates. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** Also half of a surrogate pair, which is no character and cannot be written in UTF-8. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export function oneLine(text: string): string {
  return plain(text)
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim()
}

/** Line ends stay, as LF. */
export function paragraphs(text: string): string {
  return plain(text)
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
}

export function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}

function plain(text: string): string {
  return text.normalize('NFC').replace(DIRECTION, '').replace(LONE, '\ufffd')
}
