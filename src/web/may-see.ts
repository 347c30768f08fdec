/** Whether who is signed in may see a section. */
import { useRouteContext } from '@tanstack/react-router'
import { maySee } from './area-pages.ts'
import { useMe } from './session.ts'

/** `path`: of the section's first page. */
export function useMaySee(path: string): boolean {
  const { role } = useMe()
  const { areas } = useRouteContext({ from: '__root__' })
  return maySee(areas, role, path)
}
