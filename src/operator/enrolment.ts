/**
 * How a node comes by its key, by its next one, and by the roster of people whose signatures it asks for.
 *
 *   CODE = fingerprint.secret               base64url; the fingerprint is that of the authority's key (RFC 7638)
 *        = fingerprint.secret.rosterSha256  64 hexadecimal digits; missing where the authority has no roster yet
 *
 * Whoever hands over the code vouches for the key and for the roster: the authority found at the URL must have the key,
 * before the code is given away. The roster's digest is nobody's secret and stays here.
 */

import { lstatSync } from 'node:fs'
import { z } from 'zod'
import { type Answer, CALL_MS, call } from '../base/calls.ts'
import type { Timekeeper } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { Log } from '../base/log.ts'
import { operatorId, sha256 } from '../directive/documents.ts'
import { directiveFailure } from '../directive/failures.ts'
import { publicJwk } from '../directive/public-key.ts'
import { fingerprint, makeKey, publicOf, signerOf } from '../directive/signing.ts'
import { AuthorityLink } from './authority-link.ts'
import { operatorFailure } from './failures.ts'
import {
  addressesIn,
  checkAuthorityUrls,
  KeyDraft,
  type KeyFile,
  nextPath,
  promoteNext,
  readKeyFile,
  readNextKey,
} from './key-file.ts'

const CODE = /^(([A-Za-z0-9_-]{43})\.[A-Za-z0-9_-]{8,150})(?:\.([0-9a-f]{64}))?$/

const authorityAnswer = z.object({ publicKey: publicJwk })
const enrolAnswer = z.object({
  operator: operatorId,
  name: z.string().min(1).max(200),
  authority: z.object({ publicKey: publicJwk }),
})

/**
 * `urls`: addresses of the one authority. The first that answers is asked, and all are kept; one that is of another authority is
 * found before the code is given away, where it answers. Fails with stoppedAsAsked, keyFileThere, enrolmentCodeWrong, authorityKeyDiffers,
 * authorityAway, authorityRefuses.
 */
export async function enrol(options: {
  urls: readonly string[]
  code: string
  file: string
  clock: Timekeeper
  /** Ends it as long as the code is not given away. */
  signal?: AbortSignal
}): Promise<KeyFile> {
  const { file, clock, signal = new AbortController().signal } = options
  const urls = checkAuthorityUrls(options.urls)
  const match = CODE.exec(options.code.trim())
  if (match === null) throw directiveFailure('enrolmentCodeWrong')
  if (isThere(file)) throw operatorFailure('keyFileThere', { file })
  const [, code, keyId, rosterSha256] = match
  const draft = new KeyDraft(file)
  try {
    const url = await firstThere(urls, { keyId, clock, signal })
    const { authority, ...own } = await enrolWith({ url, keyId, clock }, code)
    const [first, ...otherUrls] = urls
    const others = otherUrls.length === 0 ? {} : { otherUrls }
    const enrolled = { ...own, authority: { ...authority, url: first, ...others } }
    const made = rosterSha256 === undefined ? enrolled : { ...enrolled, rosterSha256 }
    draft.keep(made)
    return made
  } finally {
    draft.discard()
  }
}

/** The authority that a code vouches for, by its key's fingerprint. */
interface Vouched {
  readonly url: string
  readonly keyId: string
  readonly clock: Timekeeper
}

/** Of those that answer all have the key that the code vouches for. Fails as the first does where none answers. */
async function firstThere(
  urls: readonly string[],
  vouched: Omit<Vouched, 'url'> & { readonly signal: AbortSignal },
): Promise<string> {
  let first: string | null = null
  const away: unknown[] = []
  for (const url of urls)
    try {
      await checkAuthority({ url, ...vouched })
      first ??= url
    } catch (error) {
      if (vouched.signal.aborted) throw baseFailure('stoppedAsAsked')
      const isAway = error instanceof Failure && error.code !== 'authorityKeyDiffers'
      if (!isAway) throw error
      away.push(error)
    }
  if (first === null) throw away[0]
  return first
}

/** Before the code is given away. */
async function checkAuthority({
  url,
  keyId,
  clock,
  signal,
}: Vouched & { readonly signal: AbortSignal }): Promise<void> {
  const path = '/node/v1/authority'
  const told = await call({ url: url + path, body: null, clock, withinMs: CALL_MS, signal })
  const known = authorityAnswer.safeParse(bodyOf(told, url))
  if (!known.success || (await fingerprint(known.data.publicKey)) !== keyId)
    throw operatorFailure('authorityKeyDiffers')
}

async function enrolWith({ url, keyId, clock }: Vouched, code: string): Promise<KeyFile> {
  const key = await makeKey()
  const body = { code, publicKey: publicOf(key) }
  const answer = await call({ url: `${url}/node/v1/enrol`, body, clock, withinMs: CALL_MS })
  const enrolled = enrolAnswer.safeParse(bodyOf(answer, url))
  if (!enrolled.success) throw operatorFailure('authorityRefuses', { what: 'enrol', code: '200' })
  const { operator, name, authority } = enrolled.data
  const { publicKey } = authority
  if ((await fingerprint(publicKey)) !== keyId) throw operatorFailure('authorityKeyDiffers')
  return { operator, name, authority: { url, publicKey }, key }
}

/**
 * Pins a roster anew: its digest was told by the authority's people over another way than its server. The running node
 * takes it up at its next start. Fails with usage, rotationUnfinished, or as readKeyFile does.
 */
export function trust(options: { file: string; roster: string }): { before: string | null } {
  const { file } = options
  const roster = sha256.safeParse(options.roster.trim())
  if (!roster.success)
    throw baseFailure('usage', {
      vi: '--roster SHA256 gồm 64 chữ số thập lục phân viết thường',
      en: '--roster SHA256 must be 64 lower-case hexadecimal digits',
    })
  // The next key's file would bring the old pin back.
  if (isThere(nextPath(file))) throw operatorFailure('rotationUnfinished', { file })
  const present = readKeyFile(file)
  const before = present.rosterSha256 ?? null
  if (before !== roster.data) new KeyDraft(file).replace({ ...present, rosterSha256: roster.data })
  return { before }
}

/** The next key, signed by the present one. A rotation that a crash cut off is taken up again. */
export async function rotate(options: {
  file: string
  urls: readonly string[] | null
  log: Log
  clock: Timekeeper
}): Promise<{ keyId: string }> {
  const { file, log, clock } = options
  const present = readKeyFile(file)
  const urls = checkAuthorityUrls(options.urls ?? addressesIn(present))
  const left = readNextKey(file)
  const next = left ?? (await makeNext(file, present))
  const { publicKey, keyId } = await signerOf(next.key)
  const tell = async (link: AuthorityLink) =>
    await link.post('/node/v1/rotate', {
      rotation: await link.signer.sign('rotation', {
        operator: present.operator,
        nextKey: publicKey,
        at: new Date(link.nowMs()).toISOString(),
      }),
    })
  for (const link of await AuthorityLink.openAll({ urls, file, log, clock })) {
    // Whoever knows the next key already believes no rotation that the present one has signed: the link finds that out, and puts it in
    // its place.
    if (left !== null) await link.post('/node/v1/progress', { items: [] })
    if (readKeyFile(file).key.x === next.key.x) return { keyId }
    let answer = await tell(link)
    // The first answer has put right what time it is; the rotation itself says it too.
    if (answer.is === 'refused' && answer.code === 'clockSkew') answer = await tell(link)
    if (answer.is === 'away' && link.url !== urls.at(-1)) continue
    bodyOf(answer, link.url)
    break
  }
  promoteNext(file)
  return { keyId }
}

async function makeNext(file: string, present: KeyFile): Promise<KeyFile> {
  const next = { ...present, key: await makeKey() }
  if (isThere(nextPath(file))) throw operatorFailure('keyFileWrong', { file: nextPath(file) })
  new KeyDraft(nextPath(file)).keep(next)
  return next
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}

/** Fails as the authority did where that has a sentence of its own. */
function bodyOf(answer: Answer, url: string): unknown {
  if (answer.is === 'ok') return answer.body
  if (answer.is === 'away') throw operatorFailure('authorityAway', { url, why: answer.why })
  const { code, status } = answer
  if (code === 'enrolmentCodeWrong' || code === 'nodeUnknown') throw directiveFailure(code)
  throw operatorFailure('authorityRefuses', { what: url, code: code || String(status) })
}
