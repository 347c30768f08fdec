/**
 * How a node comes by its key, and by its next one.
 *
 *   CODE = fingerprint.secret      both base64url; the fingerprint is that of the authority's key (RFC 7638)
 *
 * Whoever hands over the code vouches for the key: the authority found at the URL must have it, before the code is
 * given away.
 */
import { lstatSync } from 'node:fs'
import { z } from 'zod'
import { Failure, type FailureCode } from '../base/failure.ts'
import { FAILURES } from '../base/failures.ts'
import { operatorId } from '../directive/documents.ts'
import { publicJwk } from '../directive/public-key.ts'
import { fingerprint, makeKey, publicOf, signerOf } from '../directive/signing.ts'
import { type Answer, AuthorityLink, callPlainly } from './authority-link.ts'
import {
  checkAuthorityUrl,
  KeyDraft,
  type KeyFile,
  nextPath,
  promoteNext,
  readKeyFile,
  readNextKey,
} from './key-file.ts'
import type { Log } from './log.ts'

const CODE = /^([A-Za-z0-9_-]{43})\.[A-Za-z0-9_-]{8,150}$/

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
}): Promise<KeyFile> {
  const url = checkAuthorityUrl(options.url)
  const code = options.code.trim()
  const match = CODE.exec(code)
  if (match === null) throw new Failure('enrolmentCodeWrong')
  if (isThere(options.file)) throw new Failure('keyFileThere', { file: options.file })
  const draft = new KeyDraft(options.file)
  try {
    const known = authorityAnswer.safeParse(
      bodyOf(await callPlainly(`${url}/node/v1/authority`, null), url),
    )
    if (!known.success || (await fingerprint(known.data.publicKey)) !== match[1])
      throw new Failure('authorityKeyDiffers')
    const key = await makeKey()
    const answer = await callPlainly(`${url}/node/v1/enrol`, { code, publicKey: publicOf(key) })
    const enrolled = enrolAnswer.safeParse(bodyOf(answer, url))
    if (!enrolled.success) throw new Failure('authorityRefuses', { what: 'enrol', code: '200' })
    const { operator, name, authority } = enrolled.data
    if ((await fingerprint(authority.publicKey)) !== match[1])
      throw new Failure('authorityKeyDiffers')
    const made: KeyFile = {
      operator,
      name,
      authority: { url, publicKey: authority.publicKey },
      key,
    }
    draft.keep(made)
    return made
  } finally {
    draft.discard()
  }
}

/** The next key, signed by the present one. A rotation that a crash cut off is taken up again. */
export async function rotate(options: {
  file: string
  url: string | null
  log: Log
  wall: () => number
}): Promise<{ keyId: string }> {
  const { file, log, wall } = options
  const present = readKeyFile(file)
  const url = checkAuthorityUrl(options.url ?? present.authority.url)
  const next = readNextKey(file) ?? (await makeNext(file, present))
  const link = await AuthorityLink.open({ url, file, log, wall })
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
  if (isThere(nextPath(file))) throw new Failure('keyFileWrong', { file: nextPath(file) })
  new KeyDraft(nextPath(file)).keep(next)
  return next
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}

/** Fails as the authority did where that has a sentence of its own. */
function bodyOf(answer: Answer, url: string): unknown {
  if (answer.is === 'ok') return answer.body
  if (answer.is === 'away') throw new Failure('authorityAway', { url, why: answer.why })
  const { code, status } = answer
  if (OWN_SENTENCE.has(code) && code in FAILURES) throw new Failure(code as FailureCode)
  throw new Failure('authorityRefuses', { what: url, code: code || String(status) })
}

const OWN_SENTENCE: ReadonlySet<string> = new Set(['enrolmentCodeWrong', 'nodeUnknown'])
