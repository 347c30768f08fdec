/**
 * The files of the signing page, and their digest.
 *
 *   index.html  signing.js  signing.css     as they were built with the console
 *   consoles.json                           which consoles may ask it, and whose they are
 *
 * The digest is that of what `sha256sum *` prints there, in the order of the names: whoever has no Loa can make it too.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { sha256Of } from '../directive/signing.ts'
import { CONSOLE_FOLDER } from './console-folder.ts'
import { appFailure } from './failures.ts'

const BUILT = ['index.html', 'signing.css', 'signing.js'] as const
const CONSOLES = 'consoles.json'
/** More are no signing page. */
const FILES_MAX = 100

export interface Written {
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
  readonly sha256: string
}

export async function writeSigningPage(
  directory: string,
  of: { readonly name: string; readonly consoles: readonly string[] },
): Promise<Written> {
  const built = new Map<string, Uint8Array | string>()
  for (const name of BUILT) built.set(name, await readBuilt(name))
  const { name, consoles } = of
  built.set(CONSOLES, `${JSON.stringify({ name, consoles }, null, 2)}\n`)
  try {
    await mkdir(directory, { recursive: true })
    for (const [file, octets] of built) await writeFile(join(directory, file), octets)
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: directory, why: reason(error) })
  }
  return await digestOfPage(directory)
}

/** Of all that lies there: what was added makes another. */
export async function digestOfPage(directory: string): Promise<Written> {
  try {
    const names = (await readdir(directory)).toSorted().slice(0, FILES_MAX)
    const files = []
    for (const name of names) files.push({ name, sha256: sha256Of(await readFile(join(directory, name))) })
    const lines = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    return { files, sha256: sha256Of(lines.join('')) }
  } catch (error) {
    throw baseFailure('fileUnreadable', { file: directory, why: reason(error) })
  }
}

async function readBuilt(name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(CONSOLE_FOLDER, '.signing-page', name))
  } catch {
    throw appFailure('signingPageNotBuilt')
  }
}
