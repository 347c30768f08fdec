/**
 * Between a log and one of its servers, octet for octet; loses requests or answers, and cuts at the worst moment when told to.
 *
 *   near (the log) ──requests──► far (the server)
 *                  ◄──answers───
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** Null once they have come. */
interface Awaited {
  words: Buffer | null
}

export class Cutter {
  readonly #server: Server
  readonly #pairs = new Set<{ readonly near: Socket; readonly far: Socket }>()
  /** What lets through; nothing is told of what does not. */
  #lets = { requests: true, answers: true }
  #isCut = false
  #awaited: Awaited = { words: null }
  /** All that was let through to the log, as text. */
  answers = ''
  /** How often it cut after the words that it waited for. */
  cuts = 0

  private constructor(target: number | string) {
    this.#server = createServer(near => this.#join(near, target))
  }

  /** `target`: a port of 127.0.0.1, or the path of a socket. */
  static async start(t: TestContext, target: number | string): Promise<Cutter> {
    const cutter = new Cutter(target)
    await new Promise<void>(done => cutter.#server.listen(0, '127.0.0.1', done))
    t.after(async () => {
      cutter.cut()
      await new Promise(done => cutter.#server.close(done))
    })
    return cutter
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** All connections end, and new ones end at once, until `heal`. */
  cut(): void {
    this.#isCut = true
    this.#drop()
  }

  /** From now on nothing passes one way, or both. */
  lose(...ways: readonly ('requests' | 'answers')[]): void {
    this.#lets = { requests: !ways.includes('requests'), answers: !ways.includes('answers') }
  }

  heal(): void {
    this.#isCut = false
    if (!this.#lets.requests || !this.#lets.answers) this.#drop()
    this.#lets = { requests: true, answers: true }
  }

  /** Cuts once these words have been passed on to the server, before any answer to them. */
  cutAfter(words: string): void {
    Cutter.cutOnceAfter(words, [this])
  }

  /** Whichever of them does so first: what is sent again, through whomever, arrives and is answered. */
  static cutOnceAfter(words: string, cutters: readonly Cutter[]): void {
    const awaited = { words: Buffer.from(words) }
    for (const cutter of cutters) cutter.#awaited = awaited
  }

  #drop(): void {
    for (const { near, far } of this.#pairs) {
      near.destroy()
      far.destroy()
    }
  }

  #join(near: Socket, target: number | string): void {
    near.on('error', () => {})
    if (this.#isCut) {
      near.destroy()
      return
    }
    const far = typeof target === 'number' ? connect({ port: target, host: '127.0.0.1' }) : connect({ path: target })
    const pair = { near, far }
    this.#pairs.add(pair)
    near.on('data', piece => {
      if (!this.#lets.requests) return
      far.write(piece)
      const { words } = this.#awaited
      if (words === null || !piece.includes(words)) return
      this.#awaited.words = null
      this.cuts++
      near.destroy()
    })
    far.on('data', piece => {
      if (!this.#lets.answers || near.destroyed) return
      this.answers += piece.toString('latin1')
      near.write(piece)
    })
    far.on('error', () => near.destroy())
    // What was written before it still arrives.
    near.on('close', () => far.end())
    far.on('close', () => {
      near.destroy()
      this.#pairs.delete(pair)
    })
  }
}
