/** What is said, typed by a person, in the language that is listened to; the choice of it; and the box of whoever types. */
import { useState } from 'react'
import { rightsOf } from './rights.ts'
import { useRoom, useSay, useSession } from './session-context.ts'

/** The last ones: the others stand in the minutes. */
const SHOWN_MAX = 3
/** That captions are typed in where nobody interprets. */
const FLOOR_LANGUAGE = 'vi'
const LINE_MAX = 200

export function Captions() {
  const { self, room, page } = useRoom()
  const say = useSay()
  const language = page.listensTo ?? FLOOR_LANGUAGE
  const shown = room.captions.filter(one => one.language === language).slice(-SHOWN_MAX)
  const { typesCaptions } = rightsOf(self, room)
  const isBare = shown.length === 0 && room.languages.length === 0 && !typesCaptions
  return (
    <section className={isBare ? 'captions bare' : 'captions panel'} aria-labelledby="captions-title">
      <h2 id="captions-title" className="heard">
        {say('captions')}
      </h2>
      <div aria-live="polite" lang={language} className="caption-lines">
        {shown.map(({ at, text }) => (
          <p key={at}>{text}</p>
        ))}
      </div>
      {room.languages.length > 0 && <Listening />}
      {self.role === 'interpreter' && self.language !== null && (
        <p className="mark" data-look="busy">
          {say('listen.interprets', { language: languageName(self.language, page.language) })}
        </p>
      )}
      {typesCaptions && <CaptionBox language={self.language ?? FLOOR_LANGUAGE} />}
    </section>
  )
}

function Listening() {
  const session = useSession()
  const { room, page } = useRoom()
  const say = useSay()
  const listen = async (value: string) => {
    const language = value === '' ? null : value
    await session.act('POST /api/v1/briefing-room/language', { body: { language } })
    if (session.page().problem === null) session.tell({ is: 'listens', language })
  }
  return (
    <label>
      <span>{say('listen')}</span>
      <select value={page.listensTo ?? ''} onChange={event => void listen(event.target.value)}>
        <option value="">{say('listen.floor')}</option>
        {room.languages.map(language => (
          <option key={language} value={language}>
            {languageName(language, page.language)}
          </option>
        ))}
      </select>
    </label>
  )
}

function CaptionBox({ language }: { language: string }) {
  const session = useSession()
  const say = useSay()
  const [text, setText] = useState('')
  const send = async () => {
    const typed = text.trim()
    if (typed === '') return
    setText('')
    await session.act('POST /api/v1/briefing-room/captions', { body: { language, text: typed } })
    // What did not arrive is given back, unless something else is being typed.
    if (session.page().problem !== null) setText(now => (now === '' ? typed : now))
  }
  return (
    <form
      className="caption-box"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <label>
        <span>{say('captions.type')}</span>
        <input
          value={text}
          maxLength={LINE_MAX}
          lang={language}
          autoComplete="off"
          onChange={event => setText(event.target.value)}
        />
      </label>
      <button type="submit">{say('captions.send')}</button>
    </form>
  )
}

function languageName(language: string, spokenIn: string): string {
  return new Intl.DisplayNames([spokenIn], { type: 'language' }).of(language) ?? language
}
