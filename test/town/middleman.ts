/** Between node and authority, octet for octet; cuts, holds up, half-closes and falls silent when told to. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

export class Middleman {
  /** New connections are taken, and nothing is said. */
  isDeaf = false
  /** How long every octet is on its way. */
  delayMs = 0
  connections = 0
  readonly #server: Server
  readonly #pairs = new Set<{ near: Socket; far: Socket }>()
  readonly #held = new Set<Socket>()

  private constructor(target: () => number) {
    this.#server = createServer({ allowHalfOpen: true }, near => {
      this.connections++
      this.#held.add(near)
      near.on('error', () => {})
      near.on('close', () => this.#held.delete(near))
      if (this.isDeaf) return
      const far = connect({ port: target(), host: '127.0.0.1', allowHalfOpen: true })
      this.#join(near, far)
    })
  }

  /** `target`: the authority's port, asked for at each connection. */
  static async start(t: TestContext, target: () => number): Promise<Middleman> {
    const middleman = new Middleman(target)
    await new Promise<void>(done => middleman.#server.listen(0, '127.0.0.1', done))
    t.after(async () => {
      middleman.cut()
      await new Promise(done => {
        middleman.#server.close(done)
        for (const socket of middleman.#held) socket.destroy()
      })
    })
    return middleman
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  cut(): void {
    for (const { near, far } of this.#pairs) {
      near.destroy()
      far.destroy()
    }
  }

  /** As a firewall that has forgotten them: nothing passes, and nobody is told. */
  freeze(): void {
    for (const { near, far } of this.#pairs) {
      near.pause()
      far.pause()
    }
  }

  halfClose(): void {
    for (const { near } of this.#pairs) near.end()
  }

  #join(near: Socket, far: Socket): void {
    const pair = { near, far }
    this.#pairs.add(pair)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      const later = this.#inOrder()
      from.on('data', piece => later(() => void to.write(piece)))
      from.on('end', () => later(() => void to.end()))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        to.destroy()
        this.#pairs.delete(pair)
      })
    }
  }

  /** Acts in the order in which they were asked for, each after the delay of its time. */
  #inOrder(): (act: () => void) => void {
    const waiting: { readonly act: () => void; readonly due: number }[] = []
    const work = () => {
      while (waiting.length > 0) {
        const leftMs = waiting[0].due - performance.now()
        if (leftMs > 0) return void setTimeout(work, leftMs).unref()
        waiting.shift()!.act()
      }
    }
    return act => {
      waiting.push({ act, due: performance.now() + this.delayMs })
      if (waiting.length === 1) work()
    }
  }
}
