/**
 * The media process as the server sees it: a `MediaServer` that is always there, whether a process is or not.
 *
 *   server ── open, heard, shows … ──► what was told last ──► pipe ──► the process
 *          ── join, answer, accounts ─► asked, with a deadline ─►          │ dies: started again at once,
 *          ◄── events ──────────────────────────────────────────           ▼ told the same before anything else
 *
 * A request for a join outlives the process that it was put to. A process that dies soon after its start is started again more and more slowly, up to AGAIN_MAX_MS; who asks meanwhile is told
 * that there is none. One that says what ours does not say is ended, like one that died. Bounded by ASKED_MAX and ASK_MS.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { type Failure, reason } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import type { MediaEvent, MediaServer } from '../media/server.ts'
import { ANSWER_SIZE_MAX } from './answer.ts'
import { confined } from './confinement.ts'
import { sfuFailure } from './failures.ts'
import { FrameReader, frameOf } from './frames.ts'
import { type Asked, figures, type Lasting, type Order, offered, recordings } from './orders.ts'
import { ToldLast } from './told-last.ts'
import { Trust } from './trust.ts'

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const MAIN = fileURLToPath(new URL(`../app/main.${EXTENSION}`, import.meta.url))

const ASK_MS = 5000
const ASKED_MAX = 1000
/** A recording's last file is written to the end. */
const CLOSE_MS = 20_000
const STOP_MS = 5000
/** A process that lived so long did not die of its start. */
const SETTLED_MS = 10_000
const AGAIN_MS = 100
const AGAIN_MAX_MS = 5000
/** What waits for a process that reads nothing any more. */
const UNREAD_MAX = 16 << 20

export interface MediaServerOptions {
  /** UDP; 0: any that is free. */
  readonly port: number
  /** Null: all addresses of this machine. */
  readonly bind: string | null
  /** Addresses by which sites reach it; none: those of this machine's interfaces. */
  readonly announced: readonly string[]
  /** Below which all recordings lie; null: nothing is recorded. */
  readonly recordings: string | null
  readonly onEvent: (event: MediaEvent) => void
  readonly log: Pick<Log, 'warn'>
}

export interface MediaSupervisor extends MediaServer {
  /** Null: there is none at the moment. */
  readonly pid: number | null
  /** UDP; null before the first process listened. */
  readonly port: number | null
  /** Resolves when there is a process that takes joins. */
  up(): Promise<void>
}

interface Waiting {
  readonly asked: Asked
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Failure) => void
  readonly timer: NodeJS.Timeout
}

/** The process is started at once. */
export function openMediaServer(options: MediaServerOptions): MediaSupervisor {
  return new Supervisor(options)
}

class Supervisor implements MediaSupervisor {
  readonly #options: MediaServerOptions
  readonly #told = new ToldLast()
  readonly #asked = new Map<number, Waiting>()
  #child: ChildProcess | null = null
  #pipe: Duplex | null = null
  #isUp = false
  #port: number | null = null
  #startedAt = 0
  #againMs = 0
  #again: NodeJS.Timeout | null = null
  #trust = new Trust()
  #isStopped = false
  #asks = 0
  #whenUp: (() => void)[] = []

  constructor(options: MediaServerOptions) {
    this.#options = options
    this.#start()
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  get port(): number | null {
    return this.#port
  }

  async up(): Promise<void> {
    if (!this.#isUp) await new Promise<void>(resolve => this.#whenUp.push(resolve))
  }

  // The process ----------------------------------------------------------------------------------------------------

  #start(): void {
    const { bind, announced, recordings: folder } = this.#options
    const { flags, env } = confined(folder, process.env)
    // A port that was found free stays the same: it is in the firewall's rules, and in what sites were offered.
    const port = this.#port ?? this.#options.port
    const args = [
      ...['media', '--port', `${port}`],
      ...(bind === null ? [] : ['--bind', bind]),
      ...announced.flatMap(address => ['--address', address]),
    ]
    const child = spawn(process.execPath, [...flags, MAIN, ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
      env,
      ...(folder !== null && { cwd: folder }),
    })
    this.#child = child
    this.#pipe = child.stdio[3] as Duplex
    this.#startedAt = performance.now()
    const reader = new FrameReader()
    this.#trust = new Trust()
    this.#pipe.on('error', () => {})
    this.#pipe.on('data', (octets: Buffer) => {
      if (this.#child === child && !reader.push(octets, value => this.#heardOf(value))) this.#distrust()
    })
    child.once('error', error => this.#died(child, reason(error)))
    child.once('exit', (code, signal) => this.#died(child, `${signal ?? code}`))
    for (const order of this.#told.all()) this.#write(order)
    for (const [id, { asked }] of this.#asked) this.#write({ ...asked, id })
  }

  #died(child: ChildProcess, how: string): void {
    if (this.#child !== child) return
    this.#child = null
    this.#pipe = null
    const wasUp = this.#isUp
    this.#isUp = false
    this.#refuse(({ asked }) => asked.is !== 'join' || this.#isStopped)
    if (this.#isStopped) return
    const livedMs = performance.now() - this.#startedAt
    this.#againMs = livedMs >= SETTLED_MS ? 0 : Math.min(AGAIN_MAX_MS, Math.max(AGAIN_MS, 2 * this.#againMs))
    // The first death after a long life, and the first at all, cost no time.
    const waitMs = this.#againMs === AGAIN_MS ? 0 : this.#againMs
    this.#options.log.warn('media process exited, restarting', { how, livedMs: Math.round(livedMs), waitMs })
    if (waitMs === 0) this.#start()
    else {
      this.#refuse(() => true)
      this.#again = setTimeout(() => {
        this.#again = null
        this.#start()
      }, waitMs)
    }
    if (wasUp) this.#options.onEvent({ is: 'down' })
  }

  /** Whoever asked for a join is offered one by the next process, where that comes at once. */
  #refuse(isRefused: (waiting: Waiting) => boolean): void {
    for (const [id, waiting] of this.#asked) {
      if (!isRefused(waiting)) continue
      this.#asked.delete(id)
      clearTimeout(waiting.timer)
      waiting.reject(sfuFailure('mediaDown'))
    }
  }

  /** What it says is nothing that ours says: it is not ours any more. */
  #distrust(): void {
    this.#options.log.warn('media process sent a malformed report, restarting')
    this.#child?.kill('SIGKILL')
  }

  #heardOf(value: unknown): void {
    const report = this.#trust.reported(value, performance.now())
    if (report === null) return this.#distrust()
    switch (report.is) {
      case 'ready':
        this.#isUp = true
        this.#port = report.port
        this.#options.onEvent({ is: 'up' })
        for (const resolve of this.#whenUp.splice(0)) resolve()
        return
      case 'event':
        return this.#options.onEvent(report.event)
      default: {
        const waiting = this.#asked.get(report.id)
        if (waiting === undefined) return
        this.#asked.delete(report.id)
        clearTimeout(waiting.timer)
        if (report.is === 'done') waiting.resolve(report.value)
        else waiting.reject(sfuFailure(report.code, { why: report.why }))
      }
    }
  }

  #write(order: Order): void {
    const pipe = this.#pipe
    if (pipe === null || pipe.destroyed) return
    pipe.write(frameOf(order))
    if (pipe.writableLength > UNREAD_MAX) this.#distrust()
  }

  /** A process that is being started is waited for. */
  async #ask(asked: Asked, withinMs = ASK_MS): Promise<unknown> {
    if (this.#pipe === null || this.#asked.size >= ASKED_MAX) throw sfuFailure('mediaDown')
    const id = ++this.#asks
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id)
        reject(sfuFailure('mediaDown'))
      }, withinMs)
      this.#asked.set(id, { asked, resolve, reject, timer })
      this.#write({ ...asked, id })
    })
  }

  #tell(order: Lasting): void {
    if (this.#told.keep(order)) this.#write(order)
  }

  // What it is asked and told --------------------------------------------------------------------------------------

  open: MediaServer['open'] = (room, setup) => this.#tell({ is: 'open', room, setup })

  heard: MediaServer['heard'] = (room, sites) => this.#tell({ is: 'heard', room, sites })

  shows: MediaServer['shows'] = (room, { thumbnails, screen }) => this.#tell({ is: 'shows', room, thumbnails, screen })

  interpreters: MediaServer['interpreters'] = (room, sites) =>
    this.#tell({ is: 'interpreters', room, sites: [...sites] })

  listens: MediaServer['listens'] = (room, site, language) => this.#tell({ is: 'listens', room, site, language })

  remove: MediaServer['remove'] = (room, site) => this.#write({ is: 'remove', room, site })

  join: MediaServer['join'] = async (room, site, line) => {
    if (!this.#told.has(room)) throw sfuFailure('mediaDown')
    return this.#parsed(offered, await this.#ask({ is: 'join', room, site, line }))
  }

  answer: MediaServer['answer'] = async (join, sdp) => {
    if (sdp.length > ANSWER_SIZE_MAX) throw sfuFailure('answerFaulty', { why: 'too-large' })
    await this.#ask({ is: 'answer', join, sdp })
  }

  accounts: MediaServer['accounts'] = async room => {
    if (!this.#isUp) return []
    return this.#parsed(figures, await this.#ask({ is: 'accounts', room }))
  }

  close: MediaServer['close'] = async room => {
    this.#told.forget(room)
    if (!this.#isUp) return []
    return this.#parsed(recordings, await this.#ask({ is: 'close', room }, CLOSE_MS))
  }

  stop: MediaServer['stop'] = async () => {
    if (this.#isStopped) return
    this.#isStopped = true
    if (this.#again !== null) clearTimeout(this.#again)
    const child = this.#child
    if (child === null) return
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
    if (this.#isUp) await this.#ask({ is: 'stop' }, CLOSE_MS).catch(() => {})
    this.#pipe?.destroy()
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    if (child.exitCode === null && child.signalCode === null) await ended
    clearTimeout(timer)
  }

  #parsed<Value>(shape: z.ZodType<Value>, value: unknown): Value {
    const parsed = shape.safeParse(value)
    if (parsed.success) return parsed.data
    this.#distrust()
    throw sfuFailure('mediaDown')
  }
}
