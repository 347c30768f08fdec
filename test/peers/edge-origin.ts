/** What stands between a cache and the authority's server in a test: counts what is asked, holds it up, answers 503, or is dead. */
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export class Origin {
  /** By the address as it was asked for. */
  readonly asked = new Map<string, number>()
  isFailing = false
  /** For so long a cache before this one had what is answered. */
  ageSeconds = 0
  #held: { readonly gate: Promise<void>; readonly release: () => void } | null = null
  #server: Server | null = null
  readonly #target: URL
  port = 0

  constructor(target: string) {
    this.#target = new URL(target)
  }

  async start(): Promise<void> {
    const { hostname, port } = this.#target
    const server = createServer({ keepAliveTimeout: 75_000 }, async (incoming, outgoing) => {
      const path = incoming.url ?? ''
      this.asked.set(path, this.of(path) + 1)
      if (path !== '/healthz') await this.#held?.gate
      if (this.isFailing) {
        outgoing.writeHead(503, { 'cache-control': 'no-store' }).end()
        return
      }
      const asked = request({ hostname, port, path, method: incoming.method, headers: incoming.headers }, answer => {
        const age = this.ageSeconds === 0 ? {} : { age: String(this.ageSeconds) }
        outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...age })
        answer.pipe(outgoing)
      })
      asked.on('error', () => outgoing.destroy())
      incoming.pipe(asked)
    })
    await new Promise<void>(done => server.listen(this.port, '127.0.0.1', done))
    this.port = (server.address() as AddressInfo).port
    this.#server = server
  }

  /** Nobody listens any more, and whoever was connected is cut off. */
  async die(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server === null) return
    const closed = new Promise(done => server.close(done))
    server.closeAllConnections()
    await closed
  }

  of(path: string): number {
    return this.asked.get(path) ?? 0
  }

  /** Whoever asks from now on waits until `release`. */
  hold(): void {
    const { promise: gate, resolve: release } = Promise.withResolvers<void>()
    this.#held = { gate, release }
  }

  release(): void {
    this.#held?.release()
    this.#held = null
  }
}
