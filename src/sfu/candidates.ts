/**
 * Where sites reach this server, as candidates of what is offered (RFC 8839, section 5.1): the announced addresses, else those of
 * the machine's interfaces. All of them host candidates of the one UDP port, the first preferred.
 */
import { isIP } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'

const TYPE_PREFERENCE_HOST = 126
const PREFERENCE_MAX = 65_535
/** Each costs every browser checks. */
const CANDIDATES_MAX = 8
const LOOPBACK = '127.0.0.1'

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

export interface Reach {
  readonly port: number
  /** The one that is listened on; null: all of the machine. */
  readonly bind: string | null
  /** As others see it, where that is not what this machine knows of itself. */
  readonly announced: readonly string[]
}

export function candidatesOf({ port, bind, announced }: Reach, interfaces: Interfaces): string[] {
  return addressesOf(bind, announced, interfaces)
    .slice(0, CANDIDATES_MAX)
    .map((address, at) => {
      const priority = 2 ** 24 * TYPE_PREFERENCE_HOST + 2 ** 8 * (PREFERENCE_MAX - at) + 255
      return `candidate:${at + 1} 1 udp ${priority} ${address} ${port} typ host`
    })
}

/**
 * How programs and browsers of this very machine alone reach a server. Firefox pairs no address with a loopback one
 * (`media.peerconnection.ice.loopback` is off, and changes nothing while it uses its default address only): offered loopback
 * alone, it has no way to try and its ICE fails. So what a network interface has is offered behind it.
 */
export function reachHere(interfaces: Interfaces): Pick<Reach, 'bind' | 'announced'> {
  const usable = usableOf(interfaces)
  if (usable.length === 0) return { bind: LOOPBACK, announced: [] }
  return { bind: null, announced: [LOOPBACK, ...usable].slice(0, CANDIDATES_MAX) }
}

function addressesOf(bind: string | null, announced: readonly string[], interfaces: Interfaces): readonly string[] {
  if (announced.length > 0) return announced
  if (bind !== null) return [bind]
  const usable = usableOf(interfaces)
  if (usable.length > 0) return usable
  return inOrder(Object.values(interfaces).flatMap(ones => ones ?? []))
}

function usableOf(interfaces: Interfaces): readonly string[] {
  const all = Object.values(interfaces).flatMap(ones => ones ?? [])
  return inOrder(all.filter(({ internal, address }) => !internal && !isLinkLocal(address)))
}

/** IPv4 first: it is tried most. */
function inOrder(all: readonly NetworkInterfaceInfo[]): readonly string[] {
  return all.map(({ address }) => address).toSorted((a, b) => isIP(a) - isIP(b))
}

function isLinkLocal(address: string): boolean {
  return /^(?:fe[89ab][0-9a-f]:|169\.254\.)/i.test(address)
}
