/** nginx with deploy/nginx/published.conf on files of `loa publish`, beside the server whose pages they are: the same pages, and no server. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { PublicFolder } from '../../src/app/publish/folder.ts'
import { publicFilesOf } from '../../src/app/publish/public-files.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { BULLETINS, draftOf, published } from '../authority/released.ts'
import { dataFolder, type InProcess, type Staff, serveHere, staffOf } from '../authority/stage.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { ask, HEADERS, PATHS } from '../town/poison.ts'
import { freePorts } from './child.ts'
import { missing } from './installed.ts'
import { startNginx } from './nginx.ts'

const SITE = join(import.meta.dirname, '../../deploy/nginx/published.conf')
/** As the server and nginx each have their own. */
const OWN =
  /^(?:date|server|connection|keep-alive|x-request-id|etag|last-modified|vary|accept-ranges|content-length|transfer-encoding|content-encoding|strict-transport-security)$/
const DAY = 'stale-if-error=86400'

describe('files of loa publish through nginx', { skip: missing('nginx') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-published-site-'))
  const out = join(directory, 'www')
  const undo: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })]
  let server: InProcess
  let staff: Staff
  let url: string
  let id: string
  before(async () => {
    const t = { after: (step: () => unknown) => void undo.push(step) }
    server = await serveHere(t as never, onlySqlite(), { data: dataFolder(t as never) })
    staff = await staffOf(server)
    id = (await published(staff, draftOf('Rửa tay'))).id
    await publish()
    for (const name of ['secret.txt', '.hidden', 'bulletins/x.draft']) writeFileSync(join(out, name), 'nobody’s')
    const [port] = await freePorts(1)
    const own = join(directory, 'nginx')
    mkdirSync(own)
    const site = readFileSync(SITE, 'utf8').replaceAll(/^ *(?:ssl_|http2 ).*\n/gm, '')
    url = `http://127.0.0.1:${port}`
    const nginx = await startNginx({
      directory: own,
      site,
      swaps: [
        ['    listen [::]:80;\n', ''],
        ['    listen [::]:443 ssl;\n', ''],
        ['    listen 80;\n', `    listen 127.0.0.1:${port};\n`],
        ['listen 443 ssl;', `listen 127.0.0.1:${port} default_server;`],
        ['server_name tin.example.vn;\n    access_log off;\n', 'server_name no;\n'],
        ['/var/lib/loa-published', out],
        ['/var/log/nginx/loa-published.error.log', join(own, 'error.log')],
      ],
      ready: async () => await fetch(`${url}/free`),
    })
    undo.push(async () => await nginx.stop())
  })
  after(async () => {
    for (const step of undo.toReversed()) await step()
  })

  async function publish(): Promise<void> {
    const database = await openDatabase({ file: join(server.data, 'loa.db') })
    const folder = await PublicFolder.open(out)
    try {
      const { files } = await publicFilesOf(database, { data: server.data }).at(Date.now())
      await folder.bring(files)
    } finally {
      folder.close()
      await database.close()
    }
  }

  const addresses = () =>
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => `/${relative(out, join(entry.parentPath, entry.name))}`)
      .filter(file => !/\.(?:gz|br|txt|draft)$|^\/(?:lock|\.hidden)$/.test(file))
      .map(file => file.replace(/\.html$/, ''))
  const shared = (headers: IncomingHttpHeaders) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN.test(name)))

  test('every published file has the headers that the server gives it, and stands a day in whatever cache keeps it', async () => {
    assert.ok(addresses().length > 15)
    for (const path of addresses()) {
      const [theirs, own] = [await ask(url, path), await ask(server.url, path)]
      assert.equal(theirs.status, 200, path)
      assert.deepEqual(shared(theirs.headers), shared(own.headers), path)
      assert.match(theirs.headers['cache-control'] ?? '', path.endsWith('.xml') ? /immutable/ : /stale-if-error=86400$/)
      assert.ok(theirs.headers['strict-transport-security'], path)
    }
  })

  test('whoever takes gzip gets the copy that was made once, and a reader that has it gets nothing twice', async () => {
    const page = await ask(url, `/bulletins/${id}`)
    const answer = await fetch(`${url}/bulletins/${id}`, { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(answer.headers.get('content-encoding'), 'gzip')
    assert.match(answer.headers.get('vary') ?? '', /accept-encoding/i)
    assert.equal(await answer.text(), page.body)
    const again = await ask(url, `/bulletins/${id}`, { 'if-none-match': String(page.headers.etag) })
    assert.deepEqual([again.status, again.body], [304, ''])
    const file = readFileSync(join(out, `bulletins/${id}.html`))
    for (const [suffix, unpack] of [
      ['gz', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const)
      assert.ok(unpack(readFileSync(join(out, `bulletins/${id}.html.${suffix}`))).equals(file))
  })

  test('what is no page for everyone is not there, in words, and kept by nobody', async () => {
    for (const path of [
      '/lock',
      '/.hidden',
      '/secret.txt',
      '/bulletins/x.draft',
      '/bulletins.html',
      `/bulletins/${id}.html.gz`,
      '/api/v1/me',
      '/bulletins/',
      '/bulletins/00000000-0000-4000-8000-000000000000',
      ...PATHS,
    ]) {
      const answer = await ask(url, path)
      if (answer.status === 200) {
        assert.match(answer.body, /Rửa tay|Đang miễn cước|"asOf"|<feed/, path)
        assert.match(answer.headers['cache-control'] ?? '', new RegExp(DAY), path)
        continue
      }
      assert.ok([404, 405, 400].includes(answer.status), `${path} ${answer.status}`)
      assert.doesNotMatch(answer.body, /nobody’s/)
      if (answer.status === 404) {
        assert.match(answer.body, /Không có trang này.*There is no such page/s, path)
        assert.equal(answer.headers['cache-control'], 'no-store', path)
      }
    }
    const posted = await fetch(`${url}/bulletins`, { method: 'POST' })
    assert.deepEqual([posted.status, posted.headers.get('cache-control')], [405, 'no-store'])
  })

  test('no header of whoever asks changes what it gives out', async () => {
    const page = await ask(url, '/bulletins')
    for (const headers of HEADERS) {
      const { status, body } = await ask(url, '/bulletins', headers)
      if (headers.range === undefined) assert.deepEqual([status, body], [200, page.body])
      else assert.ok(status === 206 || status === 416)
    }
    const english = await ask(url, '/en/bulletins')
    assert.equal((await ask(url, '/bulletins?lang=en')).body, english.body)
    assert.equal((await ask(url, '/bulletins?fbclid=1')).body, page.body)
  })

  test('what asks for a person is where the server is', async () => {
    for (const path of ['/bulletins/subscribe', '/en/bulletins/subscribe', '/bulletins/end/abc']) {
      const { status, headers } = await ask(url, path)
      assert.deepEqual([status, headers.location], [307, `https://loa.example.vn${path}`])
    }
    const home = await ask(url, '/')
    assert.equal(home.status, 302)
  })

  test('a withdrawal is there with the next look of whoever publishes, and the server may be dead', async () => {
    await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
    await publish()
    await server.stop()
    assert.match((await ask(url, '/bulletins')).body, /Thu hồi lúc/)
    assert.match((await ask(url, `/bulletins/${id}`)).body, /không còn giá trị/)
  })
})
