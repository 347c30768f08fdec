/** Times of many of the same, and requests that are timed from their first octet out to their last one in. */
import { Agent, get } from 'node:http'

export interface Times {
  readonly count: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly worstMs: number
}

export function timesOf(tookMs: readonly number[]): Times {
  const sorted = tookMs.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { count: sorted.length, medianMs: at(0.5), p99Ms: at(0.99), worstMs: sorted.at(-1) ?? 0 }
}

export interface Answered {
  readonly status: number
  readonly text: string
  readonly ms: number
}

/** Connections stay open between requests, as a browser's do. */
export class Asker {
  readonly #url: string
  readonly #cookie: string
  readonly #agent = new Agent({ keepAlive: true })

  constructor(url: string, cookie: string) {
    this.#url = url
    this.#cookie = cookie
  }

  async get(path: string): Promise<Answered> {
    const { promise, resolve, reject } = Promise.withResolvers<Answered>()
    const began = performance.now()
    const request = get(
      this.#url + path,
      { agent: this.#agent, headers: { cookie: this.#cookie, 'accept-language': 'vi' } },
      response => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(pieces).toString(),
            ms: performance.now() - began,
          }),
        )
      },
    )
    request.on('error', reject)
    return await promise
  }

  /** What it answers, which must be a success. */
  async well<Body>(path: string): Promise<{ body: Body; ms: number; octets: number }> {
    const { status, text, ms } = await this.get(path)
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text.slice(0, 200)}`)
    return { body: JSON.parse(text) as Body, ms, octets: Buffer.byteLength(text) }
  }

  close(): void {
    this.#agent.destroy()
  }
}

/** Of the authority's process, as it tells Prometheus. */
export async function cpuSeconds(asker: Asker): Promise<number> {
  const { text } = await asker.get('/metrics')
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? Number.NaN)
}
