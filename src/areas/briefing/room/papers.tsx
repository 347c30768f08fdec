/** What is read: the agenda, the documents, the minutes with their decisions. */
import { useState } from 'react'
import { PagePicture } from './page-picture.tsx'
import { itemNow, nameOf } from './room-state.ts'
import { useRoom, useSay } from './session-context.ts'

export function Agenda({ isOpen = false }: { isOpen?: boolean }) {
  const { room } = useRoom()
  const say = useSay()
  const now = itemNow(room)
  return (
    <details className="panel" open={isOpen}>
      <summary>
        <h2>{say('agenda')}</h2>
      </summary>
      {room.agenda.length === 0 ? (
        <p className="quiet">{say('agenda.none')}</p>
      ) : (
        <ol>
          {room.agenda.map(({ id, title, minutes, site }) => (
            <li key={id} aria-current={id === now?.item.id ? 'step' : undefined}>
              {title}
              <span className="quiet">
                {' '}
                · {say('agenda.minutes', { count: minutes })}
                {site === null ? '' : ` · ${nameOf(room, site)}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </details>
  )
}

/** Each reads them for itself, before they are shown and while they are. */
export function Documents() {
  const { room } = useRoom()
  const say = useSay()
  return (
    <details className="panel">
      <summary>
        <h2>{say('documents')}</h2>
      </summary>
      {room.documents.length === 0 ? (
        <p className="quiet">{say('documents.none')}</p>
      ) : (
        <ul className="plain">
          {room.documents.map(({ id, name, pages }) => (
            <li key={id}>
              <DocumentReader id={id} name={name} pages={pages} />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

function DocumentReader({ id, name, pages }: { id: string; name: string; pages: number }) {
  const say = useSay()
  /** Null: it is closed. */
  const [page, setPage] = useState<number | null>(null)
  return (
    <div className="document">
      <p>
        {name} <span className="quiet">· {say('documents.pages', { count: pages })}</span>{' '}
        <button
          type="button"
          aria-label={say(page === null ? 'documents.openOne' : 'documents.closeOne', { name })}
          onClick={() => setPage(page === null ? 1 : null)}
        >
          {say(page === null ? 'documents.open' : 'documents.close')}
        </button>
      </p>
      {page !== null && (
        <>
          <PagePicture document={id} page={page} title={say('slides.page', { name, page, pages })} />
          <p className="slide-title">{say('slides.page', { name, page, pages })}</p>
          <div className="buttons">
            {page > 1 && (
              <button type="button" onClick={() => setPage(page - 1)}>
                {say('slides.previous')}
              </button>
            )}
            {page < pages && (
              <button type="button" onClick={() => setPage(page + 1)}>
                {say('slides.next')}
              </button>
            )}
          </div>
        </>
      )}
    </div>
  )
}

export function MinutesView() {
  const { room } = useRoom()
  const say = useSay()
  return (
    <details className="panel">
      <summary>
        <h2>{say('minutes')}</h2>
      </summary>
      {room.minutes.length === 0 ? (
        <p className="quiet">{say('minutes.none')}</p>
      ) : (
        <ol className="minutes plain">
          {room.minutes.map(({ id, is, site, text }) => (
            <li key={id} data-is={is}>
              <span className="sign">{say(`minutes.${is}`)}</span> {nameOf(room, site)}
              <p className="written">{text}</p>
            </li>
          ))}
        </ol>
      )}
    </details>
  )
}

export function Conclusions() {
  const { room } = useRoom()
  const say = useSay()
  const decisions = room.minutes.filter(({ is }) => is === 'decision')
  return (
    <section className="panel" aria-labelledby="concluded-title">
      <h2 id="concluded-title">{say('concluded')}</h2>
      {decisions.length === 0 ? (
        <p className="quiet">{say('concluded.none')}</p>
      ) : (
        <ol>
          {decisions.map(({ id, text }) => (
            <li key={id} className="written">
              {text}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
