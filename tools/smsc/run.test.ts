import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { InProcess, loaInProcess } from '../../test/peers/in-process.ts'
import { centreOptions } from './flags.ts'
import { startCentreProcess } from './process.ts'
import { answerTo, RawClient, rawSubmit } from './raw.ts'
import { bench } from './smsc.bench.ts'

const MAIN = fileURLToPath(new URL('../../src/app/main.ts', import.meta.url))

function loa(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, 'smsc', ...args], { env: { ...process.env, LC_ALL: 'C' } })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', text => {
    output.stdout += text
  })
  child.stderr.on('data', text => {
    output.stderr += text
  })
  return { child, output, exit: once(child, 'close').then(([code]) => code as number) }
}

async function portOf({ child, output }: ReturnType<typeof loa>): Promise<number> {
  while (!output.stderr.includes('\n')) await once(child.stderr, 'data')
  const match = /^listening on 127\.0\.0\.1:(\d+)\n/.exec(output.stderr)
  assert.ok(match, output.stderr)
  return Number(match[1])
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`${signal} ends it with one JSON document and 0, clients or not`, async () => {
    const centre = loa(['--port', '0', '--json'])
    const client = await RawClient.bound(await portOf(centre))
    client.send(rawSubmit(2))
    await client.next()
    centre.child.kill(signal)
    assert.equal(await centre.exit, 0)
    const count = JSON.parse(centre.output.stdout)
    assert.deepEqual([count.submits, count.accepted, count.segments], [1, 1, 1])
    client.close()
  })

test('its record goes to standard output where that is asked for, and its count beside it', async () => {
  const centre = loa(['--port', '0', '--record', '-'])
  const client = await RawClient.bound(await portOf(centre))
  client.send(rawSubmit(2))
  await client.next()
  centre.child.kill('SIGINT')
  assert.equal(await centre.exit, 0)
  const [header, row, ...rest] = centre.output.stdout.split('\n')
  assert.equal(header, 'destination,reference,part,parts,status,message_id')
  assert.match(row, /,1,1,ESME_ROK,/)
  assert.deepEqual(rest, [''])
  assert.match(centre.output.stderr, /^submit_sm received +1$/m)
  client.close()
})

for (const [locale, expected] of [
  ['vi_VN.UTF-8', /^submit_sm đã nhận +0\n/],
  ['en_US.UTF-8', /^submit_sm received +0\n/],
] as const)
  test(`under ${locale} the count is a table that matches ${expected}`, async () => {
    const centre = new InProcess({ args: ['smsc', '--port', '0'], env: { ...process.env, LC_ALL: locale } })
    await centre.printed(/^listening on /)
    centre.kill('SIGINT')
    assert.equal((await centre.done()).code, 0)
    assert.match(centre.stdout, expected)
  })

for (const args of [
  [],
  ['--port', 'x'],
  ['--port', '65536'],
  ['--port', '0', '--latency', '5'],
  ['--port', '0', '--refuse', '1.5'],
  ['--port', '0', '--receipt-style', 'none'],
  ['--port', '0', '--tls-cert', MAIN],
  ['--port', '0', '--nothing'],
  ['--port', '0', '--record', '-', '--json'],
])
  test(`smsc ${args.join(' ').replace(MAIN, 'FILE')} is a wrong command line`, async () => {
    const { code, stdout, stderr } = await loaInProcess(['smsc', ...args])
    assert.equal(code, 2)
    assert.notEqual(stderr, '')
    assert.equal(stdout, '')
  })

test('a port in use and a log that cannot be written are said in one sentence', async () => {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const busy = await loaInProcess(['smsc', '--port', String(port)])
  assert.equal(busy.code, 1)
  assert.match(busy.stderr, /^loa: Cannot listen on 127\.0\.0\.1:\d+: .*\n$/)
  server.close()
  const directory = mkdtempSync(join(tmpdir(), 'smsc-'))
  const log = join(directory, 'no', 'log.csv')
  const nowhere = await loaInProcess(['smsc', '--port', '0', '--record', log])
  assert.equal(nowhere.code, 1)
  assert.match(nowhere.stderr, /^loa: Cannot write .*\n$/)
  rmSync(directory, { recursive: true })
})

test('flags become options', () => {
  const flags = { port: '2775', latency: '1.5s', refuse: '2%', 'receipt-delay': '0', seed: '7' }
  assert.deepEqual(centreOptions(flags), { port: 2775, latencyMs: 1500, refuse: 0.02, receiptDelayMs: 0, seed: 7 })
})

test('a centre in its own process tells its count, breaks connections and ends', async () => {
  const centre = await startCentreProcess({ seed: '3' })
  const client = await RawClient.bound(centre.port)
  client.send(rawSubmit(2))
  await client.next()
  assert.equal((await centre.count()).segments, 1)
  assert.ok((await centre.cpuSeconds()) > 0)
  centre.dropAll()
  assert.equal(await client.next(), null)
  assert.equal((await centre.close()).drops, 1)
})

test('a centre in its own process that cannot start says why', async () => {
  await assert.rejects(startCentreProcess({ latency: 'soon' }), /'soon' is no duration/)
})

for (const receipts of [false, true])
  test(`the bench runs, ${receipts ? 'with' : 'without'} receipts`, async () => {
    const load = { subscribers: 200, segments: 3, window: 100, references: 2, receipts }
    const result = await bench(load)
    assert.equal(result.count.segments, 600)
    assert.equal(result.count.receipts.delivered, receipts ? 600 : 0)
  })

test('a centre that was stopped for a while counts what came meanwhile before it says that it is settled', async t => {
  const centre = await startCentreProcess()
  t.after(async () => await centre.close())
  const client = await RawClient.bound(centre.port)
  client.send(rawSubmit(2, { receipt: 1 }))
  const receipt = await client.take(2)
  assert.equal(await centre.isSettled(), false)
  process.kill(centre.pid, 'SIGSTOP')
  client.send(answerTo(receipt[1]))
  client.close()
  process.kill(centre.pid, 'SIGCONT')
  while (!(await centre.isSettled()));
  assert.equal((await centre.count()).receipts.delivered, 1)
})
