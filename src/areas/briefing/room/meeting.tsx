/** The briefing while it goes on: who speaks, what is shown, the roster, and what this site can do. */
import { Captions } from './captions.tsx'
import { Controls } from './controls.tsx'
import { Notices } from './notices.tsx'
import { Agenda, Documents, MinutesView } from './papers.tsx'
import { OwnQuestions } from './questions.tsx'
import { FloorView, SitesView } from './roster-view.tsx'
import { useRoom, useSay } from './session-context.ts'
import { Slides } from './slides.tsx'
import { Speakers } from './speakers.tsx'
import { Sound } from './video.tsx'

export function Meeting() {
  const { room } = useRoom()
  const say = useSay()
  return (
    <>
      <h1 className="heard" tabIndex={-1}>
        {room.title}
      </h1>
      <Notices />
      <div className="columns meeting" data-shown={room.slide !== null}>
        <Speakers />
        <div className="column">
          <Slides />
          <Captions />
        </div>
        <div className="column side">
          <FloorView />
          <OwnQuestions />
          <Agenda />
          <Documents />
          <MinutesView />
          <SitesView />
          <p className="quiet recording">{say(room.isRecorded ? 'recorded' : 'notRecorded')}</p>
        </div>
      </div>
      <Controls />
      <Sound />
    </>
  )
}
