/** What a cell broadcast needs: how loud it is, how often and until when, what it says on its pages, and where. */
import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { languageName } from '../../../base/language-name.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { AIR_MINUTES } from '../../../directive/broadcast-level.ts'
import { BROADCAST_LANGUAGES_MAX, BROADCAST_TEXT_MAX, warningLevel } from '../../../directive/bulletin.ts'
import { instantOf, localOf } from '../../../web/local-time.ts'
import { InstantField } from '../../../web/parts/day-fields.tsx'
import { asTyped } from './as-typed.ts'
import { IdentifierSaid, PagesShown, usePeriod } from './broadcast-shown.tsx'
import {
  aired,
  airedAnew,
  type Broadcast,
  isLevelFollowing,
  isOfTitle,
  languagesOf,
  type Side,
  withAired,
  withLevel,
  withoutAired,
  withPageTitles,
  withUsualLevel,
} from './draft.ts'
import { Follows } from './follows.tsx'
import { Mismatches } from './mismatches.tsx'
import { polygonsOf, textOf } from './polygon-text.ts'
import { useWords } from './words.ts'
import { useFaultAt, useFieldNames, type Writing } from './writing.ts'

const ID = 'renditions-broadcast'
const PERIODS = [10, 30, 60, 120, 300, 600, 1800, 3600] as const
const LEVELS = ['severity', 'urgency', 'certainty'] as const

export function BroadcastFields(writing: Writing & { broadcast: Broadcast }) {
  const { t, spoken } = useWords()
  const { draft, faults, onChange, broadcast } = writing
  const faultAt = useFaultAt({ faults })
  const period = usePeriod()
  const { level, periodSeconds, until, isEmergency, texts } = broadcast
  const change = (part: Partial<Broadcast>) =>
    onChange({ ...draft, renditions: { ...draft.renditions, broadcast: { ...broadcast, ...part } } })
  const own = texts.map(({ language }) => language)
  const missing =
    own.length < BROADCAST_LANGUAGES_MAX ? languagesOf(draft).filter(language => !own.includes(language)) : []
  const periods = [...new Set<number>([...PERIODS, periodSeconds])].toSorted((a, b) => a - b)
  return (
    <Stack gap="md">
      <Text className="loa-quiet">{t('broadcast.lead')}</Text>
      <LevelFollows draft={draft} broadcast={broadcast} onChange={onChange} />
      <Group align="flex-start" gap="md">
        {(level.severity === 'advisory' ? (['severity'] as const) : LEVELS).map(name => (
          <NativeSelect
            key={name}
            label={t(`broadcast.${name}`)}
            data={warningLevel.shape[name].options.map(value => ({ value, label: t(`level.${value}`) }))}
            value={level[name]}
            onChange={event =>
              onChange(withLevel(draft, warningLevel.parse({ ...level, [name]: event.currentTarget.value })))
            }
          />
        ))}
        <NativeSelect
          id={`${ID}-periodSeconds`}
          label={t('broadcast.period')}
          error={faultAt(`${ID}-periodSeconds`)}
          data={periods.map(seconds => ({ value: String(seconds), label: period(seconds) }))}
          value={String(periodSeconds)}
          onChange={event => change({ periodSeconds: Number(event.currentTarget.value) })}
        />
        <InstantField
          id={`${ID}-until`}
          timeZone={TIME_ZONE}
          label={t('broadcast.until')}
          error={faultAt(`${ID}-until`)}
          value={until === null ? '' : localOf(until, TIME_ZONE)}
          onChange={event => change({ until: instantOf(event.currentTarget.value, TIME_ZONE) })}
        />
      </Group>
      <Group>
        <Button variant="default" size="sm" onClick={() => onChange(airedAnew(draft, Date.now()))}>
          {t('broadcast.anHour', { minutes: AIR_MINUTES })}
        </Button>
      </Group>
      <Checkbox
        label={t('broadcast.emergency')}
        checked={isEmergency}
        onChange={event => change({ isEmergency: event.currentTarget.checked })}
      />
      <AiredTexts {...writing} side="renditions" texts={texts} />
      {(missing.length > 0 || own.length > 1) && (
        <Group gap="sm">
          {missing.map(language => (
            <Button key={language} variant="default" size="sm" onClick={() => onChange(withAired(draft, language))}>
              {t('field.addLanguage', { name: languageName(language, spoken) })}
            </Button>
          ))}
          {own.length > 1 &&
            own.map(language => (
              <Button
                key={language}
                variant="default"
                size="sm"
                onClick={() => onChange(withoutAired(draft, language))}
              >
                {t('languages.remove', { name: languageName(language, spoken) })}
              </Button>
            ))}
        </Group>
      )}
      <Area polygons={broadcast.polygons} faults={faults} onPolygons={polygons => change({ polygons })} />
    </Stack>
  )
}

/** Its class is what level and CAP call for, and goes with them; or somebody has chosen another, and may go back. */
function LevelFollows(given: Pick<Writing, 'draft' | 'onChange'> & { broadcast: Broadcast }) {
  const { t } = useWords()
  const { draft, onChange, broadcast } = given
  const of = { priority: draft.priority, cap: draft.renditions.cap }
  if (isLevelFollowing(broadcast, of)) return <Text className="loa-quiet">{t('broadcast.follows')}</Text>
  return (
    <>
      <Mismatches draft={draft} of="broadcast" />
      <Group gap="sm">
        <Button variant="default" size="sm" onClick={() => onChange(withUsualLevel(draft))}>
          {t('broadcast.asLevel')}
        </Button>
      </Group>
    </>
  )
}

/** Of the message, or of the correction, in each language, with its pages as it is typed. */
export function AiredTexts(given: Writing & { side: Side; texts: Broadcast['texts'] }) {
  const { t } = useWords()
  const named = useFieldNames(given)
  const faultAt = useFaultAt(given)
  const { draft, onChange, side, texts } = given
  return (
    <Stack gap="lg">
      {texts.map(({ language, text }, at) => {
        const id = side === 'renditions' ? `${ID}-texts-${at}-text` : `${side}-broadcast-${at}-text`
        return (
          <Textarea
            key={language}
            id={id}
            label={named(t('field.text'), language)}
            error={faultAt(id)}
            maxLength={BROADCAST_TEXT_MAX}
            autosize
            minRows={2}
            {...asTyped(language)}
            value={text}
            onChange={event => onChange(aired(draft, side, at, event.currentTarget.value))}
            inputContainer={shown => (
              <>
                {shown}
                {isOfTitle(draft, side, language, text) && <Follows says="field.followsTitle" />}
                <IdentifierSaid draft={draft} side={side} at={at} />
                <PagesShown language={language} text={text} />
              </>
            )}
          />
        )
      })}
      {texts.some(({ language, text }) => !isOfTitle(draft, side, language, text)) && (
        <Group gap="sm">
          <Button variant="default" size="sm" onClick={() => onChange(withPageTitles(draft, side))}>
            {t('field.asTitle')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** As it is typed; the draft has what could be read of it. */
function Area(
  props: Pick<Writing, 'faults'> & {
    polygons: Broadcast['polygons']
    onPolygons: (polygons: Broadcast['polygons']) => void
  },
) {
  const { t } = useWords()
  const faultAt = useFaultAt(props)
  const [typed, setTyped] = useState(() => textOf(props.polygons))
  return (
    <Textarea
      id={`${ID}-polygons`}
      label={t('broadcast.polygons')}
      description={t('broadcast.polygonsHint')}
      error={faultAt(`${ID}-polygons`)}
      autosize
      minRows={2}
      spellCheck={false}
      value={typed}
      onChange={event => {
        setTyped(event.currentTarget.value)
        props.onPolygons(polygonsOf(event.currentTarget.value))
      }}
    />
  )
}
