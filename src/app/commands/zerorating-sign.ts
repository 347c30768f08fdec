/**
 * `loa zerorating sign`: a draft becomes the next version of the list.
 *
 * A fault is never signed. A doubt is signed where a person has accepted it by its code, so that a script that signs each
 * month stops at a doubt it has not met before.
 */

import { type Command, Option } from 'commander'
import { baseFailure } from '../../base/failures.ts'
import { writeNew } from '../../base/new-file.ts'
import type { Signer } from '../../directive/signing.ts'
import type { FaultCode, ListFault } from '../../zerorating/faults.ts'
import type { ListPlace } from '../../zerorating/signed.ts'
import { appFailure } from '../failures.ts'
import { language } from '../terminal.ts'
import { faultLines } from '../zerorating-words.ts'

const EXAMPLE = `
Examples:
  loa zerorating sign draft.json --key authority.key --out list-1.jws
  loa zerorating sign draft.json --key authority.key --previous list-1.jws --out list-2.jws \\
    --accept-doubts ends-a-second-early

The version, the digest of the previous version and the signing time are filled in, whatever the draft says.
Errors are refused, and so are warnings unless each is accepted by its code; both are explained on standard error.`

interface SignOptions {
  readonly key: string
  readonly previous?: string
  readonly publicKey?: string
  readonly out: string
  readonly acceptDoubts?: readonly string[]
  readonly json?: true
}

export function registerZeroRatingSign(group: Command): void {
  group
    .command('sign')
    .description('sign a draft as the next version of the list')
    .argument('<draft>', 'the list as JSON; - is standard input')
    .requiredOption('--key <file>', 'the private key from loa zerorating key or loa serve')
    .requiredOption('--out <file>', 'file for the signed list; never overwritten')
    .option('--previous <file>', 'the previous signed version; without this the draft becomes the first')
    .option('--public-key <file>', 'key that signed the previous version, if different')
    .addOption(new Option('--accept-doubts <code...>', 'warnings accepted by a person, by code'))
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(sign)
}

async function sign(draft: string, options: SignOptions): Promise<void> {
  const { signerOf, sha256Of } = await import('../../directive/signing.ts')
  const { readDraft, signList } = await import('../../zerorating/signed.ts')
  const { faultsOf } = await import('../../zerorating/faults.ts')
  const { readPrivateKey, readText } = await import('../zerorating-lists.ts')
  const signer = await signerOf(readPrivateKey(options.key))
  const text = readText(draft)
  const list = readDraft(text, await placeOf(readDraft(text, null).version, options, signer))
  const found = faultsOf(list)
  process.stderr.write(faultLines(found, language()).join(''))
  refuseDoubts(found, options.acceptDoubts ?? [])
  const jws = await signList(list, signer)
  writeNew(options.out, `${jws}\n`, { mode: 0o644 })
  const { version, previousSha256, issuedAt, inForceFrom } = list
  const signed = {
    file: options.out,
    version,
    sha256: sha256Of(jws),
    previousSha256,
    keyId: signer.keyId,
    issuedAt,
    inForceFrom,
    doubts: found.map(({ code }) => code),
  }
  process.stdout.write(options.json ? `${JSON.stringify(signed)}\n` : `${sentence(signed)[language()]}\n`)
}

function sentence({ file, version, sha256, keyId, inForceFrom }: Signed) {
  return {
    vi: `${file}: phiên bản ${version}, hiệu lực từ ${inForceFrom}.\n  SHA-256  ${sha256}\n  khóa     ${keyId}`,
    en: `${file}: version ${version}, in force from ${inForceFrom}.\n  SHA-256  ${sha256}\n  key      ${keyId}`,
  }
}

interface Signed {
  readonly file: string
  readonly version: number
  readonly sha256: string
  readonly keyId: string
  readonly inForceFrom: string
}

/** Behind the version before; a draft that says that it is a later one is not signed as the first by mistake. */
async function placeOf(draftVersion: number, { previous, publicKey }: SignOptions, signer: Signer): Promise<ListPlace> {
  const issuedAt = `${new Date().toISOString().slice(0, 19)}Z`
  if (previous === undefined) {
    if (draftVersion > 1)
      throw baseFailure('usage', {
        vi: `dự thảo ghi phiên bản ${draftVersion}: nêu phiên bản trước bằng --previous`,
        en: `the draft says version ${draftVersion}: give the previous version with --previous`,
      })
    return { version: 1, previousSha256: null, issuedAt }
  }
  const { readList } = await import('../../zerorating/signed.ts')
  const { readPublicKey, readText } = await import('../zerorating-lists.ts')
  const key = publicKey === undefined ? signer.publicKey : readPublicKey(publicKey)
  const { list, sha256 } = await readList(readText(previous), key)
  if (sha256 === null) throw appFailure('listNotSigned', { file: previous })
  return { version: list.version + 1, previousSha256: sha256, issuedAt }
}

function refuseDoubts(found: readonly ListFault[], accepted: readonly string[]): void {
  const open = new Set<FaultCode>()
  for (const { code, severity } of found) if (severity === 'doubt' && !accepted.includes(code)) open.add(code)
  // A fault comes first: signing refuses it by its name.
  if (open.size > 0 && found.every(({ severity }) => severity === 'doubt'))
    throw appFailure('listDoubtful', { codes: [...open].join(' ') })
}
