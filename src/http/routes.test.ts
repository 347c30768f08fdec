/** Every route, asked as everyone who may not: of `npm test` as nobody, and as one of them, by turns. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { approvedRound, nodeOf, type Person, personOf, serveHere, staffOf } from '../../test/authority/stage.ts'
import { isMore } from '../../test/parts.ts'
import type { Databases } from '../../test/postgres/databases.ts'
import type { Role } from '../authority/actor.ts'
import type { Access } from '../authority/contract.ts'
import type { Route } from './route.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

/** What was agreed, room by room. */
const AGREED = [
  import.meta.dirname,
  ...readdirSync(join(import.meta.dirname, '../areas')).map(area => join(import.meta.dirname, '../areas', area)),
]
  .map(folder => join(folder, 'who-may.txt'))
  .filter(file => existsSync(file))
  .flatMap(file => readFileSync(file, 'utf8').split('\n'))
  .filter(line => line !== '' && !line.startsWith('#'))
const PUBLIC = AGREED.filter(line => / {2}(?:anyone|machine)$/.test(line)).map(line => line.replace(/ {2}\w+$/, ''))

const named = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`
const UUID = '00000000-0000-4000-8000-000000000000'
const askedPath = ({ path }: Route) =>
  path.includes('/operators/') ? path.replace('{id}', 'hai') : path.replace('{id}', UUID)

test('every route refuses everyone who may not, and the public ones are on the list', async t => {
  const server = await serveHere(t, embedded)
  const staff = await staffOf(server)
  await nodeOf(staff.administrator, 'mot')
  const engineer = await personOf(staff.administrator, 'engineer', 'ky.su@mot.example', 'mot')
  const duty = await personOf(staff.administrator, 'duty', 'truc@bo.example')
  const people: Readonly<Record<Role, Person>> = { ...staff, engineer, duty }
  const { routes } = server.app
  assert.ok(routes.length > 60)
  assert.equal(new Set(routes.map(named)).size, routes.length)
  assert.equal(new Set(routes.map(route => route.name)).size, routes.length)

  const isOpen: string[] = []
  for (const route of routes) {
    // A person that is nobody: the body is not even read before the answer.
    const { status } = await nobody(server.url, route)
    if (route.may.is === 'anyone' || route.may.is === 'machine') {
      assert.notEqual(status, 403, named(route))
      isOpen.push(named(route))
    } else assert.equal(status, 401, named(route))
  }
  assert.deepEqual(isOpen.toSorted(), PUBLIC.toSorted())

  for (const [at, route] of routes.entries()) {
    const refusedOnes = (Object.entries(people) as [Role, Person][]).filter(([role]) => !mayCall(route.may, role))
    const turn = refusedOnes.length === 0 ? 0 : at % refusedOnes.length
    for (const [role, person] of isMore ? refusedOnes : refusedOnes.slice(turn, turn + 1)) {
      const { status } = await person.ask(
        route.method.toUpperCase(),
        askedPath(route),
        route.method === 'get' ? undefined : {},
      )
      const refused = route.may.is === 'device' ? 401 : 403
      assert.equal(status, refused, `${role} at ${named(route)}`)
    }
  }
})

test('who may call what is as it was agreed', async t => {
  const server = await serveHere(t, embedded)
  const { routes } = server.app
  const lines = routes.map(route => `${named(route)}  ${wordsOf(route.may)}`).toSorted()
  assert.deepEqual(lines, AGREED.toSorted())
})

function wordsOf(may: Access): string {
  if (may.is === 'device') return may.device
  if (may.is !== 'people') return may.is
  const roles = may.roles.length === 6 ? 'everyone' : may.roles.join(', ')
  return may.scope === null ? roles : `${roles}; key: ${may.scope}`
}

function mayCall(may: Access, role: Role): boolean {
  return may.is === 'anyone' || may.is === 'machine' || (may.is === 'people' && may.roles.includes(role))
}

async function nobody(url: string, route: Route): Promise<{ status: number }> {
  const response = await fetch(url + askedPath(route), {
    method: route.method.toUpperCase(),
    redirect: 'manual',
    ...(route.method === 'get' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }),
  })
  await response.body?.cancel()
  return response
}

test('an API key opens what its scopes say, never approves, and a node’s token opens nothing of people', async t => {
  const server = await serveHere(t, embedded)
  const { administrator } = await staffOf(server)
  const node = await nodeOf(administrator, 'mot')
  const { routes } = server.app
  const scopes = ['read', 'rounds', 'lists', 'operators', 'trail', 'screening'] as const
  // Of `npm test` each route by the key that opens it, and by one other or the node’s token, by turns.
  const isTurn = (at: number, turn: number) => isMore || at % (scopes.length + 1) === turn
  for (const [turn, scope] of scopes.entries()) {
    const { secret } = await administrator.well('POST', '/api/v1/keys', {
      name: scope,
      scopes: [scope],
      expiresAt: null,
    })
    for (const [at, route] of routes.entries()) {
      if (route.may.is === 'anyone') continue
      const opens =
        (route.may.is === 'machine' && scope === 'read') || (route.may.is === 'people' && route.may.scope === scope)
      if (!opens && !isTurn(at, turn)) continue
      const { status } = await withBearer(server.url, route, secret)
      if (opens) assert.ok(status !== 401 && status !== 403, `${scope} at ${named(route)}: ${status}`)
      else assert.ok(status === 401 || status === 403, `${scope} at ${named(route)}: ${status}`)
    }
  }
  const ofPeople = routes.filter(({ may }) => may.is === 'people' || may.is === 'machine')
  for (const route of ofPeople.filter((_, at) => isTurn(at, scopes.length)))
    assert.equal((await withBearer(server.url, route, await node.token())).status, 401, named(route))
  for (const name of [
    'approveRound',
    'returnRound',
    'scheduleRound',
    'resumeRound',
    'approveFreeDraft',
    'returnFreeDraft',
  ])
    assert.equal(
      routes.filter(route => route.name === name && route.may.is === 'people' && route.may.scope === null).length,
      1,
      name,
    )
})

async function withBearer(url: string, route: Route, bearer: string): Promise<{ status: number }> {
  const abort = new AbortController()
  const response = await fetch(url + askedPath(route), {
    method: route.method.toUpperCase(),
    signal: abort.signal,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(route.method === 'get' ? {} : { body: '{}' }),
  })
  abort.abort()
  return response
}

test('a key whose maker is disabled, revoked or run out opens nothing', async t => {
  const server = await serveHere(t, embedded)
  const { administrator } = await staffOf(server)
  const other = await personOf(administrator, 'administrator', 'hai@bo.example')
  const make = async () => await other.well('POST', '/api/v1/keys', { name: 'máy', scopes: ['read'], expiresAt: null })
  const asked = async (secret: string) =>
    (await fetch(`${server.url}/api/v1/rounds`, { headers: { authorization: `Bearer ${secret}` } })).status
  const [first, second] = [await make(), await make()]
  assert.equal(await asked(first.secret), 200)
  await administrator.well('DELETE', `/api/v1/keys/${first.key.id}`)
  assert.equal(await asked(first.secret), 401)
  assert.equal(await asked(second.secret), 200)
  const { id } = await other.well('GET', '/api/v1/me')
  await administrator.well('PATCH', `/api/v1/people/${id}`, { isDisabled: true })
  assert.equal(await asked(second.secret), 401)
  assert.equal(await asked(`loa_${'A'.repeat(43)}`), 401)
  assert.equal((await other.get('/api/v1/me')).status, 401)
})

test('an engineer sees the rounds, the operator and the part of its own operator, nothing else', async t => {
  const server = await serveHere(t, embedded)
  const staff = await staffOf(server)
  const { administrator, editor, approver } = staff
  const nodes = { mot: await nodeOf(administrator, 'mot'), hai: await nodeOf(administrator, 'hai') }
  const engineer = await personOf(administrator, 'engineer', 'ky.su@mot.example', 'mot')
  const both = await approvedRound(staff, ['mot', 'hai'])
  const theirs = await approvedRound(staff, ['hai'])
  await approver.well('POST', `/api/v1/rounds/${both}/schedule`, {})
  await approver.well('POST', `/api/v1/rounds/${theirs}/schedule`, {})
  const rounds = await engineer.well('GET', '/api/v1/rounds')
  assert.deepEqual(
    rounds.items.map((round: { id: string }) => round.id),
    [both],
  )
  for (const path of ['', '/versions', '/live', '/events'])
    assert.equal((await engineer.get(`/api/v1/rounds/${theirs}${path}`)).status, 404, path)
  const live = await engineer.well('GET', `/api/v1/rounds/${both}/live`)
  assert.deepEqual(
    live.directives.map((one: { operator: string }) => one.operator),
    ['mot'],
  )
  const whole = await editor.well('GET', `/api/v1/rounds/${both}/live`)
  assert.equal(whole.directives.length, 2)
  const other = whole.directives.find((one: { operator: string }) => one.operator === 'hai')
  assert.equal((await engineer.get(`/api/v1/directives/${other.id}`)).status, 404)
  assert.equal((await engineer.get(`/api/v1/directives/${live.directives[0].id}`)).status, 200)
  assert.deepEqual(
    (await engineer.well('GET', '/api/v1/operators')).map((one: { id: string }) => one.id),
    ['mot'],
  )
  assert.equal((await engineer.get('/api/v1/operators/hai')).status, 404)
  const events = await engineer.watch(`/api/v1/rounds/${both}/events`)
  const { data } = (await events.next())!
  assert.deepEqual(
    data.directives.map((one: { operator: string }) => one.operator),
    ['mot'],
  )
  const [task] = (await nodes.hai.tasksOf((await (await nodes.hai.watch()).next())!.data)).filter(
    ({ body }) => body.round === both,
  )
  await nodes.hai.acknowledge(task)
  const [own] = await nodes.mot.tasksOf((await (await nodes.mot.watch()).next())!.data)
  await nodes.mot.acknowledge(own)
  const told = await events.until(({ name }) => name === 'directive')
  assert.equal(told.data.operator, 'mot')
  events.close()
})
