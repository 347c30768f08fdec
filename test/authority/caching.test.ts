/** What a cache between the server and its readers may keep: asked of every route, and by whoever would put something wrong into one. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Route } from '../../src/http/route.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { ask, EVIL, HEADERS, isForAll, PATHS, type RawAnswer } from '../town/poison.ts'
import { draftOf, published } from './released.ts'
import { type InProcess, type Staff, serveHere, staffOf } from './stage.ts'

/** Of what everyone may ask, what everyone may keep, where it is there. */
const FOR_ALL = [
  '/free',
  '/free.json',
  ...['', '/en'].flatMap(first => [
    `${first}/bulletins`,
    `${first}/bulletins.atom`,
    `${first}/bulletins.json`,
    `${first}/exercise/bulletins`,
  ]),
  ...['/cap.atom', '/exercise/cap.atom'],
]
const UUID = '00000000-0000-4000-8000-000000000000'
const pathOf = ({ path }: Route) => path.replaceAll(/\{\w+\}/g, UUID)

describe('what a cache may keep', () => {
  let server: InProcess
  let staff: Staff
  const undo: (() => unknown)[] = []
  before(async () => {
    const t = { after: (step: () => unknown) => void undo.push(step) }
    server = await serveHere(t as never, onlySqlite())
    staff = await staffOf(server)
  })
  after(async () => {
    for (const step of undo.toReversed()) await step()
  })

  test('what belongs to a person or a machine is kept by no cache, on any route, whoever asks', async () => {
    const { administrator, editor, auditor } = staff
    const { routes } = server.app
    const seen = { well: 0, forAll: new Set<string>() }
    for (const [who, cookie] of [
      ['nobody', ''],
      ['administrator', administrator.cookie],
      ['editor', editor.cookie],
      ['auditor', auditor.cookie],
    ])
      for (const route of routes) {
        const method = route.method.toUpperCase()
        if (who !== 'nobody' && method !== 'GET') continue
        const answer = await server.app.fetch(
          new Request(server.url + pathOf(route), {
            method,
            headers: { ...(cookie !== '' && { cookie }), 'content-type': 'application/json' },
            ...(method === 'GET' ? {} : { body: '{}' }),
          }),
        )
        await answer.body?.cancel()
        const asked = `${who}: ${method} ${route.path}`
        const keeping = answer.headers.get('cache-control') ?? ''
        if (route.may.is === 'anyone' && /\bpublic\b/.test(keeping)) {
          seen.forAll.add(route.path)
          assert.deepEqual([method, answer.headers.getSetCookie()], ['GET', []], asked)
          assert.match(keeping, /, s-maxage=5, stale-while-revalidate=5, stale-if-error=86400$/, asked)
          assert.equal(answer.headers.get('vary'), 'accept-encoding', asked)
          continue
        }
        assert.match(keeping, /^(?:no-store|private\b.*)$/, asked)
        assert.doesNotMatch(keeping, /public|s-maxage|stale/, asked)
        if (answer.ok && route.may.is === 'people') seen.well++
      }
    assert.deepEqual([...seen.forAll].toSorted(), FOR_ALL.toSorted())
    assert.ok(seen.well > 50, `only ${seen.well} answers held something of a person`)
  })

  test('no header of whoever asks, but for the encoding, changes what everyone may keep', async () => {
    const { id } = await published(staff, draftOf('Rửa tay'))
    const { cookie } = staff.administrator
    const paths = [
      ...FOR_ALL,
      ...[`/bulletins/${id}`, `/en/bulletins/${id}`, `/bulletins/${id}.png`],
      ...[`/cap/${id}.1.publish.xml`, '/cap/certificate.pem'],
    ]
    for (const path of paths) {
      const clean = await ask(server.url, path)
      assert.deepEqual([clean.status, isForAll(clean)], [200, true], path)
      for (const headers of [...HEADERS, { cookie }]) {
        const answer = await ask(server.url, path, headers)
        const asked = `${path} ${JSON.stringify(headers)}`
        // Pages say as of which minute they are.
        if (isForAll(answer) && !isDeepStrictEqual(keptOf(answer), keptOf(clean)))
          assert.deepEqual(keptOf(answer), keptOf(await ask(server.url, path)), asked)
        assert.ok(!JSON.stringify(answer).includes(EVIL), asked)
      }
    }
  })

  test('no spelling of a path has what is a person’s kept by a cache, or a page under another name', async () => {
    const { cookie } = staff.administrator
    const own = await ask(server.url, '/api/v1/me', { cookie })
    assert.match(own.body, /quan\.tri@bo\.example/)
    const clean = new Set<string>()
    for (const path of FOR_ALL) clean.add((await ask(server.url, path)).body)
    for (const path of PATHS)
      for (const headers of [{}, { cookie }]) {
        const answer = await ask(server.url, path, headers)
        if (isForAll(answer)) assert.ok(clean.has(answer.body), path)
        if (answer.body.includes('quan.tri@bo.example')) assert.equal(answer.headers['cache-control'], 'no-store', path)
        assert.ok(!JSON.stringify(answer.headers).includes(EVIL), path)
      }
  })

  test('an address that leads to no bulletin is kept by no cache', async () => {
    for (const path of [`/bulletins/${UUID}`, '/bulletins/x', `/cap/${UUID}.1.publish.xml`]) {
      const answer = await ask(server.url, path)
      assert.deepEqual([answer.status, answer.headers['cache-control']], [404, 'no-store'], path)
    }
  })
})

/** What a cache keeps of it; some of it is another each time. */
function keptOf({ status, headers, body }: RawAnswer): object {
  const { date, connection, 'keep-alive': alive, 'x-request-id': id, ...rest } = headers
  const { 'last-modified': modified, ...kept } = rest
  return { status, body, ...kept }
}
