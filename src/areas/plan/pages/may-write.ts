/** Who writes plans and proposes levels; the others read. The server decides again. */
import { useMe } from '../../../web/session.ts'

export function useMayWrite(): boolean {
  const { role } = useMe()
  return role === 'editor' || role === 'approver'
}
