/**
 * Lists of what is free and their keys, as files of the command line.
 *
 * A file of a list holds one version: a compact JWS, or the bare JSON of a draft. A key file holds one JWK as JSON: FILE
 * the private one, FILE.pub the public one. What is in a private key file is never cited.
 */

import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { type PublicJwk, publicJwk } from '../directive/public-key.ts'
import { type PrivateJwk, privateJwk } from '../directive/signing.ts'
import { zeroratingFailure } from '../zerorating/failures.ts'
import { faultsOf } from '../zerorating/faults.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import { type ReadList, readList } from '../zerorating/signed.ts'
import { appFailure } from './failures.ts'

/** Longer than any list that can be signed. */
const LIST_OCTETS_MAX = 64 * 1024 * 1024

/**
 * Each as it stands, in the order given. `publicKeyFile` null: signatures are not looked at. Drafts among signed lists are
 * looked at as the versions that would come next.
 */
export async function readLists(files: readonly string[], publicKeyFile: string | null): Promise<readonly ReadList[]> {
  const key = publicKeyFile === null ? null : readPublicKey(publicKeyFile)
  refuseTwice(files)
  return behind(await Promise.all(files.map(async file => await readList(readText(file), key))))
}

function behind(read: readonly ReadList[]): readonly ReadList[] {
  const signed = read.filter(({ trust }) => trust !== 'draft')
  const last = signed.toSorted((a, b) => b.list.version - a.list.version)[0]
  if (last === undefined) return read
  let { version } = last.list
  let previousSha256 = last.sha256
  return read.map(one => {
    if (one.trust !== 'draft') return one
    version++
    const list = { ...one.list, version, previousSha256 }
    previousSha256 = null
    return { ...one, list }
  })
}

export interface SignedList extends ReadList {
  /** The compact JWS as it stands in the file. */
  readonly jws: string
}

/**
 * For what must not rest on a draft or on a signature that nobody looked at. Fails with listNotSigned, signatureWrong or
 * listFaulty.
 */
export async function readVerifiedLists(
  files: readonly string[],
  publicKeyFile: string,
): Promise<readonly SignedList[]> {
  refuseTwice(files)
  const key = readPublicKey(publicKeyFile)
  return await Promise.all(
    files.map(async file => {
      const text = readText(file)
      const read = await readList(text, key)
      if (read.trust !== 'verified') throw appFailure('listNotSigned', { file })
      refuseFaulty(read.list)
      return { ...read, jws: text.trim() }
    }),
  )
}

/** Look-ups and feeds expect lists without faults; another program may have signed one. Fails with listFaulty. */
export function refuseFaulty(list: ZeroRatingList): void {
  const fault = faultsOf(list).find(({ severity }) => severity === 'fault')
  if (fault === undefined) return
  const { code, service, value } = fault
  throw zeroratingFailure('listFaulty', { code, service, value })
}

function refuseTwice(files: readonly string[]): void {
  if (files.filter(file => file === '-').length > 1) throw baseFailure('standardInputTwice')
}

export function readPublicKey(file: string): PublicJwk {
  return readKey(file, publicJwk)
}

export function readPrivateKey(file: string): PrivateJwk {
  return readKey(file, privateJwk)
}

function readKey<Key>(file: string, schema: z.ZodType<Key>): Key {
  const text = readText(file)
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    const isPrivate = schema === (privateJwk as z.ZodType<unknown>)
    throw appFailure('signingKeyWrong', {
      file,
      vi: isPrivate ? 'bí mật' : 'công khai',
      en: isPrivate ? 'private' : 'public',
    })
  }
}

/** UTF-8; `-` is standard input. Fails with fileUnreadable. */
export function readText(file: string): string {
  let octets: Buffer
  try {
    octets = readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  if (octets.length > LIST_OCTETS_MAX)
    throw baseFailure('fileUnreadable', { file, why: `more than ${LIST_OCTETS_MAX} octets` })
  return octets.toString('utf8').replace(/^\ufeff/, '')
}
