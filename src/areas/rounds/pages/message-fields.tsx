/** One message of a round: its texts by language, each with what it takes. */

import { Button, Fieldset, Group, NativeSelect, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { languageName } from '../../../base/language-name.ts'
import { VARIANTS_MAX } from '../../../directive/documents.ts'
import { grouped } from '../../../web/numbers.ts'
import { addVariant, removeVariant, withLanguage, withText } from './content.ts'
import { fieldAt, type Writing } from './fault-fields.ts'
import { LANGUAGES } from './languages.ts'
import { MarkedText } from './marked-text.tsx'
import { useWords } from './message-words.ts'
import { type Preview, previewOf } from './preview.ts'
import { type RefusedNumber, withNumber } from './refused-number.ts'
import classes from './split-figures.module.css'

export function MessageFields(
  props: Writing & {
    readonly message: number
    readonly refused: RefusedNumber | null
    readonly onRemove: (() => void) | null
    /** Before its texts. */
    readonly above?: ReactNode
  },
) {
  const { t, spoken } = useWords()
  const { content, message, refused } = props
  const { variants } = content.messages[message]
  const unused = LANGUAGES.filter(one => !variants.some(({ language }) => language === one))
  const name = t('message.title', { n: message + 1, all: content.messages.length })
  return (
    <Fieldset legend={content.messages.length > 1 ? name : t('message.only')}>
      <Stack gap="xl">
        {props.above}
        {variants.map(({ language, text }, variant) => {
          const path = `messages.${message}.variants.${variant}`
          const place = { message, variant }
          const preview = previewOf(text)
          const title = languageName(language, spoken)
          return (
            <div key={variant}>
              {variants.length > 1 && (
                <Group justify="space-between" align="flex-end" mb="xs">
                  <NativeSelect
                    {...fieldAt(props.faults, `${path}.language`)}
                    label={variant === 0 ? t('message.languageFirst') : t('message.language')}
                    value={language}
                    data={[...new Set([language, ...LANGUAGES])].map(value => ({
                      value,
                      label: languageName(value, spoken),
                    }))}
                    onChange={event => props.onChange(withLanguage(content, place, event.currentTarget.value))}
                  />
                  {variant > 0 && (
                    <Button variant="default" onClick={() => props.onChange(removeVariant(content, place))}>
                      {t('message.removeVariant', { language: title })}
                    </Button>
                  )}
                </Group>
              )}
              <MarkedText
                {...fieldAt(props.faults, `${path}.text`)}
                label={variants.length > 1 ? t('message.textIn', { language: title }) : t('message.text')}
                language={language}
                text={text}
                marks={withNumber(
                  preview.is === 'split' ? preview.marks : [],
                  text,
                  refused?.message === message && refused.variant === variant ? refused.written : null,
                )}
                onChange={changed => props.onChange(withText(content, place, changed))}
              />
              <SplitFigures preview={preview} />
            </div>
          )
        })}
        <Group>
          {variants.length < VARIANTS_MAX && unused.length > 0 && (
            <Button variant="default" onClick={() => props.onChange(addVariant(content, message, unused[0]))}>
              {t('message.addVariant')}
            </Button>
          )}
          {props.onRemove !== null && (
            <Button variant="default" onClick={props.onRemove}>
              {t('message.remove', { n: message + 1 })}
            </Button>
          )}
        </Group>
      </Stack>
    </Fieldset>
  )
}

/** Under a text: how it is encoded, how many ordinary SMS it takes, how many letters still fit. */
function SplitFigures({ preview }: { preview: Preview }) {
  const { t, spoken } = useWords()
  if (preview.is === 'refused') return <p className={classes.refused}>{preview.failure.sentence(spoken)}</p>
  const split = preview.is === 'split' ? preview.split : null
  const isNormalised = split?.remarks.some(({ is }) => is === 'normalised') ?? false
  const letters = t('split.letters')
  const figures = [
    [t('split.encoding'), split === null ? '–' : t(`split.${split.encoding}`)],
    [t('split.segments'), `${grouped(split?.segments ?? 0, spoken)} ${t('split.segmentsUnit')}`],
    [t('split.left'), split === null ? '–' : `${split.unitsLeft} ${letters}`],
    [t('split.length'), `${grouped(split?.units ?? 0, spoken)} ${letters}`],
  ] as const
  return (
    <>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isNormalised && <p className="loa-quiet">{t('split.normalised')}</p>}
    </>
  )
}
