/**
 * The streams of devices: each is given its agenda when it connects and whenever another one is wanted, and a beat in between.
 *
 *   waiting ─► so many at a time ─► their agendas, in one go ─► sent to those whose key counts
 *
 * One go after another: an older agenda never comes after a newer one. What could not be asked for waits on.
 */
import { event, Hub } from '../../http/hub.ts'
import type { DeviceUseCases } from './devices.ts'
import type { Issued, Only } from './issuing.ts'
import type { ClusterIdentity } from './model.ts'

/** As many as there may be clusters, and what a hub keeps for others. */
export const SPEAKERS_MAX = 25_000
const ROOM = 'cluster:'
/** Clusters of one go: what others write waits no longer than that takes. */
const TOGETHER_MAX = 100

const whoOf = (cluster: string, keyId: string | null) => `${cluster}:${keyId}`

export class SpeakerStreams {
  readonly #hub = new Hub({ watchersMax: SPEAKERS_MAX })
  readonly #devices: Pick<DeviceUseCases, 'agenda' | 'agendas'>
  readonly #onError: (error: unknown) => void
  /** Clusters that may want something else, in the order in which that came up; true: they are asked for whether it is another agenda or not. */
  readonly #waiting = new Map<string, boolean>()
  /** By cluster, what was sent to it last. */
  readonly #told = new Map<string, Pick<Issued, 'mark' | 'serial'>>()
  /** Those whose stream is about to begin; true: they may want another agenda than it begins with. */
  readonly #beginning = new Map<string, boolean>()
  #isTelling = false

  constructor(devices: Pick<DeviceUseCases, 'agenda' | 'agendas'>, onError: (error: unknown) => void) {
    this.#devices = devices
    this.#onError = onError
  }

  isConnected(cluster: string): boolean {
    return this.#hub.watchersIn(ROOM + cluster) > 0
  }

  get connected(): number {
    return this.#hub.watching
  }

  async open(device: ClusterIdentity, cut: () => void, onEnd: () => void): Promise<Response> {
    const { cluster, keyId } = device
    return await this.#hub.open(
      ROOM + cluster,
      { kind: 'page', who: whoOf(cluster, keyId), session: null, cut },
      async () => await this.#first(device),
      () => {
        if (!this.isConnected(cluster)) this.#told.delete(cluster)
        onEnd()
      },
    )
  }

  async #first(device: ClusterIdentity): Promise<readonly Buffer[]> {
    const { cluster } = device
    this.#beginning.set(cluster, false)
    try {
      const issued = await this.#devices.agenda(device)
      this.#told.set(cluster, { mark: issued.mark, serial: issued.serial })
      return agendaEvent(issued)
    } finally {
      const isToBeTold = this.#beginning.get(cluster)
      this.#beginning.delete(cluster)
      if (isToBeTold === true) this.tell([cluster], { always: true })
    }
  }

  /** They may want another agenda now, and whoever waits from before; `always`: they are told, whether they do or not. */
  tell(clusters: Iterable<string>, { always = false } = {}): void {
    for (const cluster of clusters)
      if (this.isConnected(cluster)) this.#waiting.set(cluster, always || this.#waiting.get(cluster) === true)
    this.#goOn()
  }

  tellAll({ always = false } = {}): void {
    this.tell(
      [...this.#hub.rooms()].map(room => room.slice(ROOM.length)),
      { always },
    )
  }

  /** What waits is asked for. */
  #goOn(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    this.#tellWaiting()
      .catch(this.#onError)
      .finally(() => {
        this.#isTelling = false
      })
  }

  /** A device whose key counts no more hears nothing further. */
  end(cluster: string, keyId: string | null): void {
    for (const watcher of this.#hub.watchersOf(ROOM + cluster)) if (watcher.who !== whoOf(cluster, keyId)) watcher.end()
  }

  beat(nowMs: number): void {
    this.#hub.beat(ROOM, event('beat', { now: new Date(nowMs).toISOString() }))
  }

  /** Nothing that is released or changed elsewhere is heard here: who is connected goes where it is. */
  deafen(): void {
    this.#hub.deafen()
  }

  hears(): void {
    this.#hub.hears()
  }

  close(): void {
    this.#waiting.clear()
    this.#hub.close()
  }

  async #tellWaiting(): Promise<void> {
    for (let next = this.#next(); next.length > 0; next = this.#next())
      try {
        const always = next.filter(([, isAlways]) => isAlways).map(([cluster]) => cluster)
        const others = next.filter(([, isAlways]) => !isAlways).map(([cluster]) => cluster)
        await this.#tellThese(always, 'all')
        await this.#tellThese(others, { isTold: (cluster, serial) => this.#told.get(cluster)?.serial === serial })
      } catch (error) {
        // Some may be issued and not told: once more, whatever they want then.
        for (const [cluster] of next) this.#waiting.set(cluster, true)
        throw error
      }
  }

  #next(): [string, boolean][] {
    const next = [...this.#waiting].slice(0, TOGETHER_MAX)
    for (const [cluster] of next) this.#waiting.delete(cluster)
    return next
  }

  async #tellThese(clusters: readonly string[], only: Only): Promise<void> {
    if (clusters.length === 0) return
    for await (const issued of this.#devices.agendas(clusters, only)) {
      const { cluster, keyId, mark, serial } = issued
      this.end(cluster, keyId)
      if (!this.isConnected(cluster)) continue
      if (this.#beginning.has(cluster)) {
        this.#beginning.set(cluster, true)
        continue
      }
      if (this.#told.get(cluster)?.mark === mark) continue
      this.#told.set(cluster, { mark, serial })
      this.#hub.sendNow(ROOM + cluster, agendaEvent(issued))
    }
  }
}

const BEGIN = Buffer.from('event: agenda\ndata: {"agenda":"')
const ROSTERS = Buffer.from('","rosters":')
const END = Buffer.from('}\n\n')

/** `agendaEvent` of src/speaker/wire.ts. A compact JWS has no character that JSON escapes. */
function agendaEvent({ agenda: [begin, shared, end], rosters }: Issued): readonly Buffer[] {
  return [Buffer.concat([BEGIN, begin]), shared, Buffer.concat([end, ROSTERS, rosters.json, END])]
}
