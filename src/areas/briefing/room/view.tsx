/** The page by what it is at, within its frame: whose briefing, which site, which language. */
import { useEffect } from 'react'
import { Check } from './check.tsx'
import { Entering, Refused } from './door.tsx'
import { Ended } from './ended.tsx'
import { Lobby } from './lobby.tsx'
import { Meeting } from './meeting.tsx'
import { usePage, useSay, useSession } from './session-context.ts'

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
