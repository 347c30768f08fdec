/**
 * What the online charging asks the list: is this free at that instant, and until when. Implemented where the list is
 * (`src/app`), so that this folder knows no lists.
 */

export interface Question {
  /** The digits that were dialled, perhaps with a leading +; null where nothing was called. */
  readonly called: string | null
  /** Where the call goes instead, if it was forwarded; null where it was not. */
  readonly forwardedTo: string | null
  readonly ratingGroup: number | null
  readonly serviceIdentifier: number | null
  /** Milliseconds since 1970. */
  readonly at: number
}

export type Verdict =
  | {
      readonly is: 'free'
      /** The id of the service on the list. */
      readonly service: string
      /** From when on it has been free without a break; null: as far back as anybody knows. */
      readonly since: number | null
      /** The first instant at which it is no longer free; null: no end is known. */
      readonly until: number | null
    }
  | { readonly is: 'charged' }

/** Called for every request: fast, and it never throws. */
export type Decide = (question: Question) => Verdict
