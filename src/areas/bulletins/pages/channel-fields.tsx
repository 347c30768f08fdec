/** What is said on each channel, in each language, with that channel's limits beside it as it is typed. */
import {
  Button,
  Fieldset,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { TEXT_MAX, TITLE_MAX } from '../../../directive/bulletin.ts'
import { spoken as readOut } from '../../../text/spoken.ts'
import { spokenSeconds } from '../../../text/spoken-seconds.ts'
import { instantOf, localOf } from '../../../web/local-time.ts'
import { SomeOf } from '../../../web/parts/choices.tsx'
import { LANGUAGES, languageName } from '../../rounds/pages/languages.ts'
import type { BulletinDraft } from '../model.ts'
import type { Writing } from './basic-fields.tsx'
import classes from './bulletins.module.css'
import { SmsLimit } from './content-shown.tsx'
import {
  CHOSEN_CHANNELS,
  changed,
  hasChannel,
  languagesOf,
  type Side,
  type TextChannel,
  withChannel,
  withLanguage,
  withoutChannel,
  withoutLanguage,
  withPageText,
} from './draft.ts'
import { TIME_ZONE } from './said.ts'
import { SoundField } from './sound-field.tsx'
import { useWords } from './words.ts'

const PUSH_MAX = 240

export function LanguageFields({ draft, onChange }: Writing) {
  const { t, spoken } = useWords()
  const [chosen, setChosen] = useState('')
  const used = languagesOf(draft)
  const free = LANGUAGES.filter(tag => !used.includes(tag))
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {used.map((tag, at) =>
          at === 0 ? (
            <Text key={tag} fw={600}>
              {languageName(tag, spoken)}
            </Text>
          ) : (
            <Button
              key={tag}
              variant="default"
              size="sm"
              onClick={() => onChange(withoutLanguage(draft, tag))}
            >
              {t('languages.remove', { name: languageName(tag, spoken) })}
            </Button>
          ),
        )}
      </Group>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={t('languages.add')}
          value={chosen}
          data={[
            { value: '', label: t('languages.choose') },
            ...free.map(value => ({ value, label: languageName(value, spoken) })),
          ]}
          onChange={event => {
            const tag = event.currentTarget.value
            setChosen('')
            if (tag !== '') onChange(withLanguage(draft, tag))
          }}
        />
      </Group>
    </Stack>
  )
}

export function ChannelFields({ draft, onChange }: Writing) {
  const { t } = useWords()
  const chosen = CHOSEN_CHANNELS.filter(channel => hasChannel(draft, channel))
  return (
    <>
      <Fieldset legend={t('channel.page')}>
        <Texts draft={draft} onChange={onChange} side="renditions" channel="page" />
      </Fieldset>
      <Fieldset legend={t('channels.title')}>
        <SomeOf
          label={t('channels.choose')}
          description={t('channels.none')}
          choices={CHOSEN_CHANNELS.map(channel => [channel, t(`channel.${channel}`)])}
          value={chosen}
          onChange={to => {
            const without = CHOSEN_CHANNELS.filter(each => !to.includes(each)).reduce(
              withoutChannel,
              draft,
            )
            onChange(to.reduce(withChannel, without))
          }}
        />
      </Fieldset>
      {(['sms', 'loudspeakers', 'mail', 'push'] as const).map(
        channel =>
          hasChannel(draft, channel) && (
            <Fieldset key={channel} legend={t(`channel.${channel}`)}>
              <Texts draft={draft} onChange={onChange} side="renditions" channel={channel} />
            </Fieldset>
          ),
      )}
      {draft.renditions.cap !== null && (
        <Fieldset legend={t('channel.cap')}>
          <CapFields draft={draft} onChange={onChange} cap={draft.renditions.cap} />
        </Fieldset>
      )}
      {draft.renditions.ring !== null && (
        <Fieldset legend={t('channel.ring')}>
          <RingFields draft={draft} onChange={onChange} ring={draft.renditions.ring} />
        </Fieldset>
      )}
    </>
  )
}

export function CorrectionFields({ draft, onChange }: Writing) {
  const { t } = useWords()
  const channels = (['page', 'sms', 'loudspeakers', 'mail', 'push'] as const).filter(
    channel => draft.correction[channel].length > 0,
  )
  return (
    <Fieldset legend={t('correction.title')}>
      <Stack gap="lg">
        <Text className="loa-quiet">{t('correction.lead')}</Text>
        {channels.map(channel => (
          <Fieldset key={channel} legend={t(`channel.${channel}`)}>
            <Texts draft={draft} onChange={onChange} side="correction" channel={channel} />
          </Fieldset>
        ))}
      </Stack>
    </Fieldset>
  )
}

interface OfChannel extends Writing {
  readonly side: Side
  readonly channel: TextChannel
}

function Texts(given: OfChannel) {
  const { t } = useWords()
  const { draft, onChange, side, channel } = given
  return (
    <Stack gap="lg">
      {draft[side][channel].map((_, at) => (
        <OneLanguage key={at} {...given} at={at} />
      ))}
      {channel !== 'page' && (
        <Group>
          <Button
            variant="default"
            size="sm"
            onClick={() => onChange(withPageText(draft, side, channel))}
          >
            {t('field.asPage')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** The fields of one channel in one language: those that it has. */
function OneLanguage({ draft, onChange, side, channel, at }: OfChannel & { at: number }) {
  const { t, spoken: shown } = useWords()
  const entry: {
    readonly language: string
    readonly title?: string
    readonly subject?: string
    readonly text?: string
    readonly spoken?: string
  } = draft[side][channel][at]
  const { language } = entry
  const id = `${side}-${channel}-${at}`
  const named = (what: string) =>
    languagesOf(draft).length > 1
      ? t('field.in', { what, language: languageName(language, shown) })
      : what
  const change = (part: object) => onChange(changed(draft, side, channel, at, part))
  const heading = channel === 'mail' ? 'subject' : 'title'
  return (
    <Stack gap="sm">
      {entry[heading] !== undefined && (
        <TextInput
          id={`${id}-${heading}`}
          label={named(t(`field.${heading}`))}
          maxLength={TITLE_MAX}
          autoComplete="off"
          lang={language}
          value={entry[heading]}
          onChange={event => change({ [heading]: event.currentTarget.value })}
        />
      )}
      {entry.text !== undefined && (
        <Textarea
          id={`${id}-text`}
          label={named(t('field.text'))}
          maxLength={channel === 'push' ? PUSH_MAX : TEXT_MAX}
          autosize
          minRows={channel === 'push' ? 2 : 4}
          lang={language}
          value={entry.text}
          onChange={event => change({ text: event.currentTarget.value })}
          inputContainer={field => (
            <>
              {field}
              <p className={classes.limits}>
                {channel === 'sms' && <SmsLimit text={entry.text ?? ''} />}
                {channel === 'push' && (
                  <span className="loa-quiet loa-figure">
                    {t('limit.letters', { used: entry.text?.length ?? 0, max: PUSH_MAX })}
                  </span>
                )}
              </p>
            </>
          )}
        />
      )}
      {channel === 'loudspeakers' && (
        <Spoken
          draft={draft}
          onChange={onChange}
          side={side}
          at={at}
          label={named(t('field.spoken'))}
        />
      )}
    </Stack>
  )
}

function Spoken(given: Writing & { side: Side; at: number; label: string }) {
  const { t } = useWords()
  const { draft, onChange, side, at, label } = given
  const { language, spoken, sound, perWindow } = draft[side].loudspeakers[at]
  const change = (part: Partial<BulletinDraft['correction']['loudspeakers'][number]>) =>
    onChange(changed(draft, side, 'loudspeakers', at, part))
  const asks = language === 'vi' && spoken.trim() !== '' ? readOut(spoken).asks : []
  return (
    <Stack gap="sm">
      <Textarea
        id={`${side}-loudspeakers-${at}-spoken`}
        label={label}
        description={t('field.spokenHint')}
        maxLength={TEXT_MAX}
        autosize
        minRows={4}
        lang={language}
        value={spoken}
        // Another text is another sound.
        onChange={event => change({ spoken: event.currentTarget.value, sound: null })}
        inputContainer={field => (
          <>
            {field}
            <p className={`${classes.limits} loa-quiet loa-figure`}>
              {t('limit.spoken', { seconds: Math.round(spokenSeconds(spoken)) })}
            </p>
            {asks.length > 0 && (
              <p className={classes.fault}>
                {t('field.asks', { words: asks.map(({ word }) => word).join(', ') })}
              </p>
            )}
          </>
        )}
      />
      {language === 'vi' && (
        <Group>
          <Button
            variant="default"
            size="sm"
            disabled={spoken.trim() === ''}
            onClick={() => change({ spoken: readOut(spoken).spoken, sound: null })}
          >
            {t('field.asSpoken')}
          </Button>
        </Group>
      )}
      <NumberInput
        label={t('field.perWindow')}
        min={1}
        max={10}
        maw="12rem"
        allowDecimal={false}
        value={perWindow}
        onChange={value => typeof value === 'number' && change({ perWindow: value })}
      />
      <SoundField
        what={t('channel.loudspeakers')}
        sound={sound}
        speak={{ spoken, language, purpose: draft.purpose }}
        onSound={made => change({ sound: made })}
      />
    </Stack>
  )
}

type Cap = NonNullable<BulletinDraft['renditions']['cap']>

const CAP_WORDS = {
  category: [
    'Health',
    'Safety',
    'Rescue',
    'Env',
    'Met',
    'Geo',
    'Fire',
    'Infra',
    'Transport',
    'Security',
    'CBRNE',
    'Other',
  ],
  urgency: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'],
  severity: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'],
  certainty: ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
} as const satisfies {
  readonly [Name in 'category' | 'urgency' | 'severity' | 'certainty']: readonly Cap[Name][]
}

function CapFields({ draft, onChange, cap }: Writing & { cap: Cap }) {
  const { t } = useWords()
  const change = (part: Partial<Cap>) =>
    onChange({ ...draft, renditions: { ...draft.renditions, cap: { ...cap, ...part } } })
  return (
    <Stack gap="sm">
      <Text className="loa-quiet">{t('cap.lead')}</Text>
      <Group align="flex-start" gap="md">
        {(['category', 'urgency', 'severity', 'certainty'] as const).map(name => (
          <NativeSelect
            key={name}
            label={t(`cap.${name}`)}
            data={[...CAP_WORDS[name]]}
            value={cap[name]}
            onChange={event => change({ [name]: event.currentTarget.value })}
          />
        ))}
        <TextInput
          label={t('cap.event')}
          description={t('cap.eventHint')}
          maxLength={7}
          value={cap.eventCode ?? ''}
          onChange={event => {
            const code = event.currentTarget.value.trim()
            change({ eventCode: code === '' ? null : code })
          }}
        />
      </Group>
    </Stack>
  )
}

type Ring = NonNullable<BulletinDraft['renditions']['ring']>

function RingFields({ draft, onChange, ring }: Writing & { ring: Ring }) {
  const { t } = useWords()
  const change = (part: Partial<Ring>) =>
    onChange({ ...draft, renditions: { ...draft.renditions, ring: { ...ring, ...part } } })
  const text = draft.renditions.page[0]
  return (
    <Stack gap="sm">
      <Text className="loa-quiet">{t('ring.lead')}</Text>
      <Group align="flex-start" gap="md">
        {(['from', 'until'] as const).map(name => (
          <TextInput
            key={name}
            type="datetime-local"
            label={t(`basics.${name}`)}
            value={ring[name] === null ? '' : localOf(ring[name], TIME_ZONE)}
            onChange={event => change({ [name]: instantOf(event.currentTarget.value, TIME_ZONE) })}
          />
        ))}
      </Group>
      <SoundField
        what={t('channel.ring')}
        sound={ring.sound}
        speak={
          text?.language === 'vi' && text.title.trim() !== ''
            ? {
                spoken: readOut(text.title).spoken,
                language: 'vi',
                purpose: draft.purpose,
              }
            : null
        }
        onSound={sound => change({ sound })}
      />
    </Stack>
  )
}
