/** The page that everybody sees: its picture, its words for lines without pictures and for screen readers, and who turns it. */
import type { RoomSlide } from '../model.ts'
import { PagePicture, useHasPictures } from './page-picture.tsx'
import { rightsOf } from './rights.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

export function Slides() {
  const { self, room } = useRoom()
  const say = useSay()
  const { slide } = room
  const { shows } = rightsOf(self, room)
  if (slide === null && (!shows || room.documents.length === 0)) return null
  return (
    <section className="slides panel" aria-labelledby="slides-title">
      <h2 id="slides-title" className={slide === null ? '' : 'heard'}>
        {say('slides.title')}
      </h2>
      {slide !== null && <Slide slide={slide} />}
      {shows && <Turning slide={slide} />}
    </section>
  )
}

function Slide({ slide }: { slide: RoomSlide }) {
  const say = useSay()
  const hasPictures = useHasPictures()
  const { document, page, name, pages, text } = slide
  const title = say('slides.page', { name, page, pages })
  return (
    <>
      <PagePicture document={document} page={page} title={title} />
      <p className="slide-title">{title}</p>
      <details className="slide-text" open={!hasPictures}>
        <summary>{say('slides.text')}</summary>
        <p className="written">{text === '' ? say('slides.noText') : text}</p>
      </details>
    </>
  )
}

function Turning({ slide }: { slide: RoomSlide | null }) {
  const session = useSession()
  const { room } = useRoom()
  const say = useSay()
  const show = (shown: { document: string; page: number } | null) =>
    void session.actInRoom('POST /api/v1/briefing-room/slide', { body: { slide: shown } })
  const turn = (by: number) => slide !== null && show({ document: slide.document, page: slide.page + by })
  return (
    <div className="buttons">
      {slide !== null && slide.page > 1 && (
        <button type="button" onClick={() => turn(-1)}>
          {say('slides.previous')}
        </button>
      )}
      {slide !== null && slide.page < slide.pages && (
        <button type="button" className="main" onClick={() => turn(1)}>
          {say('slides.next')}
        </button>
      )}
      <label>
        <span>{say('slides.show')}</span>
        <select
          value={slide?.document ?? ''}
          onChange={event => {
            const document = event.target.value
            show(document === '' ? null : { document, page: 1 })
          }}
        >
          <option value="">{say('slides.hide')}</option>
          {room.documents.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
