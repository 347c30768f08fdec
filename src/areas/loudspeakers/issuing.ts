/**
 * Agendas issued: another serial only where something else is wanted than before, and the same document octet for octet as long as
 * it is not.
 *
 *   clusters ─► one look at what stands, at communes and rosters ─► those that want something else: one serial more ─► signed
 *
 * What clusters of one place want is made and encoded once for all of them. Many are issued in one transaction, and signed after it.
 */
import type { Reading } from '../../authority/store.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { SoundForm } from '../../directive/bulletin.ts'
import { ROSTERS_MAX } from '../../directive/documents.ts'
import { sha256Of } from '../../directive/signing.ts'
import { AGENDA_TYPES } from '../../speaker/agenda.ts'
import type { AgendaEvent } from '../../speaker/wire.ts'
import { signerRows } from '../signers/store.ts'
import type { Here, Wanted } from './agenda.ts'
import { type OwnOfAgenda, ownPiece } from './agenda-pieces.ts'
import type { StandingNow } from './standing-now.ts'
import { loudspeakerRows, type StoredCluster, type StoredCommune } from './store.ts'

export interface Issued {
  readonly cluster: string
  /** Whose it is: no other key is told. */
  readonly keyId: string
  readonly serial: number
  /** As it is signed, in three pieces: the second is the same octets for all that want the same. */
  readonly agenda: readonly [Buffer, Buffer, Buffer]
  readonly rosters: RostersTold
  /** Another one where either is another. */
  readonly mark: string
}

/** In JSON. */
export interface RostersTold {
  readonly json: Buffer
  readonly sha256: string
}

export interface Issuing {
  readonly work: UnitOfWork
  readonly standing: StandingNow
}

/** All, or those that want something else than they were issued last, or were issued by another process: whose device was not told this serial. */
export type Only = 'all' | { readonly isTold: (cluster: string, serial: number) => boolean }

type Unsigned = Pick<Issued, 'cluster' | 'keyId' | 'serial' | 'rosters'> & {
  readonly own: OwnOfAgenda
  readonly shared: Buffer
}

/** Of a device that has not said so. */
const USUAL_FORMS: readonly SoundForm[] = ['wav']

/** Under way at once: there is always one to sign, and the first is told while the others are signed. */
const SIGNING_AHEAD = 4

/**
 * Of those that have a device, one after another as they are signed. All of them count as issued from the first on.
 */
export async function* issueAgendas(
  { work, standing }: Issuing,
  clusters: readonly string[],
  only: Only,
): AsyncGenerator<Issued> {
  const unsigned = await work.transaction(async tx => await issue(tx, standing, { clusters, only }))
  const ahead: Promise<Issued>[] = []
  for (const each of unsigned) {
    const signing = signed(work, each)
    // Whoever stops asking hears of none of them.
    signing.catch(() => undefined)
    const first = ahead.push(signing) < SIGNING_AHEAD ? undefined : ahead.shift()
    if (first !== undefined) yield await first
  }
  for (const each of ahead) yield await each
}

async function signed(work: UnitOfWork, { own, shared, ...of }: Unsigned): Promise<Issued> {
  const type = AGENDA_TYPES[own.purpose]
  const [header, first, , end] = await work.signer.signPieces(type, [ownPiece(own), shared])
  const agenda = [Buffer.concat([header, first]), shared, end] as const
  return { ...of, agenda, mark: end.toString() + of.rosters.sha256 }
}

/** What the device of each of these clusters may play or is to keep ready for that. */
export async function wantedNow(
  { work: { store, now }, standing }: Issuing,
  ids: readonly string[],
): Promise<readonly Wanted[]> {
  const { clusters, communes } = await withCommunes(store, ids)
  const releases = await standing.releases(store, now())
  const wanted = new Map(
    clusters.map(cluster => {
      const commune = communes.get(cluster.commune)
      return [cluster.id, standing.wanted(hereOf(cluster, commune), releases).wanted]
    }),
  )
  return ids.map(id => wanted.get(id) ?? NOTHING)
}

const NOTHING: Wanted = { windows: [], items: [], proofs: [] }

/** These clusters, and by their codes the communes that they are in. */
async function withCommunes(store: Reading, ids: readonly string[]) {
  const rows = loudspeakerRows(store)
  const clusters = await rows.clustersOfIds(ids)
  const codes = new Set(clusters.map(({ commune }) => commune))
  const communes = await rows.communesOf([...codes])
  return { clusters, communes: new Map(communes.map(each => [each.code, each])) }
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
  { store, now }: Transaction,
  standing: StandingNow,
  { clusters: ids, only }: { readonly clusters: readonly string[]; readonly only: Only },
): Promise<readonly Unsigned[]> {
  const rows = loudspeakerRows(store)
  const { clusters, communes } = await withCommunes(store, ids)
  const releases = await standing.releases(store, now)
  const rosters = new Rosters(store)
  const issued: Unsigned[] = []
  for (const cluster of clusters) {
    const { id, key, purpose } = cluster
    if (key === null) continue
    const { sha256, shared } = standing.wanted(hereOf(cluster, communes.get(cluster.commune)), releases)
    const isNew = cluster.wantedSha256 !== sha256
    if (!isNew && only !== 'all' && only.isTold(id, cluster.serial)) continue
    const serial = isNew ? cluster.serial + 1 : cluster.serial
    const issuedAt = isNew ? now : (cluster.issuedAt ?? now)
    if (isNew) await rows.setIssued(id, { serial, wantedSha256: sha256, issuedAt })
    issued.push({
      cluster: id,
      keyId: key.id,
      serial,
      rosters: await rosters.after(cluster),
      shared,
      own: { purpose, serial, issuedAt: new Date(issuedAt).toISOString(), cluster: id },
    })
  }
  return issued
}

/** Those after the one that a device holds; asked for once for each. */
class Rosters {
  readonly #store: Reading
  readonly #found = new Map<number | null, RostersTold>()

  constructor(store: Reading) {
    this.#store = store
  }

  async after({ hello }: StoredCluster): Promise<RostersTold> {
    const held = hello?.roster?.number ?? null
    const found = this.#found.get(held) ?? (await this.#ask(held))
    this.#found.set(held, found)
    return found
  }

  async #ask(held: number | null): Promise<RostersTold> {
    const rows = signerRows(this.#store)
    const rosters =
      held === null ? (await rows.rosters(ROSTERS_MAX)).toReversed() : await rows.rostersAbove(held, ROSTERS_MAX)
    const told = rosters.map(({ text, signatures }) => ({ text, signatures: [...signatures] }))
    const json = JSON.stringify(told satisfies AgendaEvent['rosters'])
    return { json: Buffer.from(json), sha256: sha256Of(json) }
  }
}
