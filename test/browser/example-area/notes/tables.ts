/** The table of notes as TypeScript sees it. */
export type NoteTables = { note: { id: string; text: string; at: number; by: string } }
