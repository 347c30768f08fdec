/** A site by its name; beside it what it is there, where it is no ordinary one. */
import type { Place } from '../model.ts'
import classes from './briefing.module.css'
import { useWords } from './words.ts'

export function PlaceName({ of: { name, role } }: { of: Pick<Place, 'name' | 'role'> }) {
  const { t } = useWords()
  return (
    <span>
      {name} {role !== 'site' && <span className={classes.role}>{t(`role.${role}`)}</span>}
    </span>
  )
}
