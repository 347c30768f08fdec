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
import { baseFailure } from '../base/failures.ts'
import type { Log } from '../base/log.ts'
import { operatorId, sha256 } from '../directive/documents.ts'
import { directiveFailure } from '../directive/failures.ts'
import { publicJwk } from '../directive/public-key.ts'
import { fingerprint, makeKey, publicOf, signerOf } from '../directive/signing.ts'
import { AuthorityLink } from './authority-link.ts'
import { operatorFailure } from './failures.ts'
import {
  checkAuthorityUrl,
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

/** Fails with keyFileThere, enrolmentCodeWrong, authorityKeyDiffers, authorityAway, authorityRefuses. */
export async function enrol(options: {
  url: string
  code: string
  file: string
  clock: Timekeeper
}): Promise<KeyFile> {
  const { file, clock } = options
  const url = checkAuthorityUrl(options.url)
  const match = CODE.exec(options.code.trim())
  if (match === null) throw directiveFailure('enrolmentCodeWrong')
  if (isThere(file)) throw operatorFailure('keyFileThere', { file })
  const [, code, keyId, rosterSha256] = match
  const authority: Vouched = { url, keyId, clock }
  const draft = new KeyDraft(file)
  try {
    await checkAuthority(authority)
    const enrolled = await enrolWith(authority, code)
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

/** Before the code is given away. */
async function checkAuthority({ url, keyId, clock }: Vouched): Promise<void> {
  const path = '/node/v1/authority'
  const told = await call({ url: url + path, body: null, clock, withinMs: CALL_MS })
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
      what: '--roster SHA256 is 64 hexadecimal digits in small letters',
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
  url: string | null
  log: Log
  clock: Timekeeper
}): Promise<{ keyId: string }> {
  const { file, log, clock } = options
  const present = readKeyFile(file)
  const url = checkAuthorityUrl(options.url ?? present.authority.url)
  const next = readNextKey(file) ?? (await makeNext(file, present))
  const link = await AuthorityLink.open({ url, file, log, clock })
  const { publicKey, keyId } = await signerOf(next.key)
  const tell = async () =>
    await link.post('/node/v1/rotate', {
      rotation: await link.signer.sign('rotation', {
        operator: present.operator,
        nextKey: publicKey,
        at: new Date(link.nowMs()).toISOString(),
      }),
    })
  let answer = await tell()
  // The first answer has put right what time it is; the rotation itself says it too.
  if (answer.is === 'refused' && answer.code === 'clockSkew') answer = await tell()
  // The link has found that the authority knows the next key already, and has put it in its place.
  if (readKeyFile(file).key.x === next.key.x) return { keyId }
  bodyOf(answer, url)
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
