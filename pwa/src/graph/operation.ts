/** Typed operations: gql.tada infers what they take and answer; on a phone an operation is only its text. */
import type { DocumentDecoration, initGraphQLTada, ResultOf, VariablesOf } from 'gql.tada'
import type { introspection } from './schema.d.ts'

/** What an operation is at run time. */
export interface Prepared {
  /** What is sent; the server's list of known operations has its SHA-256. */
  text: string
  /** Types of things that the answer may hold: a hint about one of them means asking again. */
  types: string[]
}

type Tada = ReturnType<
  typeof initGraphQLTada<{
    introspection: introspection
    disableMasking: true
    scalars: { ID: string; UUID: string; DateTime: string; Date: string; Time: string; Decimal: string }
  }>
>

export type Operation<Result = unknown, Variables = unknown> = DocumentDecoration<Result, Variables>
export type { ResultOf, VariablesOf }

/** Joins a document with its fragments, each of them once. The build has turned the text into `Prepared`. */
function join(document: Prepared, fragments: Prepared[] = []): Prepared {
  const all = [document, ...fragments]
  return {
    text: [...new Set(all.flatMap((part) => part.text.split('\n')))].join('\n'),
    types: [...new Set(all.flatMap((part) => part.types))],
  }
}

export const graphql = join as unknown as Tada

export const prepared = (operation: object) => operation as Prepared

/** `query SupplyRequests(…) {…}` is called SupplyRequests. */
export const nameOf = (text: string) => /^\w+ (\w+)/.exec(text)?.[1] ?? ''

export const isMutation = (text: string) => text.startsWith('mutation')
