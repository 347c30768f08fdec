/**
 * The streams of devices: each is given its agenda when it connects and whenever another one is wanted, and a beat in between.
 *
 * A release concerns many clusters at once: those that are connected are told in turn, what is urgent first of all since all of them
 * are asked for the same releases. Whoever changes while it is asked for is asked for again.
 */
import { event, Hub } from '../../http/hub.ts'
import type { DeviceUseCases } from './devices.ts'
import type { ClusterIdentity } from './model.ts'

export const SPEAKERS_MAX = 20_000
const ROOM = 'cluster:'
/** Clusters that are told at the same time. */
const TELLING_MAX = 8

const whoOf = ({ cluster, keyId }: ClusterIdentity) => `${cluster}:${keyId}`

export class SpeakerStreams {
  readonly #hub = new Hub({ watchersMax: SPEAKERS_MAX })
  readonly #devices: Pick<DeviceUseCases, 'agenda'>
  readonly #onError: (error: unknown) => void
  /** Clusters whose agenda is to be asked for, in the order in which that came up. */
  readonly #waiting = new Set<string>()
  #telling = 0

  constructor(devices: Pick<DeviceUseCases, 'agenda'>, onError: (error: unknown) => void) {
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
    return await this.#hub.open(
      ROOM + device.cluster,
      { kind: 'machine', who: whoOf(device), session: null, cut },
      async () => event('agenda', await this.#devices.agenda(device)),
      onEnd,
    )
  }

  /** Its agenda may be another one now. */
  tell(cluster: string): void {
    if (!this.isConnected(cluster)) return
    this.#waiting.add(cluster)
    this.#work()
  }

  tellAll(): void {
    for (const room of this.#hub.rooms()) this.#waiting.add(room.slice(ROOM.length))
    this.#work()
  }

  /** A device whose key counts no more hears nothing further. */
  end(cluster: string, keyId: string | null): void {
    for (const watcher of this.#hub.watchers())
      if (watcher.who.startsWith(`${cluster}:`) && watcher.who !== `${cluster}:${keyId}`)
        watcher.end()
  }

  beat(nowMs: number): void {
    this.#hub.beat(ROOM, event('beat', { now: new Date(nowMs).toISOString() }))
  }

  close(): void {
    this.#waiting.clear()
    this.#hub.close()
  }

  #work(): void {
    while (this.#telling < TELLING_MAX) {
      const [next] = this.#waiting
      if (next === undefined) return
      this.#waiting.delete(next)
      this.#telling++
      this.#tellOne(next)
        .catch(this.#onError)
        .finally(() => {
          this.#telling--
          this.#work()
        })
    }
  }

  async #tellOne(cluster: string): Promise<void> {
    if (!this.isConnected(cluster)) return
    this.#hub.sendNow(ROOM + cluster, event('agenda', await this.#devices.agenda({ cluster })))
  }
}
