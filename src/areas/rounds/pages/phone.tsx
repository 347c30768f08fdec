/**
 * Messages as a phone shows them: the sender's name, a bubble for each. Phones join the segments of a message; where
 * they are cut can be shown, because people ask. As long as a real one, or as long as what is to be read.
 */
import { NativeSelect, Switch } from '@mantine/core'
import { Fragment, useId, useState } from 'react'
import { languageName } from '../../../base/language-name.ts'
import type { Split } from '../../../text/split.ts'
import { marksIn, piecesByMark } from '../marks.ts'
import type { RoundContent } from '../model.ts'
import marked from './marked-text.module.css'
import { useWords } from './message-words.ts'
import classes from './phone.module.css'
import { previewOf } from './preview.ts'

export function Phone({
  content,
  isWhole = false,
  isMarked = false,
}: {
  readonly content: RoundContent
  /** Nothing has to be scrolled to be read. */
  readonly isWhole?: boolean
  /** Letters to look at are marked in place. */
  readonly isMarked?: boolean
}) {
  const { t, spoken } = useWords()
  const [isCut, setCut] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const caption = useId()
  const source = content.source.trim()
  const languages = [...new Set(content.messages.flatMap(({ variants }) => variants.map(({ language }) => language)))]
  const language = languages.find(one => one === chosen) ?? languages[0]
  const bubbles = content.messages.flatMap(({ variants }) => {
    const own = variants.find(variant => variant.language === language) ?? variants[0]
    const preview = previewOf(own.text)
    return preview.is === 'split' ? [{ language: own.language, split: preview.split }] : []
  })
  return (
    <figure className={classes.figure}>
      <figcaption id={caption} className={classes.caption}>
        {t('phone.caption')}
      </figcaption>
      <div className={classes.phone} data-whole={isWhole || undefined}>
        <div className={classes.status} aria-hidden="true">
          <span className={classes.island} />
          <Signal />
        </div>
        <div className={classes.sender}>
          <svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true" focusable="false">
            <circle cx="18" cy="18" r="18" className={classes.disc} />
            <circle cx="18" cy="14" r="6" className={classes.figureOf} />
            <path d="M7 30a11 9 0 0 1 22 0" className={classes.figureOf} />
          </svg>
          <span className={source === '' ? 'loa-quiet' : undefined}>
            {source === '' ? t('phone.noSender') : source}
          </span>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled by keyboard too */}
        <section className={classes.screen} tabIndex={0} aria-labelledby={caption}>
          {bubbles.length === 0 && <p className={classes.nothing}>{t('phone.nothing')}</p>}
          {bubbles.map(({ language, split }, i) => (
            <p key={i} className={classes.bubble} lang={language}>
              {isCut ? <Cut split={split} /> : isMarked ? <Marked split={split} /> : split.text}
            </p>
          ))}
        </section>
        <div className={classes.foot}>
          {/\p{L}/u.test(source) && <span>{t('phone.noReply')}</span>}
          <span className={classes.home} aria-hidden="true" />
        </div>
      </div>
      {languages.length > 1 && (
        <NativeSelect
          label={t('phone.language')}
          value={language}
          data={languages.map(value => ({ value, label: languageName(value, spoken) }))}
          onChange={event => setChosen(event.currentTarget.value)}
        />
      )}
      <Switch checked={isCut} onChange={event => setCut(event.currentTarget.checked)} label={t('phone.cut')} />
    </figure>
  )
}

/** What every phone has at its upper edge; no figure in it means anything. */
function Signal() {
  return (
    <svg viewBox="0 0 44 12" width="44" height="12" aria-hidden="true" fill="currentColor">
      <path d="M0 8h3v4H0zm4.5-3h3v7h-3zM9 2h3v10H9z" />
      <rect x="20.5" y="1.5" width="20" height="9" rx="2.5" fill="none" stroke="currentColor" />
      <rect x="22.5" y="3.5" width="13" height="5" rx="1" />
      <path d="M42 4.5h1.5v3H42z" />
    </svg>
  )
}

function Marked({ split }: { split: Split }) {
  return piecesByMark(split.text, marksIn(split.text, split)).map(({ text, mark }, i) =>
    mark === null ? (
      text
    ) : (
      <mark key={i} className={marked.mark} data-kind={mark.kind} title={mark.name}>
        {text}
      </mark>
    ),
  )
}

function Cut({ split }: { split: Split }) {
  const { t } = useWords()
  return split.pieces.map((piece, i) => (
    <Fragment key={i}>
      {i > 0 && <br />}
      <span className={classes.cut}>{t('phone.segment', { n: i + 1, all: split.segments })}</span>
      {piece}
    </Fragment>
  ))
}
