/**
 * What a file of the repository imports: of ours by its path, of others by its package, types and dynamic imports among them,
 * and the files of threads. Reads text; runs nothing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

export interface Import {
  /** Of the repository, `src/base/clock.ts`; null: of a package. */
  readonly file: string | null
  /** `kysely`, `@mantine/core`, `node:fs`; null: of the repository. */
  readonly name: string | null
}

const CODE = /\.(?:ts|tsx)$/
const SKIPPED = new Set(['node_modules', 'dist', '.git'])

/** Files of code below `folder`, by their paths from `root`. */
export function codeBelow(root: string, folder: string): readonly string[] {
  const at = join(root, folder)
  if (!existsSync(at)) return []
  return readdirSync(at, { withFileTypes: true })
    .flatMap(entry => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : codeBelow(root, path)
      return CODE.test(entry.name) ? [path] : []
    })
    .toSorted()
}

const FROM = /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*'([^']+)'/g
const READ_FIRST = /(?:^|\n)\s*(?:import|export)\s(?!type\b)(?:[^'"`;]*?from\s*)?'([^']+)'/g
const ALONE = /(?:^|\n)\s*import\s*'([^']+)'/g
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g
/** A program that is started by its path is not imported; a thread is a part of who starts it. */
const THREAD = /new Worker\(\s*new URL\(\s*[`']([^`']+?)\.?(?:\$\{\w+\}|ts|js)[`'],\s*import\.meta\.url/g

export function importsOf(root: string, path: string): readonly Import[] {
  return importsIn(readFileSync(join(root, path), 'utf8'), path)
}

/** Packages that are read before anything of this file runs: by what it imports, but for types and what is imported when needed. */
export function packagesReadFirst(root: string, path: string): ReadonlySet<string> {
  const packages = new Set<string>()
  const seen = new Set<string>()
  const read = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    const code = withoutComments(readFileSync(join(root, path), 'utf8'))
    for (const [, name] of code.matchAll(READ_FIRST)) {
      if (!name.startsWith('.')) packages.add(packageOf(name))
      else if (CODE.test(name)) read(relative('.', normalize(join(dirname(path), name))))
    }
  }
  read(path)
  return packages
}

/** `path`: of the file, from the root. */
export function importsIn(text: string, path: string): readonly Import[] {
  const code = withoutComments(text)
  const found = [FROM, ALONE, DYNAMIC].flatMap(pattern => [...code.matchAll(pattern)].map(([, name]) => name))
  const threads = [...code.matchAll(THREAD)].map(([, name]) => `${name}.ts`)
  return [...found, ...threads].map(name =>
    name.startsWith('.')
      ? { file: relative('.', normalize(join(dirname(path), name.split('?')[0]))), name: null }
      : { file: null, name: packageOf(name) },
  )
}

/** Examples of imports stand in comments. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\n)\s*\/\/[^\n]*/g, '$1')
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name
  const parts = name.split('/')
  return name.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
}
