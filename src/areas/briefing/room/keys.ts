/**
 * Keys of the room: with Alt, so that none of them is typed with a letter (WCAG 2.2, 2.1.4). By their place on the keyboard: with
 * Alt some keyboards type another sign. G is for "giơ tay", M for "micrô". Pure.
 */
export type Deed = 'floor' | 'mute'

export const KEYS: Readonly<Record<Deed, { readonly name: string; readonly code: string }>> = {
  floor: { name: 'Alt+G', code: 'KeyG' },
  mute: { name: 'Alt+M', code: 'KeyM' },
}

interface Pressed {
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

export function deedOf({ code, altKey, ctrlKey, metaKey, shiftKey }: Pressed): Deed | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null
  const found = Object.entries(KEYS).find(([, key]) => key.code === code)
  return (found?.[0] as Deed | undefined) ?? null
}
