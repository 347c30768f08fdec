/**
 * The tables in the database of one audit, by the step that fills them.
 *
 *   files ─ scan ─► kept ─ classify ─► facts ─ judge ─► judged ─ report ─► files for the operator,
 *                  rejects    pieces    dropped                          a summary for the authority
 *
 * Instants and durations are whole milliseconds, amounts whole numbers of the audit's smallest step. A text that is not
 * there is '' where records are compared by it, else null.
 */
export const TABLES = `
  -- What a record must have to be looked at (marks.ts).
  CREATE TABLE marks (mark VARCHAR, text VARCHAR, length BIGINT);
  -- Records that may concern a service or claim to be free; with a problem, those that cannot be read.
  CREATE TABLE kept (
    part BIGINT, row BIGINT, problem UTINYINT, raw VARCHAR[],
    is_call BOOLEAN, record VARCHAR, sequence VARCHAR, subscriber VARCHAR,
    start BIGINT, duration BIGINT, amount BIGINT, octets BIGINT,
    dialled VARCHAR, target VARCHAR, host VARCHAR, address VARCHAR, port INTEGER,
    claimed BOOLEAN, operator VARCHAR
  );
  CREATE TABLE rejects (part BIGINT, file VARCHAR, line BIGINT, reason VARCHAR, text VARCHAR);
  -- Of texts of kept (classes.ts), and what zerorating/in-force.ts says of each combination over time (pieces.ts).
  CREATE TABLE number_classes (text VARCHAR, class BIGINT);
  CREATE TABLE host_classes (text VARCHAR, class BIGINT);
  CREATE TABLE address_classes (text VARCHAR, class BIGINT);
  CREATE TABLE pieces (
    is_call BOOLEAN, a BIGINT, b BIGINT, c BIGINT, from_ms BIGINT, until_ms BIGINT,
    verdict VARCHAR, service VARCHAR, setup BIGINT, block_amount BIGINT, block_ms BIGINT
  );
`

/** A subscriber's number without what one switch writes before it and another does not. `k` is a row of kept. */
export function subscriberKey(options: { callingCode: string; trunkPrefix: string }): string {
  const { callingCode, trunkPrefix } = options
  const digits = `regexp_replace(k.subscriber, '[^0-9]', '', 'g')`
  // Of plain digits only the length tells a calling code from the first digits of a number.
  const international = `^(?:00)?${callingCode}([0-9]{8,})$`
  const national = `^${trunkPrefix}([0-9]{8,})$`
  return `coalesce(
    nullif(regexp_extract(${digits}, '${international}', 1), ''),
    nullif(regexp_extract(${digits}, '${national}', 1), ''),
    nullif(${digits}, ''), k.subscriber)`
}
