/** What a program that runs for long tells its engineers. Fields are ids, counts, states and reasons: never a number, a text or a password. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}
