/** Which channels a bulletin goes on besides the page, and what each of them needs. */
import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { languageName } from '../../../base/language-name.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { PLACEMENTS_MAX, placementKind, TEXT_MAX } from '../../../directive/bulletin.ts'
import { instantOf, localOf } from '../../../web/local-time.ts'
import { SomeOf } from '../../../web/parts/choices.tsx'
import { InstantField } from '../../../web/parts/day-fields.tsx'
import type { BulletinDraft } from '../model.ts'
import { readOut } from '../spoken-asks.ts'
import { asTyped } from './as-typed.ts'
import { BroadcastFields } from './broadcast-fields.tsx'
import {
  CHOSEN_CHANNELS,
  type ChosenChannel,
  hasChannel,
  languagesOf,
  leveled,
  withChannel,
  withoutChannel,
  withPlacement,
} from './draft.ts'
import { Mismatches } from './mismatches.tsx'
import { SoundField } from './sound-field.tsx'
import { Texts } from './text-fields.tsx'
import { useWords } from './words.ts'
import { useFaultAt, type Writing } from './writing.ts'

export function ChosenChannels({ draft, onChange }: Writing) {
  const { t } = useWords()
  return (
    <SomeOf
      label={t('channels.choose')}
      description={t('channels.none')}
      choices={CHOSEN_CHANNELS.map(channel => [channel, t(`channel.${channel}`)])}
      value={CHOSEN_CHANNELS.filter(channel => hasChannel(draft, channel))}
      onChange={to => {
        const without = CHOSEN_CHANNELS.filter(each => !to.includes(each)).reduce(withoutChannel, draft)
        const nowMs = Date.now()
        onChange(to.reduce((of, channel) => withChannel(of, channel, nowMs), without))
      }}
    />
  )
}

/** Nothing of a channel that was not chosen. */
export function ChannelFields({ channel, ...writing }: Writing & { channel: ChosenChannel }) {
  const { cap, ring, broadcast } = writing.draft.renditions
  if (channel === 'cap') return cap === null ? null : <CapFields {...writing} cap={cap} />
  if (channel === 'ring') return ring === null ? null : <RingFields {...writing} ring={ring} />
  if (channel === 'broadcast')
    return broadcast === undefined ? null : <BroadcastFields {...writing} broadcast={broadcast} />
  if (channel === 'placements') return <PlacementFields {...writing} />
  return <Texts {...writing} side="renditions" channel={channel} />
}

type Cap = NonNullable<BulletinDraft['renditions']['cap']>

export const CAP_TERMS = {
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
const RESPONSES = [
  'Prepare',
  'Avoid',
  'Monitor',
  'Execute',
  'Shelter',
  'Evacuate',
  'Assess',
  'AllClear',
  'None',
] as const satisfies readonly Cap['response'][number][]
const RESPONSES_MAX = 4

function CapFields({ draft, onChange, cap }: Writing & { cap: Cap }) {
  const { t } = useWords()
  const change = (part: Partial<Cap>) => onChange(leveled(draft, { cap: { ...cap, ...part } }))
  return (
    <Stack gap="sm">
      <Text className="loa-quiet">{t('cap.lead')}</Text>
      <Group align="flex-start" gap="md">
        {(['category', 'urgency', 'severity', 'certainty'] as const).map(name => (
          <NativeSelect
            key={name}
            label={t(`cap.${name}`)}
            data={CAP_TERMS[name].map(value => ({ value, label: t(`term.${value}`) }))}
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
      <SomeOf
        label={t('cap.response')}
        choices={RESPONSES.map(value => [value, t(`term.${value}`)])}
        value={cap.response}
        onChange={response => change({ response: response.slice(0, RESPONSES_MAX) })}
      />
      <Mismatches draft={draft} of="cap" />
    </Stack>
  )
}

type Ring = NonNullable<BulletinDraft['renditions']['ring']>

function RingFields({ draft, faults, onChange, ring }: Writing & { ring: Ring }) {
  const { t } = useWords()
  const faultAt = useFaultAt({ faults })
  const change = (part: Partial<Ring>) =>
    onChange({ ...draft, renditions: { ...draft.renditions, ring: { ...ring, ...part } } })
  const { language, title } = draft.renditions.page[0]
  return (
    <Stack gap="sm">
      <Text className="loa-quiet">{t('ring.lead')}</Text>
      <Group align="flex-start" gap="md">
        {(['from', 'until'] as const).map(name => (
          <InstantField
            key={name}
            id={`renditions-ring-${name}`}
            timeZone={TIME_ZONE}
            label={t(`ring.${name}`)}
            error={faultAt(`renditions-ring-${name}`)}
            value={ring[name] === null ? '' : localOf(ring[name], TIME_ZONE)}
            onChange={event => change({ [name]: instantOf(event.currentTarget.value, TIME_ZONE) })}
          />
        ))}
      </Group>
      <SoundField
        id="renditions-ring-sound"
        what={t('channel.ring')}
        error={faultAt('renditions-ring-sound')}
        sound={ring.sound}
        speak={{ spoken: readOut(title, language)?.spoken ?? '', language, purpose: draft.purpose }}
        onSound={sound => change({ sound })}
      />
    </Stack>
  )
}

type Placed = BulletinDraft['renditions']['placements']

function PlacementFields({ draft, faults, onChange }: Writing) {
  const { t, spoken } = useWords()
  const faultAt = useFaultAt({ faults })
  const { placements } = draft.renditions
  const put = (to: Placed) => onChange({ ...draft, renditions: { ...draft.renditions, placements: to } })
  const change = (at: number, part: Partial<Placed[number]>) =>
    put(placements.map((each, i) => (i === at ? { ...each, ...part } : each)))
  const numbered = (what: string, at: number) => t('placed.number', { what, n: at + 1 })
  return (
    <Stack gap="lg">
      <Text className="loa-quiet">{t('placed.lead')}</Text>
      {placements.map(({ kind, language, text }, at) => (
        <Stack key={at} gap="sm">
          <Group align="flex-end" gap="md">
            <NativeSelect
              label={numbered(t('placements.kind'), at)}
              data={placementKind.options.map(value => ({ value, label: t(`placement.${value}`) }))}
              value={kind}
              onChange={event => change(at, { kind: placementKind.parse(event.currentTarget.value) })}
            />
            <NativeSelect
              label={numbered(t('placed.language'), at)}
              data={languagesOf(draft).map(value => ({ value, label: languageName(value, spoken) }))}
              value={language}
              onChange={event => change(at, { language: event.currentTarget.value })}
            />
            <Button
              variant="default"
              size="sm"
              aria-label={numbered(t('placed.remove'), at)}
              onClick={() => put(placements.filter((_, i) => i !== at))}
            >
              {t('placed.remove')}
            </Button>
          </Group>
          <Textarea
            id={`renditions-placements-${at}-text`}
            label={numbered(t('field.text'), at)}
            error={faultAt(`renditions-placements-${at}-text`)}
            maxLength={TEXT_MAX}
            autosize
            minRows={2}
            {...asTyped(language)}
            value={text}
            onChange={event => change(at, { text: event.currentTarget.value })}
          />
        </Stack>
      ))}
      {placements.length < PLACEMENTS_MAX && (
        <Group>
          <Button variant="default" size="sm" onClick={() => put([...placements, withPlacement(draft)])}>
            {t('placed.add')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
