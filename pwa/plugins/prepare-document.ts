/** One operation or fragment, checked against the schema and made ready for the phone. */
import {
  Kind, TypeInfo, getNamedType, isAbstractType, isCompositeType, isInterfaceType, isObjectType, isUnionType,
  parse, print, stripIgnoredCharacters, validate, visit, visitWithTypeInfo, specifiedRules,
  type DocumentNode, type GraphQLObjectType, type GraphQLSchema, type SelectionSetNode,
} from 'graphql'
import type { Prepared } from '../src/graph/operation.ts'

/** Which fragments a document spreads is known only where it is put together, so these rules would be wrong here. */
const atRuntime = new Set(['KnownFragmentNamesRule', 'NoUnusedFragmentsRule', 'NoUndefinedVariablesRule', 'NoUnusedVariablesRule'])

export function prepare(source: string, schema: GraphQLSchema, file: string): Prepared {
  const document = parse(source)
  const rules = specifiedRules.filter((rule) => !atRuntime.has(rule.name))
  const errors = validate(schema, document, rules)
  if (errors.length) throw new Error(`${file}: ${errors.map((error) => error.message).join(' ')}`)
  refusalsAreRead(document, schema, file)
  return { text: stripIgnoredCharacters(print(withTypenames(document))), types: typesOf(document, schema) }
}

const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const

const hasTypename = (set: SelectionSetNode) =>
  set.selections.some((selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename')

/** Answers are merged by (`__typename`, `id`); written by hand, one would be forgotten. */
function withTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave(set, _key, parent) {
        const root = !Array.isArray(parent) && (parent as { kind?: string }).kind === Kind.OPERATION_DEFINITION
        return root || hasTypename(set) ? undefined : { ...set, selections: [typename, ...set.selections] }
      },
    },
  })
}

const plumbing = /^(Query|Mutation|Subscription|PageInfo)$|(Connection|Edge)$/
const isRefusal = (type: GraphQLObjectType) => type.getInterfaces().some((face) => face.name === 'Refusal')

/** A number has no id by which the server could say that it changed: it changes with what it counts. */
const counts: Record<string, string> = {
  SupplyCounts: 'SupplyRequest', PooledNeed: 'SupplyRequest', Contribution: 'SupplyRequest', VolunteerCounts: 'Volunteer', HouseholdCounts: 'Household', LiaisonDoors: 'Household',
  Signature: 'Notice', ReceivedAnswer: 'Notice', UnreachedHousehold: 'Reach', LastReached: 'Reach', ShiftPerson: 'Shift', Rota: 'Shift', ShiftCandidate: 'Shift', ContactCandidate: 'Shift',
}

function typesOf(document: DocumentNode, schema: GraphQLSchema): string[] {
  const found = new Set<string>()
  const info = new TypeInfo(schema)
  const note = () => {
    const parent = info.getParentType()
    // What stands in the way of a change is of a type that the change answers with anyway.
    if (isObjectType(parent) && isRefusal(parent)) return
    const type = getNamedType(info.getType())
    const concrete = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : []
    for (const one of concrete) if (!isRefusal(one) && !plumbing.test(one.name)) found.add(one.name).add(counts[one.name] ?? one.name)
  }
  visit(document, visitWithTypeInfo(info, { Field: note, FragmentDefinition: note }))
  return [...found].sort()
}

/** A refusal must be shown, so every mutation that can be refused has to ask why. */
function refusalsAreRead(document: DocumentNode, schema: GraphQLSchema, file: string) {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'mutation') continue
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) continue
      const type = getNamedType(schema.getMutationType()?.getFields()[selection.name.value]?.type)
      if (!isUnionType(type) || !schema.getPossibleTypes(type).some(isRefusal)) continue
      if (!readsRefusal(selection.selectionSet)) {
        throw new Error(`${file}: ${selection.name.value} can be refused; ask for "... on Refusal { message }" in it.`)
      }
      if (readsMessageElsewhere(selection.selectionSet, schema)) {
        throw new Error(`${file}: in ${selection.name.value} only "... on Refusal" may ask for "message": by it a refusal is known.`)
      }
    }
  }
}

const asks = (set: SelectionSetNode, name: string) =>
  set.selections.some((selection) => selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === name)

function readsRefusal(set: SelectionSetNode | undefined): boolean {
  return !!set?.selections.some(
    (selection) => selection.kind === Kind.INLINE_FRAGMENT
      && selection.typeCondition?.name.value === 'Refusal' && asks(selection.selectionSet, 'message'),
  )
}

function readsMessageElsewhere(set: SelectionSetNode | undefined, schema: GraphQLSchema): boolean {
  return !!set?.selections.some((selection) => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return false
    const type = schema.getType(selection.typeCondition?.name.value ?? '')
    const refusal = type?.name === 'Refusal' || (isObjectType(type) && isRefusal(type))
    return !refusal && isCompositeType(type) && !isInterfaceType(type) && asks(selection.selectionSet, 'message')
  })
}
