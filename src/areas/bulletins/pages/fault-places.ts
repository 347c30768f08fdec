/**
 * Where a fault is on the page on which a bulletin is written: in which part, and at which field, by its path in the draft. Pure; ids are
 * the only thing it knows of the page.
 */
import type { BulletinDraft, BulletinFault, ChannelName } from '../model.ts'
import { CHOSEN_CHANNELS, hasChannel } from './draft.ts'

export type Part = 'basics' | 'languages' | 'channels' | 'correction' | ChannelName

/** In their order. */
export function partsOf(draft: BulletinDraft): readonly Part[] {
  const chosen = CHOSEN_CHANNELS.filter(channel => hasChannel(draft, channel))
  return ['basics', 'languages', 'page', 'channels', ...chosen, 'correction']
}

export function partOf(at: BulletinFault['at']): Part {
  const [side, channel] = at.split('.')
  if (side === 'correction') return 'correction'
  return side === 'renditions' ? (channel as ChannelName) : 'basics'
}

export function partId(part: Part): string {
  return `part-${part}`
}

/** `renditions-page-0-title`; of what has no field of its own the part that holds it. */
export function fieldOf(at: BulletinFault['at']): string {
  const [side, channel, , field] = at.split('.')
  if (side === 'provinces') return 'provinces'
  if (side === 'window') return `window-${channel}`
  if (side === 'renditions' && channel === 'broadcast') return broadcastFieldOf(at)
  if (channel === 'ring') return at.replaceAll('.', '-')
  if (side === 'renditions' && (field === undefined || field === 'language')) return partId(channel as ChannelName)
  if (field === undefined || field === 'language') return `${side}-${channel}`
  return at.replaceAll('.', '-')
}

function broadcastFieldOf(at: BulletinFault['at']): string {
  if (at.includes('.polygons.')) return 'renditions-broadcast-polygons'
  const hasField = !at.endsWith('.texts') && !at.endsWith('.language')
  return hasField ? at.replaceAll('.', '-') : partId('broadcast')
}

/** What stands beside a field: what is wrong there, but not that it is still empty. */
export type FieldFaults = ReadonlyMap<string, BulletinFault>

export function fieldFaults(faults: readonly BulletinFault[]): FieldFaults {
  return new Map(faults.filter(({ code }) => code !== 'missing').map(fault => [fieldOf(fault.at), fault]))
}
