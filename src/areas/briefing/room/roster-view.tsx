/** The roster: who speaks, who wants to, who is missing, who is there; for the chair what can be done about each beside it. */
import { useId } from 'react'
import { shownTime } from '../../../web/times.ts'
import type { RoomSite } from '../model.ts'
import { LinePicture } from './line-picture.tsx'
import { chairRightsOver, rightsOf } from './rights.ts'
import { attendanceOf, GROUPS, type Group, groupsOf, isThere } from './roster.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

export function RosterView() {
  const { self, room, page } = useRoom()
  const say = useSay()
  const groups = groupsOf(room)
  const { hasChair } = rightsOf(self, room)
  return (
    <section className="roster panel" aria-labelledby="roster-title">
      <h2 id="roster-title">
        {say('roster.title')}{' '}
        <span className="count">{say('roster.count', attendanceOf(room))}</span>
      </h2>
      {room.roll !== null && (
        <p className="quiet">
          {say('roster.rollAt', { at: shownTime(room.roll.at, 'minute', page.language) })}
        </p>
      )}
      {GROUPS.map(group => (
        <GroupView key={group} group={group} sites={groups[group]} isForChair={hasChair} />
      ))}
    </section>
  )
}

function GroupView({
  group,
  sites,
  isForChair,
}: {
  group: Group
  sites: readonly RoomSite[]
  isForChair: boolean
}) {
  const say = useSay()
  const isNamedEmpty = isForChair && (group === 'asks' || group === 'missing')
  if (sites.length === 0 && !isNamedEmpty) return null
  return (
    <div className="group" data-group={group}>
      <h3>
        {say(`roster.${group}`)} <span className="count">{sites.length}</span>
      </h3>
      {sites.length === 0 ? (
        <p className="quiet">
          {say(group === 'asks' ? 'roster.nobodyAsks' : 'roster.nobodyMissing')}
        </p>
      ) : (
        <ul className="plain">
          {sites.map(site => (
            <SiteRow key={site.site} site={site} group={group} isForChair={isForChair} />
          ))}
        </ul>
      )}
    </div>
  )
}

function SiteRow({
  site,
  group,
  isForChair,
}: {
  site: RoomSite
  group: Group
  isForChair: boolean
}) {
  const { self, room } = useRoom()
  const say = useSay()
  const id = useId()
  const signs = [
    site.site === self.site ? say('stage.own') : null,
    site.role === 'site' ? null : say(`role.${site.role}`),
    room.chair === site.site && site.role !== 'chair' ? say('roster.hasChair') : null,
    group === 'missing' || site.is === 'late' || !isThere(site) ? say(`is.${site.is}`) : null,
  ].filter(sign => sign !== null)
  return (
    <li className="site" data-site={site.site}>
      {site.queue !== null && (
        <span className="queue">
          <span aria-hidden="true">{site.queue}</span>
          <span className="heard">{say('roster.queue', { place: site.queue })}</span>
        </span>
      )}
      <span className="site-name" id={id}>
        {site.name}
      </span>
      {site.floor === 'pending' && <span className="sign">{say('roster.pending')}</span>}
      {site.isHeard && (
        <span className="sign" data-look="good">
          {say('stage.heard')}
        </span>
      )}
      <span className="quiet signs">{signs.join(' · ')}</span>
      {group !== 'missing' && <LinePicture line={site.line} />}
      {isForChair && <ChairButtons site={site} describedBy={id} />}
    </li>
  )
}

function ChairButtons({ site, describedBy }: { site: RoomSite; describedBy: string }) {
  const session = useSession()
  const { room } = useRoom()
  const say = useSay()
  const rights = chairRightsOver(site, room)
  const doIt = (deed: 'give' | 'revoke' | 'accept' | 'deny') =>
    void session.actInRoom('POST /api/v1/briefing-room/floor', {
      body: { do: deed, site: site.site },
    })
  const button = (deed: 'give' | 'revoke' | 'accept' | 'deny', look?: 'main') => (
    <button
      type="button"
      className={look}
      aria-describedby={describedBy}
      onClick={() => doIt(deed)}
    >
      {say(deed)}
    </button>
  )
  if (!Object.values(rights).includes(true)) return null
  return (
    <span className="buttons">
      {rights.gives && button('give', site.floor === null ? undefined : 'main')}
      {rights.revokes && button('revoke')}
      {rights.accepts && button('accept')}
      {rights.denies && button('deny')}
    </span>
  )
}
