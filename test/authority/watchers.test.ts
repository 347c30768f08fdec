/**
 * 200 who watch a round of 30 operators, each of which tells its progress once a second: everyone hears everything, and
 * the server, a process of its own, needs less than 15 % of a core for the watching.
 *
 * What it needs for the nodes alone is measured first and taken off. LOA_WATCH_SECONDS makes it longer.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { cpuSecondsOf } from '../../bench/cpu-seconds.ts'
import { WATCHERS_OF_ONE_MAX } from '../../src/http/hub.ts'
import type { Task } from '../postgres/stage.ts'
import { approvedRound, dataFolder, type HttpNode, nodeOf, serveProcess, staffOf } from './stage.ts'

const WATCHERS = 200
const OPERATORS = 30
const SECONDS = Number(process.env.LOA_WATCH_SECONDS ?? 4)
const CORE_SHARE_MAX = 0.15
const MEMORY_MAX = 200e6
/** Of what each one heard last: a second of thirty operators. */
const LAST_LETTERS = 50_000
/** Ticks of the system's clock a second: Linux says 100 to every program. */

test(`${WATCHERS} who watch ${OPERATORS} operators cost less than 15 % of a core`, async t => {
  const server = await serveProcess(t, ['--data', dataFolder(t), '--log-level', 'warn'])
  const staff = await staffOf(server)
  const ids = Array.from({ length: OPERATORS }, (_, at) => `op-${at + 1}`)
  const nodes: HttpNode[] = []
  for (const id of ids) nodes.push(await nodeOf(staff.administrator, id))
  const round = await approvedRound(staff, ids)
  await staff.approver.well('POST', `/api/v1/rounds/${round}/schedule`, {})
  const tasks: Task[] = []
  for (const node of nodes) {
    const stream = await node.watch()
    const [task] = await node.tasksOf((await stream.next())!.data)
    stream.close()
    await node.acknowledge(task)
    tasks.push(task)
  }
  let delivered = 0
  const tellFor = async (seconds: number) => {
    const before = cpuSecondsOf(server.pid)
    for (let second = 0; second < seconds; second++) {
      const next = wait(1000)
      delivered++
      await Promise.all(nodes.map((node, at) => node.progress(tasks[at], delivered)))
      await next
    }
    return (cpuSecondsOf(server.pid) - before) / seconds
  }
  await tellFor(3)
  const alone = await tellFor(SECONDS)
  const keys: string[] = []
  for (let at = 0; at < WATCHERS; at += WATCHERS_OF_ONE_MAX.key) {
    const input = { name: `Màn hình ${at}`, scopes: ['read'], expiresAt: null }
    keys.push((await staff.administrator.well('POST', '/api/v1/keys', input)).secret)
  }
  const watchers = Array.from({ length: WATCHERS }, (_, at) => {
    const authorization = `Bearer ${keys[at % keys.length]}`
    const seen = { octets: 0, last: '' }
    const request = get(
      `${server.url}/api/v1/rounds/${round}/events`,
      { headers: { authorization }, agent: false },
      response => {
        response.setEncoding('utf8').on('data', (text: string) => {
          seen.octets += text.length
          seen.last = (seen.last + text).slice(-LAST_LETTERS)
        })
      },
    )
    request.on('error', () => {})
    return { seen, request }
  })
  const began = Date.now()
  while (watchers.some(({ seen }) => seen.octets === 0) && Date.now() - began < 20_000) await wait(50)
  const watched = await tellFor(SECONDS)
  await wait(700)
  const share = watched - alone
  t.diagnostic(
    `${(share * 100).toFixed(1)} % of a core for watching, ${(alone * 100).toFixed(1)} % for the nodes alone; ` +
      `${(residentOctets(server.pid) / 1e6).toFixed(0)} MB; ready in ${server.readyMs.toFixed(0)} ms`,
  )
  for (const { seen, request } of watchers) {
    assert.ok(seen.last.includes('event: directive'), 'everyone hears the last progress')
    request.destroy()
  }
  assert.ok(residentOctets(server.pid) < MEMORY_MAX, 'memory')
  assert.ok(share < CORE_SHARE_MAX, `${(share * 100).toFixed(1)} %`)
})

/** Of its own: what it maps of files, the program among them, is everyone's. */
function residentOctets(pid: number): number {
  const kilo = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilo) * 1024
}
