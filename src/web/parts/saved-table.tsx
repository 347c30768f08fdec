/** Below a table of some rows: the button that saves what it shows as CSV. How that is written comes when it is pressed. */
import { type ReactNode, useId, useRef } from 'react'
import { arriving } from '../page-code.ts'
import classes from './saved-table.module.css'
import { useWords } from './words.ts'

/** One row is copied by hand. */
const ROWS_MIN = 2

export function SavedTable(props: { readonly caption: string; readonly rows: number; readonly children: ReactNode }) {
  const { t } = useWords()
  const around = useRef<HTMLDivElement>(null)
  const id = useId()
  const save = async () => {
    const table = around.current?.querySelector('table')
    if (table == null) return
    const { saveTable } = await arriving(async () => await import('./table-csv.ts'))()
    saveTable(table)
  }
  return (
    <div ref={around} className={classes.around}>
      {props.children}
      {props.rows >= ROWS_MIN && (
        <button
          type="button"
          className={classes.save}
          aria-describedby={id}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('table.save')}
          <span id={id} hidden>
            {props.caption}
          </span>
        </button>
      )}
    </div>
  )
}
