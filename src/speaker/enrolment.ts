/**
 * How a device comes by its key, its cluster, and the roster of people whose signatures it asks for.
 *
 *   CODE = fingerprint.secret.rosterSha256
 *
 * Whoever hands over the code vouches for the authority's key and for the roster: the authority found at the URL must have the key,
 * before the secret is given away. The roster's digest is nobody's secret and stays here.
 */
import { type Answer, CALL_MS, call } from '../base/calls.ts'
import type { Timekeeper } from '../base/clock.ts'
import { baseFailure } from '../base/failures.ts'
import { directiveFailure } from '../directive/failures.ts'
import { fingerprint, publicOf } from '../directive/signing.ts'
import { speakerFailure } from './failures.ts'
import { askingKey, type KeyFile, keepKeyFile } from './key-file.ts'
import { authorityAnswer, enrolAnswer, SPEAKER_PATHS } from './wire.ts'

const CODE = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{8,150})\.([0-9a-f]{64})$/
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Fails with usage, fileThere, enrolmentCodeWrong, authorityOther, authorityFar. */
export async function enrol(options: {
  readonly url: string
  readonly code: string
  readonly file: string
  readonly clock: Timekeeper
}): Promise<KeyFile> {
  const { file, clock } = options
  const url = checkUrl(options.url)
  const match = CODE.exec(options.code.trim())
  if (match === null) throw directiveFailure('enrolmentCodeWrong')
  const [, keyId, code, rosterSha256] = match
  const key = await askingKey(file)
  const asked = { clock, withinMs: CALL_MS }
  const told = await call({ ...asked, url: url + SPEAKER_PATHS.authority, body: null })
  const known = authorityAnswer.safeParse(bodyOf(told, url))
  if (!known.success || (await fingerprint(known.data.publicKey)) !== keyId)
    throw speakerFailure('authorityOther', { url })
  const body = { code, publicKey: publicOf(key) }
  const answer = await call({ ...asked, url: url + SPEAKER_PATHS.enrol, body })
  const enrolled = enrolAnswer.safeParse(bodyOf(answer, url))
  if (!enrolled.success) throw speakerFailure('authorityFar', { url, why: 'its answer' })
  const { cluster, name, purpose, places, authority, hours } = enrolled.data
  const { publicKey } = authority
  if ((await fingerprint(publicKey)) !== keyId) throw speakerFailure('authorityOther', { url })
  const pinned = { places, authority: { url, publicKey }, rosterSha256, ...(hours && { hours }) }
  const made = { cluster, name, purpose, ...pinned, key }
  keepKeyFile(file, made)
  return made
}

/** Without a slash at its end. Fails with usage. */
export function checkUrl(text: string): string {
  const said = {
    vi: `'${text}' không phải địa chỉ của cơ quan chủ quản như https://loa.example`,
    en: `'${text}' is not an address of an authority such as https://loa.example`,
  }
  if (!URL.canParse(text)) throw baseFailure('usage', said)
  const url = new URL(text)
  const isPlainHere = url.protocol === 'http:' && LOOPBACK.test(url.hostname)
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!isBare || (url.protocol !== 'https:' && !isPlainHere)) throw baseFailure('usage', said)
  return url.href.replace(/\/+$/, '')
}

function bodyOf(answer: Answer, url: string): unknown {
  if (answer.is === 'ok') return answer.body
  if (answer.is === 'away') throw speakerFailure('authorityFar', { url, why: answer.why })
  if (answer.code === 'enrolmentCodeWrong') throw directiveFailure('enrolmentCodeWrong')
  throw speakerFailure('authorityFar', { url, why: answer.code || String(answer.status) })
}
