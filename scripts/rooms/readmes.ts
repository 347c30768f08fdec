/**
 * The table of files in a folder's README.md, out of what the files say of themselves: the first sentence of each one's header.
 *
 *     | file | holds |            the order is the README's own, a new file comes last
 *     | --- | --- |
 *     | `clock.ts` | Time … |    of a file its header's first sentence, of a folder that of its README
 *     | `*.css` | styles |        of anything else what somebody wrote
 *
 * A README with another table, or with none, is left as it is. Tests are told in prose, and so may any file be.
 */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const HEAD = '| file | holds |\n| --- | --- |'
const TABLE = /^\| *file *\| *holds *\|\n\| *-+ *\| *-+ *\|\n((?:\|.*\|\n)+)/m
const ROOMS = ['src', 'town', 'tools', 'test', 'bench', 'scripts', 'deploy', 'packages', 'docs']
/** Made by programs: nobody reads them for what they hold. */
const MADE = /^(node_modules|dist|screenshots.*)$/

/** All that hold files, in themselves or further below, from the root. */
export function foldersOf(root: string): readonly string[] {
  return ROOMS.flatMap(room => foldersBelow(root, room))
}

function foldersBelow(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  const below = entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !MADE.test(entry.name))
    .flatMap(entry => foldersBelow(root, join(folder, entry.name)))
  return below.length > 0 || entries.some(entry => entry.isFile()) ? [folder, ...below] : []
}

export function sourcesOf(folder: string): readonly string[] {
  return readdirSync(folder).filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
}

/** What reads as a file's name: `clock.ts`, `sql-*.ts`, `../peers/child.ts`, `node scripts/sbom.ts`. Fenced blocks are examples. */
export function namesIn(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)]
    .flatMap(([, span = '']) => span.split(/\s+/))
    .filter(word => /\.(tsx?|css|sh)$/.test(word))
}

/** `page`: the folder's README.md. */
export function withFiles(page: string, folder: string): string {
  const table = TABLE.exec(page)
  if (table === null) return page
  const [whole, body = ''] = table
  const before = page.slice(0, table.index)
  const after = page.slice(table.index + whole.length)
  const told = new Set(namesIn(before + after).flatMap(name => globSync(name, { cwd: folder })))
  const rows = new Map<string, string>()
  for (const row of body.trimEnd().split('\n')) for (const [name, holds] of rowsOf(row, folder)) rows.set(name, holds)
  for (const file of sourcesOf(folder)) if (!told.has(file) && !rows.has(file)) rows.set(file, headOf(folder, file))
  const linked = (name: string) =>
    existsSync(join(folder, name, 'README.md')) ? `[\`${name}\`](${name}README.md)` : `\`${name}\``
  const lines = [...rows].map(([name, holds]) => `| ${linked(name)} | ${holds} |`)
  return `${before}${[HEAD, ...lines].join('\n')}\n${after}`
}

/** Of what was in one row, each thing with what it holds. A file that is no more has no row. */
function rowsOf(row: string, folder: string): [string, string][] {
  const [, first = '', second = ''] = /^\| *(.*?) *\| *(.*?) *\|$/.exec(row) ?? []
  return [...first.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']): [string, string][] => {
    if (!/\.tsx?$/.test(name)) return [[name, name.endsWith('/') ? (readmeHead(folder, name) ?? second) : second]]
    return globSync(name, { cwd: folder })
      .toSorted()
      .map(file => [file, isTest(file) && !headerIn(folder, file) ? second : headOf(folder, file)])
  })
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file)

function headerIn(folder: string, file: string): string | undefined {
  const text = readFileSync(join(folder, file), 'utf8').replace(/^#!.*\n/, '')
  return /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1]
}

function headOf(folder: string, file: string): string {
  const header = headerIn(folder, file)
  if (header === undefined)
    throw new Error(`${join(folder, file)} does not say what it is: begin it with a comment /** … */.`)
  return firstSentence(header.replace(/\n \* ?/g, '\n'))
}

function readmeHead(folder: string, name: string): string | null {
  const file = join(folder, name, 'README.md')
  if (!existsSync(file)) return null
  const text = readFileSync(file, 'utf8').replace(/^# .*\n/, '')
  return text.trim().startsWith('|') ? null : firstSentence(text)
}

/** Where it came from it may lead to files beside it, here to none. */
function firstSentence(text: string): string {
  const [paragraph = ''] = text.trim().split('\n\n')
  const [sentence = ''] = paragraph.replace(/\s*\n\s*/g, ' ').split(/(?<=\.)\s+(?=[^a-z])/)
  return sentence
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/`([^`]+\.(?:tsx?|css|sh))`/g, '$1')
    .replace(/[.:]$/, '')
    .replaceAll('|', '\\|')
}
