/** Afterwards: what was concluded, and what this site is to do about it. */
import { AllInstructions } from './instructions.tsx'
import { Conclusions, MinutesView } from './papers.tsx'
import { useRoom, useSay } from './session-context.ts'

export function Ended() {
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
