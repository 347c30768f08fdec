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

export interface Reach {
  readonly port: number
  /** The one that is listened on; null: all of the machine. */
  readonly bind: string | null
  /** As others see it, where that is not what this machine knows of itself. */
  readonly announced: readonly string[]
}

export function candidatesOf(
  { port, bind, announced }: Reach,
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): string[] {
  return addressesOf(bind, announced, interfaces)
    .slice(0, CANDIDATES_MAX)
    .map((address, at) => {
      const priority = 2 ** 24 * TYPE_PREFERENCE_HOST + 2 ** 8 * (PREFERENCE_MAX - at) + 255
      return `candidate:${at + 1} 1 udp ${priority} ${address} ${port} typ host`
    })
}

function addressesOf(
  bind: string | null,
  announced: readonly string[],
  interfaces: Parameters<typeof candidatesOf>[1],
): readonly string[] {
  if (announced.length > 0) return announced
  if (bind !== null) return [bind]
  const all = Object.values(interfaces).flatMap(ones => ones ?? [])
  const usable = all.filter(({ internal, address }) => !internal && !isLinkLocal(address))
  const own = usable.length > 0 ? usable : all
  // IPv4 first: it is tried most.
  return own.map(({ address }) => address).toSorted((a, b) => isIP(a) - isIP(b))
}

function isLinkLocal(address: string): boolean {
  return /^(?:fe[89ab][0-9a-f]:|169\.254\.)/i.test(address)
}
