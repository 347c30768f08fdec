/** That a text still says what the page says, and goes with it. */
import classes from './bulletins.module.css'
import { useWords } from './words.ts'

export function Follows({ says }: { says: 'field.follows' | 'field.followsCorrection' | 'field.followsTitle' }) {
  const { t } = useWords()
  return <p className={`${classes.limits} loa-quiet`}>{t(says)}</p>
}
