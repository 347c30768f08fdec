/** The page by what it is at, within its frame: whose briefing, which site, which language. */
import { useEffect } from 'react'
import type { Problem } from '../../../web/problem.ts'
import { shownTime } from '../../../web/times.ts'
import { Captions } from './captions.tsx'
import { Check } from './check.tsx'
import { Controls } from './controls.tsx'
import { AllInstructions, OpenInstructions } from './instructions.tsx'
import { Notices } from './notices.tsx'
import type { Refusal } from './page.ts'
import { Agenda, Conclusions, Documents, MinutesView } from './papers.tsx'
import { OwnQuestions } from './questions.tsx'
import { FloorView, SitesView } from './roster-view.tsx'
import { usePage, useRoom, useSay, useSession } from './session-context.ts'
import { Slides } from './slides.tsx'
import { Speakers } from './speakers.tsx'
import { Sound } from './video.tsx'

export function View() {
  const { stage, room } = usePage()
  const say = useSay()
  const title = room === null ? say('title') : `${room.title} – ${say('title')}`
  useEffect(() => {
    document.title = `${title} – Loa`
  }, [title])
  return (
    <>
      <a className="skip" href="#main">
        {say('skip')}
      </a>
      <Bar />
      <Said />
      <main id="main" tabIndex={-1} data-stage={stage.is}>
        {stage.is === 'entering' && <Entering problem={stage.problem} />}
        {stage.is === 'refused' && <Refused why={stage.why} problem={stage.problem} />}
        {stage.is === 'check' && <Check test={stage.test} />}
        {stage.is === 'lobby' && <Lobby />}
        {stage.is === 'room' && <Meeting />}
        {stage.is === 'ended' && <Ended />}
      </main>
    </>
  )
}

/** As long as it takes to be read out. */
const SAID_MS = 10_000

/** Read out once, to whoever cannot see what changes. */
function Said() {
  const session = useSession()
  const { said } = usePage()
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => session.tell({ is: 'heard' }), SAID_MS)
    return () => clearTimeout(timer)
  }, [said, session])
  return (
    <p className="heard" aria-live="polite">
      {said}
    </p>
  )
}

function Bar() {
  const session = useSession()
  const { self, room, language } = usePage()
  const say = useSay()
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <header className="bar">
      <p className="bar-title">{room?.title ?? say('title')}</p>
      {self !== null && <p className="bar-site">{self.name}</p>}
      <button
        type="button"
        className="bar-language"
        lang={other}
        onClick={() => session.tell({ is: 'language', language: other })}
      >
        {say('language')}
      </button>
    </header>
  )
}

/** Afterwards: what was concluded, and what this site is to do about it. */
function Ended() {
  const { room } = useRoom()
  const say = useSay()
  return (
    <div className="column narrow">
      <h1 tabIndex={-1}>{say('ended.title')}</h1>
      <p className="lead">
        {room.title}. {say('ended.lead')}
      </p>
      <AllInstructions />
      <Conclusions />
      <MinutesView />
    </div>
  )
}

/* Before anybody is in: the link is being looked at, or there is no way in, with a sentence that says what to do. */

function Entering({ problem }: { problem: Problem | null }) {
  const say = useSay()
  return (
    <section className="sheet">
      <h1 tabIndex={-1}>{say('entering.title')}</h1>
      <p role="status">{say(problem === null ? 'entering.wait' : 'entering.again')}</p>
    </section>
  )
}

function Refused({ why, problem }: { why: Refusal; problem: Problem | null }) {
  const session = useSession()
  const { language } = usePage()
  const say = useSay()
  return (
    <section className="sheet" role="alert">
      <h1 tabIndex={-1}>{say(`refused.${why}`)}</h1>
      {problem !== null && why === 'link' && <p>{problem.sentence(language)}</p>}
      <p>{say(`refused.${why}.do`)}</p>
      {why === 'elsewhere' && (
        <button type="button" className="main" onClick={() => session.useHere()}>
          {say('refused.elsewhere.here')}
        </button>
      )}
    </section>
  )
}

/** Until it begins: who is there, what will be spoken of with what is still open at its head, and the documents. */
function Lobby() {
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

/** The briefing while it goes on: who speaks, what is shown, the roster, and what this site can do. */
function Meeting() {
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
