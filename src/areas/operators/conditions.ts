/**
 * How nodes fare, as they say it: kept for who looks after them. Nothing is decided by it. An alarm that a machine says again keeps the
 * instant since which it was said.
 */
import type { Transaction } from '../../authority/unit-of-work.ts'
import type { ConditionBody, ToldAlarm } from '../../directive/condition.ts'
import type { NodeIdentity } from './model.ts'
import { operatorRows } from './store.ts'

/** Of an operator with several. One more has the place of the one that was silent for the longest. */
const MACHINES_MAX = 8

export async function takeAlarms(
  { store, now, publish }: Transaction,
  { operator }: NodeIdentity,
  { alarms, machine = '' }: ConditionBody,
): Promise<void> {
  const rows = operatorRows(store)
  const known = await rows.conditions(operator)
  const before = known.find(condition => condition.machine === machine)
  if (before === undefined && known.length >= MACHINES_MAX) {
    const [silent] = known.toSorted((a, b) => a.toldAt - b.toldAt)
    await rows.forgetCondition(operator, silent.machine)
  }
  const kept = alarms.map(alarm => sinceFirst(alarm, before?.alarms ?? []))
  await rows.keepCondition({ operator, machine, toldAt: now, alarms: kept })
  if (JSON.stringify(kept) !== JSON.stringify(before?.alarms ?? [])) publish({ is: 'operator', operator })
}

/** A node that was started anew says an alarm as if it were new. */
function sinceFirst(alarm: ToldAlarm, before: readonly ToldAlarm[]): ToldAlarm {
  const same = before.find(({ is, centre }) => is === alarm.is && centre === alarm.centre)
  return same !== undefined && same.since < alarm.since ? { ...alarm, since: same.since } : alarm
}
