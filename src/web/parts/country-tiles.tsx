/**
 * The country as tiles, a province each, where each lies about on a map. To be chosen from: one stop of Tab for all of them, arrows go
 * from one to the next, Enter or Space chooses. To be looked at: one picture, with a sentence that says what it shows.
 *
 * What a tile says it says in words and by a sign; a colour may go with them and never stands for them. Knows no province.
 */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react'
import { placeAt } from './country-places.ts'
import classes from './country-tiles.module.css'

export interface Tile {
  readonly id: string
  /** As it is called in a list of provinces. */
  readonly name: string
  readonly column: number
  readonly row: number
  /** What is so there, in words; it is heard after the name. */
  readonly says?: string
  /** The same in a sign or a figure. */
  readonly sign: ReactNode
  /** One of the looks of `className`. */
  readonly look?: string
  readonly style?: CSSProperties
  /** It cannot be chosen, which `says` tells. */
  readonly isOff?: boolean
}

interface Shown {
  readonly title: string
  readonly tiles: readonly Tile[]
  /** Of each tile. */
  readonly className?: string
}

export function CountryTiles(
  props: Shown & { readonly isChosen: (id: string) => boolean; readonly onChoose: (id: string) => void },
) {
  const { title, tiles, isChosen, onChoose, className = '' } = props
  const [at, setAt] = useState<string | null>(null)
  const stop = tiles.find(({ id }) => id === at) ?? tiles.find(({ id }) => isChosen(id)) ?? tiles[0]
  const go = (event: KeyboardEvent<HTMLElement>, from: Tile) => {
    const next = placeAt(tiles, from, event.key)
    if (next === null) return
    event.preventDefault()
    setAt(next.id)
    const { currentTarget } = event
    currentTarget.parentElement?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(next.id)}"]`)?.focus()
  }
  return (
    <fieldset className={classes.fieldset}>
      <legend className="loa-heard">{title}</legend>
      <div className={classes.country}>
        {tiles.map(tile => (
          <button
            key={tile.id}
            type="button"
            data-tile={tile.id}
            data-look={tile.look}
            className={`${classes.tile} ${className}`}
            style={styleOf(tile)}
            tabIndex={tile === stop ? 0 : -1}
            aria-pressed={isChosen(tile.id)}
            aria-disabled={tile.isOff === true}
            onFocus={() => setAt(tile.id)}
            onKeyDown={event => go(event, tile)}
            onClick={() => tile.isOff !== true && onChoose(tile.id)}
          >
            <Content of={tile} />
          </button>
        ))}
      </div>
    </fieldset>
  )
}

/** `title` says in words what is to be seen. */
export function CountryPicture({ title, tiles, className = '' }: Shown) {
  return (
    <div role="img" aria-label={title} className={`${classes.country} ${classes.picture}`}>
      {tiles.map(tile => (
        <div key={tile.id} data-look={tile.look} className={`${classes.tile} ${className}`} style={styleOf(tile)}>
          <Content of={tile} />
        </div>
      ))}
    </div>
  )
}

/** One tile beside its meaning, in a key. */
export function TileSample(props: {
  readonly look?: string
  readonly style?: CSSProperties
  readonly className?: string
  readonly children?: ReactNode
}) {
  const { look, style, className = '', children } = props
  return (
    <span
      aria-hidden="true"
      data-look={look}
      className={`${classes.tile} ${classes.sample} ${className}`}
      {...(style !== undefined && { style })}
    >
      {children}
    </span>
  )
}

/** As short as it fits on a tile. */
export function tileName(name: string): string {
  return name.replace(/^Thành phố /, 'TP. ')
}

function Content({ of: { name, says, sign } }: { of: Tile }) {
  return (
    <>
      <span className={classes.name} lang="vi">
        {name}
      </span>{' '}
      {says !== undefined && <span className="loa-heard">{says}</span>}
      <span className={classes.sign} aria-hidden="true">
        {sign}
      </span>
    </>
  )
}

function styleOf({ column, row, style }: Tile): CSSProperties {
  return { ...style, gridColumn: column + 1, gridRow: row + 1 }
}
