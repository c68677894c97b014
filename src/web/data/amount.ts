/*
 * The files of this folder: the server's answers that screens read, as its published schema has them. Money and units are text.
 */

export type Amount = { readonly amount: string; readonly currency: string; readonly display: string }
