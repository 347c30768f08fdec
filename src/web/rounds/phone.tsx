/**
 * Messages as a phone shows them: the sender's name, a bubble for each. Phones join the segments of a message; where
 * they are cut can be shown, because people ask.
 */
import { NativeSelect, Switch } from '@mantine/core'
import { Fragment, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoundContent } from '../../authority/model.ts'
import type { Split } from '../../text/split.ts'
import { useLanguage } from '../i18n.ts'
import { languageName } from './languages.ts'
import classes from './phone.module.css'
import { previewOf } from './preview.ts'

export function Phone({ content }: { readonly content: RoundContent }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const [isCut, setCut] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const caption = useId()
  const languages = [
    ...new Set(
      content.messages.flatMap(({ variants }) => variants.map(({ language }) => language)),
    ),
  ]
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
      <div className={classes.phone}>
        <div className={classes.sender}>{content.source.trim() || t('phone.noSender')}</div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled by keyboard too */}
        <section className={classes.screen} tabIndex={0} aria-labelledby={caption}>
          {bubbles.length === 0 && <p className={classes.nothing}>{t('phone.nothing')}</p>}
          {bubbles.map(({ language, split }, i) => (
            <p key={i} className={classes.bubble} lang={language}>
              {isCut ? <Cut split={split} /> : split.text}
            </p>
          ))}
        </section>
      </div>
      {languages.length > 1 && (
        <NativeSelect
          label={t('phone.language')}
          value={language}
          data={languages.map(value => ({ value, label: languageName(value, spoken) }))}
          onChange={event => setChosen(event.currentTarget.value)}
        />
      )}
      <Switch
        checked={isCut}
        onChange={event => setCut(event.currentTarget.checked)}
        label={t('phone.cut')}
      />
    </figure>
  )
}

function Cut({ split }: { split: Split }) {
  const { t } = useTranslation('rounds')
  return split.pieces.map((piece, i) => (
    <Fragment key={i}>
      {i > 0 && <br />}
      <span className={classes.cut}>{t('phone.segment', { n: i + 1, all: split.segments })}</span>
      {piece}
    </Fragment>
  ))
}
