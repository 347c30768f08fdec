/**
 * One child process, started and surely ended: by its own pid, within a bounded time, and when this process ends.
 *
 * Waits on lines of output, never on time alone. Knows nothing of SMPP. What a child printed is kept up to a limit,
 * so that a failure can show it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { constants } from 'node:os'
import { endProcess } from '../../src/base/signals.ts'

/** How long a child has to say that it is ready, and to end by itself: longer than on any busy machine. */
export const READY_MS = 300_000
/** How long it has to end after it was asked to. */
export const STOP_MS = 5_000
/** Output kept of one child, in UTF-16 units; beyond it the oldest goes. */
export const OUTPUT_MAX = 1 << 20

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface StartOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Whom it runs as; default: as this process. */
  readonly as?: { readonly uid: number; readonly gid: number }
  /** Given to the child's standard input, which is then closed. Null: it stays open, for `give`. */
  readonly input?: string | Uint8Array | null
}

/** What runs, prints and ends. */
export abstract class Printing {
  abstract readonly exited: Promise<Exit>
  protected abstract readonly name: string
  #output = { stdout: '', stderr: '' }
  #listeners = new Set<() => void>()

  get stdout(): string {
    return this.#output.stdout
  }

  get stderr(): string {
    return this.#output.stderr
  }

  protected take(stream: 'stdout' | 'stderr', text: string): void {
    this.#output[stream] = (this.#output[stream] + text).slice(-OUTPUT_MAX)
    for (const listener of this.#listeners) listener()
  }

  /**
   * The first match in what it printed, on either stream; of a pattern by lines (flag m), in whole lines alone.
   * Rejects when it ends or `withinMs` passes without.
   */
  async printed(pattern: RegExp, withinMs = READY_MS): Promise<RegExpExecArray> {
    const said = (text: string) => (pattern.multiline ? text.slice(0, text.lastIndexOf('\n') + 1) : text)
    const look = () => pattern.exec(said(this.stdout)) ?? pattern.exec(said(this.stderr))
    let found = look()
    if (found !== null) return found
    const why = await new Promise<string>(resolve => {
      const timer = setTimeout(() => settle(`did not print ${pattern} in ${withinMs} ms`), withinMs)
      const listener = () => {
        found = look()
        if (found !== null) settle('')
      }
      const settle = (reason: string) => {
        clearTimeout(timer)
        this.#listeners.delete(listener)
        resolve(reason)
      }
      this.#listeners.add(listener)
      this.exited.then(
        exit => settle(`ended (${exit.code ?? exit.signal}) before it printed ${pattern}`),
        error => settle(`could not be started: ${error.message}`),
      )
    })
    found ??= look()
    if (found !== null) return found
    throw new Error(`${this.name} ${why}\n${this.stdout}\n${this.stderr}`)
  }

  /** Its exit, once all its output is here. Makes an end of it and rejects when that takes longer than `withinMs`. */
  async done(withinMs = READY_MS): Promise<Exit> {
    const late = AbortSignal.timeout(withinMs)
    const exit = await Promise.race([
      this.exited,
      new Promise<null>(resolve => late.addEventListener('abort', () => resolve(null))),
    ])
    if (exit !== null) return exit
    this.giveUp()
    throw new Error(`${this.name} ran longer than ${withinMs} ms\n${this.stdout}\n${this.stderr}`)
  }

  /** Ends it, where that can be done. */
  protected abstract giveUp(): void
}

export class Child extends Printing {
  readonly pid: number
  readonly exited: Promise<Exit>
  #process: ChildProcess
  #ended = false

  constructor({ command, args, env, cwd, as, input }: StartOptions) {
    super()
    const child = spawn(command, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(env && { env }),
      ...(cwd && { cwd }),
      ...as,
    })
    this.#process = child
    this.pid = child.pid ?? -1
    endWithUs()
    running.add(this)
    this.exited = new Promise((resolve, reject) => {
      child.once('error', error => {
        this.#leave()
        reject(error)
      })
      child.once('close', (code, signal) => {
        this.#leave()
        resolve({ code, signal })
      })
    })
    // A failed start is reported by whoever waits; with nobody waiting it is no unhandled rejection.
    this.exited.catch(() => {})
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8')
      child[stream]?.on('data', (text: string) => this.take(stream, text))
    }
    child.stdin?.on('error', () => {})
    if (input !== undefined && input !== null) child.stdin?.end(input)
  }

  /** Resolves once the child, or its pipe, has taken it. */
  async give(text: string): Promise<void> {
    await new Promise<void>(resolve => {
      this.#process.stdin?.write(text, () => resolve())
    })
  }

  kill(signal: NodeJS.Signals): void {
    if (!this.#ended) this.#process.kill(signal)
  }

  /** Asks it to end, then makes it. Resolves when it has ended; a child that never started counts as ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#ended) return
    this.kill(signal)
    const timer = setTimeout(() => this.kill('SIGKILL'), STOP_MS)
    await this.exited.catch(() => {})
    clearTimeout(timer)
  }

  protected get name(): string {
    return this.#process.spawnargs.slice(0, 4).join(' ')
  }

  protected giveUp(): void {
    this.kill('SIGKILL')
  }

  #leave(): void {
    this.#ended = true
    running.delete(this)
  }
}

const running = new Set<Child>()
let watching = false

/** With the first child: asks those that are left to end, however this process ends, short of SIGKILL. */
function endWithUs(): void {
  if (watching) return
  watching = true
  process.once('exit', () => {
    for (const child of running) child.kill('SIGTERM')
  })
  // Node ends at these without an 'exit' where nobody listens.
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => endProcess(128 + constants.signals[signal]))
}

/** Runs to its end and gives what it printed; rejects on any exit code but `expected`. */
export async function run(
  options: StartOptions & { readonly withinMs?: number; readonly expected?: number },
): Promise<{ stdout: string; stderr: string }> {
  const child = new Child(options)
  const { code, signal } = await child.done(options.withinMs)
  if (code !== (options.expected ?? 0))
    throw new Error(
      `${options.command} ${options.args.join(' ')} ended with ${code ?? signal}\n${child.stdout}\n${child.stderr}`,
    )
  return { stdout: child.stdout, stderr: child.stderr }
}

/** Above what daemons have by custom. */
const FIRST_PORT = 10_000
const ANY_PORT = '/proc/sys/net/ipv4/ip_local_port_range'

/**
 * Distinct TCP ports of 127.0.0.1 that were free a moment ago, for programs that cannot take port 0; with `beside`, what is that far above each
 * is free, too. None is of those which the kernel gives to whoever asks for any (ip_local_port_range): a connection of another test would have
 * it before the program listens.
 */
export async function freePorts(count: number, beside = 0): Promise<number[]> {
  const anyFrom = Number(/^\d+/.exec(readFileSync(ANY_PORT, 'utf8'))?.[0])
  const held: Server[] = []
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(FIRST_PORT, anyFrom - beside)
    try {
      for (const wanted of new Set([port, port + beside])) held.push(await listening(wanted))
      ports.add(port)
    } catch {}
  }
  await Promise.all(held.map(server => new Promise(done => server.close(done))))
  return [...ports]
}

async function listening(port: number): Promise<Server> {
  const server = createServer()
  await new Promise<void>((done, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', done)
  })
  return server
}
