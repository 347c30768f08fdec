/**
 * Loudspeakers as an area: communes and clusters, their devices, what was played.
 *
 * Devices that are connected are told at once after a release and after their commune has changed; once more every few seconds where
 * what stands has changed by itself, since a time began or was over.
 */
import type { Area } from '../../authority/area.ts'
import type { Change, House } from '../../authority/unit-of-work.ts'
import { UsedTokens } from '../../directive/used-tokens.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Log } from '../../http/log.ts'
import { BEAT_MS } from '../../speaker/wire.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Channel } from '../bulletins/channel.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { communeUseCases } from './communes.ts'
import { loudspeakerContract } from './contract.ts'
import { deviceUseCases } from './devices.ts'
import { LOUDSPEAKER_FAILURES } from './failures.ts'
import { SpeakerStreams } from './feed.ts'
import { playUseCases } from './plays.ts'
import { loudspeakerRoutes } from './routes.ts'
import { atSpeaker } from './speaker-device.ts'
import { loudspeakerTables } from './sql.ts'
import { loudspeakerRows } from './store.ts'
import { LOUDSPEAKER_ACTIONS } from './trail-actions.ts'

export const loudspeakers: Area<AreaTables> = {
  name: 'loudspeakers',
  contract: loudspeakerContract,
  shapes: {},
  tables: loudspeakerTables,
  failures: LOUDSPEAKER_FAILURES,
  actions: LOUDSPEAKER_ACTIONS,
}

const LOOK_EVERY_MS = 5000

export interface OpenLoudspeakers extends OpenArea {
  readonly channel: Channel
}

export function openLoudspeakersArea(needs: {
  readonly house: House
  readonly subscribe: (listener: (change: Change) => void) => () => void
  readonly log: Log
}): OpenLoudspeakers {
  const { house, subscribe, log } = needs
  const onError = (error: unknown) => log.unexpected('loudspeakers', error)
  const communes = communeUseCases(house)
  const devices = deviceUseCases(house, new UsedTokens())
  const streams = new SpeakerStreams(devices, onError)
  const isConnected = (cluster: string) => streams.isConnected(cluster)
  const plays = playUseCases({ house, isConnected })
  const changed = async (commune: string, cluster: string | null) => {
    const rows = loudspeakerRows(house.store)
    const all =
      cluster === null ? await rows.clustersOf(commune) : [await rows.cluster({ id: cluster })]
    for (const each of all) {
      if (each === null) continue
      streams.end(each.id, each.key?.id ?? null)
      streams.tell(each.id)
    }
  }
  const end = subscribe(change => {
    if (change.is === 'release') streams.tellAll()
    if (change.is === 'loudspeakers') changed(change.commune, change.cluster).catch(onError)
  })
  let stood = ''
  const look = async () => {
    const now = (await releasesOf(house.store).standing(house.now()))
      .map(({ serial }) => serial)
      .join()
    if (now !== stood) streams.tellAll()
    stood = now
  }
  return {
    channel: { name: 'loudspeakers', proofs: async bulletin => await plays.proofs(bulletin) },
    routes: loudspeakerRoutes({
      ...{ communes, devices, plays, streams },
      publicKey: house.signer.publicKey,
      onConnection: cluster => {
        clusterChanged(house, cluster).catch(onError)
      },
    }),
    devices: { cluster: atSpeaker(devices) },
    hears: {
      loudspeakers: (change, feed) => feed.toMinistry(change, `loudspeakers ${change.commune}`),
    },
    jobs: [
      { everyMs: BEAT_MS, act: () => streams.beat(house.now()) },
      { everyMs: LOOK_EVERY_MS, act: look },
    ],
    close: () => {
      end()
      streams.close()
    },
  }
}

async function clusterChanged(house: House, id: string): Promise<void> {
  const cluster = await loudspeakerRows(house.store).cluster({ id })
  if (cluster !== null) house.tell({ is: 'loudspeakers', commune: cluster.commune, cluster: id })
}
