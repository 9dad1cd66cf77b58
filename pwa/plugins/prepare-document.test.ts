// @vitest-environment node
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { prepare } from './prepare-document.ts'

const schema = buildSchema(`
  interface Refusal { message: String! }
  interface Node { id: ID! }
  type Grid implements Node { id: ID! name: String! }
  type Request implements Node { id: ID! message: String! grid: Grid! }
  type Taken implements Refusal { message: String! }
  type RequestConnection { nodes: [Request!]! }
  union ClaimResult = Request | Taken
  type SupplyCounts { asked: Int! }
  type Query { supplyCounts: SupplyCounts! request(id: ID!): Request requests: RequestConnection! node(id: ID!): Node }
  type Mutation { claim(id: ID!): ClaimResult! signOut: Boolean! }
`)
const ready = (text: string) => prepare(text, schema, 'documents.ts')

test('the type of everything is asked for, once, and not of the whole answer', () => {
  expect(ready('query Q { request(id: 1) { id __typename grid { name } } }').text).toBe('query Q{request(id:1){id __typename grid{__typename name}}}')
})

test('it knows which things an answer may show, through fragments, lists and interfaces', () => {
  expect(ready('query Q { requests { nodes { id grid { id } } } }').types).toEqual(['Grid', 'Request'])
  expect(ready('fragment Parts on Grid { id }').types).toEqual(['Grid'])
  expect(ready('query Q { node(id: 1) { id } }').types).toEqual(['Grid', 'Request'])
  expect(ready('mutation M { claim(id: 1) { ... on Request { id } ... on Refusal { message } } }').types).toEqual(['Request'])
})

test('a number is asked again when what it counts changed', () => {
  expect(ready('query Q { supplyCounts { asked } }').types).toEqual(['SupplyCounts', 'SupplyRequest'])
})

test('a field that the schema does not have fails the build', () => {
  expect(() => ready('query Q { request(id: 1) { adress } }')).toThrow('documents.ts: Cannot query field "adress" on type "Request".')
})

test('a fragment or variable of another document is no mistake', () => {
  expect(ready('query Q($id: ID!) { request(id: $id) { ...Parts } }').text).toBe('query Q($id:ID!){request(id:$id){__typename ...Parts}}')
})

test('a mutation that can be refused must ask why', () => {
  expect(() => ready('mutation M { claim(id: 1) { ... on Request { id } } }')).toThrow('claim can be refused')
  expect(() => ready('mutation M { signOut }')).not.toThrow()
})

test('only a refusal is known by its message', () => {
  expect(() => ready('mutation M { claim(id: 1) { ... on Request { message } ... on Refusal { message } } }')).toThrow('by it a refusal is known')
  expect(() => ready('mutation M { claim(id: 1) { ... on Taken { message } ... on Refusal { message } } }')).not.toThrow()
})
