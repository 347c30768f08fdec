/**
 * Receipts kept: in the order of their counters, each once, for good, with what they add to the tallies of their cluster's days.
 *
 *   batch ─► whole in itself? ─► what is kept already left out ─► what ends a play joined with what began it ─► rows and tallies
 *
 * Batches of many clusters are kept at once, in few statements: their clusters are read together, and what is to be written is written
 * together at the end.
 *
 * A device's counters have no hole. What is missing before a batch was kept once and is lost here, as after a restore: it is counted as
 * lost. A device that tells something else under a counter that is kept has an older copy of its data: nothing of it is taken.
 */
import type { Reading } from '../../authority/store.ts'
import type { Deed, TrailActor } from '../../authority/trail.ts'
import type { Transaction } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { directiveFailure } from '../../directive/failures.ts'
import type { Receipt } from '../../speaker/receipts.ts'
import { bulletinOfItem } from './agenda.ts'
import { dayOf } from './day.ts'
import { loudspeakerFailure } from './failures.ts'
import type { OneGo } from './in-one-go.ts'
import type { ClusterIdentity } from './model.ts'
import {
  type LoudspeakerWriting,
  loudspeakerRows,
  NO_PLAYS,
  type StoredCluster,
  type StoredReceipt,
  type Tally,
} from './store.ts'

export interface Batch {
  readonly device: ClusterIdentity
  readonly receipts: readonly Receipt[]
}

/** For batches of these devices. */
export async function keepingFor(tx: Transaction, batches: readonly Batch[]): Promise<OneGo<Batch, number>> {
  return new Keeping(tx, await clustersOf(tx.store, batches))
}

/** Of those who ask, by their ids. */
export async function clustersOf(
  store: Reading,
  asks: readonly { readonly device: ClusterIdentity }[],
): Promise<Map<string, StoredCluster>> {
  const ids = new Set(asks.map(({ device }) => device.cluster))
  const clusters = await loudspeakerRows(store).clustersOfIds([...ids])
  return new Map(clusters.map(cluster => [cluster.id, cluster]))
}

class Keeping implements OneGo<Batch, number> {
  readonly #tx: Transaction
  readonly #rows: LoudspeakerWriting
  readonly #clusters: Map<string, StoredCluster>
  /** To be written, and whose it is. */
  readonly #of = new Set<string>()
  #receipts: StoredReceipt[] = []
  #tallies: Tally[] = []

  constructor(tx: Transaction, clusters: Map<string, StoredCluster>) {
    this.#tx = tx
    this.#rows = loudspeakerRows(tx.store)
    this.#clusters = clusters
  }

  /** The last receipt that is kept. Fails with speakerUnknown, documentMalformed and speakerSetBack, and then takes nothing of it. */
  async act({ device, receipts }: Batch): Promise<number> {
    const cluster = this.#clusters.get(device.cluster)
    // It was revoked, or another device has taken its place, while this was on its way.
    if (cluster?.key?.id !== device.keyId) throw loudspeakerFailure('speakerUnknown')
    const isWhole = receipts.every(({ counter }, at) => counter === receipts[0].counter + at)
    if (!isWhole) throw directiveFailure('documentMalformed', { document: 'speakerReceipts', where: 'counter' })
    if (this.#of.has(cluster.id)) await this.end()
    const again = receipts.filter(({ counter }) => counter <= cluster.counter)
    await checkKept(this.#rows, cluster, again)
    const others = receipts.filter(({ counter }) => counter > cluster.counter)
    if (others.length > 0) await this.#take(cluster, others)
    return others.at(-1)?.counter ?? cluster.counter
  }

  async #take(cluster: StoredCluster, receipts: readonly Receipt[]): Promise<void> {
    const { now, record, publish } = this.#tx
    const { id } = cluster
    const { kept, tallies } = await joined(this.#rows, cluster, receipts)
    this.#of.add(id)
    this.#receipts.push(...kept)
    this.#tallies.push(...tallies)
    const { counter } = receipts[receipts.length - 1]
    const lost = cluster.lost + receipts[0].counter - cluster.counter - 1
    const told = { hello: helloAfter(cluster, receipts), counter, lost, heardAt: now }
    await this.#rows.setTold(id, { ...told, clockSkewMs: cluster.clockSkewMs })
    this.#clusters.set(id, { ...cluster, ...told })
    for (const receipt of receipts) if (receipt.is === 'switched') await record(...switchedBy(cluster, receipt))
    publish({ is: 'loudspeakers', commune: cluster.commune, cluster: id })
  }

  /** What is read of receipts and tallies is older until then. */
  async end(): Promise<void> {
    await this.#rows.addReceipts(this.#receipts, this.#tx.now)
    await this.#rows.addTallies(this.#tallies)
    this.#of.clear()
    this.#receipts = []
    this.#tallies = []
  }
}

async function checkKept(
  rows: LoudspeakerWriting,
  { id, epoch }: StoredCluster,
  again: readonly Receipt[],
): Promise<void> {
  if (again.length === 0) return
  const [from, until] = [again[0].counter, again[again.length - 1].counter]
  const kept = new Map(
    (await rows.receiptsBetween({ cluster: id, epoch, from, until })).map(({ receipt }) => [
      receipt.counter,
      canonicalJson(receipt),
    ]),
  )
  for (const receipt of again) {
    const before = kept.get(receipt.counter)
    if (before !== undefined && before !== canonicalJson(receipt))
      throw loudspeakerFailure('speakerSetBack', { cluster: id })
  }
}

/** What ends a play is about what began it, and is of its day; what ends nothing, or what was ended before, adds nothing. */
async function joined(
  rows: LoudspeakerWriting,
  { id: cluster, epoch }: StoredCluster,
  receipts: readonly Receipt[],
): Promise<{ readonly kept: readonly StoredReceipt[]; readonly tallies: readonly Tally[] }> {
  const kept: StoredReceipt[] = []
  const tallies = new Map<string, Tally>()
  const begun = new Map<number, StoredReceipt>()
  const ended = new Set<number>()
  const startOf = async (counter: number): Promise<StoredReceipt | null> => {
    if (ended.has(counter)) return null
    ended.add(counter)
    return begun.get(counter) ?? (await rows.openStart(cluster, epoch, counter))
  }
  for (const receipt of receipts) {
    const start = 'start' in receipt ? await startOf(receipt.start) : null
    const item = 'item' in receipt ? receipt.item : (start?.item ?? null)
    const bulletin = item === null ? null : (bulletinOfItem(item)?.bulletin ?? null)
    const at = Date.parse(receipt.at)
    const stored: StoredReceipt = {
      cluster,
      epoch,
      at,
      item,
      bulletin,
      receipt,
      start: start === null ? null : start.receipt.counter,
    }
    if (receipt.is === 'started') begun.set(receipt.counter, stored)
    kept.push(stored)
    if (item === null) continue
    const day = dayOf(start?.at ?? ('from' in receipt ? Date.parse(receipt.from) : at))
    const name = `${day} ${item}`
    const present = tallies.get(name) ?? { ...NO_PLAYS, cluster, day, item, bulletin }
    tallies.set(name, added(present, receipt))
  }
  return { kept, tallies: [...tallies.values()] }
}

function added(tally: Tally, receipt: Receipt): Tally {
  switch (receipt.is) {
    case 'started':
      return { ...tally, started: tally.started + 1 }
    case 'ended':
      return { ...tally, played: tally.played + 1 }
    case 'cut':
    case 'unknown':
      return { ...tally, [receipt.is]: tally[receipt.is] + 1 }
    case 'refused':
    case 'missed':
      return { ...tally, [receipt.is]: tally[receipt.is] + receipt.plays }
    default:
      return tally
  }
}

export function trailCluster({ id, name }: Pick<StoredCluster, 'id' | 'name'>): TrailActor {
  return { kind: 'cluster', id, name }
}

/** Of its own switch, for the trail. */
export function switchedBy(
  cluster: Pick<StoredCluster, 'id' | 'name'>,
  { off, at }: { readonly off: boolean; readonly at: string },
): [TrailActor, Deed] {
  return [
    trailCluster(cluster),
    { action: 'loudspeakers.switch', subject: { kind: 'cluster', id: cluster.id }, details: { off, at } },
  ]
}

/** With what it says of itself on the way: its switch, and the agenda that counts. */
function helloAfter({ hello: before }: StoredCluster, receipts: readonly Receipt[]): StoredCluster['hello'] {
  if (before === null) return null
  let hello = before
  for (const receipt of receipts) {
    if (receipt.is === 'switched') hello = { ...hello, off: receipt.off }
    if (receipt.is === 'agenda') hello = { ...hello, agenda: { serial: receipt.serial, sha256: receipt.sha256 } }
  }
  return hello
}
