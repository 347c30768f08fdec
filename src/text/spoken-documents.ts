/**
 * Numbers of documents, as Decree 30/2020/NĐ-CP writes them: 16/CT-TTg · 15/2020/NĐ-CP · 1185/CVT-CPTT. Knows no other slashes.
 *
 *   Quyết định 237/QĐ-BYT     Quyết định hai trăm ba mươi bảy của Bộ Y tế     the kind was said before: it is not said twice
 *   Số: 16/CT-TTg             Số: mười sáu, chỉ thị của Thủ tướng Chính phủ
 *   237/QĐ-XYZ                hai trăm ba mươi bảy, quyết định của XYZ        XYZ asks
 */
import { numberWords } from './spoken-numbers.ts'
import { isDigits, isSign, type Read, type Reading } from './spoken-reading.ts'
import { isReadable } from './spoken-syllables.ts'
import { ABBREVIATIONS, DOCUMENTS, ISSUERS } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

export function documentAt(at: number, { tokens, voice }: Reading): Read | null {
  const ofYear = isSign(tokens[at + 1], '/') && isYear(tokens[at + 2])
  const joint = ofYear ? at + 3 : at + 1
  if (isSign(tokens[at - 1], '/') || !isDocument(tokens, joint)) return null
  const year = ofYear ? ` năm ${numberWords(tokens[at + 2].text)}` : ''
  const number = `${numberWords(tokens[at].text)}${year}`
  const kind = DOCUMENTS.get(tokens[joint + 1].text)
  if (kind === undefined) return withoutKind(number, tokens, joint)
  const issued = issuersAt(tokens, joint + 2)
  const pieces = [number, ...kindPieces(kind, voice.trail(TRAIL_WORDS)), ...issued.pieces]
  return { is: 'said', pieces, next: issued.next }
}

/** 03/2007/QH12, 1185/CVT-CPTT */
function withoutKind(number: string, tokens: readonly Token[], joint: number): Read {
  if (issuerWords(tokens[joint + 1].text) === null) return { is: 'said', pieces: [number, ','], next: joint + 1 }
  const issued = issuersAt(tokens, joint)
  return { is: 'said', pieces: [number, ...issued.pieces], next: issued.next }
}

/** /CT-TTg, and the Party's -CT/TW. */
function isDocument(tokens: readonly Token[], joint: number): boolean {
  const first = tokens[joint + 1]
  if (first?.is !== 'word' || !/^\p{Lu}\p{M}*\p{L}/u.test(first.text)) return false
  if (isSign(tokens[joint], '/')) return !isReadable(first.text)
  const isOfParty = isSign(tokens[joint], '-') && isSign(tokens[joint + 2], '/')
  return isOfParty && DOCUMENTS.has(first.text) && tokens[joint + 3]?.is === 'word'
}

const TRAIL_WORDS = 6

function kindPieces(kind: string, trail: string): string[] {
  return trail.endsWith(kind) || trail.endsWith(`${kind} số`) ? [] : [',', kind]
}

function isYear(token: Token | undefined): token is Token {
  return isDigits(token) && /^(19|20|21)\d\d$/.test(token?.text ?? '')
}

function isJoint(token: Token | undefined): boolean {
  return isSign(token, '/', '-', '–')
}

/** Who has issued it, as far as the tables know; the first that they do not know is for the other rules to read. */
function issuersAt(tokens: readonly Token[], from: number): { pieces: string[]; next: number } {
  const pieces: string[] = []
  let next = from
  while (isJoint(tokens[next]) && tokens[next + 1]?.is === 'word') {
    const issuer = issuerWords(tokens[next + 1].text)
    pieces.push(pieces.length === 0 ? 'của' : ',')
    if (issuer === null) return { pieces, next: next + 1 }
    pieces.push(issuer)
    next += 2
  }
  return { pieces, next }
}

function issuerWords(text: string): string | null {
  const known = ABBREVIATIONS.get(text)
  return ISSUERS.get(text) ?? (known?.needs === undefined ? known?.says : null) ?? null
}
