/**
 * Every folder says what it holds: a README.md that names its files, all of them and no others. Tests need not be named.
 *
 * Knows no rule of any room. A name stands in backticks, alone or as a pattern, and is looked for in the README's own folder,
 * then from the repository's root. What stands in a fenced block is an example and is not looked at.
 */
import assert from 'node:assert/strict'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { foldersOf, namesIn, sourcesOf, withFiles } from '../../scripts/rooms/readmes.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = foldersOf(ROOT).map(folder => join(ROOT, folder))

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

  test('a README tells of each file what the file says of itself, in its own order, and a new file comes last', t => {
    const folder = mkdtempSync(join(tmpdir(), 'loa-readme-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
    write('late.ts', '/**\n * Comes last: by\n * `early.ts` | or not. More of it.\n */\n')
    write('early.ts', '#!/usr/bin/env node\n/** Comes first. */\n')
    write('told.ts', '/** In prose. */')
    write('early.test.ts', "import 'node:test'")
    mkdirSync(join(folder, 'pages'))
    write('pages/README.md', '# pages\n\nWhat [people](../x.md) see. And more.\n')
    const page = (rows: string) => `# x\n\n| file | holds |\n| --- | --- |\n${rows}\nBeside it \`told.ts\`.\n`
    const given = '| `early.ts`, `gone.ts` | old words |\n| `early.test.ts`, `x.css` | by hand |\n| `pages/` | old |\n'
    assert.equal(
      withFiles(page(given), folder),
      page(
        [
          ...['| `early.ts` | Comes first |', '| `early.test.ts` | by hand |', '| `x.css` | by hand |'],
          ...[
            '| [`pages/`](pages/README.md) | What people see |',
            '| `late.ts` | Comes last: by early.ts \\| or not |',
            '',
          ],
        ].join('\n'),
      ),
    )
    assert.equal(withFiles('# x\n\n1. `early.ts`: first\n', folder), '# x\n\n1. `early.ts`: first\n')
    write('none.ts', 'export {}\n')
    assert.throws(() => withFiles(page(given), folder), /none\.ts does not say what it is/)
  })

  test('what is to be read in a day can be: 25 files, and 5,500 lines at the most', () => {
    const page = readFileSync(join(ROOT, 'docs/read-in-a-day.md'), 'utf8')
    const files = linksIn(page).filter(link => link.startsWith('../src/'))
    const lines = files.map(link => readFileSync(join(ROOT, 'docs', link), 'utf8').split('\n').length - 1)
    const sum = lines.reduce((all, one) => all + one, 0)
    assert.ok(files.length === 25 && sum <= 5500, `${files.length} files, ${sum} lines`)
  })
})

function readmes(): { readonly folder: string; readonly text: string }[] {
  return FOLDERS.filter(folder => existsSync(join(folder, 'README.md'))).map(folder => ({
    folder,
    text: readFileSync(join(folder, 'README.md'), 'utf8'),
  }))
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
