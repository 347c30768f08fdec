/** The process of the bad lines. Started by `lines.ts`, ends with its parent. */
import { createSocket, type Socket } from 'node:dgram'
import { seeded } from '../../src/base/random.ts'
import { endProcess } from '../../src/base/signals.ts'
import { Impairer, type Line } from './impairer.ts'
import type { LinesFigures, LinesOrder } from './lines.ts'

const HOST = '127.0.0.1'
/** Datagrams wait in steps of so much: a timer for each of ten thousand a second is dear. */
const STEP_MS = 1
const BUFFER_OCTETS = 4 << 20

/** Acts at their times, all of a millisecond together. */
class Steps {
  readonly #due = new Map<number, (() => void)[]>()
  #at = Math.floor(performance.now())

  constructor() {
    setInterval(() => this.#step(), STEP_MS)
  }

  get now(): number {
    return performance.now()
  }

  after(ms: number, act: () => void): void {
    const at = Math.max(this.#at + 1, Math.round(this.now + ms))
    const acts = this.#due.get(at)
    if (acts === undefined) this.#due.set(at, [act])
    else acts.push(act)
  }

  #step(): void {
    const now = Math.floor(this.now)
    while (this.#at < now) {
      this.#at += 1
      for (const act of this.#due.get(this.#at) ?? []) act()
      this.#due.delete(this.#at)
    }
  }
}

/** As a NAT has it: a port of its own to the server for each port of the site. */
interface Site {
  readonly front: Socket
  readonly up: Impairer
  readonly down: Impairer
  readonly backs: Map<number, Promise<Socket>>
}

const steps = new Steps()
const sites: Site[] = []
let server = 0

async function listening(): Promise<Socket> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).bind(0, HOST, resolve)
  })
  socket.setRecvBufferSize(BUFFER_OCTETS)
  return socket
}

async function open({ sites: count, line, seed, port }: Extract<LinesOrder, { is: 'open' }>): Promise<number[]> {
  server = port
  const random = seeded(seed)
  for (let n = 0; n < count; n++) sites.push(await openSite(line, random.below(1e9)))
  return sites.map(({ front }) => front.address().port)
}

async function openSite(line: Line, seed: number): Promise<Site> {
  const site: Site = {
    front: await listening(),
    up: new Impairer(line, seeded(seed), steps),
    down: new Impairer(line, seeded(seed + 1), steps),
    backs: new Map(),
  }
  site.front.on('message', (octets, { port }) => {
    site.up.send(octets, kept => void toServer(site, port, kept))
  })
  return site
}

async function toServer(site: Site, port: number, octets: Buffer): Promise<void> {
  let back = site.backs.get(port)
  if (back === undefined) {
    back = listening()
    site.backs.set(port, back)
    const opened = back
    ;(await opened).on('message', answer => {
      // What is still on its way to an address that is not there any more is lost.
      site.down.send(answer, kept => {
        if (site.backs.get(port) === opened) site.front.send(kept, port, HOST)
      })
    })
  }
  ;(await back).send(octets, server, HOST)
}

async function carryOut(order: LinesOrder): Promise<unknown> {
  switch (order.is) {
    case 'open':
      return await open(order)
    case 'hole':
      sites[order.site].up.blackHole(order.ms)
      sites[order.site].down.blackHole(order.ms)
      return null
    case 'readdress': {
      const { backs } = sites[order.site]
      const old = [...backs.values()]
      backs.clear()
      for (const back of old) (await back).close()
      return null
    }
    case 'figures': {
      const sum = (of: (one: Impairer) => number) => sites.reduce((all, { up, down }) => all + of(up) + of(down), 0)
      return { sent: sum(({ sent }) => sent), lost: sum(({ lost }) => lost) } satisfies LinesFigures
    }
  }
}

process.on('message', (message: { id: number; order: LinesOrder }) => {
  const { id, order } = message
  void carryOut(order).then(value => process.send?.({ id, value }))
})
process.once('disconnect', () => endProcess(0))
