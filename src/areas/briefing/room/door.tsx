/** Before anybody is in: the link is being looked at, or there is no way in, with a sentence that says what to do. */
import type { Problem } from '../../../web/problem.ts'
import type { Refusal } from './page.ts'
import { usePage, useSay, useSession } from './session-context.ts'

export function Entering({ problem }: { problem: Problem | null }) {
  const say = useSay()
  return (
    <section className="sheet">
      <h1 tabIndex={-1}>{say('entering.title')}</h1>
      <p role="status">{say(problem === null ? 'entering.wait' : 'entering.again')}</p>
    </section>
  )
}

export function Refused({ why, problem }: { why: Refusal; problem: Problem | null }) {
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
