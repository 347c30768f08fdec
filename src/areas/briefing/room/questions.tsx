/**
 * Questions in writing: a site writes to the chair, beside the floor or instead of it, and sees what became of its own; whoever leads
 * the briefing or writes its minutes sees those that wait, in order, and the chair answers them.
 */
import { useState } from 'react'
import { shownTime } from '../../../web/times.ts'
import type { Question } from '../model.ts'
import { QUESTION_MAX } from '../pages/limits.ts'
import { chairRightsOver, rightsOf } from './rights.ts'
import { nameOf, siteOf } from './room-state.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

/** Beside who wants to speak: what the chair acts on. */
export function WaitingQuestions() {
  const { self, room, page } = useRoom()
  const say = useSay()
  const rights = rightsOf(self, room)
  const waiting = page.questions.filter(({ state }) => state === 'waiting')
  if (!rights.seesQuestions || waiting.length === 0) return null
  return (
    <div className="group" data-group="questions">
      <h3>
        {say('questions.waiting')} <span className="count">{waiting.length}</span>
      </h3>
      <ol className="plain">
        {waiting.map((question, at) => (
          <li key={question.id} className="site" data-question={question.id}>
            <span className="queue" aria-hidden="true">
              {at + 1}
            </span>
            <span className="site-name">{nameOf(room, question.site)}</span>
            <Asked question={question} />
            {rights.hasChair && <Answer question={question} />}
          </li>
        ))}
      </ol>
    </div>
  )
}

function Asked({ question: { id, at, text } }: { question: Question }) {
  const { page } = useRoom()
  return (
    <>
      <span className="quiet">{shownTime(at, 'clock', page.language)}</span>
      <p className="written question" id={`question-${id}`}>
        {text}
      </p>
    </>
  )
}

function Answer({ question: { id, site } }: { question: Question }) {
  const session = useSession()
  const { room } = useRoom()
  const say = useSay()
  const of = siteOf(room, site)
  const describedBy = `question-${id}`
  return (
    <span className="buttons">
      {of !== null && chairRightsOver(of, room).gives && (
        <button
          type="button"
          aria-describedby={describedBy}
          onClick={() =>
            void session.actInRoom('POST /api/v1/briefing-room/floor', { body: { do: 'give', site, questionId: id } })
          }
        >
          {say('give')}
        </button>
      )}
      <button
        type="button"
        aria-describedby={describedBy}
        onClick={() => void session.actOnQuestion({ do: 'answer', id })}
      >
        {say('questions.answer')}
      </button>
    </span>
  )
}

/** Of this site: its box, and what became of what it wrote. */
export function OwnQuestions() {
  const { self, room, page } = useRoom()
  const say = useSay()
  const { writes } = rightsOf(self, room)
  const own = page.questions.filter(({ site }) => site === self.site)
  if (!writes && own.length === 0) return null
  const waiting = own.filter(({ state }) => state === 'waiting').length
  return (
    <details className="panel" data-panel="questions">
      <summary>
        <h2>{say('questions.title')}</h2>
        {waiting > 0 && <span className="count">{say('questions.count', { count: waiting })}</span>}
      </summary>
      {writes && <QuestionBox />}
      {own.length > 0 && (
        <ol className="plain">
          {own.map(question => (
            <li key={question.id} className="site" data-question={question.id}>
              <span className="sign" data-look={question.state === 'answered' ? 'good' : undefined}>
                {say(`question.${question.state}`)}
              </span>
              <Asked question={question} />
              {question.state === 'waiting' && <Withdraw id={question.id} />}
            </li>
          ))}
        </ol>
      )}
    </details>
  )
}

function Withdraw({ id }: { id: string }) {
  const session = useSession()
  const say = useSay()
  return (
    <span className="buttons">
      <button
        type="button"
        aria-describedby={`question-${id}`}
        onClick={() => void session.actOnQuestion({ do: 'withdraw', id })}
      >
        {say('questions.withdraw')}
      </button>
    </span>
  )
}

function QuestionBox() {
  const session = useSession()
  const say = useSay()
  const [draft, setDraft] = useState(() => draftOf(''))
  const [isSending, setSending] = useState(false)
  const send = async () => {
    const text = draft.text.trim()
    if (text === '' || isSending) return
    setSending(true)
    const isKept = await session.actOnQuestion({ do: 'write', id: draft.id, text })
    setSending(false)
    // What was typed meanwhile is the next one.
    if (isKept) setDraft(now => (now.id === draft.id ? draftOf('') : now))
  }
  return (
    <form
      className="question-box"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <label>
        <span>{say('questions.write')}</span>
        <textarea
          rows={3}
          value={draft.text}
          maxLength={QUESTION_MAX}
          aria-describedby="question-how"
          onChange={event => setDraft(draftOf(event.target.value))}
        />
      </label>
      <p className="quiet" id="question-how">
        {say('questions.how')}
      </p>
      <button type="submit" disabled={isSending}>
        {say('questions.send')}
      </button>
    </form>
  )
}

/** As it stands, under one name: what is sent twice is written once. */
function draftOf(text: string) {
  return { id: crypto.randomUUID(), text }
}
