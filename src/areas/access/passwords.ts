/**
 * Which passwords nobody may choose: too short, too long, one of those that everybody tries first, or little more than one's
 * own name and address.
 *
 * The list has the 10,000 commonest (common-passwords.txt). Most are shorter than a password may be, so what counts is whether
 * one of them is what is left of a password without digits and signs around it, or makes it up by being said again.
 */
import { readFileSync } from 'node:fs'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../authority/password-length.ts'
import { folded } from '../../base/folded.ts'
import { accessFailure } from './failures.ts'

/** Fewer kinds of letters than these are a key held down, or a few in turn. */
const KINDS_MIN = 5
/** What is shorter is not looked for: a name of two letters is in every sentence. */
const OWN_LENGTH_MIN = 3

/** Whose password it is, where that is not known yet. */
const NOBODY = { name: '', email: '' }

/** Fails with passwordShort, passwordCommon and passwordOwn. */
export function checkPassword(password: string, whose = NOBODY): void {
  if (password.length < PASSWORD_LENGTH_MIN || password.length > PASSWORD_LENGTH_MAX)
    throw accessFailure('passwordShort', { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX })
  if (isCommon(password)) throw accessFailure('passwordCommon')
  if (isOwn(password, whose)) throw accessFailure('passwordOwn')
}

function isCommon(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  if (new Set(lower).size < KINDS_MIN) return true
  const common = commonPasswords()
  const word = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const once = /^(.+?)\1*$/su.exec(lower)?.[1] ?? lower
  return [lower, word, once].some(text => text === '' || common.has(text))
}

/** What is left without name and address is shorter than a password may be. */
function isOwn(password: string, { name, email }: { name: string; email: string }): boolean {
  const own = [name, ...name.split(/\s+/), email, ...email.split(/[@.+_-]+/)]
    .map(plain)
    .filter(part => part.length >= OWN_LENGTH_MIN)
    .toSorted((a, b) => b.length - a.length)
  const whole = plain(password)
  let left = whole
  for (const part of own) left = left.replaceAll(part, '')
  return left !== whole && left.replace(/\d/g, '').length < PASSWORD_LENGTH_MIN / 2
}

/** Letters and digits alone, without accents. */
function plain(text: string): string {
  return folded(text).replace(/[^\p{L}\p{Nd}]/gu, '')
}

let read: ReadonlySet<string> | null = null

/** Read when somebody first sets a password. */
function commonPasswords(): ReadonlySet<string> {
  read ??= new Set(
    readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('# ')),
  )
  return read
}
