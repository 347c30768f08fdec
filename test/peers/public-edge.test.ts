/**
 * The pages that a nation reads, through nginx and Varnish in front of a real server: they stand while it is dead, whoever asks at the end
 * of their time does not fall upon it, a change comes through, and nobody can have them keep what is wrong.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../src/base/until.test.ts'
import { BULLETINS, draftOf, published } from '../authority/released.ts'
import { type InProcess, type Staff, serveHere, staffOf } from '../authority/stage.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { ask, EVIL, HEADERS, isForAll, PATHS } from '../town/poison.ts'
import { Origin } from './edge-origin.ts'
import { type Edge, nginxEdge, varnishEdge } from './edges.ts'
import { missing } from './installed.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
/** Who reads at once. */
const READERS = 250
/** Of them ask the server, for all the others. */
const FEW = 3
const LOOK_MS = 20
const PAGE = '/bulletins'
const GZIP = { 'accept-encoding': 'gzip' }

for (const [name, start] of [
  ['nginx', nginxEdge],
  ['Varnish', varnishEdge],
] as const)
  describe(`pages for everyone through ${name}`, { skip: missing('nginx', 'varnish', 'cc', 'faketime') }, () => {
    const directory = mkdtempSync(join(tmpdir(), 'loa-edge-'))
    const undo: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })]
    let server: InProcess
    let staff: Staff
    let origin: Origin
    let edge: Edge
    let alert: string
    before(async () => {
      const t = { after: (step: () => unknown) => void undo.push(step) }
      server = await serveHere(t as never, onlySqlite())
      staff = await staffOf(server)
      const { id } = await published(staff, draftOf('Rửa tay'))
      alert = `/cap/${id}.1.publish.xml`
      origin = new Origin(server.url)
      await origin.start()
      undo.push(async () => await origin.die())
      edge = await start({ directory, origin })
      undo.push(async () => await edge.stop())
    })
    after(async () => {
      for (const step of undo.toReversed()) await step()
    })

    async function read(path: string) {
      const answer = await fetch(edge.url + path, { headers: GZIP })
      const keeping = answer.headers.get('cache-control') ?? ''
      return { status: answer.status, text: await answer.text(), keeping }
    }
    async function asked(path: string, act: () => Promise<unknown>): Promise<number> {
      const before = origin.of(path)
      await act()
      return origin.of(path) - before
    }
    /** So many at once, over as many connections as there are readers: all have the page. `meanwhile`: once nobody else is answered. */
    async function herd(path: string, size: number, meanwhile: () => void = () => {}): Promise<void> {
      const agent = new Agent({ keepAlive: true, maxSockets: READERS })
      const said = new Map<string, number>()
      let answered = 0
      const one = async () =>
        await new Promise<void>((resolve, reject) => {
          const sent = request(edge.url + path, { agent, headers: GZIP }, answer => {
            const line = `${answer.statusCode} ${answer.headers['content-encoding']}`
            said.set(line, (said.get(line) ?? 0) + 1)
            answered++
            answer.resume().on('end', resolve)
          })
          sent.on('error', reject).end()
        })
      const all = Promise.all(Array.from({ length: size }, one))
      // Those who may be answered from what is kept are; then the server answers.
      for (let before = -1; answered !== before || answered === 0; await wait(5 * LOOK_MS)) {
        if (answered === before) break
        before = answered
      }
      meanwhile()
      await all
      agent.destroy()
      assert.deepEqual(Object.fromEntries(said), { '200 gzip': size })
    }

    test(`${name}: while its server is dead, a page stands ten minutes and most of a day later, with its content and its instant`, async () => {
      const paths = [PAGE, '/en/bulletins', '/bulletins.atom', '/cap.atom', '/free', alert]
      const kept = new Map<string, string>()
      for (const path of paths) kept.set(path, withoutInstant((await read(path)).text))
      for (const seconds of [10 * MINUTE, 23 * HOUR]) {
        await edge.older(seconds, paths)
        await origin.die()
        for (const [path, text] of kept)
          for (let again = 0; again < 3; again++) {
            const answer = await read(path)
            assert.equal(answer.status, 200, `${path}, ${seconds} s later`)
            assert.equal(withoutInstant(answer.text), text)
          }
        const said = (await read(PAGE)).text
        assert.match(said, /Tính đến <time datetime="[^"]+">\d\d:\d\d ngày .*Rửa tay/s)
        assert.match((await read('/en/bulletins')).text, /As of <time datetime=.*EN Rửa tay/s)
        assert.match((await read('/free')).text, /lúc <time datetime="[^"]+">\d\d:\d\d ngày/)
        const never = await read('/exercise/bulletins')
        assert.ok(never.status >= 502, 'nobody has asked for it')
        assert.doesNotMatch(never.keeping, /public/)
        await origin.start()
        while ((await read('/healthz')).status !== 200) await wait(LOOK_MS)
        const reached = await asked(PAGE, async () => await read(PAGE))
        assert.equal(reached, 1, 'what is over is asked for as soon as there is somebody to ask')
        for (const path of paths) await read(path)
      }
    })

    test(`${name}: a server that answers with errors takes no page away`, async () => {
      await read(PAGE)
      await edge.older(10 * MINUTE, [PAGE])
      origin.isFailing = true
      for (let again = 0; again < 3; again++) {
        const { status, text } = await read(PAGE)
        assert.deepEqual([status, /Rửa tay/.test(text)], [200, true])
      }
      origin.isFailing = false
      assert.equal((await read(PAGE)).status, 200)
    })

    for (const [when, seconds, many, size] of [
      ['at the moment when its time is over', 6, 'five thousand', 5000],
      ['after an hour in which nobody has', HOUR, 'a thousand', 1000],
    ] as const)
      test(`${name}: of ${many} who ask for a page ${when}, a few at most ask its server`, async () => {
        await read(PAGE)
        await edge.older(seconds, [PAGE])
        origin.hold()
        const reached = await asked(PAGE, async () => {
          const before = origin.of(PAGE)
          await herd(PAGE, size, () => origin.release())
          // What stands for a while after its time is given to all, and asked for behind their backs.
          await until(() => origin.of(PAGE) > before, 'what is over is asked for')
        })
        assert.ok(reached >= 1 && reached <= FEW, `${reached} reached it`)
      })

    test(`${name}: of a thousand who are the first to ask for a page, a few at most ask its server`, async () => {
      const { id } = await published(staff, draftOf('Mới'))
      const path = `/bulletins/${id}`
      const reached = await asked(path, async () => await herd(path, 1000))
      assert.ok(reached >= 1 && reached <= FEW, `${reached} reached it`)
      await staff.editor.well('POST', `${BULLETINS}/${id}/cancel`, { version: 1 })
    })

    test(`${name}: a correction and a withdrawal are at readers once the seconds that the page says are over`, async () => {
      const { id } = await published(staff, draftOf('Có ca bệnh'))
      const paths = [PAGE, `/bulletins/${id}`, '/bulletins.atom', '/bulletins.json', '/cap.atom']
      const seconds = Number(/s-maxage=(\d+)/.exec((await read(PAGE)).keeping)?.[1])
      assert.equal(seconds, 5)
      for (const [does, said] of [
        ['correct', /nhầm|\.1\.correct\.xml/],
        ['cancel', /[Tt]hu hồi|\.1\.cancel\.xml/],
      ] as const) {
        for (const path of paths) await read(path)
        await edge.older(seconds + 1, paths)
        await staff.editor.well('POST', `${BULLETINS}/${id}/${does}`, { version: 1 })
        for (const path of paths) while (!said.test((await read(path)).text)) await wait(LOOK_MS)
      }
    })

    test(`${name}: no header and no spelling of a path has it keep what is wrong, or what is a person’s`, async () => {
      const { cookie } = staff.administrator
      const pages = [PAGE, '/free', '/bulletins.atom', '/cap.atom', alert]
      for (const headers of [...HEADERS, { cookie }]) {
        await edge.older(HOUR, [])
        for (const path of pages) {
          const first = await ask(edge.url, path, headers)
          const next = await ask(edge.url, path)
          const tried = `${path} ${JSON.stringify(headers)}`
          assert.equal(next.status, 200, tried)
          assert.equal(next.headers['set-cookie'], undefined, tried)
          assert.ok(!JSON.stringify([first, next]).includes(EVIL), tried)
          assert.match(next.body, path === '/free' ? /Đang miễn cước/ : /Rửa tay/, tried)
        }
      }
      for (const path of PATHS) {
        const own = await ask(edge.url, path, { cookie })
        const next = await ask(edge.url, path)
        assert.ok(!next.body.includes('quan.tri@bo.example'), path)
        if (own.body.includes('quan.tri@bo.example')) assert.ok(!isForAll(own), path)
        assert.ok(!JSON.stringify(next.headers).includes(EVIL), path)
      }
    })

    test(`${name}: what is a person’s is asked of the server each time, and kept for nobody`, async () => {
      const { cookie } = staff.administrator
      const reached = await asked('/api/v1/me', async () => {
        for (let again = 0; again < 3; again++) {
          const own = await ask(edge.url, '/api/v1/me', { cookie })
          assert.match(own.body, /quan\.tri@bo\.example/)
          assert.equal((await ask(edge.url, '/api/v1/me')).status, 401)
        }
      })
      assert.equal(reached, 6)
    })

    test(`${name}: a query makes no other page: what others append to a link is dropped, and lang leads to the page in that language`, async () => {
      const english = await read('/en/bulletins')
      assert.equal((await read('/bulletins?lang=en')).text, english.text)
      assert.equal((await read('/en/bulletins?lang=vi')).text, (await read(PAGE)).text)
      const reached = await asked(PAGE, async () => {
        for (let i = 0; i < 20; i++) {
          const { status, text } = await read(`${PAGE}?fbclid=${i}`)
          assert.deepEqual([status, /Rửa tay/.test(text)], [200, true])
        }
      })
      assert.ok(reached <= FEW, `${reached} reached it`)
      assert.ok(![...origin.asked.keys()].some(path => path.includes('fbclid')))
    })
  })

function withoutInstant(page: string): string {
  return page.replace(/<time .*?<\/time>/g, '').replace(/"asOf":"[^"]+"/, '')
}
