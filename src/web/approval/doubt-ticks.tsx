/** Doubts that whoever decides has to have looked at, each ticked by itself. */
import { Checkbox, Stack } from '@mantine/core'
import { Notice } from '../parts/states.tsx'

export interface DoubtWords {
  readonly title: string
  readonly tick: string
  readonly missing: string
}

/** `ids`: what each box is called, by the doubt's key. */
export function DoubtTicks<Key extends string>(props: {
  readonly words: DoubtWords
  readonly doubts: readonly (readonly [key: Key, sentence: string])[]
  readonly seen: readonly Key[]
  readonly ids: (key: Key) => string
  /** Those that are not ticked are a fault. */
  readonly isFaulty: boolean
  readonly onSeen: (seen: readonly Key[]) => void
}) {
  const { words, doubts, seen, ids, isFaulty, onSeen } = props
  if (doubts.length === 0) return null
  return (
    <Notice gravity="warn" title={words.title}>
      <Stack gap="md" mt="xs">
        {doubts.map(([key, sentence]) => (
          <div key={key}>
            <p>{sentence}</p>
            <Checkbox
              id={ids(key)}
              mt="xs"
              label={words.tick}
              checked={seen.includes(key)}
              error={isFaulty && !seen.includes(key) && words.missing}
              onChange={event => {
                const others = seen.filter(one => one !== key)
                onSeen(event.currentTarget.checked ? [...others, key] : others)
              }}
            />
          </div>
        ))}
      </Stack>
    </Notice>
  )
}
