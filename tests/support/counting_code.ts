import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = new URL('../../', import.meta.url).pathname
const FOLDERS = ['files', 'methods', 'recount'].map((name) => `app/governance/${name}`)
/** Which file is read how and counted by what; the rest of its folder speaks with the console. */
const REGISTRY = ['count_file.ts', 'counting_methods.ts'].map(
  (name) => `app/governance/counting/${name}`
)
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gm

/** What no count may ask: the time, chance, the machine, or a language that engines know differently. */
const UNSTEADY =
  /\b(?:Date|Math\.random|Temporal|performance|process|Buffer|crypto|Intl|localeCompare|toLocale\w+)\b/g

/** Rooms whose code may run anywhere, and files beside. */
const OWN = /^(?:\.|#shared\/|#governance\/)/

/** Of packages, what counts may import. */
const PACKAGES = /^@noble\/hashes\//

/**
 * Every file by which ballots are read and counted, with all that these import wherever it lies, as
 * paths from the root of the project.
 */
export function countingCode(): string[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name))
  )
  return reachedFrom([...files, ...REGISTRY])
}

/** These files and all files of the project that they import, step by step, sorted. */
export function reachedFrom(files: readonly string[]): string[] {
  const reached = new Set<string>()
  const waiting = [...files]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    waiting.push(...importsOf(sourceOf(file)).flatMap(fileOf(file)))
  }
  return [...reached].toSorted()
}

/** The source of a file, named by its path from the root of the project. */
export const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')

/** What keeps a source from counting alike in Node and in any browser: imports, and names it uses. */
export function impurities(source: string): string[] {
  const imports = importsOf(source).filter((name) => !OWN.test(name) && !PACKAGES.test(name))
  return [...imports, ...(source.replace(COMMENT, '').match(UNSTEADY) ?? [])]
}

const importsOf = (source: string) =>
  [...source.replace(COMMENT, '').matchAll(IMPORT)].map(([, name = '']) => name)

const fileOf = (from: string) => (name: string) => {
  if (name.startsWith('.')) return [join(from, '..', name).replace(/\.js$/, '.ts')]
  return OWN.test(name) ? [`app/${name.slice(1)}.ts`] : []
}
