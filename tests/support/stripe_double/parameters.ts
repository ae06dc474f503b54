import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** What a parameter may be, as the SDK's own declarations say. */
export type Shape =
  | { kind: 'scalar'; of: 'string' | 'number' | 'boolean' }
  | { kind: 'literal'; value: string }
  | { kind: 'array'; of: Shape }
  | { kind: 'dictionary' }
  | { kind: 'object'; fields: Map<string, Field> }
  | { kind: 'union'; of: Shape[] }

interface Field {
  shape: Shape
  required: boolean
}

/** A namespace of a declaration file, with what is declared in it. */
interface Scope {
  parent: Scope | null
  types: Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>
  scopes: Map<string, Scope>
}

const files = new Map<string, Scope>()
const shapes = new Map<string, Shape>()

/** The parameters of an operation: `parametersOf('Refunds', 'RefundCreateParams')`. */
export function parametersOf(file: string, name: string): Shape {
  const key = `${file}:${name}`
  const known = shapes.get(key)
  if (known) return known
  const shape = referenceShape(name.split('.'), scopeOf(`resources/${file}`))
  shapes.set(key, shape)
  return shape
}

function scopeOf(file: string): Scope {
  const known = files.get(file)
  if (known) return known
  const path = fileURLToPath(new URL(`${file}.d.ts`, import.meta.resolve('stripe')))
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest)
  const shared = file === 'shared' ? null : scopeOf('shared')
  const scope = emptyScope(shared)
  fill(scope, source.statements)
  files.set(file, scope)
  return scope
}

function emptyScope(parent: Scope | null): Scope {
  return { parent, types: new Map(), scopes: new Map() }
}

function fill(scope: Scope, statements: readonly ts.Statement[]) {
  for (const statement of statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      scope.types.set(statement.name.text, statement)
    }
    if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
      const inner = scope.scopes.get(statement.name.text) ?? emptyScope(scope)
      scope.scopes.set(statement.name.text, inner)
      fill(inner, statement.body.statements)
    }
  }
}

/** Finds a dotted name from the innermost scope outwards, as TypeScript does. */
function referenceShape(path: string[], from: Scope): Shape {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const holder = path
      .slice(0, -1)
      .reduce<Scope | undefined>((inner, name) => inner?.scopes.get(name), scope)
    const declared = holder?.types.get(path.at(-1) ?? '')
    if (declared && holder) return declaredShape(declared, holder)
  }
  throw new Error(`The SDK declares no ${path.join('.')}`)
}

function declaredShape(
  declared: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  scope: Scope
): Shape {
  if (ts.isTypeAliasDeclaration(declared)) return shapeOf(declared.type, scope)
  const fields = new Map<string, Field>()
  for (const { types } of declared.heritageClauses ?? []) {
    for (const { expression } of types) {
      const inherited = referenceShape(pathOf(expression), scope)
      if (inherited.kind !== 'object') continue
      inherited.fields.forEach((field, name) => fields.set(name, field))
    }
  }
  return membersShape(declared.members, scope, fields)
}

function membersShape(
  members: readonly ts.TypeElement[],
  scope: Scope,
  fields = new Map<string, Field>()
): Shape {
  if (members.some((member) => ts.isIndexSignatureDeclaration(member))) {
    return { kind: 'dictionary' }
  }
  for (const member of members) {
    if (!ts.isPropertySignature(member) || !member.type) continue
    if (ts.isComputedPropertyName(member.name)) throw new Error('A computed name')
    const field = { shape: shapeOf(member.type, scope), required: !member.questionToken }
    fields.set(member.name.text, field)
  }
  return { kind: 'object', fields }
}

function pathOf(name: ts.Node): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  if (ts.isQualifiedName(name)) return [...pathOf(name.left), name.right.text]
  if (ts.isPropertyAccessExpression(name)) return [...pathOf(name.expression), name.name.text]
  throw new Error('A name of a sort that the SDK did not use')
}

const SCALARS = new Map<ts.SyntaxKind, 'string' | 'number' | 'boolean'>([
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
])

function shapeOf(type: ts.TypeNode, scope: Scope): Shape {
  const scalar = SCALARS.get(type.kind)
  if (scalar) return { kind: 'scalar', of: scalar }
  if (ts.isUnionTypeNode(type)) {
    return { kind: 'union', of: type.types.filter(isSent).map((each) => shapeOf(each, scope)) }
  }
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) {
    return { kind: 'literal', value: type.literal.text }
  }
  if (ts.isTypeLiteralNode(type)) return membersShape(type.members, scope)
  if (ts.isTypeReferenceNode(type)) return genericShape(type, scope)
  throw new Error(`A type of a sort that the SDK did not use: ${ts.SyntaxKind[type.kind]}`)
}

/** `null` cannot be written in a form; `OtherString` stands for values of later versions. */
function isSent(type: ts.TypeNode) {
  const isNull = ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword
  const isOther = ts.isTypeReferenceNode(type) && pathOf(type.typeName).at(-1) === 'OtherString'
  return !isNull && !isOther
}

function genericShape(type: ts.TypeReferenceNode, scope: Scope): Shape {
  const path = pathOf(type.typeName)
  const [argument] = type.typeArguments ?? []
  if (path[0] === 'Decimal') return { kind: 'scalar', of: 'string' }
  if (path[0] === 'Array' && argument) return { kind: 'array', of: shapeOf(argument, scope) }
  if (path[0] === 'Emptyable' && argument) {
    return { kind: 'union', of: [{ kind: 'literal', value: '' }, shapeOf(argument, scope)] }
  }
  return referenceShape(path, scope)
}
