/**
 * Where minutes are typed, by keyboard alone: Enter keeps a line and the next begins, Ctrl and Enter keeps it as a decision, Alt and
 * the arrow keys go from item to item. Who has the floor is taken to speak until somebody else is chosen.
 */
import { Button, Group, NativeSelect, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { announce } from '../../../../web/parts/announcer.tsx'
import type { AgendaItem, MinuteContent } from '../../model.ts'
import { PARAGRAPH_MAX } from '../limits.ts'
import { useWords } from '../words.ts'
import { itemBeside } from './order.ts'

export interface Speakers {
  readonly places: readonly { readonly site: string; readonly name: string }[]
  /** Who has the floor now; null: nobody, or it is over. */
  readonly speaker: string | null
}

export function Composer(
  props: Speakers & {
    agenda: readonly AgendaItem[]
    item: string
    onItem: (item: string) => void
    onKeep: (content: MinuteContent) => void
  },
) {
  const { t } = useWords()
  const { agenda, places, speaker, item, onItem, onKeep } = props
  const [is, setIs] = useState<MinuteContent['is']>('statement')
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)
  // Null: whoever has the floor.
  const [chosen, setChosen] = useState<string | null>(null)
  const site = chosen ?? speaker ?? ''
  const area = useRef<HTMLTextAreaElement>(null)
  const titleOf = (id: string) => agenda.find(each => each.id === id)?.title ?? t('minutes.noItem')
  const keep = (as: MinuteContent['is']) => {
    setMissing(text.trim() === '')
    area.current?.focus()
    if (text.trim() === '') return
    onKeep({ item: orNull(item), is: as, site: orNull(site), text: text.trim() })
    setText('')
    setIs('statement')
    setChosen(null)
    announce(t(as === 'decision' ? 'minutes.keptDecision' : 'minutes.kept'))
  }
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An accent that is still being typed ends with Enter as well.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      keep(event.ctrlKey || event.metaKey ? 'decision' : is)
    } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const to = itemBeside(agenda, item, event.key === 'ArrowDown' ? 1 : -1)
      onItem(to)
      announce(t('minutes.atItem', { item: titleOf(to) }))
    }
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        keep(is)
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-end" grow preventGrowOverflow={false}>
          <NativeSelect
            label={t('minutes.item')}
            value={item}
            data={[
              ...agenda.map((each, at) => ({ value: each.id, label: `${at + 1}. ${each.title}` })),
              { value: '', label: t('minutes.noItem') },
            ]}
            onChange={event => onItem(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('minutes.speaker')}
            value={site}
            data={[
              { value: '', label: t('minutes.nobody') },
              ...places.map(place => ({ value: place.site, label: place.name })),
            ]}
            onChange={event => setChosen(event.currentTarget.value)}
          />
        </Group>
        <SegmentedControl
          aria-label={t('minutes.is')}
          value={is}
          data={[
            { value: 'statement', label: t('minutes.statement') },
            { value: 'decision', label: t('minutes.decision') },
          ]}
          onChange={value => setIs(value === 'decision' ? 'decision' : 'statement')}
        />
        <Textarea
          ref={area}
          label={t('minutes.text')}
          description={t('minutes.keys')}
          value={text}
          maxLength={PARAGRAPH_MAX}
          autosize
          minRows={2}
          error={isMissing ? t('minutes.missing') : null}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={keys}
        />
        <Group gap="sm">
          <Button type="submit">{t(is === 'decision' ? 'minutes.keepDecision' : 'minutes.keep')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}
