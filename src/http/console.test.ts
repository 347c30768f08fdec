import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Console } from './console.ts'
import { secure } from './headers.ts'

function built(t: TestContext): Console {
  const folder = mkdtempSync(join(tmpdir(), 'loa-console-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const web = join(folder, 'web')
  mkdirSync(join(web, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(web, 'index.html'), '<!doctype html>page')
  writeFileSync(join(web, 'assets/main-abc.js'), 'script')
  writeFileSync(join(web, 'assets/main-abc.js.gz'), gzipSync('script'))
  writeFileSync(join(web, 'assets/worker-abc.mjs'), 'worker')
  return new Console(web)
}

const asked = async (console: Console, path: string, headers: Record<string, string> = {}) =>
  await console.respond(path, new Headers(headers), 'vi')

test('files with a digest in their name are kept for ever, the page is asked for each time', async t => {
  const console = built(t)
  const script = await asked(console, '/assets/main-abc.js')
  assert.equal(await script.text(), 'script')
  assert.match(script.headers.get('cache-control')!, /immutable/)
  assert.match(script.headers.get('content-type')!, /^text\/javascript/)
  const page = await asked(console, '/')
  assert.equal(await page.text(), '<!doctype html>page')
  assert.equal(page.headers.get('cache-control'), 'no-cache')
})

test('a worker that is a module is a script too', async t => {
  const worker = await asked(built(t), '/assets/worker-abc.mjs')
  assert.equal(worker.status, 200)
  assert.match(worker.headers.get('content-type')!, /^text\/javascript/)
})

test('what was compressed before is given to whoever takes it', async t => {
  const console = built(t)
  const small = await asked(console, '/assets/main-abc.js', { 'accept-encoding': 'br, gzip' })
  assert.equal(small.headers.get('content-encoding'), 'gzip')
  assert.deepEqual(Buffer.from(await small.arrayBuffer()), gzipSync('script'))
  const plain = await asked(console, '/assets/main-abc.js', { 'accept-encoding': 'gzip;q=0' })
  assert.equal(plain.headers.get('content-encoding'), null)
})

test('every other address is the page, a missing asset is not, and nothing above the folder is given', async t => {
  const console = built(t)
  for (const path of [
    '/rounds',
    '/rounds/abc/live',
    '/nothing.txt',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt'.slice(7),
  ]) {
    const answer = await asked(console, path)
    assert.equal(await answer.text(), '<!doctype html>page', path)
  }
  assert.equal((await asked(console, '/assets/old-123.js')).status, 404)
  assert.equal((await asked(console, '/assets/../../secret.txt')).status, 404)
})

test('a console that is not built says so in both languages', async () => {
  const answer = await asked(new Console('/nonexistent'), '/')
  assert.equal(answer.status, 503)
  const text = await answer.text()
  assert.ok(text.indexOf('chưa được dựng') < text.indexOf('is not built'))
})

test('only the page of a briefing may ask for a camera and a microphone', async t => {
  const console = built(t)
  const folder = mkdtempSync(join(tmpdir(), 'loa-console-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const name of ['index', 'kiosk', 'briefing']) writeFileSync(join(folder, `${name}.html`), name)
  const all = new Console(folder)
  const permissions = async (path: string) => {
    const { headers } = await asked(all, path)
    secure(headers, true)
    return headers.get('permissions-policy') ?? ''
  }
  assert.match(await permissions('/briefing'), /camera=\(self\), microphone=\(self\)/)
  assert.match(await permissions('/kiosk'), /camera=\(\), microphone=\(\)/)
  // In the console an editor records what loudspeakers say; wherever it was opened, it is one page.
  for (const path of ['/', '/desk/new', '/briefings', '/briefing/x', '/briefing.html/'])
    assert.match(await permissions(path), /camera=\(\), microphone=\(self\)/, path)
  assert.equal((await asked(console, '/briefing')).status, 503)
})
