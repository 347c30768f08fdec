/**
 * `loa ARGS` in the process of the tests, for what is no matter of processes: what a command does, refuses and says. To start a
 * process takes as long as a hundred commands. What ends by SIGKILL, holds a lock against others or is written into a closed pipe is
 * `child.ts`'s.
 *
 *   process.stdout, .stderr, .stdin, .env      within the command its own, whatever else runs beside it (AsyncLocalStorage)
 *   process.on('SIGINT' | 'SIGTERM')           within the command, what `kill` here tells of
 *   process.exitCode                           there is one: of commands at the same time at most one may set it
 */
import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { fileURLToPath } from 'node:url'
import { runLine } from '../../src/app/run-line.ts'
import { workInThisThread } from '../round/in-this-thread.ts'
import { Child, type Exit, Printing, STOP_MS } from './child.ts'

const LOA = fileURLToPath(new URL('../../loa', import.meta.url))

type EndingSignal = 'SIGINT' | 'SIGTERM'

/** What a command has of its process. */
interface Own {
  readonly stdout: Writable
  readonly stderr: Writable
  readonly stdin: Readable
  readonly env: NodeJS.ProcessEnv
  readonly signals: EventEmitter
}

const own = new AsyncLocalStorage<Own>()

/** Of the environment what Node looks at as a process begins. */
const READ_ONCE = /^(NODE|SSL)_/

export interface InProcessOptions {
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Given to its standard input, which is then at its end. */
  readonly input?: string | Uint8Array
}

export class InProcess extends Printing {
  readonly exited: Promise<Exit>
  readonly #args: readonly string[]
  readonly #signals = new EventEmitter()
  #ended = false

  constructor({ args, env, input }: InProcessOptions) {
    super()
    for (const [name, value] of Object.entries(env ?? {}))
      assert.ok(!READ_ONCE.test(name) || value === process.env[name], `${name} is of a process`)
    this.#args = args
    standIn()
    const given: Own = {
      stdout: this.#written('stdout'),
      stderr: this.#written('stderr'),
      stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)], { objectMode: false }),
      env: env ?? { ...process.env },
      signals: this.#signals,
    }
    this.exited = own.run(given, async () => await this.#run())
    this.exited.catch(() => {})
  }

  /** As a signal to its process. */
  kill(signal: EndingSignal): void {
    if (!this.#ended) this.#signals.emit(signal, signal)
  }

  /** Asks it to end, where it has not: it has no way to be made to. Resolves when it has ended, or takes too long. */
  async stop(): Promise<void> {
    if (this.#ended) return
    this.kill('SIGTERM')
    await this.done(STOP_MS).catch(() => {})
  }

  protected get name(): string {
    return ['loa', ...this.#args.slice(0, 3)].join(' ')
  }

  protected giveUp(): void {
    this.kill('SIGTERM')
  }

  async #run(): Promise<Exit> {
    assert.ok(!process.exitCode, 'another command has set the exit code')
    try {
      return { code: await runLine(this.#args), signal: null }
    } finally {
      process.exitCode = undefined
      this.#ended = true
    }
  }

  #written(stream: 'stdout' | 'stderr'): Writable {
    const decoder = new StringDecoder('utf8')
    return new Writable({
      write: (octets: Buffer, _encoding, done) => {
        this.take(stream, decoder.write(octets))
        done()
      },
    })
  }
}

export interface Said {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Given {
  readonly input?: string | Uint8Array
  /** LC_ALL. */
  readonly lang?: string
  readonly withinMs?: number
}

/** `loa ARGS`, to its end. Relative paths are below the working directory of this process. */
export async function loaInProcess(args: readonly string[], given: Given = {}): Promise<Said> {
  return await said(new InProcess({ args, env: envOf(given), input: given.input ?? '' }), given)
}

/** The same as a process. */
export async function loaProcess(args: readonly string[], given: Given = {}): Promise<Said> {
  return await said(new Child({ command: LOA, args, env: envOf(given), input: given.input ?? '' }), given)
}

const envOf = ({ lang = 'C.UTF-8' }: Given) => ({ ...process.env, LC_ALL: lang })

async function said(program: Printing, { withinMs }: Given): Promise<Said> {
  const { code } = await program.done(withinMs)
  return { code, stdout: program.stdout, stderr: program.stderr }
}

let standsIn = false

/** From the first command on the process's own are found outside of commands alone. */
function standIn(): void {
  if (standsIn) return
  standsIn = true
  workInThisThread()
  for (const name of ['stdout', 'stderr', 'stdin', 'env'] as const) {
    const before = Object.getOwnPropertyDescriptor(process, name)!
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get: () => own.getStore()?.[name] ?? (before.get === undefined ? before.value : before.get.call(process)),
    })
  }
  for (const name of ['on', 'off'] as const) {
    const before = process[name].bind(process) as (event: string, listener: () => void) => NodeJS.Process
    Object.defineProperty(process, name, {
      configurable: true,
      writable: true,
      value: (event: string, listener: () => void) => {
        const signals = event === 'SIGINT' || event === 'SIGTERM' ? own.getStore()?.signals : undefined
        if (signals === undefined) return before(event, listener)
        signals[name](event, listener)
        return process
      },
    })
  }
}
