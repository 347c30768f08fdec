/**
 * A new area is a folder of its own, a line in src/app/areas.ts, one in src/web/areas.ts, and a row of the table of rooms:
 * example-area/notes/ is put into a copy of this house, and all of it is there, from the route to the page.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { hasChromium, launch, visitor } from './chromium.ts'
import { assertAccessible, settled } from './inspection.ts'
import { signedIn } from './signed-in.ts'

const ROOT = join(import.meta.dirname, '../..')
const EXAMPLE = join(import.meta.dirname, 'example-area/notes')
/** Made of the others, or too large to be copied for nothing. */
const LEFT_OUT = [
  'node_modules',
  'dist',
  '.git',
  'coverage',
  'docs/pictures',
  'test/browser/screenshots',
  'test/browser/screenshots-free',
  'test/browser/screenshots-kiosk',
  'test/browser/screenshots-report',
  'test/browser/screenshots-signing',
]

const run = promisify(execFile)

test('a new area changes two lists and the table of rooms, and has its route, failure, trail entry and page', async t => {
  if (!hasChromium(t)) return
  const copy = await copied(t)
  await cp(EXAMPLE, join(copy, 'src/areas/notes'), { recursive: true })
  await edit(join(copy, 'src/app/areas.ts'), [
    [/^import .*openMonthsArea/m, "import { notes, openNotesArea } from '../areas/notes/area.ts'\n$&"],
    [/^ {2}\w+,\n(?=\])/m, '$&  notes,\n'],
    [/^ *openSignersArea\(.*\n/m, '$&      openNotesArea({ house }),\n'],
  ])
  await edit(join(copy, 'src/web/areas.ts'), [
    [/^import \{ roundsPages/m, "import { notesPages, notesRoutes } from '../areas/notes/pages/area.ts'\n$&"],
    [/^ {2}trailPages,\n/m, '$&  notesPages,\n'],
    [/^ {2}\.\.\.trailRoutes,\n/m, '$&  ...notesRoutes,\n'],
  ])
  await node(copy, 'scripts/rooms/check.ts', '--write')

  assert.deepEqual(await changed(copy), ['ARCHITECTURE.md', 'src/app/areas.ts', 'src/web/areas.ts'])
  await node(copy, 'scripts/rooms/check.ts')
  await checkTypes(copy)
  await askRoutes(copy)
  await run('sh', ['scripts/console.sh', '--mode', 'uncompressed'], { cwd: copy })
  await used(t, copy)
})

/** By people: a note is left until there is no room, read on a page, and stands in the trail. */
async function used(t: TestContext, copy: string): Promise<void> {
  // The very program of the copy: it starts the copy's own `loa serve`.
  const path = pathToFileURL(join(copy, 'test/town/town.ts')).href
  const { Town } = (await import(path)) as typeof import('../town/town.ts')
  const town = await Town.open({ operators: [], pace: 0 })
  const browser = await launch()
  t.after(async () => {
    await browser.close()
    await town.close()
  })
  const administrator = town.client('administrator')
  for (const text of ['Họp lúc 14:00', 'Thay pin máy đo', 'Gọi phường 3'])
    await administrator.post('/api/v1/notes', { text })
  await assert.rejects(administrator.post('/api/v1/notes', { text: 'Một nữa' }), {
    status: 409,
    code: 'notesFull',
    sentences: {
      vi: 'Bảng đã có 3 ghi chú. Hãy đọc chúng trước khi để thêm.',
      en: 'The board holds 3 notes already. Read them before leaving another.',
    },
  })
  const notes = await town.client('auditor').get<readonly { text: string }[]>('/api/v1/notes')
  assert.deepEqual(
    notes.map(({ text }) => text),
    ['Gọi phường 3', 'Thay pin máy đo', 'Họp lúc 14:00'],
  )

  const cookies = await signedIn(browser, town)
  const { page, context, faults } = await visitor(browser, town.url)
  await context.addCookies([...(cookies.get('auditor') ?? [])])
  await page.goto('/rounds')
  const navigation = page.getByRole('navigation')
  // An auditor has more sections than one line holds.
  await navigation.getByRole('button', { name: 'Thêm' }).click()
  await navigation.getByRole('link', { name: 'Ghi chú' }).click()
  await page.getByRole('heading', { name: 'Ghi chú', level: 1 }).waitFor()
  await page.getByText('Thay pin máy đo').waitFor()
  await settled(page)
  await assertAccessible(page, 'notes')

  await page.goto('/trail?action=note.leave')
  await page.getByText('để lại ghi chú').nth(2).waitFor()
  assert.deepEqual(faults, [])
}

async function copied(t: TestContext): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'loa-house-'))
  t.after(async () => await rm(copy, { recursive: true, force: true }))
  const leftOut = new Set(LEFT_OUT.map(path => join(ROOT, path)))
  await cp(ROOT, copy, { recursive: true, filter: path => !leftOut.has(path) })
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

async function edit(file: string, changes: readonly (readonly [RegExp, string])[]): Promise<void> {
  let text = await readFile(file, 'utf8')
  for (const [from, to] of changes) {
    assert.ok(from.test(text), `${file} has no ${from}`)
    text = text.replace(from, to)
  }
  await writeFile(file, text)
}

/** Files of the house that are not as they were; the area's own folder is not looked at. */
async function changed(copy: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    const file = relative(copy, join(entry.parentPath, entry.name))
    if (!entry.isFile() || file.startsWith('node_modules') || file.startsWith('src/areas/notes')) continue
    const [before, after] = await Promise.all(
      [ROOT, copy].map(async root => await readFile(join(root, file)).catch(() => null)),
    )
    if (before === null || after === null || !before.equals(after)) found.push(file)
  }
  return found.toSorted()
}

/**
 * Of the area, of both lists, and of all that the server and the pages are made of with them: in one go, as pages are read,
 * for most of it is of both. By one checker: each has to find out for itself what the types of the packages are.
 */
async function checkTypes(copy: string): Promise<void> {
  const project = join(copy, 'src/web/tsconfig.notes.json')
  const include = ['main.tsx', 'areas.ts', '../areas/notes', '../app/areas.ts', '../app/serve']
  const exclude = ['../**/*.test.ts']
  await writeFile(project, JSON.stringify({ extends: './tsconfig.json', include, exclude }))
  await node(copy, 'node_modules/typescript/bin/tsc', '--noEmit', '--checkers', '1', '-p', project)
}

/** Who is refused where, and as it was agreed: of keys and of operators nothing is the area's own. */
async function askRoutes(copy: string): Promise<void> {
  const first = ['--import', './test/errors-of-tests.ts']
  const names = ['every route refuses', 'who may call what']
  const pattern = `--test-name-pattern=^(${names.join('|')})`
  const told = await node(copy, ...first, pattern, 'src/http/routes.test.ts')
  assert.match(told, new RegExp(`pass ${names.length}$`, 'm'))
}

/** What it prints. */
async function node(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  }).catch((error: { stdout?: string; message: string }) => assert.fail(`${error.message}\n${error.stdout}`))
  return stdout
}
