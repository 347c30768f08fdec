/**
 * How late an event is at whoever watches another process than the one that made the change: from the request that changes something at one
 * `loa serve` until the event at a stream of another, on one PostgreSQL database, both on this machine. And how late its answer is.
 *
 *   node --test test/authority/changes.bench.ts         LOA_CHANGES=100 of them, spaced so that the stream is quiet
 */
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { TICK_MS } from '../../src/http/changes-feed.ts'
import { freePorts } from '../peers/child.ts'
import { startPostgres } from '../postgres/server.ts'
import { dataFolder, dataFolderLike, Person, serveProcess, staffOf } from './stage.ts'

const CHANGES = Number(process.env.LOA_CHANGES ?? 100)

test('an event of another process', async t => {
  const postgres = await startPostgres()
  const database = await postgres.createDatabase()
  const ports = await freePorts(2)
  const served = async (port: number, data: string) =>
    await serveProcess(t, [
      ...['--data', data, '--database', database, '--listen', `127.0.0.1:${port}`],
      ...['--url', `http://127.0.0.1:${ports[0]}`, '--log-level', 'warn'],
    ])
  const data = dataFolder(t)
  const one = await served(ports[0], data)
  const other = await served(ports[1], dataFolderLike(t, data))
  const { editor } = await staffOf({ url: one.url, setupLink: other.setupLink })
  const watcher = new Person(`http://127.0.0.1:${ports[1]}`)
  for (const [name, value] of editor.cookies) watcher.cookies.set(name, value)
  const stream = await watcher.watch('/api/v1/events')
  const events: number[] = []
  const answers: number[] = []
  for (let at = 0; at < CHANGES; at++) {
    await wait(2 * TICK_MS + Math.random() * TICK_MS)
    const began = performance.now()
    const heard = stream.until(({ name }) => name === 'change').then(() => performance.now())
    await editor.well('POST', '/api/v1/campaigns', { title: `Chiến dịch ${at}`, note: '' })
    answers.push(performance.now() - began)
    events.push((await heard) - began)
  }
  for (const [name, all] of [
    ['answer of the process that was asked', answers],
    ['event at a stream of the other', events],
    ['event after the answer', events.map((event, at) => event - answers[at])],
  ] as const)
    t.diagnostic(`${name}: p50 ${part(all, 0.5)} ms, p99 ${part(all, 0.99)} ms, of ${all.length}`)
  stream.close()
  await one.stop()
  await other.stop()
  await postgres.stop()
})

function part(all: readonly number[], share: number): string {
  const sorted = all.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)
}
