/** Every word that people read of the console, the kiosk and the room, file by file: those of a new area are found as they are added. */
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Words } from '../../src/web/words/both.ts'

const ROOT = join(import.meta.dirname, '../..')
const FILES = [
  'src/areas/*/words*.ts',
  'src/areas/*/{kiosk,room}/words.ts',
  'src/web/words/{shell,terms,parts,signing,roster}.ts',
  'src/web/help/words.ts',
]

/** By file and name: `src/areas/free/words.ts free`. */
export async function everyWords(): Promise<Readonly<Record<string, Words>>> {
  const found: Record<string, Words> = {}
  for (const file of FILES.flatMap(pattern => globSync(pattern, { cwd: ROOT })).toSorted()) {
    const exported = (await import(pathToFileURL(join(ROOT, file)).href)) as Record<string, Words>
    for (const [name, words] of Object.entries(exported)) found[`${file} ${name}`] = words
  }
  assert.ok(Object.keys(found).length > FILES.length, 'no words are found where they used to be')
  return found
}
