/** `loa serve` as a process, from its first start to a round's return. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { tokenOf } from '../../town/links.ts'
import { onEachDatabase } from '../postgres/databases.ts'
import { approvedRound, databaseFor, dataFolder, nodeOf, Person, personOf, serveProcess, staffOf } from './stage.ts'

const LOA = join(import.meta.dirname, '../../loa')

onEachDatabase(databases => {
  test('a round is written, approved by another, sent and accounted for, and outlives a restart', async t => {
    const data = dataFolder(t)
    const database = await databaseFor(t, databases)
    const flags = ['--data', data, '--name', 'Bộ Y tế', ...(database === null ? [] : ['--database', database])]
    const server = await serveProcess(t, flags)
    const staff = await staffOf(server)
    const { administrator, editor, approver, auditor } = staff
    const node = await nodeOf(administrator, 'mot')
    const engineer = await personOf(administrator, 'engineer', 'ky.su@mot.example', 'mot')
    const agenda = await node.watch()
    assert.deepEqual((await agenda.next())!.data.items, [])

    const id = await approvedRound(staff, ['mot'])
    const watching = await auditor.watch(`/api/v1/rounds/${id}/events`)
    assert.equal((await watching.next())!.name, 'snapshot')
    await approver.well('POST', `/api/v1/rounds/${id}/schedule`, {})
    const [task] = await node.tasksOf((await agenda.until(({ name }) => name === 'agenda')).data)
    assert.equal(task.body.round, id)
    assert.equal((await node.acknowledge(task)).status, 204)
    assert.equal((await node.progress(task, 500)).status, 204)
    const { data: told } = await watching.until(({ name, data }) => name === 'directive' && data.tally !== null)
    assert.equal(told.tally.turns.delivered, 500)
    assert.equal((await node.giveReturn(task)).status, 204)
    const { data: state } = await watching.until(({ name, data }) => name === 'round' && data.state === 'finished')
    assert.equal(state.state, 'finished')
    const live = await engineer.well('GET', `/api/v1/rounds/${id}/live`)
    assert.deepEqual(live.directives[0].flags, [])
    const at = new Date().toISOString()
    const sends = [{ directive: task.body.directive, lanes: [], statuses: {} }]
    const condition = { at, alarms: [{ is: 'disk-low', since: at }], sends }
    // It was returned: nothing more is kept of its lanes.
    assert.equal((await node.ask('POST', '/node/v1/condition', condition)).status, 204)
    const { alarms } = await engineer.well('GET', '/api/v1/operators/mot')
    assert.deepEqual(
      alarms.map(({ is }: { is: string }) => is),
      ['disk-low'],
    )
    const ofThem = [`/api/v1/directives/${task.body.directive}/lanes`, '/api/v1/operators/mot/directives']
    const [course, [last]] = await Promise.all(ofThem.map(path => engineer.well('GET', path)))
    assert.deepEqual([course.points, last.directive.id], [[], task.body.directive])
    await administrator.well('POST', '/api/v1/operators', { id: 'hai', name: 'Nhà mạng hai' })
    const stranger = await personOf(administrator, 'engineer', 'ky.su@hai.example', 'hai')
    for (const path of ofThem) assert.equal((await stranger.get(path)).status, 404, path)
    const from = '2020-01-01T00:00:00.000Z'
    assert.equal((await auditor.get(`/api/v1/trail/export?form=csv&from=${from}`)).status, 200)
    const [taken] = (await auditor.well('GET', '/api/v1/trail?action=trail')).items
    const { entries, fromDay, untilDay, form } = taken.details
    assert.deepEqual([taken.actor.name, form, fromDay, untilDay], ['kiem.tra', 'csv', from, null])
    assert.equal(`${entries}`, taken.subject.id, 'as many as there were before it')
    const refused = await editor.get('/api/v1/trail')
    assert.equal(refused.status, 403)

    assert.equal(await server.stop(), 0)
    await agenda.ended()
    const again = await serveProcess(t, flags)
    assert.equal(again.setupLink, null)
    assert.equal(again.keyId, server.keyId)
    const back = new Person(again.url)
    await back.signIn('kiem.tra@bo.example')
    assert.equal((await back.well('GET', `/api/v1/rounds/${id}`)).state, 'finished')
    assert.equal((await back.well('GET', '/api/v1/trail/verification')).is, 'whole')
  })
})

test('the data directory is its owner’s, and a second server cannot take it; a restart before anyone is there prints a new link, and the old one is worth nothing; a server that was killed at once starts again on it', async t => {
  const data = dataFolder(t)
  const first = await serveProcess(t, ['--data', data])
  const mode = (path: string) => statSync(path).mode & 0o777
  assert.equal(mode(data), 0o700)
  assert.equal(mode(join(data, 'authority.key')), 0o600)
  assert.equal(mode(join(data, 'sign-in.secret')), 0o600)
  await assert.rejects(
    promisify(execFile)(LOA, ['serve', '--data', data, '--listen', '127.0.0.1:0']),
    (error: { code: number; stderr: string }) => error.code === 1 && error.stderr.includes('Another process'),
  )
  await first.stop()

  const second = await serveProcess(t, ['--data', data])
  assert.notEqual(first.setupLink, null)
  const person = new Person(second.url)
  const [email, password] = ['a@bo.example', 'mot hai ba bon nam']
  const input = (link: string) => ({ token: tokenOf(link), name: 'Quản trị', email, password })
  assert.equal((await person.post('/api/v1/setup', input(first.setupLink!))).status, 410)
  assert.equal((await person.post('/api/v1/setup', input(second.setupLink!))).status, 201)
  assert.equal((await person.post('/api/v1/setup', input(second.setupLink!))).status, 409)
  await person.signIn(email, password)
  await person.well('POST', '/api/v1/operators', { id: 'mot', name: 'Một' })
  await second.kill()

  const third = await serveProcess(t, ['--data', data])
  const back = new Person(third.url)
  await back.signIn(email, password)
  assert.equal((await back.well('GET', '/api/v1/operators')).length, 1)
})

test('it does not open itself to a network without encryption, and says so', async t => {
  const run = promisify(execFile)
  await assert.rejects(
    run(LOA, ['serve', '--data', dataFolder(t), '--listen', '0.0.0.0:0']),
    (error: { code: number; stderr: string }) => error.code === 2 && error.stderr.includes('--insecure-http'),
  )
})

test('for people the server prints Vietnamese first, and English', async t => {
  const data = dataFolder(t)
  const child = execFile(LOA, ['serve', '--data', data, '--listen', '127.0.0.1:0'])
  t.after(() => child.kill('SIGKILL'))
  let text = ''
  for await (const chunk of child.stdout!) {
    text += chunk
    if (text.includes('/setup#token=')) break
  }
  assert.ok(text.indexOf('Bảng điều khiển') >= 0 && text.indexOf('Bảng điều khiển') < text.indexOf('Console'))
})
