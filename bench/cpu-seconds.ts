/** CPU time that another process has taken, user and system of all its threads. Linux alone: proc_pid_stat(5). */
import { readFileSync } from 'node:fs'

/** Clock ticks are 100 a second on every Linux that Node runs on. */
const TICKS_A_SECOND = 100

export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // Fields 14 and 15, counted behind the name, which may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}
