/** What a crowd's process is told, and what it tells. Both sides are this program. */
import type { Kind } from '../../src/media/transport.ts'

export interface Via {
  readonly address: string
  readonly port: number
}

export type CrowdOrder =
  /** Answers an offer with a connection of the site's, in place of what it had. `tells`: when each packet came, as browsers do. */
  | { readonly is: 'offer'; readonly site: number; readonly sdp: string; readonly tells?: boolean }
  | { readonly is: 'connect'; readonly site: number; readonly via?: Via }
  | { readonly is: 'sends'; readonly site: number; readonly kinds: readonly Kind[] }
  /** Answered when the first packet of a voice comes down by its connection. */
  | { readonly is: 'first'; readonly site: number }
  | { readonly is: 'leave'; readonly site: number }
  | { readonly is: 'hearing' }
  | { readonly is: 'figures' }

export interface CrowdFigures {
  /** Milliseconds from a packet's way out to where it was heard; sorted. */
  readonly delays: readonly number[]
  /** The same between two bots that are connected without a server: what is the bots' own. */
  readonly ownDelays: readonly number[]
  readonly frames: number
  readonly framesLost: number
  readonly voices: number
  readonly voicesLost: number
  /** RTP, of all bots. */
  readonly packetsSent: number
  readonly packetsReceived: number
}
