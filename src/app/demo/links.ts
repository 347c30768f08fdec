/** The token of a one-time link, as the console's page takes it from its own address. Empty where it has none. */
export function tokenOf(link: string): string {
  const { searchParams, hash } = new URL(link)
  return searchParams.get('token') ?? new URLSearchParams(hash.slice(1)).get('token') ?? ''
}
