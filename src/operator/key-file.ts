/**
 * The node's key and the authority's, pinned: FILE. And FILE.next, the key that a rotation is about to bring in.
 *
 * FILE is never overwritten but by its own next one, and by itself with another roster pinned. The next key is on disk
 * before the authority is told of it, so that after a crash in between, whichever of the two the authority knows can be
 * found.
 *
 * Readable by its owner only; neither key is ever told.
 */

import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { draftOf, syncFolderNow } from '../base/durable-files.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { operatorId, sha256 } from '../directive/documents.ts'
import { publicJwk } from '../directive/public-key.ts'
import { privateJwk } from '../directive/signing.ts'
import { operatorFailure } from './failures.ts'

/** Of one authority: two are followed at a time, the others are spares. */
export const ADDRESSES_MAX = 8
const address = z.string().min(1).max(2000)

export const keyFile = z.strictObject({
  operator: operatorId,
  name: z.string().min(1).max(200),
  authority: z.strictObject({
    url: address,
    /** Where the same authority is as well; missing where it has one address. */
    otherUrls: z
      .array(address)
      .min(1)
      .max(ADDRESSES_MAX - 1)
      .optional(),
    publicKey: publicJwk,
  }),
  key: privateJwk,
  /** Of the version of the people's roster that a person vouched for; missing: of none. */
  rosterSha256: sha256.optional(),
})
export type KeyFile = z.infer<typeof keyFile>

/** The first is the one that enrolled it. */
export function addressesIn({ authority: { url, otherUrls = [] } }: KeyFile): readonly string[] {
  return [url, ...otherUrls]
}

export const nextPath = (file: string) => `${file}.next`

/** Fails with fileUnreadable or keyFileWrong; what is in the file is never cited. */
export function readKeyFile(file: string): KeyFile {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  const parsed = keyFile.safeParse(parsedJson(text))
  if (!parsed.success) throw operatorFailure('keyFileWrong', { file })
  return parsed.data
}

/** The key of a rotation that may not have reached the authority; null where there is none that can be read. */
export function readNextKey(file: string): KeyFile | null {
  try {
    return readKeyFile(nextPath(file))
  } catch {
    return null
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A file beside its place, not yet there. Made before the authority is asked, so that a full disk is known in time. */
export class KeyDraft {
  readonly #file: string
  readonly #draft: string

  /** Fails with keyFileThere or fileUnwritable. */
  constructor(file: string) {
    this.#file = file
    this.#draft = draftOf(file)
    try {
      closeSync(openSync(this.#draft, 'wx', 0o600))
    } catch (error) {
      throw baseFailure('fileUnwritable', { file, why: reason(error) })
    }
  }

  /** Whole and synced, or not at all; what is there already stays. Fails with keyFileThere. */
  keep(content: KeyFile): void {
    try {
      this.#write(content)
      linkSync(this.#draft, this.#file)
      syncFolderNow(this.#file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST')
        throw operatorFailure('keyFileThere', { file: this.#file })
      throw baseFailure('fileUnwritable', { file: this.#file, why: reason(error) })
    } finally {
      this.discard()
    }
  }

  /** In place of what is there: whole and synced, or not at all. Fails with fileUnwritable. */
  replace(content: KeyFile): void {
    try {
      this.#write(content)
      renameSync(this.#draft, this.#file)
      syncFolderNow(this.#file)
    } catch (error) {
      throw baseFailure('fileUnwritable', { file: this.#file, why: reason(error) })
    } finally {
      this.discard()
    }
  }

  discard(): void {
    rmSync(this.#draft, { force: true })
  }

  #write(content: KeyFile): void {
    const fd = openSync(this.#draft, 'w', 0o600)
    try {
      writeSync(fd, `${JSON.stringify(keyFile.parse(content), null, 2)}\n`)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  }
}

/** FILE.next takes the place of FILE. */
export function promoteNext(file: string): void {
  try {
    renameSync(nextPath(file), file)
    syncFolderNow(file)
  } catch (error) {
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Without a slash at its end. Fails with usage (no URL) or authorityPlain (http to another machine). */
export function checkAuthorityUrl(text: string): string {
  if (!URL.canParse(text)) throw baseFailure('usage', { vi: `'${text}' không phải URL`, en: `'${text}' is not a URL` })
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw baseFailure('usage', {
      vi: 'địa chỉ của cơ quan chủ quản chỉ có dạng https://host/path, không kèm gì thêm',
      en: 'the authority’s URL must be https://host/path only',
    })
  const isPlainHere = url.protocol === 'http:' && LOOPBACK.test(url.hostname)
  if (url.protocol !== 'https:' && !isPlainHere) throw operatorFailure('authorityPlain')
  return url.href.replace(/\/+$/, '')
}

/** The same of several. Fails as checkAuthorityUrl does, and with usage where one is there twice or there are too many. */
export function checkAuthorityUrls(texts: readonly string[]): readonly string[] {
  const urls = texts.map(checkAuthorityUrl)
  const twice = urls.find((url, i) => urls.indexOf(url) < i)
  if (twice !== undefined)
    throw baseFailure('usage', { vi: `--authority nêu ${twice} hai lần`, en: `--authority names ${twice} twice` })
  if (urls.length > ADDRESSES_MAX)
    throw baseFailure('usage', {
      vi: `--authority nhận tối đa ${ADDRESSES_MAX} địa chỉ`,
      en: `--authority names more than ${ADDRESSES_MAX} addresses`,
    })
  return urls
}
