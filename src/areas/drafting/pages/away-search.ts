/** Whether a list shows what is archived, in its address. With the console's first page: it names no part. */

export interface AwaySearch {
  away?: true
}

export function awaySearch({ away }: Record<string, unknown>): AwaySearch {
  return away === true ? { away: true } : {}
}
