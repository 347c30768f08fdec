/**
 * Every folder says what it holds: a README.md that names its files, all of them and no others. Tests need not be named.
 *
 * Knows no rule of any room. A name stands in backticks, alone or as a pattern, and is looked for in the README's own folder,
 * then from the repository's root. What stands in a fenced block is an example and is not looked at.
 */
import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ROOMS = ['src', 'town', 'tools', 'test', 'bench', 'scripts', 'deploy', 'packages', 'docs']
/** Made by programs: nobody reads them for what they hold. */
const MADE = /^(node_modules|dist|screenshots.*)$/
const FOLDERS = ROOMS.flatMap(room => foldersBelow(join(ROOT, room)))

describe('folders and their READMEs', () => {
  test('every folder that holds files has a README.md', () => {
    assert.deepEqual(FOLDERS.filter(folder => !existsSync(join(folder, 'README.md'))).map(fromRoot), [])
  })

  test('every README names every source file of its folder that is no test', () => {
    assert.deepEqual(
      readmes().flatMap(({ folder, text }) => {
        const told = new Set(namesIn(text).flatMap(name => globSync(name, { cwd: folder })))
        return sourcesOf(folder)
          .filter(file => !told.has(file))
          .map(file => `${fromRoot(folder)}/README.md does not name ${file}`)
      }),
      [],
    )
  })

  test('no README names a file that does not exist', () => {
    assert.deepEqual(
      readmes().flatMap(({ folder, text }) =>
        namesIn(text)
          .filter(name => [folder, ROOT].every(cwd => globSync(name, { cwd }).length === 0))
          .map(name => `${fromRoot(folder)}/README.md names ${name}`),
      ),
      [],
    )
  })

  test('every link of a document leads to a file that exists', () => {
    const documents = [
      ...globSync('*.md', { cwd: ROOT }),
      ...FOLDERS.flatMap(folder => globSync(join(fromRoot(folder), '*.md'), { cwd: ROOT })),
    ]
    assert.deepEqual(
      documents.flatMap(file =>
        linksIn(readFileSync(join(ROOT, file), 'utf8'))
          .filter(link => !existsSync(join(ROOT, file, '..', link)))
          .map(link => `${file} leads to ${link}`),
      ),
      [],
    )
  })

  test('what is to be read in a day can be: 25 files, and 5,500 lines at the most', () => {
    const page = readFileSync(join(ROOT, 'docs/read-in-a-day.md'), 'utf8')
    const files = linksIn(page).filter(link => link.startsWith('../src/'))
    const lines = files.map(link => readFileSync(join(ROOT, 'docs', link), 'utf8').split('\n').length - 1)
    const sum = lines.reduce((all, one) => all + one, 0)
    assert.ok(files.length === 25 && sum <= 5500, `${files.length} files, ${sum} lines`)
  })
})

/** A folder and all below it that hold files, in themselves or further below. */
function foldersBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const below = entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .filter(entry => !MADE.test(entry.name))
    .flatMap(entry => foldersBelow(join(folder, entry.name)))
  return below.length > 0 || entries.some(entry => entry.isFile()) ? [folder, ...below] : []
}

function readmes(): { readonly folder: string; readonly text: string }[] {
  return FOLDERS.filter(folder => existsSync(join(folder, 'README.md'))).map(folder => ({
    folder,
    text: readFileSync(join(folder, 'README.md'), 'utf8'),
  }))
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder).filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
}

/** What reads as a file's name: `clock.ts`, `sql-*.ts`, `../peers/child.ts`, `node scripts/sbom.ts`. */
function namesIn(text: string): string[] {
  return [...unfenced(text).matchAll(/`([^`\n]+)`/g)]
    .flatMap(([, span = '']) => span.split(/\s+/))
    .filter(word => /\.(tsx?|css|sh)$/.test(word))
}

/** Without those into the net and within the page. */
function linksIn(text: string): string[] {
  return [...unfenced(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.replace(/#.*$/, ''))
    .filter(link => link !== '' && !/^[a-z]+:/.test(link))
}

function unfenced(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '')
}

function fromRoot(folder: string): string {
  return relative(ROOT, folder)
}
