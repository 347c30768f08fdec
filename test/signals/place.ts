/**
 * Where one process is brought into one state, told to end, and looked after: a directory of its own, peers that never answer, and
 * what is left of it on disk and among processes.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveQuestions } from '../../src/base/control-socket.ts'
import { takeLock } from '../../src/base/lock.ts'
import { Child } from '../peers/child.ts'

export const LOA = fileURLToPath(new URL('../../loa', import.meta.url))
/** In the environment of a process and of all that it starts. */
const MARK = 'LOA_OF_PLACE'
const LOOK_MS = 20

/** A peer that takes connections and says nothing. */
export interface Silent {
  readonly port: number
  /** Resolves when it is sent something, which nobody does before it is connected. */
  readonly asked: Promise<void>
  /** The same, from now on. */
  askedAgain(): Promise<void>
}

export class Place {
  readonly directory = mkdtempSync(join(tmpdir(), 'loa-told-'))
  readonly #undo: (() => Promise<unknown> | unknown)[] = []
  readonly #temporary: string
  #known: readonly string[] = []

  constructor() {
    this.#temporary = this.file('tmp')
    mkdirSync(this.#temporary)
  }

  file(name: string): string {
    return join(this.directory, name)
  }

  after(undo: () => Promise<unknown> | unknown): void {
    this.#undo.push(undo)
  }

  /** The program, with its temporary files here. Standard input stays open where `input` is null. */
  loa(args: readonly string[], how: { input?: null } = {}): Child {
    return this.start(LOA, args, how)
  }

  start(command: string, args: readonly string[], { input }: { input?: null } = {}): Child {
    const own = { TMPDIR: this.#temporary, [MARK]: this.directory }
    const child = new Child({
      command,
      args,
      cwd: this.directory,
      env: { ...process.env, LANG: 'C', LC_ALL: 'C', ...own },
      ...(input === null && { input }),
    })
    this.after(() => child.stop('SIGKILL'))
    return child
  }

  /** Runs it to its end, which is 0. */
  async done(...args: readonly string[]): Promise<string> {
    const child = this.loa(args)
    const { code } = await child.done()
    if (code !== 0) throw new Error(`loa ${args.join(' ')} ended with ${code}\n${child.stderr}`)
    return child.stdout
  }

  /** A named pipe. */
  pipe(name: string): string {
    const { status, stderr } = spawnSync('mkfifo', [this.file(name)], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return this.file(name)
  }

  /** Opens a pipe and writes nothing: resolves once somebody reads it, fails where this process ends without. */
  async opened(pipe: string, child: Child): Promise<void> {
    let hasEnded = false
    void child.exited.then(() => {
      hasEnded = true
    })
    for (;;)
      try {
        // Without a reader it fails, and holds no thread.
        const fd = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
        this.after(() => closeSync(fd))
        return
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENXIO' || hasEnded)
          throw new Error(`nobody reads ${pipe}: ${child.stderr}`, { cause: error })
        await looked()
      }
  }

  /** Resolves once that process has the pipe open, to read it. */
  async readBy(child: Child, pipe: string): Promise<void> {
    const links = () => {
      const folder = `/proc/${child.pid}/fd`
      return readdirSync(folder).map(name => linkOf(join(folder, name)))
    }
    while (!links().includes(pipe)) await looked()
  }

  /** A request whose body never comes whole: resolves once the server has told to go on with it. */
  async asksHalf(url: string): Promise<void> {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    this.after(() => socket.destroy())
    socket.on('error', () => {}).write(HALF)
    await once(socket, 'data')
  }

  async silent(): Promise<Silent> {
    const asked = Promise.withResolvers<void>()
    let again = asked
    const sockets = new Set<Socket>()
    const server = createServer(socket => {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('data', () => {
          asked.resolve()
          again.resolve()
        })
    })
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    this.after(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return {
      port,
      asked: asked.promise,
      askedAgain: async () => {
        again = Promise.withResolvers<void>()
        await again.promise
      },
    }
  }

  /** As a process has it that runs this directory and answers nothing. Resolves once it is; then `asked`, with what it was asked. */
  async heldBySilent(directory: string): Promise<{ readonly asked: Promise<string> }> {
    const asked = Promise.withResolvers<string>()
    const lock = await takeLock(directory, { to: 'write' })
    if (lock === null) throw new Error(`${directory} is in use`)
    const server = await serveQuestions<string>(directory, {
      sizeMax: 1 << 20,
      parse: line => line,
      answer: async question => asked.resolve(question),
    })
    this.after(() => {
      server.close()
      lock.release()
    })
    return { asked: asked.promise }
  }

  /** What is there from now on does not count as left. */
  prepared(): void {
    this.#known = this.#all()
  }

  /** What has come since, without what holds it: names from the directory on. */
  left(): readonly string[] {
    const known = new Set(this.#known)
    return this.#all().filter(name => !known.has(name))
  }

  /** Resolves once no process is there any more that was started here, or by what was. */
  async empty(): Promise<void> {
    while (processesOf(this.directory).length > 0) await looked()
  }

  async close(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo()
    rmSync(this.directory, { recursive: true, force: true })
  }

  #all(): readonly string[] {
    return readdirSync(this.directory, { recursive: true, encoding: 'utf8' })
      .filter(name => name !== 'tmp' && !name.startsWith('tmp/node-compile-cache'))
      .toSorted()
  }
}

/** Between two looks at what tells nobody that it has changed. */
async function looked(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, LOOK_MS))
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}

const HALF = [
  'POST /api/v1/sign-in/email HTTP/1.1',
  'host: localhost',
  'content-type: application/json',
  'content-length: 1000',
  'expect: 100-continue',
  '\r\n',
].join('\r\n')

/** Ids of those with this mark in their environment. */
function processesOf(directory: string): readonly number[] {
  const mark = `${MARK}=${directory}\0`
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && existsSync(`/proc/${name}/environ`))
    .filter(name => {
      try {
        return readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark)
      } catch {
        return false
      }
    })
    .map(Number)
}
