import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { foldName } from './fold_name.js'

/** A commune of France as INSEE codes it (code officiel géographique). */
export interface Commune {
  code: string
  name: string
  /** Its département's name, to tell two of the same name apart; empty overseas. */
  department: string
  departmentCode: string
}

interface Listed {
  code: string
  nom: string
  type: string
  departement: string
  codesPostaux?: string[]
  population?: number
}

/**
 * All communes in one text, a line each (`folded|name|code|department|,postcodes|population`): four
 * megabytes instead of the sixty that their JSON takes once parsed.
 */
interface Index {
  text: string
  departments: Map<string, string>
}

const require = createRequire(import.meta.url)
const dataFile = (name: string) =>
  require.resolve(`@etalab/decoupage-administratif/data/${name}.json`)

let loading: Promise<Index> | null = null

/** Read when first asked for: most processes never are. */
function index(): Promise<Index> {
  loading ??= load()
  return loading
}

async function load(): Promise<Index> {
  const lines: string[] = ['']
  const file = createInterface({ input: createReadStream(dataFile('communes'), 'utf8') })
  // A commune a line: parsed one by one, so that the whole is never in memory.
  for await (const line of file) {
    if (!line.startsWith('{')) continue
    const listed: Listed = JSON.parse(line.replace(/,$/, ''))
    if (listed.type !== 'commune-actuelle') continue
    const { code, nom, departement, codesPostaux = [], population = 0 } = listed
    const postcodes = codesPostaux.map((postcode) => `,${postcode}`).join('')
    lines.push([foldName(nom), nom, code, departement, postcodes, population].join('|'))
  }
  if (lines.length < 30_000) throw new Error(`Only ${lines.length} communes could be read`)
  const departments: Array<{ code: string; nom: string }> = JSON.parse(
    await readFile(dataFile('departements'), 'utf8')
  )
  return {
    text: `${lines.join('\n')}\n`,
    departments: new Map(departments.map(({ code, nom }) => [code, nom])),
  }
}

/** The communes whose name, a word of it or postcode begins as typed: nearest name, then largest. */
export async function findCommunes(typed: string, most: number): Promise<Commune[]> {
  const known = await index()
  const asked = foldName(typed)
  if (asked.length < 2) return []
  const found = /^\d+$/.test(asked)
    ? linesWith(known.text, `,${asked}`, () => 0)
    : [
        ...linesWith(known.text, `\n${asked}`, (line) => (line.startsWith(`${asked}|`) ? 0 : 1)),
        ...linesWith(known.text, ` ${asked}`, (line, at) => (at < line.indexOf('|') ? 2 : null)),
      ]
  found.sort((one, other) => one.rank - other.rank || other.population - one.population)
  const lines = [...new Set(found.map(({ line }) => line))].slice(0, most)
  return lines.map((line) => communeOf(line, known))
}

/** The commune of an INSEE code; null when there is none. */
export async function communeByCode(code: string): Promise<Commune | null> {
  if (!/^\d[\dAB]\d{3}$/.test(code)) return null
  const known = await index()
  const [found] = linesWith(known.text, `|${code}|`, (line) =>
    fields(line).code === code ? 0 : null
  )
  return found ? communeOf(found.line, known) : null
}

interface Found {
  line: string
  rank: number
  population: number
}

/** The lines that hold a text, each once per place; `rank` refuses one by null. */
function linesWith(
  text: string,
  part: string,
  rank: (line: string, at: number) => number | null
): Found[] {
  const found: Found[] = []
  let at = text.indexOf(part)
  while (at !== -1) {
    const begin = text.lastIndexOf('\n', part.startsWith('\n') ? at : at - 1) + 1
    const end = text.indexOf('\n', begin)
    const line = text.slice(begin, end)
    const ranked = line === '' ? null : rank(line, at - begin)
    if (ranked !== null) found.push({ line, rank: ranked, population: fields(line).population })
    at = text.indexOf(part, at + part.length)
  }
  return found
}

function fields(line: string) {
  const [, name = '', code = '', departmentCode = '', , population] = line.split('|')
  return { name, code, departmentCode, population: Number(population) }
}

function communeOf(line: string, { departments }: Index): Commune {
  const { name, code, departmentCode } = fields(line)
  return { code, name, departmentCode, department: departments.get(departmentCode) ?? '' }
}
