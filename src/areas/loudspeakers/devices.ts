/**
 * What a cluster's device asks and tells: its agenda, whole each time; the octets of a sound; what it played.
 *
 *   hello ─► what it is and holds           receipts ─► in the order of their counters, each once, for good
 *   agenda ─► another serial only where something else is wanted than before; the same document as long as it is not
 */
import type { Reading } from '../../authority/store.ts'
import type { Changing, House } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { ROSTERS_MAX } from '../../directive/documents.ts'
import { directiveFailure } from '../../directive/failures.ts'
import { CLOCK_SKEW_MAX_MS, sha256Of, verify } from '../../directive/signing.ts'
import type { UsedTokens } from '../../directive/used-tokens.ts'
import { AGENDA_TYPES, type AgendaBody } from '../../speaker/agenda.ts'
import type { Receipt } from '../../speaker/receipts.ts'
import {
  type AgendaEvent,
  receiptsBody,
  type SpeakerHello,
  speakerHello,
  speakerToken,
} from '../../speaker/wire.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { signerRows } from '../signers/store.ts'
import { bulletinOfItem, wantedOf } from './agenda.ts'
import { clusterOf, communeOf } from './communes.ts'
import { loudspeakerFailure } from './failures.ts'
import type { ClusterIdentity } from './model.ts'
import { loudspeakerRows, type StoredCluster, type StoredReceipt } from './store.ts'

export const TIME_ZONE = 'Asia/Ho_Chi_Minh'

export interface DeviceUseCases {
  /** Fails with speakerUnknown and clockSkew. */
  authenticate(token: string): Promise<ClusterIdentity>
  /** The last receipt that is kept. */
  hello(device: ClusterIdentity, given: unknown): Promise<number>
  agenda(device: Pick<ClusterIdentity, 'cluster'>): Promise<AgendaEvent>
  /** Null: there is none, or it stands in nothing that is to sound now. */
  audio(device: ClusterIdentity, sha256: string): Promise<Buffer | null>
  receive(device: ClusterIdentity, document: string): Promise<number>
}

export function deviceUseCases(house: House, tokens: UsedTokens): DeviceUseCases {
  return {
    authenticate: async token => {
      const cluster = await loudspeakerRows(house.store).cluster({ id: claimedCluster(token) })
      if (cluster?.key == null) throw loudspeakerFailure('speakerUnknown')
      const body = await verify(token, {
        type: 'speakerToken',
        key: cluster.key.public,
        schema: speakerToken,
      }).catch(() => {
        throw loudspeakerFailure('speakerUnknown')
      })
      if (body.cluster !== cluster.id || body.audience !== house.signer.keyId)
        throw loudspeakerFailure('speakerUnknown')
      const skew = Math.abs(body.issuedAtMs - house.now())
      if (skew > CLOCK_SKEW_MAX_MS)
        throw directiveFailure('clockSkew', { seconds: Math.round(skew / 1000) })
      if (!tokens.use(cluster.id, body.id, house.now())) throw loudspeakerFailure('speakerUnknown')
      return { cluster: cluster.id, keyId: cluster.key.id }
    },

    hello: async (device, given) => {
      const hello = speakerHello.parse(given)
      return await house.change(async changing => await takeHello(changing, device, hello))
    },

    agenda: async device => await house.change(async changing => await issue(changing, device)),

    audio: async ({ cluster }, sha256) => {
      const { store, now } = house
      const { purpose } = await clusterOf(store, cluster)
      const standing = await releasesOf(store).standing(now())
      const isWanted = standing.some(
        ({ content }) =>
          content.purpose === purpose &&
          [...content.renditions.loudspeakers, ...content.correction.loudspeakers].some(
            ({ sound }) => sound.files.some(file => file.sha256 === sha256),
          ),
      )
      return isWanted ? ((await releasesOf(store).file(sha256))?.octets ?? null) : null
    },

    receive: async (device, document) => {
      const { key } = await clusterOf(house.store, device.cluster)
      if (key?.id !== device.keyId) throw loudspeakerFailure('speakerUnknown')
      const body = await verify(document, {
        type: 'speakerReceipts',
        key: key.public,
        schema: receiptsBody,
      })
      if (body.cluster !== device.cluster)
        throw directiveFailure('signatureWrong', { document: 'speakerReceipts' })
      return await house.change(
        async changing => await keepReceipts(changing, device, body.receipts),
      )
    },
  }
}

/** Read before its signature is checked: it only says whose key that will be checked with. */
function claimedCluster(token: string): string {
  try {
    const [, payload] = token.split('.')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return speakerToken.shape.cluster.parse((claims as { cluster?: unknown }).cluster)
  } catch {
    throw loudspeakerFailure('speakerUnknown')
  }
}

async function takeHello(
  { store, now, record, tell }: Changing,
  { cluster: id }: ClusterIdentity,
  hello: SpeakerHello,
): Promise<number> {
  const cluster = await clusterOf(store, id)
  const clockSkewMs = Date.parse(hello.clock) - now
  await loudspeakerRows(store).putCluster({ ...cluster, hello, clockSkewMs, heardAt: now })
  const wasOff = cluster.hello?.off ?? false
  if (wasOff !== hello.off)
    await record(
      { kind: 'cluster', id, name: cluster.name },
      {
        action: 'loudspeakers.switch',
        subject: { kind: 'cluster', id },
        details: { off: hello.off },
      },
    )
  tell({ is: 'loudspeakers', commune: cluster.commune, cluster: id })
  return cluster.counter
}

/** The document is the same, octet for octet, as long as its serial is. */
async function issue(
  { store, signer, now }: Changing,
  { cluster: id }: Pick<ClusterIdentity, 'cluster'>,
): Promise<AgendaEvent> {
  const cluster = await clusterOf(store, id)
  const { places, windows } = await communeOf(store, cluster.commune)
  const { purpose, hello } = cluster
  const decodes = hello?.decodes ?? ['wav']
  const wanted = wantedOf(
    { purpose, places, windows, decodes },
    await releasesOf(store).standing(now),
  )
  const wantedSha256 = sha256Of(canonicalJson(wanted))
  const isNew = cluster.wantedSha256 !== wantedSha256
  const serial = isNew ? cluster.serial + 1 : cluster.serial
  const issuedAt = isNew ? now : (cluster.issuedAt ?? now)
  if (isNew) await loudspeakerRows(store).putCluster({ ...cluster, serial, wantedSha256, issuedAt })
  const body: AgendaBody = {
    purpose,
    content: {
      serial,
      issuedAt: new Date(issuedAt).toISOString(),
      cluster: id,
      timeZone: TIME_ZONE,
      windows: [...wanted.windows],
      items: [...wanted.items],
    },
    proofs: [...wanted.proofs],
  }
  return {
    agenda: await signer.sign(AGENDA_TYPES[purpose], body),
    rosters: await rostersAfter(store, hello),
  }
}

async function rostersAfter(
  store: Reading,
  hello: SpeakerHello | null,
): Promise<NonNullable<AgendaEvent['rosters']>> {
  const held = hello?.roster ?? null
  const rows = signerRows(store)
  const rosters =
    held === null
      ? (await rows.rosters(ROSTERS_MAX)).toReversed()
      : await rows.rostersAbove(held.number, ROSTERS_MAX)
  return rosters.map(({ text, signatures }) => ({ text, signatures: [...signatures] }))
}

// Receipts -----------------------------------------------------------------------------------------------------------

async function keepReceipts(
  { store, now, tell }: Changing,
  { cluster: id, keyId }: ClusterIdentity,
  receipts: readonly Receipt[],
): Promise<number> {
  const rows = loudspeakerRows(store)
  const cluster = await clusterOf(store, id)
  // It was revoked, or another device has taken its place, while this was on its way.
  if (cluster.key?.id !== keyId) throw loudspeakerFailure('speakerUnknown')
  const begun = new Map<number, StoredReceipt>()
  const kept: StoredReceipt[] = []
  let { counter } = cluster
  for (const receipt of receipts) {
    if (receipt.counter <= counter) continue
    counter = receipt.counter
    const about = await itemOf(
      receipt,
      begun,
      async start => await rows.started(id, cluster.epoch, start),
    )
    const stored = {
      cluster: id,
      epoch: cluster.epoch,
      at: Date.parse(receipt.at),
      item: about,
      bulletin: about === null ? null : (bulletinOfItem(about)?.bulletin ?? null),
      receipt,
    }
    if (receipt.is === 'started') begun.set(receipt.counter, stored)
    kept.push(stored)
  }
  if (kept.length === 0) return cluster.counter
  await rows.addReceipts(kept, now)
  const switched = kept.findLast(({ receipt }) => receipt.is === 'switched')?.receipt
  await rows.putCluster({ ...withSwitch(cluster, switched), counter, heardAt: now })
  tell({ is: 'loudspeakers', commune: cluster.commune, cluster: id })
  return counter
}

/** What ends a play is about what began it. */
async function itemOf(
  receipt: Receipt,
  begun: ReadonlyMap<number, StoredReceipt>,
  started: (counter: number) => Promise<StoredReceipt | null>,
): Promise<string | null> {
  if ('item' in receipt) return receipt.item
  if (!('start' in receipt)) return null
  return (begun.get(receipt.start) ?? (await started(receipt.start)))?.item ?? null
}

function withSwitch(cluster: StoredCluster, switched: Receipt | undefined): StoredCluster {
  if (switched?.is !== 'switched' || cluster.hello === null) return cluster
  return { ...cluster, hello: { ...cluster.hello, off: switched.off } }
}
