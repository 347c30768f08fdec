/**
 * Backup, restore and the trail, by their commands, on a server that runs. Of `npm test` the commands are in this process, but where a
 * running server is of another one.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { isMore } from '../parts.ts'
import { loaInProcess, loaProcess } from '../peers/in-process.ts'
import { onEachDatabase, onlySqlite } from '../postgres/databases.ts'
import {
  administratorOf,
  approvedRound,
  databaseFor,
  dataFolder,
  nodeOf,
  Person,
  serveHere,
  serveProcess,
  staffOf,
} from './stage.ts'

const WITHIN_MS = 300_000

async function loa(...flags: readonly string[]) {
  return await (isMore ? loaProcess : loaInProcess)(flags, { withinMs: WITHIN_MS })
}

async function serve(t: TestContext, data: string) {
  return await (isMore ? serveProcess(t, ['--data', data]) : serveHere(t, onlySqlite(), { data }))
}

test('restored from a backup, the authority is known to its nodes, and nothing is sent twice', async t => {
  const data = dataFolder(t)
  const server = await serveProcess(t, ['--data', data])
  const staff = await staffOf(server)
  const node = await nodeOf(staff.administrator, 'mot')
  const id = await approvedRound(staff, ['mot'])
  const file = join(dirname(data), 'loa.backup')
  // A process that runs knows whether one was ever made.
  const isBackedUp = async () =>
    (await staff.administrator.well('GET', '/api/v1/me/set-up')).lines.find(
      ({ name }: { name: string }) => name === 'backup',
    ).is
  assert.equal(await isBackedUp(), 'waits')
  const { stdout } = await loa('backup', '--data', data, '--to', file, '--json')
  assert.equal(JSON.parse(stdout).file, file)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(await isBackedUp(), 'done')
  assert.deepEqual(readdirSync(dirname(file)).toSorted(), ['data', 'loa.backup'])
  assert.equal((await loa('backup', '--data', data, '--to', file)).code, 1)

  // After the backup the round goes out whole.
  await staff.approver.well('POST', `/api/v1/rounds/${id}/schedule`)
  const stream = await node.watch()
  const [task] = await node.tasksOf((await stream.next())!.data)
  await node.acknowledge(task)
  await node.giveReturn(task)
  await server.stop()

  const anew = join(dirname(data), 'anew')
  assert.equal((await loa('restore', '--from', file, '--data', data)).code, 1)
  assert.equal((await loa('restore', '--from', file, '--data', anew)).code, 0)
  assert.equal((await loa('restore', '--from', file, '--data', anew)).code, 1)
  for (const name of ['authority.key', 'sign-in.secret'])
    assert.equal(readFileSync(join(anew, name), 'utf8'), readFileSync(join(data, name), 'utf8'))
  assert.ok(
    !readFileSync(join(anew, 'loa.db')).includes(JSON.parse(readFileSync(join(anew, 'authority.key'), 'utf8')).d),
  )

  const restored = await serve(t, anew)
  assert.equal(restored.keyId, server.keyId)
  const old = new Person(restored.url)
  for (const [name, value] of staff.approver.cookies) old.cookies.set(name, value)
  assert.equal((await old.get('/api/v1/me')).status, 401)
  const approver = new Person(restored.url)
  await approver.signIn('phe.duyet@bo.example')
  const round = await approver.well('GET', `/api/v1/rounds/${id}`)
  assert.equal(round.state, 'returned')
  assert.equal((await approver.post(`/api/v1/rounds/${id}/schedule`)).status, 409)
  const back = Object.assign(Object.create(Object.getPrototypeOf(node)), node, { url: restored.url })
  assert.equal((await back.hello()).status, 200)
  const agenda = await back.watch()
  assert.deepEqual((await agenda.next())!.data.items, [])
  agenda.close()
  await restored.stop()
  assert.equal((await loa('trail', 'verify', '--data', anew)).code, 0)
})

test('what is no backup is refused, and leaves nothing', async t => {
  const data = dataFolder(t)
  const { code, stderr } = await loa('restore', '--from', join(import.meta.dirname, 'README.md'), '--data', data)
  assert.equal(code, 1)
  assert.match(stderr, /not a complete backup/)
  assert.deepEqual(readdirSync(data), [])
  assert.equal((await loa('backup', '--data', data, '--to', `${data}.backup`)).code, 1)
})

onEachDatabase(databases => {
  test('the trail is verified by a command while the server runs', async t => {
    const data = dataFolder(t)
    const database = await databaseFor(t, databases)
    const server = await serveHere(t, databases, { data, database })
    await administratorOf(server.url, server.setupLink!)
    const flags = database === null ? ['--data', data] : ['--database', database]
    const { code, stdout } = await loaProcess(['trail', 'verify', ...flags, '--json'], { withinMs: WITHIN_MS })
    assert.equal(code, 0)
    const found = JSON.parse(stdout)
    assert.equal(found.is, 'whole')
    assert.ok(found.entries >= 2)
  })
})

test('an entry that was changed behind its back is named', async t => {
  const data = dataFolder(t)
  const server = await serve(t, data)
  const administrator = await administratorOf(server.url, server.setupLink!)
  await administrator.well('POST', '/api/v1/operators', { id: 'mot', name: 'Một' })
  await server.stop()
  const database = new DatabaseSync(join(data, 'loa.db'), { timeout: 30_000 })
  const triggers = database.prepare(`select name from sqlite_master where type = 'trigger'`).all()
  for (const { name } of triggers) database.exec(`drop trigger "${name}"`)
  database.exec(`update trail set actor_name = 'Ai khác' where sequence = 2`)
  database.close()
  const { code, stdout } = await loa('trail', 'verify', '--data', data, '--json')
  assert.equal(code, 1)
  assert.deepEqual([JSON.parse(stdout).is, JSON.parse(stdout).sequence], ['broken', 2])
  const said = await loa('trail', 'verify', '--data', data)
  assert.match(said.stdout, /bị hỏng ở mục 2: mã băm của mục không khớp\.\n.+ entry 2: hash differs\./)
})
