/** One connection to the media by what the server offers: asked for, answered, and told how far it has come. */
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

export interface Joined {
  readonly connection: Connection
  /** Resolves when it carries media. */
  readonly connected: Promise<void>
  /** Where the server's way for networks is that let nothing else out; null: it has none. */
  readonly relay: string | null
}

export async function joined(joining: Joining): Promise<Joined> {
  const { asking, isTest, voice, patienceMs } = joining
  const offer = await asking.ask('POST /api/v1/briefing-room/media', {
    body: { test: isTest },
    patienceMs,
  })
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
    const sdp = await connection.answer(offer.sdp)
    await asking.ask('POST /api/v1/briefing-room/media/{join}/answer', {
      params: { join: offer.join },
      body: new Blob([sdp], { type: 'application/sdp' }),
      patienceMs,
    })
    joining.onStep?.()
    return { connection, connected, relay: relayOf(offer.iceServers.flatMap(({ urls }) => urls)) }
  } catch (error) {
    connection.close()
    throw error
  }
}
