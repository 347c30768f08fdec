/**
 * Checks every import against the table of rooms: `node scripts/rooms/check.ts`. With `--write` the table of ARCHITECTURE.md is written anew, and those of
 * files in every README.md. No name may have a word that STYLE.md replaces.
 * Part of `npm run check`. Exits with 1 and a sentence for each fault.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeBelow, importsOf } from './imports.ts'
import { foldersOf, withFiles } from './readmes.ts'
import { faultsOf, type Source, tableOf } from './rules.ts'
import { type Room, roomsOf } from './table.ts'
import { nameRulesOf, namesFaulty } from './words.ts'

const ROOT = join(import.meta.dirname, '../..')
const BEGIN = '<!-- rooms: written by scripts/rooms/check.ts --write -->'
const END = '<!-- end of rooms -->'

/** Files that ship: tests and benchmarks look at what they like. */
export function sourcesOf(root: string): readonly Source[] {
  return ['src', 'town', 'bench', 'tools']
    .flatMap(folder => codeBelow(root, folder))
    .filter(path => !/\.(?:test|bench)\.tsx?$|^bench\/(?:peers\/|demo-briefing)/.test(path))
    .map(path => ({ path, imports: importsOf(root, path) }))
}

export function withTable(page: string, rooms: readonly Room[]): string {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from < 0 || to < from) throw new Error(`ARCHITECTURE.md has no place for the table: ${BEGIN}`)
  return `${page.slice(0, from + BEGIN.length)}\n\n${tableOf(rooms)}\n\n${page.slice(to)}`
}

function main(writes: boolean): number {
  const rooms = roomsOf(ROOT)
  const rules = nameRulesOf(readFileSync(join(ROOT, 'STYLE.md'), 'utf8'))
  const named = ['src', 'test', 'town', 'bench', 'tools', 'scripts']
    .flatMap(folder => codeBelow(ROOT, folder))
    .flatMap(path => namesFaulty(path, readFileSync(join(ROOT, path), 'utf8'), rules))
  const faults = [...faultsOf(sourcesOf(ROOT), rooms), ...named]
  const pages = foldersOf(ROOT)
    .map(folder => ({ folder, file: join(folder, 'README.md') }))
    .filter(({ file }) => existsSync(join(ROOT, file)))
    .map(({ folder, file }) => ({ file, made: (page: string) => withFiles(page, join(ROOT, folder)) }))
  pages.push({ file: 'ARCHITECTURE.md', made: page => withTable(page, rooms) })
  for (const { file, made } of pages) {
    const page = readFileSync(join(ROOT, file), 'utf8')
    try {
      const wanted = made(page)
      if (page === wanted) continue
      if (writes) writeFileSync(join(ROOT, file), wanted)
      else faults.push(`${file} is not what files and rooms say of themselves: npm run check:rooms -- --write`)
    } catch (error) {
      faults.push((error as Error).message)
    }
  }
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  return faults.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--write'))
