/**
 * Web and mail addresses: ncov.moh.gov.vn · https://bluezone.gov.vn/taiapp · tin@moh.gov.vn.
 *
 * A name of hosts is known by its top domain; the scheme is not said. Labels of up to three letters, and those without a vowel,
 * are read by their letters; longer ones as words, digits one by one, signs by their names. Case is not said.
 */
import { digitWords } from './spoken-numbers.ts'
import { isDigits, isSign, type Read, type Reading, said } from './spoken-reading.ts'
import { isReadable, spelledWords } from './spoken-syllables.ts'
import { ABBREVIATIONS, ADDRESS_SIGNS, LABELS, TOP_DOMAINS } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

/** Longer names of hosts are read by nobody. */
const HOST_TOKENS_MAX = 64
const SPELLED_LETTERS_MAX = 3

export function addressAt(at: number, { tokens }: Reading): Read | null {
  const from = /^https?$/i.test(tokens[at].text) && isScheme(tokens, at + 1) ? at + 4 : at
  const host = hostEnd(tokens, from)
  if (host === null) return null
  const next = pathEnd(tokens, portEnd(tokens, host))
  return said(tokens.slice(from, next).map(spelled).join(' '), next)
}

function isScheme(tokens: readonly Token[], at: number): boolean {
  return isSign(tokens[at], ':') && isSign(tokens[at + 1], '/') && isSign(tokens[at + 2], '/')
}

const HOST = /^([a-z0-9._+-]+@)?([a-z0-9][a-z0-9-]*\.)+([a-z]{2,})$/i

/** Where the longest run of host letters that ends in a top domain is over. */
function hostEnd(tokens: readonly Token[], from: number): number | null {
  let end = from
  let hasDot = false
  while (end < tokens.length && end - from <= HOST_TOKENS_MAX && isHostPart(tokens[end])) {
    hasDot ||= isSign(tokens[end], '.')
    end++
  }
  if (!hasDot || end - from > HOST_TOKENS_MAX) return null
  // A figure after the top domain is said by itself, and what stands before it would be a name by then.
  while (end > from && tokens[end - 1].is !== 'word') end--
  const text = tokens
    .slice(from, end)
    .map(({ text }) => text)
    .join('')
  const top = HOST.exec(text)?.[3].toLowerCase()
  return top !== undefined && TOP_DOMAINS.has(top) ? end : null
}

function isHostPart(token: Token): boolean {
  if (token.is === 'word') return /^[a-z]+$/i.test(token.text)
  return isDigits(token) || isSign(token, '.', '-', '_', '+', '@')
}

function portEnd(tokens: readonly Token[], at: number): number {
  return isSign(tokens[at], ':') && isDigits(tokens[at + 1]) ? at + 2 : at
}

/** To the blank, without what ends the sentence. */
function pathEnd(tokens: readonly Token[], at: number): number {
  if (!isSign(tokens[at], '/', '?', '#')) return at
  let end = at
  while (end < tokens.length && isPathPart(tokens[end])) end++
  while (end > at && isSign(tokens[end - 1], '.', '?', ':', '/', '-', '–')) end--
  return end
}

function isPathPart(token: Token): boolean {
  if (token.is === 'word') return /^[a-z]+$/i.test(token.text)
  return isDigits(token) || (token.is === 'sign' && ADDRESS_SIGNS.has(token.text))
}

function spelled({ is, text }: Token): string {
  if (is === 'sign') return ADDRESS_SIGNS.get(text) ?? ''
  if (is === 'digits') return digitWords(text)
  const label = text.toLowerCase()
  const known = LABELS.get(label) ?? ABBREVIATIONS.get(label)?.says
  if (known !== undefined) return known
  if (label.length > SPELLED_LETTERS_MAX && isReadable(label)) return label
  return spelledWords([...label]) ?? label
}
