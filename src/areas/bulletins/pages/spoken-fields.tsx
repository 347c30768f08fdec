/** What loudspeakers say in one language: as it is spoken, what nobody knows how to speak, how often, and its sound. */
import { Button, Group, NumberInput, Stack, Textarea } from '@mantine/core'
import { TEXT_MAX } from '../../../directive/bulletin.ts'
import { spokenSeconds } from '../../../text/spoken-seconds.ts'
import type { BulletinDraft } from '../model.ts'
import { readOut } from '../spoken-asks.ts'
import { asTyped } from './as-typed.ts'
import classes from './bulletins.module.css'
import { changed, type Side } from './draft.ts'
import { SoundField } from './sound-field.tsx'
import { useWords } from './words.ts'
import { useFaultAt, useFieldNames, type Writing } from './writing.ts'

/** Of one window, and between two plays of it. */
const PLAYS_MAX = 10
const GAP_SECONDS_MAX = 600

export function SpokenFields(given: Writing & { side: Side; at: number }) {
  const { t } = useWords()
  const named = useFieldNames(given)
  const faultAt = useFaultAt(given)
  const { draft, onChange, side, at } = given
  const { language, spoken, sound, perWindow, gapSeconds } = draft[side].loudspeakers[at]
  const change = (part: Partial<BulletinDraft['correction']['loudspeakers'][number]>) =>
    onChange(changed(draft, side, 'loudspeakers', at, part))
  const id = `${side}-loudspeakers-${at}`
  const read = spoken.trim() === '' ? null : readOut(spoken, language)
  const isOther = read !== null && read.spoken !== spoken
  return (
    <Stack gap="sm">
      <Textarea
        id={`${id}-spoken`}
        label={named(t('field.spoken'), language)}
        description={t('field.spokenHint')}
        error={faultAt(`${id}-spoken`)}
        maxLength={TEXT_MAX}
        autosize
        minRows={4}
        {...asTyped(language)}
        value={spoken}
        // Another text is another sound.
        onChange={event => change({ spoken: event.currentTarget.value, sound: null })}
        inputContainer={field => (
          <>
            {field}
            <p className={`${classes.limits} loa-quiet`}>
              {t('limit.spoken', { seconds: Math.round(spokenSeconds(spoken)) })}
            </p>
            {read !== null && read.asks.length > 0 && (
              <p className={classes.fault}>
                {t('field.asks', { words: read.asks.map(({ word }) => word).join(', ') })}
              </p>
            )}
          </>
        )}
      />
      {isOther && (
        <Group gap="sm">
          <Button variant="default" size="sm" onClick={() => change({ spoken: read.spoken, sound: null })}>
            {t('field.asSpoken')}
          </Button>
          <span className="loa-quiet">{t('field.asSpokenWhy')}</span>
        </Group>
      )}
      <Group gap="md">
        <NumberInput
          label={named(t('field.perWindow'), language)}
          min={1}
          max={PLAYS_MAX}
          maw="14rem"
          allowDecimal={false}
          hideControls
          value={perWindow}
          onChange={value => typeof value === 'number' && change({ perWindow: value })}
        />
        <NumberInput
          label={named(t('field.gap'), language)}
          description={gapSeconds === 0 ? t('field.gapNone') : null}
          min={0}
          max={GAP_SECONDS_MAX}
          maw="14rem"
          allowDecimal={false}
          hideControls
          value={gapSeconds}
          onChange={value => typeof value === 'number' && change({ gapSeconds: value })}
        />
      </Group>
      <SoundField
        id={`${id}-sound`}
        what={
          side === 'correction'
            ? `${t('content.correction')}, ${named(t('channel.loudspeakers'), language)}`
            : named(t('channel.loudspeakers'), language)
        }
        error={faultAt(`${id}-sound`)}
        sound={sound}
        speak={{ spoken, language, purpose: draft.purpose }}
        onSound={made => change({ sound: made })}
      />
    </Stack>
  )
}
