import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type TestContext, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { PublicFolder } from './folder.ts'
import type { PublicFile } from './public-files.ts'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-folder-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const file = (path: string, text: string): PublicFile => ({ path, mark: text, octets: async () => Buffer.from(text) })
const below = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== 'lock')
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()

async function bring(out: string, files: readonly PublicFile[]) {
  const folder = await PublicFolder.open(out)
  try {
    return await folder.bring(files)
  } finally {
    folder.close()
  }
}

test('each file lies there with its copies by gzip and Brotli, readable for whoever serves it', async t => {
  const out = join(folderOf(t), 'www')
  assert.deepEqual(await bring(out, [file('/bulletins/a.html', 'một'), file('/bulletins.html', 'tất cả')]), {
    files: 2,
    written: 2,
    removed: 0,
  })
  assert.deepEqual(
    below(out),
    ['bulletins.html', 'bulletins/a.html'].flatMap(each => [each, `${each}.br`, `${each}.gz`]).toSorted(),
  )
  const read = (name: string) => readFileSync(join(out, name))
  assert.equal(read('bulletins/a.html').toString(), 'một')
  assert.equal(gunzipSync(read('bulletins/a.html.gz')).toString(), 'một')
  assert.equal(brotliDecompressSync(read('bulletins/a.html.br')).toString(), 'một')
  assert.equal(statSync(join(out, 'bulletins/a.html.br')).mode & 0o444, 0o444)
})

test('what is as it was is not written, neither in the same run nor in the next, but for a copy that is missing', async t => {
  const out = folderOf(t)
  const files = [file('/cap/a.xml', 'a'), file('/bulletins.html', 'b')]
  const folder = await PublicFolder.open(out)
  await folder.bring(files)
  assert.deepEqual(await folder.bring(files), { files: 2, written: 0, removed: 0 })
  folder.close()
  const before = statSync(join(out, 'bulletins.html')).ino
  assert.equal((await bring(out, files)).written, 0)
  assert.equal(statSync(join(out, 'bulletins.html')).ino, before)
  rmSync(join(out, 'cap/a.xml.br'))
  writeFileSync(join(out, 'bulletins.html'), 'damaged')
  assert.equal((await bring(out, files)).written, 2)
  assert.equal(readFileSync(join(out, 'bulletins.html'), 'utf8'), 'b')
})

test('what is public no more is removed with its copies, and what a killed run has left, and nothing that is somebody else’s', async t => {
  const out = folderOf(t)
  await bring(out, [file('/bulletins/sound/x', 'x'), file('/exercise/cap/y.xml', 'y'), file('/free.html', 'f')])
  mkdirSync(join(out, 'other'))
  for (const name of ['robots.txt', 'other/page.html', '.free.html.00112233aabb.draft', 'cap.txt'])
    writeFileSync(join(out, name), '')
  writeFileSync(join(out, 'bulletins/.sound.00112233aabb.draft'), '')
  const done = await bring(out, [file('/free.html', 'f')])
  assert.deepEqual(done, { files: 1, written: 0, removed: 2 })
  assert.deepEqual(below(out), [
    'cap.txt',
    'free.html',
    'free.html.br',
    'free.html.gz',
    'other/page.html',
    'robots.txt',
  ])
})

test('while a change is written nothing of it is seen: all takes its place once the last of it can be made', async t => {
  const out = folderOf(t)
  const folder = await PublicFolder.open(out)
  await folder.bring([file('/bulletins/a.html', 'cũ'), file('/bulletins.html', 'cũ')])
  const seen: string[] = []
  const look = () => seen.push(readFileSync(join(out, 'bulletins/a.html'), 'utf8'))
  const slow = (path: string): PublicFile => ({
    path,
    mark: 'mới',
    octets: async () => {
      look()
      return Buffer.from('mới')
    },
  })
  await folder.bring([...['/bulletins/a.html', '/bulletins/b.html', '/bulletins.html'].map(slow)])
  look()
  assert.deepEqual(seen, ['cũ', 'cũ', 'cũ', 'mới'])
  const failing: PublicFile = {
    path: '/bulletins/c.html',
    mark: 'c',
    octets: async () => {
      throw new Error('no space left')
    },
  }
  const after = below(out)
  await assert.rejects(folder.bring([file('/bulletins.html', 'nữa'), failing]), { code: 'fileUnwritable' })
  assert.deepEqual(below(out), after, 'as it was, without drafts')
  assert.equal(readFileSync(join(out, 'bulletins.html'), 'utf8'), 'mới')
  folder.close()
})

test('two programs do not write in the same folder', async t => {
  const out = folderOf(t)
  const first = await PublicFolder.open(out)
  // A lock is a process's: another is asked for what this one holds.
  const { spawnSync } = await import('node:child_process')
  const program = `import('${join(import.meta.dirname, 'folder.ts')}').then(({ PublicFolder }) => PublicFolder.open(process.argv[1])).then(() => process.exit(0), error => { console.log(error.code); process.exit(1) })`
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '-e', program, out],
    { encoding: 'utf8' },
  )
  assert.deepEqual([status, stdout], [1, 'dataTaken\n'])
  first.close()
})
