import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type Answerer, askControl, type Question, serveControl } from './control.ts'

function folder(t: TestContext, ...below: string[]): string {
  const top = mkdtempSync(join(tmpdir(), 'loa-control-'))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  const directory = join(top, ...below)
  mkdirSync(directory, { recursive: true })
  return directory
}

async function serve(t: TestContext, directory: string, answer: Answerer): Promise<void> {
  const server = await serveControl(directory, answer)
  t.after(() => server.close())
}

async function all(socket: Socket | null): Promise<string> {
  assert.ok(socket !== null, 'somebody listens')
  let text = ''
  socket.setEncoding('utf8')
  for await (const piece of socket) text += piece
  return text
}

/** Says back what it was asked. */
const echo: Answerer = async (question, socket) => {
  socket.end(`${JSON.stringify(question)}\n`)
}

const QUESTIONS: readonly Question[] = [
  { ask: 'tally' },
  { ask: 'pause' },
  { ask: 'run' },
  { ask: 'stop' },
  { ask: 'outcomes', only: null },
  { ask: 'outcomes', only: [5, 7] },
]

test('each question comes as it was asked, and its answer back', async t => {
  const directory = folder(t)
  await serve(t, directory, echo)
  const answers = await Promise.all(
    QUESTIONS.map(async question => JSON.parse(await all(await askControl(directory, question)))),
  )
  assert.deepEqual(answers, QUESTIONS)
})

test('a round whose path is longer than that of a socket is asked like any other', async t => {
  for (const size of [60, 70, 80, 150, 200]) {
    const [one, other] = [folder(t, 'x'.repeat(size), 'y'), folder(t, 'x'.repeat(size), 'y')]
    for (const directory of [one, other])
      await serve(t, directory, async (_, socket) => {
        socket.end(directory)
      })
    for (const directory of [one, other])
      assert.equal(await all(await askControl(directory, { ask: 'tally' })), directory)
  }
})

test('only the owner of the round may ask', async t => {
  const directory = folder(t)
  await serve(t, directory, echo)
  assert.equal(statSync(join(directory, 'control.sock')).mode & 0o777, 0o700)
})

test('where nobody listens there is no answer', async t => {
  const directory = folder(t)
  assert.equal(await askControl(directory, { ask: 'tally' }), null)
  const server = await serveControl(directory, echo)
  server.close()
  await once(server, 'close')
  assert.equal(await askControl(directory, { ask: 'tally' }), null)
  assert.deepEqual(readdirSync(directory), [], 'a server takes its socket away')
  assert.equal(await askControl(join(directory, 'missing'), { ask: 'tally' }), null)
  assert.equal(await askControl(join(directory, 'missing', 'x'.repeat(120)), { ask: 'tally' }), null)
})

test('a socket that a killed process left is taken away', async t => {
  const directory = folder(t)
  const path = join(directory, 'control.sock')
  // A socket file that nobody listens on: renamed, it outlives its server.
  const dead = createServer().listen(`${path}.dead`)
  await once(dead, 'listening')
  renameSync(`${path}.dead`, path)
  dead.close()
  await once(dead, 'close')
  assert.ok(existsSync(path))
  assert.equal(await askControl(directory, { ask: 'tally' }), null)
  await serve(t, directory, echo)
  assert.equal(await all(await askControl(directory, { ask: 'stop' })), '{"ask":"stop"}\n')
})

/** Writes pieces of a question, each once the one before is out, and gives what came back. */
async function raw(directory: string, ...pieces: (string | Buffer)[]): Promise<string> {
  const socket = connect(join(directory, 'control.sock'))
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.setNoDelay(true)
  for (const piece of pieces)
    await new Promise(done => {
      socket.write(piece, done)
    })
  let text = ''
  try {
    for await (const piece of socket) text += piece
  } catch {
    // Destroyed by the other side: no answer.
  }
  return text
}

test('a question may come in pieces', async t => {
  const directory = folder(t)
  await serve(t, directory, echo)
  assert.equal(await raw(directory, ...'{"ask":"tally"}\n'), '{"ask":"tally"}\n')
  assert.equal(await raw(directory, '{"ask":', '"tally"}', '\n'), '{"ask":"tally"}\n')
})

// At once: only who says nothing is waited for.
for (const [name, pieces] of [
  ['no JSON', ['pause\n']],
  ['half of JSON', ['{"ask":"pause"\n']],
  ['nothing', ['\n']],
  ['null', ['null\n']],
  ['a number', ['5\n']],
  ['a list', ['["pause"]\n']],
  ['another question', ['{"ask":"delete"}\n']],
  ['a question of Object', ['{"ask":"toString"}\n']],
  ['two questions in a row', ['{"ask":"pause"}\n{"ask":"stop"}\n']],
  ['HTTP', ['GET / HTTP/1.1\r\nHost: localhost\r\n\r\n']],
  ['noise', [Buffer.from([0, 255, 254, 10, 13, 128])]],
  ['a line that does not end', ['x'.repeat(4000), 'x'.repeat(4000)]],
] as const)
  test(`${name}: the connection is closed, nothing is done, and others are answered`, { timeout: 2000 }, async t => {
    const directory = folder(t)
    const asked: Question[] = []
    await serve(t, directory, async (question, socket) => {
      asked.push(question)
      socket.end('done')
    })
    assert.equal(await raw(directory, ...pieces), '')
    assert.deepEqual(asked, [])
    assert.equal(await all(await askControl(directory, { ask: 'tally' })), 'done')
  })

test('an answer that fails closes its connection only', async t => {
  const directory = folder(t)
  await serve(t, directory, async (question, socket) => {
    if (question.ask === 'pause') throw new Error('no')
    socket.end('well')
  })
  assert.equal(await raw(directory, '{"ask":"pause"}\n'), '')
  assert.equal(await all(await askControl(directory, { ask: 'tally' })), 'well')
})

test('who hangs up before the answer harms nobody', async t => {
  const directory = folder(t)
  const asked = new EventEmitter<{ question: [Socket] }>()
  await serve(t, directory, async (question, socket) => {
    if (question.ask === 'pause') asked.emit('question', socket)
    else socket.end('well')
  })
  const question = once(asked, 'question')
  const socket = await askControl(directory, { ask: 'pause' })
  const [answering] = (await question) as [Socket]
  socket?.destroy()
  for (let i = 0; i < 100; i++) answering.write('x'.repeat(10_000))
  assert.equal(await all(await askControl(directory, { ask: 'tally' })), 'well')
})
