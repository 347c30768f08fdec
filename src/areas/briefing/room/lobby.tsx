/** Until it begins: who is there, what will be spoken of with what is still open at its head, and the documents. */
import { shownTime } from '../../../web/times.ts'
import { Controls } from './controls.tsx'
import { OpenInstructions } from './instructions.tsx'
import { Notices } from './notices.tsx'
import { Agenda, Documents } from './papers.tsx'
import { FloorView, SitesView } from './roster-view.tsx'
import { useRoom, useSay } from './session-context.ts'
import { Sound } from './video.tsx'

export function Lobby() {
  const { room, page } = useRoom()
  const say = useSay()
  return (
    <>
      <h1 tabIndex={-1}>{say('lobby.title')}</h1>
      <p className="lead">
        {say('lobby.wait')} {say('lobby.starts', { at: shownTime(room.startsAt, 'minute', page.language) })}
      </p>
      <Notices />
      <div className="columns">
        <div className="column">
          <OpenInstructions />
          <Agenda isOpen />
          <Documents />
        </div>
        <div className="column">
          <FloorView />
          <SitesView />
        </div>
      </div>
      <Controls />
      <Sound />
    </>
  )
}
