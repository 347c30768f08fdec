/**
 * The roster: who speaks and who wants to; apart from it who is there and, in one line, who is not; for the chair what can be done
 * about each beside it.
 */
import { useId } from 'react'
import { shownTime } from '../../../web/times.ts'
import type { RoomSite } from '../model.ts'
import { LinePicture } from './line-picture.tsx'
import { WaitingQuestions } from './questions.tsx'
import { chairRightsOver, rightsOf } from './rights.ts'
import { attendanceOf, chairAway, type Group, groupsOf, haveGone, isThere } from './roster.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

/** So many are named in the line itself. */
const NAMED_MAX = 4

/** Who speaks and who wants to: what the chair acts on. */
export function FloorView() {
  const { self, room, page } = useRoom()
  const say = useSay()
  const { speaks, asks } = groupsOf(room)
  const { hasChair, seesQuestions } = rightsOf(self, room)
  const isAsked = seesQuestions && page.questions.some(({ state }) => state === 'waiting')
  if (speaks.length === 0 && asks.length === 0 && !isAsked && !hasChair) return null
  return (
    <section className="roster panel" aria-labelledby="floor-title">
      <h2 id="floor-title" className="heard">
        {say('roster.floor')}
      </h2>
      <GroupView group="speaks" sites={speaks} isForChair={hasChair} />
      <GroupView group="asks" sites={asks} isForChair={hasChair} />
      <WaitingQuestions />
    </section>
  )
}

export function SitesView() {
  const { self, room, page } = useRoom()
  const say = useSay()
  const { missing, there } = groupsOf(room)
  const { hasChair } = rightsOf(self, room)
  const chair = chairAway(room)
  return (
    <section className="roster panel" aria-labelledby="roster-title">
      <h2 id="roster-title">
        {say('roster.title')} <span className="count">{say('roster.count', attendanceOf(room))}</span>
      </h2>
      {room.roll !== null && (
        <p className="quiet">{say('roster.rollAt', { at: shownTime(room.roll.at, 'minute', page.language) })}</p>
      )}
      {chair !== null && (
        <p className="mark" data-look="warn">
          {say('roster.chairAway', { name: chair.name })}
        </p>
      )}
      <Missing sites={missing} isForChair={hasChair} />
      <GroupView group="there" sites={there} isForChair={hasChair} />
    </section>
  )
}

/** One line, however many they are. */
function Missing({ sites, isForChair }: { sites: readonly RoomSite[]; isForChair: boolean }) {
  const say = useSay()
  if (sites.length === 0) return isForChair ? <p className="quiet">{say('roster.nobodyMissing')}</p> : null
  const named = sites.slice(0, NAMED_MAX).map(({ short }) => short)
  return (
    <details className="group" data-group="missing">
      <summary>
        <strong>{say(haveGone(sites) ? 'roster.gone' : 'roster.missing', { count: sites.length })}</strong>
        {named.length === sites.length && <span className="quiet"> · {named.join(', ')}</span>}
      </summary>
      <SiteList group="missing" sites={sites} isForChair={isForChair} />
    </details>
  )
}

interface Listed {
  readonly group: Group
  readonly sites: readonly RoomSite[]
  readonly isForChair: boolean
}

function GroupView({ group, sites, isForChair }: Listed & { group: 'speaks' | 'asks' | 'there' }) {
  const say = useSay()
  const isNamedEmpty = isForChair && group === 'asks'
  if (sites.length === 0 && !isNamedEmpty) return null
  return (
    <div className="group" data-group={group}>
      <h3>
        {say(`roster.${group}`)} <span className="count">{sites.length}</span>
      </h3>
      {sites.length === 0 ? (
        <p className="quiet">{say('roster.nobodyAsks')}</p>
      ) : (
        <SiteList group={group} sites={sites} isForChair={isForChair} />
      )}
    </div>
  )
}

function SiteList({ group, sites, isForChair }: Listed) {
  return (
    <ul className="plain">
      {sites.map(site => (
        <SiteRow key={site.site} site={site} group={group} isForChair={isForChair} />
      ))}
    </ul>
  )
}

function SiteRow({ site, group, isForChair }: { site: RoomSite; group: Group; isForChair: boolean }) {
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
      {isForChair && site.isSlow && (
        <span className="sign" data-look="warn">
          {say('roster.slow')}
        </span>
      )}
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
    void session.actInRoom('POST /api/v1/briefing-room/floor', { body: { do: deed, site: site.site } })
  const button = (deed: 'give' | 'revoke' | 'accept' | 'deny', look?: 'main') => (
    <button type="button" className={look} aria-describedby={describedBy} onClick={() => doIt(deed)}>
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
