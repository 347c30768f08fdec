/**
 * How another process asks about a directory that one process runs: a socket in the directory, one line of JSON each way or more back.
 * Only the owner of the directory can open it. Knows no question.
 */

import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { baseFailure } from './failures.ts'

export interface Questions<Question> {
  /** Octets of a line, at most. */
  readonly sizeMax: number
  /** Null: it is none; who asks it is hung up on. */
  parse(line: string): Question | null
  /** Writes its answer and ends the socket. */
  answer(question: Question, socket: Socket): Promise<void>
}

/** The longest path of a socket on Linux and macOS, less its end. sys/un.h. */
const SOCKET_PATH_MAX = 100
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

/** Call while the directory's lock is held: a socket left by a killed process is taken away. */
export async function serveQuestions<Question>(
  directory: string,
  { sizeMax, parse, answer }: Questions<Question>,
): Promise<Server> {
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
      if (line.length > sizeMax) return socket.destroy()
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

/** The answer's octets as they come; null when nobody listens there. */
export async function askDirectory(directory: string, question: object): Promise<Socket | null> {
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

/** The line that an answer is; null where nobody listens there, or who did is gone before all of it was said. */
export async function lineOf(socket: Socket | null): Promise<string | null> {
  if (socket === null) return null
  let text = ''
  socket.setEncoding('utf8')
  try {
    for await (const piece of socket) text += piece
  } catch {
    return null
  }
  return text.endsWith('\n') ? text : null
}
