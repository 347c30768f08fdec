/** A round as the tables of this folder need one: its files, its centre, and what `round status` says of it. */
import { writeFileSync } from 'node:fs'
import type { Child } from '../peers/child.ts'
import { type Answers, delivers, Witness } from '../round/witness.ts'
import type { Place } from './place.ts'

export const PASSWORD = 'secret'

export function messageAndList(place: Place, subscribers = 50): readonly string[] {
  const [message, list] = [place.file('message.txt'), place.file('audience.csv')]
  writeFileSync(message, 'Rua tay thuong xuyen\n')
  const numbers = Array.from({ length: subscribers }, (_, i) => `${84_912_000_000 + i}`)
  writeFileSync(list, `${numbers.join('\n')}\n`)
  return ['--message', message, '--audience', list]
}

export const urlOf = (port: number) => `smpp://loa:${PASSWORD}@127.0.0.1:${port}`

export async function roundRun(place: Place, port: number, ...flags: string[]): Promise<Child> {
  const files = messageAndList(place)
  place.prepared()
  const args = ['round', 'run', 'round', ...files, '--smsc', urlOf(port), ...flags]
  return place.loa(args)
}

export async function witness(place: Place, answers: Answers = delivers): Promise<Witness> {
  const made = await Witness.start({ answers })
  place.after(() => made.close())
  return made
}

/** Asks `round status` until it says so: what it prints is read from the process itself. */
export async function untilStatus(place: Place, state: string): Promise<void> {
  while ((await statusOf(place)) !== state);
}

export async function statusOf(place: Place): Promise<string> {
  const child = place.loa(['round', 'status', 'round', '--json'])
  const { code } = await child.done()
  return code === 0 ? (JSON.parse(child.stdout) as { state: string }).state : ''
}
