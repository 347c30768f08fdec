/** What this site was told to do: when, on what it rests, and its own word that it has read and done it. */
import { useState } from 'react'
import { shownTime } from '../../../web/times.ts'
import type { GivenInstruction } from '../model.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

/** Those that are open, where there are any. */
export function OpenInstructions() {
  const { self } = useRoom()
  const say = useSay()
  const open = self.instructions.filter(isOpen)
  if (open.length === 0) return null
  return (
    <section className="panel" aria-labelledby="open-title">
      <h2 id="open-title">{say('instructions.open')}</h2>
      <List instructions={open} />
    </section>
  )
}

export function AllInstructions() {
  const { self } = useRoom()
  const say = useSay()
  return (
    <section className="panel" aria-labelledby="instructions-title">
      <h2 id="instructions-title">{say('instructions')}</h2>
      {self.instructions.length === 0 ? (
        <p className="quiet">{say('instructions.none')}</p>
      ) : (
        <List instructions={self.instructions} />
      )}
    </section>
  )
}

function isOpen({ state }: GivenInstruction): boolean {
  return state === 'issued' || state === 'acknowledged'
}

function List({ instructions }: { instructions: readonly GivenInstruction[] }) {
  return (
    <ul className="plain instructions">
      {instructions.map(one => (
        <li key={one.id}>
          <Instruction instruction={one} />
        </li>
      ))}
    </ul>
  )
}

const LOOKS = { issued: 'warn', acknowledged: 'busy', done: 'good' } as const

function Instruction({ instruction }: { instruction: GivenInstruction }) {
  const { page } = useRoom()
  const say = useSay()
  const { text, due, basis, state, isOverdue, acknowledged, done, briefingTitle } = instruction
  const isKnown = state === 'issued' || state === 'acknowledged' || state === 'done'
  const answered = ({ by, at }: { by: string; at: string }) =>
    say('instruction.answered', { by, at: shownTime(at, 'minute', page.language) })
  return (
    <article className="instruction" data-overdue={isOverdue}>
      <p className="written">
        <strong>{text}</strong>
      </p>
      <p className="quiet">
        {say('instruction.due', { due: shownTime(`${due}T12:00:00Z`, 'day', page.language) })}
        {' · '}
        {say('instruction.from', { title: briefingTitle })}
        {basis !== null && ` · ${say('instruction.basis', { basis })}`}
      </p>
      <p>
        <span className="mark" data-look={isKnown ? LOOKS[state] : 'warn'}>
          {say(isKnown ? `instruction.${state}` : 'instruction.withdrawn')}
        </span>{' '}
        {isOverdue && (
          <span className="mark" data-look="bad">
            {say('instruction.overdue')}
          </span>
        )}
      </p>
      {acknowledged !== null && (
        <p className="quiet">
          {say('instruction.acknowledged')}: {answered(acknowledged)}
        </p>
      )}
      {done !== null && (
        <p className="quiet">
          {say('instruction.done')}: {answered(done)}
        </p>
      )}
      {isOpen(instruction) && <Answering instruction={instruction} />}
    </article>
  )
}

function Answering({ instruction: { id, state } }: { instruction: GivenInstruction }) {
  const session = useSession()
  const { self, page } = useRoom()
  const say = useSay()
  const [by, setBy] = useState(self.responsible.name)
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const deed = state === 'issued' ? 'acknowledge' : 'done'
  const send = async () => {
    setMissing(by.trim() === '')
    if (by.trim() === '') return
    const body = { by: by.trim(), note: note.trim() }
    const after = await session.act(
      deed === 'acknowledge'
        ? 'POST /api/v1/briefing-room/instructions/{id}/acknowledge'
        : 'POST /api/v1/briefing-room/instructions/{id}/done',
      { params: { id }, body },
    )
    if (after === null) return
    setNote('')
    const { room } = session.page()
    const instructions = self.instructions.map(one => (one.id === id ? after : one))
    session.tell({ is: 'self', self: { ...self, instructions, room: room ?? self.room } })
  }
  return (
    <form
      className="answering"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
      noValidate
    >
      <label>
        <span>{say('instruction.by')}</span>
        <input
          value={by}
          onChange={event => setBy(event.target.value)}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? `${id}-fault` : undefined}
          autoComplete="name"
        />
      </label>
      {isMissing && (
        <p className="fault" id={`${id}-fault`} role="alert">
          {say('instruction.byMissing')}
        </p>
      )}
      <label>
        <span>{say('instruction.note')}</span>
        <textarea rows={2} value={note} onChange={event => setNote(event.target.value)} />
      </label>
      <button type="submit" className="main">
        {say(deed === 'acknowledge' ? 'instruction.acknowledge' : 'instruction.report')}
      </button>
      {page.problem !== null && (
        <p className="fault" role="alert">
          {page.problem.sentence(page.language)}
        </p>
      )}
    </form>
  )
}
