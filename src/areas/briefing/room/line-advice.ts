/**
 * What a verdict means for whoever sits there: what the line carries, why it is not better, and what to do about it, as words of
 * `words.ts`, the gravest first. Pure.
 */
import type { Verdict } from '../model.ts'
import type { RoomWord } from './words.ts'

type LineDiagnosis = Pick<Verdict, 'line' | 'reason' | 'path' | 'microphone' | 'camera'>

/** Nothing is left to be done where it is empty. */
export function adviceOf({ line, reason, path, microphone, camera }: LineDiagnosis): readonly RoomWord[] {
  const advice: RoomWord[] = []
  if (microphone !== 'works') advice.push(`microphone.${microphone}.do`)
  if (reason !== null && line !== 'A') advice.push(`line.reason.${reason}.do`)
  if (line === 'D') advice.push('line.call')
  if (path === 'relay' && line !== 'A') advice.push('line.relay.do')
  if (camera !== 'works') advice.push(`camera.${camera}.do`)
  return advice
}
