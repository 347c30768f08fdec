/** What citizens, feed readers and other agencies get of bulletins, over HTTP: after a release, a correction, a withdrawal. */
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { backUpAuthority, restoreAuthority } from '../../src/app/serve/backup-file.ts'
import { makeCapKey } from '../../src/areas/bulletins/cap-key.ts'
import { wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft, KeptSound } from '../../src/areas/bulletins/model.ts'
import { seeded } from '../../src/base/random.ts'
import { verifyAlert } from '../../src/cap/check.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { BULLETINS, draftOf, published } from './released.ts'
import { dataFolder, type InProcess, type Staff, serveHere, staffOf } from './stage.ts'

/** What a server may send before the first acknowledgement, without what a proxy adds. */
const FIRST_WINDOW = 14_000
const DAY_MS = 86_400_000
/** All that somebody without a cache receives, as it is on the wire. */
async function octetsOf(url: string, path: string, more = ''): Promise<Buffer> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\n${more}connection: close\r\n\r\n`)
  const pieces: Buffer[] = []
  for await (const piece of socket) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

describe('what the public reads of bulletins', () => {
  let server: InProcess
  let staff: Staff
  const undo: (() => unknown)[] = []
  before(async () => {
    const t = { after: (step: () => unknown) => void undo.push(step) }
    server = await serveHere(t as never, onlySqlite(), { data: dataFolder(t as never) })
    staff = await staffOf(server)
  })
  after(async () => {
    for (const step of undo.toReversed()) await step()
  })
  const get = async (path: string, headers: Record<string, string> = {}) => await fetch(server.url + path, { headers })
  const read = async (path: string) => await (await get(path)).text()

  test('before anything was released every address answers that there is nothing', async () => {
    assert.match(await read('/bulletins'), /Hiện không có bản tin nào/)
    assert.match(await read('/en/bulletins'), /No bulletin is in force now/)
    assert.match(await read('/bulletins?lang=en'), /No bulletin is in force now/)
    assert.match(await read('/bulletins.atom'), /^<\?xml .*<feed /s)
    assert.deepEqual(JSON.parse(await read('/bulletins.json')).items, [])
    assert.match(await read('/cap.atom'), /<title>CAP – Bộ Y tế<\/title>/)
    // The second was cut on its way.
    for (const name of ['5f0c1c7e-3f5a-4c56-9d3c-1f6f6b7c0a01', '5f0c1c7e-3f5a']) {
      const none = await get(`/bulletins/${name}`)
      assert.equal(none.status, 404)
      const html = await none.text()
      assert.match(html, /<a href="\/bulletins">.*<h1>Không tìm thấy bản tin này<\/h1>/)
    }
    assert.equal((await get('/cap/5f0c1c7e-3f5a-4c56-9d3c-1f6f6b7c0a01.1.publish.xml')).status, 404)
    assert.equal((await get('/bulletins.json?more=1')).status, 422)
    assert.equal((await fetch(`${server.url}/bulletins`, { method: 'POST' })).status, 405)
  })

  test('whoever asks after an approval was answered has page, feeds and signed alert', async () => {
    for (let i = 0; i < 5; i++) {
      const { id } = await published(staff, draftOf(`Bản tin số ${i}`))
      const [page, one, atom, json, cap] = await Promise.all(
        ['/bulletins', `/bulletins/${id}`, '/bulletins.atom', '/bulletins.json', '/cap.atom'].map(read),
      )
      for (const each of [page, one, atom, json]) assert.match(each, new RegExp(`Bản tin số ${i}<?`))
      assert.match(cap, new RegExp(`/cap/${id}\\.1\\.publish\\.xml`))
      const alert = await get(`/cap/${id}.1.publish.xml`)
      assert.equal(alert.headers.get('content-type'), 'application/cap+xml')
      assert.match(await alert.text(), new RegExp(`<headline>Bản tin số ${i}</headline>`))
      await staff.approver.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
    }
  })

  test('a soft line break that was pasted from a word processor is the end of a line on page and alert alike', async () => {
    const draft = draftOf('Rửa tay\u2028trước khi ăn')
    draft.renditions.page[0].text = 'Rửa tay.\u2028Đeo khẩu trang.\u0085Gọi 1900 9095.\u2029Hết.'
    const { id } = await published(staff, draft)
    assert.match(await read(`/bulletins/${id}`), /Rửa tay\.<br>Đeo khẩu trang\.<br>Gọi/)
    const alert = await get(`/cap/${id}.1.publish.xml`)
    assert.equal(alert.status, 200)
    const xml = await alert.text()
    assert.match(xml, /<headline>Rửa tay trước khi ăn<\/headline>/)
    assert.match(xml, /<description>Rửa tay\.\nĐeo khẩu trang\.\nGọi 1900 9095\.\nHết\.<\/description>/)
    const certificate = await read('/cap/certificate.pem')
    assert.deepEqual(verifyAlert(Buffer.from(xml), { certificate, at: Date.now() }), [])
    const proofs = JSON.stringify(await staff.editor.well('GET', `${BULLETINS}/${id}/proofs`))
    assert.doesNotMatch(proofs, /"failed"/)
    await staff.approver.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
  })

  test('who writes a letter that cannot go out is told which, where and what to do', async () => {
    const draft = draftOf('Rửa tay')
    draft.renditions.page[0].text = 'Rửa tay.\n\uf0b7 Đeo khẩu trang.'
    const { status, body } = await staff.editor.ask('POST', BULLETINS, { draft })
    assert.equal(status, 422)
    assert.deepEqual(
      body.faults.map(({ path, code }: { path: string; code: string }) => [path, code]),
      [['draft.renditions.page.0.text', 'letter']],
    )
    const [{ vi, en }] = body.faults
    assert.match(vi, /^Dòng 2, chữ thứ 1: U\+F0B7 .*Hãy thay bằng/)
    assert.match(en, /^Line 2, letter 1: U\+F0B7 .*Put “-”/)
  })

  test('cancelled alerts still shown: whoever asks after a correction or a withdrawal was answered is told of it', async () => {
    const { id } = await published(staff, draftOf('Có ca bệnh'))
    const certificate = await read('/cap/certificate.pem')
    const alertOf = async (kind: string) => await read(`/cap/${id}.1.${kind}.xml`)
    const first = await alertOf('publish')
    const isCurrent = async () => (await read('/bulletins')).includes('(1)')
    assert.ok(await isCurrent())
    await staff.editor.well('POST', `${BULLETINS}/${id}/correct`, { version: 1 })
    assert.match(await read('/bulletins'), /Đính chính lúc .*vi: nhầm.*<del><p dir="auto">Gọi 1900 9095/s)
    assert.match(
      await alertOf('correct'),
      new RegExp(`<msgType>Update</msgType>.*<references>\\S+,${id}\\.1\\.publish,`, 's'),
    )
    await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
    assert.match(await read('/bulletins'), /Hiện không có bản tin nào.*Thu hồi lúc/s)
    assert.match(await read(`/bulletins/${id}`), /Nội dung bản tin này không còn giá trị/)
    const cancel = await alertOf('cancel')
    assert.match(cancel, new RegExp(`<references>\\S+,${id}\\.1\\.publish,\\S+ \\S+,${id}\\.1\\.correct,`))
    const feed = await read('/cap.atom')
    assert.match(feed, new RegExp(`${id}\\.1\\.cancel\\.xml`))
    assert.doesNotMatch(feed, new RegExp(`${id}\\.1\\.(?:publish|correct)\\.xml`))
    const entry = (await read('/bulletins.atom')).split('<entry>').find(each => each.includes(id))
    assert.match(entry ?? '', /<title>Đã thu hồi: Có ca bệnh<\/title>/)
    assert.equal(await alertOf('publish'), first, 'the same octets for ever')
    for (const xml of [first, await alertOf('correct'), cancel])
      assert.deepEqual(verifyAlert(Buffer.from(xml), { certificate, at: Date.now() }), [])
    const proofs = await staff.editor.well('GET', `${BULLETINS}/${id}/proofs`)
    assert.deepEqual(
      proofs
        .filter(({ channel }: { channel: string }) => channel === 'cap')
        .map(({ release, kind }: { release: string; kind: string }) => [release, kind]),
      ['publish', 'correct', 'cancel'].map(release => [release, 'published']),
    )
  })

  test('what is appended to a link on its way from hand to hand leads to the page, whatever it looks like', async () => {
    const { id } = await published(staff, draftOf('Đeo khẩu trang'))
    for (const path of ['/bulletins', `/bulletins/${id}`, '/en/bulletins', '/free']) {
      const page = await read(path)
      // The second reads as a number of a subscriber.
      for (const more of ['fbclid=IwAR0', 'zarsrc=0912345678', 'utm_source=zalo&utm_medium=%'])
        assert.equal(await read(`${path}?${more}`), page, more)
    }
    const english = await read('/en/bulletins')
    assert.equal(await read('/bulletins?lang=en&fbclid=1'), english)
    assert.equal((await get('/bulletins?lang=xx')).status, 422)
    const slash = await fetch(`${server.url}/bulletins/`, { redirect: 'manual' })
    assert.deepEqual([slash.status, slash.headers.get('location')], [308, '/bulletins'])
    assert.equal(await read('/en/bulletins/'), english)
    await staff.approver.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
  })

  test('a citizen in a browser is told what went wrong on a page, in both languages; a program as problem+json', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
    // The link of a letter, cut on its way.
    const old = 'application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,*/*;q=0.5'
    for (const [path, first, place, accepted] of [
      ['/bulletins/confirm/abcdef', 'vi', '/bulletins', accept],
      ['/en/bulletins?lang=xx', 'en', '/en/bulletins', old],
    ]) {
      const page = await get(path, { accept: accepted })
      assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
      assert.equal(page.headers.get('cache-control'), 'no-store')
      const program = await get(path, { accept: 'application/json, text/html' })
      const { status, vi, en } = JSON.parse(await program.text())
      assert.equal(page.status, status)
      const html = await page.text()
      assert.match(html, new RegExp(`<html lang="${first}">.*<a href="${place}">`))
      for (const sentence of [vi, en]) assert.ok(html.includes(`<p>${sentence}</p>`), sentence)
    }
    const form = await fetch(`${server.url}/bulletins/subscribe`, {
      method: 'POST',
      headers: { accept, 'content-type': 'text/html', origin: server.url },
      body: '<script>',
    })
    assert.equal(form.status, 415)
    assert.match(await form.text(), /<h1>Việc này chưa làm được<\/h1>/)
  })

  test('an exercise is on the pages and feeds of exercises, and nowhere else', async () => {
    const { id } = await published(staff, draftOf('Báo động thử', { purpose: 'exercise' }))
    for (const path of ['/bulletins', '/en/bulletins', '/bulletins.atom', '/bulletins.json', '/cap.atom'])
      assert.ok(!(await read(path)).includes(id), path)
    for (const path of [`/bulletins/${id}`, `/bulletins/${id}.png`, `/cap/${id}.1.publish.xml`])
      assert.equal((await get(path)).status, 404, path)
    assert.match(await read('/exercise/bulletins'), /DIỄN TẬP.*Báo động thử/s)
    assert.match(await read(`/exercise/bulletins/${id}`), /<title>DIỄN TẬP: Báo động thử/)
    assert.match(await read('/exercise/cap.atom'), new RegExp(`/exercise/cap/${id}\\.1\\.publish\\.xml`))
    assert.match(await read(`/exercise/cap/${id}.1.publish.xml`), /<status>Exercise<\/status>.*<note>DIỄN TẬP/s)
  })

  test('the way in front of the pipe and the pipe answer the same, header by header', async () => {
    const { id } = await published(staff, draftOf('Rửa tay'))
    const paths = ['/bulletins', `/bulletins/${id}`, '/bulletins.json', `/cap/${id}.1.publish.xml`]
    for (const path of paths) {
      const given = { 'accept-encoding': 'gzip' }
      const ask = async () => ({
        direct: await get(path, given),
        piped: await server.app.fetch(new Request(server.url + path, { headers: given })),
      })
      let { direct, piped } = await ask()
      const isOfAnother = () => direct.headers.get('last-modified') !== piped.headers.get('last-modified')
      // It may be made anew between the two.
      for (let tries = 0; isOfAnother() && tries < 10; tries++) ({ direct, piped } = await ask())
      const headers = ({ headers: all }: Response) =>
        [...all].filter(([name]) => !/^(?:date|connection|keep-alive|content-length|x-request-id)$/.test(name))
      assert.deepEqual(headers(direct), headers(piped), path)
      assert.equal(direct.status, piped.status)
      await Promise.all([direct.text(), piped.text()])
      const head = await fetch(server.url + path, { method: 'HEAD', headers: given })
      assert.deepEqual([head.status, await head.text()], [200, ''])
      assert.equal(head.headers.get('etag'), direct.headers.get('etag'))
    }
    assert.ok(
      server.log.some(line => line.includes('"route":"/bulletins/{page}"')),
      'each has its line in the log',
    )
    assert.match(
      await read('/metrics'),
      /loa_http_request_seconds_count\{method="GET",route="\/bulletins",status="200"\} \d/,
    )
  })

  test('a feed reader with ETag is sent nothing until something has changed', async () => {
    for (const path of ['/bulletins.atom', '/bulletins.json', '/cap.atom']) {
      const first = await get(path)
      await first.text()
      const known = async () => (await get(path, { 'if-none-match': first.headers.get('etag') ?? '' })).status
      assert.equal(await known(), 304, path)
      const { id } = await published(staff, draftOf('Tin mới'))
      assert.equal(await known(), 200, path)
      await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
    }
  })

  test('a page needs no other file and no script, and comes with its headers before the first acknowledgement', async () => {
    const html = await read('/bulletins')
    assert.doesNotMatch(html, /<script|<img|@import|url\(|rel="stylesheet"/)
    const random = seeded(7)
    const letter = () => 'abcdeghiklmnopqrstuvxy'[random.below(22)]
    const word = () => Array.from({ length: 5 }, letter).join('')
    const text = () => Array.from({ length: 900 }, word).join(' ')
    const long = (i: number) => {
      const draft = draftOf(`Bản tin dài ${i}`)
      const page = draft.renditions.page.map(each => ({ ...each, text: text() }))
      return { ...draft, renditions: { ...draft.renditions, page } }
    }
    const ids: string[] = []
    for (let i = 1; i <= 8; i++) ids.push((await published(staff, long(i))).id)
    const octets = await octetsOf(server.url, '/bulletins', 'accept-encoding: gzip, br\r\n')
    assert.ok(octets.length < FIRST_WINDOW, `${octets.length} octets`)
    assert.ok((await read('/bulletins')).includes('bản tin nữa đang có hiệu lực'))
    for (const id of ids) await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
  })

  test('a bulletin has a picture that other pages show', async () => {
    const { id } = await published(staff, draftOf('Đeo khẩu trang nơi đông người'))
    const picture = await get(`/bulletins/${id}.png`)
    const octets = Buffer.from(await picture.arrayBuffer())
    assert.equal(picture.headers.get('content-type'), 'image/png')
    assert.deepEqual([octets.readUInt32BE(16), octets.readUInt32BE(20)], [1200, 630])
    const again = await get(`/bulletins/${id}.png`, { 'if-none-match': picture.headers.get('etag') ?? '' })
    assert.equal(again.status, 304)
    await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
    const after = await get(`/bulletins/${id}.png`)
    assert.notDeepEqual(Buffer.from(await after.arrayBuffer()), octets, 'drawn anew once it was taken back')
  })

  test('a recording is public as long as it is what a bulletin says, and given in parts', async () => {
    const kept = await fetch(`${server.url}/api/v1/bulletin-sounds`, {
      method: 'POST',
      headers: { cookie: staff.editor.cookie, origin: server.url, 'content-type': 'audio/wav' },
      body: wav(8000),
    })
    const { sound } = (await kept.json()) as KeptSound
    // Of its forms the one that pages lead to.
    const { sha256 } = sound.files.find(({ form }) => form === 'mp3') ?? sound.files[0]
    const { cookie } = staff.editor
    const own = await fetch(`${server.url}/api/v1/bulletin-files/${sha256}`, { headers: { cookie } })
    const octets = Buffer.from(await own.arrayBuffer())
    const path = `/bulletins/sound/${sha256}`
    assert.equal((await get(path)).status, 404)
    const draft = draftOf('Có tiếng')
    const spoken = { language: 'vi', spoken: 'Kính thưa đồng bào', perWindow: 1, gapSeconds: 0 }
    const loudspeakers = [{ ...spoken, sound }] as BulletinDraft['renditions']['loudspeakers']
    const { id } = await published(staff, {
      ...draft,
      renditions: { ...draft.renditions, loudspeakers },
      correction: { ...draft.correction, loudspeakers },
    })
    const whole = await get(path)
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), octets)
    assert.match(whole.headers.get('cache-control') ?? '', /^public, max-age=5, s-maxage=5, /)
    const outside = await get(path, { range: 'bytes=999999999-' })
    assert.deepEqual([outside.status, outside.headers.get('cache-control')], [416, 'no-store'])
    const part = await get(path, { range: 'bytes=2-5' })
    assert.deepEqual([part.status, Buffer.from(await part.arrayBuffer())], [206, octets.subarray(2, 6)])
    await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
    assert.equal((await get(path)).status, 404)
  })
})

test('an expired certificate: nothing is submitted that would be on the page and not in CAP, and what takes back is on the page all the same', async t => {
  const folder = join(dataFolder(t), '..')
  const files = { key: join(folder, 'cap.key'), certificate: join(folder, 'cap.crt') }
  const put = async (nowMs: number) => {
    const { key, certificate } = await makeCapKey({ name: 'Bộ Y tế', nowMs })
    writeFileSync(files.key, key)
    writeFileSync(files.certificate, certificate)
  }
  const expired = Date.now() - 11 * 366 * DAY_MS
  await put(expired)
  const server = await serveHere(t, onlySqlite(), { capKey: files })
  const staff = await staffOf(server)
  const read = async (path: string) => await (await fetch(server.url + path)).text()
  const draft = draftOf('Có ca bệnh')
  const { id, version, sha256 } = await staff.editor.well('POST', BULLETINS, { draft })
  const of = { version, sha256 }
  const refused = await staff.editor.ask('POST', `${BULLETINS}/${id}/submit`, of)
  assert.deepEqual([refused.status, refused.body.code], [422, 'alertImpossible'])
  assert.match(refused.body.en, /certificate-expired.*remove the CAP channel/)
  await put(Date.now())
  await staff.editor.well('POST', `${BULLETINS}/${id}/submit`, of)
  const decision = { ...of, purpose: 'live' }
  await put(expired)
  const held = await staff.approver.ask('POST', `${BULLETINS}/${id}/approve`, decision)
  assert.deepEqual([held.status, held.body.code], [422, 'alertImpossible'])
  assert.doesNotMatch(await read('/bulletins'), /Có ca bệnh/)
  await put(Date.now())
  await staff.approver.well('POST', `${BULLETINS}/${id}/approve`, decision)
  assert.match(await read(`/cap/${id}.1.publish.xml`), /<msgType>Alert<\/msgType>/)
  const kinds = async () =>
    (await staff.editor.well('GET', `${BULLETINS}/${id}/proofs`))
      .filter(({ channel }: { channel: string }) => channel === 'cap')
      .map(({ kind }: { kind: string }) => kind)
  await put(expired)
  await staff.editor.well('POST', `${BULLETINS}/${id}/correct`, { version: 1 })
  assert.match(await read('/bulletins'), /Đính chính lúc/)
  assert.equal((await fetch(`${server.url}/cap/${id}.1.correct.xml`)).status, 404)
  assert.deepEqual(await kinds(), ['published', 'failed'])
  assert.ok(
    server.log.some(line => /alert not signed.*certificate-expired|certificate-expired.*alert not signed/.test(line)),
  )
  // Renewed: what is said from then on is signed, and names what was out before.
  await put(Date.now())
  await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
  assert.match(
    await read(`/cap/${id}.1.cancel.xml`),
    new RegExp(`<references>\\S+,${id}\\.1\\.publish,\\S+</references>`),
  )
  assert.deepEqual(await kinds(), ['published', 'failed', 'published'])
  rmSync(files.key)
})

test('what was signed before a restart or a restore is the same octets after it, by the same key', async t => {
  const data = dataFolder(t)
  const first = await serveHere(t, onlySqlite(), { data })
  const staff = await staffOf(first)
  const { id } = await published(staff, draftOf('Có ca bệnh'))
  const read = async (url: string, path: string) => await (await fetch(url + path)).text()
  const paths = [`/cap/${id}.1.publish.xml`, '/cap/certificate.pem']
  const before = await Promise.all(paths.map(async path => await read(first.url, path)))
  await first.stop()
  const second = await serveHere(t, onlySqlite(), { data })
  assert.deepEqual(await Promise.all(paths.map(async path => await read(second.url, path))), before)
  assert.match(await read(second.url, '/bulletins'), /Có ca bệnh/)
  const [backup, restored] = [join(data, '../backup'), join(data, '../restored')]
  await backUpAuthority({ data, to: backup })
  await restoreAuthority({ from: backup, data: restored, nowMs: Date.now() })
  const third = await serveHere(t, onlySqlite(), { data: restored })
  assert.deepEqual(await Promise.all(paths.map(async path => await read(third.url, path))), before)
})
