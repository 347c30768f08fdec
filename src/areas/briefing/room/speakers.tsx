/** Who is heard, the speaker large; the small pictures of sites. Who has no picture is there by name. */
import type { BriefingRoom } from '../model.ts'
import { type Picture, picturesOf } from './pictures.ts'
import { itemNow, nameOf, siteOf } from './room-state.ts'
import { type Say, useRoom, useSay, useSession, useTracks } from './session-context.ts'
import { Video } from './video.tsx'

export function Speakers() {
  const { self, room } = useRoom()
  const say = useSay()
  const tracks = useTracks()
  const { large, beside, small } = picturesOf(room, self.site)
  const shown = small.filter(({ track }) => track !== null && tracks[track] !== null)
  return (
    <section className="speakers" aria-labelledby="speakers-title">
      <h2 id="speakers-title" className="heard">
        {say('stage.title')}
      </h2>
      {large === null ? (
        <p className="no-picture large">{say('stage.nobody')}</p>
      ) : (
        <Tile picture={large} size="large" />
      )}
      {beside.length > 0 && (
        <div className="beside">
          {beside.map(one => (
            <Tile key={`${one.is} ${one.site}`} picture={one} size="medium" />
          ))}
        </div>
      )}
      {shown.length > 0 && (
        <ul className="small" aria-label={say('stage.small')}>
          {shown.map(one => (
            <li key={one.track}>
              <Tile picture={one} size="small" />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Tile({ picture, size }: { picture: Picture; size: 'large' | 'medium' | 'small' }) {
  const session = useSession()
  const { room } = useRoom()
  const say = useSay()
  const tracks = useTracks()
  const { site, is } = picture
  const own = is === 'own' ? session.devices.camera : null
  const track = picture.track === null ? own : (tracks[picture.track] ?? null)
  const name = tileName(picture, room, say)
  const isHeard = siteOf(room, site)?.isHeard === true
  return (
    <figure className="tile" data-size={size} data-heard={isHeard && size !== 'small'}>
      {track === null ? (
        <div className="no-picture" aria-hidden="true">
          {siteOf(room, site)?.short}
        </div>
      ) : (
        <Video track={track} name={name} isMirrored={is === 'own'} />
      )}
      <figcaption>
        <span className="tile-name">{name}</span>
        {track === null && <span className="quiet"> · {say('stage.voice')}</span>}
        {isHeard && size !== 'small' && <span className="tile-heard">{say('stage.heard')}</span>}
        {size === 'large' && <ItemNow />}
      </figcaption>
    </figure>
  )
}

function ItemNow() {
  const { room } = useRoom()
  const say = useSay()
  const now = itemNow(room)
  if (now === null) return null
  const { number, item } = now
  return <span className="tile-item">{say('stage.item', { number, title: item.title })}</span>
}

function tileName({ site, is }: Picture, room: BriefingRoom, say: Say): string {
  if (is === 'own') return say('stage.own')
  const name = nameOf(room, site)
  if (name === '') return say('stage.someone')
  return is === 'screen' ? say('stage.screen', { name }) : name
}
