/** A text with a number, in the forms of a language: those that it has (Unicode CLDR), and `other`. */
type Forms = {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}

/** The sections of a catalogue in another language. */
export type Translation<C> = {
  readonly [S in keyof C]: {
    readonly [K in keyof C[S]]: C[S][K] extends string ? string : Forms
  }
}
