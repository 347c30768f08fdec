/**
 * How another process asks about a running round: a socket in the round's directory, one line of JSON each way.
 * Only the owner of the directory can open it.
 */

import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { baseFailure } from '../base/failures.ts'

export type Question =
  | { readonly ask: 'tally' | 'pause' | 'run' | 'stop' }
  | { readonly ask: 'outcomes'; readonly only: readonly number[] | null }

/** Behind the last octet of an answer of several pieces: without it the answer is not whole. */
export const ANSWER_END = '\0'

/** Writes its answer and ends the socket. */
export type Answerer = (question: Question, socket: Socket) => Promise<void>

/** The longest path of a socket on Linux and macOS, less its end. sys/un.h. */
const SOCKET_PATH_MAX = 100
const QUESTION_MAX = 4096
const CONNECT_MS = 5000

const SOCKET = 'control.sock'

interface SocketPlace {
  readonly path: string
  /** Once nothing is bound or connected by this path any more. */
  release(): void
}

/** Where the directory's own path is too long for a socket, Linux gives it a short one. */
function socketPlace(directory: string): SocketPlace {
  const own = join(resolve(directory), SOCKET)
  const nothing = () => {}
  if (Buffer.byteLength(own) <= SOCKET_PATH_MAX) return { path: own, release: nothing }
  if (process.platform === 'linux') {
    const fd = openSync(directory, 'r')
    return { path: `/proc/self/fd/${fd}/${SOCKET}`, release: () => closeSync(fd) }
  }
  const name = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 24)
  return { path: join(tmpdir(), `loa-${name}.sock`), release: nothing }
}

/** Call while the round's lock is held: a socket left by a killed process is taken away. */
export async function serveControl(directory: string, answer: Answerer): Promise<Server> {
  const { path, release } = socketPlace(directory)
  rmSync(path, { force: true })
  const server = createServer(socket => {
    let line = ''
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    // Who asks nothing does not keep the process alive.
    socket.setTimeout(CONNECT_MS, () => line.includes('\n') || socket.destroy())
    socket.on('data', (text: string) => {
      line += text
      if (line.length > QUESTION_MAX) return socket.destroy()
      if (!line.includes('\n')) return
      socket.removeAllListeners('data')
      const question = parse(line)
      if (question === null) socket.destroy()
      else answer(question, socket).catch(() => socket.destroy())
    })
  })
  const umask = process.umask(0o077)
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(path, done)
    })
  } catch (error) {
    release()
    throw baseFailure('fileUnwritable', { file: path, why: (error as Error).message })
  } finally {
    process.umask(umask)
  }
  server.once('close', release)
  server.unref()
  return server
}

const ASKS: ReadonlySet<string> = new Set(['tally', 'pause', 'run', 'stop', 'outcomes'])

function parse(line: string): Question | null {
  try {
    const question = JSON.parse(line) as Question
    return ASKS.has(question.ask) ? question : null
  } catch {
    return null
  }
}

/** The answer's octets as they come; null when nobody listens there. */
export async function askControl(directory: string, question: Question): Promise<Socket | null> {
  // A directory that is gone meanwhile has no socket.
  if (!existsSync(directory)) return null
  const { path, release } = socketPlace(directory)
  const socket = connect(path)
  return await new Promise<Socket | null>(done => {
    const timer = setTimeout(() => {
      socket.destroy()
      done(null)
    }, CONNECT_MS)
    socket.once('error', () => {
      clearTimeout(timer)
      done(null)
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.write(`${JSON.stringify(question)}\n`)
      done(socket)
    })
  }).finally(release)
}
