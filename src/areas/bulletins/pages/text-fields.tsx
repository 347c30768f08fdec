/** What is said on one channel, in each language that it speaks, with that channel's limits beside it as it is typed. */
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { languageName } from '../../../base/language-name.ts'
import { TEXT_MAX, TITLE_MAX } from '../../../directive/bulletin.ts'
import { previewOf } from '../../rounds/pages/preview.ts'
import { asTyped } from './as-typed.ts'
import classes from './bulletins.module.css'
import { SmsLimit } from './content-shown.tsx'
import {
  changed,
  followsPage,
  languagesOf,
  type Side,
  type TextChannel,
  withoutText,
  withPageText,
  withText,
} from './draft.ts'
import { Follows } from './follows.tsx'
import { PUSH_MAX } from './from-page.ts'
import { SpokenFields } from './spoken-fields.tsx'
import { useWords } from './words.ts'
import { useFaultAt, useFieldNames, type Writing } from './writing.ts'

export interface OfChannel extends Writing {
  readonly side: Side
  readonly channel: TextChannel
}

export function Texts(given: OfChannel) {
  const { t, spoken } = useWords()
  const { draft, onChange, side, channel } = given
  const own = draft[side][channel].map(({ language }) => language)
  const missing = languagesOf(draft).filter(language => !own.includes(language))
  return (
    <Stack gap="lg">
      {own.map((language, at) => (
        <OneLanguage key={language} {...given} at={at} />
      ))}
      {channel !== 'page' && (
        <Group gap="sm">
          {own.some((_, at) => followsPage(draft, side, channel, at) === 'other') && (
            <Button variant="default" size="sm" onClick={() => onChange(withPageText(draft, side, channel))}>
              {t('field.asPage')}
            </Button>
          )}
          {side === 'renditions' &&
            missing.map(language => (
              <Button
                key={language}
                variant="default"
                size="sm"
                onClick={() => onChange(withText(draft, channel, language))}
              >
                {t('field.addLanguage', { name: languageName(language, spoken) })}
              </Button>
            ))}
          {side === 'renditions' &&
            own.length > 1 &&
            own.map(language => (
              <Button
                key={language}
                variant="default"
                size="sm"
                onClick={() => onChange(withoutText(draft, channel, language))}
              >
                {t('languages.remove', { name: languageName(language, spoken) })}
              </Button>
            ))}
        </Group>
      )}
    </Stack>
  )
}

interface OfText extends OfChannel {
  readonly at: number
}

/** Those that a text of a channel may have. */
interface Fields {
  readonly language: string
  readonly title?: string
  readonly subject?: string
  readonly text?: string
}

/** The fields of one channel in one language: those that it has. */
function OneLanguage(given: OfText) {
  const { draft, side, channel, at } = given
  const { language, ...entry }: Fields = draft[side][channel][at]
  return (
    <Stack gap="sm">
      {entry.title !== undefined && <Heading {...given} field="title" value={entry.title} />}
      {entry.subject !== undefined && <Heading {...given} field="subject" value={entry.subject} />}
      {entry.text !== undefined && <Body {...given} language={language} value={entry.text} />}
      {channel === 'loudspeakers' && <SpokenFields {...given} />}
      {channel !== 'page' && followsPage(draft, side, channel, at) === 'yes' && (
        <Follows says={side === 'correction' ? 'field.followsCorrection' : 'field.follows'} />
      )}
    </Stack>
  )
}

function Heading(given: OfText & { field: 'title' | 'subject'; value: string }) {
  const { t } = useWords()
  const named = useFieldNames(given)
  const faultAt = useFaultAt(given)
  const { draft, onChange, side, channel, at, field, value } = given
  const { language } = draft[side][channel][at]
  const id = `${side}-${channel}-${at}-${field}`
  return (
    <TextInput
      id={id}
      label={named(t(`field.${field}`), language)}
      error={faultAt(id)}
      maxLength={TITLE_MAX}
      autoComplete="off"
      {...asTyped(language)}
      value={value}
      onChange={event => onChange(changed(draft, side, channel, at, { [field]: event.currentTarget.value }))}
      inputContainer={shown => (
        <>
          {shown}
          <Letters used={value.length} max={TITLE_MAX} />
        </>
      )}
    />
  )
}

function Body(given: OfText & { language: string; value: string }) {
  const { t } = useWords()
  const named = useFieldNames(given)
  const faultAt = useFaultAt(given)
  const { draft, onChange, side, channel, at, language, value } = given
  const id = `${side}-${channel}-${at}-text`
  const max = channel === 'push' ? PUSH_MAX : TEXT_MAX
  const write = (text: string) => onChange(changed(draft, side, channel, at, { text }))
  return (
    <Textarea
      id={id}
      label={named(t('field.text'), language)}
      error={faultAt(id)}
      maxLength={max}
      autosize
      minRows={channel === 'push' || channel === 'sms' ? 2 : 4}
      {...asTyped(language)}
      value={value}
      onChange={event => write(event.currentTarget.value)}
      inputContainer={shown => (
        <>
          {shown}
          {channel === 'sms' ? (
            <SmsLimits text={value} onUnaccented={write} />
          ) : (
            <Letters used={value.length} max={max} />
          )}
        </>
      )}
    />
  )
}

/** So near to its end is told what is left. */
const NEAR = 0.8

function Letters({ used, max }: { used: number; max: number }) {
  const { t } = useWords()
  if (used < max * NEAR && max !== PUSH_MAX) return null
  return <p className={`${classes.limits} loa-quiet loa-figure`}>{t('limit.letters', { used, max })}</p>
}

/** In segments, and what they would be without accents. */
function SmsLimits(props: { text: string; onUnaccented: (text: string) => void }) {
  const { t } = useWords()
  const preview = previewOf(props.text)
  const plain = preview.is === 'split' ? preview.alternative : null
  return (
    <Group gap="sm" className={classes.limits}>
      <SmsLimit text={props.text} />
      {plain !== null && preview.is === 'split' && plain.segments < preview.split.segments && (
        <Button variant="default" size="sm" onClick={() => props.onUnaccented(plain.text)}>
          {t('limit.unaccented', { segments: plain.segments })}
        </Button>
      )}
    </Group>
  )
}
