/**
 * Agendas issued: another serial only where something else is wanted than before, and the same document octet for octet as long as
 * it is not.
 *
 *   clusters ─► one look at what stands, at communes and rosters ─► those that want something else: one serial more ─► signed
 *
 * What clusters of one place want is made once for all of them. Many are issued in one transaction, and signed after it.
 */
import type { Reading } from '../../authority/store.ts'
import type { Changing, House } from '../../authority/unit-of-work.ts'
import type { SoundForm } from '../../directive/bulletin.ts'
import { ROSTERS_MAX } from '../../directive/documents.ts'
import { AGENDA_TYPES, type AgendaBody } from '../../speaker/agenda.ts'
import type { AgendaEvent } from '../../speaker/wire.ts'
import { signerRows } from '../signers/store.ts'
import type { Here, Wanted } from './agenda.ts'
import { TIME_ZONE } from './day.ts'
import type { StandingNow } from './standing-now.ts'
import { loudspeakerRows, type StoredCluster, type StoredCommune } from './store.ts'

export interface Issued {
  readonly cluster: string
  /** Whose it is: no other key is told. */
  readonly keyId: string
  readonly event: AgendaEvent
}

export interface Issuing {
  readonly house: House
  readonly standing: StandingNow
}

type Unsigned = Omit<Issued, 'event'> & {
  readonly body: AgendaBody
  readonly rosters: NonNullable<AgendaEvent['rosters']>
}

/** Of a device that has not said so. */
const USUAL_FORMS: readonly SoundForm[] = ['wav']

/** Under way at once: there is always one to sign, and the first is told while the others are signed. */
const SIGNING_AHEAD = 4

/**
 * Of those that have a device, one after another as they are signed. `only` others: those that want something else than they were
 * issued last. All of them count as issued from the first on.
 */
export async function* issueAgendas(
  { house, standing }: Issuing,
  clusters: readonly string[],
  only: 'others' | 'all',
): AsyncGenerator<Issued> {
  const unsigned = await house.change(
    async changing => await issue(changing, standing, { clusters, only }),
  )
  const ahead: Promise<Issued>[] = []
  for (const each of unsigned) {
    const signing = signed(house, each)
    // Whoever stops asking hears of none of them.
    signing.catch(() => undefined)
    const first = ahead.push(signing) < SIGNING_AHEAD ? undefined : ahead.shift()
    if (first !== undefined) yield await first
  }
  for (const each of ahead) yield await each
}

async function signed(house: House, { body, rosters, ...of }: Unsigned): Promise<Issued> {
  const agenda = await house.signer.sign(AGENDA_TYPES[body.purpose], body)
  return { ...of, event: { agenda, rosters } }
}

/** What a device of this cluster may play or is to keep ready for that. */
export async function wantedNow(
  { house: { store, now }, standing }: Issuing,
  cluster: StoredCluster,
): Promise<Wanted> {
  const releases = await standing.releases(store, now())
  const commune = await loudspeakerRows(store).commune(cluster.commune)
  return standing.wanted(hereOf(cluster, commune), releases).wanted
}

/** `decodes`: as it says now; else as it said last. */
export function hereOf(
  { purpose, hello, withheld }: StoredCluster,
  commune: Pick<StoredCommune, 'places' | 'windows'> | null | undefined,
  decodes: readonly SoundForm[] = hello?.decodes ?? USUAL_FORMS,
): Here {
  const { places, windows } = commune ?? { places: [], windows: null }
  return { purpose, places, windows, decodes, withheld }
}

async function issue(
  { store, now }: Changing,
  standing: StandingNow,
  {
    clusters: ids,
    only,
  }: { readonly clusters: readonly string[]; readonly only: 'others' | 'all' },
): Promise<readonly Unsigned[]> {
  const rows = loudspeakerRows(store)
  const clusters = (await rows.clustersOfIds(ids)).filter(({ key }) => key !== null)
  const codes = new Set(clusters.map(({ commune }) => commune))
  const communes = new Map((await rows.communesOf([...codes])).map(each => [each.code, each]))
  const releases = await standing.releases(store, now)
  const rosters = new Rosters(store)
  const issued: Unsigned[] = []
  for (const cluster of clusters) {
    const { id, key, purpose } = cluster
    const here = hereOf(cluster, communes.get(cluster.commune))
    const { wanted, sha256 } = standing.wanted(here, releases)
    const isNew = cluster.wantedSha256 !== sha256
    if (key === null || (only === 'others' && !isNew)) continue
    const serial = isNew ? cluster.serial + 1 : cluster.serial
    const issuedAt = isNew ? now : (cluster.issuedAt ?? now)
    if (isNew) await rows.setIssued(id, { serial, wantedSha256: sha256, issuedAt })
    issued.push({
      ...{ cluster: id, keyId: key.id, rosters: await rosters.after(cluster) },
      body: {
        purpose,
        content: {
          ...{ serial, issuedAt: new Date(issuedAt).toISOString(), cluster: id },
          ...{ timeZone: TIME_ZONE, windows: [...wanted.windows], items: [...wanted.items] },
        },
        proofs: [...wanted.proofs],
      },
    })
  }
  return issued
}

/** Those after the one that a device holds; asked for once for each. */
class Rosters {
  readonly #store: Reading
  readonly #found = new Map<number | null, NonNullable<AgendaEvent['rosters']>>()

  constructor(store: Reading) {
    this.#store = store
  }

  async after({ hello }: StoredCluster): Promise<NonNullable<AgendaEvent['rosters']>> {
    const held = hello?.roster?.number ?? null
    const found = this.#found.get(held) ?? (await this.#ask(held))
    this.#found.set(held, found)
    return found
  }

  async #ask(held: number | null) {
    const rows = signerRows(this.#store)
    const rosters =
      held === null
        ? (await rows.rosters(ROSTERS_MAX)).toReversed()
        : await rows.rostersAbove(held, ROSTERS_MAX)
    return rosters.map(({ text, signatures }) => ({ text, signatures: [...signatures] }))
  }
}
