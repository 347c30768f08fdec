/** The tables of those who sign as TypeScript sees them. Instants are milliseconds since 1970. */
export type SignerTables = {
  signing_key: {
    id: string
    person_id: string
    name: string
    /** JSON: a browser's key as an object, one of the signing page as its COSE key in base64url, a string. */
    public_key: string
    created_at: number
  }
  signing_counter: { key_id: string; counter: number }
  roster: {
    number: number
    sha256: string
    text: string
    /** JSON. */
    signatures: string
    at: number
  }
  /** One row. */
  roster_draft: {
    id: number
    text: string
    /** JSON. */
    signatures: string
    prepared_by: string
    not_before: number | null
  }
  attestation: {
    kind: string
    subject: string
    version: number
    does: string
    /** JSON. */
    attestation: string
  }
  sign_in_passkey: {
    id: string
    name: string | null
    publicKey: string
    userId: string
    credentialID: string
    createdAt: string | null
  }
}
