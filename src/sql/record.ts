/**
 * What a table's rows hold, as the code knows it: declared once, and both ways between them follow.
 *
 *   const thing = record<StoredThing>()({
 *     plain: 'id dueAt operator=operator_id',     as it stands: `due_at`; after `=` a column of another name
 *     json: 'content',                            text; null stays null
 *     flags: 'isOpen',                            0 and 1
 *     writers: 'submittedBy',                     who: `submitted_by`, `submitted_by_name`; both or null
 *     parts: { code: 'sha256 expiresAt' },        `code_sha256`, `code_expires_at`; all or null
 *   })
 *   type ThingTables = { thing: RowOf<typeof thing> & { more: string } }
 *
 * A field of the record that is left out, is none of its own, or does not fit where it stands does not compile. JSON is read where it is
 * declared and nowhere else, so that what somebody wrote never becomes an object; it was written from the type that it is read as.
 */
import assert from 'node:assert/strict'
import type { Insertable, Kysely } from 'kysely'

type Words = string | readonly string[]

interface Declared {
  readonly plain?: Words
  readonly json?: Words
  readonly flags?: Words
  readonly writers?: Words
  readonly parts?: Readonly<Record<string, Words>>
}

export interface Mapped<Stored, Row> {
  /** To select these and no others. */
  readonly columns: readonly (keyof Row & string)[]
  readonly of: (row: Row) => Stored
  readonly row: (stored: Stored) => Row
  /** Of the fields that are given. */
  readonly changes: (change: Partial<Stored>) => Partial<Row>
}

export type RowOf<Of> = Of extends { readonly row: (stored: never) => infer Row } ? Row : never

export function record<Stored extends object>() {
  return <const Of extends Declared>(
    declared: Of & ([Wrong<Stored, Of>] extends [never] ? unknown : { wrong: Wrong<Stored, Of> }),
  ): Mapped<Stored, Row<Stored, Of>> => {
    const ways = waysOf(declared)
    const written = ways.flatMap(({ columns }) => columns.map(([name, value]) => `${name}: ${value}`))
    const given = ways.map(({ field, columns }) => {
      const set = columns.map(([name, value]) => `row.${name} = ${value}`)
      return `if (stored.${field} !== undefined) { ${set.join('; ')} }`
    })
    // As one would write it by hand. A function that looks up 25 fields by their names takes ten times as long, nearly as long as SQLite does to
    // read them. The names stand in the source, and are nothing but names: pairs. What does not fit these types does not compile: Wrong.
    return {
      columns: ways.flatMap(({ columns }) => columns.map(([name]) => name)),
      of: new Function('row', `return { ${ways.map(({ field, read }) => `${field}: ${read}`)} }`),
      row: new Function('stored', `return { ${written} }`),
      changes: new Function('stored', `const row = {}\n${given.join('\n')}\nreturn row`),
    } as never
  }
}

/** For `in`: PostgreSQL has no words for a list of none, which finds none. */
export function among<Value extends string>(values: readonly Value[]): readonly Value[] {
  return values.length > 0 ? values : ['' as Value]
}

/** Puts a row, or changes the one of its key: all but the columns that stay as they were put. */
export async function put<Tables, Table extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: Table,
  row: Insertable<Tables[Table]>,
  { key, stay = [] }: { readonly key: Columns<Tables[Table]>; readonly stay?: Columns<Tables[Table]> },
): Promise<void> {
  const kept: readonly string[] = [...key, ...stay]
  const changed = Object.entries(row).filter(([column]) => !kept.includes(column))
  // Its columns are those of the table: Insertable. Kysely knows them of tables alone that it can name.
  await (db as unknown as Kysely<{ any: Record<string, unknown> }>)
    .insertInto(table as 'any')
    .values(row as Record<string, unknown>)
    .onConflict(conflict => conflict.columns(key).doUpdateSet(Object.fromEntries(changed)))
    .execute()
}
type Columns<Row> = readonly (keyof Row & string)[]

export async function one<Row, Item>(
  query: { executeTakeFirst(): Promise<Row | undefined> },
  of: (row: Row) => Item,
): Promise<Item | null> {
  const row = await query.executeTakeFirst()
  return row === undefined ? null : of(row)
}

export async function all<Row, Item>(
  query: { execute(): Promise<Row[]> },
  of: (row: Row) => Item,
): Promise<readonly Item[]> {
  return (await query.execute()).map(row => of(row))
}

/** A field, how it is read of `row`, and its columns with how each is written of `stored`. */
interface Ways {
  readonly field: string
  readonly read: string
  readonly columns: Pairs
}

function waysOf({ plain, json, flags, writers, parts = {} }: Declared): readonly Ways[] {
  const groups = [
    ...pairs(writers).map(([field, id]) => ({ field, of: pairs(`id=${id} name=${id}_name`) })),
    ...Object.entries(parts).flatMap(([name, of]) =>
      pairs(name).map(([field]) => ({ field, of: pairs(of, `${field}_`) })),
    ),
  ]
  return [
    ...pairs(plain).map(([field, column]): Ways => {
      return { field, read: `row.${column}`, columns: [[column, `stored.${field}`]] }
    }),
    ...pairs(json).map(([field, column]): Ways => {
      const text = `stored.${field} === null ? null : JSON.stringify(stored.${field})`
      const read = `row.${column} === null ? null : JSON.parse(row.${column})`
      return { field, read, columns: [[column, text]] }
    }),
    ...pairs(flags).map(([field, column]): Ways => {
      return { field, read: `row.${column} === 1`, columns: [[column, `Number(stored.${field})`]] }
    }),
    ...groups.map(({ field, of }): Ways => {
      const isNull = of.map(([, column]) => `row.${column} === null`).join(' || ')
      const whole = of.map(([part, column]) => `${part}: row.${column}`)
      const columns = of.map(([part, column]) => [column, `stored.${field} && stored.${field}.${part}`] as const)
      return { field, read: `${isNull} ? null : { ${whole} }`, columns }
    }),
  ]
}

type Pairs = readonly (readonly [string, string])[]

/** Fields with their columns, each a name. */
function pairs(given: Words = [], before = ''): Pairs {
  const words = [given].flat().flatMap(text => text.split(' '))
  return words.map(word => {
    assert.match(word, /^\w+(=\w+)?$/)
    const [field, column = snake(before + field)] = word.split('=')
    return [field, column]
  })
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

// What follows of a declaration ------------------------------------------------------------------------------------

type Split<Text> = Text extends `${infer Word} ${infer Rest}` ? Word | Split<Rest> : Text
type Each<Given> = Given extends readonly (infer Text)[] ? Split<Text> : Split<Given>
/** The words of a kind. */
type In<Of, Kind extends string> = Of extends { readonly [Is in Kind]: infer Given } ? Each<Given> : never
type Field<Word> = Word extends `${infer Name}=${string}` ? Name : Word
type Column<Word, Before extends string = ''> = Word extends `${string}=${infer Name}`
  ? Name
  : `${Before}${Snake<Word>}`
type Snake<Name> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `_${Lowercase<Letter>}`}${Snake<Rest>}`
  : ''

/** A field, the word of its part, and the column of that. */
type Part<Of> =
  | WriterParts<In<Of, 'writers'>>
  | (Of extends { readonly parts: infer Given }
      ? { [Name in keyof Given]: PartsOf<Name, Each<Given[Name]>> }[keyof Given]
      : never)
type WriterParts<Name> = Name extends string ? [Name, 'id', Snake<Name>] | [Name, 'name', `${Snake<Name>}_name`] : never
type PartsOf<Name, Word> = Word extends string ? [Name, Field<Word>, Column<Word, `${Snake<Name>}_`>] : never

type At<Stored, Name> = Name extends keyof Stored ? Stored[Name] : never
type Inner<Stored, Of extends [unknown, unknown, unknown]> = At<NonNullable<At<Stored, Of[0]>>, Of[1]>
type NullIn<Value> = null extends Value ? null : never

type Row<Stored, Of> = Flat<
  { [Word in In<Of, 'plain'> as Column<Word>]: At<Stored, Field<Word>> } & {
    [Word in In<Of, 'json'> as Column<Word>]: string | NullIn<At<Stored, Field<Word>>>
  } & { [Word in In<Of, 'flags'> as Column<Word>]: number } & {
    [Each in Part<Of> as Each[2]]: Inner<Stored, Each> | NullIn<At<Stored, Each[0]>>
  }
>
type Flat<Of> = { [Name in keyof Of]: Of[Name] }

/** Those fields of which a declaration is not true. */
type Wrong<Stored, Of> =
  | Exclude<keyof Stored, Field<In<Of, 'plain'>> | Field<In<Of, 'json'>> | Field<In<Of, 'flags'>> | Part<Of>[0]>
  | Unlike<Stored, In<Of, 'plain'>, Plain | null>
  | Unlike<Stored, In<Of, 'json'>, object | Plain | boolean | null>
  | Unlike<Stored, In<Of, 'flags'>, boolean>
  | {
      [Name in Part<Of>[0] & string]:
        | Exclude<keyof NonNullable<At<Stored, Name>>, Extract<Part<Of>, [Name, unknown, unknown]>[1]>
        | Unlike<NonNullable<At<Stored, Name>>, Extract<Part<Of>, [Name, unknown, unknown]>[1], Plain>
    }[Part<Of>[0] & string]
type Plain = string | number | Uint8Array
type Unlike<Stored, Word, Value> = Word extends unknown
  ? Field<Word> extends keyof Stored
    ? Stored[Field<Word>] extends Value
      ? never
      : Word
    : Word
  : never
