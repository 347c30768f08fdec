/** One connection to the media by what the server offers: asked for, then answered, and told how far it has come. */
import type { Asking } from './asking.ts'
import { Connection } from './connection.ts'
import { type IceState, relayOf } from './rejoin.ts'
import type { Voice } from './sdp.ts'

export interface Joining {
  readonly asking: Asking
  /** Alone with itself, so that the line is tried. */
  readonly isTest: boolean
  readonly voice: Voice
  /** For each of the two questions. */
  readonly patienceMs: number
  /** It has come further. */
  onStep?(): void
  onState?(state: IceState): void
  onTracks?(): void
}

/** What the server offers has been read; nothing is answered yet, and nothing goes out. */
export interface Offered {
  readonly join: string
  readonly connection: Connection
  /** Resolves when it carries media. */
  readonly connected: Promise<void>
  /** Where the server's way for networks is that let nothing else out; null: it has none. */
  readonly relay: string | null
}

export async function offered(joining: Joining): Promise<Offered> {
  const { asking, isTest, voice, patienceMs } = joining
  const offer = await asking.ask('POST /api/v1/briefing-room/media', { body: { test: isTest }, patienceMs })
  joining.onStep?.()
  let carries = () => {}
  const connected = new Promise<void>(resolve => {
    carries = resolve
  })
  const connection = new Connection({
    // Its members are those of a browser’s own.
    iceServers: offer.iceServers as RTCIceServer[],
    voice,
    onState: state => joining.onState?.(state),
    onConnected: () => carries(),
    onTracks: () => joining.onTracks?.(),
  })
  try {
    await connection.read(offer.sdp)
    const relay = relayOf(offer.iceServers.flatMap(({ urls }) => urls))
    return { join: offer.join, connection, connected, relay }
  } catch (error) {
    connection.close()
    throw error
  }
}

/** It is begun. */
export async function answered(
  { asking, patienceMs, onStep }: Pick<Joining, 'asking' | 'patienceMs' | 'onStep'>,
  { join, connection }: Offered,
): Promise<void> {
  try {
    const sdp = await connection.begin()
    await asking.ask('POST /api/v1/briefing-room/media/{join}/answer', {
      params: { join },
      body: new Blob([sdp], { type: 'application/sdp' }),
      patienceMs,
    })
    onStep?.()
  } catch (error) {
    connection.close()
    throw error
  }
}
