/**
 * How fast entries at the door are stored and answered, one to a request, over HTTP with the database on disk: 50 a second,
 * each below 100 ms.
 *
 *   node bench/authority/screening.bench.ts [seconds] [postgres://…]      an embedded database in a temporary file without an address
 *
 * `measureDoor` is for other benches too; it expects a server that runs and a kiosk's token.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '../../src/authority/actor.ts'

export interface MeasuredDoor {
  readonly entries: number
  readonly stored: number
  readonly perSecond: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly worstMs: number
}

/** Sends at the pace whatever the answers take, as doors do: an answer that is late is late for all behind it. */
export async function measureDoor(given: {
  readonly url: string
  readonly token: string
  readonly perSecond: number
  readonly seconds: number
}): Promise<MeasuredDoor> {
  const { url, token, perSecond, seconds } = given
  const entries = perSecond * seconds
  const times: number[] = []
  let stored = 0
  const send = async (at: number) => {
    const began = performance.now()
    const response = await fetch(`${url}/api/v1/screening/kiosk/entries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        sentAt: new Date().toISOString(),
        entries: [
          {
            id: randomUUID(),
            at: new Date().toISOString(),
            celsius: at % 40 === 0 ? '37,9' : '36,5',
            badge: at % 5 === 0 ? null : `B${at}`,
            follows: null,
          },
        ],
      }),
    })
    const { outcomes } = (await response.json()) as { outcomes: { is: string }[] }
    times.push(performance.now() - began)
    if (outcomes[0].is === 'stored') stored++
  }
  const began = performance.now()
  const sent: Promise<void>[] = []
  for (let at = 0; at < entries; at++) {
    const wait = began + (at * 1000) / perSecond - performance.now()
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
    sent.push(send(at))
  }
  await Promise.all(sent)
  const tookMs = performance.now() - began
  const sorted = times.toSorted((a, b) => a - b)
  const part = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return {
    entries,
    stored,
    perSecond: (entries * 1000) / tookMs,
    medianMs: part(0.5),
    p99Ms: part(0.99),
    worstMs: sorted[sorted.length - 1],
  }
}

async function main(seconds: number, database: string | null): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-door-'))
  // A bench may join what a room may not: the server is the app's.
  const { startServer } = await import('../../src/app/serve/server.ts')
  const server = await startServer({
    data: join(folder, 'data'),
    database,
    host: '127.0.0.1',
    port: 0,
    tls: null,
    url: null,
    name: 'Loa',
    oidc: null,
    asksFactorOf: new Set(),
    trustsProxy: false,
    demo: null,
    logLevel: 'error',
    log: { write: () => true },
  })
  try {
    const { useCases: screening } = server.areas.screening
    const nobody: Actor = { kind: 'person', id: 'bench', name: 'bench', role: 'administrator', operator: null }
    const door = await screening.createDoor(nobody, { name: randomUUID() })
    const { code } = await screening.createKiosk(nobody, { door: door.id, name: 'bench' })
    const { token } = await screening.enrolKiosk(code)
    const measured = await measureDoor({ url: server.url, token, perSecond: 50, seconds })
    for (const [name, value] of Object.entries(measured))
      process.stdout.write(`${name.padEnd(12)}${Number(value.toFixed(2))}\n`)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await main(Number(process.argv[2] ?? 20), process.argv[3] ?? null)
