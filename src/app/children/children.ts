/**
 * Runs the program itself as child processes, as an operator would run it, and surely ends them.
 *
 * Knows no command: arguments in, what was printed and the exit code out. Keeps at most OUTPUT_MAX of each stream.
 *
 * Invariant: no child outlives its parent: `endAll` ends them, and a parent that was killed takes them along.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '../node-flags.ts'
import { USAGE_FD, type Usage } from './tied.ts'

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const TIED = new URL(`./tied.${EXTENSION}`, import.meta.url).href
const MAIN = fileURLToPath(new URL(`../main.${EXTENSION}`, import.meta.url))

/** UTF-16 units kept of one stream; beyond it the oldest go. */
const OUTPUT_MAX = 1 << 20
/** How long a child has to end by itself when it is asked to. */
const END_MS = 3000

export interface Exit {
  /** Null: a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Null: it was killed before it could tell. */
  readonly usage: Usage | null
  /** Seconds from its start to its end. */
  readonly seconds: number
}

export interface Running {
  readonly pid: number
  readonly exit: Promise<Exit>
  /** The first line of standard output from now on, without its end. Null: it ended before it wrote one. */
  line(): Promise<string | null>
  /** Standard error so far. */
  said(): string
  /** Asks it to end by itself. */
  end(): void
  /** At once, as by a power cut for this process alone. */
  kill(): void
}

export class Children {
  readonly #running = new Map<ChildProcess, Promise<Exit>>()

  /** `loa ARGS`. `env`: beside this process's own. `main`: a file that takes the place of the program. */
  loa(args: readonly string[], env: NodeJS.ProcessEnv = {}, main = MAIN): Running {
    const started = performance.now()
    const child = spawn(process.execPath, [...nodeFlags(args[0]), '--import', TIED, main, ...args], {
      // In this order: USAGE_FD is the last.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
      env: { ...process.env, ...env, LOA_TIED: '1' },
    })
    const output = { stdout: '', stderr: '', usage: '' }
    const gather = (name: keyof typeof output, stream: NodeJS.ReadableStream | null) => {
      stream?.setEncoding('utf8')
      stream?.on('data', (text: string) => {
        output[name] = (output[name] + text).slice(-OUTPUT_MAX)
      })
    }
    gather('stdout', child.stdout)
    gather('stderr', child.stderr)
    gather('usage', child.stdio[USAGE_FD] as NodeJS.ReadableStream | null)
    const exit = new Promise<Exit>((resolve, reject) => {
      child.once('error', error => {
        this.#running.delete(child)
        reject(error)
      })
      child.once('close', code => {
        this.#running.delete(child)
        const { stdout, stderr, usage } = output
        resolve({
          code,
          stdout,
          stderr,
          usage: usage === '' ? null : (JSON.parse(usage) as Usage),
          seconds: (performance.now() - started) / 1000,
        })
      })
    })
    exit.catch(() => {}) // who waits for it is told
    this.#running.set(child, exit)
    return {
      pid: child.pid ?? -1,
      exit,
      line: () => firstLine(child),
      said: () => output.stderr,
      end: () => child.kill('SIGTERM'),
      kill: () => child.kill('SIGKILL'),
    }
  }

  /** Asks all to end, then makes them. */
  async endAll(): Promise<void> {
    const children = [...this.#running]
    for (const [child] of children) child.kill('SIGTERM')
    const timer = setTimeout(() => {
      for (const [child] of children) child.kill('SIGKILL')
    }, END_MS)
    await Promise.allSettled(children.map(([, exit]) => exit))
    clearTimeout(timer)
  }
}

async function firstLine(child: ChildProcess): Promise<string | null> {
  let text = ''
  return await new Promise(resolve => {
    child.stdout?.on('data', (piece: string) => {
      text += piece
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
    })
    child.once('close', () => resolve(null))
  })
}

/** The last line of a child's standard error that is a sentence of ours, without the program's name. */
export function lastSentence(stderr: string): string {
  const lines = stderr.trimEnd().split('\n')
  return (lines.at(-1) ?? '').replace(/^loa: /, '')
}
