/** What goes wrong while somebody is in, each with what to do. */
import { siteOf } from './room-state.ts'
import { useRoom, useSay, useSession } from './session-context.ts'
import { playAll } from './video.tsx'

export function Notices() {
  const session = useSession()
  const { self, room, page } = useRoom()
  const say = useSay()
  const { stream, media, problem, microphone, needsClick, isSlow, stuck, language } = page
  const line = siteOf(room, self.site)?.line
  const isGoodLine = stream === 'live' && (line === 'A' || line === 'B')
  return (
    <>
      <div className="notices" aria-live="polite">
        {stream === 'silent' && (
          <Notice look="bad">{say(navigator.onLine ? 'stream.silent' : 'stream.offline')}</Notice>
        )}
        {!room.isMediaUp && <Notice look="warn">{say('media.down')}</Notice>}
        {room.isMediaUp && stream === 'live' && (media === 'joining' || media === 'again') && (
          <Notice look={stuck === null ? 'busy' : 'warn'}>
            {stuck === null ? say(`media.${media}`) : say(`stuck.${stuck.why}`, { ...stuck })}
          </Notice>
        )}
        {isSlow && <Notice look="warn">{say(isGoodLine ? 'computer.slow' : 'computer.slowOnly')}</Notice>}
        {microphone !== null && microphone !== 'works' && (
          <Notice look="warn">
            {say(`microphone.${microphone}`)}. {say(`microphone.${microphone}.do`)}
          </Notice>
        )}
        {problem !== null && (
          <Notice look="bad">
            {say('problem')}: {problem.sentence(language)}
          </Notice>
        )}
      </div>
      {needsClick && (
        <div className="notices" role="alert">
          <p className="notice" data-look="warn">
            {say('play.why')}{' '}
            <button
              type="button"
              onClick={() => {
                playAll()
                session.tell({ is: 'clicked' })
              }}
            >
              {say('play')}
            </button>
          </p>
        </div>
      )}
    </>
  )
}

function Notice({ look, children }: { look: 'bad' | 'warn' | 'busy'; children: React.ReactNode }) {
  return (
    <p className="notice mark" data-look={look}>
      {children}
    </p>
  )
}
