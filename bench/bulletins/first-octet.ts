/**
 * How soon the first octet of a page is there: connections that stay open ask in turn, so many times a second in all. Counted from when a
 * request was due, if the connection still waited for the answer before, else from when it was written: a server that pauses is not
 * spared what would have been asked meanwhile.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Quantiles, quantilesOf } from '../briefing/quantiles.ts'
import { answerLength, requestOf } from './answer.ts'

export interface FirstOctet {
  readonly connections: number
  readonly perSecond: number
  readonly ms: Quantiles
}

export async function firstOctetOf(given: {
  readonly port: number
  readonly path: string
  readonly connections: number
  readonly perSecond: number
  readonly seconds: number
}): Promise<FirstOctet> {
  const { port, path, connections, perSecond, seconds } = given
  const asking = Array.from({ length: connections }, () => new Asking(connect(port, '127.0.0.1'), requestOf(path)))
  await Promise.all(asking.map(async each => await each.isOpen))
  const began = performance.now()
  for (let at = 0; at < perSecond * seconds; at++) {
    const dueAt = began + (at * 1000) / perSecond
    const left = dueAt - performance.now()
    if (left > 0) await wait(left)
    asking[at % connections].ask(dueAt)
  }
  const took = await Promise.all(asking.map(async each => await each.end()))
  return { connections, perSecond, ms: quantilesOf(took.flat()) }
}

class Asking {
  readonly isOpen: Promise<unknown>
  readonly #socket: Socket
  readonly #request: string
  readonly #took: number[] = []
  /** Since when each waits that was not asked yet. */
  readonly #due: number[] = []
  /** Since when the one waits that was; null: nothing was asked. */
  #since: number | null = null
  #isFirst = true
  #got = 0
  #head = ''
  #over: (() => void) | null = null

  constructor(socket: Socket, request: string) {
    this.#socket = socket
    this.#request = request
    this.isOpen = once(socket, 'connect')
    socket.setNoDelay(true)
    socket.on('data', piece => this.#take(piece))
  }

  ask(dueAt: number): void {
    if (this.#since === null) this.#write(performance.now())
    else this.#due.push(dueAt)
  }

  #write(since: number): void {
    this.#since = since
    this.#isFirst = true
    this.#socket.write(this.#request)
  }

  #take(piece: Buffer): void {
    if (this.#isFirst && this.#since !== null) this.#took.push(performance.now() - this.#since)
    this.#isFirst = false
    this.#got += piece.length
    this.#head += piece.toString('latin1')
    const length = answerLength(this.#head)
    if (length === 0 || this.#got < length) return
    this.#got = 0
    this.#head = ''
    this.#since = null
    const next = this.#due.shift()
    if (next !== undefined) this.#write(next)
    else this.#over?.()
  }

  /** Once all is answered: how long each took. */
  async end(): Promise<readonly number[]> {
    if (this.#since !== null)
      await new Promise<void>(resolve => {
        this.#over = resolve
      })
    this.#socket.end()
    return this.#took
  }
}
