/**
 * Loudspeakers as an area: communes and clusters, their devices, what was played.
 *
 * Devices that are connected are told at once after a release and after their commune has changed; once more every few seconds where
 * what stands has changed by itself, since a time began or was over.
 */
import type { Area } from '../../authority/area.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Change, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Device } from '../../http/caller.ts'
import type { Log } from '../../http/log.ts'
import { BEAT_MS } from '../../speaker/wire.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Channel, InForce } from '../bulletins/channel.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { communeUseCases } from './communes.ts'
import { changedBetween, concernedBy } from './concerned.ts'
import { loudspeakerContract } from './contract.ts'
import { type DeviceUseCases, deviceUseCases } from './devices.ts'
import { loudspeakerFailure } from './failures.ts'
import { SpeakerStreams } from './feed.ts'
import { HearingThread } from './hearing-thread.ts'
import type { ClusterIdentity } from './model.ts'
import { loudspeakersOverview } from './overview.ts'
import { playUseCases } from './plays.ts'
import { loudspeakerRoutes } from './routes.ts'
import { loudspeakerTables } from './sql.ts'
import { loudspeakerRows } from './store.ts'
import { trailWords } from './words-trail.ts'

export const loudspeakers: Area<AreaTables> = {
  name: 'loudspeakers',
  contract: loudspeakerContract,
  shapes: {},
  tables: loudspeakerTables,
  trail: trailWords,
  // What goes out of it nodes and devices carry on, and say what became of it.
  hands: { loudspeakers: null },
}

const LOOK_EVERY_MS = 5000

export interface OpenLoudspeakers extends OpenArea {
  readonly channel: Channel
}

export function openLoudspeakersArea(needs: {
  readonly work: UnitOfWork
  readonly subscribe: (listener: (change: Change) => void) => () => void
  readonly log: Log
}): OpenLoudspeakers {
  const { work, subscribe, log } = needs
  const onError = (error: unknown) => log.unexpected('loudspeakers', error)
  const communes = communeUseCases(work)
  const devices = deviceUseCases(work)
  const streams = new SpeakerStreams(devices, onError)
  const plays = playUseCases(work)
  const changed = async (commune: string, cluster: string | null) => {
    if (cluster !== null && !streams.isConnected(cluster)) return
    const rows = loudspeakerRows(work.store)
    const ids = cluster === null ? null : [cluster]
    const all = ids === null ? await rows.clustersOf(commune) : await rows.clustersOfIds(ids)
    for (const { id, key } of all) streams.end(id, key?.id ?? null)
    streams.tell(
      all.map(({ id }) => id),
      { always: cluster !== null },
    )
  }
  let isClosed = false
  const look = lookAt(work, streams)
  const end = subscribe(change => {
    if (change.is === 'release' || change.is === 'roster') look().catch(onError)
    if (change.is === 'speaker') changed(change.commune, change.cluster).catch(onError)
    if (change.is === 'isolated') streams.deafen()
    if (change.is === 'rejoined') streams.hears()
  })
  const presence = work.presence('cluster')
  const connectionChanged = async (cluster: string, is: 'joined' | 'left') => {
    if (is === 'joined' ? await presence.joined(cluster, work.now()) : await presence.left(cluster))
      work.publish(await shownAnew(work, cluster))
  }
  return {
    channel: { name: 'loudspeakers', proofs: async bulletin => await plays.proofs(bulletin) },
    routes: loudspeakerRoutes({
      communes,
      devices,
      plays,
      streams,
      hearing: new HearingThread(),
      publicKey: work.signer.publicKey,
      onConnection: (cluster, is) => {
        connectionChanged(cluster, is).catch(error => {
          if (!isClosed) onError(error)
        })
      },
    }),
    devices: { cluster: atSpeaker(devices) },
    overview: loudspeakersOverview(work.store),
    hears: {
      loudspeakers: (change, feed) => feed.toMinistry(change, `loudspeakers ${change.commune}`),
      absent: ({ of, subject }, feed) => {
        if (of !== 'cluster') return
        shownAnew(work, subject).then(change => feed.toMinistry(change, `loudspeakers ${change.commune}`), onError)
      },
    },
    jobs: [
      { everyMs: BEAT_MS, inEach: true, act: () => streams.beat(work.now()) },
      { everyMs: LOOK_EVERY_MS, inEach: true, act: look, atStart: true },
    ],
    close: () => {
      isClosed = true
      end()
      streams.close()
    },
  }
}

/** Tells those who may want something else since another set of releases stands than when it looked last; all, where another roster counts. */
function lookAt(work: UnitOfWork, streams: Pick<SpeakerStreams, 'tell' | 'tellAll'>) {
  let seen: { readonly standing: readonly InForce[]; readonly roster: string } | null = null
  return async () => {
    const { store } = work
    const standing = await releasesOf(store).inForce(work.now())
    const roster = (await newestRoster(store))?.sha256 ?? ''
    const before = seen
    const changed = changedBetween(before?.standing ?? [], standing)
    const concerned = changed.length === 0 ? [] : await concernedBy(store, changed)
    seen = { standing, roster }
    if (before?.roster !== roster) streams.tellAll({ always: true })
    else if (concerned === null) streams.tellAll()
    else streams.tell(concerned)
  }
}

/** One that is there no more is of no commune. */
async function shownAnew(work: UnitOfWork, id: string): Promise<Change & { is: 'loudspeakers' }> {
  const cluster = await loudspeakerRows(work.store).cluster({ id })
  return { is: 'loudspeakers', commune: cluster?.commune ?? '', cluster: id }
}

/** How a loudspeaker device proves who it is, and by which name others count it. */
function atSpeaker(devices: Pick<DeviceUseCases, 'authenticate'>): Device {
  return {
    authenticate: async token => await devices.authenticate(token),
    unknown: () => loudspeakerFailure('speakerUnknown'),
    // What `authenticate` answers.
    nameOf: identity => (identity as ClusterIdentity).cluster,
    scheme: { bearerFormat: 'JWS', description: 'A token that a loudspeaker device signs anew for each call.' },
  }
}
