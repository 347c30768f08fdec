/** Texts of an alert that have a form of their own: language tags, addresses of the web, MIME types, base64. */

/**
 * RFC 5646, 2.1, with primary subtags of 2 or 3 letters: longer ones are well formed there, and not one was ever registered,
 * so that `english` is none.
 */
const LANGUAGE =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[\da-wyz](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+)$/i
/** Older than the grammar, and registered as they are. */
const IRREGULAR =
  /^(?:en-GB-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:BE-FR|BE-NL|CH-DE))$/i

export const isLanguageTag = (text: string) => LANGUAGE.test(text) || IRREGULAR.test(text)

const PERCENT = '%[\\dA-Fa-f]{2}'
/** RFC 3986 with the letters of RFC 3987. */
const letters = (more: string) => `(?:[\\w.~!$&'()*+,;=${more}\\u00A0-\\u{10FFFF}-]|${PERCENT})`
const AUTHORITY = `//(?:${letters(':')}*@)?(?:\\[[\\dA-Fa-f:.]+\\]|${letters('')}*)(?::\\d{0,5})?(?=[/?#]|$)`
const ADDRESS = new RegExp(
  `^(?:([A-Za-z][A-Za-z\\d+.-]*):)?(?:${AUTHORITY})?((?!//)${letters(':@/')}*)(?:\\?${letters(':@/?')}*)?(?:#${letters(':@/?')}*)?$`,
  'u',
)

/** Absolute, or relative to something. */
export function isAddress(text: string): boolean {
  const parts = ADDRESS.exec(text)
  if (parts === null) return false
  return parts[1] !== undefined || !parts[2].split('/', 1)[0].includes(':')
}

export const isAbsoluteAddress = (text: string) => ADDRESS.exec(text)?.[1] !== undefined

const TOKEN = "[\\w!#$%&'*+.^`|~-]+"
const MIME_TYPE = new RegExp(`^${TOKEN}/${TOKEN}(?:[ \\t]*;[ -~]*)?$`)

export const isMimeType = (text: string) => MIME_TYPE.test(text)

/** Its octets, or null. White space may stand anywhere, as XML Schema's base64Binary allows. */
export function base64Octets(text: string): Uint8Array | null {
  const packed = text.replace(/[ \t\r\n]+/g, '')
  if (packed === '' || packed.length % 4 !== 0 || !/^[\w+/]*={0,2}$/.test(packed)) return null
  if (packed.includes('_')) return null
  return Buffer.from(packed, 'base64')
}
