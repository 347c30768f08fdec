/** Units of figures in English as they stand beside one: `1 round`. Vietnamese has one form for any count. */
import { isOne } from './both.ts'

/** `test/house/words.test.ts` asks for every unit that a figure has. */
export const SINGULAR: Readonly<Record<string, string>> = {
  actions: 'action',
  addresses: 'address',
  areas: 'area',
  briefings: 'briefing',
  broadcasts: 'broadcast',
  browsers: 'browser',
  bulletins: 'bulletin',
  calls: 'call',
  cells: 'cell',
  channels: 'channel',
  clusters: 'cluster',
  communes: 'commune',
  days: 'day',
  deeds: 'deed',
  directives: 'directive',
  effects: 'effect',
  entries: 'entry',
  files: 'file',
  instructions: 'instruction',
  keys: 'key',
  lanes: 'lane',
  minutes: 'minute',
  operators: 'operator',
  people: 'person',
  placements: 'placement',
  plays: 'play',
  points: 'point',
  records: 'record',
  rounds: 'round',
  rows: 'row',
  sends: 'send',
  services: 'service',
  sites: 'site',
  subscribers: 'subscriber',
  'subscriber turns': 'subscriber turn',
  'systems of operators': 'system of an operator',
  times: 'time',
  turns: 'turn',
  'work items': 'work item',
}

export function unitBeside(value: number | null, unit: string): string {
  return value !== null && isOne(value) ? (SINGULAR[unit] ?? unit) : unit
}
